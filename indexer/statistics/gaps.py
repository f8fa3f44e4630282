"""What a report does not give although the other reports of its year do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from indexer.model import Division, Figure, Report
from indexer.statistics.measures import division_label, measures

FEWEST = 2
"""Others that must give a cell. Where the year has only one other report, that one."""
Cell = tuple[str, Division, Division]


def missing(figures: Iterable[Figure], reports: Iterable[Report]) -> tuple[Figure, ...]:
    """For each report the cells, flagged missing, that it lacks and other reports of the year give: at least two of
    them and half of them, of other areas, and only cells that were published in that year.

    Nothing is said of a report without any figures: whether it prints none, or they could not be read, is not known.
    """
    given: dict[str, set[Cell]] = defaultdict(set)
    empty: dict[str, set[Cell]] = defaultdict(set)
    for figure in figures:
        cells = given if figure.flag != "missing" else empty if figure.lines or figure.pages else {figure.report: set()}
        cells[figure.report].add((figure.measure, figure.category, figure.level))
    years: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        if given.get(report.id):
            years[report.year_start].append(report)
    return tuple(gap for year in years.values() for gap in _gaps(year, given, empty))


def _gaps(year: Sequence[Report], given: Mapping[str, set[Cell]], empty: Mapping[str, set[Cell]]) -> Iterator[Figure]:
    published = [measure.id for measure in measures() if measure.published(year[0].year_start)]
    areas = {report.area_slug for report in year}
    givers: dict[Cell, set[str]] = defaultdict(set)
    for report in year:
        for cell in given[report.id]:
            givers[cell].add(report.area_slug)
    known = (cell for cell in givers if cell[0] in published)
    common = sorted(known, key=lambda cell: (published.index(cell[0]), str(cell[2]), str(cell[1])))
    for report in year:
        others = len(areas - {report.area_slug})
        needed = max(min(FEWEST, others), (others + 1) // 2, 1)
        for cell in common:
            held = cell in given[report.id] or cell in empty.get(report.id, ())
            if not held and len(givers[cell] - {report.area_slug}) >= needed:
                yield _gap(report, cell)


def _gap(report: Report, cell: Cell) -> Figure:
    measure_id, category, level = cell
    measure = next(measure for measure in measures() if measure.id == measure_id)
    return Figure(
        report=report.id,
        measure=measure_id,
        category=category,
        level=level,
        value=None,
        printed=None,
        flag="missing",
        section=None,
        row=division_label("level", level) if measure.divided else measure.label,
        column=division_label("category", category) if measure.divided else "",
        note="other reports of the year give this figure",
    )
