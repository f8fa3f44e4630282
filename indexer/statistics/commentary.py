"""Figures that the commentary gives beside the tables: where the two differ, the table's figure says so."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from indexer import rules
from indexer.model import Division, Figure
from indexer.statistics.cells import number
from indexer.statistics.remarks import remarked

TOLERANCE = 1.0
"""Percentage points by which a share may be off, since it may be rounded either way."""
Cell = tuple[str, Division, Division]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence by which the commentary gives a cell, or the cell's share of the one at `whole`."""

    cell: Cell
    whole: Cell
    pattern: re.Pattern[str]


@cache
def statements() -> tuple[Statement, ...]:
    """The sentences known to rules/measures.toml."""
    return tuple(_statement(row) for row in rules.load("measures")["statement"])


def _statement(row: Mapping[str, str]) -> Statement:
    def cell(level: str) -> Cell:
        return row["measure"], row["category"], row[level]  # type: ignore[return-value]

    return Statement(cell("level"), cell("of_level"), re.compile(row["pattern"], re.DOTALL))


def note_contradictions(figures: Sequence[Figure], text: str) -> tuple[Figure, ...]:
    """The figures, with a note on each that the text of the report contradicts."""
    noted = {(f.measure, f.category, f.level): f for f in figures}
    running = " ".join(text.split())
    for statement in statements():
        for match in statement.pattern.finditer(running):
            if figure := noted.get(statement.cell):
                noted[statement.cell] = remarked(
                    figure, _contradiction(figure, match, noted.get(statement.whole), figures)
                )
    return tuple(noted.values())


def _contradiction(figure: Figure, match: re.Match[str], whole: Figure | None, figures: Sequence[Figure]) -> str | None:
    said, gives = number(match["value"].rstrip(".,")), figure.value
    if gives is None:
        return None
    if not match["share"]:
        return None if gives == said else f"the text says {said}, the table {gives}{_elsewhere(said, figure, figures)}"
    if whole is None or not whole.value:
        return None
    share = 100 * gives / whole.value
    return None if abs(share - said) <= TOLERANCE else f"the text says {said}%, the table makes it {share:.1f}%"


def _elsewhere(said: float, figure: Figure, figures: Sequence[Figure]) -> str:
    """Where in the same row the figure of the text stands."""
    same = (f for f in figures if (f.measure, f.level, f.value) == (figure.measure, figure.level, said))
    return next((f" ({said} is its figure for {other.column})" for other in same), "")
