"""How well single terms and rows of terms match, section by section: BM25F over the postings.

Scores of one word are kept for the next query, as far as there is room. bm25s was tried for this: it knows neither
fields of different weight nor phrases.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from functools import reduce

import numpy as np
import numpy.typing as npt

from indexer.analysis import Pattern
from indexer.backends.arrays import FIELDS, Numbers, Postings, Scores
from indexer.backends.words import SPELLINGS, WordIndex

WEIGHTS = {"title": 2.0, "term": 3.0, "question": 2.0, "place": 0.5, "text": 1.0}
"""What a word in a field counts."""
K1, B = 1.2, 0.75
ROOM = 96 * 1024 * 1024
"""Bytes of scores that are kept."""
CROWDED = 8
"""Where one section in so many matches, scores are kept of all sections."""


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of some sections, in order; of all where `documents` is None."""

    documents: Numbers | None
    scores: Scores

    def spread(self, size: int) -> Scores:
        """One number a section, 0 where it does not match. Not to be written to."""
        if self.documents is None:
            return self.scores
        spread = np.zeros(size, np.float32)
        spread[self.documents] = self.scores
        return spread

    def add_to(self, scores: Scores, held: npt.NDArray[np.uint8] | None, worth: float = 1.0) -> None:
        """Add these scores to those of all sections, and 1 to what each that matches holds."""
        found = self.scores if worth == 1 else self.scores * np.float32(worth)
        if self.documents is None:
            scores += found
            if held is not None:
                held += found > 0
        else:
            scores[self.documents] += found
            if held is not None:
                held[self.documents] += found > 0

    @property
    def bytes(self) -> int:
        return self.scores.nbytes + (0 if self.documents is None else self.documents.nbytes)


NOTHING = Scored(np.zeros(0, np.int64), np.zeros(0, np.float32))


@dataclass(frozen=True, slots=True)
class Counts:
    """How often something stands in each field (a row each) of the documents that have it."""

    documents: Numbers
    counts: Scores


class Kept:
    """What was made last, as far as there is room. For any number of threads."""

    def __init__(self, room: int) -> None:
        self._room, self._used, self._lock = room, 0, threading.Lock()
        self._held: OrderedDict[Hashable, Scored] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], Scored]) -> Scored:
        with self._lock:
            if (found := self._held.get(key)) is not None:
                self._held.move_to_end(key)
                return found
        made = make()
        with self._lock:
            if key not in self._held:
                self._held[key] = made
                self._used += made.bytes
            while self._used > self._room and len(self._held) > 1:
                self._used -= self._held.popitem(last=False)[1].bytes
        return made


