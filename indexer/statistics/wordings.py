"""rules/labels.toml → what a label stands for that is not listed word for word."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from indexer import rules
from indexer.model import Division

LONGEST = 24
"""Words of the longest label."""
PART = re.compile(r"<(\w+)>")
ENTRY = re.compile(r"\s*(?:\(?[ivx]{2,5}[.)]|\d{1,2}[.)]?\s+(?:the\s+)?(?:total\s+)?number\s+of\b)", re.IGNORECASE)
"""How an entry in the lists of 2002 to 2008 begins."""
YEARLY = re.compile(r"\b1(?:st)? april\b|\b20\d\d ?[-–/]", re.IGNORECASE)
DAY = re.compile(r"\b31(?:st)? (?:of )?march\b|\b31[/.]0?3[/.]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Wording:
    """`pattern` matches a whole label in its one spelling; `under` is the heading below which alone it counts; `day`
    whether it must, or must not, name 31 March; `cell` the category and level of a single figure."""

    pattern: re.Pattern[str]
    measure: str | None
    heading: str | None
    under: str | None
    day: bool | None
    cell: tuple[Division, Division] | None
    needs: tuple[tuple[str, ...], ...]
    listed: bool = False

    def stands_for(self, key: str, label: str) -> bool:
        if key.count(" ") >= LONGEST or not all(any(word in key for word in one) for one in self.needs):
            return False
        if self.listed and not ENTRY.match(label):
            return False
        return bool(self.pattern.fullmatch(key)) and self.day in (None, on_day(label))


@cache
def wordings() -> tuple[Wording, ...]:
    """In the order of labels.toml."""
    table = rules.load("labels")
    return tuple(
        Wording(
            re.compile("|".join(_whole(pattern, table["parts"]) for pattern in row["patterns"])),
            row.get("measure"), row.get("heading"), row.get("under"), _day(row), _cell(row),
            tuple(map(tuple, row["needs"])), row.get("listed", False),
        )
        for row in table["wording"]
    )  # fmt: skip


def _day(row: dict[str, Any]) -> bool | None:
    return True if row.get("on_day") else False if row.get("not_on_day") else None


def _cell(row: dict[str, Any]) -> tuple[Division, Division] | None:
    return (row["category"], row["level"]) if "category" in row else None


def on_day(label: str) -> bool:
    """Whether a title says that its figures are those of 31 March, and not of the year up to it."""
    return bool(DAY.search(label)) and not YEARLY.search(label)


def _whole(pattern: str, parts: dict[str, str]) -> str:
    """The pattern with its parts in place, which may have parts of their own."""
    while PART.search(pattern):
        pattern = PART.sub(lambda found: f"(?:{parts[found[1]]})", pattern)
    return pattern
