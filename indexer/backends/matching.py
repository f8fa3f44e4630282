"""Which sections match a query's clauses, and how well: BM25F over arrays.

Whoosh's own scoring is not used: its idf costs relevance, its fields do not weigh together, and it walks through
postings one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import analysis
from indexer.analysis import Pattern
from indexer.backends.words import FIELDS, SPELLINGS, WordIndex
from indexer.model import AnyOf, Clause, Leaf, Near, Not, Other, Phrase, Relation, Widened, Word

Scores = npt.NDArray[np.float32]
"""One number a document, 0 where it does not match."""

WEIGHTS = {"title": 2.0, "term": 3.0, "question": 2.0, "place": 0.5, "text": 1.0}
"""What a word in a field counts."""
K1, B = 1.2, 0.75
MOST_EXPANSIONS = 200
"""Words that the prefixes of a query stand for, the most frequent ones of each."""
MOST_POSTINGS = 100_000
"""Places of these words that are looked up."""


WORTH: dict[Relation, float] = {"spelling": 1.0, "same": 0.8, "similar": 0.5, "replaced": 0.25}
"""What another word counts beside the one that was typed."""


SCATTERED = 0.5
"""What the words of a known term count that do not stand in a row."""
PAIR = 0.1
"""What two words count in addition that stand in a row as they were typed."""


class Found(NamedTuple):
    """Sections by their numbers, how well they match, and which share of what is wanted they hold."""

    numbers: npt.NDArray[np.int64]
    scores: Scores
    shares: Scores


class Words:
    """The words of one generation."""

    def __init__(self, generation: Path) -> None:
        self._index = WordIndex(generation)
        self._live = np.ones(len(self._index.rows), bool)
        self._weights = np.array([WEIGHTS[name] for name in FIELDS], np.float32)
        self._norms = _norms(self._index.lengths, self._live)
        self._expanded = lru_cache(maxsize=64)(self._expand)

    def close(self) -> None:
        self._index.close()

    def search(self, clauses: Sequence[Clause]) -> Found:
        """What holds some of what is wanted and nothing that is refused. Without clauses that want something, all that
        is not refused."""
        sharing = count_prefixes(clauses)
        wanted = [self._find(clause, sharing) for clause in clauses if not isinstance(clause, Not)]
        kept = self._live.copy()
        for refused in (clause.clause for clause in clauses if isinstance(clause, Not)):
            kept &= self._score(refused, sharing) == 0
        if not wanted:
            ones = np.ones(np.count_nonzero(kept), np.float32)
            return Found(np.flatnonzero(kept), 0 * ones, ones)
        held = reduce(np.add, [held for _, held in wanted])
        kept &= held > 0
        units = sum(map(units_of, clauses))
        scores = reduce(np.add, [score for score, _ in wanted]) + self._pairs(clauses)
        return Found(np.flatnonzero(kept), scores[kept], (held[kept] / units).astype(np.float32))

    def _pairs(self, clauses: Sequence[Clause]) -> Scores:
        """What it is worth that words typed in a row stand in a row."""
        pairs = [
            self._score(Phrase((one.text, other.text)), 1)
            for one, other in pairwise(map(_word_of, clauses))
            if one and other
        ]
        nothing = np.zeros(len(self._live), np.float32)
        return np.float32(PAIR) * reduce(np.add, pairs, nothing)

    def knows(self, clause: Leaf) -> bool:
        """Whether any section matches."""
        return bool(np.any(self._score(clause, 1)))

    def vocabulary(self) -> dict[str, int]:
        """All words as they are spelt, with the number of sections that hold them."""
        return self._index.vocabulary

    def expansions(self, prefix: str, sharing: int = 1) -> tuple[tuple[str, ...], bool]:
        """The most frequent words that begin so, and whether these are all. `sharing`: the prefixes of the query, each
        of which gets its share of what may be looked up, and one word at least."""
        found = self._expanded(prefix)
        kept, places = 0, 0
        for _, count in found[: max(MOST_EXPANSIONS // sharing, 1)]:
            places += count
            if kept and places > MOST_POSTINGS // sharing:
                break
            kept += 1
        return tuple(word for word, _ in found[:kept]), kept == len(found)

    def _expand(self, prefix: str) -> list[tuple[str, int]]:
        start = analysis.fold(prefix)
        found = [each for each in self.vocabulary().items() if start and each[0].startswith(start)]
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def _find(self, clause: Clause, sharing: int) -> tuple[Scores, Scores]:
        """How well each section matches a clause, and how many of its words it holds."""
        if not isinstance(clause, Widened):
            assert not isinstance(clause, Not)
            score = self._score(clause, sharing)
            return score, (score > 0).astype(np.float32)
        nothing = np.zeros(len(self._live), np.float32)
        typed = [self._score(word, sharing) for word in clause.typed]
        held = reduce(np.add, [(score > 0).astype(np.float32) for score in typed], nothing)
        rarest = sum(map(self._word_rarity, clause.typed)) if held.any() else np.inf
        others = [self._other_score(other, rarest) for other in clause.others]
        best = reduce(np.maximum, others, nothing)
        apart = reduce(np.add, typed, nothing)
        if len(clause.typed) > 1:
            together = self._score(Phrase(tuple(word.text for word in clause.typed)), sharing)
            apart = np.maximum(together, SCATTERED * apart)
        return np.maximum(apart, best), np.where(best > 0, len(clause.typed), held)

    def _other_score(self, other: Other, rarest: float) -> Scores:
        """Another word is never worth more than the one typed, however rare it is."""
        found = (self._pattern_score(each, rarest) for each in analysis.patterns(other.clause))
        return np.float32(WORTH[other.relation]) * reduce(np.maximum, found, np.zeros(len(self._live), np.float32))

    def _word_rarity(self, word: Word) -> float:
        return max((self._pattern_rarity(each) for each in analysis.patterns(word)), default=0.0)

    def _pattern_rarity(self, pattern: Pattern) -> float:
        return sum(self._rarity(self._counts(term)) for _, term in pattern)

    def _score(self, clause: Leaf | AnyOf, sharing: int) -> Scores:
        if isinstance(clause, AnyOf):
            return reduce(np.add, (self._score(each, sharing) for each in clause.clauses))
        if isinstance(clause, Near):
            return self._near_score(clause)
        if isinstance(clause, Word) and clause.prefix:
            return self._prefix_score(clause.text, sharing)
        found = map(self._pattern_score, analysis.patterns(clause))
        return reduce(np.maximum, found, np.zeros(len(self._live), np.float32))

    def _pattern_score(self, pattern: Pattern, rarest: float = np.inf) -> Scores:
        counts = self._counts(pattern[0][1]) if len(pattern) == 1 else self._phrase_counts(pattern)
        return self._bm25f(counts, min(self._pattern_rarity(pattern), rarest))

    def _near_score(self, near: Near) -> Scores:
        """Where the first stands near the second, as often as it does."""
        counts = np.zeros((len(FIELDS), len(self._live)), np.float32)
        sides = [analysis.patterns(side) for side in (near.first, near.second)]
        for number, name in enumerate(FIELDS):
            for one, other in product(*sides):
                starts, ends = (self._starts(name, each) for each in (one, other))
                ahead = _within(starts + one[-1][0], ends, near.within)
                behind = _within(-starts, -(ends + other[-1][0]), near.within)
                found = starts[ahead | behind] >> 32
                counts[number] += np.bincount(found, minlength=len(self._live))
        rarity = sum(self._pattern_rarity(patterns[0]) for patterns in sides)
        return self._bm25f(counts, rarity)

    def _prefix_score(self, prefix: str, sharing: int) -> Scores:
        """All words that begin so count as one, in the text."""
        counts = np.zeros((len(FIELDS), len(self._live)), np.float32)
        for word in self.expansions(prefix, sharing)[0]:
            found = self._index.postings(SPELLINGS, word)
            counts[-1, found.documents] += found.counts
        return self._bm25f(counts, self._rarity(counts))

    def _counts(self, term: str) -> Scores:
        """How often a term stands in each field of each document."""
        counts = np.zeros((len(FIELDS), len(self._live)), np.float32)
        for number, name in enumerate(FIELDS):
            found = self._index.postings(name, term)
            counts[number, found.documents] = found.counts
        return counts

    def _phrase_counts(self, pattern: Pattern) -> Scores:
        size = len(self._live)
        starts = [self._starts(name, pattern) >> 32 for name in FIELDS]
        return np.stack([np.bincount(found, minlength=size) for found in starts]).astype(np.float32)

    def _starts(self, name: str, pattern: Pattern) -> npt.NDArray[np.int64]:
        """Where all the terms say that the first one stands: document in the upper half of the number, position in
        the lower."""
        places = []
        for offset, term in pattern:
            found = self._index.postings(name, term)
            documents = np.repeat(found.documents.astype(np.int64), found.sizes)
            places.append((documents << 32) + found.positions - offset)
        return reduce(lambda one, other: np.intersect1d(one, other, assume_unique=True), places)

    def _bm25f(self, counts: Scores, rarity: float) -> Scores:
        """Counts are evened out by the length of each field, weighed, added, and only then damped."""
        total: Scores = self._weights @ (counts / self._norms)
        damped: Scores = np.divide(total * np.float32(rarity * (K1 + 1)), total + np.float32(K1))
        return damped

    def _rarity(self, counts: Scores) -> float:
        """Lucene's inverse document frequency, which is never negative."""
        having = np.count_nonzero(counts.any(axis=0))
        return float(np.log(1 + (np.count_nonzero(self._live) - having + 0.5) / (having + 0.5)))


