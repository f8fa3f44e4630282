"""Texts → occurrences of terms and words, as numbers. Each different word is looked at once, however often it stands.

Terms and words are numbered as they come.
"""

from __future__ import annotations

from array import array
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from indexer import analysis
from indexer.backends.arrays import POSITION_BITS
from indexer.backends.conventions import FIELDS, field_texts
from indexer.model import Section

Ints = npt.NDArray[np.int32]
Longs = npt.NDArray[np.int64]


class Occurrences(NamedTuple):
    """Of terms, by document, field and position: which, in which document, at which place in it, and whether it counts:
    a hyphenated word as one stands at each of its parts, but counts once."""

    terms: Ints
    documents: Ints
    places: Ints
    counts: npt.NDArray[np.float32]


class Spelt(NamedTuple):
    """Words as they are spelt, by word and document, each once: which, in which document, how often."""

    words: Longs
    documents: Longs
    counts: Longs


class Gathered:
    """Takes the sections of a generation in order."""

    def __init__(self) -> None:
        self._shapes = _Shapes()
        self._tokens = array("i")
        self._documents, self._fields, self._sizes = array("i"), array("i"), array("i")

    @property
    def terms(self) -> list[str]:
        """By their numbers."""
        return list(self._shapes.terms)

    @property
    def words(self) -> list[str]:
        return list(self._shapes.words)

    def add(self, document: int, section: Section) -> None:
        texts = field_texts(section)
        for number, name in enumerate(FIELDS):
            if text := texts[name]:
                tokens = list(map(self._shapes.__getitem__, analysis.COMPOUND.findall(text)))
                self._tokens.extend(tokens)
                self._documents.append(document)
                self._fields.append(number)
                self._sizes.append(len(tokens))

    def occurrences(self) -> Occurrences:
        tokens, (firsts, ends, terms, offsets, counts) = _ints(self._tokens), self._shapes.of_terms()
        if not len(tokens):
            return Occurrences(tokens, tokens, tokens, counts)
        widths = _ints(self._shapes.widths)[tokens]
        positions = np.cumsum(widths, dtype=np.int64) - widths
        sizes = _ints(self._sizes)
        begins = np.cumsum(sizes, dtype=np.int64) - sizes
        within = positions - np.repeat(positions[np.minimum(begins, len(tokens) - 1)], sizes)
        places = within.astype(np.int32) + np.repeat(_ints(self._fields) << POSITION_BITS, sizes)
        owners, at = _spread(firsts[tokens], ends[tokens])
        documents = np.repeat(_ints(self._documents), sizes)
        return Occurrences(terms[at], documents[owners], places[owners] + offsets[at], counts[at])

    def lengths(self, documents: int) -> npt.NDArray[np.float32]:
        """Terms in each field (a row each) of each document, parts of hyphenated words counted apart."""
        held = np.repeat(np.arange(len(self._sizes)), _ints(self._sizes))
        weights = _ints(self._shapes.lengths)[_ints(self._tokens)]
        sums = np.bincount(held, weights, minlength=len(self._sizes))
        lengths = np.zeros((len(FIELDS), documents), np.float32)
        lengths[_ints(self._fields), _ints(self._documents)] = sums
        return lengths

    def spelt(self) -> Spelt:
        tokens, (firsts, ends, words) = _ints(self._tokens), self._shapes.of_words()
        owners, at = _spread(firsts[tokens], ends[tokens])
        documents = np.repeat(_ints(self._documents), _ints(self._sizes))[owners]
        keys, counts = np.unique((words[at].astype(np.int64) << 32) + documents, return_counts=True)
        return Spelt(keys >> 32, keys & 0xFFFFFFFF, counts)


class _Shapes(dict[str, int]):
    """Each different word of texts → a number, by which is known what it is indexed as."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: dict[str, int] = {}
        self.words: dict[str, int] = {}
        self.widths, self.lengths = array("i"), array("i")
        """How many positions a word takes, and how many terms its parts are."""
        self._term_ends, self._terms, self._offsets, self._counts = array("i"), array("i"), array("i"), array("f")
        self._word_ends, self._words = array("i"), array("i")

    def __missing__(self, text: str) -> int:
        parts, joined, words = analysis.compound(text)
        for at, term in enumerate(parts):
            if term:
                self._add(term, at, 1)
        if joined:
            for at in range(len(parts)):
                self._add(joined, at, 0 if at else 1)
        self._words.extend(self.words.setdefault(word, len(self.words)) for word in words)
        self._term_ends.append(len(self._terms))
        self._word_ends.append(len(self._words))
        self.widths.append(len(parts))
        self.lengths.append(sum(term is not None for term in parts))
        self[text] = number = len(self)
        return number

    def _add(self, term: str, offset: int, count: int) -> None:
        self._terms.append(self.terms.setdefault(term, len(self.terms)))
        self._offsets.append(offset)
        self._counts.append(count)

    def of_terms(self) -> tuple[Ints, Ints, Ints, Ints, npt.NDArray[np.float32]]:
        """Where the terms of each word begin and end, and these one after another with their offsets and counts."""
        ends = _ints(self._term_ends)
        counts = np.array(self._counts, np.float32)
        return _begins(ends), ends, _ints(self._terms), _ints(self._offsets), counts

    def of_words(self) -> tuple[Ints, Ints, Ints]:
        ends = _ints(self._word_ends)
        return _begins(ends), ends, _ints(self._words)


def _ints(values: array[int]) -> Ints:
    return np.array(values, np.int32)


def _begins(ends: Ints) -> Ints:
    return np.concatenate([np.zeros(1, np.int32), ends[:-1]]) if len(ends) else ends


def _spread(firsts: Ints, ends: Ints) -> tuple[Longs, Longs]:
    """Of each number from `firsts` to `ends`: whose it is, and the number."""
    sizes = (ends - firsts).astype(np.int64)
    owners = np.repeat(np.arange(len(sizes)), sizes)
    starts = np.cumsum(sizes) - sizes
    return owners, np.arange(len(owners)) - np.repeat(starts - firsts, sizes)
