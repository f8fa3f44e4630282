"""No query is too expensive, and what was cut short is said to be. `tests.bench.deaths` tries it on 30,000 sections."""

from __future__ import annotations

from functools import partial

import pytest

from indexer.backend import FACETS
from indexer.backends.embedded import EmbeddedBackend
from indexer.query import parse
from tests.bench.deaths import WANTED, WORST, cost, index, strings


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> EmbeddedBackend:
    return index(tmp_path_factory.mktemp("deaths"), 600)


@pytest.mark.parametrize("name", WORST)
def test_the_worst_queries_are_cheap_and_told(backend: EmbeddedBackend, name: str) -> None:
    query = parse(WORST[name])
    assert cost(lambda: backend.search(query, facets=FACETS)) < WANTED
    if len(WORST[name]) > 512 or "*" in WORST[name]:
        assert backend.search(query).query.notices, "it does not say that it was cut short"


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_no_string_is_expensive(backend: EmbeddedBackend) -> None:
    """Without the counts of facets, which cost the same whatever is asked."""
    for typed in strings(1_000):
        assert cost(partial(_search, backend, typed)) < WANTED, typed


def _search(backend: EmbeddedBackend, typed: str) -> object:
    return backend.search(parse(typed, size=1))
