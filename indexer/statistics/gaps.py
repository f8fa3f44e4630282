"""What a report does not give although the other reports of its year do."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

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
    given: dict[str, dict[Cell, Figure]] = defaultdict(dict)
    held: dict[str, set[Cell]] = defaultdict(set)
    for figure in figures:
        cell = (figure.measure, figure.category, figure.level)
        if figure.section is not None or figure.lines or figure.pages:
            held[figure.report].add(cell)
        if figure.flag != "missing":
            given[figure.report][cell] = figure
    years: dict[int, list[Report]] = defaultdict(list)
    for report in reports:
        if given.get(report.id):
            years[report.year_start].append(report)
    pairs = ((report, year) for year in years.values() for report in year)
    return tuple(gap for report, year in pairs for gap in _gaps(report, year, given, held[report.id]))


def _gaps(
    report: Report, year: Iterable[Report], given: Mapping[str, Mapping[Cell, Figure]], held: set[Cell]
) -> Iterator[Figure]:
    published = {measure.id for measure in measures() if measure.published(report.year_start)}
    others: dict[str, set[Cell]] = defaultdict(set)
    for other in year:
        if other.area_slug != report.area_slug:
            others[other.area_slug] |= given[other.id].keys()
    needed = max(min(FEWEST, len(others)), (len(others) + 1) // 2)
    cells = dict.fromkeys(cell for other in year for cell in given[other.id] if other.area_slug in others)
    for cell in cells:
        if cell[0] in published and cell not in held and sum(cell in other for other in others.values()) >= needed:
            yield _gap(report, cell)


def _gap(report: Report, cell: Cell) -> Figure:
    measure = next(measure for measure in measures() if measure.id == cell[0])
    row = division_label("level", cell[2]) if measure.divided else measure.label
    return Figure(
        report=report.id,
        measure=cell[0],
        category=cell[1],
        level=cell[2],
        value=None,
        printed=None,
        flag="missing",
        section=None,
        row=row,
        column=division_label("category", cell[1]) if measure.divided else "",
        note="other reports of the year give this figure",
    )
