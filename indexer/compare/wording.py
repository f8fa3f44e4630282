"""Two wordings, word by word."""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from typing import Literal

MOST_WORDS = 3000
"""Of longer texts together, whole lines are compared: word by word would take seconds."""

_MARKS = re.compile(r"^[ \t]*(?:#+|[*•-])(?=\s)|\*+|</?(?:sup|sub|strong|em|br|[abiu])\b[^<>]*>", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Piece:
    """Words in a row that two wordings share, or that only one has."""

    kind: Literal["same", "added", "removed"]
    text: str


def bare(text: str) -> str:
    """Without the marks of headings, lists and type."""
    return _MARKS.sub("", text)


def compare_words(old: str, new: str) -> tuple[Piece, ...]:
    """What a reader has to know to turn one wording into the other, word by word. Marks of headings, lists and bold
    type are no words."""
    old, new = bare(old), bare(new)
    if len(old) + len(new) > MOST_WORDS * 6 and len(old.split()) + len(new.split()) > MOST_WORDS:
        return _pieces(_lines(old), _lines(new), "\n")
    return _pieces(old.split(), new.split(), " ")


def _lines(text: str) -> list[str]:
    return [line for line in map(str.strip, text.split("\n")) if line]


def _pieces(before: list[str], after: list[str], between: str) -> tuple[Piece, ...]:
    pieces: list[Piece] = []
    for what, i, j, k, m in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            pieces.append(Piece("same", between.join(after[k:m])))
            continue
        pieces += [Piece("removed", between.join(before[i:j]))] if j > i else []
        pieces += [Piece("added", between.join(after[k:m]))] if m > k else []
    return tuple(pieces)
