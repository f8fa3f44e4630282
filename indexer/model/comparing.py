"""A figure of one kind, or a term, across areas and years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.model.asking import Query
from indexer.model.found import StoredFigure
from indexer.model.reading import Division, Report

Standing = Literal["given", "dash", "doubtful", "missing", "not_held"]
"""given: one number is printed · dash: "-" is printed · doubtful: the reading is uncertain, or several numbers stand
for one figure · missing: the report is held and gives no such figure · not_held: there is no report to look in."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What one area's report of one year says. `value` is a number only where the figure is given. `change`: since the
    year before, of which the figure must be given too. `rank`: place among all areas held in that year, largest first,
    equal values sharing one; `of` says how many have one. `figures` are all that stand for it."""

    area: str
    area_slug: str
    year_start: int
    standing: Standing
    value: int | float | None = None
    change: int | float | None = None
    rank: int | None = None
    of: int = 0
    figures: tuple[StoredFigure, ...] = ()


@dataclass(frozen=True, slots=True)
class Median:
    """The middle of the given values of a year, in all areas held or in those of a `region`; `count` says how many."""

    year_start: int
    value: float
    count: int
    region: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """One measure, in one division of its table, for areas (by name) and years (oldest first). `values` holds one for
    each area and year; `notes` say what makes years hard to compare."""

    measure: str
    category: Division
    level: Division
    areas: tuple[str, ...]
    years: tuple[int, ...]
    values: tuple[Compared, ...]
    medians: tuple[Median, ...] = ()
    notes: tuple[str, ...] = ()

    def of_year(self, year_start: int) -> tuple[Compared, ...]:
        return tuple(each for each in self.values if each.year_start == year_start)

    def of_area(self, area_slug: str) -> tuple[Compared, ...]:
        return tuple(each for each in self.values if each.area_slug == area_slug)


Mentioning = Literal["mentioned", "absent", "digest", "not_held"]
"""absent: the report is held, and does not say it · digest: our restatement of the report does not, which tells nothing
of the report · not_held: there is no report to look in."""


@dataclass(frozen=True, slots=True)
class Mention:
    """In how many sections of one area's report of one year a term stands; those of the same text count once."""

    area_slug: str
    area: str
    year_start: int
    report: Report | None
    sections: int

    @property
    def standing(self) -> Mentioning:
        if self.report is None:
            return "not_held"
        if self.sections:
            return "mentioned"
        return "digest" if self.report.digest else "absent"


@dataclass(frozen=True, slots=True)
class TermUse:
    """Where a term stands: `mentions` has one for every area there is and every year of which reports are held.
    `texts`: distinct ones. `looked_at`: whether each text was looked at, so that none counts that was found by the name
    of its area or kind only. `query` is as it was searched for."""

    query: Query
    texts: int
    sections: int
    texts_by_year: tuple[tuple[int, int], ...]
    texts_by_area: tuple[tuple[str, int], ...]
    mentions: tuple[Mention, ...]
    looked_at: bool = True
    suggestion: str | None = None

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({each.year_start for each in self.mentions}))
