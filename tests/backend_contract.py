"""What every search backend must do, in terms of results. A backend's own test file subclasses `BackendContract` and
says how to `make` one: an index in an empty directory, without any generation yet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from indexer.backend import SearchBackend
from tests.contract.building import BuildingContract
from tests.contract.corpus import CORPUS, LINKS, publish
from tests.contract.finding import FindingContract
from tests.contract.reading import ReadingContract
from tests.contract.results import ResultsContract


class BackendContract(BuildingContract, FindingContract, ResultsContract, ReadingContract):
    @classmethod
    def make(cls, directory: Path) -> SearchBackend:
        raise NotImplementedError

    @pytest.fixture
    def backend(self, tmp_path: Path) -> Iterator[SearchBackend]:
        """Without any generation."""
        made = self.make(tmp_path)
        yield made
        made.close()

    @pytest.fixture
    def full(self, backend: SearchBackend) -> SearchBackend:
        """With the whole corpus in it."""
        publish(backend, *CORPUS, links=LINKS)
        return backend

    @pytest.fixture(scope="class")
    @classmethod
    def served(cls, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SearchBackend]:
        """The same for all tests, to read only."""
        made = cls.make(tmp_path_factory.mktemp("served"))
        publish(made, *CORPUS, links=LINKS)
        yield made
        made.close()
