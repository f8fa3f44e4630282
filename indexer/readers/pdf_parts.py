"""Parts: headings, paragraphs, list items and table rows as lines, and how those that a column or page break cut in two
are put together again."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from indexer.readers.pdf_lines import BULLETS, Line
from indexer.readers.pdf_tags import Node

PartRole = Literal["heading", "text", "item", "row"]
MARKER = re.compile(
    rf"(?:{BULLETS}+|[-–—o](?=\s)|\((?:[a-z]|[ivx]{{1,4}}|\d{{1,2}})\)|(?:\d{{1,2}}|[a-z]|[ivx]{{2,4}})[.)](?=\s))\s*"
)
"""What a list item begins with: a bullet, a letter or number in brackets, or one followed by a stop or bracket."""
BULLET = re.compile(rf"(?:{BULLETS}+|[-–—o](?=\s))\s*")
LONGEST_CELL = 700
"""Letters from which on a cell is no cell of a table but a frame around text."""
FAR = 6
"""Ems that the text goes up from the foot of a column to the top of the next, at least; boxes are lower."""
SENTENCE_END = re.compile(r"[.!?:;][\"'”’)\]]*$")


def marks_item(line: Line) -> bool:
    """Whether the line begins with the mark of a list item. An "o" is one only where it stands by itself: it is also a
    word of Welsh."""
    marker = MARKER.match(line.text)
    if marker and line.text[0] == "o":
        return line.runs[0].text.strip() == "o"
    return bool(marker)


@dataclass(slots=True, eq=False)
class Part:
    """What becomes a block. `cells` hold the lines of each cell of a row; `lines` are all lines, in reading order.
    `block` is the element of the tag tree that it comes from."""

    role: PartRole
    lines: list[Line]
    level: int | None = None
    cells: list[list[Line]] = field(default_factory=list)
    block: Node | None = None

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)

    @property
    def size(self) -> float:
        return max(self.lines, key=lambda line: len(line.text)).size

    @property
    def letters(self) -> int:
        return sum(len(line.text) for line in self.lines)


def marked(text: str) -> str:
    """The text of a list item with its bullet as "- ", or its letter as printed and one space."""
    bullet = BULLET.match(text)
    if bullet:
        return f"- {text[bullet.end() :]}"
    letter = MARKER.match(text)
    return f"{letter[0].strip()} {text[letter.end() :]}" if letter else f"- {text}"


def mend(parts: Iterable[Part]) -> list[Part]:
    """Join what a column or page break cut in two: a paragraph or item whose last line ends in mid-sentence, and the
    text that goes on at the top of the next column; and what the tags say is one."""
    mended: list[Part] = []
    for part in parts:
        before = mended[-1] if mended else None
        if before is not None and _goes_on(before, part):
            before.lines += part.lines
            if part.role == "row":
                before.cells = [one + two for one, two in zip(before.cells, part.cells, strict=True)]
        else:
            mended.append(part)
    return mended


def _goes_on(part: Part, following: Part) -> bool:
    if part.block is not None and part.block is following.block:
        return _same_element(part, following)
    if part.role not in ("text", "item") or following.role != "text" or not _break_between(part, following):
        return False
    last, first = part.lines[-1], following.lines[0]
    if abs(last.size - first.size) > 0.06 * last.size or last.bold != first.bold:
        return False
    if first.text[0].islower():
        return last.text[-1] != ":"
    far = first.page != last.page or last.y - first.y > FAR * last.size
    return far and not SENTENCE_END.search(last.text) and _full(part)


def _same_element(part: Part, following: Part) -> bool:
    """Whether two parts of one element of the tag tree are one: not where several list items stand in it."""
    if part.role == "row":
        return following.role == "row" and len(part.cells) == len(following.cells)
    return following.role in ("text", part.role) and not marks_item(following.lines[0])


def _break_between(part: Part, following: Part) -> bool:
    last, first = part.lines[-1], following.lines[0]
    return first.page != last.page or first.y < last.y - last.size


def _full(part: Part) -> bool:
    """Whether the last line reaches as far as those above it: then only a break can have ended it."""
    widest = max(line.x1 for line in part.lines if line.page == part.lines[-1].page)
    return len(part.lines) > 1 and part.lines[-1].x1 > widest - 3 * part.lines[-1].size
