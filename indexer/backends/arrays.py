"""arrays/: what is asked of all sections at once, as numbers that are mapped into memory.

Sections count from 0, by area, newest report first, in order. Of each term there are two lists: where it stands, by
document and field, how often it counts there, and at which positions; and the documents that have it, each once, with
what the term is worth there, so that a query has only to add up.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer.backends import weighing

Numbers = npt.NDArray[np.signedinteger[Any]]
Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]

TERMS = "terms.txt"
PARTS = ("starts", "counts", "ends", "places", "score_starts", "scored", "scores")
"""Files of the postings: of each term where its entries begin; of each entry (a term in a field of a document) how
often it counts and where its places end; these; of each term where its documents begin, and these with their scores."""

POSITION_BITS, DOCUMENT_BITS = 27, 32
"""A place as one number: the position in a field, above that the field, above that the document."""


class Postings(NamedTuple):
    """A term: the documents that have it, in order, with their scores; the places where it stands, in order, and where
    these begin among those of all terms; and how rare it is."""

    documents: Ints
    scores: Scores
    places: Longs
    begin: int
    rarity: float


def load(path: Path) -> npt.NDArray[Any]:
    """An array as it lies in its file; an empty one cannot be mapped."""
    found = np.load(path, mmap_mode="r")
    return np.asarray(found) if found.size else np.array(found)


class TermArrays:
    """The postings of one generation, open for reading by any number of threads."""

    def __init__(self, folder: Path) -> None:
        listed = (folder / TERMS).read_text(encoding="utf-8")
        self.terms: list[str] = listed.split("\n") if listed else []
        """In order."""
        self.rows: Numbers = load(folder / "rows.npy")
        """Of each document, its row in the records."""
        self.lengths: Scores = load(folder / "lengths.npy")
        """Words in each field of each document."""
        self._starts, self._counts, self._ends, self.places, self._score_starts, self._scored, self._scores = (
            load(folder / f"{part}.npy") for part in PARTS
        )
        self.postings = lru_cache(maxsize=4096)(self._find)

    def _find(self, term: str) -> Postings:
        number = bisect_left(self.terms, term)
        known = number < len(self.terms) and self.terms[number] == term
        first, last = self._ends[self._starts[number : number + 2]].tolist() if known else (0, 0)
        one, other = self._score_starts[number : number + 2].tolist() if known else (0, 0)
        rarity = weighing.rarity(len(self.rows), other - one)
        return Postings(self._scored[one:other], self._scores[one:other], self.places[first:last], first, rarity)

    def flat(self) -> Flat:
        """All entries."""
        terms = np.repeat(np.arange(len(self.terms), dtype=np.int32), np.diff(self._starts))
        documents = (self.places[self._ends[:-1]] >> DOCUMENT_BITS).astype(np.int32)
        positions = (self.places & ((1 << DOCUMENT_BITS) - 1)).astype(np.int32)
        return Flat(terms, documents, self._counts, np.diff(self._ends).astype(np.int32), positions)


@dataclass(frozen=True, slots=True)
class Flat:
    """Entries one after another in any order: the number of the term, the document, how often it counts in a field of
    this, how many positions that makes, and these, which tell the field, too."""

    terms: Ints
    documents: Ints
    counts: Scores
    sizes: Ints
    positions: Ints

    def taken(self, order: npt.NDArray[Any]) -> Flat:
        """Some of the entries, or in another order."""
        ends = np.cumsum(self.sizes, dtype=np.int64)
        sizes = self.sizes[order]
        firsts = (ends - self.sizes)[order] - (np.cumsum(sizes, dtype=np.int64) - sizes)
        places = np.repeat(firsts, sizes) + np.arange(int(sizes.sum()))
        return Flat(self.terms[order], self.documents[order], self.counts[order], sizes, self.positions[places])

    def __add__(self, other: Flat) -> Flat:
        pairs = ((getattr(self, name), getattr(other, name)) for name in Flat.__slots__)
        return Flat(*map(np.concatenate, pairs))
