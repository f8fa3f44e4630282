"""A figure of one kind across areas and years."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from indexer.model.found import StoredFigure
from indexer.model.reading import Division

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
