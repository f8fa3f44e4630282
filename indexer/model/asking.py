"""What is asked of an index: our own query, free of any engine's syntax."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Word:
    """A single word as typed; `prefix` for `polyg*`."""

    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand next to each other."""

    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two words or phrases with at most `within` words from the one to the other, in either order."""

    first: Word | Phrase
    second: Word | Phrase
    within: int


Leaf = Word | Phrase | Near


@dataclass(frozen=True, slots=True)
class AnyOf:
    """At least one of the clauses: `tagging OR polygraph`."""

    clauses: tuple[Leaf, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The clause must not match."""

    clause: Leaf


Relation = Literal["same", "similar", "replaced", "spelling"]
"""How another word stands to the one typed: the same thing under another name; nearly the same; what came after it or
before it in law; what was probably meant by a word that no report has."""


@dataclass(frozen=True, slots=True)
class Other:
    """A word that is searched for beside the one typed."""

    clause: Word | Phrase
    relation: Relation


@dataclass(frozen=True, slots=True)
class Widened:
    """Words typed in a row, all of them, or one of the others, which count less."""

    typed: tuple[Word, ...]
    others: tuple[Other, ...]


Clause = Leaf | AnyOf | Not | Widened


@dataclass(frozen=True, slots=True)
class Filter:
    """Only sections whose `field` has one of the `values` (slugs)."""

    field: str
    values: tuple[str, ...]


Sort = Literal["relevance", "newest", "oldest", "area"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. An empty query with filters lists everything that passes them.

    `notices` say, for the user, how odd input was read. `page` counts from 1. `exact`: only the words typed count, not
    others that mean the same. `strict`: all of them must be found; else sections with some of them are listed behind
    those with all, where these are few.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    notices: tuple[str, ...] = ()
    exact: bool = False
    strict: bool = False
