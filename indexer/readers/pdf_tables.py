"""Tables without ruled lines: where rows end in figures, or where short texts stand in columns. The column heads above
are fitted to the columns of the figures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexer.readers.pdf_cells import Cell, Row, read_rows
from indexer.readers.pdf_lines import Line
from indexer.readers.pdf_parts import Part, marks_item

YEAR = re.compile(r"(?:19|20)\d\d")
BETWEEN = 2
"""Rows of a single cell that may stand between rows of figures: they divide the table."""
HEADS_APART = 0.5
"""Ems between column heads, at least; what they stand over tells them apart further."""
LONGEST_DIVIDER = 70
LONGEST_ROW = 600
LONGEST_HEAD = 250


def table_rows(lines: Sequence[Line]) -> tuple[list[tuple[int, list[Part]]], set[int]]:
    """Tables in lines of one page: for each the place of its first line and its rows as parts, and which lines they
    use up (by place)."""
    rows = read_rows(lines)
    tables: list[tuple[int, list[Part]]] = []
    used: set[int] = set()
    for start, end, figures in _tables(rows):
        body = rows[start:end]
        if figures and _is_contents(body):
            continue
        places = [place for row in body for place in row.places]
        tables.append((min(places), list(_figures(body) if figures else _texts(body))))
        used.update(places)
    return tables, used


def _tables(rows: Sequence[Row]) -> Iterator[tuple[int, int, bool]]:
    """Where tables begin and end, and whether they hold figures: rows of figures with what divides them and the column
    heads above, or rows of texts that stand in the same columns."""
    start = free = 0
    while start < len(rows):
        end = _end(rows, start) if rows[start].values else start
        first = max(free, _head(rows, start)) if end > start else start
        if end - first > 1 or (end > start and not _is_prose(rows, start)):
            yield first, end, True
        else:
            end = _text_end(rows, start)
            if end > start:
                yield start, end, False
        free = end if end > start else free
        start = max(end, start + 1)


def _is_prose(rows: Sequence[Row], place: int) -> bool:
    """Whether a single row with one figure is a line of a cover, or of a paragraph stretched to its width."""
    row = rows[place]
    if YEAR.fullmatch(row.values[0].lines[0].text) or row.values[0].x0 - row.cells[0].x1 < 2.5 * row.size:
        return True
    below = rows[place + 1 : place + 2]
    return any(0 < _gap(row, other) < 0.6 * row.size and other.text[0].islower() for other in below)


def _text_end(rows: Sequence[Row], start: int) -> int:
    """The end of a table of texts that begins here; `start` where none does. Columns of running text have two cells a
    row as well, but those fill their column and go on in the middle of a sentence."""
    end = start + 1
    while end < len(rows) and _alike(rows[end - 1], rows[end]) and _near(rows[end - 1], rows[end]):
        end += 1
    body = rows[start:end]
    if len(rows[start].cells) > 2 and len(body) > 1:
        return end
    if len(rows[start].cells) < 2 or len(body) < 3:
        return start
    column = rows[start].cells[1].x0 - rows[start].cells[0].x0
    narrow = median(row.cells[0].x1 - row.cells[0].x0 for row in body) < 0.6 * column
    return end if narrow and not any(row.cells[0].lines[0].text[0].islower() for row in body) else start


def _alike(one: Row, two: Row) -> bool:
    """Whether the rows have as many cells, flush at one side or centred alike."""
    if len(one.cells) != len(two.cells) or len(two.text) > LONGEST_ROW:
        return False
    pairs = zip(one.cells, two.cells, strict=True)
    return all(min(abs(a.x0 - b.x0), abs(a.middle - b.middle), abs(a.x1 - b.x1)) < one.size for a, b in pairs)


def _end(rows: Sequence[Row], start: int) -> int:
    end = start + 1
    while end < len(rows):
        ahead = next((index for index in range(end, min(end + BETWEEN + 1, len(rows))) if rows[index].values), None)
        if ahead is None or not all(_near(one, two) for one, two in pairwise(rows[end - 1 : ahead + 1])):
            break
        if not all(_divides(row, rows[start]) for row in rows[end:ahead]) or _is_title(rows[end - 1 : ahead + 1]):
            break
        counts = sorted((len(rows[ahead].values), len(rows[start].values)))
        if counts[0] != counts[1] and (ahead > end or counts[0] == 1):
            break
        end = ahead + 1
    return end


def _is_title(rows: Sequence[Row]) -> bool:
    """Whether what stands between two rows of figures is nearer to the lower one: then a new table begins there."""
    return len(rows) > 2 and _gap(rows[0], rows[1]) > 1.6 * _gap(rows[-2], rows[-1]) + 0.3 * rows[0].size


def _gap(one: Row, two: Row) -> float:
    return two.top - one.bottom


def _near(one: Row, two: Row) -> bool:
    return -one.size < _gap(one, two) < 2.5 * one.size and _same_page(one, two)


def _same_page(one: Row, two: Row) -> bool:
    return one.cells[0].lines[0].page == two.cells[0].lines[0].page


def _divides(row: Row, table: Row) -> bool:
    """Whether a row of a single cell, in the type of the table, may stand between its rows. In several lines it may
    only where the labels stand."""
    lines = row.labels[-1].lines if row.labels else row.cells[0].lines
    among_labels = not table.values or row.cells[-1].x1 < table.values[0].x0
    long = len(row.text) > LONGEST_DIVIDER or (len(lines) > 1 and not among_labels)
    alone = len(row.cells) == 1 or (len(row.cells) == 2 and row.cells[0].is_value)
    return alone and (not long or marks_item(lines[0])) and _same_type(row, table)


def _same_type(one: Row, two: Row) -> bool:
    return abs(one.size - two.size) <= 0.06 * two.size


def _head(rows: Sequence[Row], start: int) -> int:
    """The first of the rows above that hold column heads: they stand over the figures, and right of the labels."""
    first = start
    for above in range(start - 1, max(-1, start - 7), -1):
        row = rows[above]
        if row.values or not _near(row, rows[above + 1]) or len(row.text) > LONGEST_HEAD:
            break
        complete = first < start and len(rows[first].cells) >= len(rows[start].values)
        if _heads(row, rows[start]) and (len(row.cells) > 1 or not complete):
            first = above
        elif not _divides(row, rows[start]):
            break
    return first


def _heads(row: Row, table: Row) -> bool:
    left = table.values[0].x0 - 4 * table.size
    over = sum(cell.x1 > left for cell in row.cells)
    alone = len(row.cells) == 1 and (row.cells[0].x0 < left or not _divides(row, table) or len(table.values) == 1)
    return over >= max(1, len(row.cells) - 1) and not alone and abs(row.size - table.size) <= 0.15 * table.size


def _is_contents(rows: Sequence[Row]) -> bool:
    """Whether the figures are page numbers: one a row, going up."""
    figures = [row.values[0].lines[0].text for row in rows if len(row.values) == 1]
    if len(figures) < 4 or len(figures) < len(rows) - 1 or not all(figure.isdigit() for figure in figures):
        return False
    numbers = [int(figure) for figure in figures]
    return all(one <= two for one, two in pairwise(numbers)) and numbers[0] >= 1 and numbers[-1] - numbers[0] >= 3


def _figures(rows: Sequence[Row]) -> Iterator[Part]:
    table = Columns.of([row for row in rows if row.values])
    first = next(index for index, row in enumerate(rows) if row.values)
    heads = [row for row in rows[:first] if _heads(row, rows[first])]
    if heads:
        lines = [line for row in heads for cell in row.cells for line in cell.lines]
        yield table.fit([Cell([piece]) for line in lines for piece in line.pieces(HEADS_APART)])
    for row in rows:
        if row in heads:
            continue
        if not row.values and _divides(row, rows[first]):
            lines = [line for cell in row.cells for line in cell.lines]
            yield Part("row", lines, cells=[lines])
        else:
            yield table.fit(_labelled(row), labelled=bool(row.values))


def _labelled(row: Row) -> list[Cell]:
    """The cells of a row, those of its label as one."""
    if not row.values:
        return row.cells
    return [Cell([line for cell in row.labels for line in cell.lines]), *row.values]


def _texts(rows: Sequence[Row]) -> Iterator[Part]:
    for row in rows:
        yield Part("row", [line for cell in row.cells for line in cell.lines], cells=[cell.lines for cell in row.cells])


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of a table: where the labels begin, and the middles of the columns of figures."""

    labels: float
    figures: tuple[float, ...]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Columns:
        """From the rows with the most figures."""
        most = max(len(row.values) for row in rows)
        full = [row for row in rows if len(row.values) == most]
        middles = (median(row.values[index].middle for row in full) for index in range(most))
        return cls(min(row.cells[0].x0 for row in rows), tuple(middles))

    def fit(self, cells: Sequence[Cell], labelled: bool = False) -> Part:
        """A row with each cell in the column that it is nearest to. In a row that is `labelled` the first is the
        label; elsewhere a cell is one if it begins where the labels do."""
        fitted: list[list[Line]] = [[] for _ in range(len(self.figures) + 1)]
        if labelled and len(cells) == len(fitted):
            return Part("row", [line for cell in cells for line in cell.lines], cells=[cell.lines for cell in cells])
        for index, cell in enumerate(cells):
            flush = cell.x0 < self.labels + cell.lines[0].size and cell.x1 < self.figures[0]
            if (labelled and index == 0) or (not labelled and flush):
                fitted[0] += cell.lines
            else:
                distances = [abs(middle - cell.middle) for middle in self.figures]
                fitted[distances.index(min(distances)) + 1] += cell.lines
        for lines in fitted[1:]:
            lines.sort(key=lambda line: (round(line.y), line.x0))
        return Part("row", [line for lines in fitted for line in lines], cells=fitted)
