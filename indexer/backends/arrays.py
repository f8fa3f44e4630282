"""arrays/: what is asked of all sections at once, as numbers that are mapped into memory. Made anew for each
generation from the records, as far as the last one's postings do not serve.

Sections count from 0, by area, newest report first, in order. Of each field there is, for each term by its number,
where its postings begin; of each posting the section, how often the term counts there, and where its positions begin.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import analysis
from indexer.backends.conventions import field_texts
from indexer.model import Section

FIELDS = ("title", "term", "question", "place", "text")
"""Fields of terms; `term` holds the acronym, too, `place` the area, the years and what kind of section it is."""
Numbers = npt.NDArray[np.int64]
Scores = npt.NDArray[np.float32]

_TERMS = "terms.txt"


class Postings(NamedTuple):
    """Where a term stands in a field: numbers of documents in order, how often in each, how many positions that makes
    (a joined word has one for each of its parts), and these one after another."""

    documents: npt.NDArray[np.int32]
    counts: Scores
    sizes: npt.NDArray[np.int32]
    positions: npt.NDArray[np.int32]


NOWHERE = Postings(
    np.zeros(0, np.int32), np.zeros(0, np.float32), np.zeros(0, np.int32), np.zeros(0, np.int32)
)  # fmt: skip


def load(path: Path) -> npt.NDArray[Any]:
    """An array as it lies in its file; an empty one cannot be mapped."""
    found = np.load(path, mmap_mode="r")
    return np.asarray(found) if found.size else np.array(found)


class TermArrays:
    """The postings of one generation, open for reading by any number of threads."""

    def __init__(self, folder: Path) -> None:
        listed = (folder / _TERMS).read_text(encoding="utf-8")
        self.terms: dict[str, int] = {term: n for n, term in enumerate(listed.split("\n"))} if listed else {}
        self.rows: Numbers = load(folder / "rows.npy")
        """Of each document, its row in the records."""
        self.lengths: Scores = load(folder / "lengths.npy")
        """Words in each field of each document."""
        self._fields = {name: _Field(folder, name) for name in FIELDS}

    def postings(self, name: str, term: str) -> Postings:
        number = self.terms.get(term)
        return NOWHERE if number is None else self._fields[name].postings(number)

    def flat(self, name: str) -> _Flat:
        """All postings of a field."""
        return self._fields[name].flat()


class _Field:
    def __init__(self, folder: Path, name: str) -> None:
        parts = ("starts", "documents", "counts", "places", "positions")
        self._starts, self._documents, self._counts, self._places, self._positions = (
            load(folder / f"{name}.{part}.npy") for part in parts
        )

    def postings(self, number: int) -> Postings:
        first, last = int(self._starts[number]), int(self._starts[number + 1])
        if first == last:
            return NOWHERE
        places = self._places[first : last + 1]
        positions = self._positions[places[0] : places[-1]]
        return Postings(
            self._documents[first:last], self._counts[first:last], np.diff(places).astype(np.int32), positions
        )

    def flat(self) -> _Flat:
        terms = np.repeat(np.arange(len(self._starts) - 1, dtype=np.int32), np.diff(self._starts))
        sizes = np.diff(self._places).astype(np.int32)
        return _Flat(terms, self._documents, self._counts, sizes, self._positions)


@dataclass(frozen=True, slots=True)
class _Flat:
    """Postings one after another in any order."""

    terms: npt.NDArray[np.int32]
    documents: npt.NDArray[np.int32]
    counts: Scores
    sizes: npt.NDArray[np.int32]
    positions: npt.NDArray[np.int32]

    def taken(self, order: npt.NDArray[Any]) -> _Flat:
        """Some of the postings, or in another order."""
        ends = np.cumsum(self.sizes, dtype=np.int64)
        sizes = self.sizes[order]
        firsts = (ends - self.sizes)[order] - (np.cumsum(sizes, dtype=np.int64) - sizes)
        places = np.repeat(firsts, sizes) + np.arange(int(sizes.sum()))
        return _Flat(self.terms[order], self.documents[order], self.counts[order], sizes, self.positions[places])


class _Collected:
    """Postings of a field as they are read from texts."""

    def __init__(self) -> None:
        self.terms, self.documents, self.sizes, self.positions = array("i"), array("i"), array("i"), array("i")
        self.counts = array("f")

    def add(self, number: int, text: str, terms: dict[str, int]) -> int:
        """Returns how many words long the text is."""
        found: dict[str, list[analysis.Token]] = {}
        for token in analysis.tokens(text):
            if token.term in found:
                found[token.term].append(token)
            else:
                found[token.term] = [token]
        length = 0
        for term, tokens in found.items():
            spans, positions = 1, [tokens[0].position]
            if len(tokens) > 1:
                spans = len({(token.start, token.end) for token in tokens})
                positions = sorted({token.position for token in tokens})
            length += spans if spans == len(tokens) else 0  # the parts of a joined word count already
            self.terms.append(terms.setdefault(term, len(terms)))
            self.documents.append(number)
            self.counts.append(spans)
            self.sizes.append(len(positions))
            self.positions.extend(positions)
        return length

    def flat(self) -> _Flat:
        terms, documents, sizes, positions = (
            np.array(each, np.int32) for each in (self.terms, self.documents, self.sizes, self.positions)
        )
        return _Flat(terms, documents, np.array(self.counts, np.float32), sizes, positions)


class TermWriter:
    """Takes the sections of a generation in order, and writes the arrays of their terms."""

    def __init__(self, last: TermArrays | None = None) -> None:
        """`last`: of the generation that is built upon."""
        self._last = last
        self._known = {int(row): n for n, row in enumerate(last.rows)} if last else {}
        self._taken = np.full(len(self._known), -1, np.int32)
        self._terms: dict[str, int] = dict(last.terms) if last else {}
        self._fields = {name: _Collected() for name in FIELDS}
        self._rows: list[int] = []
        self._lengths: list[Any] = []

    def add(self, row: int, section: Section) -> None:
        texts, number = field_texts(section), len(self._rows)
        self._lengths.append([self._fields[name].add(number, texts[name], self._terms) for name in FIELDS])
        self._rows.append(row)

    def keep(self, row: int) -> None:
        """A section that has not changed since the last generation."""
        assert self._last
        old = self._known[row]
        self._taken[old] = len(self._rows)
        self._lengths.append(self._last.lengths[:, old])
        self._rows.append(row)

    def write(self, folder: Path) -> None:
        flats = {name: self._flat(name) for name in FIELDS}
        used = np.unique(np.concatenate([flat.terms for flat in flats.values()]))
        names = np.array(list(self._terms), dtype=object)[used]
        order = np.argsort(names, kind="stable")
        ranks = np.zeros(len(self._terms), np.int32)
        ranks[used[order]] = np.arange(len(used), dtype=np.int32)
        (folder / _TERMS).write_text("\n".join(names[order]), encoding="utf-8")
        np.save(folder / "rows.npy", np.array(self._rows, np.int64))
        lengths = np.array(self._lengths, np.float32).reshape(-1, len(FIELDS))
        np.save(folder / "lengths.npy", np.ascontiguousarray(lengths.T))
        for name, flat in flats.items():
            _write_field(folder, name, flat, ranks[flat.terms], len(used))

    def _flat(self, name: str) -> _Flat:
        fresh = self._fields.pop(name).flat()
        if self._last is None:
            return fresh
        old = self._last.flat(name)
        numbers = self._taken[old.documents]
        kept = old.taken(np.flatnonzero(numbers >= 0))
        return _Flat(
            np.concatenate([kept.terms, fresh.terms]),
            np.concatenate([numbers[numbers >= 0], fresh.documents]),
            np.concatenate([kept.counts, fresh.counts]),
            np.concatenate([kept.sizes, fresh.sizes]),
            np.concatenate([kept.positions, fresh.positions]),
        )


def _write_field(folder: Path, name: str, flat: _Flat, terms: npt.NDArray[np.int32], size: int) -> None:
    """By term, and by document."""
    order = np.lexsort((flat.documents, terms))
    sorted_ = flat.taken(order)
    starts = np.searchsorted(terms[order], np.arange(size + 1))
    places = np.concatenate([np.zeros(1, np.int64), np.cumsum(sorted_.sizes, dtype=np.int64)])
    parts: dict[str, npt.NDArray[Any]] = {
        "starts": starts.astype(np.int64), "documents": sorted_.documents, "counts": sorted_.counts,
        "places": places, "positions": sorted_.positions,
    }  # fmt: skip
    for part, values in parts.items():
        np.save(folder / f"{name}.{part}.npy", values)
