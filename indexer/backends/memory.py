"""A backend that keeps everything in memory, plain and slow. For tests of what stands on a backend."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from indexer import thesaurus
from indexer.backends import plain, similar
from indexer.backends.conventions import FIRST_RUN, found
from indexer.backends.definitions import DefinedSection, Definitions
from indexer.backends.memory_state import MemoryGeneration
from indexer.backends.spelling import correct, mend, misspelt
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
)  # fmt: skip
from indexer.query import parse


class MemoryBackend:
    """A SearchBackend without files."""

    served: MemoryGeneration | None = None
    number, writing = 0, False

    def begin(self, *, fresh: bool = False) -> MemoryGeneration:
        if self.writing:
            raise BrokenIndex("another writer is writing this index")
        self.writing, old = True, None if fresh else self.served
        if old is None:
            return MemoryGeneration(self._end)
        return MemoryGeneration(self._end, dict(old.records), dict(old.links), old.absent)

    def _end(self, generation: MemoryGeneration | None) -> str:
        if generation:
            self.served, self.number = generation, self.number + 1
        self.writing = False
        return str(self.number)

    def search(self, query: Query, *, facets: Iterable[str] = ()) -> Results:
        results = plain.search(self.sections(), self.widen(query), facets)
        fine = results.total and not results.any_word and not misspelt(results.query)
        return results if fine else replace(results, suggestion=self._correct(query))

    def widen(self, query: Query) -> Query:
        named = [(each.acronym, each.term) for each in self.definitions() if each.acronym]
        told = [(each.text, each.canonical) for each in self.entities()]
        known = thesaurus.build([*thesaurus.standing(), *thesaurus.defined([*named, *told])])
        return thesaurus.widen(query, known, partial(mend, plain.PlainWords(tuple(self.sections()))))

    def section(self, section: str) -> StoredSection:
        return found({each.section.id: each for each in self.sections()}, section, "section")

    def similar(self, section: str, *, limit: int = 5, filters: tuple[Filter, ...] = ()) -> tuple[Hit, ...]:
        return similar.similar(self, section, limit, filters)

    def other_years(self, section: str) -> tuple[Place, ...]:
        return similar.other_years(self, section)

    def report(self, report: str) -> Report:
        return found({each.id: each for each in self.reports()}, report, "report")

    def reports(self) -> tuple[Report, ...]:
        return self._served().reports()

    def sections(self, report: str | None = None) -> Iterator[StoredSection]:
        state, wanted = self._served(), None if report is None else self.report(report).id
        stored = plain.stored((state.records[each.id] for each in state.reports()), state.links)
        return (each for each in stored if wanted in {None, each.section.report})

    def figures(
        self, *, report: str | None = None, measure: str | None = None, area: str | None = None
    ) -> tuple[StoredFigure, ...]:
        places = {each.section.id: each.place for each in self.sections()}
        known = ((self.report(figure.report), figure) for figure in self._served().figures())
        return tuple(
            StoredFigure(f, r.area, r.area_slug, r.year_start, r.year_end, places.get(f.section or ""))
            for r, f in known
            if report in {None, r.id} and measure in {None, f.measure} and area in {None, r.area_slug}
        )

    def tables(self, report: str | None = None) -> tuple[StoredTable, ...]:
        places = {each.section.id: each.place for each in self.sections()}
        return tuple(
            StoredTable(table, r.area, r.area_slug, r.year_start, r.year_end, places.get(table.section or ""))
            for r in self.reports()
            if report in {None, r.id}
            for table in self._served().records[r.id].tables
        )

    def definitions(self, term: str | None = None) -> tuple[Definition, ...]:
        known = Definitions(DefinedSection(each.section, each.place, each.group) for each in self.sections())
        return known.all if term is None else known.find(term)

    def entities(self) -> Iterator[Entity]:
        return (entity for each in self.sections() for entity in each.entities)

    def vocabulary(self) -> Mapping[str, int]:
        return plain.PlainWords(tuple(self.sections())).vocabulary()

    def suggest(self, text: str) -> str | None:
        return self._correct(parse(text))

    def stats(self) -> Stats:
        reports = self.reports()
        areas, years = {each.area_slug for each in reports}, tuple(sorted({each.year_start for each in reports}))
        sections, figures, entities = (len(list(each)) for each in (self.sections(), self.figures(), self.entities()))
        return Stats(len(reports), len(areas), years, sections, figures, entities, str(self.number), "")

    def health(self) -> None:
        self._served()

    def close(self) -> None: ...

    def _correct(self, query: Query) -> str | None:
        return correct(plain.PlainWords(tuple(self.sections())), query)

    def _served(self) -> MemoryGeneration:
        if self.served is None:
            raise BrokenIndex(f"no index: {FIRST_RUN}")
        return self.served
