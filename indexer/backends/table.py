"""What is asked of all sections at once, as arrays: who passes a filter, which are the same text, how many have a
facet's value. Sections count from 0, by area, newest report first, in order."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from functools import lru_cache, reduce
from pathlib import Path
from typing import Any

import numpy as np

from indexer.backend import BOILERPLATE_FACET, CASE_FACETS, ENTITY_FACETS, FACETS, KIND_LABELS, STUDY_FACETS
from indexer.backends.arrays import Numbers, load
from indexer.backends.columns import Column, read_column, write_column
from indexer.backends.conventions import (
    HIDDEN,
    entity_values,
    fact_label,
    most_frequent,
    region_of,
    year_label,
)
from indexer.backends.counting import Selection, Together
from indexer.backends.texts import Mask, Texts
from indexer.gazetteers import slug
from indexer.model import Facet, Filter, Report

__all__ = ["Mask", "Numbers", "SectionTable", "write_table"]

Rows = Callable[[str, tuple[Any, ...]], list[tuple[Any, ...]]]
Pairs = tuple[Numbers, list[str], dict[str, str]]
"""Sections, what each has, and how these values are shown."""

_COLUMNS = (*FACETS, *STUDY_FACETS, "report", "measure")
_LABELS = "labels.json"
_SECTIONS = """
SELECT s.row, s.report, s.kind, COALESCE(l.text_group, s.id), COALESCE(s.subtype, ''),
    COALESCE(l.boilerplate, 'local')
FROM sections s JOIN reports r ON r.id = s.report LEFT JOIN links l ON l.section = s.id
ORDER BY r.area_slug, r.year_start DESC, r.id, s.position
"""
_MENTIONS = """
SELECT s.row, e.canonical FROM entities e JOIN sections s ON s.id = e.section WHERE e.label = ?
"""


_MEASURES = "SELECT DISTINCT s.row, f.measure FROM figures f JOIN sections s ON s.id = f.section"
_FACTS = """
SELECT s.row, f.value FROM facts f JOIN sections s ON s.id = f.section WHERE f.name = ?
"""


class SectionTable:
    """All sections of a generation."""

    def __init__(self, folder: Path) -> None:
        self.rows: Numbers = load(folder / "rows.npy")
        """Of each section, its row in the records."""
        self.size = len(self.rows)
        self.years: Numbers = load(folder / "years.npy")
        self.texts = Texts(load(folder / "groups.npy"))
        self._visible: Mask = load(folder / "visible.npy")
        self.listing: Mask = load(folder / "listing.npy")
        """Lists of a report's parts."""
        known = json.loads((folder / _LABELS).read_bytes())
        self._columns = {name: read_column(folder, name, names, labels) for name, (names, labels) in known.items()}
        nothing = np.zeros(0, np.int64)
        self._unknown = Column(nothing, nothing, (), {})
        self._passing = lru_cache(maxsize=64)(self._pass)
        self._together = lru_cache(maxsize=64)(self._join)

    def mask(self, filters: Iterable[Filter]) -> Mask:
        """The sections that may be shown and pass all filters."""
        return reduce(np.logical_and, map(self._passing, filters), self._visible)

    def passes(self, filters: Iterable[Filter], numbers: Numbers, *, but: str | None = None) -> Mask:
        """Which of some sections may be shown and pass all filters but those of one field: to look at these only is
        quicker than to go through all."""
        passed: Mask = self._visible[numbers]
        for each in filters:
            if each.field != but:
                passed &= self._passing(each)[numbers]
        return passed

    def facets(
        self, names: Iterable[str], matched: Numbers, passing: Numbers, filters: Iterable[Filter]
    ) -> tuple[Facet, ...]:
        """The values of facets among the sections that match, each whatever is selected of it. `passing`: those of them
        that pass all filters."""
        wanted, given = tuple(names), tuple(filters)
        together = self._together(wanted)
        selected = {each.field: {v for e in given if e.field == each.field for v in e.values} for each in given}
        found = together.facets(Selection(passing, self.texts), {})
        for name in filter(selected.__contains__, wanted):
            own = Selection(matched[self.passes(given, matched, but=name)], self.texts)
            found[name] = self._together((name,)).facets(own, {name: selected[name]})[name]
        return tuple(Facet(name, found[name]) for name in wanted)

    def _join(self, names: tuple[str, ...]) -> Together:
        return Together({name: self._columns.get(name, self._unknown) for name in names}, self.texts)

    def _pass(self, wanted: Filter) -> Mask:
        return self._columns.get(wanted.field, self._unknown).mask(wanted.values, self.size)


