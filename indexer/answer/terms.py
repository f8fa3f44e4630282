"""What is looked for in text: the words of a question with their weight, and words that may stand for them."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache, lru_cache

from indexer import analysis
from indexer.answer.tidy import whole
from indexer.backend import SearchBackend
from indexer.rules import load

STANDS_IN = 0.75
"""What a word counts that stands for the one that was typed."""
IN_SAYING = 0.7
"""What a saying counts of which one word of its meaning is there; with all of them it counts 1."""
ANYONE = 0.3
"""What a word for the people that all the reports are about weighs, against its rarity."""
JOINED = "+"


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for: its stem, how rare it is (0 to 1), and the stems that may stand in for it. `known`:
    the reports hold it, or one of those."""

    word: str
    stem: str
    weight: float
    instead: frozenset[str]
    known: bool
    saying: bool = False

    def found(self, stems: AbstractSet[str]) -> float:
        """How well it is matched among stems: 1 by itself, less by a word that stands in for it; a saying by how many
        of the words it means are there."""
        if self.saying:
            there = len((self.instead | {self.stem}) & stems)
            return IN_SAYING + (1 - IN_SAYING) * there / (len(self.instead) + 1) if there else 0.0
        if self.stem in stems:
            return 1.0
        return STANDS_IN if not self.instead.isdisjoint(stems) else 0.0


def held(wanted: Sequence[Term], stems: AbstractSet[str]) -> float:
    """How much of what is looked for stands among stems, by weight: 0 to 1."""
    return sum(term.weight * term.found(stems) for term in wanted) / weight(wanted)


def weight(wanted: Sequence[Term]) -> float:
    """Of all that is looked for; never 0, to divide by."""
    return sum(term.weight for term in wanted) or 1.0


def terms(words: Iterable[str], backend: SearchBackend, *, every: bool = False) -> tuple[Term, ...]:
    """The content words, each once; `every`: words that only ask are looked for as well."""
    counts, total = _counts(backend, backend.stats().generation)
    found: dict[str, Term] = {}
    for word in words:
        if JOINED in word:
            said = _saying(word, counts, total)
            found[said.stem] = said
            continue
        stem = analysis.term(word)
        if stem and (every or word not in _empty()) and stem not in found:
            instead = _same().get(stem, frozenset())
            known = stem in counts or not instead.isdisjoint(counts)
            weight = _weight(stem, instead, counts, total) * (ANYONE if word in _anyone() else 1.0)
            found[stem] = Term(word, stem, weight, instead, known)
    return tuple(found.values())


def _saying(word: str, counts: Mapping[str, int], total: int) -> Term:
    """What a saying means: any of its words will do."""
    words = word.strip(JOINED).split(JOINED)
    stems = [stem for each in words if (stem := analysis.term(each))]
    weights = [_weight(stem, frozenset(), counts, total) for stem in stems if stem in counts] or [1.0]
    known = any(stem in counts for stem in stems)
    return Term(words[0], stems[0], sum(weights) / len(weights), frozenset(stems[1:]), known, saying=True)


def with_sayings(text: str) -> str:
    """A tidied text with what people say in several words as the words of reports for it, joined: `monitoring`,
    `prison+custody`."""
    for pattern, means in _sayings():
        text = pattern.sub(means, text)
    return text


@cache
def _sayings() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = load("questions")["saying"]
    return tuple((whole(row["says"]), JOINED.join(row["means"].split()) + JOINED) for row in rows)


@cache
def _anyone() -> frozenset[str]:
    return frozenset(load("questions")["anyone"]["words"].split())


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
        holding = max((counts[each] for each in instead if each in counts), default=0)
    return math.log(1 + (total - min(holding, total) + 0.5) / (holding + 0.5)) / math.log(2 * total + 2)
