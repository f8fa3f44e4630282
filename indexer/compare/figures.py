"""Measure × area × year → Comparison: the same figure side by side, and what makes it hard to compare.

Nothing is mended or guessed: a figure that is doubtful, a dash, one that a report does not give and a report that is
not held stay four things, and only figures that are given are subtracted and counted in a median. Those that are
flagged, because the report contradicts them itself, are shown as printed and not ranked.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from statistics import median

from indexer.backend import SearchBackend
from indexer.errors import NotFound
from indexer.gazetteers import areas as known_areas
from indexer.model import Compared, Comparison, Division, Median, Report, Standing, StoredFigure
from indexer.statistics import Measure, measures

Cell = tuple[Division, Division]
"""Category and level."""
Key = tuple[str, int]
"""Slug of an area and the year in which a report begins."""
FEWEST = 3
"""Values of which a median is worth naming."""


def cells(figures: Iterable[StoredFigure]) -> tuple[Cell, ...]:
    """The divisions in which a measure is printed, totals first."""
    found = {(each.figure.category, each.figure.level) for each in figures if each.figure.flag != "missing"}
    return tuple(sorted(found, key=lambda cell: [_total_first(value) for value in cell]))


def compare(
    backend: SearchBackend, measure: str, cell: Cell, *, areas: Collection[str] = (), years: Collection[int] = ()
) -> Comparison:
    """`areas` are slugs; without them all areas of which reports are held, likewise `years`. Raises NotFound for a
    measure that does not exist."""
    known = _measure(measure)
    reports = {(report.area_slug, report.year_start): report for report in backend.reports()}
    held = backend.figures(measure=measure)
    values = _rank(_change(_values(reports, [each for each in held if _in_cell(each, cell)])))
    shown_years = tuple(sorted(years or {year for _, year in reports}))
    names = {area.id: area.name for area in known_areas()} | {each.area_slug: each.area for each in reports.values()}
    shown = sorted(areas or {area for area, _ in reports}, key=lambda area: names.get(area, area))
    return Comparison(
        measure=measure,
        category=cell[0],
        level=cell[1],
        areas=tuple(shown),
        years=shown_years,
        values=tuple(
            values.get((area, year)) or Compared(names.get(area, area), area, year, "not_held")
            for area in shown
            for year in shown_years
        ),
        medians=tuple(_medians(values, shown, shown_years)),
        notes=tuple(note.text for note in known.notes if any(map(note.covers, shown_years))),
    )


def _measure(name: str) -> Measure:
    for each in measures():
        if each.id == name:
            return each
    raise NotFound(f"there is no measure '{name}'; the measures are: {', '.join(each.id for each in measures())}")


def _total_first(value: Division) -> tuple[int, int]:
    return (1, value) if isinstance(value, int) else (0, 0)


def _in_cell(stored: StoredFigure, cell: Cell) -> bool:
    return (stored.figure.category, stored.figure.level) == cell


def _values(reports: Mapping[Key, Report], figures: Sequence[StoredFigure]) -> dict[Key, Compared]:
    found: dict[Key, list[StoredFigure]] = defaultdict(list)
    for stored in figures:
        found[stored.area_slug, stored.year_start].append(stored)
    return {key: _compared(report, tuple(found[key])) for key, report in reports.items()}


def _compared(report: Report, figures: tuple[StoredFigure, ...]) -> Compared:
    standing = _standing(figures)
    value = next(iter(figures)).figure.value if standing == "given" else None
    return Compared(report.area, report.area_slug, report.year_start, standing, value, figures=figures)


def _standing(figures: Sequence[StoredFigure]) -> Standing:
    printed = [each.figure for each in figures if each.figure.flag != "missing"]
    if not printed:
        return "missing"
    if len({figure.printed for figure in printed}) > 1 or any(figure.flag == "ambiguous" for figure in printed):
        return "doubtful"
    return "dash" if printed[0].value is None else "given"


def _change(values: dict[Key, Compared]) -> dict[Key, Compared]:
    return {(area, year): _since(each, values.get((area, year - 1))) for (area, year), each in values.items()}


def _since(now: Compared, before: Compared | None) -> Compared:
    if before is None or before.value is None or now.value is None:
        return now
    return replace(now, change=round(now.value - before.value, 6))


def _rank(values: dict[Key, Compared]) -> dict[Key, Compared]:
    certain: dict[int, list[float]] = defaultdict(list)
    for (_, year), each in values.items():
        if _certain(each) and each.value is not None:
            certain[year].append(each.value)
    return {key: _ranked(each, certain[key[1]]) if _certain(each) else each for key, each in values.items()}


def _ranked(each: Compared, among: Sequence[float]) -> Compared:
    if each.value is None:
        return each
    return replace(each, rank=1 + sum(other > each.value for other in among), of=len(among))


def _certain(each: Compared) -> bool:
    """Whether it can be ranked: a figure without a remark in every place that prints it."""
    return each.standing == "given" and all(stored.figure.flag == "ok" for stored in each.figures)


def _medians(values: Mapping[Key, Compared], areas: Iterable[str], years: Iterable[int]) -> Iterator[Median]:
    """Of each year: of the collection, then of each region that the areas shown belong to."""
    region_of = {area.id: area.region for area in known_areas()}
    regions = sorted({region_of[area] for area in areas if area in region_of})
    for year in years:
        given = {key[0]: each.value for key, each in values.items() if key[1] == year and each.value is not None}
        for region in (None, *regions):
            found = [value for area, value in given.items() if region in (None, region_of.get(area))]
            if len(found) >= FEWEST:
                yield Median(year, median(found), len(found), region)
