"""A question → what is asked: places, years, concepts, operators, and the words that none of them accounts for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from indexer.answer.places import Places, read_places
from indexer.answer.tidy import Remainder, phrases, tidy, whole
from indexer.answer.years import Years, read_years
from indexer.rules import load


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood. `concepts` in the order of the question; `threshold` is an operator with its
    number; `unknown` are the content words left over."""

    text: str
    words: str
    places: Places
    years: Years
    concepts: tuple[str, ...]
    threshold: tuple[str, int] | None
    unknown: tuple[str, ...]
    mended: tuple[str, ...] = ()

    @property
    def operators(self) -> tuple[str, ...]:
        return tuple(each.removeprefix("op:") for each in self.concepts if each.startswith("op:"))

    @property
    def topics(self) -> frozenset[str]:
        """Concepts that say what is counted: neither operators nor divisions."""
        return frozenset(
            each for each in self.concepts if not each.startswith(("op:", "level", "categor")) and each != "people"
        )

    @property
    def counts(self) -> bool:
        """Whether a number is wanted: the question says so, or is none but names what is counted, and where or when."""
        counting, asking = _counting()
        if counting.search(self.words) or self.operators or self.threshold or (self.asks_area and self.topics):
            return True
        return not asking.search(self.words) and bool(self.places.areas or self.years.said)

    @property
    def asks_area(self) -> bool:
        return bool(_which_area().search(self.words))


def read(text: str, mended: tuple[str, ...] = ()) -> Reading:
    """Every text can be read; what is not understood is `unknown`."""
    words = _asked_of(tidy(text))
    remainder = Remainder(words)
    years = read_years(remainder)
    places = read_places(remainder)
    remainder.drop(_dropped())
    threshold = _threshold(remainder, areas=bool(_which_area().search(words)))
    found: list[tuple[int, str]] = []
    for name, pattern in _concepts():
        found += [(at, name) for _, at in remainder.take(pattern)]
    unknown = tuple(word for word in remainder.left if word not in _neutral() and not word.isdigit())
    numbers = tuple(word for word in remainder.left if word.isdigit())
    concepts = tuple(name for _, name in sorted(found))
    return Reading(text, words, places, years, concepts, threshold, (*unknown, *numbers), (*mended, *places.mended))


def _asked_of(words: str) -> str:
    """The words without what people say before they ask: "I am writing an essay and want to know". Of that, areas and
    years are kept."""
    before = _preamble().match(words)
    told = _dropped() | set(load("questions")["asking"]["words"].split())
    if not before or all(word in told for word in words[before.end() :].split()):
        return words
    said = before[0].split()
    remainder = Remainder(before[0])
    read_years(remainder)
    read_places(remainder)
    kept = [word for word, left in zip(said, remainder.words, strict=True) if left == Remainder.GAP]
    return " ".join((words[before.end() :], *kept))


def _threshold(remainder: Remainder, *, areas: bool) -> tuple[str, int] | None:
    for operator, pattern in _thresholds(areas):
        for match, _ in remainder.take(pattern):
            return operator, int(next(filter(None, match.groups())))
    return None


@cache
def _thresholds(areas: bool) -> tuple[tuple[str, re.Pattern[str]], ...]:
    found = []
    for row in load("questions")["threshold"]:
        patterns = [*row["patterns"], *(row.get("areas", ()) if areas else ())]
        found.append((row["operator"], whole([each.replace("?P<n>", "") for each in patterns])))
    return tuple(found)


def says(name: str, words: str) -> bool:
    """Whether a question has a word of one of the lists of [directions]."""
    return bool(phrases("directions", name).search(words))


@cache
def _preamble() -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(load('questions')['forms']['preamble'])}) ")


@cache
def _concepts() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["name"], whole(row["patterns"])) for row in load("questions")["concept"])


@cache
def _counting() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = load("questions")["counting"]
    return whole(rules["patterns"]), whole(rules["asking"])


@cache
def _dropped() -> frozenset[str]:
    return frozenset(load("questions")["drop"]["words"].split())


@cache
def _neutral() -> frozenset[str]:
    return frozenset(load("questions")["neutral"]["words"].split())


@cache
def _which_area() -> re.Pattern[str]:
    return re.compile("|".join(load("questions")["asks_area"]["patterns"]))
