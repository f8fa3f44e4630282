"""The default backend: everything in one directory, in one process. SQLite keeps the records, Whoosh the words."""

from __future__ import annotations

import threading
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from indexer import snippets
from indexer.backends import searching, similar, spelling
from indexer.backends.building import Building
from indexer.backends.conventions import FIRST_RUN
from indexer.backends.generations import Generations
from indexer.backends.view import View
from indexer.errors import BrokenIndex
from indexer.model import (
    Definition,
    Entity,
    Filter,
    Hit,
    Place,
    Query,
    Report,
    Results,
    Stats,
    StoredFigure,
    StoredSection,
    StoredTable,
)
from indexer.query import parse
from indexer.sentences import PLAIN, Splitter

CHECKED_AT_ONCE = 1024 * 1024 * 1024
"""Bytes: the content of a smaller generation is checked whenever it is opened, of a larger one only by `health`."""

FEWEST_KEPT = 2


class EmbeddedBackend:
    """A SearchBackend over one directory. Every call shows one whole generation, and the next call the newest."""

    def __init__(
        self, directory: Path, *, keep: int = 2, snippet_characters: int = 200, splitter: Splitter = PLAIN
    ) -> None:
        """Raises ValueError where fewer than two generations are kept: there must be one to fall back on."""
        if keep < FEWEST_KEPT:
            raise ValueError(f"at least {FEWEST_KEPT} generations must be kept, not {keep}")
        self._generations = Generations(directory)
        self._keep = keep
        self._passages = partial(snippets.snippets, characters=snippet_characters, splitter=splitter)
        self._lock = threading.Lock()
        self._opened: tuple[tuple[int, int], View] | None = None

    def begin(self, *, fresh: bool = False) -> Building:
        return Building(self._generations, fresh=fresh, keep=self._keep)

    def search(self, query: Query, *, facets: Iterable[str] = ()) -> Results:
        return searching.search(self._view(), query, facets, self._passages)

    def widen(self, query: Query) -> Query:
        return self._view().widen(query)

    def section(self, section: str) -> StoredSection:
        return self._view().section(section)

    def similar(self, section: str, *, limit: int = 5, filters: tuple[Filter, ...] = ()) -> tuple[Hit, ...]:
        return similar.similar(self, section, limit, filters)

    def other_years(self, section: str) -> tuple[Place, ...]:
        return similar.other_years(self, section)

    def report(self, report: str) -> Report:
        return self._view().report(report)

    def reports(self) -> tuple[Report, ...]:
        return tuple(self._view().reports.values())

    def sections(self, report: str | None = None) -> Iterator[StoredSection]:
        return self._view().sections(report)

    def figures(
        self, *, report: str | None = None, measure: str | None = None, area: str | None = None
    ) -> tuple[StoredFigure, ...]:
        return self._view().figures(report, measure, area)

    def tables(self, report: str | None = None) -> tuple[StoredTable, ...]:
        return self._view().tables(report)

    def definitions(self, term: str | None = None) -> tuple[Definition, ...]:
        known = self._view().definitions
        return known.all if term is None else known.find(term)

    def entities(self) -> Iterator[Entity]:
        return self._view().entities()

    def vocabulary(self) -> Mapping[str, int]:
        return self._view().words.vocabulary()

    def suggest(self, text: str) -> str | None:
        return spelling.correct(self._view().words, parse(text))

    def stats(self) -> Stats:
        return self._view().stats

    def health(self) -> None:
        current = self._generations.current()
        if current is None:
            raise self._nothing()
        current.check(thoroughly=True)
        self._view().check()

    def close(self) -> None:
        with self._lock:
            if self._opened:
                self._opened[1].close()
            self._opened = None

    def _view(self) -> View:
        """Of the current generation. One that another thread is still reading is closed when nobody holds it."""
        stamp = self._generations.stamp()
        opened = self._opened
        if opened and opened[0] == stamp:
            return opened[1]
        with self._lock:
            stamp = self._generations.stamp()
            if stamp is None:
                raise self._nothing()
            if self._opened is None or self._opened[0] != stamp:
                self._opened = self._open(stamp)
            return self._opened[1]

    def _open(self, stamp: tuple[int, int] | None) -> tuple[tuple[int, int], View]:
        """The newest generation that is whole. One that vanishes meanwhile has given way to newer ones."""
        while stamp:
            try:
                return stamp, self._whole(stamp)
            except BrokenIndex:
                before, stamp = stamp, self._generations.stamp()
                if stamp == before:
                    raise
        raise self._nothing()

    def _whole(self, stamp: tuple[int, int]) -> View:
        first: BrokenIndex | None = None
        if self._generations.lost():
            first = BrokenIndex(f"{self._generations.directory / 'CURRENT'}: is missing")
        for sealed in self._generations.published():
            try:
                size = sum(entry["size"] for entry in sealed.manifest()["files"].values())
                view = View(sealed, sealed.check(thoroughly=size <= CHECKED_AT_ONCE))
            except BrokenIndex as error:
                first = first or error
                if self._generations.stamp() != stamp:
                    raise
            else:
                if first:
                    warnings.warn(f"{first}; the newest that is whole, {sealed.name}, is served", stacklevel=5)
                return view
        raise first or self._nothing()

    def _nothing(self) -> BrokenIndex:
        return BrokenIndex(f"no index in {self._generations.directory}: {FIRST_RUN}")
