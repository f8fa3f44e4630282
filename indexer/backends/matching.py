"""Which sections match a query's clauses, and how well: BM25F over arrays.

Whoosh's own scoring is not used: its idf costs relevance, its fields do not weigh together, and it walks through
postings one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache, reduce
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import analysis
from indexer.analysis import Pattern
from indexer.backends.arrays import Numbers, Scores
from indexer.backends.scoring import NOTHING, Scored, TermScores, everywhere
from indexer.backends.words import WordIndex
from indexer.model import AnyOf, Clause, Leaf, Near, Not, Other, Phrase, Relation, Widened, Word

MOST_EXPANSIONS = 200
"""Words that the prefixes of a query stand for, the most frequent ones of each."""
MOST_POSTINGS = 100_000
"""Places of these words that are looked up."""


WORTH: dict[Relation, float] = {"spelling": 1.0, "same": 0.8, "similar": 0.4, "replaced": 0.25}
"""What another word counts beside the one that was typed."""


SCATTERED = 0.3
"""What the words of a known term count that do not stand in a row."""
PAIR = 0.1
"""What two words count in addition that stand in a row as they were typed."""
MANY = 2

Mask = npt.NDArray[np.bool_]


class Found(NamedTuple):
    """The sections, in order, that hold some of what is wanted and nothing that is refused, how well each matches, and
    whether it holds all that is wanted."""

    sections: Numbers
    scores: Scores
    whole: Mask

    def taken(self, which: Mask | Numbers) -> Found:
        """Some of them."""
        return Found(self.sections[which], self.scores[which], self.whole[which])


NOTHING_FOUND = Found(np.zeros(0, np.int64), np.zeros(0, np.float32), np.zeros(0, bool))


class Part(NamedTuple):
    """One clause: how well sections match it, and which hold all of it, where that is less."""

    scored: Scored
    whole: Mask | None = None


class Sought:
    """What is wanted and what is refused by a query, section by section."""

    def __init__(self, parts: Sequence[Part], refused: Sequence[Scored], size: int) -> None:
        self._parts = sorted(parts, key=lambda part: len(part.scored.scores))
        self._refused, self._size = refused, size

    def whole(self) -> Found:
        """With all that is wanted; where nothing is, all that is not refused."""
        numbers: Numbers = np.arange(self._size) if not self._parts else self._parts[0].scored.found()
        scores = np.zeros(len(numbers), np.float32)
        parts = iter(self._parts)
        if self._parts and self._parts[0].whole is None and self._parts[0].scored.documents is not None:
            scores = next(parts).scored.scores
        for scored, whole in parts:
            found = scored.at(numbers, self._size)
            kept = found > 0 if whole is None else whole[numbers]
            if kept.all():
                scores = scores + found
            else:
                numbers, scores = numbers[kept], scores[kept] + found[kept]
        return self._allowed(Found(numbers, scores, np.ones(len(numbers), bool)))

    def some(self, whole: Numbers) -> Found:
        """With some of what is wanted. `whole`: the sections with all of it."""
        total = np.zeros(self._size, np.float32)
        for scored, _ in self._parts:
            scored.add_to(total)
        numbers = np.flatnonzero(total > 0)
        having = np.zeros(self._size, bool)
        having[whole] = True
        return self._allowed(Found(numbers, total[numbers], having[numbers]))

    def _allowed(self, found: Found) -> Found:
        for scored in self._refused:
            found = found.taken(scored.at(found.sections, self._size) == 0)
        return found


class Words:
    """The words of one generation."""

    def __init__(self, generation: Path) -> None:
        self._index = WordIndex(generation)
        self._terms = TermScores(self._index)
        self._size = self._terms.size
        self._expanded = lru_cache(maxsize=64)(self._expand)

    def close(self) -> None:
        self._index.close()

    def seek(self, clauses: Sequence[Clause]) -> Sought:
        sharing = count_prefixes(clauses)
        parts = [self._part(clause, sharing) for clause in clauses if not isinstance(clause, Not)]
        refused = [self._leaf(clause.clause, sharing) for clause in clauses if isinstance(clause, Not)]
        return Sought(parts, refused, self._size)

    def row(self, clauses: Sequence[Clause]) -> list[str | None]:
        """Terms in the order in which they were typed, None between those that do not stand in a row."""
        found: list[str | None] = []
        for word in map(_word_of, clauses):
            patterns = analysis.patterns(word) if word else ()
            terms = [term for _, term in patterns[0]] if patterns else [None]
            found += terms if len(terms) == 1 else (terms[0], None, terms[-1])
        return found

    def in_a_row(self, terms: Sequence[str | None], numbers: Numbers) -> Scores | None:
        """What it is worth in some sections that terms stand in a row. None where they do in none."""
        found = self._terms.rows_at(terms, numbers)
        return None if found is None else found * np.float32(PAIR)

    def _part(self, clause: Leaf | AnyOf | Widened, sharing: int) -> Part:
        return self._widened(clause, sharing) if isinstance(clause, Widened) else Part(self._leaf(clause, sharing))

    def knows(self, clause: Leaf) -> bool:
        """Whether any section matches."""
        return len(self._leaf(clause, 1).found()) > 0

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
        found = self._index.beginning(start) if start else []
        return sorted(found, key=lambda each: (-each[1], each[0]))

    def _widened(self, clause: Widened, sharing: int) -> Part:
        """A clause of several words is held where all of them are, or one of the others."""
        typed = [self._leaf(word, sharing) for word in clause.typed]
        rarest = sum(map(self._word_rarity, clause.typed)) if any(len(each.found()) for each in typed) else np.inf
        best = self._joined([self._other(other, rarest) for other in clause.others], np.maximum)
        if len(typed) == 1:
            return Part(self._joined([typed[0], best], np.maximum))
        apart = self._joined(typed, np.add).over(self._size)
        together = self._leaf(Phrase(tuple(word.text for word in clause.typed)), sharing)
        scores = np.maximum(apart * np.float32(SCATTERED), together.over(self._size))
        others = best.over(self._size)
        all_typed = reduce(np.logical_and, (each.over(self._size) > 0 for each in typed))
        return Part(everywhere(np.maximum(scores, others)), all_typed | (others > 0))

    def _other(self, other: Other, rarest: float) -> Scored:
        """Another word is never worth more than the one typed, however rare it is."""
        found = []
        for pattern in analysis.patterns(other.clause):
            rarity = self._terms.rarity(pattern)
            worth = np.float32(WORTH[other.relation] * min(rarity, rarest) / rarity)
            scored = self._terms.pattern(pattern)
            found.append(
                Scored(scored.found(), scored.scores * worth)
                if scored.documents is not None
                else everywhere(scored.scores * worth)
            )
        return self._joined(found, np.maximum)

    def _joined(self, found: Sequence[Scored], how: np.ufunc) -> Scored:
        """Several as one, section by section."""
        told = [each for each in found if len(each.scores)]
        if len(told) < MANY:
            return told[0] if told else NOTHING
        spread = told[0].over(self._size).copy()
        for each in told[1:]:
            if each.documents is None:
                how(spread, each.scores, out=spread)
            else:
                spread[each.documents] = how(spread[each.documents], each.scores)
        return everywhere(spread)

    def _word_rarity(self, word: Word) -> float:
        return max(map(self._terms.rarity, analysis.patterns(word)), default=0.0)

    def _leaf(self, clause: Leaf | AnyOf, sharing: int) -> Scored:
        if isinstance(clause, AnyOf):
            return self._joined([self._leaf(each, sharing) for each in clause.clauses], np.add)
        if isinstance(clause, Near):
            return self._near(clause)
        if isinstance(clause, Word) and clause.prefix:
            return self._terms.words(self.expansions(clause.text, sharing)[0])
        return self._joined([self._terms.pattern(pattern) for pattern in analysis.patterns(clause)], np.maximum)

    def _near(self, near: Near) -> Scored:
        """Where the first stands near the second, as often as it does."""
        sides = [analysis.patterns(side) for side in (near.first, near.second)]
        found = [self._near_places(one, other, near.within) for one, other in product(*sides)]
        places = np.unique(np.concatenate([np.zeros(0, np.int64), *found]))
        rarity = sum(self._terms.rarity(patterns[0]) for patterns in sides)
        return self._terms.at_places(places, rarity)

    def _near_places(self, one: Pattern, other: Pattern, within: int) -> Numbers:
        starts, ends = (self._terms.places(each) for each in (one, other))
        ahead = _within(starts + one[-1][0], ends, within)
        behind = _within(-starts, -(ends + other[-1][0]), within)
        found: Numbers = starts[ahead | behind]
        return found


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
