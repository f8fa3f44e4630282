"""A browser, and a site for it: the digests where the checkout has them, and our own small reports beside them."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from waitress.server import create_server

from indexer.backends.embedded import EmbeddedBackend
from indexer.config import Config
from tests.browser.records import fill
from webapp import create_app

DIGESTS = Path(__file__).resolve().parents[2] / "corpus" / "digests"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM = next(filter(None, map(shutil.which, BROWSERS)), None)
NEEDED = ("playwright", "pytest_playwright", "axe_playwright_python")
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
)  # fmt: skip


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    reason = _missing()
    for item in items:
        if item.get_closest_marker("browser") and reason:
            item.add_marker(pytest.mark.skip(reason=reason))


def _missing() -> str | None:
    absent = [name for name in NEEDED if find_spec(name) is None]
    if absent:
        return f"browser tests need the Python package {absent[0]}"
    return None if CHROMIUM else f"browser tests need Chromium: none of {', '.join(BROWSERS)} is on the path"


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {"executable_path": CHROMIUM, "args": list(QUIET)}


@pytest.fixture(scope="session")
def host(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running site, without a slash at its end."""
    backend = EmbeddedBackend(tmp_path_factory.mktemp("index"))
    if DIGESTS.is_dir():
        from indexer.pipeline import build

        build((DIGESTS,), backend, Config())
    server = create_server(create_app(Config(), fill(backend)), host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()