class TermScores:
    """Scores of terms, rows of terms and sets of words in one generation."""

    def __init__(self, index: WordIndex) -> None:
        self._index = index
        self.size = len(index.rows)
        self._weights = np.array([WEIGHTS[name] for name in FIELDS], np.float32)
        self._norms = _norms(index.lengths)
        self._kept = Kept(ROOM)

    def pattern(self, pattern: Pattern) -> Scored:
        """Of terms in a row."""
        return self._kept.get(pattern, lambda: self._pattern(pattern))

    def words(self, words: tuple[str, ...]) -> Scored:
        """Of words as they are spelt, which count as one, in the text."""
        return self._kept.get(words, lambda: self._words(words))

    def places(self, name: str, pattern: Pattern) -> Numbers:
        """Where all the terms say that the first one stands in a field: document in the upper half of the number,
        position in the lower. In order."""
        found = sorted(
            ((offset, self._index.postings(name, term)) for offset, term in pattern),
            key=lambda each: len(each[1].documents),
        )
        having = reduce(_common, [postings.documents.astype(np.int64) for _, postings in found])
        return reduce(_common, [_places(postings, having) - offset for offset, postings in found])

    def counted(self, places: list[Numbers]) -> Counts:
        """Of places in each field."""
        documents = np.unique(np.concatenate([each >> 32 for each in places]))
        counts = np.zeros((len(FIELDS), len(documents)), np.float32)
        for field, each in enumerate(places):
            found, times = np.unique(each >> 32, return_counts=True)
            counts[field, np.searchsorted(documents, found)] = times
        return Counts(documents, counts)

    def rarity(self, pattern: Pattern) -> float:
        """Of all its terms together."""
        return sum(self._rarity(len(self._having(term))) for _, term in pattern)

    def bm25f(self, found: Counts, rarity: float) -> Scored:
        """Counts are evened out by the length of each field, weighed, added, and only then damped."""
        total = self._weights @ (found.counts / self._norms[:, found.documents])
        scores: Scores = np.divide(total * np.float32(rarity * (K1 + 1)), total + np.float32(K1))
        scored = Scored(found.documents, scores)
        if CROWDED * len(scores) >= self.size:
            scored = Scored(None, scored.spread(self.size))
        scored.scores.flags.writeable = False
        return scored

    def _pattern(self, pattern: Pattern) -> Scored:
        rarity = self.rarity(pattern)
        if len(pattern) == 1:
            return self.bm25f(self._term(pattern[0][1]), rarity)
        return self.bm25f(self.counted([self.places(name, pattern) for name in FIELDS]), rarity)

    def _words(self, words: tuple[str, ...]) -> Scored:
        times = np.zeros(self.size, np.float32)
        for word in words:
            found = self._index.postings(SPELLINGS, word)
            times[found.documents] += found.counts
        documents = np.flatnonzero(times)
        counts = np.zeros((len(FIELDS), len(documents)), np.float32)
        counts[FIELDS.index("text")] = times[documents]
        return self.bm25f(Counts(documents, counts), self._rarity(len(documents)))

    def _term(self, term: str) -> Counts:
        postings, documents = [self._index.postings(name, term) for name in FIELDS], self._having(term)
        counts = np.zeros((len(FIELDS), len(documents)), np.float32)
        for field, each in enumerate(postings):
            counts[field, np.searchsorted(documents, each.documents)] = each.counts
        return Counts(documents, counts)

    def _having(self, term: str) -> Numbers:
        """The documents that have a term in any field."""
        lists = [self._index.postings(name, term).documents for name in FIELDS]
        lists = [each for each in lists if len(each)]
        if len(lists) == 1:
            return lists[0].astype(np.int64)
        having = np.zeros(self.size, bool)
        for each in lists:
            having[each] = True
        return np.flatnonzero(having)

    def _rarity(self, having: int) -> float:
        """Lucene's inverse document frequency, which is never negative."""
        return float(np.log(1 + (self.size - having + 0.5) / (having + 0.5)))


def _common(some: npt.NDArray[np.int64], others: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
    """What is in both; each is in order and has nothing twice."""
    if len(some) > len(others):
        some, others = others, some
    if not len(some):
        return some
    at = np.searchsorted(others, some)
    at[at == len(others)] = 0
    both: Numbers = some[others[at] == some]
    return both


def _places(postings: Postings, having: Numbers) -> Numbers:
    """The positions of a term in some of its documents, with the document in the upper half."""
    at = np.searchsorted(postings.documents, having)
    ends = np.cumsum(postings.sizes, dtype=np.int64)
    sizes = postings.sizes[at].astype(np.int64)
    inside = np.repeat((ends[at] - sizes) - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
    places: Numbers = (np.repeat(having.astype(np.int64), sizes) << 32) + postings.positions[inside]
    return places


def _norms(lengths: Scores) -> Scores:
    """By how much the counts in each field are divided: 1 for a field of average length, leaving empty ones out."""
    used = lengths > 0
    means = lengths.sum(axis=1, where=used) / np.maximum(used.sum(axis=1), 1)
    norms: Scores = (1 - B + B * lengths / np.maximum(means, 1)[:, None]).astype(np.float32)
    return norms
