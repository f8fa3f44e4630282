"""Where in the text of a section a figure stands, so that a link can lead to its very cell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from indexer.model import Division, Figure, Section, Span, StoredFigure
from webapp.tables import cells, is_row

SHORTEST = len("category 1")
"""Characters of the beginning of a head that can be told from another."""
_NAME = re.compile(r"(?P<measure>[a-z0-9_]{1,80})\.(?P<category>[1-4]|total|none)\.(?P<level>[1-3]|total|none)")


def name_of(figure: Figure) -> str:
    """`eligible_offenders.1.2`: as it stands in addresses."""
    divisions = ("none" if each is None else str(each) for each in (figure.category, figure.level))
    return ".".join([figure.measure, *divisions])


def wanted(name: str, figures: Iterable[StoredFigure], section: str) -> tuple[Figure, ...]:
    """The figures of a section that an address names; none where the name is none."""
    found = _NAME.fullmatch(name)
    if not found:
        return ()
    cell = _division(found["category"]), _division(found["level"])
    told = (stored.figure for stored in figures if stored.figure.section == section)
    return tuple(each for each in told if each.measure == found["measure"] and (each.category, each.level) == cell)


def spans(section: Section, figures: Iterable[Figure]) -> tuple[Span, ...]:
    """The cells in which they are printed, as spans of the section's text; the whole row where it prints the number
    more than once and no head tells which is meant. Of several rows that could be meant the one in the line of the
    figure; where lines are not known none, for a wrong mark is worse than no mark."""
    found = (span for figure in figures for span in _span(section, figure))
    return tuple(dict.fromkeys(sorted(found, key=lambda span: (span.start, span.end))))


def said(section: Section, marked: Iterable[Span]) -> str:
    """What is marked, in words; empty where nothing is."""
    cut = [_cut(section.text, span) for span in marked]
    if not cut:
        return ""
    return "its row" if any("\t" in words or "|" in words for words in cut) else "the figure"


def _span(section: Section, figure: Figure) -> Iterator[Span]:
    rows, printed = _rows(section.text), _plain(figure.printed or "")
    could = [
        at
        for at, row in rows.items()
        if printed and _said(section.text, row, figure.row) and any(_is(section.text, cell, printed) for cell in row)
    ]
    if figure.lines and section.lines:
        first, last = (line - section.lines.first for line in (figure.lines.first, figure.lines.last))
        could = [at for at in could if first <= at <= last]
    if len(could) == 1:
        yield _in_row(section.text, rows, could[0], figure.column, printed)


def _in_row(text: str, rows: dict[int, list[Span]], at: int, column: str, printed: str) -> Span:
    row = rows[at]
    same = [number for number, cell in enumerate(row) if _is(text, cell, printed)]
    if len(same) > 1 and column:
        heads = (rows[line] for line in sorted(rows, reverse=True) if line < at)
        named = (n for head in heads for n, cell in enumerate(head) if n and _heads(_plain(_cut(text, cell)), column))
        meant = next(named, None)
        same = [meant] if meant in same else same
    return row[same[0]] if len(same) == 1 else Span(row[0].start, row[-1].end)


def _heads(words: str, column: str) -> bool:
    """Whether a cell holds the head of a column, or the beginning of one that runs over several rows."""
    wanted = _plain(column)
    return words.startswith(wanted) or (len(words) >= SHORTEST and wanted.startswith(words))


def _rows(text: str) -> dict[int, list[Span]]:
    """The cells of the rows of tables, by the lines of the text from 0."""
    lines = enumerate(re.finditer(r"[^\n]*(?:\n|$)", text))
    spans = ((at, Span(line.start(), line.start() + len(line[0].rstrip("\n")))) for at, line in lines)
    return {at: cells(text, span) for at, span in spans if is_row(_cut(text, span))}


def _is(text: str, cell: Span, printed: str) -> bool:
    return _plain(_cut(text, cell)) == printed


def _said(text: str, row: list[Span], label: str) -> bool:
    """Whether a row has the label of the figure's row, as far as that has one."""
    return not label or _plain(label) in _plain(" ".join(_cut(text, cell) for cell in row))


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[*_|]+|<[^<>]*>", " ", words).casefold().split())


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _division(given: str) -> Division:
    return None if given == "none" else "total" if given == "total" else int(given)
