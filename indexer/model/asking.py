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
class AnyOf:
    """At least one of the clauses: `tagging OR polygraph`."""

    clauses: tuple[Word | Phrase, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """The clause must not match."""

    clause: Word | Phrase


Clause = Word | Phrase | AnyOf | Not


@dataclass(frozen=True, slots=True)
class Filter:
    """Only sections whose `field` has one of the `values` (slugs)."""

    field: str
    values: tuple[str, ...]


Sort = Literal["relevance", "newest", "oldest", "area"]


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for. An empty query with filters lists everything that passes them.

    `notices` say, for the user, how odd input was read. `page` counts from 1.
    """

    text: str = ""
    clauses: tuple[Clause, ...] = ()
    filters: tuple[Filter, ...] = ()
    sort: Sort = "relevance"
    page: int = 1
    size: int = 10
    notices: tuple[str, ...] = ()
