"""Columns that only wide gaps set apart, as typists and converters print them: lines → where their cells stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from indexer.model import Span
from indexer.statistics.cells import read_cell

GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
WIDE = 3
"""Spaces from which on one gap in a line is one; narrower ones are several in a line, or stand before a figure."""
NUMBERING = re.compile(r"\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)]|\d{1,2}\.\d{1,2}(?=\s+[A-Z])")
LONGEST = 16
"""Words of the longest cell: more are a sentence, before which somebody has indented."""
MOST_COLUMNS = 60
"""Cells of the widest row that is looked at; no report prints so many columns."""
Cells = tuple[Span, ...]


def parted(line: str) -> Cells:
    """The stretches of a line between wide gaps; none where there is no such gap, or a tab, pipes or
    a sentence."""
    gaps = list(GAP.finditer(line)) if "  " in line and "\t" not in line and line.count("|") < 2 else []
    if not gaps or (len(gaps) == 1 and not _tells(line, gaps[0])):
        return ()
    starts = [len(line) - len(line.lstrip()), *(gap.end() for gap in gaps)]
    ends = [*(gap.start() for gap in gaps), len(line.rstrip())]
    stretches = _with_numbers(line, [Span(start, end) for start, end in zip(starts, ends, strict=True)])
    cells = tuple(cell for stretch in stretches for cell in _each(line, stretch))
    if not 1 < len(cells) <= MOST_COLUMNS:
        return ()
    return () if any(line[cell.start : cell.end].count(" ") >= LONGEST for cell in cells) else cells


def _with_numbers(line: str, stretches: Sequence[Span]) -> Iterator[Span]:
    """The number of an entry of a list, behind which its words are indented, belongs to them."""
    taken = False
    for at, each in enumerate(stretches):
        listed = NUMBERING.fullmatch(line, each.start, each.end) and at + 1 < len(stretches)
        if listed and not taken:
            taken = True
        else:
            yield Span(stretches[at - 1].start, each.end) if taken else each
            taken = False


def _each(line: str, cell: Span) -> list[Span]:
    """Figures between which there is one space only are cells of their own."""
    words = [Span(found.start(), found.end()) for found in re.compile(r"\S+").finditer(line, cell.start, cell.end)]
    return words if all(_is_value(line, word) for word in words) else [cell]


def _tells(line: str, gap: re.Match[str]) -> bool:
    return gap.end() - gap.start() >= WIDE or read_cell(line[gap.end() :].strip()).is_value


def in_columns(lines: Sequence[str]) -> list[Cells]:
    """For each line its cells, a blank one for each column where it has nothing; none for a line without columns.

    Lines with gaps that follow each other are read together. They have columns up to the last that holds a figure, one
    by itself if a figure ends it.
    """
    found: list[Cells] = []
    for gaps, run in groupby(lines, key=lambda line: bool(parted(line))):
        same = list(run)
        table = same[: _figured(same)] if gaps else []
        found += [*_aligned(table), *[()] * (len(same) - len(table))]
    return found


def _figured(lines: Sequence[str]) -> int:
    """How many of the lines make a table: up to the last with a figure; of one alone, if that ends it."""
    if len(lines) == 1:
        return int(_is_value(lines[0], parted(lines[0])[-1]))
    figured = (at for at, line in enumerate(lines, 1) if any(_is_value(line, cell) for cell in parted(line)[1:]))
    return max(figured, default=0)


def _aligned(lines: Sequence[str]) -> Iterator[Cells]:
    if not lines:
        return
    rows = [parted(line) for line in lines]
    figures = [row for line, row in zip(lines, rows, strict=True) if any(_is_value(line, cell) for cell in row[1:])]
    width = max(map(len, figures))
    columns = [Span(min(c.start for c in cells), max(c.end for c in cells))
               for cells in zip(*(row for row in figures if len(row) == width), strict=True)]  # fmt: skip
    whole = [row for row in figures if len(row) == width]
    for line, row in zip(lines, rows, strict=True):
        yield _placed(line, row, columns, whole, is_head=row not in figures)


def _placed(line: str, row: Cells, columns: Sequence[Span], whole: Sequence[Cells], *, is_head: bool) -> Cells:
    """The cells of a line in the columns that they belong to, as far as that can be told; else as they follow."""
    if len(row) == len(columns):
        return row
    if is_head and len(row) < len(columns) and row[0].start > columns[0].start:
        over, rest = divmod(len(columns) - 1, len(row))
        at = [1 + n * over for n in range(len(row))] if not rest else _nearest(row, columns)
    else:
        at = [] if is_head else _by_edge(row, whole)
    if not at or at != sorted(set(at)):
        return row
    end = Span(len(line), len(line))
    return tuple(row[at.index(column)] if column in at else end for column in range(len(columns)))


def _nearest(row: Cells, columns: Sequence[Span]) -> list[int]:
    def middle(span: Span) -> int:
        return span.start + span.end

    return [min(range(len(columns)), key=lambda at: abs(middle(columns[at]) - middle(cell))) for cell in row]


def _by_edge(row: Cells, whole: Sequence[Cells]) -> list[int]:
    """The columns of a row that lacks cells: told only where all rows begin, or end, each column at the same place."""
    if len(whole) < 2:
        return []
    edges = [(_one(cell.start for cell in cells), _one(cell.end for cell in cells))
             for cells in zip(*whole, strict=True)]  # fmt: skip
    found = []
    for cell in row:
        fits = [at for at, (left, right) in enumerate(edges) if cell.start == left or cell.end == right]
        found += fits if len(fits) == 1 else []
    return found if len(found) == len(row) else []


def _one(places: Iterable[int]) -> int | None:
    """Where all are; None where they differ."""
    found = set(places)
    return found.pop() if len(found) == 1 else None


def _is_value(line: str, cell: Span) -> bool:
    return read_cell(line[cell.start : cell.end]).is_value
