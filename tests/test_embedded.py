from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.backend import FACETS, SearchBackend
from indexer.backends.embedded import EmbeddedBackend
from indexer.backends.memory import MemoryBackend
from indexer.model import Results
from indexer.query import parse
from tests.backend_contract import BackendContract
from tests.contract.corpus import CORPUS, LINKS, publish


class TestEmbeddedBackend(BackendContract):
    @classmethod
    def make(cls, directory: Path) -> SearchBackend:
        return EmbeddedBackend(directory)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[EmbeddedBackend, MemoryBackend]:
    """The same records in the engine and in the plain backend."""
    engine, plain = EmbeddedBackend(tmp_path_factory.mktemp("index")), MemoryBackend()
    for backend in (engine, plain):
        publish(backend, *CORPUS, links=LINKS)
    return engine, plain


_TYPED = """
tag tags police the NO no multi-agency multiagency volunt* co-op* zebra board -police OR AND NEAR NEAR/2 exact:
nominals advisors offender volenters "lay adviser" "the police and" -"gps tag" area:dorset area:lancashire year:2014
"""
_WORDS = st.sampled_from(re.findall(r'-?"[^"]+"|\S+', _TYPED))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(_WORDS, max_size=6), st.sampled_from(["relevance", "newest", "oldest", "area"]), st.integers(1, 3))
def test_the_engine_finds_what_looking_at_every_section_finds(
    both: tuple[EmbeddedBackend, MemoryBackend], typed: list[str], sort: Any, page: int
) -> None:
    engine, plain = (each.search(parse(" ".join(typed), sort=sort, size=3), facets=FACETS) for each in both)
    assert (engine.total, engine.places, engine.whole) == (plain.total, plain.places, plain.whole)
    assert (engine.facets, engine.suggestion, engine.query) == (plain.facets, plain.suggestion, plain.query)
    everything = [each.search(parse(" ".join(typed), size=100)) for each in both]
    assert texts(everything[0]) == texts(everything[1])


def texts(results: Results) -> set[frozenset[str]]:
    """The sections of each text; which of them is shown first is for the backend to say."""
    return {frozenset(place.section for place in (hit.place, *hit.also)) for hit in results.hits}
