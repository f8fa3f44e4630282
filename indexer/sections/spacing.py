"""How far apart the lines of a text file stand: distances mean what they do beside the usual ones of the file.

Some converters leave an empty line after every line, others none at all. Where paragraphs stand three lines apart, one
empty line parts nothing and three turn no page; where nothing is parted, that a line touches others says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from statistics import median_low

from indexer.model import Block, Document
from indexer.sections.feet import without_feet
from indexer.sections.unrolling import unrolled

STOPPED = re.compile(r"[.!?][\"'”’)\]*_]*\s*$")
STARTS = re.compile(r"[\s#>*•“\"‘'(-]*[A-Z]")
FEWEST = 3
"""Paragraphs of a file that tell how far apart they usually stand."""
RARE = 0.05
"""Share of all distances up to which one is an exception."""
PAGE_GAP = 3
"""Empty lines from which on a page break is likely, where one parts the paragraphs."""


@dataclass(frozen=True, slots=True)
class Spacing:
    """`step`: lines from one line to the next. `paragraph`: empty lines between two paragraphs, in steps. `tight`: no
    empty line parts anything."""

    step: int = 1
    paragraph: int = 1
    tight: bool = False

    def steps(self, empty: int) -> int:
        """Empty lines, as many as there would be with one line straight below the other."""
        return (empty + 1) // self.step - 1

    def turns(self, empty: int) -> bool:
        """So many empty lines are a page break."""
        return self.steps(empty) >= max(PAGE_GAP, self.paragraph + 2)


@dataclass(frozen=True, slots=True)
class _Gap:
    """Empty lines before a block, and whether a paragraph starts there: after a full stop, with a capital."""

    empty: int
    paragraph: bool


def spaced(document: Document) -> tuple[list[Block], bool]:
    """The blocks of a document without running feet and without empty ones that part nothing; whether nothing parts its
    paragraphs. A page starts where the distance is unusual, as far as distances tell."""
    blocks = unrolled(document, without_feet(document))
    if any(block.lines is None for block in blocks):
        return blocks, False
    spacing = _spacing([gap for _, gap in _gaps(document.text, blocks)])
    if spacing.step == 1 and spacing.paragraph < PAGE_GAP - 1:
        return blocks, spacing.tight
    return list(_evened(document.text, blocks, spacing)), spacing.tight


def _spacing(gaps: Sequence[_Gap]) -> Spacing:
    between = [gap.empty for gap in gaps if gap.paragraph]
    if len(between) < FEWEST:
        return Spacing()
    usual = median_low(between)
    least = next(n for n in range(usual + 1) if sum(gap.empty <= n for gap in gaps) > RARE * len(gaps))
    step = least + 1 if least < usual else 1
    tight = sum(gap.empty > 0 for gap in gaps) <= RARE * len(gaps)
    return Spacing(step, (usual + 1) // step - 1, tight)


def _gaps(text: str, blocks: Sequence[Block]) -> Iterator[tuple[int, _Gap]]:
    """Where each line of a text file but the first begins, with the distance before it."""
    empty, before = 0, ""
    for block in blocks:
        if _blank(text, block):
            empty += 1
            continue
        words = text[block.span.start : block.span.end]
        if before:
            yield block.span.start, _Gap(empty, bool(STOPPED.search(before[-8:]) and STARTS.match(words)))
        empty, before = 0, words


def _blank(text: str, block: Block) -> bool:
    return block.role == "blank" or not text[block.span.start : block.span.end].strip()


def _evened(text: str, blocks: Sequence[Block], spacing: Spacing) -> Iterator[Block]:
    empty = {start: gap.empty for start, gap in _gaps(text, blocks)}
    held: Block | None = None
    for block in blocks:
        if _blank(text, block):
            held = held or block
            continue
        apart = empty.get(block.span.start, 0)
        if held and spacing.steps(apart) > 0:
            yield held
        held = None
        yield replace(block, page_start=block.page_start and (apart < PAGE_GAP or spacing.turns(apart)))
