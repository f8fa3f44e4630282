"""Tables printed side by side, under one row of titles, as one below the other.

"Breach of licence   Breach of SOPO", with the heads once for each title below it and rows that hold the figures of all,
is a table for each title. Only what the heads, read in full, bear out is parted; everything else stays as it stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.statistics.labels import find_row
from indexer.statistics.lines import Line
from indexer.statistics.measures import Named, division, divisions_in, lexicon
from indexer.statistics.tables import Row

HEAD_LINES = 1
MOST_WORDS = 20
"""Words of the longest undivided row of titles."""


def one_by_one(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, where tables stand side by side with those of one table after those of the other."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        titles = _titles(lines[at])
        below = _rows(lines, at + 1) if titles else []
        if columns := tuple(_columns(lines[at], titles, below)):
            found += columns
            at += 1 + len(below)
            continue
        rows = _rows(lines, at + 1 + HEAD_LINES) if titles else []
        parted = tuple(_parted(lines[at], titles, lines[at + 1], rows)) if rows else ()
        found += parted or (lines[at],)
        at += 1 + HEAD_LINES + len(rows) if parted else 1
    return tuple(found)


def _columns(line: Line, titles: Sequence[str], rows: Sequence[tuple[Line, Row]]) -> Iterator[Line]:
    """Titles that are the heads of columns, with one figure for each in every row below them."""
    filled = [(of, row, [cell.printed for cell in row.cells if cell.kind != "empty"]) for of, row in rows]
    if not filled or any(len(cells) != len(titles) for _, _, cells in filled):
        return
    for at, title in enumerate(titles):
        yield replace(line, texts=(title,))
        for of, row, cells in filled:
            yield replace(of, texts=(row.named.label, cells[at]))


def _titles(line: Line) -> tuple[str, ...]:
    """The titles of tables by category and level that fill a line, if there are several."""
    if line.divided:
        titles = tuple(dict.fromkeys(text for text in line.texts if text))
        return titles if len(titles) > 1 and all(map(lexicon().opens, titles)) else ()
    words = line.text.split(" ")
    if len(words) > MOST_WORDS or lexicon().opens(line.text):
        return ()
    pairs = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words)))
    return next((pair for pair in pairs if all(map(lexicon().opens, pair))), ())


def _rows(lines: Sequence[Line], at: int) -> list[tuple[Line, Row]]:
    """The rows with figures that follow each other from a line on."""
    found: list[tuple[Line, Row]] = []
    for line in lines[at:]:
        before, row = find_row(line) or ("", None)
        if before or row is None or not row.cells:
            break
        found.append((line, row))
    return found


def _parted(line: Line, titles: Sequence[str], head: Line, rows: Sequence[tuple[Line, Row]]) -> Iterator[Line]:
    heads = _heads(head)
    width = len(heads) // len(titles)
    columns = [named.value for named in heads[:width]]
    repeated = [named.value for named in heads] == columns * len(titles) and len(set(columns)) == width
    filled = [(of, row, [cell.printed for cell in row.cells if cell.kind != "empty"]) for of, row in rows]
    if not width or not repeated or any(len(cells) != len(heads) for _, _, cells in filled):
        return
    for at, title in enumerate(titles):
        part = slice(at * width, (at + 1) * width)
        yield replace(line, texts=(title,))
        yield replace(head, texts=("", *(named.label for named in heads[part])))
        for of, row, cells in filled:
            yield replace(of, texts=(row.named.label, *cells[part]))


def _heads(line: Line) -> tuple[Named, ...]:
    """What each head names; none where one of them cannot be read."""
    if not line.divided:
        return divisions_in(line.text)
    named = [division(text) for text in line.texts if text]
    return tuple(name for name in named if name) if all(named) else ()
