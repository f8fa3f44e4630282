"""Running feet and heads of a text file, told by the page number in them: "Kent MAPPA 2015-16 | 3"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.model import Block, Document

NAMES = re.compile(r"\b(?:mappa|annual|report|page|tudalen|adroddiad)\b|[|•·]", re.IGNORECASE)
NUMBER = re.compile(r"(?<![\d/–-])\d{1,3}(?![\d/–-])")
FEWEST = 3
"""Pages that bear a foot, for it to be one."""
LONGEST = 80


def find_feet(document: Document) -> frozenset[int]:
    """The blocks, by their start, that are the same words on at least three pages but for a number that rises."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for block in document.blocks:
        words = document.text[block.span.start : block.span.end].strip()
        if block.lines is not None and len(words) <= LONGEST and NAMES.search(words):
            for number in NUMBER.finditer(words):
                found[f"{words[: number.start()]}#{words[number.end() :]}"].append((int(number[0]), block.span.start))
    first = next((b.span.start for b in document.blocks if b.role != "blank"), None)
    feet = (start for pages in found.values() if _rise([n for n, _ in pages]) for _, start in pages)
    return frozenset(start for start in feet if start != first)  # the first line of all names the report


def without_feet(document: Document) -> list[Block]:
    """The blocks with an empty one for each foot. What follows a foot begins a page."""
    feet, blocks, turned = find_feet(document), list[Block](), False
    for block in document.blocks:
        foot = block.span.start in feet
        starts = turned and not foot and block.role != "blank"
        blocks.append(replace(block, role="blank" if foot else block.role, page_start=block.page_start or starts))
        turned = foot or (turned and not starts)
    return blocks


def _rise(numbers: Sequence[int]) -> bool:
    return len(numbers) >= FEWEST and all(a < b for a, b in pairwise(numbers))
