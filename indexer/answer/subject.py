"""Which term a question asks the meaning of, or which two terms it sets against each other."""

from __future__ import annotations

import re
from functools import cache

from indexer.answer.places import name_words
from indexer.answer.reading import Reading
from indexer.answer.tidy import phrases, whole
from indexer.rules import load


def subject(reading: Reading) -> list[str] | None:
    """The words that are asked about, where the question asks for a meaning and for nothing else."""
    nearer = phrases("definition", "further").sub("", _without_aside(reading))
    words = [word for word in nearer.split() if not _is_year(word)]
    if not _asks().search(" ".join(words)):
        return None
    if in_full(reading) and (letters := _capitals(reading)):
        return [letters]
    if named := next(filter(None, (each.search(" ".join(words)) for each in _named())), None):
        words = named["name"].split()
    places = {word for slug in reading.places.areas for word in name_words(slug)}
    rest = [word for word in words if word not in _asking() and word not in places]
    return _bared(rest) or [word for word in words if word in _own()]


def _bared(rest: list[str]) -> list[str]:
    """The words of a term without small ones at its ends."""
    small = set(load("questions")["definition"]["small"].split())
    while rest and rest[0] in small:
        rest = rest[1:]
    while rest and rest[-1] in small:
        rest = rest[:-1]
    return rest


def _capitals(reading: Reading) -> str | None:
    """The only word in capitals, where others are not."""
    typed = re.findall(r"\b\w*[a-z]\w*\b|\b[A-Z]{2,}\b", reading.text)
    capitals = {word.lower() for word in typed if word.isupper()} - _own()
    return capitals.pop() if len(capitals) == 1 and not all(map(str.isupper, typed)) else None


def _without_aside(reading: Reading) -> str:
    """The words without those in brackets, which say of what kind the term is: "a CRC (probation)"."""
    aside = {word for part in re.findall(r"\(([^()]*)\)", reading.text.lower()) for word in re.findall(r"\w+", part)}
    kept = [word for word in reading.words.split() if word not in aside]
    return " ".join(kept) if any(word not in _asking() for word in kept) else reading.words


def pair(reading: Reading) -> tuple[list[str], list[str]] | None:
    """The words of two terms between which a difference is asked for; not of two figures."""
    match = next(filter(None, (each.search(reading.words) for each in _between())), None)
    if not match or reading.places.areas or counting(reading):
        return None
    first, second = (_bare(part) for part in (match["a"], match["b"]))
    if len(first) == 1 and first[0].isdigit():
        return None
    if len(second) == 1 and second[0].isdigit():  # "level 2 and 3"
        second = [*first[:-1], *second]
    return (first, second) if first and second else None


def counting(reading: Reading) -> bool:
    """Whether a number is asked for."""
    return bool(_figures().search(reading.words))


def only_name(reading: Reading, rest: list[str]) -> str | None:
    """The only name in what is asked about, where "it" is asked for: "I see ViSOR mentioned, what is it?"."""
    names = {name.lower() for name in re.findall(r"\b\w*[A-Z]\w*[A-Z]\w*\b", reading.text)} & set(rest)
    refers = re.search(load("questions")["definition"]["refers"], reading.words)
    return names.pop() if refers and len(names) == 1 and len(rest) > 1 else None


def replaced(reading: Reading) -> bool:
    """Whether it is asked what came in a term's place, or what it came in place of."""
    return bool(phrases("definition", "replaced").search(reading.words))


def does(reading: Reading) -> bool:
    """Whether it is asked what something or somebody does."""
    return bool(phrases("definition", "does").search(reading.words))


def in_full(reading: Reading) -> bool:
    """Whether it is asked what letters stand for."""
    return bool(_letters().search(reading.words))


def without_general(rest: list[str]) -> list[str]:
    """The words of a term without general ones at its end: "reconnect service" → "reconnect"."""
    general = set(load("questions")["definition"]["general"].split())
    end = len(rest)
    while end > 1 and rest[end - 1] in general:
        end -= 1
    return rest[:end]


def _bare(part: str) -> list[str]:
    return [word for word in part.split() if word not in _asking() and not _is_year(word)]


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d|\d\d", word))


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('questions')['definition']['asked'])})\b")


@cache
def _asking() -> frozenset[str]:
    return frozenset(load("questions")["definition"]["ask"].split("|"))


@cache
def _own() -> frozenset[str]:
    """Asking words that are terms as well, where nothing else is named."""
    return frozenset(load("questions")["definition"]["own"].split())


@cache
def _between() -> tuple[re.Pattern[str], ...]:
    return tuple(map(whole, load("questions")["definition"]["between"]))


@cache
def _figures() -> re.Pattern[str]:
    return whole(load("questions")["counting"]["patterns"][:8])


@cache
def _named() -> tuple[re.Pattern[str], ...]:
    return tuple(map(whole, load("questions")["definition"]["named"]))


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(load("questions")["definition"]["in_full"])
