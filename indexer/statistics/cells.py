"""The printed cell of a table → what it says: a number, "-", nothing, or something that cannot be read."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from indexer.statistics.words import REMEMBERED, THOUSANDS, tidy

DASHES = "-‐‑‒–—−"
NUMBER = re.compile(r"(?!0\d)(\d{1,3}(?:[,\u00a0\u2009\u202f]\d{3})+|\d{1,7})(\.\d{1,2})?")
"""Of a figure, which has no nought before another digit, as telephone numbers have."""
MARKS = re.compile(r"(?:\s?(?:[*†‡§#]|\([a-z]\)|\(\d{1,3}(?:\.\d+)?\s*%\)|[\u00b9\u00b2\u00b3\u2070-\u2079]))+$")
ZERO = frozenset({"nil", "zero", "none", "dim"})
NOT_GIVEN = frozenset({"n/a", "na", "not applicable", "not available", "not collected", "..", ":", "x", "c", "*", "**"})
FEW = re.compile(r"(?:<|less than|fewer than|under)\s*\d{1,2}", re.IGNORECASE)
SHARE = re.compile(r"\d{1,3}(?:\.\d+)?\s*(?:%|per ?cent)", re.IGNORECASE)
RULE = re.compile(rf":?[{DASHES}=_]{{2,}}:?")

LONGEST = 40
"""Characters of the longest cell that holds a figure."""

Kind = Literal["number", "none", "empty", "share", "text"]
"""none: a dash, n/a or a figure kept back; share: a percentage; text: anything else."""


@dataclass(frozen=True, slots=True)
class Cell:
    """`printed` is the cell without marks of Markdown; `value` is None but for numbers."""

    printed: str
    kind: Kind
    value: int | float | None = None

    @property
    def is_value(self) -> bool:
        return self.kind in ("number", "none", "share")


@lru_cache(REMEMBERED)
def read_cell(text: str) -> Cell:
    """What stands in a cell. Footnote marks and a share in brackets behind a number are not part of it."""
    printed = tidy(text)
    if not printed or len(printed) > LONGEST:
        return Cell(printed, "text" if printed else "empty")
    bare = MARKS.sub("", printed).strip() or printed
    if NUMBER.fullmatch(bare):
        return Cell(printed, "number", number(bare))
    if bare.casefold() in ZERO:
        return Cell(printed, "number", 0)
    if bare.strip(DASHES) == "" or bare.casefold() in NOT_GIVEN or FEW.fullmatch(bare):
        return Cell(printed, "none")
    return Cell(printed, "share" if SHARE.fullmatch(bare) else "text")


def number(text: str) -> int | float:
    """The value of `5,486` or `98.5`."""
    text = THOUSANDS.sub("", text)
    return float(text) if "." in text else int(text)


def is_rule(texts: tuple[str, ...]) -> bool:
    """Whether a row is the line that Markdown draws under the head of a table."""
    filled = [text.strip() for text in texts if text.strip()]
    return bool(filled) and all(RULE.fullmatch(text) for text in filled)
