"""What many tests need: the reports that lie beside the checkout, where they do, and a site to ask."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask.testing import FlaskClient

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if SHARED.is_dir():
        return
    skip = pytest.mark.skip(reason="the five reports (../shared) are not beside this checkout")
    for item in items:
        if item.get_closest_marker("shared"):
            item.add_marker(skip)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the five reports and what a careful reader found in them."""
    return SHARED


@pytest.fixture(scope="session")
def client() -> FlaskClient:
    """Asks a site of three small reports."""
    from indexer.backends.memory import MemoryBackend
    from indexer.config import Config
    from tests.browser.records import fill
    from webapp import create_app

    return create_app(Config(), fill(MemoryBackend())).test_client()
