"""Headings with a space between all letters ("F O R E W O R D"), as a PDF or a scan gives what was set wide."""

from __future__ import annotations

import re
from functools import cache

from indexer.sections.rules import phrases

SPACED = re.compile(r"(?<!\S)[^\W\d_](?: \S)+(?:\s{2,}\S(?: \S)*)*(?!\S)")
"""Single characters in a row; wider gaps part words."""
LETTERS = 5
LONGEST_WORD = 12
"""Letters from which on a word is taken to be several that no wider gap parts."""


def is_spaced(words: str) -> bool:
    """The line begins with letters that spaces part."""
    match = SPACED.match(words.strip())
    return match is not None and sum(c.isalpha() for c in match[0]) >= LETTERS


def close_up(words: str) -> str:
    """The words without the spaces between their letters; words that ran together are parted again where each is one
    that headings have."""
    return SPACED.sub(lambda match: " ".join(map(_closed, re.split(r"\s{2,}", match[0]))), words)


def _closed(letters: str) -> str:
    word = letters.replace(" ", "")
    return " ".join(_parted(word)) if len(word) > LONGEST_WORD and word.isalpha() else word


@cache
def _parted(word: str) -> tuple[str, ...]:
    """The fewest known words that make up the word; the word itself where there are none."""
    best: list[tuple[str, ...] | None] = [(), *[None] * len(word)]
    for end in range(1, len(word) + 1):
        for start in range(end):
            before = best[start]
            if before is None or not phrases("heading word").fullmatch(word[start:end]):
                continue
            current = best[end]
            if current is None or len(before) + 1 < len(current):
                best[end] = (*before, word[start:end])
    return best[-1] or (word,)
