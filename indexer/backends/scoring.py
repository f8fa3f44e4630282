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
from itertools import pairwise

import numpy as np

from indexer.analysis import Pattern
from indexer.backends import weighing
from indexer.backends.arrays import DOCUMENT_BITS, POSITION_BITS, Numbers, Postings, Scores
from indexer.backends.conventions import FIELDS
from indexer.backends.words import WordIndex

ROOM = 96 * 1024 * 1024
"""Bytes of scores that are kept."""
CROWDED = 20
"""Where one section in so many matches, the scores are kept spread over all sections."""
FEW = 12
"""Where there are so many times fewer of some than of others, each is looked up for itself."""
SEVERAL = 500
"""From so many documents on it is quicker to leave out others first."""
_LOCAL_BITS = 20
"""Of a place among some sections; above these, of several terms, which."""
_PLACE = (1 << DOCUMENT_BITS) - 1
_FIELD, _LOCAL = (1 << (DOCUMENT_BITS - POSITION_BITS)) - 1, (1 << _LOCAL_BITS) - 1
_NEXT = (1 << (DOCUMENT_BITS + _LOCAL_BITS)) + 1
"""From a place of a term to that of the next one right behind it."""


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
        if self.spread is None and len(numbers) * FEW < len(self.scores) + size // FEW:
            assert self.documents is not None
            if not len(self.scores):
                return np.zeros(len(numbers), np.float32)
            at = self.documents.searchsorted(numbers.astype(self.documents.dtype))
            at[at == len(self.scores)] = 0
            worth: Scores = self.scores[at]
            worth *= self.documents[at] == numbers
            return worth
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
        found = [(offset, self._index.postings(term)) for offset, term in pattern]
        found.sort(key=lambda each: len(each[1].places))
        having = found[0][1].documents
        rows = ((each if each.documents is having else self._within(each, having), offset) for offset, each in found)
        return reduce(_common, (each.places - offset for each, offset in rows))

    def _within(self, found: Postings, having: Numbers) -> Postings:
        """The places of a term in some documents only, where these are not so few that one looks for each."""
        if len(having) < SEVERAL:
            return found
        held = np.zeros(self.size, bool)
        held[having] = True
        return found._replace(places=found.places[held.take(found.places >> DOCUMENT_BITS)])

    def at_places(self, places: Numbers, rarity: float) -> Scored:
        """Of what stands at places, in order."""
        documents = places >> DOCUMENT_BITS
        documents, totals = _sums(documents, self._shares[(places >> POSITION_BITS) & _FIELD, documents])
        return Scored(documents.astype(np.int32), weighing.damped(totals, rarity))

    def rows_at(self, terms: Sequence[str | None], numbers: Numbers) -> Scores | None:
        """What it is worth in some sections, in order, that one term stands right behind the one before it in `terms`,
        for all of these together; None parts rows. None where it does in no section."""
        places = self._places_among(terms, numbers)
        places = _common(places, places - _NEXT)
        if not len(places):
            return None
        of = places >> DOCUMENT_BITS
        worth = self._shares[(places >> POSITION_BITS) & _FIELD, numbers[of & _LOCAL]]
        of, totals = _sums(of, worth)
        rare = [self._index.postings(term).rarity if term else 0 for term in terms]
        rarities = np.array([sum(pair) for pair in pairwise(rare)], np.float32)
        found = weighing.damped(totals, rarities[of >> _LOCAL_BITS])
        return np.bincount(of & _LOCAL, found, minlength=len(numbers)).astype(np.float32)

    def _places_among(self, terms: Sequence[str | None], numbers: Numbers) -> Numbers:
        """The places of terms in some sections, which are counted from 0, with the number of the term above."""
        count = len(numbers)
        sought = np.empty(2 * count, np.int64)
        sought[:count], sought[count:] = numbers, numbers
        sought[count:] += 1
        sought <<= DOCUMENT_BITS
        bounds = np.zeros((len(terms), 2 * count), np.int64)
        for number, term in enumerate(terms):
            if term:
                held = self._index.postings(term)
                bounds[number] = held.places.searchsorted(sought)
                bounds[number] += held.begin
        firsts = bounds[:, :count].ravel()
        sizes = bounds[:, count:].ravel() - firsts
        ends = sizes.cumsum()
        firsts -= ends
        firsts += sizes
        at = firsts.repeat(sizes)
        at += np.arange(len(at))
        above = np.add.outer(np.arange(len(terms)) << _LOCAL_BITS, np.arange(count)) << DOCUMENT_BITS
        found: Numbers = self._index.places[at]
        found &= _PLACE
        found += above.ravel().repeat(sizes)
        return found

    def rarity(self, pattern: Pattern) -> float:
        """Of all its terms together."""
        return sum(self._index.postings(term).rarity for _, term in pattern)

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


def _common(some: Numbers, others: Numbers) -> Numbers:
    """What is in both; each is in order and has nothing twice."""
    if len(some) > len(others):
        some, others = others, some
    if not len(some):
        return some
    at = others.searchsorted(some)
    at[at == len(others)] = 0
    found: Numbers = some[others[at] == some]
    return found


def _sums(sorted_: Numbers, values: Scores) -> tuple[Numbers, Scores]:
    """Each number once, with the sum of its values."""
    if not len(sorted_):
        return sorted_, values
    changed = np.ones(len(sorted_), bool)
    np.not_equal(sorted_[1:], sorted_[:-1], out=changed[1:])
    firsts = changed.nonzero()[0]
    return sorted_[firsts], np.add.reduceat(values, firsts)
