"""A passage of a table → words in which each figure stands with the labels of its row and column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from indexer.statistics.cells import is_rule
from indexer.statistics.lines import cells_of, is_head
from indexer.statistics.spacing import in_columns, parted

LONGEST = 240
"""Characters from which on no further row is added."""
FARTHEST = 200
"""Rows above the passage among which the heads are looked for."""


def in_words(text: str, start: int, end: int) -> str | None:
    """The rows of the passage: "Housing: 2016-17 62%, 2017-18 71%". None where it does not begin in a table."""
    first = text.rfind("\n", 0, start) + 1
    if not _is_row(text[first : _line_end(text, first)]):
        return None
    above = _above(text, first)
    lines = [*above, *_below(text, first, end)]
    lines, above = ([line for line in found if not is_rule(cells_of(line))] for found in (lines, above))
    rows = [
        tuple(line[cell.start : cell.end] for cell in cells) or cells_of(line)
        for line, cells in zip(lines, in_columns(lines), strict=True)
    ]
    heads = next((at for at, row in enumerate(rows) if not is_head(row)), len(rows))
    return _joined(rows[len(above) :], rows[:heads] if heads < len(rows) else (), max(0, heads - len(above)))


def _joined(rows: Sequence[tuple[str, ...]], heads: Sequence[tuple[str, ...]], shown_as_heads: int) -> str:
    said = ""
    for at, row in enumerate(rows):
        words = " · ".join(filter(None, row)) if at < shown_as_heads else _row(row, heads)
        if said and len(said) + len(words) > LONGEST:
            break
        said = f"{said}; {words}" if said else words
    return said


def _row(row: tuple[str, ...], heads: Sequence[tuple[str, ...]]) -> str:
    label, *cells = row
    named = [
        " ".join(filter(None, (*(head[at] for head in heads if at < len(head)), cell)))
        for at, cell in enumerate(cells, 1)
        if cell
    ]
    return f"{label}: {', '.join(named)}" if named and label else label or ", ".join(named)


def _is_row(line: str) -> bool:
    return "\t" in line.strip() or line.count("|") > 1 or bool(parted(line))


def _above(text: str, first: int) -> list[str]:
    """The rows straight above a line, blank lines between them apart."""
    found: list[str] = []
    at = first
    while at > 0 and len(found) < FARTHEST:
        begin = text.rfind("\n", 0, at - 1) + 1
        line = text[begin : at - 1]
        if line.strip() and not _is_row(line):
            break
        found += [line] if line.strip() else []
        at = begin
    return found[::-1]


def _below(text: str, first: int, end: int) -> Iterator[str]:
    at = first
    while at < end:
        line_end = _line_end(text, at)
        if not _is_row(text[at:line_end]):
            return
        yield text[at:line_end]
        at = line_end + 1


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
