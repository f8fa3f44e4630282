"""arrays/: what is asked of all sections at once, as numbers that are mapped into memory.

Sections count from 0, by area, newest report first, in order. Of each term there are two lists: where it stands, by
document and field, how often it counts there, and at which positions; and the documents that have it, each once, with
what the term is worth there, so that a query has only to add up.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.signedinteger[Any]]
Ints = npt.NDArray[np.int32]
Scores = npt.NDArray[np.float32]

TERMS = "terms.txt"
PARTS = ("starts", "documents", "counts", "ends", "positions", "score_starts", "scored", "scores")
"""Files of the postings: of each term where its list begins; of each entry of it the document, how often it counts and
where its positions end; these; of each term where its documents begin, and these with their scores."""


class Postings(NamedTuple):
    """A term: the documents that have it, in order, with their scores; and an entry for each field of each of these:
    the document, and where its positions end (one number more, as they begin at the first)."""

    documents: Ints
    scores: Scores
    entries: Ints
    ends: Numbers
    positions: Ints


NOWHERE = Postings(
    np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(1, np.int64), np.zeros(0, np.int32)
)


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
        (
            self._starts, self._documents, self._counts, self._ends, self._positions,
            self._score_starts, self._scored, self._scores,
        ) = (load(folder / f"{part}.npy") for part in PARTS)  # fmt: skip

    def postings(self, term: str) -> Postings:
        number = bisect_left(self.terms, term)
        if number == len(self.terms) or self.terms[number] != term:
            return NOWHERE
        first, last = int(self._starts[number]), int(self._starts[number + 1])
        one, other = int(self._score_starts[number]), int(self._score_starts[number + 1])
        ends = self._ends[first : last + 1]
        return Postings(
            self._scored[one:other], self._scores[one:other], self._documents[first:last], ends, self._positions
        )

    def flat(self) -> Flat:
        """All entries."""
        terms = np.repeat(np.arange(len(self.terms), dtype=np.int32), np.diff(self._starts))
        sizes = np.diff(self._ends).astype(np.int32)
        return Flat(terms, self._documents, self._counts, sizes, self._positions)


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
