"""Short forms that a report defines: `Lancashire Fire and Rescue Service (LFRS)` makes LFRS a name in this report.

The words that belong to the letters are found as by Schwartz and Hearst (2003), "A simple algorithm for identifying
abbreviation definitions in biomedical text": from the last letter back, the first letter at the start of a word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from indexer import rules
from indexer.entities.folding import Folded, shouted
from indexer.entities.mentions import Mention
from indexer.entities.names import words_of
from indexer.entities.readings import READINGS

DEFINED = re.compile(r"\(['\"]?(?P<short>[A-Z][A-Za-z0-9 /]{0,8}[A-Z0-9])s?['\"]?\)")
REVERSED = re.compile(r"\b(?P<short>[A-Z][A-Za-z0-9]{0,8}[A-Z0-9])s? \((?P<long>[A-Z][^()\n]{6,80})\)")
CAPITALS = re.compile(r"(?<![\w-])(?P<short>[A-Z]{3,8})s?(?![\w-])")
SHORTEST_IMPLIED = 4
ACRONYM_LABELS = ("ORG", "PROGRAMME", "ROLE", "ORDER", "SYSTEM")
WHERE = re.compile(r"(?: (?:in|across|within) (?:the )?[A-Z]\w+(?: (?:and )?[A-Z]\w+)*)?,? ?$")
"""What may stand between the long form and the short one: a comma, or where this is."""
SAME_SHARE = 0.7
"""Share of the words of a long form that the gazetteer has for its short form, from which both are the same thing."""
SECTION_OF_ACT = re.compile(r"(?<=\d\d\d\d), .+")
SENTENCE = re.compile(r"[.:;!?\n\t()\"]")
TITLE_SHARE = 0.5
"""Share of the words of a long form that must begin with a capital, small words left out."""


@dataclass(frozen=True, slots=True)
class Acronym:
    """`short` as it is written; `long` the defining words, "" where these may be of something else; label and canonical
    name of what both mean."""

    short: str
    long: str
    label: str
    canonical: str


def learn(folded: Folded, found: Sequence[Mention]) -> Iterator[Acronym]:
    """The short forms that this text defines, given the mentions found in it so far."""
    defined = list(DEFINED.finditer(folded.text))
    begins = [0, *(end.end() for end in SENTENCE.finditer(folded.text))] if defined else []
    for match in defined:
        begin = begins[bisect_right(begins, match.start()) - 1]
        end = begin + len(WHERE.sub("", folded.text[begin : match.start()]))
        meaning = _meaning(match["short"], folded, begin, end, found) or _told(match, folded, begin, end)
        if meaning and match["short"] not in _never():
            yield _known(meaning, match.start("short"), found)
    for match in REVERSED.finditer(folded.text):
        meaning = _meaning(match["short"], folded, match.start("long"), match.end("long"), found)
        if meaning and match["short"] not in _never() and fits(match["short"], match["long"]) == 0:
            yield _known(meaning, match.start("short"), found)


def implied(texts: Sequence[Folded], found: Sequence[Sequence[Mention]]) -> Iterator[Acronym]:
    """Short forms in capitals that no text defines, but that are the initials of a name in one of the texts: LFRS where
    the report speaks of Lancashire Fire and Rescue Service."""
    initials: dict[str, Acronym] = {}
    for folded, mentions in zip(texts, found, strict=True):
        for mention in mentions:
            long = folded.text[mention.start : mention.end]
            short = "".join(word[0] for word in long.split() if word[0].isupper())
            if mention.label in ACRONYM_LABELS and len(short) >= SHORTEST_IMPLIED and len(long) > 2 * len(short):
                initials.setdefault(short, Acronym(short, long, mention.label, mention.canonical))
    for folded, mentions in zip(texts, found, strict=True):
        for match in CAPITALS.finditer(folded.text) if initials else ():
            if match["short"] not in initials or match["short"] in _never():
                continue
            if not any(mention.start <= match.start() < mention.end for mention in mentions):
                yield initials[match["short"]]


def fits(short: str, long: str) -> int | None:
    """Where in `long` the words begin whose letters the short form takes, or None."""
    letters = [letter.lower() for letter in short if letter.isalnum()]
    place = len(long)
    for number in range(len(letters) - 1, -1, -1):
        place -= 1
        while place >= 0 and not (
            long[place].lower() == letters[number] and (number > 0 or place == 0 or not long[place - 1].isalnum())
        ):
            place -= 1
        if place < 0:
            return None
    return place


class Learnt:
    """Finds the learnt short forms, and their long forms, in the sections of the report that defines them. The first
    meaning of a short form counts."""

    def __init__(self, acronyms: Iterable[Acronym]) -> None:
        self._short: dict[str, Acronym] = {}
        for acronym in acronyms:
            self._short.setdefault(acronym.short, acronym)
        self._long = {acronym.long.lower(): acronym for acronym in self._short.values() if acronym.long}
        short, long = (_any(known) for known in (self._short, self._long))
        self._regex = re.compile(rf"(?<![\w-])(?:(?P<short>{short})s?|(?i:(?P<long>{long})))(?!\w)")

    def find(self, folded: Folded) -> Iterator[Mention]:
        if not self._short:
            return
        for match in self._regex.finditer(folded.text):
            if match["short"] and shouted(folded.text, match.start()):
                continue
            acronym = self._short[match["short"]] if match["short"] else self._long[match["long"].lower()]
            yield Mention(match.start(), match.end(), acronym.label, acronym.canonical, 0)


def _any(known: Iterable[str]) -> str:
    return "|".join(re.escape(words) for words in sorted(known, key=len, reverse=True)) or "(?!)"


def _meaning(short: str, folded: Folded, begin: int, end: int, found: Sequence[Mention]) -> Acronym | None:
    """The short form by the words from `begin` to `end`: a mention that ends there, or words with a telling noun."""
    mention = next((m for m in found if m.end == end and m.start >= begin), None)
    if mention and fits(short, folded.text[mention.start : end]) is not None:
        return Acronym(
            short, folded.text[mention.start : end], mention.label, SECTION_OF_ACT.sub("", mention.canonical)
        )
    long = _long(short, folded, begin, end)
    label = _label(long)
    return Acronym(short, long, label, _written(folded, long, end)) if label else None


def _told(match: re.Match[str], folded: Folded, begin: int, end: int) -> Acronym | None:
    """The short form by the noun behind it: `Brighter Days (BD) project`."""
    long = _long(match["short"], folded, begin, end)
    label = _label(folded.text[match.end() : match.end() + 30].strip().partition(" ")[0].rstrip(".,;:"))
    return Acronym(match["short"], long, label, _written(folded, long, end)) if long and label else None


def _long(short: str, folded: Folded, begin: int, end: int) -> str:
    """The capitalised words before `end` whose letters the short form takes, "" where there are none."""
    words = " ".join(folded.text[begin:end].split(" ")[-min(len(short) + 5, 2 * len(short)) :])
    place = fits(short, words)
    return words[place:] if place is not None and _titled(words[place:]) else ""


def _written(folded: Folded, long: str, end: int) -> str:
    """The long form that ends at `end` as the report writes it, hyphens included."""
    return READINGS["title"]({}, folded.words(end - len(long), end))


def _known(meaning: Acronym, place: int, found: Sequence[Mention]) -> Acronym:
    """The meaning as what the gazetteers have the short form for, where it is the same thing by its words: `WISDOM` is
    a programme also where a team is named so, and the SMB no post in `Chair of the Strategic Management Board (SMB)`.
    The words before it are then not learnt, since they may be of something else."""
    known = next((m for m in found if m.start == place), None)
    if known is None or (known.label, known.canonical) == (meaning.label, meaning.canonical):
        return meaning
    usual = words_of(known.canonical)
    words = [word for word in meaning.long.lower().split() if len(word) > 3]
    same = sum(word in usual for word in words) >= SAME_SHARE * len(words)
    if not words or not same:
        return meaning
    long = meaning.long if known.label == meaning.label else ""
    return replace(meaning, long=long, label=known.label, canonical=known.canonical)


def _titled(long: str) -> bool:
    words = [word for word in long.split() if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= TITLE_SHARE * len(words)


def _label(long: str) -> str | None:
    """By the noun that the words are about: the last one, or the last one before `for`, `of` or `in`."""
    for label, nouns in _heads():
        if re.search(rf"\b(?:{nouns})s?(?: (?:for|of|in|across) .+)?$", long, re.IGNORECASE):
            return label
    return None


@cache
def _never() -> frozenset[str]:
    return frozenset(rules.load("entities")["short_forms"]["never"])


@cache
def _heads() -> tuple[tuple[str, str], ...]:
    return tuple(rules.load("entities")["heads"].items())
