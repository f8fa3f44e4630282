"""Sections → the arrays of their terms, anew for each generation, as far as the entries of the last one do not serve.

Scores are made for all of them: they rest on how long the texts are on average, and how many have a term.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.backends import weighing
from indexer.backends.arrays import DOCUMENT_BITS, POSITION_BITS, TERMS, Flat, Ints, Scores, TermArrays
from indexer.backends.gathering import Gathered
from indexer.model import Section


class TermWriter:
    """Takes the sections of a generation in order, and writes the arrays of their terms."""

    def __init__(self, last: TermArrays | None = None) -> None:
        """`last`: of the generation that is built upon."""
        self._last = last
        self._known = {int(row): n for n, row in enumerate(last.rows)} if last else {}
        self._taken = np.full(len(self._known), -1, np.int32)
        self._rows: list[int] = []
        self.gathered = Gathered()
        """Of the sections that are new."""

    @property
    def size(self) -> int:
        """Sections so far."""
        return len(self._rows)

    def add(self, row: int, section: Section) -> None:
        self.gathered.add(len(self._rows), section)
        self._rows.append(row)

    def keep(self, row: int) -> None:
        """A section that has not changed since the last generation."""
        self._taken[self._known[row]] = len(self._rows)
        self._rows.append(row)

    def write(self, folder: Path) -> None:
        names, flat = self._flat()
        used, numbers = np.unique(flat.terms, return_inverse=True)
        lengths = self._lengths()
        (folder / TERMS).write_text("\n".join(names[each] for each in used), encoding="utf-8")
        np.save(folder / "rows.npy", np.array(self._rows, np.int64))
        np.save(folder / "lengths.npy", lengths)
        entries: dict[str, npt.NDArray[Any]] = {
            "starts": _starts(numbers, len(used)), "counts": flat.counts, "ends": _from_nought(flat.sizes),
            "places": (flat.documents.astype(np.int64).repeat(flat.sizes) << DOCUMENT_BITS) + flat.positions,
        }  # fmt: skip
        for part, values in {**entries, **_scores(flat, numbers, len(used), lengths)}.items():
            np.save(folder / f"{part}.npy", values)

    def _flat(self) -> tuple[list[str], Flat]:
        """The names of terms in order, and all entries by term, document and field."""
        fresh, known = self.gathered.terms, self._last.terms if self._last else []
        names = sorted({*fresh, *known})
        ranks = {name: rank for rank, name in enumerate(names)}
        flat = _grouped(self.gathered, np.array([ranks[name] for name in fresh], np.int32))
        if not self._last:
            return names, flat
        old = self._last.flat()
        numbers = self._taken[old.documents]
        kept = old.taken(np.flatnonzero(numbers >= 0))
        terms = np.array([ranks[name] for name in known], np.int32)[kept.terms]
        both = Flat(terms, numbers[numbers >= 0], kept.counts, kept.sizes, kept.positions) + flat
        return names, both.taken(np.lexsort((both.documents, both.terms)))

    def _lengths(self) -> Scores:
        lengths = self.gathered.lengths(len(self._rows))
        kept = np.flatnonzero(self._taken >= 0)
        if self._last and len(kept):
            lengths[:, self._taken[kept]] = self._last.lengths[:, kept]
        return lengths


def _grouped(gathered: Gathered, ranks: Ints) -> Flat:
    """What was gathered, by the ranks of the terms; the occurrences in a field are one entry."""
    found = gathered.occurrences()
    terms = ranks[found.terms]
    order = np.argsort(terms, kind="stable")
    terms, documents, places = terms[order], found.documents[order], found.places[order]
    firsts = _changes(terms, documents, places >> POSITION_BITS)
    counts = np.add.reduceat(found.counts[order], firsts) if len(firsts) else np.zeros(0, np.float32)
    sizes = np.diff(firsts, append=len(terms)).astype(np.int32)
    return Flat(terms[firsts], documents[firsts], counts, sizes, places)


def _scores(flat: Flat, numbers: npt.NDArray[Any], terms: int, lengths: Scores) -> dict[str, npt.NDArray[Any]]:
    """The documents of each term, and what it is worth in each."""
    fields = flat.positions[_from_nought(flat.sizes)[:-1]] >> POSITION_BITS
    firsts = _changes(numbers, flat.documents)
    counts = flat.counts * weighing.shares(lengths)[fields, flat.documents]
    totals = np.add.reduceat(counts, firsts) if len(firsts) else counts
    starts = _starts(numbers[firsts], terms)
    held = np.diff(starts).tolist()
    rarities = np.array([weighing.rarity(lengths.shape[1], having) for having in held], np.float32)
    scores = weighing.damped(totals, rarities[numbers[firsts]])
    return {"score_starts": starts, "scored": flat.documents[firsts], "scores": scores}


def _changes(*columns: npt.NDArray[Any]) -> npt.NDArray[np.int64]:
    """Where a row is not as the one before."""
    changed = np.ones(len(columns[0]), bool)
    changed[1:] = np.logical_or.reduce([column[1:] != column[:-1] for column in columns])
    return np.flatnonzero(changed)


def _starts(sorted_: npt.NDArray[Any], size: int) -> npt.NDArray[np.int64]:
    """Where each number begins, and one more."""
    return np.searchsorted(sorted_, np.arange(size + 1)).astype(np.int64)


def _from_nought(sizes: Ints) -> npt.NDArray[np.int64]:
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(sizes, dtype=np.int64)])
