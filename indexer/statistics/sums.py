"""Do the rows and columns of a table add up, and if not, which cell is it?

A cell is the one if its row and its column both fail and both call for the same other figure. Where no cell is, the
total of the failing sum is flagged, since it cannot be told which of its figures is wrong. Where many sums fail, rows
stand in the wrong place, and all their figures are ambiguous. Nothing is ever mended.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from indexer.model import Division, Figure
from indexer.statistics.remarks import remarked

TOTAL: Division = "total"
MANY = 3
"""Failing sums, beyond those that one cell explains, from which on the figures are not to be trusted."""
Place = tuple[Division, Division]
"""Category and level."""


@dataclass(frozen=True, slots=True)
class Sum:
    """A row (`across` the categories) or column (the levels) with a printed total. `excess`: by how much its parts
    exceed the total."""

    across: Literal["categories", "levels"]
    parts: tuple[Place, ...]
    total: Place
    excess: int

    def wanted(self, place: Place, printed: int) -> int:
        """What the cell would have to be for this sum to come out."""
        return printed + self.excess if place == self.total else printed - self.excess


def check(figures: Sequence[Figure]) -> tuple[Figure, ...]:
    """The figures of one table, those flagged that keep it from adding up."""
    cells = {(f.category, f.level): f for f in figures}
    failing = [line for line in _sums(cells) if line.excess]
    flagged: dict[Place, Figure] = {}
    for row, column in _culprits(cells, failing):
        place = next(p for p in (*row.parts, row.total) if p in (*column.parts, column.total))
        expected = row.wanted(place, _amount(cells[place]))
        flagged[place] = _flag(cells[place], expected, f"its row and its column both call for {expected}")
        failing = [line for line in failing if line not in (row, column)]
    if len(failing) >= MANY:
        return tuple(_doubt(f) if _is_in(f, failing) and f.flag == "ok" else f for f in figures)
    for line in failing:
        expected = line.wanted(line.total, _amount(cells[line.total]))
        why = f"the {line.across} add up to {expected}; which figure is wrong cannot be told"
        flagged.setdefault(line.total, _flag(cells[line.total], expected, why))
    return tuple(flagged.get((f.category, f.level), f) for f in figures)


def _sums(cells: dict[Place, Figure]) -> Iterator[Sum]:
    categories: list[Division] = [*sorted({c for c, _ in cells if isinstance(c, int)})]
    levels: list[Division] = [*sorted({level for _, level in cells if isinstance(level, int)})]
    for level in [*levels, TOTAL]:
        yield from _sum(cells, "categories", [(category, level) for category in categories], (TOTAL, level))
    for category in [*categories, TOTAL]:
        yield from _sum(cells, "levels", [(category, level) for level in levels], (category, TOTAL))


def _sum(
    cells: dict[Place, Figure], across: Literal["categories", "levels"], parts: list[Place], total: Place
) -> Iterator[Sum]:
    if len(parts) > 1 and all(place in cells and cells[place].flag == "ok" for place in (*parts, total)):
        excess = sum(_amount(cells[place]) for place in parts) - _amount(cells[total])
        yield Sum(across, tuple(parts), total, excess)


def _amount(figure: Figure) -> int:
    """A dash counts as nothing."""
    return int(figure.value or 0)


def _culprits(cells: dict[Place, Figure], failing: Sequence[Sum]) -> list[tuple[Sum, Sum]]:
    """The failing rows and columns that one cell would set right, if each belongs to one such pair only."""
    rows = [line for line in failing if line.across == "categories"]
    columns = [line for line in failing if line.across == "levels"]
    pairs = [(row, column) for row, column in product(rows, columns) if _agree(cells, row, column)]
    return [
        pair for pair in pairs
        if sum(pair[0] == row for row, _ in pairs) == 1 and sum(pair[1] == column for _, column in pairs) == 1
    ]  # fmt: skip


def _agree(cells: dict[Place, Figure], row: Sum, column: Sum) -> bool:
    place = next(p for p in (*row.parts, row.total) if p in (*column.parts, column.total))
    printed = _amount(cells[place])
    wanted = row.wanted(place, printed)
    return wanted >= 0 and wanted == column.wanted(place, printed)


def _is_in(figure: Figure, sums: Sequence[Sum]) -> bool:
    return any((figure.category, figure.level) in (*line.parts, line.total) for line in sums)


def _doubt(figure: Figure) -> Figure:
    return remarked(replace(figure, flag="ambiguous"), "the table does not add up in several places")


def _flag(figure: Figure, expected: int, why: str) -> Figure:
    return remarked(replace(figure, flag="inconsistent", expected=expected), f"printed {figure.printed}; {why}")
