"""Figures that are stated in a line, "SHPOs imposed – 139", "The number of RSOs was 812", as lines of a label and its
figure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.statistics.cells import read_cell
from indexer.statistics.lettered import ORDERS, by_level
from indexer.statistics.lines import LONGEST_LABEL, Line, is_lone
from indexer.statistics.measures import lexicon

FIGURE = r"(?P<value>\d[\d,]*(?:\.\d+)?|nil|none|zero|[-–—])"
GIVEN = re.compile(rf"\s*(?::|=|\s[-–—])\s*{FIGURE}\.?\Z", re.IGNORECASE)
TOLD = re.compile(rf"\s+(?:was|were|is|stood at|totall?ed|came to)\s+{FIGURE}\.?\Z", re.IGNORECASE)
COUNTED = re.compile(rf"(?:(?:there (?:were|are)|a total of)\s+)?{FIGURE}\s+(?P<label>\D.*?)\.?", re.IGNORECASE)
DIGIT = re.compile(r"\d")
ENDS = re.compile(r"(?:nil|none|zero|[-–—])\.?$", re.IGNORECASE)
LONGEST_END = 6
PART = re.compile(r";\s+(?:and\s+)?")
OF_THESE = re.compile(r"(?:of (?:these|which|whom|them)|including)\b[\s,]*", re.IGNORECASE)
TAIL = 48
"""Characters at the end of a line in which its figure and what stands before it are looked for."""
LONGEST = 24
"""Words of the longest label."""


def as_rows(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, those that state figures as rows: several of them, if semicolons part several statements."""
    return tuple(row for line in _columns(tuple(_tiles(lines))) for row in _rows(line))


def _columns(lines: Sequence[Line]) -> Iterator[Line]:
    """Heads that each name a figure, with one row of figures below them, as a row for each."""
    at = 0
    while at < len(lines):
        heads, below = lines[at], lines[at + 1] if at + 1 < len(lines) else None
        if below and heads.divided and len(heads.texts) == len(below.texts) and _are_figures(heads, below):
            yield from (replace(below, texts=pair) for pair in zip(heads.texts, below.texts, strict=True))
            at += 2
        else:
            yield heads
            at += 1


def _are_figures(heads: Line, below: Line) -> bool:
    return all(map(lexicon().counts, heads.texts)) and all(cell.is_value for cell in below.cells())


def _tiles(lines: Sequence[Line]) -> Iterator[Line]:
    """A figure straight above the words that say what it counts, with blank lines around both, as one row."""
    at = 0
    while at < len(lines):
        if _is_tile(lines, at):
            yield replace(lines[at + 1], texts=(lines[at + 1].text, lines[at].text))
            at += 2
        else:
            yield lines[at]
            at += 1


def _is_tile(lines: Sequence[Line], at: int) -> bool:
    if at + 1 == len(lines) or not is_lone(lines[at]) or len(lines[at].values()) > 1 or lines[at + 1].divided:
        return False
    before, (figure, label, *after) = lines[at - 1] if at else None, lines[at : at + 4]
    apart = not (before and _follows(before, figure)) and not (after and _follows(label, after[0]))
    lone = bool(after) and is_lone(after[0]) and not (len(after) > 1 and _follows(after[0], after[1]))
    return apart and not lone and _follows(figure, label) and lexicon().counts(label.text)


def _follows(one: Line, other: Line) -> bool:
    """Whether no blank line stands between two lines."""
    return one.block.span.end == other.block.span.start


def _rows(line: Line) -> Iterator[Line]:
    if line.divided or not _may_state(line.text) or by_level(line):
        yield line
        return
    parts = PART.split(line.text.rstrip("."))
    stated = [_stated(part) for part in parts]
    if len(parts) > 1 and all(stated):
        orders = ORDERS.search(parts[0])
        for label, value in filter(None, stated):
            of = OF_THESE.match(label)
            yield replace(line, texts=(f"{orders[0]} {label[of.end() :]}" if of and orders else label, value))
        return
    whole = _stated(line.text)
    yield replace(line, texts=whole) if whole else line


def _may_state(text: str) -> bool:
    return bool(DIGIT.search(text) or ENDS.search(text, max(0, len(text) - LONGEST_END)))


def _stated(text: str) -> tuple[str, str] | None:
    """The label and the figure of a statement. What a sentence tells counts only if a measure is known by its words."""
    if len(text) > LONGEST_LABEL:
        return None
    behind = max(0, len(text) - TAIL)
    if (found := GIVEN.search(text, behind)) and any(map(str.isalpha, label := text[: found.start()])):
        plain = len(label.split()) <= LONGEST and not read_cell(label.split()[-1]).is_value
        return (label, found["value"]) if plain else None
    if (found := TOLD.search(text, behind)) and lexicon().counts(label := text[: found.start()]):
        return label, found["value"]
    if (found := COUNTED.fullmatch(text)) and lexicon().counts(found["label"]):
        return found["label"], found["value"]
    return None
