"""Addresses of comparisons ↔ what is compared, and what a comparison shows: rows, bars, lines and rows to take away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from werkzeug.datastructures import MultiDict

from indexer.compare import Cell
from indexer.model import Compared, Comparison
from indexer.statistics import Measure
from webapp import charts
from webapp.addresses import cell_address, section_address
from webapp.cellmarks import name_of
from webapp.keyfigures import Cell as Printed
from webapp.keyfigures import place_of, printed
from webapp.words import category, level, year_slug

SORTS = {"area": "area, A to Z", "largest": "value, largest first"}
ALL = "all"
"""In place of a year: every year that is held."""
SAID = {"missing": "not given in the report", "not_held": "report not held"}
"""What stands in the place of a figure where there is none."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison as its address says it. `areas` empty: all of them. `year` is a slug or ALL."""

    measure: Measure
    cell: Cell
    areas: tuple[str, ...]
    year: str
    sort: str = "area"

    def address(self, form: str = "", *, sort: str | None = None) -> str:
        """Of the page, or with `form` ".csv" or ".json" of its rows."""
        pairs = [("measure", self.measure.id), ("cell", cell_slug(self.cell))]
        pairs += [("area", area) for area in self.areas]
        pairs += [("year", self.year), ("sort", sort or self.sort)]
        return f"/statistics{form}?{urlencode(pairs)}"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure as the table shows it; `address` is its cell in the section where it stands."""

    compared: Compared
    printed: Printed
    bar: Markup
    address: str | None


def read(
    args: MultiDict[str, str], held: Mapping[Measure, tuple[Cell, ...]], areas: Iterable[str], years: Iterable[str]
) -> tuple[Asked, tuple[str, ...]]:
    """The comparison that an address asks for, what goes without saying filled in, and what had to be left out of it.
    `years` newest first."""
    notices: list[str] = []
    by_id = {measure.id: measure for measure in held}
    measure = by_id[_one(args, "measure", list(by_id), notices)]
    cells = {cell_slug(cell): cell for cell in held[measure]}
    known = set(areas)
    given = dict.fromkeys(filter(None, args.getlist("area")))
    if strange := [area for area in given if area not in known]:
        notices.append(f"No report of {', '.join(f'“{each[:60]}”' for each in strange[:3])} is held.")
    asked = Asked(
        measure=measure,
        cell=cells[_one(args, "cell", list(cells), notices, quietly=True)],
        areas=tuple(sorted(area for area in given if area in known)),
        year=_one(args, "year", [*years, ALL], notices),
        sort=_one(args, "sort", list(SORTS), notices),
    )
    return asked, tuple(notices)


def _one(args: MultiDict[str, str], name: str, allowed: list[str], notices: list[str], *, quietly: bool = False) -> str:
    """The value of a parameter, the first that is allowed where it has none. `quietly`: it may have been chosen for
    another measure."""
    given = args.get(name) or allowed[0]
    if given in allowed:
        return given
    if not quietly:
        notices.append(f"{name}: there is no “{given[:60]}” here, so “{allowed[0]}” is shown.")
    return allowed[0]


def cell_slug(cell: Cell) -> str:
    """`total.total`, `1.2`, `1.none`: category and level as they stand in an address."""
    return ".".join("none" if value is None else str(value) for value in cell)


def cell_name(cell: Cell) -> str:
    """`Category 1, Level 2`; a division that a measure does not have is left out."""
    named = [say(value) for say, value in zip((category, level), cell, strict=True) if value is not None]
    return ", ".join(named) or "Not divided"


def rows(found: Comparison, year_start: int, sort: str) -> tuple[Row, ...]:
    """The figures of one year. Sorted by value, those without one come last, by area."""
    values = found.of_year(year_start)
    largest = max((each.value for each in values if each.value is not None), default=0)
    if sort == "largest":
        values = tuple(sorted(values, key=lambda each: (each.value is None, -(each.value or 0))))
    return tuple(_row(each, largest) for each in values)


def over_time(found: Comparison) -> tuple[tuple[str, tuple[Row, ...]], ...]:
    """The figures of every area, by year; without bars."""
    every = [found.of_area(area) for area in found.areas]
    return tuple((values[0].area, tuple(_row(each, 0) for each in values)) for values in every if values)


def _row(each: Compared, largest: float) -> Row:
    place = place_of(each.figures)
    shown = printed(each.figures) if each.figures else Printed(None)
    address = cell_address(place, name_of(each.figures[0].figure)) if place else None
    return Row(each, shown, charts.bar(each.value, largest), address)


def series(found: Comparison) -> tuple[charts.Series, ...]:
    """A line an area, as many as can be told apart."""
    every = [_series(found, area) for area in found.areas]
    return tuple(each for each in every if each.values)[: charts.MOST_LINES]


def _series(found: Comparison, area: str) -> charts.Series:
    values = found.of_area(area)
    given = {each.year_start: each.value for each in values if each.value is not None}
    return charts.Series(values[0].area if values else area, given)


def record(found: Comparison, each: Compared) -> dict[str, Any]:
    """A figure as a row to take away."""
    place = place_of(each.figures)
    return {
        "measure": found.measure,
        "category": found.category,
        "level": found.level,
        "area": each.area,
        "year": year_slug(each.year_start, each.year_start + 1),
        "standing": each.standing,
        "value": each.value,
        "printed": "; ".join(figure.figure.printed for figure in each.figures if figure.figure.printed is not None),
        "change_since_year_before": each.change,
        "rank": each.rank,
        "ranked": each.of or None,
        "flags": "; ".join(dict.fromkeys(figure.figure.flag for figure in each.figures)),
        "source": section_address(place, whole=True) if place else None,
    }


def signed(change: float | None) -> str:
    """`+12`, `−3`, `0`; nothing where it is not known."""
    if change is None:
        return ""
    return f"{'−' if change < 0 else '+' if change else ''}{abs(change):,}"
