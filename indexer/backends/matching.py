"""Which sections match a query's clauses, and how well: BM25F over arrays.

Whoosh's own scoring is not used: its idf costs relevance, its fields do not weigh together, and it walks through
postings one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache, reduce
from itertools import pairwise, product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import analysis
from indexer.analysis import Pattern
from indexer.backends.arrays import FIELDS, Scores
from indexer.backends.scoring import NOTHING, Scored, TermScores
from indexer.backends.words import WordIndex
from indexer.model import AnyOf, Clause, Leaf, Near, Not, Other, Phrase, Relation, Widened, Word

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
    """Of each section: whether it holds some of what is wanted and nothing that is refused, how well it matches, and
    whether it holds all that is wanted."""

    mask: npt.NDArray[np.bool_]
    scores: Scores
    whole: npt.NDArray[np.bool_]


class Words:
    """The words of one generation."""

    def __init__(self, generation: Path) -> None:
        self._index = WordIndex(generation)
        self._terms = TermScores(self._index)
        self._size = self._terms.size
        self._expanded = lru_cache(maxsize=64)(self._expand)

    def close(self) -> None:
        self._index.close()

    def search(self, clauses: Sequence[Clause]) -> Found:
        """Without clauses that want something, all that is not refused."""
        sharing, units = count_prefixes(clauses), sum(map(units_of, clauses))
        scores, held = np.zeros(self._size, np.float32), np.zeros(self._size, np.uint8)
        for clause in clauses:
            if isinstance(clause, Widened):
                found, holding = self._widened(clause, sharing)
                scores += found
                held += holding
            elif not isinstance(clause, Not):
                self._leaf(clause, sharing).add_to(scores, held)
        for pair in self._pairs(clauses):
            pair.add_to(scores, None, PAIR)
        kept = held > 0 if units else np.ones(self._size, bool)
        for refused in (clause.clause for clause in clauses if isinstance(clause, Not)):
            kept &= self._score(refused, sharing) == 0
        return Found(kept, scores, held >= units)

    def _pairs(self, clauses: Sequence[Clause]) -> Iterator[Scored]:
        """What it is worth that words typed in a row stand in a row."""
        for one, other in pairwise(map(_word_of, clauses)):
            if one and other:
                yield self._leaf(Phrase((one.text, other.text)), 1)

    def knows(self, clause: Leaf) -> bool:
        """Whether any section matches."""
        return bool(self._leaf(clause, 1).scores.any())

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

    def _widened(self, clause: Widened, sharing: int) -> tuple[Scores, npt.NDArray[np.uint8]]:
        """How well each section matches a clause, and how many of its words it holds."""
        nothing = np.zeros(self._size, np.float32)
        typed = [self._score(word, sharing) for word in clause.typed]
        held = reduce(np.add, [(score > 0).astype(np.uint8) for score in typed], np.zeros(self._size, np.uint8))
        rarest = sum(map(self._word_rarity, clause.typed)) if held.any() else np.inf
        others = [self._other_score(other, rarest) for other in clause.others]
        best = reduce(np.maximum, others, nothing)
        apart = reduce(np.add, typed, nothing)
        if len(clause.typed) > 1:
            together = self._score(Phrase(tuple(word.text for word in clause.typed)), sharing)
            apart = np.maximum(together, SCATTERED * apart)
        return np.maximum(apart, best), np.where(best > 0, np.uint8(len(clause.typed)), held)

    def _other_score(self, other: Other, rarest: float) -> Scores:
        """Another word is never worth more than the one typed, however rare it is."""
        best = np.zeros(self._size, np.float32)
        for pattern in analysis.patterns(other.clause):
            rarity = self._terms.rarity(pattern)
            best = np.maximum(best, self._terms.pattern(pattern).spread(self._size) * (min(rarity, rarest) / rarity))
        return best * np.float32(WORTH[other.relation])

    def _word_rarity(self, word: Word) -> float:
        return max(map(self._terms.rarity, analysis.patterns(word)), default=0.0)

    def _score(self, clause: Leaf | AnyOf, sharing: int) -> Scores:
        """Of each section. Not to be written to."""
        return self._leaf(clause, sharing).spread(self._size)

    def _leaf(self, clause: Leaf | AnyOf, sharing: int) -> Scored:
        if isinstance(clause, AnyOf):
            return Scored(None, reduce(np.add, (self._score(each, sharing) for each in clause.clauses)))
        if isinstance(clause, Near):
            return self._near(clause)
        if isinstance(clause, Word) and clause.prefix:
            return self._terms.words(self.expansions(clause.text, sharing)[0])
        found = [self._terms.pattern(pattern) for pattern in analysis.patterns(clause)]
        if len(found) < 2:
            return found[0] if found else NOTHING
        return Scored(None, reduce(np.maximum, (each.spread(self._size) for each in found)))

    def _near(self, near: Near) -> Scored:
        """Where the first stands near the second, as often as it does."""
        sides = [analysis.patterns(side) for side in (near.first, near.second)]
        places = []
        for name in FIELDS:
            found = [self._near_places(name, one, other, near.within) for one, other in product(*sides)]
            places.append(np.sort(np.concatenate([np.zeros(0, np.int64), *found])))
        rarity = sum(self._terms.rarity(patterns[0]) for patterns in sides)
        return self._terms.bm25f(self._terms.counted(places), rarity)

    def _near_places(self, name: str, one: Pattern, other: Pattern, within: int) -> npt.NDArray[np.int64]:
        starts, ends = (self._terms.places(name, each) for each in (one, other))
        ahead = _within(starts + one[-1][0], ends, within)
        behind = _within(-starts, -(ends + other[-1][0]), within)
        return starts[ahead | behind]


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
