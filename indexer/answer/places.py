"""Areas in a question, by name, alias or a misspelling of one, and places that are no MAPPA area."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz, process

from indexer.answer.tidy import Remainder, tidy, whole
from indexer.gazetteers import Area, areas
from indexer.rules import load

NEAR = 86
SHORTEST = 6
"""Letters of a name that may be misspelt."""


@dataclass(frozen=True, slots=True)
class Places:
    """`areas` are slugs in the order named; `regions` those of a region that was named; `elsewhere`: places of which
    no area report can tell; `national`: the whole country; `every`: all areas held."""

    areas: tuple[str, ...] = ()
    region: str | None = None
    elsewhere: tuple[str, ...] = ()
    national: bool = False
    every: bool = False
    mended: tuple[str, ...] = ()


def read_places(remainder: Remainder) -> Places:
    """Takes the places out of a question. A name within that of a programme is none."""
    if re.search(
        rf"(?<!\S)(?:{'|'.join(map(re.escape, load('questions')['elsewhere']['not_area']))})(?!\S)", remainder.text
    ):
        kept = remainder.text
        found = [each for each in _named(remainder) if not _in_programme(kept, each[0])]
    else:
        found = _named(remainder)
    mended, near = _misspelt(remainder)
    slugs = tuple(dict.fromkeys(slug for _, _, slug in sorted([*found, *near], key=lambda each: each[1])))
    rules = load("questions")["elsewhere"]
    every = bool(remainder.take(whole(rules["all"])))
    national = bool(remainder.take(whole([f"(?:in |across |for |of )?{name}" for name in rules["national"]])))
    other = tuple(match[0] for match, _ in remainder.take(whole(rules["names"])))
    region = None
    if not slugs:
        region = next((name for name, pattern in _regions() if remainder.take(pattern)), None)
    return Places(slugs, region, other, national and not slugs, every, mended)


def _in_programme(text: str, name: str) -> bool:
    endings = "|".join(map(re.escape, load("questions")["elsewhere"]["not_area"]))
    return bool(re.search(rf"{re.escape(name)} (?:{endings})", text))


def _named(remainder: Remainder) -> list[tuple[str, int, str]]:
    found = []
    for pattern, slug in _names():
        found += [(match[0], at, slug) for match, at in remainder.take(pattern)]
    return found


def _misspelt(remainder: Remainder) -> tuple[tuple[str, ...], list[tuple[str, int, str]]]:
    """One or two words in a row that are nearly an area's name."""
    words, names = remainder.words, _spelt()
    for size in (2, 1):
        for at in range(len(words) - size + 1):
            typed = " ".join(words[at : at + size])
            if len(typed) < SHORTEST or Remainder.GAP in typed or typed in _common():
                continue
            hit = process.extractOne(typed, names.keys(), scorer=fuzz.ratio, score_cutoff=NEAR)
            if hit and hit[0].count(" ") == size - 1 and typed[0] == hit[0][0]:
                remainder.take(whole(re.escape(typed)))
                return (f"{typed} → {hit[0].title()}",), [(typed, remainder.origins[at], names[hit[0]])]
    return (), []


@cache
def _names() -> tuple[tuple[re.Pattern[str], str], ...]:
    named = [
        (each, area.id)
        for area in areas()
        for name in (area.name, *area.aliases)
        if len(name) > 2
        for each in _shortened(tidy(name))
    ]
    return tuple((whole(f"{re.escape(name)}s?"), slug) for name, slug in sorted(set(named), key=lambda n: -len(n[0])))


def _shortened(name: str) -> list[str]:
    """A name as it stands and with its words cut short: "west midlands" → "w mids" …"""
    short = load("questions")["area_words"]
    forms = itertools.product(*((word, *short.get(word, ())) for word in name.split()))
    return [form for form in map(" ".join, forms) if len(form) > 3 or form == name]


@cache
def name_words(slug: str) -> frozenset[str]:
    """The words of an area's name, of its aliases, and of both cut short."""
    named = [name for area in areas() if area.id == slug for name in (area.name, *area.aliases)]
    words = {word for name in named for form in _shortened(tidy(name)) for word in form.split()}
    return frozenset(words - {"police", "constabulary", "and"})


@cache
def _spelt() -> dict[str, str]:
    return {tidy(area.name): area.id for area in areas()}


@cache
def _common() -> frozenset[str]:
    """Words that are near an area's name and mean something else."""
    return frozenset(load("questions")["neutral"]["words"].split()) | {"country", "durable", "sussed", "surreal"}


@cache
def _regions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, whole(re.escape(tidy(name)))) for name in sorted({area.region for area in areas()}))


def area_name(slug: str) -> str:
    return _by_slug()[slug].name if slug in _by_slug() else slug.replace("-", " ").title()


@cache
def _by_slug() -> dict[str, Area]:
    return {area.id: area for area in areas()}


def by_city(words: str) -> str | None:
    """The area of a city that a question is about: "in Manchester", not "Manchester University"."""
    for slug, names in load("questions")["cities"].items():
        if re.search(rf"\b(?:in|for|of|around|across|within|has|have|did|does) (?:{'|'.join(names)})$", words):
            return str(slug)
    return None
