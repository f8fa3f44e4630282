"""Years in a question: `2014/15`, `31 March 2015`, `since 2015`, `last year` → the years in which reports begin."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from indexer.answer.tidy import Remainder, phrases, whole
from indexer.rules import load

_YEAR = r"(?:19[89]\d|20[0-4]\d)"
_SHORT = "|".join(rf"{first:02d} {first + 1:02d}" for first in range(2, 49))
"""Such as "21/22"."""


@dataclass(frozen=True, slots=True)
class Years:
    """`named`: for each mention the years it may mean, likeliest first. `since`: the last one is an open end. `span`:
    all years between the two named. `latest`, `previous`, `every`: the newest, the one before, each that is held.
    `on_day`: a date at the end of the year was named, so what is counted on one day is meant."""

    named: tuple[tuple[int, ...], ...] = ()
    since: bool = False
    span: bool = False
    latest: bool = False
    previous: bool = False
    every: bool = False
    on_day: bool = False

    @property
    def said(self) -> bool:
        return bool(self.named)

    def pick(self, held: Iterable[int]) -> tuple[tuple[int, ...], tuple[str, ...]]:
        """Years that are held, and mentions of years that are not. Without a mention all that are held."""
        known = sorted(set(held))
        if not self.named:
            return tuple(known), ()
        found = [next((year for year in choice if year in known), None) for choice in self.named]
        missing = tuple(label(choice[0]) for choice, hit in zip(self.named, found, strict=True) if hit is None)
        years = {year for year in found if year is not None}
        if self.span and len(self.named) == 2:
            ends = sorted(choice[0] for choice in self.named)
            return tuple(year for year in known if ends[0] <= year <= ends[1]), missing
        if self.since and len(self.named) == 1:
            return tuple(year for year in known if year >= self.named[0][-1]), missing
        return tuple(sorted(years)), missing


def label(start: int) -> str:
    """A year as users read it: `2014-15`."""
    return f"{start}-{(start + 1) % 100:02d}"


def read_years(remainder: Remainder) -> Years:
    """Takes the years out of a question."""
    rules, spans = _patterns(), bool(remainder.take(whole(rf"(?:from|between) (?={_YEAR})")))
    found: list[tuple[int, tuple[int, ...]]] = []
    since = bool(re.search(rf"(?<!\S)(?:{load('questions')['years']['since']}) (?={_YEAR})", remainder.text))
    on_day = False
    for name, pattern in rules:
        for match, at in remainder.take(pattern):
            on_day |= name == "day"
            found += [(at, each) for each in _starts(name, match)]
    flags = {name: bool(remainder.take(phrases("years", name))) for name in ("latest", "previous", "every")}
    named = tuple(dict.fromkeys(each for _, each in sorted(found)))
    return Years(named, since=since, span=spans and len(named) == 2, on_day=on_day, **flags)


def _starts(name: str, match: re.Match[str]) -> list[tuple[int, ...]]:
    if name == "day":
        return [(int(match["y"]) - 1,)]
    if name == "april":
        return [(int(match["y"]),)]
    if name == "short":
        return [(2000 + int(match["y"][:2]),)]
    if name == "pair":
        return _pair(int(match["y"]), match["z"])
    year = int(match["y"])
    return [(year, year - 1)]


def _pair(year: int, second: str) -> list[tuple[int, ...]]:
    """Two numbers in a row: one reporting year, or two years."""
    end = int(second) if len(second) == 4 else year - year % 100 + int(second)
    if end == year + 1:
        return [(year,)]
    return [(year, year - 1), (end, end - 1)] if end > year else [(year, year - 1)]


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    ending = load("questions")["years"]["ending"]
    return (
        ("april", whole(rf"(?:(?:from )?1 )?april (?P<y>{_YEAR}) (?:(?:to|until|and|till) )?(?:31 )?march {_YEAR}")),
        ("day", whole(rf"(?:(?:on|at|as at|as of|by) )?(?:the )?(?:end of )?(?:(?:{ending})|31 0?3) (?P<y>{_YEAR})")),
        ("pair", whole(rf"(?P<y>{_YEAR}) (?:(?:to|and|until) )?(?P<z>{_YEAR}|\d\d)")),
        ("year", whole(rf"(?P<y>{_YEAR})(?: (?:report|annual report))?")),
        ("short", whole(f"(?P<y>{_SHORT})")),
    )  # fmt: skip
