"""Lists of the years up to 2007-08, which count in sentences, as lines of a label and its figures.

"The number of SOPOs (a) applied for (b) interim SOPOs issued", with "(a) 21" further down, is one row for each letter;
"(a) were returned to custody? Level 3: 9 Level 2: 44" is a label with a figure for each level.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from indexer.model import Division
from indexer.rules.sought import sought
from indexer.statistics.cells import Cell, read_cell
from indexer.statistics.lines import Line

ITEM = re.compile(r"(?:\band\s+)?\(([a-f])\)\s+")
GIVEN = re.compile(r"\(([a-f])\)\s*(\S+)")
ORDERS = re.compile(r"\b(?:[A-Z][a-z]+ (?:[A-Z][a-z]+ )*Orders?|[A-Z]{2,5}s)\b")
SOME_ORDERS = re.compile(r"\borders\b")
BY_LEVEL = sought(re.compile(r"\b(?:level|MAPPP\s*\(level)\s*([123])\)?\s*[:=–-]\s*(\S+)", re.IGNORECASE))
BEGUN = re.compile(r"\(a\)\s")
GOES_ON = re.compile(r"\(([b-f])\)\s+")
APART = 4
"""Lines behind the list of letters within which their figures stand."""


def with_lists(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines, where letters and their figures stand apart with one line for each letter instead."""
    found: list[Line] = []
    at = 0
    while at < len(lines):
        taken = tuple(_rows(lines, at))
        found += taken or (_of_stem(lines, at),)
        at += 1 + (_given(lines, at)[1] if taken else 0)
    return tuple(found)


def _of_stem(lines: Sequence[Line], at: int) -> Line:
    """A row that goes on in a list, "(b) granted", with the orders that the row with "(a)" names."""
    line = lines[at]
    letter = GOES_ON.match(line.texts[0])
    if not letter or ORDERS.search(line.texts[0]):
        return line
    first = at - (ord(letter[1]) - ord("a"))
    stem = lines[first].texts[0] if first >= 0 else ""
    orders = ORDERS.search(stem) if BEGUN.search(stem) else None
    if not orders:
        return line
    return replace(line, texts=(_named(line.texts[0][letter.end() :], orders[0]), *line.texts[1:]))


def _named(words: str, orders: str) -> str:
    """`full orders imposed` → `full SOPOs imposed`; `granted` → `SOPOs granted`."""
    named, changes = SOME_ORDERS.subn(orders, words, count=1)
    return named if changes else f"{orders} {words}"


def _rows(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """A line for each letter of the list that begins at a line, or nothing."""
    stem, *parts = ITEM.split(lines[at].text) if "(" in lines[at].text else ("",)
    given, _ = _given(lines, at)
    letters = parts[::2]
    if len(letters) < 2 or letters != list(given):
        return
    for letter, words in zip(letters, parts[1::2], strict=True):
        label = words.strip(" ,;.")
        orders = ORDERS.search(stem)
        if orders and not ORDERS.search(label):
            label = _named(label, orders[0])
        value, line = given[letter]
        yield replace(line, texts=(label, value))


def _given(lines: Sequence[Line], at: int) -> tuple[dict[str, tuple[str, Line]], int]:
    """The figure of each letter in the lines that follow, and how many lines they take."""
    given: dict[str, tuple[str, Line]] = {}
    for count, line in enumerate(lines[at + 1 : at + 1 + APART]):
        found = GIVEN.findall(line.text)
        if not found or GIVEN.sub("", line.text).strip() or not all(read_cell(value).is_value for _, value in found):
            return given, count
        given |= {letter: (value, line) for letter, value in found}
    return given, len(lines[at + 1 : at + 1 + APART])


@dataclass(frozen=True, slots=True)
class ByLevel:
    """A label with a figure for each level behind it."""

    label: str
    cells: tuple[tuple[Division, Cell], ...]


def by_level(line: Line) -> ByLevel | None:
    """A line that names each level with its figure; None for any other."""
    found = list(BY_LEVEL.finditer(line.text))
    cells = tuple((int(match[1]), read_cell(match[2])) for match in found)
    if (
        len(cells) < 2
        or not all(cell.is_value for _, cell in cells)
        or BY_LEVEL.sub("", line.text[found[0].start() :]).strip()
    ):
        return None
    return ByLevel(line.text[: found[0].start()].strip(" ?:-–"), cells)
