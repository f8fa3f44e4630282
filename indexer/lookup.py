"""A term that the reports do not define → what they have instead: the terms that are written much like it, and for an
abbreviation the words that a report ties to it, with the place."""

from __future__ import annotations

import re
from dataclasses import dataclass

from rapidfuzz import fuzz

from indexer.answer.letters import spelt_out
from indexer.backend import SearchBackend
from indexer.model import Definition, Phrase, Place, Query

ALIKE = 70
"""How alike (0 to 100) the letters of a term, or its words in any order, must be to those looked up."""
MOST_NEAREST = 4
MOST_SECTIONS = 60
"""Sections with an abbreviation that are looked at, the most relevant first."""
_ABBREVIATION = re.compile(r"[A-Za-z][A-Za-z&]{0,7}[A-Za-z]")


@dataclass(frozen=True, slots=True)
class SpeltOut:
    """The words that an abbreviation stands for, as the section at `place` has them."""

    words: str
    place: Place


@dataclass(frozen=True, slots=True)
class Instead:
    """`nearest`: the most alike first."""

    term: str
    nearest: tuple[Definition, ...]
    spelt: SpeltOut | None

    @property
    def question(self) -> str:
        return f"What is {self.term}?"


def instead(term: str, backend: SearchBackend) -> Instead:
    """For a term that `backend.definitions` does not find."""
    return Instead(term, nearest(term, backend.definitions()), _spelt(term, backend))


def nearest(term: str, definitions: tuple[Definition, ...]) -> tuple[Definition, ...]:
    scored = sorted(((-_alike(term, each), each.term, each) for each in definitions), key=lambda one: one[:2])
    return tuple(each for score, _, each in scored if -score >= ALIKE)[:MOST_NEAREST]


def _alike(term: str, definition: Definition) -> float:
    names = [name.casefold() for name in (definition.term, definition.acronym) if name]
    return max(fuzz.token_sort_ratio(term.casefold(), name) for name in names)


def _spelt(term: str, backend: SearchBackend) -> SpeltOut | None:
    if not _ABBREVIATION.fullmatch(term):
        return None
    found = backend.search(Query(clauses=(Phrase((term,)),), size=MOST_SECTIONS, exact=True))
    for hit in found.hits:
        if words := spelt_out(term, backend.section(hit.place.section).section.text):
            return SpeltOut(words, hit.place)
    return None
