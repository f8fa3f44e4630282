"""Lines that bear tags → parts, as the tag tree has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from indexer.readers.pdf_lines import Line
from indexer.readers.pdf_parts import BULLET, LONGEST_CELL, Part, marks_item
from indexer.readers.pdf_tags import CELLS, Node


def blocks(lines: Iterable[Line]) -> Iterator[tuple[Node | None, list[Line]]]:
    """Runs of lines of one block; a table is one block; None where no block encloses them."""
    lines = list(lines)
    tables = _tables(lines)
    for key, group in groupby(lines, key=lambda line: _key(line, tables)):
        yield key, list(group)


def tagged_parts(block: Node, lines: list[Line]) -> list[Part]:
    """The parts of a block."""
    if block.role == "/Table":
        return list(_rows(block, lines))
    if block.role == "/H":
        return [Part("heading", lines, level=block.level, block=block)]
    if block.role == "/LI":
        return [Part("item", lines, block=block)]
    return _split_items(block, lines)


def _key(line: Line, tables: set[int]) -> Node | None:
    if line.tag is None:
        return None
    table = _table(line)
    return table if table is not None and id(table) in tables else line.tag.block


def _table(line: Line) -> Node | None:
    return line.tag.cell.above("/Table") if line.tag is not None and line.tag.cell is not None else None


def _tables(lines: Sequence[Line]) -> set[int]:
    """Which tables hold figures or short texts in columns; the others are frames around text."""
    letters: dict[int, int] = {}
    found: dict[int, Node] = {}
    longest: dict[int, int] = {}
    for line in lines:
        table = _table(line)
        if table is None or line.tag is None:
            continue
        found[id(table)] = table
        letters[id(line.tag.cell)] = letters.get(id(line.tag.cell), 0) + len(line.text)
        longest[id(table)] = max(longest.get(id(table), 0), letters[id(line.tag.cell)])
    return {key for key, table in found.items() if longest[key] <= LONGEST_CELL and _columns(table) > 1}


def _columns(table: Node) -> int:
    return max((len(cells) for _, cells in _grid(table)), default=0)


def _grid(table: Node) -> list[tuple[Node, list[Node | None]]]:
    """Each row with its cells by column; None where a cell from the left or from above covers the place."""
    grid: list[tuple[Node, list[Node | None]]] = []
    covered: dict[int, int] = {}
    for row in _table_rows(table):
        cells: list[Node | None] = []
        for cell in (child for child in row.children if child.role in CELLS):
            while covered.get(len(cells), 0) > 0:
                covered[len(cells)] -= 1
                cells.append(None)
            for column in range(len(cells), len(cells) + cell.columns):
                covered[column] = cell.rows - 1
            cells += [cell] + [None] * (cell.columns - 1)
        while covered.get(len(cells), 0) > 0:
            covered[len(cells)] -= 1
            cells.append(None)
        grid.append((row, cells))
    return grid


def _table_rows(table: Node) -> Iterator[Node]:
    for child in table.children:
        if child.role == "/TR":
            yield child
        elif child.role in ("/THead", "/TBody", "/TFoot"):
            yield from _table_rows(child)


def _rows(table: Node, lines: Sequence[Line]) -> Iterator[Part]:
    texts: dict[int, list[Line]] = {}
    for line in lines:
        if line.tag is not None:
            texts.setdefault(id(line.tag.cell), []).append(line)
    for row, places in _grid(table):
        cells = [texts.get(id(cell), []) if cell is not None else [] for cell in places]
        filled = [cell for cell in cells if cell]
        if filled:
            spanning = len([cell for cell in places if cell is not None]) == 1
            yield Part(
                "row", [line for cell in filled for line in cell], cells=filled if spanning else cells, block=row
            )


def _split_items(block: Node, lines: list[Line]) -> list[Part]:
    """A paragraph; its list items where it holds several, each on a line of its own."""
    starts = [index for index, line in enumerate(lines) if index == 0 or _marks_bullet(line)]
    groups = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return [Part("item" if marks_item(group[0]) else "text", group, block=block) for group in groups]


def _marks_bullet(line: Line) -> bool:
    return bool(BULLET.match(line.text)) and line.text[0] not in "-–—o"
