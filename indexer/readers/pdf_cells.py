"""Lines → cells and rows: what stands one below the other, and what stands side by side.

Producers print tables row by row and cell by cell. So lines that follow each other are stacked to cells, and cells that
stand side by side are put in rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest

from indexer.readers.pdf_lines import Line
from indexer.readers.pdf_parts import marks_item
from indexer.readers.pdf_pieces import SPACE, VALUE, pieces

TIGHT = 1.45
"""Ems between baselines up to which lines belong to one cell."""


@dataclass(slots=True, eq=False)
class Cell:
    """Lines one below the other, from the left edge `x0` of any to the right edge `x1`. `places` are those of its lines
    in the sequence read."""

    lines: list[Line]
    places: list[int] = field(default_factory=list)
    x0: float = field(init=False)
    x1: float = field(init=False)

    def __post_init__(self) -> None:
        self.x0, self.x1 = min(line.x0 for line in self.lines), max(line.x1 for line in self.lines)

    def add(self, lines: Sequence[Line], places: Sequence[int]) -> None:
        self.lines += lines
        self.places += places
        self.x0, self.x1 = min(self.x0, *(line.x0 for line in lines)), max(self.x1, *(line.x1 for line in lines))

    @property
    def middle(self) -> float:
        return (self.x0 + self.x1) / 2

    @property
    def top(self) -> float:
        return self.lines[0].y - self.lines[0].size

    @property
    def bottom(self) -> float:
        return self.lines[-1].y

    @property
    def is_value(self) -> bool:
        return len(self.lines) == 1 and bool(VALUE.fullmatch(self.lines[0].text))

    def takes(self, line: Line) -> bool:
        """Whether the line is the next one of this cell: below, and flush with it at one side or centred like it."""
        last = self.lines[-1]
        if last.bold != line.bold or not 0.5 < (line.y - last.y) / line.size < TIGHT or self.is_value:
            return False
        offsets = [line.x1 - self.x1, (line.x0 + line.x1) / 2 - self.middle, line.x0 - self.x0]
        # Behind a number or letter the lines of a label hang.
        offsets += [line.x0 - run.x0 for run in self.lines[0].runs[1:4]]
        return min(abs(offset) for offset in offsets) < 0.5 * line.size


@dataclass(slots=True, eq=False)
class Row:
    """Cells side by side, from the left."""

    cells: list[Cell]

    @property
    def places(self) -> list[int]:
        """Those of its lines in the sequence read."""
        return [place for cell in self.cells for place in cell.places]

    @property
    def top(self) -> float:
        return min(cell.top for cell in self.cells)

    @property
    def bottom(self) -> float:
        return max(cell.bottom for cell in self.cells)

    @property
    def labels(self) -> list[Cell]:
        """The cells up to the last that is no figure: the label, with the number of the row before it."""
        last = max((place for place, cell in enumerate(self.cells) if not cell.is_value), default=-1)
        return self.cells[: last + 1]

    @property
    def values(self) -> list[Cell]:
        """The figures of a row that holds a label and nothing but figures right of it."""
        labels = self.labels
        numbered = len(labels) == 2 and labels[0].is_value
        return self.cells[len(labels) :] if len(labels) == 1 or numbered else []

    @property
    def size(self) -> float:
        return self.cells[0].lines[0].size

    @property
    def text(self) -> str:
        return " ".join(line.text for cell in self.cells for line in cell.lines)

    def takes(self, cell: Cell) -> bool:
        """Whether the cell stands right of the others, at their height."""
        if cell.x0 < max(other.x1 for other in self.cells) + SPACE * self.size:
            return False
        middle = (cell.top + cell.bottom) / 2
        own = (self.top + self.bottom) / 2
        return self.top < middle < self.bottom or cell.top < own < cell.bottom


def read_rows(lines: Sequence[Line]) -> list[Row]:
    cells = _stacked(pieces(lines))
    rows: list[Row] = []
    for cell, following in zip_longest(cells, cells[1:]):
        if rows and rows[-1].takes(cell):
            rows[-1].cells.append(cell)
        elif rows and _continues(rows[-1], cell, following):
            rows[-1].cells[0].add(cell.lines, cell.places)
        else:
            rows.append(Row([cell]))
    return [part for row in rows for part in _parted(row)]


def _stacked(placed: Iterable[tuple[int, Line]]) -> list[Cell]:
    cells: list[Cell] = []
    for place, piece in placed:
        if cells and cells[-1].takes(piece):
            cells[-1].add([piece], [place])
        else:
            cells.append(Cell([piece], [place]))
    return cells


def _continues(row: Row, cell: Cell, following: Cell | None) -> bool:
    """Whether the cell is the last line of a label, printed after the label's figures, and has none of its own."""
    label, line = row.cells[0], cell.lines[0]
    if marks_item(line) or (following is not None and Row([cell]).takes(following)):
        return False
    level = 0 < line.y - label.bottom < TIGHT * line.size and abs(cell.x0 - label.x0) < 0.5 * line.size
    return bool(row.values) and level and line.text[0].islower()


def _parted(row: Row) -> list[Row]:
    """A row whose figures stand level with the last line of its label only, and that line could be a label of its own:
    the lines above it divide the table."""
    label = row.cells[0]
    last = label.lines[-1]
    level = all(abs(cell.bottom - last.y) < 0.3 * row.size for cell in row.values)
    if not row.values or len(label.lines) < 2 or not level or not (last.text[0].isupper() or marks_item(last)):
        return [row]
    above = Cell(label.lines[:-1], label.places[:-1])
    return [Row([above]), Row([Cell([last], label.places[-1:]), *row.cells[1:]])]
