"""Typing errors in a question, mended only towards words that the reports use."""

from __future__ import annotations

import re
from functools import lru_cache

from rapidfuzz import fuzz, process

from indexer import analysis
from indexer.answer.everyday import known
from indexer.answer.places import read_places
from indexer.answer.tidy import Remainder
from indexer.backend import SearchBackend
from indexer.rules import load

_WORD = re.compile(r"[A-Za-z]{5,}")
"""Shorter words have too many neighbours."""
NEAR, LIKE = 90, 85
"""How alike a word of the sayings, or of the reports, must be: "claimed" is not "chaired"."""


def mend(text: str, backend: SearchBackend) -> tuple[str, tuple[str, ...]]:
    """The question with words that neither reports nor questions use replaced by the nearest that reports use, and what
    was replaced."""
    vocabulary, generation = backend.vocabulary(), backend.stats().generation
    mended: list[str] = []

    def nearest(match: re.Match[str]) -> str:
        word = match[0]
        plain = analysis.fold(word)
        if plain in vocabulary or plain in _used() or plain in known() or _area(plain):
            return word
        found = _suggest(backend, generation, plain)
        if not found or fuzz.ratio(plain, found) < LIKE:
            found = _spelt(backend, generation, plain) or _said(plain)
        if not found or found[0] != plain[0] or analysis.term(found) == analysis.term(plain):
            return word
        mended.append(f"“{word}” was read as “{found}”")
        return found

    return _WORD.sub(nearest, text), tuple(mended)


@lru_cache(maxsize=256)
def _suggest(backend: SearchBackend, _generation: str, word: str) -> str | None:
    found = backend.suggest(word)
    return found if found and found.isalpha() else None


@lru_cache(maxsize=256)
def _spelt(backend: SearchBackend, _generation: str, word: str) -> str | None:
    """The nearest word of the reports that begins alike."""
    known = [each for each in backend.vocabulary() if each[:2] == word[:2] and each.isalpha()]
    hit = process.extractOne(word, known, scorer=fuzz.ratio, score_cutoff=NEAR)
    return hit[0] if hit else None


@lru_cache(maxsize=256)
def _said(word: str) -> str | None:
    """The nearest word of the sayings, for what no report has."""
    hit = process.extractOne(word, _spoken(), scorer=fuzz.ratio, score_cutoff=NEAR)
    return hit[0] if hit else None


@lru_cache(maxsize=1)
def _spoken() -> tuple[str, ...]:
    patterns = " ".join(pattern for row in load("questions")["saying"] for pattern in row["says"])
    return tuple(sorted({word for word in re.findall(r"[a-z]+", patterns) if len(word) > 4}))


@lru_cache(maxsize=1)
def _used() -> frozenset[str]:
    """Words that the vocabulary of questions knows."""
    rules = load("questions")
    lists = " ".join(
        (rules["neutral"]["words"], rules["asking"]["words"], rules["drop"]["words"], rules["wordings"]["drop"])
    )
    rows = (*rules["concept"], *rules["expects"], *rules["fixed"], rules["counting"], rules["example"])
    patterns = " ".join(pattern for row in rows for pattern in row["patterns"]) + rules["definition"]["ask"]
    patterns += " ".join(_spoken())
    return frozenset(re.findall(r"[a-z]+", lists + " " + patterns))


@lru_cache(maxsize=1024)
def _area(word: str) -> bool:
    found = read_places(Remainder(word))
    return bool(found.areas or found.elsewhere)
