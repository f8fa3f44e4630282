"""What is looked for in text: the words of a question with their weight, and words that may stand for them."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from indexer import analysis
from indexer.answer.tidy import tidy
from indexer.backend import SearchBackend
from indexer.rules import load

STANDS_IN = 0.75
"""What a word counts that stands for the one that was typed."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for: its stem, how rare it is (0 to 1), and the stems that may stand in for it. `known`:
    the reports hold it, or one of those."""

    word: str
    stem: str
    weight: float
    instead: frozenset[str]
    known: bool

    def found(self, stems: Iterable[str]) -> float:
        """How well it is matched among stems: 1 by itself, less by a word that stands in for it."""
        if self.stem in stems:
            return 1.0
        return STANDS_IN if not self.instead.isdisjoint(stems) else 0.0


def terms(words: Iterable[str], backend: SearchBackend, *, every: bool = False) -> tuple[Term, ...]:
    """The content words, each once; `every`: words that only ask are looked for as well."""
    counts, total = _counts(backend, backend.stats().generation)
    found: dict[str, Term] = {}
    for word in words:
        stem = analysis.term(word)
        if stem and (every or word not in _empty()) and stem not in found:
            instead = _same().get(stem, frozenset())
            known = stem in counts or not instead.isdisjoint(counts)
            found[stem] = Term(word, stem, _weight(stem, instead, counts, total), instead, known)
    return tuple(found.values())


def content(text: str) -> list[str]:
    """The words of a question, those that are hyphenated apart."""
    return tidy(text).split()


@cache
def _empty() -> frozenset[str]:
    return frozenset(load("questions")["asking"]["words"].split())


def stands_in(stem: str) -> bool:
    """Whether other words are known that may stand for it."""
    return stem in _same()


@cache
def _same() -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for row in load("questions")["same"]["rows"]:
        stems = {
            stem for word in row.split() for part in word.split("-") if (stem := analysis.term(part)) and len(part) > 2
        }
        for stem in stems:
            found[stem] |= stems - {stem}
    return {stem: frozenset(others) for stem, others in found.items()}


@lru_cache(maxsize=4)
def _counts(backend: SearchBackend, _generation: str) -> tuple[Counter[str], int]:
    """In how many sections each stem stands, at least, and how many sections there are."""
    counts: Counter[str] = Counter()
    for word, count in backend.vocabulary().items():
        if stem := analysis.term(word):
            counts[stem] = max(counts[stem], count)
    return counts, max(backend.stats().sections, 1)


def _weight(stem: str, instead: frozenset[str], counts: Mapping[str, int], total: int) -> float:
    holding = counts.get(stem, 0)
    if not holding:
        holding = min((counts[each] for each in instead if each in counts), default=0)
    return math.log(1 + (total - min(holding, total) + 0.5) / (holding + 0.5)) / math.log(2 * total + 2)
