"""One sealed generation, open for reading by any number of threads. What it shows never changes."""

from __future__ import annotations

import json
import sqlite3
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cached_property, partial
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer import thesaurus
from indexer.backends import printed, records
from indexer.backends.building import RECORDS
from indexer.backends.conventions import found, place_of
from indexer.backends.definitions import DefinedSection, Definitions
from indexer.backends.generations import Sealed
from indexer.backends.matching import Words
from indexer.backends.spelling import mend
from indexer.backends.table import SectionTable
from indexer.backends.words import ARRAYS
from indexer.errors import BrokenIndex
from indexer.model import (
    Entity,
    Filter,
    Place,
    Query,
    Report,
    Stats,
    StoredFigure,
    StoredSection,
    StoredTable,
)

_SECTION = ", ".join(f"s.{name}" for name in records.SECTION.split(", "))
_FIGURE = ", ".join(f"f.{name}" for name in records.FIGURE.split(", "))
_ENTITY = ", ".join(f"e.{name}" for name in records.ENTITY.split(", "))


NATIONAL, DEFINING, TABLES, LISTING = 0.8, 1.2, 0.8, 0.3
"""What the score of national text, of a definition, of tables (which hold the words of every measure, and say nothing
of any) and of a list of contents (which says where something stands, and is short) is multiplied by."""


class View:
    """Everything that can be asked of one generation."""

    def __init__(self, sealed: Sealed, manifest: dict[str, Any]) -> None:
        self.sealed, self.manifest = sealed, manifest
        self._idle: deque[sqlite3.Connection] = deque()
        try:
            with self._connection() as connection:
                self.reports: dict[str, Report] = {report.id: report for report in records.reports(connection)}
            self.words = Words(sealed.path)
            self.table = SectionTable(sealed.path / ARRAYS)
        except BrokenIndex:
            raise
        except Exception as error:  # damaged files make Whoosh raise anything
            raise BrokenIndex(f"{sealed.path}: cannot be opened: {error!r}") from error

    def check(self) -> None:
        """Raises BrokenIndex where the tables are not what they should be."""
        found = self.rows("PRAGMA quick_check(1)")
        if found != [("ok",)]:
            raise BrokenIndex(f"{self.sealed.path / RECORDS}: is damaged: {found[0][0]}")

    def close(self) -> None:
        self.words.close()
        while self._idle:
            self._idle.pop().close()

    def rows(self, statement: str, values: Iterable[Any] = ()) -> list[tuple[Any, ...]]:
        """What a statement finds; values from outside are always bound."""
        try:
            with self._connection() as connection:
                return connection.execute(statement, tuple(values)).fetchall()
        except UnicodeEncodeError:  # half a surrogate pair: nothing is called so
            return []
        except sqlite3.DatabaseError as error:
            raise BrokenIndex(f"{self.sealed.path / RECORDS}: cannot be read: {error}") from error

    def worth(self, definition: bool) -> npt.NDArray[np.float32]:
        """What each section's score is multiplied by; those that define count more where a definition is asked for,
        else text that is issued nationally counts less than the areas' own."""
        return self._worth[definition]

    @cached_property
    def _worth(self) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
        always = self._share("kind", "statistics", TABLES) * np.where(self.table.listing, np.float32(LISTING), 1)
        usual, defining = self._share("text", "national", NATIONAL), self._share("kind", "definition", DEFINING)
        return always * usual, always * defining

    def _share(self, field: str, value: str, worth: float) -> npt.NDArray[np.float32]:
        """`worth` for the sections that have a value, 1 for the others."""
        return np.where(self.table.mask([Filter(field, (value,))]), np.float32(worth), np.float32(1))

    def widen(self, query: Query) -> Query:
        """With other words for those typed, by the thesaurus and by the short forms that the reports define."""
        return thesaurus.widen(query, self.thesaurus, partial(mend, self.words))

    @cached_property
    def thesaurus(self) -> thesaurus.Thesaurus:
        named = ((each.acronym, each.term) for each in self.definitions.all if each.acronym)
        return thesaurus.build([*thesaurus.standing(), *thesaurus.defined([*named, *self.rows(_SHORT_FORMS)])])

    def report(self, report: str) -> Report:
        return found(self.reports, report, "report")

    def section(self, section: str) -> StoredSection:
        rows = self.rows(f"SELECT s.row, {_SECTION} FROM sections s WHERE s.id = ?", [section])  # noqa: S608
        return self._stored(found({row[1]: row for row in rows}, section, "section"))

    def sections(self, report: str | None) -> Iterator[StoredSection]:
        wanted = list(self.reports) if report is None else [self.report(report).id]
        statement = f"SELECT s.row, {_SECTION} FROM sections s WHERE s.report = ? ORDER BY s.position"  # noqa: S608
        return (self._stored(row) for each in wanted for row in self.rows(statement, [each]))

    def texts(self, numbers: Iterable[int]) -> dict[int, str]:
        """The texts of sections by their rows."""
        return dict(self.rows(f"SELECT row, text FROM sections WHERE {_IN}", [json.dumps(list(numbers))]))  # noqa: S608

    def places(self, numbers: Iterable[int]) -> dict[int, Place]:
        """Where sections stand, by their rows."""
        rows = self.rows(f"SELECT row, {records.PLACE} FROM sections WHERE {_IN}", [json.dumps(list(numbers))])  # noqa: S608
        return {row[0]: records.place(row[1:], self.reports) for row in rows}

    def figures(self, report: str | None, measure: str | None, area: str | None) -> tuple[StoredFigure, ...]:
        wanted = {"f.report": report, "f.measure": measure, "r.area_slug": area}
        given = {name: value for name, value in wanted.items() if value is not None}
        rows = self.rows(
            f"SELECT {_FIGURE}, {_PLACE} FROM figures f JOIN reports r ON r.id = f.report "  # noqa: S608
            "LEFT JOIN sections s ON s.id = f.section "
            f"WHERE {' AND '.join(f'{name} = ?' for name in given) or '1'} "
            "ORDER BY r.area_slug, r.year_start DESC, r.id, f.measure, f.row",
            given.values(),
        )
        return tuple(map(self._stored_figure, rows))

    def tables(self, report: str | None) -> tuple[StoredTable, ...]:
        wanted = list(self.reports) if report is None else [report]
        return tuple(self._stored_table(row) for each in wanted for row in self.rows(_TABLES_OF_REPORT, [each]))

    @cached_property
    def definitions(self) -> Definitions:
        rows = self.rows(
            f"SELECT COALESCE(l.text_group, s.id), {_SECTION} FROM sections s "  # noqa: S608
            "LEFT JOIN links l ON l.section = s.id WHERE s.kind = 'definition'"
        )
        sections = ((row[0], records.section(row[1:])) for row in rows)
        return Definitions(
            DefinedSection(section, place_of(self.reports[section.report], section), group)
            for group, section in sections
        )

    def entities(self) -> Iterator[Entity]:
        for report in self.reports:
            yield from map(records.entity, self.rows(_ENTITIES_OF_REPORT, [report]))

    @cached_property
    def stats(self) -> Stats:
        counts = {name: self.rows(f"SELECT COUNT(*) FROM {name}")[0][0] for name in ("sections", "figures", "entities")}  # noqa: S608
        return Stats(
            reports=len(self.reports),
            areas=len({report.area_slug for report in self.reports.values()}),
            years=tuple(sorted({report.year_start for report in self.reports.values()})),
            **counts,
            generation=self.sealed.name,
            built=self.manifest["built"],
        )

    @contextmanager
    def _connection(self) -> Iterator[sqlite3.Connection]:
        """One that no other thread is using."""
        try:
            connection = self._idle.pop()
        except IndexError:
            connection = records.open_for_reading(self.sealed.path / RECORDS)
        try:
            yield connection
        finally:
            self._idle.append(connection)

    def _stored(self, row: tuple[Any, ...]) -> StoredSection:
        section = records.section(row[1:])
        links = self.rows("SELECT boilerplate, text_group FROM links WHERE section = ?", [section.id])
        boilerplate, group = links[0] if links else ("local", section.id)
        entities = self.rows(_ENTITIES_OF_SECTION, [section.id])
        others = self.rows(_SAME_TEXT, [group, section.id]) if links else []
        return StoredSection(
            section=section,
            place=place_of(self.reports[section.report], section),
            boilerplate=boilerplate,
            group=group,
            also=tuple(records.place(each, self.reports) for each in others),
            entities=tuple(map(records.entity, entities)),
            facts=tuple(records.facts(self.rows(_FACTS_OF_SECTION, [section.id]))),
            measures=tuple(name for (name,) in self.rows(_MEASURES_OF_SECTION, [section.id])),
        )

    def _stored_figure(self, row: tuple[Any, ...]) -> StoredFigure:
        columns = len(records.FIGURE.split(", "))
        figure, placed = records.figure(row[:columns]), row[columns:]
        report = self.reports[figure.report]
        place = records.place(placed, self.reports) if placed[0] is not None else None
        return StoredFigure(figure, report.area, report.area_slug, report.year_start, report.year_end, place)

    def _stored_table(self, row: tuple[Any, ...]) -> StoredTable:
        columns = 1 + len(printed.TABLE.split(", "))
        table, placed = printed.table(row[1:columns], self.rows(_CELLS_OF_TABLE, row[:1])), row[columns:]
        report = self.reports[table.report]
        place = records.place(placed, self.reports) if placed[0] is not None else None
        return StoredTable(table, report.area, report.area_slug, report.year_start, report.year_end, place)