def _within(places: npt.NDArray[np.int64], others: npt.NDArray[np.int64], distance: int) -> npt.NDArray[np.bool_]:
    """Which places have one of the others behind them, at most so far away."""
    sorted_others = np.sort(others)
    first = np.searchsorted(sorted_others, places, side="right")
    return np.searchsorted(sorted_others, places + distance, side="right") > first


def _word_of(clause: Clause) -> Word | None:
    """The one plain word that a clause is."""
    if isinstance(clause, Widened):
        return clause.typed[0] if len(clause.typed) == 1 else None
    return clause if isinstance(clause, Word) and not clause.prefix else None


def units_of(clause: Clause) -> int:
    """How many words or phrases a clause wants."""
    if isinstance(clause, Not):
        return 0
    return len(clause.typed) if isinstance(clause, Widened) else 1


def count_prefixes(clauses: Iterable[Clause]) -> int:
    """How many prefixes a query has, at least 1."""
    leaves = [leaf for clause in clauses for leaf in analysis.leaves(clause)]
    return max(sum(isinstance(leaf, Word) and leaf.prefix for leaf in leaves), 1)


def _norms(lengths: Scores, live: npt.NDArray[np.bool_]) -> Scores:
    """By how much the counts in each field are divided: 1 for a field of average length, leaving empty ones out."""
    used = (lengths > 0) & live
    means = lengths.sum(axis=1, where=used) / np.maximum(used.sum(axis=1), 1)
    norms: Scores = (1 - B + B * lengths / np.maximum(means, 1)[:, None]).astype(np.float32)
    return norms