def write_table(folder: Path, reports: Iterable[Report], rows: Rows) -> None:
    """The arrays of a table, from the records. `rows`: what an SQL statement finds."""
    known, found = {report.id: report for report in reports}, rows(_SECTIONS, ())
    of_reports = [known[row[1]] for row in found]
    np.save(folder / "years.npy", np.array([report.year_start for report in of_reports], np.int64))
    groups = np.unique(np.array([row[3] for row in found], np.str_), return_inverse=True)[1]
    np.save(folder / "groups.npy", groups.astype(np.int64))
    np.save(folder / "visible.npy", np.array([row[4] not in HIDDEN for row in found], bool))
    np.save(folder / "listing.npy", np.array([row[4] == "contents" for row in found], bool))
    numbers = {row[0]: number for number, row in enumerate(found)}
    named: dict[str, Any] = {}
    for name in _COLUMNS:
        sections, values, labels = _pairs(name, of_reports, found, numbers, rows)
        named[name] = write_column(folder, name, sections, values), labels
    (folder / _LABELS).write_text(json.dumps(named, ensure_ascii=False), encoding="utf-8")


def _pairs(name: str, reports: list[Report], found: list[Any], numbers: dict[int, int], rows: Rows) -> Pairs:
    """What the sections have of a facet. `found`: the sections themselves."""
    if name in ENTITY_FACETS:
        return _named(rows(_MENTIONS, (ENTITY_FACETS[name],)), numbers)
    if name in CASE_FACETS:
        return _named([(row, fact_label(name, value)) for row, value in rows(_FACTS, (name,))], numbers)
    if name == "measure":
        pairs = sorted((numbers[row], measure) for row, measure in rows(_MEASURES, ()))
        return np.array([number for number, _ in pairs], np.int64), [measure for _, measure in pairs], {}
    everywhere = np.arange(len(reports))
    if name == "region":
        known = [(at, region) for at, r in enumerate(reports) if (region := region_of(r.area_slug))]
        return (
            np.array([at for at, _ in known], np.int64),
            [slug(each) for _, each in known],
            {slug(r): r for _, r in known},
        )
    if name == "text":
        return everywhere, [row[5] for row in found], dict(BOILERPLATE_FACET.items())
    if name == "area":
        return everywhere, [r.area_slug for r in reports], {r.area_slug: r.area for r in reports}
    if name == "year":
        return everywhere, [r.year_slug for r in reports], {r.year_slug: year_label(r) for r in reports}
    if name == "kind":
        return everywhere, [row[2] for row in found], {kind: KIND_LABELS[kind] for kind in {row[2] for row in found}}
    assert name == "report"
    return everywhere, [r.id for r in reports], {}


def _named(mentions: list[tuple[Any, ...]], numbers: dict[int, int]) -> Pairs:
    """Of pairs of a section's row and a name that stands in it."""
    values = {canonical: tuple(entity_values(canonical)) for canonical in {each for _, each in mentions}}
    labels = most_frequent(value for _, canonical in mentions for value in values[canonical])
    pairs = sorted({(numbers[row], value) for row, canonical in mentions for value, _ in values[canonical]})
    return np.array([number for number, _ in pairs], np.int64), [value for _, value in pairs], labels
