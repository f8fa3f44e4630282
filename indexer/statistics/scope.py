"""Whether a title or heading speaks of the report's own area and year, or of another."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Literal

from indexer import rules
from indexer.gazetteers import areas
from indexer.model import Report
from indexer.rules.sought import Sought, sought
from indexer.statistics.words import REMEMBERED, of_year, words

Of = Literal["own", "other area", "other year"]
WIDER = ("England and Wales", "national", "England", "Wales")
SHORTEST_NAME = 4
WORD = re.compile(r"\w+")
AREAS = 64
"""Areas whose patterns a process that reads many reports keeps."""


class Scope:
    """What a report is about, as against everything else that MAPPA reports are about."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.regional = report.area == report.region
        self.own = _own_pattern(report.area, report.area_slug)

    def without_area(self, label: str) -> tuple[str, bool]:
        """The label without names of areas, and whether one of them is another than the report's."""
        text = self.own.sub(" ", label)
        rest = _pattern(_all_names()).sub(" ", text) if names_area(text) else text
        return rest, rest != text

    def of_heading(self, heading: str) -> Of | None:
        """What a heading that says no more than an area or a year speaks of; None for all other headings."""
        rest, foreign = self.without_area(heading)
        in_year = of_year(heading, self.report)
        if (rest == heading and in_year is None) or not is_furniture(rest):
            return None
        return "other area" if foreign else "other year" if in_year is False else "own"


def is_furniture(text: str) -> bool:
    """Whether a line has only words of running heads and foots, besides dates and numbers."""
    known = rules.load("measures")["furniture"]["words"]
    return all(word in known or word.isdigit() for word in words(text).split())


@lru_cache(REMEMBERED)
def names_area(text: str) -> bool:
    """Whether a text may name an area at all: whether it has the first word of any name, which is soon seen."""
    return not _first_words().isdisjoint(WORD.findall(text.casefold()))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(WORD.findall(name.casefold())[0] for name in _all_names())


@cache
def _all_names() -> tuple[str, ...]:
    names = {name for area in areas() for name in (area.name, area.region, *area.aliases)}
    return tuple(sorted(name for name in {*names, *WIDER} if len(name) >= SHORTEST_NAME))


@lru_cache(AREAS)
def _own_pattern(area: str, slug: str) -> Sought:
    names = (name for known in areas() if known.id == slug for name in (known.name, *known.aliases))
    return sought(_pattern((area, *names)))


@cache
def _pattern(names: tuple[str, ...]) -> re.Pattern[str]:
    """Matches any of the names with the words that tie it to a title: `in Dorset`, `– Dorset MAPPA`."""
    longest_first = "|".join(re.escape(name) for name in sorted(set(names), key=len, reverse=True))
    return re.compile(rf"(?:\b(?:in|for|across|within|yn)\s+)?\b(?:{longest_first})\b(?:'s)?", re.IGNORECASE)
