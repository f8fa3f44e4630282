"""Patterns that are looked for only in texts that can hold a match: looking for a few words costs far less.

The words that a match must hold are read off the pattern as Python's own `re` parses it. Where that tells nothing,
every text is searched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import Any

Words = frozenset[tuple[str, bool]]
"""Words of which a match holds at least one, each with whether letter case counts."""

MOST = 64
"""Words from which on looking for them would cost as much as the search."""


@dataclass(frozen=True, slots=True)
class Needs:
    """One of the `cased` words as they stand, or one of the `folded` ones in any case; without either, nothing."""

    cased: tuple[str, ...]
    folded: tuple[str, ...]

    def within(self, text: str) -> Needs | None:
        """The same for parts of this text, for which the words that it lacks need not be looked for again; None where
        no part can have any."""
        cased = tuple(word for word in self.cased if word in text)
        folded = tuple(word for word in self.folded if word in lowered(text))
        return Needs(cased, folded) if cased or folded or not (self.cased or self.folded) else None

    def met_by(self, text: str) -> bool:
        for word in self.cased:
            if word in text:
                return True
        if self.folded:
            lower = lowered(text)
            for word in self.folded:
                if word in lower:
                    return True
        return not self.cased and not self.folded


@dataclass(frozen=True, slots=True)
class Sought:
    """A compiled pattern; a text without the words that it needs is not searched. `ends`: where in the text to begin
    and to end, as `re` takes them."""

    regex: re.Pattern[str]
    needs: Needs

    def search(self, text: str, *ends: int) -> re.Match[str] | None:
        return self.regex.search(text, *ends) if self.needs.met_by(text) else None

    def match(self, text: str, *ends: int) -> re.Match[str] | None:
        return self.regex.match(text, *ends) if self.needs.met_by(text) else None

    def fullmatch(self, text: str, *ends: int) -> re.Match[str] | None:
        return self.regex.fullmatch(text, *ends) if self.needs.met_by(text) else None

    def finditer(self, text: str, *ends: int) -> Iterator[re.Match[str]]:
        return self.regex.finditer(text, *ends) if self.needs.met_by(text) else iter(())

    def sub(self, instead: str, text: str) -> str:
        return self.regex.sub(instead, text) if self.needs.met_by(text) else text


def sought(regex: re.Pattern[str]) -> Sought:
    """The pattern with what it needs."""
    return Sought(regex, needs_of(regex))


@lru_cache(maxsize=256)
def lowered(text: str) -> str:
    """The text as words are found in it whatever their case: as `re.IGNORECASE` sees it."""
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


def needs_of(regex: re.Pattern[str]) -> Needs:
    """The words that tell most: the longest, of few."""
    parsed = import_module("re._parser").parse(regex.pattern, regex.flags & ~re.DEBUG)
    words = _of_sequence(parsed, bool(regex.flags & re.IGNORECASE)) or frozenset()
    return Needs(
        tuple(sorted(word for word, cased in words if cased)),
        tuple(sorted(word for word, cased in words if not cased)),
    )


def _of_sequence(items: Iterable[tuple[Any, Any]], ignore: bool) -> Words | None:
    """The best of what the parts of a sequence need, all of which must be there."""
    known = [words for words in _parts(items, ignore) if words and len(words) <= MOST]
    return max(known, key=lambda words: (min(len(word) for word, _ in words), -len(words)), default=None)


def _parts(items: Iterable[tuple[Any, Any]], ignore: bool) -> Iterator[Words | None]:
    run = ""
    for operation, argument in items:
        if str(operation) == "LITERAL":
            run += chr(argument)
            continue
        yield _word(run, ignore)
        run = ""
        yield _of_part(str(operation), argument, ignore)
    yield _word(run, ignore)


def _of_part(operation: str, argument: Any, ignore: bool) -> Words | None:
    if operation == "SUBPATTERN":
        _, more, less, inner = argument
        return _of_sequence(inner, (ignore or bool(more & re.IGNORECASE)) and not less & re.IGNORECASE)
    if operation in ("MAX_REPEAT", "MIN_REPEAT"):
        least, _, inner = argument
        return _of_sequence(inner, ignore) if least else None
    if operation == "ASSERT":
        return _of_sequence(argument[1], ignore)
    return _of_branches(argument[1], ignore) if operation == "BRANCH" else None


def _of_branches(branches: Iterable[Any], ignore: bool) -> Words | None:
    """What any of the branches needs; nothing where one of them needs nothing."""
    needed = [_of_sequence(branch, ignore) for branch in branches]
    if not all(needed):
        return None
    return frozenset().union(*(words for words in needed if words))


def _word(run: str, ignore: bool) -> Words | None:
    """A single character tells nothing."""
    if len(run) < 2:
        return None
    return frozenset({(run.casefold(), False) if ignore else (run, True)})
