"""Words that the corpus does not know → the nearest that it does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Protocol

from rapidfuzz import process
from rapidfuzz.distance import OSA

from indexer import analysis
from indexer.model import AnyOf, Clause, Leaf, Near, Not, Phrase, Query, Widened, Word
from indexer.query import render
from indexer.thesaurus import others

SHORTEST = 4
"""Letters; of a shorter word too many others are near."""


class Words(Protocol):
    """What has to be known of a corpus to correct a query."""

    def vocabulary(self) -> Mapping[str, int]:
        """All words as they are spelt, with the number of sections that hold them."""

    def knows(self, clause: Leaf) -> bool:
        """Whether any section matches."""


def correct(words: Words, query: Query) -> str | None:
    """The query as text with unknown words mended, or None where nothing can be mended."""
    mended = tuple(_clause(words, clause) for clause in query.clauses)
    return render(replace(query, clauses=mended)) if mended != query.clauses else None


def misspelt(query: Query) -> bool:
    """Whether a widened query has a word that no report has, and one that was probably meant."""
    return any(other.relation == "spelling" for other in others(query))


def nearest(word: str, vocabulary: Mapping[str, int]) -> Iterable[str]:
    """Known words at the distance of one typing error, of two in a long word, best first."""
    plain = analysis.fold(word)
    if len(plain) < SHORTEST or not plain.isalpha():
        return ()
    errors = 1 if len(plain) <= SHORTEST + 1 else 2
    near = process.extract(plain, vocabulary.keys(), scorer=OSA.distance, score_cutoff=errors, limit=None)
    return [name for name, _, _ in sorted(near, key=lambda each: _rank(plain, each[0], each[1], vocabulary))]


def _rank(typed: str, known: str, distance: float, vocabulary: Mapping[str, int]) -> tuple[bool, float, int, str]:
    """People hardly ever mistype the first letter."""
    return known[0] != typed[0], distance, -vocabulary[known], known


def _clause(words: Words, clause: Clause) -> Clause:
    match clause:
        case AnyOf(clauses):
            return AnyOf(tuple(_leaf(words, leaf) for leaf in clauses))
        case Widened(typed, others):
            return Widened(tuple(Word(mend(words, word.text)) for word in typed), others)
        case Not():
            return clause
    return _leaf(words, clause)


def _leaf(words: Words, leaf: Leaf) -> Leaf:
    if isinstance(leaf, Near):
        return Near(_single(words, leaf.first), _single(words, leaf.second), leaf.within)
    return _single(words, leaf)


def _single(words: Words, leaf: Word | Phrase) -> Word | Phrase:
    if isinstance(leaf, Phrase):
        return Phrase(tuple(mend(words, word) for word in leaf.words))
    return leaf if leaf.prefix else Word(mend(words, leaf.text))


def mend(words: Words, typed: str) -> str:
    """The nearest word that the corpus knows, or the word itself where it is known or nothing is near."""
    if not analysis.patterns(Word(typed)) or words.knows(Word(typed)):
        return typed
    return next((near for near in nearest(typed, words.vocabulary()) if words.knows(Word(near))), typed)
