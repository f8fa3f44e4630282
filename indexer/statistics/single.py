"""The figure of a label that stands by itself: behind it on its line, or on a line of its own further down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.statistics.cells import Cell
from indexer.statistics.lines import Line
from indexer.statistics.measures import Measure
from indexer.statistics.tables import Known, Reading, Waiting

PAGE_NUMBERS = 99
"""Up to here a number at the very end of a page may be that of the page."""


def pick(known: Known, in_year: tuple[bool, ...]) -> Reading | None:
    """The figure among the cells behind a label. `in_year` says, if the head above gives the columns years, whether
    each is the report's. Several figures of one year, one that cannot be read, and fewer cells than years make the
    reading ambiguous."""
    cells = known.cells
    if len(cells) < len(in_year):
        return _reading(known, _together(cells), note="it cannot be told of which year the figure is")
    if in_year:
        cells = tuple(cell for cell, year in zip(cells, in_year, strict=False) if year)
    figures = [cell for cell in cells if fits(cell, known.entry.measure)]
    if len(figures) == 1:
        return _reading(known, figures[0])
    printed = [cell for cell in cells if cell.kind not in ("empty", "share")]
    if not printed:
        return None
    why = "several figures stand behind the label" if figures else "the figure cannot be read"
    return _reading(known, _together(printed), note=why)


def fits(cell: Cell, measure: Measure | None) -> bool:
    """Whether the cell gives a figure of the measure: counts are whole numbers, and "-" is a figure, too."""
    return cell.kind == "none" or (
        cell.kind == "number" and (isinstance(cell.value, int) or not (measure and measure.whole))
    )


def settle(waiting: Sequence[Waiting], lines: Sequence[Line]) -> Iterator[Reading]:
    """Join labels that had no figure on their line with the numbers that follow them. Certain only where one label
    and one number follow each other, or the rows of one heading and as many numbers; where other labels are as many as
    numbers, raised ones counted, they are joined in order but flagged; otherwise nothing is joined."""
    numbers = [(cell, line) for line in lines for cell in line.values() if cell.kind != "share"]
    if len(waiting) == 1:
        yield _settle_one(waiting[0], numbers)
        return
    free = iter(numbers)
    if len(numbers) + sum(label.raised is not None for label in waiting) == len(waiting):
        note = "the figures stand apart from their labels and were joined in order"
        listed = _is_one_list(waiting)
        for label in waiting:
            cell, *line = (label.raised,) if label.raised else next(free)
            reading = _reading(label.known, cell, *line, note=note)
            yield replace(reading, flag="ok") if listed and fits(cell, label.known.entry.measure) else reading
        return
    found = _together([cell for cell, _ in numbers])
    for label in waiting:
        yield _reading(label.known, found, *lines, note="it cannot be told which figure belongs to which label")


def _is_one_list(waiting: Sequence[Waiting]) -> bool:
    """Whether the labels are the rows of one heading, each undoubted: a cell of lines beside another of figures."""
    headings = {label.known.entry.under for label in waiting} - {None}
    units = {label.known.entry.measure.unit for label in waiting if label.known.entry.measure}
    doubtful = any(label.raised or label.stray or label.known.cut or label.known.damaged for label in waiting)
    return len(headings) == len(units) == 1 and not doubtful


def _settle_one(label: Waiting, numbers: Sequence[tuple[Cell, Line]]) -> Reading:
    if not numbers and label.raised:
        return _reading(label.known, _together([label.raised]), note="the figure may be the mark of a footnote")
    cells, lines = [cell for cell, _ in numbers], [line for _, line in numbers]
    if len(numbers) > 1 or not fits(cells[0], label.known.entry.measure):
        return _reading(label.known, _together(cells), *lines, note="several figures follow the label")
    if lines[0].last_of_page and (cells[0].value or 0) <= PAGE_NUMBERS:
        return _reading(label.known, _together(cells), *lines, note="the figure may be the number of the page")
    if label.raised:
        note = "a number stands behind the label, too, which may be the figure or the mark of a footnote"
        certain = label.known.lines[-1].raised is not None
        return _reading(label.known, cells[0] if certain else _together([label.raised, *cells]), *lines, note=note)
    if label.stray:
        return _reading(label.known, cells[0], *lines, note="figures stand before and behind the label")
    return _reading(label.known, cells[0], *lines)


def _together(cells: Sequence[Cell]) -> Cell:
    """What is printed, as a cell without a value."""
    return Cell(", ".join(cell.printed for cell in cells), "text")


def _reading(known: Known, cell: Cell, *lines: Line, note: str | None = None) -> Reading:
    notes = (f'label cut off: "{known.printed}"',) if known.cut else ()
    if known.damaged:
        notes = (f'letters of the label are damaged: "{known.printed}"',)
    return Reading(
        known.entry,
        cell,
        (*known.lines, *lines),
        known.entry.label if known.cut or known.damaged else known.printed,
        "ambiguous" if note else "ok",
        (*notes, note) if note else notes,
        known.damaged,
    )
