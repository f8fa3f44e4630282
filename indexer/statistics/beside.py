"""Two tables that stand beside each other, under two titles on one line, as two tables one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.statistics.labels import find_row
from indexer.statistics.lines import Line
from indexer.statistics.measures import divisions_in, lexicon

UNDER = "returns"
"""The heading whose tables reports print beside each other."""
ROWS = 4
"""Rows that such a table has at most: two levels, a total, and one to spare."""


def one_by_one(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, with tables that stand beside each other parted."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        parted = tuple(_parted(lines, at))
        found += parted or (lines[at],)
        at += len(parted) // 2 or 1
    return tuple(found)


def _parted(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """The two tables whose titles stand on a line, or nothing."""
    titles = _titles(lines[at].text)
    heads = divisions_in(lines[at + 1].text) if titles and at + 1 < len(lines) else ()
    half = len(heads) // 2
    if not half or [head.value for head in heads[:half]] != [head.value for head in heads[half:]]:
        return
    rows = list(_rows(lines[at + 2 : at + 2 + ROWS], len(heads)))
    for n, title in enumerate(titles if rows else ()):
        yield replace(lines[at], texts=(title,))
        yield replace(lines[at + 1], texts=("", *(head.label for head in heads[:half])))
        for line, label, cells in rows:
            yield replace(line, texts=(label, *cells[n * half : (n + 1) * half]))


def _titles(text: str) -> tuple[str, ...]:
    """The two titles that make up a line."""
    parts = text.split(" ")
    for cut in range(1, len(parts)):
        titles = " ".join(parts[:cut]), " ".join(parts[cut:])
        entries = [lexicon().find(title, UNDER) for title in titles]
        if all(entry and entry.opens_table and entry.under == UNDER for entry in entries):
            return titles
    return ()


def _rows(lines: Sequence[Line], count: int) -> Iterator[tuple[Line, str, tuple[str, ...]]]:
    """The rows with a cell for each column of both tables, up to the first line that is none."""
    for line in lines:
        before, row = find_row(line) or ("", None)
        if row is None or before or len(row.cells) != count:
            return
        yield line, row.named.label, tuple(cell.printed for cell in row.cells)
