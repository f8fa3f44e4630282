"""An abbreviation and the words it stands for, as a text gives them: "Circles of Support and Accountability (CoSA)"."""

from __future__ import annotations

import re

_LINK = frozenset({"of", "and", "for", "the", "to", "in", "on", "with", "&", "a"})
MOST = 9
"""Words that a few letters can stand for."""
ENOUGH = 2 / 3
"""Part of the letters that must be the first letters of the words."""


def spelt_out(letters: str, text: str) -> str | None:
    """The words before the letters in brackets, or in brackets after them; None where the text has neither."""
    flat = " ".join(text.split())
    for match in re.finditer(rf"\(\W*({re.escape(letters)})(?:['’]?s)?\W*\)", flat, re.IGNORECASE):
        if found := _before(match[1], flat[: match.start()]):
            return found
    for match in re.finditer(rf"\b({re.escape(letters)})s?\s*\(([^()]{{4,80}})\)", flat, re.IGNORECASE):
        if _fits(match[1], match[2].split()):
            return match[2].strip()
    return None


def _before(letters: str, text: str) -> str | None:
    """The fewest words at the end of the text that the letters stand for."""
    words = re.split(r"[.;:!?()]\s", text)[-1].split()[-MOST:]
    for start in range(len(words) - 1, -1, -1):
        if words[start].lower() not in _LINK and _fits(letters, words[start:]):
            return " ".join(words[start:]).strip(" ,“”\"'*")
    return None


def _fits(letters: str, words: list[str]) -> bool:
    """The first words begin with the first letter, and most of the letters follow as first letters of words."""
    wanted = [letter.lower() for letter in letters if letter.isalnum()]
    firsts = [part[0].lower() for word in words for part in re.findall(r"\w+", word)]
    if len(wanted) < 2 or not firsts or firsts[0] != wanted[0] or len(words) < 2:
        return False
    hits, at = 0, 0
    for letter in wanted:
        following = firsts[at:].index(letter) + at + 1 if letter in firsts[at:] else 0
        if following:
            hits, at = hits + 1, following
    return hits >= max(2, ENOUGH * len(wanted))