_PLACE = ", ".join(f"s.{name}" for name in records.PLACE.split(", "))
_SHORT_FORMS = "SELECT DISTINCT text, canonical FROM entities WHERE length(text) < 9 AND text = upper(text)"
_IN = "row IN (SELECT value FROM json_each(?))"
_SAME_TEXT = (
    f"SELECT {_PLACE} FROM links l JOIN sections s ON s.id = l.section JOIN reports r ON r.id = s.report "  # noqa: S608
    "WHERE l.text_group = ? AND s.id <> ? ORDER BY r.area_slug, r.year_start DESC, s.position"
)
_ENTITIES_OF_SECTION = f"SELECT {_ENTITY} FROM entities e WHERE e.section = ? ORDER BY e.start, e.row"  # noqa: S608
_FACTS_OF_SECTION = f"SELECT {records.FACT} FROM facts WHERE section = ? ORDER BY row"  # noqa: S608
_MEASURES_OF_SECTION = "SELECT measure FROM figures WHERE section = ? GROUP BY measure ORDER BY MIN(row)"
_TABLES_OF_REPORT = (
    f"SELECT t.row, {', '.join(f't.{name}' for name in printed.TABLE.split(', '))}, {_PLACE} FROM tables t "  # noqa: S608
    "LEFT JOIN sections s ON s.id = t.section WHERE t.report = ? ORDER BY t.number"
)
_CELLS_OF_TABLE = "SELECT position, row_label, printed FROM cells WHERE table_row = ? ORDER BY position, place"
_ENTITIES_OF_REPORT = (
    f"SELECT {_ENTITY} FROM sections s JOIN entities e ON e.section = s.id "  # noqa: S608
    "WHERE s.report = ? ORDER BY s.position, e.start, e.row"
)
