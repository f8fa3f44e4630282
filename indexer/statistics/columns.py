"""Which category or level each column of a table is, told from its heads, its place and, where both leave a doubt, its
sums."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.model import Division
from indexer.statistics.cells import Cell
from indexer.statistics.lines import Line
from indexer.statistics.measures import Axis, Named, division, divisions_in, is_number_head
from indexer.statistics.tables import Row, Table

TERRORISTS_SINCE = 2022
"""The year from whose April on Category 4 is counted by itself (Police, Crime, Sentencing and Courts Act 2022)."""
EMPTY = Cell("", "empty")
Columns = tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose columns are known. `cells` of a row are as many as there are `columns`, or none if the row does
    not fit them."""

    rows_axis: Axis
    columns_axis: Axis
    columns: Columns
    rows: tuple[tuple[Row, tuple[Cell, ...]], ...]


def grid(table: Table, year_start: int) -> Grid | None:
    """The rows of a table as cells of known columns; None where the columns cannot be told."""
    rows_axis: Axis = next((row.named.axis for row in table.filled if row.named.axis != "both"), "both")
    own = [row for row in table.filled if rows_axis == "both" or row.named.axis in (rows_axis, "both")]
    shares = _shares(own)
    places, rows = _align([_without(row, shares) for row in own])
    heads = _heads(table.heads, places, shares)
    columns_axis = _columns_axis(rows_axis, heads)
    if named := _all_named(heads, columns_axis):
        return Grid(rows_axis, columns_axis, named, rows)
    possible = [
        columns for columns in _templates(columns_axis, table, year_start)
        if len(columns) == len(places) and _agree(columns, columns_axis, heads)
    ]  # fmt: skip
    if len(possible) > 1:
        possible = [columns for columns in possible if _adds_up(columns, rows)]
    return Grid(rows_axis, columns_axis, possible[0], rows) if len(possible) == 1 else None


def _shares(rows: Sequence[Row]) -> set[int]:
    """The places of columns that hold percentages, beside those with the figures."""
    placed = [(at, cell) for row in rows for at, cell in enumerate(row.cells, row.start or 1)]
    shares = {at for at, cell in placed if cell.kind == "share"}
    return shares - {at for at, cell in placed if cell.kind not in ("share", "none", "empty")}


def _without(row: Row, places: set[int]) -> Row:
    kept = (EMPTY if at in places else cell for at, cell in enumerate(row.cells, row.start or 1))
    return replace(row, cells=tuple(kept))


def _align(rows: Sequence[Row]) -> tuple[list[int], tuple[tuple[Row, tuple[Cell, ...]], ...]]:
    """The places in a line of the columns that hold anything, and the cells of each row there. A row that has not
    something at each of them fits only if its cells stand in columns and are as many as those of the longest row:
    where one was lost, those behind it would stand in the wrong place."""
    placed = [dict(enumerate(row.cells, row.start or 1)) for row in rows]
    places = sorted({at for cells in placed for at, cell in cells.items() if cell.kind != "empty"})
    longest = max((max(cells) for cells in placed), default=0)
    found = []

    def full(cells: dict[int, Cell]) -> bool:
        return [at for at, cell in sorted(cells.items()) if cell.kind != "empty"] == places

    for row, cells in zip(rows, placed, strict=True):
        fits = full(cells) or (row.start is not None and max(cells) == longest)
        found.append((row, tuple(cells.get(at, EMPTY) for at in places) if fits else ()))
    return places, tuple(found)


def _heads(lines: Sequence[Line], places: Sequence[int], left_out: set[int]) -> list[Named | None]:
    """What the head of each column names, as far as it can be read; an empty list where the heads do not tell. Columns
    at the places `left_out` are none."""
    if lines and not any(line.divided for line in lines):
        named: list[Named | None] = [name for line in lines for name in divisions_in(line.text)]
        return named if len(named) == len(places) else []
    texts = _stacked([line.texts for line in lines if line.divided])
    corner, *others = (text for _, text in sorted(texts.items()) if text) if any(texts.values()) else ("",)
    if division(corner) and len(places) == 1 and all(map(is_number_head, others)):
        return [division(corner)]  # `Category 1 | Number` above levels
    if division(texts.get(0, "")):  # the head has no corner: it begins with the first column
        texts = {at + 1: text for at, text in texts.items()}
    texts = {at: text for at, text in texts.items() if at not in left_out}
    by_place = [texts.get(place, "") for place in places]
    filled = [text for at, text in sorted(texts.items()) if text and places and at >= places[0]]
    if sum(map(bool, by_place)) < len(filled):
        by_place = filled if len(filled) == len(places) else [""] * len(places)
    return [_head(text) for text in by_place]


def _stacked(rows: Sequence[Sequence[str]]) -> dict[int, str]:
    """Heads that run over several lines, joined column by column."""
    found: dict[int, str] = {}
    for row in rows:
        for at, text in enumerate(row):
            found[at] = f"{found.get(at, '')} {text}".strip()
    return found


def _head(text: str) -> Named | None:
    named = division(text)
    if named is None and text and is_number_head(text):
        return Named("both", "total", text)
    return named or (Named("both", None, text) if any(character.isalnum() for character in text) else None)


def _all_named(heads: Sequence[Named | None], axis: Axis) -> Columns:
    """The columns, if each has a head that can be read, and no two the same."""
    columns = tuple(head.value for head in heads if head and head.axis in (axis, "both") and head.value is not None)
    return columns if len(columns) == len(heads) == len(set(columns)) else ()


def _columns_axis(rows_axis: Axis, heads: Sequence[Named | None]) -> Axis:
    if rows_axis == "both":
        return next((head.axis for head in heads if head and head.axis != "both"), "category")
    return "level" if rows_axis == "category" else "category"


def _templates(axis: Axis, table: Table, year_start: int) -> Iterator[Columns]:
    """The orders in which reports print the columns."""
    measure = table.entry.measure if table.entry else None
    if axis == "level":
        levels: Columns = measure.levels if measure else (1, 2, 3)
        yield from ((*levels, "total"), levels)
    else:
        yield from ((1, 2, 3, "total"), (1, 2, 3))
        if year_start >= TERRORISTS_SINCE:
            yield from ((1, 2, 3, 4, "total"), (1, 2, 3, 4))
    if not table.heads:
        yield ("total",)


def _agree(columns: Columns, axis: Axis, heads: Sequence[Named | None]) -> bool:
    """Whether no head that can be read names something else than the column. Fewer than four columns are told by
    their heads alone."""
    if len(columns) != len(heads):
        return not heads and len(columns) > 3
    known = [(head, column) for head, column in zip(heads, columns, strict=True) if head]
    if not all(head.axis in (axis, "both") and head.value == column for head, column in known):
        return False
    return len(columns) > 3 or len(known) == len(columns) or (len(columns) == 1 and not heads[0])


def _adds_up(columns: Columns, rows: Sequence[tuple[Row, tuple[Cell, ...]]]) -> bool:
    """Whether the rows bear out that the last column is, or is not, the sum of the others."""
    sums = [
        sum(cell.value or 0 for cell in cells[:-1]) == (cells[-1].value or 0)
        for _, cells in rows if cells and any(cell.value for cell in cells)
    ]  # fmt: skip
    return bool(sums) and (sum(sums) * 2 > len(sums)) == (columns[-1] == "total")
