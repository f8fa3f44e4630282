"""Figures side by side: a row for each report that prints one, and an answer made of rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.answer.cells import Asked, Value, cite, values
from indexer.answer.figure import doubts
from indexer.answer.question import Question
from indexer.answer.scope import newest
from indexer.answer.years import label
from indexer.model import Answer, Report

LONGEST = 390
"""Characters of an answer."""


@dataclass(frozen=True, slots=True)
class Row:
    """One value with the name it has in the answer."""

    name: str
    value: Value

    @property
    def amount(self) -> float:
        return self.value.value or 0.0


def _reports(question: Question) -> tuple[Report, ...]:
    reading, reports = question.reading, question.scope.reports
    over_years = "change" in reading.operators or reading.years.every or reading.years.since
    return reports if reading.years.said or over_years else newest(reports)


def rows(question: Question, wanted: Asked) -> tuple[list[Row], list[Report]]:
    """A row for each report that gives the figure, and the reports that do not."""
    reports = _reports(question)
    found = values(question.backend, wanted, [each.id for each in reports])
    areas, years = {each.area_slug for each in reports}, {each.year_start for each in reports}
    made = []
    for each in sorted(reports, key=lambda r: (_order(question, r), r.year_start)):
        if each.id in found:
            name = label(each.year_start) if len(areas) == 1 and len(years) > 1 else each.area
            if len(areas) > 1 and len(years) > 1:
                name = f"{each.area} ({label(each.year_start)})"
            made.append(Row(name, found[each.id]))
    return made, [each for each in reports if each.id not in found]


def _order(question: Question, report: Report) -> tuple[int, str]:
    named = question.reading.places.areas
    return (named.index(report.area_slug) if report.area_slug in named else len(named), report.area)


def answer_from(question: Question, text: str, rows: Sequence[Row]) -> Answer:
    cells = [cell for row in rows for cell in (*row.value.figures, *row.value.others)]
    cited = cite(question.backend, cells)
    if not cited:
        return Answer(question.text, "comparison", reason="the lines behind these figures cannot be quoted")
    return Answer(question.text, "comparison", text, cited, differs=doubts([row.value for row in rows]))


def when(rows: Sequence[Row]) -> str:
    years = sorted({row.value.year for row in rows})
    return f", {label(years[0])}" if len(years) == 1 else ""


def shorten(text: str, size: int) -> str:
    words = text.split()
    while len(text) > size or len(words) > 48:
        words = words[:-1]
        text = " ".join(words).rstrip(",;:") + " …"
    return text
