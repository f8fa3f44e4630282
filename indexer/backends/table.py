"""What is asked of all sections at once, as arrays: who passes a filter, which are the same text, how many have a
facet's value. Sections count from 0, by area, newest report first, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.backend import CASE_FACETS, ENTITY_FACETS, KIND_LABELS
from indexer.backends.conventions import (
    HIDDEN,
    entity_values,
    fact_label,
    most_frequent,
    sort_values,
    year_label,
)
from indexer.model import Facet, FacetValue, Filter, Report

Numbers = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Rows = Callable[[str, tuple[Any, ...]], list[tuple[Any, ...]]]

_SECTIONS = """
SELECT s.row, s.report, s.kind, COALESCE(l.text_group, s.id), COALESCE(s.subtype, '')
FROM sections s JOIN reports r ON r.id = s.report LEFT JOIN links l ON l.section = s.id
ORDER BY r.area_slug, r.year_start DESC, r.id, s.position
"""
_MENTIONS = """
SELECT s.row, e.canonical FROM entities e JOIN sections s ON s.id = e.section WHERE e.label = ?
"""


_FACTS = """
SELECT s.row, f.value FROM facts f JOIN sections s ON s.id = f.section WHERE f.name = ?
"""


class Column:
    """The values of one facet: pairs of a section and the code of a value that it has."""

    def __init__(self, sections: Numbers, values: list[str], labels: dict[str, str]) -> None:
        self.sections = sections
        self.names, self.codes = np.unique(np.array(values, dtype=np.str_), return_inverse=True)
        self.labels = labels

    def mask(self, wanted: Iterable[str], size: int) -> Mask:
        """The sections that have one of the values."""
        passes = np.zeros(size, bool)
        passes[self.sections[np.isin(self.codes, np.flatnonzero(np.isin(self.names, list(wanted))))]] = True
        return passes

    def counts(self, matched: Mask, groups: Numbers) -> dict[str, int]:
        """How many distinct texts among the sections have each value."""
        kept = matched[self.sections]
        pairs = np.unique(self.codes[kept] * (groups.max(initial=0) + 1) + groups[self.sections[kept]])
        codes, counts = np.unique(pairs // (groups.max(initial=0) + 1), return_counts=True)
        return {str(self.names[code]): int(count) for code, count in zip(codes, counts, strict=True)}


class SectionTable:
    """All sections of a generation."""

    def __init__(self, reports: Iterable[Report], rows: Rows) -> None:
        self._rows = rows
        self._reports = {report.id: report for report in reports}
        found = rows(_SECTIONS, ())
        self.size = len(found)
        self.rows = np.array([row[0] for row in found], np.int64)
        self._report_ids = [row[1] for row in found]
        self._kinds = [row[2] for row in found]
        self.groups: Numbers = np.unique(np.array([row[3] for row in found], np.str_), return_inverse=True)[1]
        self.visible: Mask = np.array([row[4] not in HIDDEN for row in found], bool)
        self.years = np.array([self._reports[each].year_start for each in self._report_ids], np.int64)
        self._number = np.full(self.rows.max(initial=0) + 1, -1, np.int64)
        self._number[self.rows] = np.arange(self.size)
        self._column = cache(self._read_column)

    def numbers(self, rows: Numbers) -> Numbers:
        """Rows of the records → sections of this table."""
        return self._number[rows]

    def mask(self, filters: Iterable[Filter], *, but: str | None = None) -> Mask:
        """The sections that may be shown and pass all filters but those of one field."""
        passes = self.visible
        for each in filters:
            if each.field != but:
                passes = passes & self._column(each.field).mask(each.values, self.size)
        return passes

    def facet(self, name: str, matched: Mask, filters: Iterable[Filter]) -> Facet:
        """The values of a facet among the sections that match, whatever is selected of it."""
        given = tuple(filters)
        selected = {value for each in given if each.field == name for value in each.values}
        column = self._column(name)
        counts = column.counts(matched & self.mask(given, but=name), self.groups)
        values = [
            FacetValue(value, column.labels.get(value, value), counts.get(value, 0), value in selected)
            for value in {*counts, *selected}
        ]
        return Facet(name, sort_values(name, values))

    def _read_column(self, name: str) -> Column:
        if name in ENTITY_FACETS:
            return self._named_column(self._rows(_MENTIONS, (ENTITY_FACETS[name],)))
        if name in CASE_FACETS:
            facts = self._rows(_FACTS, (name,))
            return self._named_column([(row, fact_label(name, value)) for row, value in facts])
        everywhere = np.arange(self.size)
        reports = [self._reports[each] for each in self._report_ids]
        if name == "area":
            return Column(everywhere, [r.area_slug for r in reports], {r.area_slug: r.area for r in reports})
        if name == "year":
            return Column(everywhere, [r.year_slug for r in reports], {r.year_slug: year_label(r) for r in reports})
        if name == "kind":
            return Column(everywhere, self._kinds, {kind: KIND_LABELS[kind] for kind in set(self._kinds)})
        if name == "report":
            return Column(everywhere, self._report_ids, {})
        return Column(np.zeros(0, np.int64), [], {})

    def _named_column(self, mentions: list[tuple[Any, ...]]) -> Column:
        """Of pairs of a section's row and a name that stands in it."""
        values = {canonical: tuple(entity_values(canonical)) for canonical in {each for _, each in mentions}}
        labels = most_frequent(value for _, canonical in mentions for value in values[canonical])
        pairs = sorted({(row, value) for row, canonical in mentions for value, _ in values[canonical]})
        numbers = self.numbers(np.array([row for row, _ in pairs], np.int64))
        return Column(numbers, [value for _, value in pairs], labels)
