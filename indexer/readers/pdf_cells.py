"""Lines → cells and rows: what stands one below the other, and what stands side by side.

Producers print tables row by row and cell by cell. So lines that follow each other are stacked to cells, and cells that
stand side by side are put in rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from indexer.readers.pdf_lines import Line, make_line
from indexer.readers.pdf_parts import marks_item

NUMBER = r"[£<>]?(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d+)?%?"
VALUE = re.compile(rf"(?:[-–—]|n/?a|{NUMBER})[*†]{{0,2}}", re.IGNORECASE)
COUNTED = re.compile(r"(?:level|category|lefel|categori)", re.IGNORECASE)
"""Words whose number is part of a label."""
LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
YEAR = re.compile(r"(?:19|20)\d\d")
CELLS_APART = 1.0
"""Ems between cells, at least: less than between words of a stretched line, which is of no harm here."""
TIGHT = 1.45
"""Ems between baselines up to which lines belong to one cell."""


@dataclass(slots=True, eq=False)
class Cell:
    """Lines one below the other."""

    lines: list[Line]

    @property
    def x0(self) -> float:
        return min(line.x0 for line in self.lines)

    @property
    def x1(self) -> float:
        return max(line.x1 for line in self.lines)

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
    """Cells side by side, from the left. `first` and `last` are the places of its lines in the sequence read."""

    cells: list[Cell]
    first: int
    last: int

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
        if cell.x0 < max(other.x1 for other in self.cells) + 0.3 * self.size:
            return False
        middle = (cell.top + cell.bottom) / 2
        own = (self.top + self.bottom) / 2
        return self.top < middle < self.bottom or cell.top < own < cell.bottom


def read_rows(lines: Sequence[Line]) -> list[Row]:
    cells: list[Cell] = []
    places: list[list[int]] = []
    for place, piece in _pieces(lines):
        if cells and cells[-1].takes(piece):
            cells[-1].lines.append(piece)
            places[-1].append(place)
        else:
            cells.append(Cell([piece]))
            places.append([place])
    rows: list[Row] = []
    for cell, held, following in zip_longest(cells, places, cells[1:]):
        if rows and rows[-1].takes(cell):
            rows[-1].cells.append(cell)
            rows[-1].last = held[-1]
        elif rows and _continues(rows[-1], cell, following):
            rows[-1].cells[0].lines += cell.lines
            rows[-1].last = held[-1]
        else:
            rows.append(Row([cell], held[0], held[-1]))
    return [part for row in rows for part in _parted(row)]


def _continues(row: Row, cell: Cell, following: Cell | None) -> bool:
    """Whether the cell is the last line of a label, printed after the label's figures, and has none of its own."""
    label, line = row.cells[0], cell.lines[0]
    if marks_item(line) or (following is not None and Row([cell], 0, 0).takes(following)):
        return False
    level = 0 < line.y - label.bottom < TIGHT * line.size and abs(cell.x0 - label.x0) < 0.5 * line.size
    return bool(row.values) and level and line.text[0].islower()


def _parted(row: Row) -> list[Row]:
    """A row whose figures stand level with the last line of its label only, and that line could be a label of its own:
    the lines above it divide the table."""
    lines = row.cells[0].lines
    level = all(abs(cell.bottom - lines[-1].y) < 0.3 * row.size for cell in row.values)
    if not row.values or len(lines) < 2 or not level or not (lines[-1].text[0].isupper() or marks_item(lines[-1])):
        return [row]
    return [Row([Cell(lines[:-1])], row.first, row.first), Row([Cell(lines[-1:]), *row.cells[1:]], row.first, row.last)]


def _pieces(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The parts of lines that wide gaps set apart, with the place of their line. Figures are parts of their own even
    where they stand close, if a line near by ends in as many."""
    close = [_figures(line.text) for line in lines]
    for place, line in enumerate(lines):
        if LEADERS.search(line.text):
            yield place, line
            continue
        pieces = line.pieces(CELLS_APART)
        near = [close[other] for other in range(max(0, place - 3), min(len(close), place + 4)) if other != place]
        if len(pieces) == 1 and close[place] and len(close[place]) in map(len, near):
            pieces = list(_split(line, close[place][0]))
        if len(pieces) > 1:
            pieces = [*_unglued(pieces[0]), *pieces[1:]]
        for piece in pieces:
            several = len(pieces) > 1 and len(piece.text.split()) > 1 and not _unlike_figures(piece.text)
            yield from ((place, one) for one in (_split(piece, 0) if several else [piece]))


def _figures(text: str) -> list[int]:
    """Where the figures at the end of a line begin, if there are two or more behind a label."""
    words = [(word[0], word.start()) for word in re.finditer(r"\S+", text)]
    first = len(words)
    while first > 1 and VALUE.fullmatch(words[first - 1][0]):
        first -= 1
    if COUNTED.fullmatch(words[first - 1][0]):
        first += 1
    return [start for _, start in words[first:]] if len(words) - first > 1 else []


def _unglued(label: Line) -> list[Line]:
    """A label and the figure that stands close behind it, shown apart from it."""
    runs = [run for run in label.runs if run.text.strip()]
    if len(runs) < 2 or not VALUE.fullmatch(runs[-1].text.strip()) or runs[-1].x0 - runs[-2].x1 < 0.6 * label.size:
        return [label]
    made = make_line(runs[:-1], label.page, label.tag), make_line(runs[-1:], label.page, label.tag)
    return [line for line in made if line is not None]


def _unlike_figures(text: str) -> bool:
    return not all(VALUE.fullmatch(word) for word in text.split())


def _split(line: Line, start: int) -> Iterator[Line]:
    """What stands before `start`, and each word from there, at the places where they stand if all letters are alike."""
    width = (line.x1 - line.x0) / len(line.text)
    words = [(line.text[:start].rstrip(), 0)] if start else []
    words += [(word[0], start + word.start()) for word in re.finditer(r"\S+", line.text[start:])]
    for text, place in words:
        left = line.x0 + width * place
        yield replace(line, text=text, x0=left, x1=left + width * len(text))
