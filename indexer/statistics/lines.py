"""Blocks → the printed lines of a document as cells."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from indexer.model import Block, Document, Span
from indexer.statistics.cells import Cell, is_rule, read_cell
from indexer.statistics.spacing import in_columns
from indexer.statistics.words import RAISED, plain, tidy, words

YEAR = re.compile(r"(?:19|20)\d\d")
PIPE = re.compile(r"(?<!\\)\|")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
LEADERS = ("....", ". . . ", "……")
LONGEST_LABEL = 240
"""Characters of the longest label."""
ENDS_DATE = re.compile(r"(?:march|april|mawrth|ebrill) 20\d\d", re.IGNORECASE)
UNREADABLE = 2
"""Characters up to which a cell that is no number passes for a damaged one."""
LONG_PROSE = 16
"""Words from which on an undivided line that is no known label passes for prose."""
CONTENTS = ("contents", "table of contents", "cynnwys")
CONTENTS_CELLS = 2
"""A title and a page: a line with more cells is none of a list of contents."""
Split = tuple[str, tuple[Cell, ...]]
"""A label, and the cells behind it."""


@dataclass(frozen=True)
class Line:
    """A printed line. `texts` are its cells, tidied: one where the line is not divided. `raised` is a number that
    stands raised behind its words, `last_of_page` says that nothing follows it on the page, `ruled` that a rule, as
    Markdown draws it under the heads of a table, does."""

    block: Block
    texts: tuple[str, ...]
    raised: Cell | None = None
    last_of_page: bool = False
    ruled: bool = False

    @property
    def divided(self) -> bool:
        return len(self.texts) > 1

    @cached_property
    def text(self) -> str:
        return " ".join(text for text in self.texts if text)

    @property
    def is_heading(self) -> bool:
        return self.block.role == "heading"

    @cached_property
    def is_prose(self) -> bool:
        """A sentence rather than a label: undivided, and long or ended by a full stop."""
        if self.divided or len(self.text) > LONGEST_LABEL:
            return not self.divided
        count = len(plain(self.text).split())
        return count > LONG_PROSE or (count > LONG_PROSE // 2 and self.text.endswith((".", ":")))

    @cached_property
    def splits(self) -> tuple[Split, ...]:
        """The ways to part it into a label and cells; all of it as label comes first where it is not divided."""
        return tuple(_splits(self))

    def cells(self) -> tuple[Cell, ...]:
        return tuple(read_cell(text) for text in self.texts)

    def values(self) -> tuple[Cell, ...]:
        """What stands on it, each word by itself, empty cells left out."""
        return tuple(read_cell(part) for part in self.text.split(" "))


def is_lone(line: Line) -> bool:
    """Whether nothing but values stands on a line."""
    return all(read_cell(part).is_value for part in line.text.split(" "))


def read_lines(document: Document, contents: Sequence[Span] = ()) -> tuple[Line, ...]:
    """The lines of a document that are not blank, without the rules drawn under heads and without lists of contents:
    those at the spans given, and what follows a heading that says so."""
    blocks = [block for block in document.blocks if block.role != "blank"]
    printed = [
        (text, block, at + 1 < len(blocks) and blocks[at + 1].page_start)
        for at, block in enumerate(blocks)
        if not any(span.start <= block.span.start < span.end for span in contents)
        for line in _printed(document, block)
        for text in _one_a_line(line)
    ]
    gaps = in_columns([text for text, _, _ in printed])
    found: list[Line] = []
    for at, (text, block, ends_page) in enumerate(printed):
        last = at + 1 == len(printed) or printed[at + 1][1] is not block
        texts = tuple(tidy(text[cell.start : cell.end]) for cell in gaps[at]) or cells_of(text)
        if not is_rule(texts):
            found += _lines(text, texts, block, ends_page and last)
        elif found:
            found[-1] = replace(found[-1], ruled=True)
    return tuple(_without_contents(found))


def _one_a_line(row: str) -> list[str]:
    """A row whose cells all hold the same number of lines, `SOPOs<br>NOs | 14<br>2`, as so many rows."""
    if not BREAK.search(row) or row.count("|") < 2:
        return [row]
    cells = [BREAK.split(cell) for cell in PIPE.split(row.strip().strip("|"))]
    counts = {len(cell) for cell in cells if any(map(str.strip, cell))}
    if len(counts) != 1 or len(cells) < 2:
        return [row]
    (count,) = counts
    full = [cell if len(cell) == count else [""] * count for cell in cells]
    return ["|".join(("", *parts, "")) for parts in zip(*full, strict=True)]


def _printed(document: Document, block: Block) -> list[str]:
    return [line for line in document.text[block.span.start : block.span.end].split("\n") if line.strip()]


def _without_contents(lines: Iterable[Line]) -> Iterator[Line]:
    inside = False
    for line in lines:
        ends = line.is_heading or line.is_prose or line.block.page_start or len(line.texts) > CONTENTS_CELLS
        inside = (not line.is_prose and words(line.text) in CONTENTS) or (inside and not ends)
        if not inside:
            yield line


def _lines(text: str, texts: tuple[str, ...], block: Block, last: bool) -> Iterator[Line]:
    if any(leader in text for leader in LEADERS) or not any(texts):
        return
    mark = RAISED.search(text)
    raised = read_cell(mark[1]) if mark else None
    yield Line(block, texts, raised if raised and raised.kind == "number" else None, last)


def is_head(texts: Sequence[str]) -> bool:
    """Whether the cells behind the first name columns: some do, and none is a figure, years apart."""
    filled = [text for text in texts[1:] if text]
    years = all(YEAR.fullmatch(text) for text in filled)
    return bool(filled) and (years or not any(read_cell(text).is_value for text in filled))


def cells_of(line: str) -> tuple[str, ...]:
    """The cells of a line between tabs or pipes, tidied; the whole line as one where there are none."""
    if "\t" in line.strip(" ").lstrip("\t"):
        return _apart(tuple(tidy(text) for text in line.split("\t")))
    if line.count("|") > 1:
        parts = PIPE.split(line.strip())
        parts = parts[1 if not parts[0].strip() and line.strip().startswith("|") else 0 :]
        parts = parts[:-1] if parts and not parts[-1].strip() and line.strip().endswith("|") else parts
        return tuple(tidy(text.replace("\\|", "|")) for text in parts)
    return (tidy(line),)


def _apart(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Where all values of a row stand in one cell, with spaces between them, each in a cell of its own."""
    filled = [at for at, text in enumerate(texts) if any(read_cell(part).is_value for part in text.split(" "))]
    values = texts[filled[-1]].split(" ") if filled else []
    if len(values) < 2 or not all(read_cell(value).is_value for value in values):
        return texts
    if any(read_cell(texts[at]).is_value for at in filled):
        return texts
    return (*texts[: filled[-1]], *values, *texts[filled[-1] + 1 :])


