"""How well single terms and rows of terms match, section by section.

What one term is worth in each section lies in the arrays. Scores of terms that stand nearly everywhere, and of rows of
terms, are kept for the next query, as far as there is room. bm25s was tried for this: it knows neither fields of
different weight nor phrases.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.analysis import Pattern
from indexer.backends import weighing
from indexer.backends.arrays import Numbers, Postings, Scores
from indexer.backends.conventions import FIELDS
from indexer.backends.gathering import POSITION_BITS
from indexer.backends.words import WordIndex

ROOM = 96 * 1024 * 1024
"""Bytes of scores that are kept."""
CROWDED = 8
"""Where one section in so many matches, the scores are kept spread over all sections."""
FEW = 64
"""Where there are so many times fewer of some than of others, each is looked up for itself."""
DOCUMENT_BITS, _ROW_BITS = 32, 52
"""A place as one number: the document above the place in it; above that, of several rows of terms, which row."""
_FIELDS = DOCUMENT_BITS - POSITION_BITS
_FIELD, _LOCAL = (1 << _FIELDS) - 1, (1 << (_ROW_BITS - DOCUMENT_BITS)) - 1


@dataclass(frozen=True, slots=True)
class Scored:
    """Scores of some sections, in order, or spread over all of them (0: does not match), or both."""

    documents: Numbers | None
    scores: Scores
    spread: Scores | None = None

    def found(self) -> Numbers:
        """The sections that match."""
        return np.flatnonzero(self.scores) if self.documents is None else self.documents

    def over(self, size: int) -> Scores:
        """One number for each section. Not to be written to."""
        if self.spread is not None:
            return self.spread
        spread = np.zeros(size, np.float32)
        spread[self.documents] = self.scores
        return spread

    def at(self, numbers: Numbers, size: int) -> Scores:
        """Of some sections, in order."""
        if self.spread is None and len(numbers) * FEW < len(self.scores):
            assert self.documents is not None
            sought = numbers.astype(self.documents.dtype)
            at = np.minimum(np.searchsorted(self.documents, sought), len(self.scores) - 1)
            return np.where(self.documents[at] == numbers, self.scores[at], np.float32(0))
        found: Scores = self.over(size)[numbers]
        return found

    def add_to(self, scores: Scores) -> None:
        """Add these scores to those of all sections."""
        if self.spread is not None:
            scores += self.spread
        else:
            scores[self.documents] += self.scores

    @property
    def bytes(self) -> int:
        return self.scores.nbytes + sum(each.nbytes for each in (self.documents, self.spread) if each is not None)


NOTHING = Scored(np.zeros(0, np.int32), np.zeros(0, np.float32))


def everywhere(scores: Scores) -> Scored:
    """Scores of all sections."""
    return Scored(None, scores, scores)


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
        self._shares = weighing.shares(index.lengths)
        self._kept = Kept(ROOM)

    def pattern(self, pattern: Pattern) -> Scored:
        """Of terms in a row."""
        if len(pattern) > 1:
            return self._kept.get(pattern, lambda: self._row(pattern))
        found = self._index.postings(pattern[0][1])
        if CROWDED * len(found.documents) < self.size:
            return Scored(found.documents, found.scores)
        return self._kept.get(pattern, lambda: self._crowded(found))

    def words(self, words: tuple[str, ...]) -> Scored:
        """Of words as they are spelt, which count as one, in the text."""
        return self._kept.get(words, lambda: self._words(words))

    def places(self, pattern: Pattern) -> Numbers:
        """Where all the terms say that the first one stands. In order."""
        found = [self._index.postings(term) for _, term in pattern]
        rarest: Numbers = min((each.documents for each in found), key=len)
        having = reduce(self._both, (each.documents for each in found), rarest)
        rows = (_places(each, having, self.size) - offset for each, (offset, _) in zip(found, pattern, strict=True))
        return reduce(_common, rows)

    def at_places(self, places: Numbers, rarity: float) -> Scored:
        """Of what stands at places, in order."""
        documents, totals = self._totals(places, None)
        return Scored(documents.astype(np.int32), weighing.damped(totals, rarity))

    def rows_at(self, rows: Sequence[tuple[str, str, int]], numbers: Numbers) -> Scores:
        """What it is worth in some sections, in order, that two terms stand so far from each other; of all such rows
        together."""
        known = {term: self._index.postings(term) for row in rows for term in row[:2]}
        where = {term: _places_among(each, numbers, self.size) for term, each in known.items()}
        one = np.concatenate([where[a] + (n << _ROW_BITS) for n, (a, _, _) in enumerate(rows)])
        other = np.concatenate([where[b] + ((n << _ROW_BITS) - apart) for n, (_, b, apart) in enumerate(rows)])
        rarities = np.array([sum(self._rarity(known[term]) for term in row[:2]) for row in rows])
        held, totals = self._totals(_common(one, other), numbers)
        found = weighing.damped(totals, rarities[held >> (_ROW_BITS - DOCUMENT_BITS)])
        return np.bincount(held & _LOCAL, found, minlength=len(numbers)).astype(np.float32)

    def _totals(self, places: Numbers, numbers: Numbers | None) -> tuple[Numbers, Scores]:
        """Documents with what stands there at places, weighed by field. `numbers`: where documents are counted among
        these."""
        if not len(places):
            return places, np.zeros(0, np.float32)
        entries = places >> POSITION_BITS
        firsts = np.flatnonzero(np.diff(entries, prepend=-1))
        counts, entries = np.diff(firsts, append=len(places)), entries[firsts]
        held = entries >> _FIELDS
        worth = counts * self._shares[entries & _FIELD, held if numbers is None else numbers[held & _LOCAL]]
        firsts = np.flatnonzero(np.diff(held, prepend=-1))
        return held[firsts], np.add.reduceat(worth.astype(np.float32), firsts)

    def rarity(self, pattern: Pattern) -> float:
        """Of all its terms together."""
        return sum(self._rarity(self._index.postings(term)) for _, term in pattern)

    def _rarity(self, found: Postings) -> float:
        return float(weighing.rarity(self.size, len(found.documents)))

    def _row(self, pattern: Pattern) -> Scored:
        return self.at_places(self.places(pattern), self.rarity(pattern))

    def _crowded(self, found: Postings) -> Scored:
        spread = np.zeros(self.size, np.float32)
        spread[found.documents] = found.scores
        spread.flags.writeable = False
        return Scored(found.documents, found.scores, spread)

    def _words(self, words: tuple[str, ...]) -> Scored:
        times = np.zeros(self.size, np.float32)
        for documents, counts in map(self._index.spelt, words):
            times[documents] += counts
        having = np.flatnonzero(times)
        worth = times[having] * self._shares[FIELDS.index("text"), having]
        return Scored(having, weighing.damped(worth, weighing.rarity(self.size, len(having))))

    def _both(self, some: Numbers, others: Numbers) -> Numbers:
        if some is others:
            return some
        if len(some) * FEW < len(others):
            return _common(some, others)
        held = np.zeros(self.size, bool)
        held[others] = True
        return some[held[some]]


def _common(some: npt.NDArray[Any], others: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """What is in both; each is in order and has nothing twice."""
    if len(some) > len(others):
        some, others = others, some
    if not len(some):
        return some
    at = np.searchsorted(others, some)
    at[at == len(others)] = 0
    found: npt.NDArray[Any] = some[others[at] == some]
    return found


def _places(found: Postings, numbers: Numbers, size: int) -> Numbers:
    """The places of a term in some documents, with the document in the upper half of the number. In order."""
    if len(numbers) == len(found.documents):
        owners, firsts, ends = found.entries, found.ends[:-1], found.ends[1:]
    else:
        held = np.zeros(size, bool)
        held[numbers] = True
        at = np.flatnonzero(held[found.entries])
        owners, firsts, ends = found.entries[at], found.ends[at], found.ends[at + 1]
    return _keys(found, owners, firsts, ends)


def _places_among(found: Postings, numbers: Numbers, size: int) -> Numbers:
    """The same, but documents are counted from 0 as they are among `numbers`."""
    if len(numbers) * FEW < len(found.entries):
        sought = numbers.astype(found.entries.dtype)
        at, to = (np.searchsorted(found.entries, sought, side) for side in ("left", "right"))
        return _keys(found, np.arange(len(numbers)), found.ends[at], found.ends[to])
    ranks = np.full(size, -1, np.int32)
    ranks[numbers] = np.arange(len(numbers), dtype=np.int32)
    owners = ranks[found.entries]
    at = np.flatnonzero(owners >= 0)
    return _keys(found, owners[at], found.ends[at], found.ends[at + 1])


def _keys(found: Postings, owners: npt.NDArray[Any], firsts: Numbers, ends: Numbers) -> Numbers:
    sizes = ends - firsts
    starts = np.cumsum(sizes) - sizes
    at = np.arange(int(sizes.sum())) + np.repeat(firsts - starts, sizes)
    keys: Numbers = (np.repeat(owners.astype(np.int64), sizes) << DOCUMENT_BITS) + found.positions[at]
    return keys
