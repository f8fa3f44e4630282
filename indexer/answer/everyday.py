"""Everyday words and what reports write for the same: rules/everyday.toml."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache, partial
from typing import Any

from indexer import analysis, thesaurus
from indexer.answer.tidy import tidy, whole
from indexer.rules import load

JOINED = "+"
TYPED = "_"
"""Joins the words that were typed, before what they mean."""
ALL = "&"
"""Joins words that letters stand for, all of which must be there."""
SHORTEST = 3
"""Letters of an abbreviation that is no word as well."""


def instead() -> Mapping[str, Mapping[str, str]]:
    """Stem that may be typed → stems of reports that may stand for it, each with the word it is the stem of."""
    return _instead()


def with_sayings(text: str) -> str:
    """A tidied text with what people say in several words as these words with the words of reports for it, joined:
    `keep_an_eye_on+monitoring`."""
    for pattern, means in _sayings():
        text = pattern.sub(partial(_joined, means), text)
    return " ".join(f"{word}{JOINED}{_letters()[word]}" if word in _letters() else word for word in text.split())


def _joined(means: str, match: re.Match[str]) -> str:
    return JOINED.join((TYPED.join(match[0].split()), means))


def typed_and_meant(joined: str) -> tuple[list[str], list[str]]:
    """The words of both kinds."""
    typed, *means = joined.split(JOINED)
    return typed.split(TYPED), means


@cache
def known() -> frozenset[str]:
    """All words of the rows, as they are spelt."""
    rows = load("everyday")["groups"]
    return frozenset(
        re.findall(r"[a-z]+", " ".join(f"{_means(row)} {row['asked']}".replace(TYPED, " ") for row in rows))
    )


@cache
def _instead() -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in load("everyday")["groups"]:
        told = {stem: word for word in _means(row).split() if (stem := analysis.term(word))}
        asked = {stem for word in row["asked"].split() if "_" not in word and (stem := analysis.term(word))}
        for stem in asked | set(told if "told" in row else ()):
            found[stem] |= {other: word for other, word in told.items() if other != stem}
    return dict(found)


@cache
def _letters() -> dict[str, str]:
    """Abbreviations with the words they stand for; not those that are common words."""
    common = set(load("questions")["asking"]["words"].split()) | analysis.STOP_WORDS
    found: dict[str, str] = {}
    for each in thesaurus.standing():
        short, words = each.typed.lower(), tidy(each.other).split()
        letters = each.relation == "same" and each.typed.isupper() and not each.capitals
        if letters and len(short) >= SHORTEST and len(words) > 1 and short not in common:
            found.setdefault(short, ALL.join(words))
    return found


@cache
def _sayings() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Longer ones first, since a shorter one may be a part of them."""
    small = "|".join(load("everyday")["between"].split())
    gap = rf"(?: (?:{small}))* "
    phrases = sorted(_phrases().items(), key=lambda each: -each[0].count(TYPED))
    read = [(whole(gap.join(map(_loose, phrase.split(TYPED)))), told) for phrase, told in phrases]
    written = [(whole(row["says"]), row["means"].split()) for row in load("questions")["saying"]]
    return tuple((pattern, JOINED.join(means)) for pattern, means in (*read, *written))


def _phrases() -> dict[str, list[str]]:
    """What people say in several words, with the words of reports of all rows that have it."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in load("everyday")["groups"]:
        for phrase in filter(lambda word: TYPED in word, row["asked"].split()):
            found[phrase] += [word for word in _means(row).split() if word not in found[phrase]]
    return found


def _means(row: dict[str, Any]) -> str:
    """The words of reports."""
    return str(row["told"] if "told" in row else row["term"])


def _loose(word: str) -> str:
    """A word with the endings that are regular."""
    return re.escape(word) + r"(?:s|es|d|ed|ing|ning|ting|ping)?"