def _splits(line: Line) -> Iterator[Split]:
    if line.divided:
        yield _split_cells(line)
        yield from _unreadable(line)
        return
    yield line.text, ()
    tokens = line.text.split(" ") if len(line.text) <= LONGEST_LABEL else []
    last = len(tokens)
    while last > 1 and read_cell(tokens[last - 1]).is_value and not _ends_date(tokens, last):
        last -= 1
    for first in range(last, len(tokens)):
        yield " ".join(tokens[:first]), tuple(read_cell(token) for token in tokens[first:])


def _ends_date(tokens: Sequence[str], last: int) -> bool:
    """Whether the last of these words is the year of a date: `31 March 2005`."""
    return bool(ENDS_DATE.fullmatch(" ".join(tokens[last - 2 : last])))


def _split_cells(line: Line) -> Split:
    """A divided line: what stands before its first value is the label; empty cells keep their place behind it."""
    texts = list(line.texts)
    while texts and not texts[0]:
        texts.pop(0)
    cells = [read_cell(text) for text in texts]
    first = next((at for at, cell in enumerate(cells) if at and cell.is_value), len(cells))
    label = [text for text in dict.fromkeys(texts[:first]) if text]
    if first < len(cells):
        while first > 1 and not texts[first - 1]:
            first -= 1
        return " ".join(label), tuple(cells[first:])
    return " ".join(label), ()


def _unreadable(line: Line) -> Iterator[Split]:
    """A divided line with a label and one cell so short that it must be a figure, though it cannot be read as one."""
    filled = [text for text in line.texts if text]
    if len(filled) == 2 and len(filled[1]) <= UNREADABLE and not read_cell(filled[1]).is_value:
        yield filled[0], (read_cell(filled[1]),)
