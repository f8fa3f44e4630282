"""Figures → the tables of a page. What is printed is shown as printed; a dash, a nought and a figure that is not given
stay three things; what is odd about a figure stands beside it in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache

from indexer.model import Division, Figure, Place, StoredFigure
from webapp.words import category, joined, level, years

Key = tuple[Division, Division]


@dataclass(frozen=True, slots=True)
class Cell:
    """`printed` is what stands in the report, None where it gives no figure; `remarks` are sentences without stop,
    which pages show as notes below the table."""

    printed: str | None
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grid:
    """A measure by level (down) and category (across), or a list of measures by year."""

    title: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Cell | None, ...]], ...]
    places: tuple[Place, ...] = ()

    @property
    def notes(self) -> dict[str, str]:
        return lettered(cell for _, cells in self.rows for cell in cells if cell)


@dataclass(frozen=True, slots=True)
class Line:
    """A measure that is one number."""

    title: str
    cell: Cell
    place: Place | None


def lettered(cells: Iterable[Cell]) -> dict[str, str]:
    """The remarks on the cells of a table, each once and in order, with their letters: a to z, aa, ab …"""
    remarks = dict.fromkeys(remark for cell in cells for remark in cell.remarks)
    return {remark: _letters(number) for number, remark in enumerate(remarks)}


def _letters(number: int) -> str:
    rest, last = divmod(number, 26)
    return (_letters(rest - 1) if rest else "") + chr(ord("a") + last)


def of_report(figures: Iterable[StoredFigure]) -> tuple[tuple[Grid, ...], tuple[Line, ...]]:
    """All figures of one report: those divided by category or level as grids, the others as lines."""
    grids, lines = [], []
    for measure, group in _by_measure(figures).items():
        cells = _by_cell(group)
        if len(cells) == 1:
            lines.append(Line(label(measure), printed(group), place_of(group)))
        else:
            grids.append(_grid(measure, group, cells))
    return tuple(grids), tuple(lines)


def of_area(figures: Iterable[StoredFigure]) -> Grid | None:
    """The totals of an area, a row a measure, a column a year; None where there are none."""
    stored = tuple(figures)
    columns = tuple(sorted({years(one) for one in stored}))
    rows = []
    for measure, group in _by_measure(stored).items():
        totals = [_total([one for one in group if years(one) == year]) for year in columns]
        if any(totals):
            rows.append((label(measure), tuple(totals)))
    return Grid("Totals by year", "Measure", columns, tuple(rows)) if rows else None


def _total(group: list[StoredFigure]) -> Cell | None:
    """Of a measure in one year: its only cell, or the one for all categories and levels."""
    cells = _by_cell(group)
    if len(cells) == 1:
        return printed(group)
    return _maybe([one for key, found in cells.items() if set(key) <= {"total", None} for one in found])


def label(measure: str) -> str:
    """What a measure is called on the pages."""
    return _labels().get(measure, measure.replace("_", " ").capitalize())


def told(figure: Figure) -> str:
    """`Eligible offenders, Category 1, Level 2`."""
    divided = [say(each) for say, each in ((category, figure.category), (level, figure.level)) if each is not None]
    return ", ".join([label(figure.measure), *divided])


@cache
def _labels() -> dict[str, str]:
    from indexer.statistics import measures

    return {measure.id: measure.label for measure in measures()}


def _by_measure(figures: Iterable[StoredFigure]) -> dict[str, list[StoredFigure]]:
    groups: dict[str, list[StoredFigure]] = {}
    for stored in figures:
        groups.setdefault(stored.figure.measure, []).append(stored)
    return groups


def _by_cell(group: list[StoredFigure]) -> dict[Key, list[StoredFigure]]:
    cells: dict[Key, list[StoredFigure]] = {}
    for stored in group:
        cells.setdefault((stored.figure.category, stored.figure.level), []).append(stored)
    return cells


def _grid(measure: str, group: list[StoredFigure], cells: dict[Key, list[StoredFigure]]) -> Grid:
    across = sorted({key[0] for key in cells}, key=_order)
    down = sorted({key[1] for key in cells}, key=_order)
    rows = tuple((level(row), tuple(_maybe(cells.get((column, row))) for column in across)) for row in down)
    places = tuple(dict.fromkeys(stored.place for stored in group if stored.place))
    return Grid(label(measure), "Level", tuple(category(column) for column in across), rows, places)


def _order(value: Division) -> tuple[int, int]:
    return (0, value) if isinstance(value, int) else (1, 0)


def _maybe(found: list[StoredFigure] | None) -> Cell | None:
    return printed(found) if found else None


def printed(found: Sequence[StoredFigure]) -> Cell:
    """Of several figures for one cell all are shown, because none is known to be the right one."""
    values = [stored.figure.printed for stored in found if stored.figure.printed is not None]
    remarks = dict.fromkeys(remark for stored in found for remark in _remarks(stored.figure))
    if len(set(values)) > 1:
        remarks = {"two values found" if len(values) == 2 else "several values found": None, **remarks}
    return Cell(joined(dict.fromkeys(values)) if values else None, tuple(remarks))


def _remarks(figure: Figure) -> list[str]:
    """The note of the figure, which says more than its flag does; without one what the flag means."""
    if figure.note:
        return [f"uncertain: {figure.note}" if figure.flag == "ambiguous" else figure.note]
    said = {
        "ok": None,
        "missing": None,
        "ambiguous": "uncertain: the figure cannot be joined to its label for sure",
        "inconsistent": "does not add up",
    }[figure.flag]
    if figure.flag == "inconsistent" and figure.expected is not None:
        said = f"does not add up: the sums call for {figure.expected:,}"
    return [said] if said else []


def place_of(group: Sequence[StoredFigure]) -> Place | None:
    return next((stored.place for stored in group if stored.place), None)
