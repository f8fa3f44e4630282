"""What an index gives back: results, stored records with their places, definitions, answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from indexer.model.asking import Query
from indexer.model.reading import Boilerplate, CaseFact, Entity, Figure, Kind, Range, Section, Span, Table


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of a section's text as plain text; `marks` are the spans in it that matched."""

    text: str
    marks: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Place:
    """Where a section stands, for lists: enough to name it and to link to it."""

    section: str
    title: str
    kind: Kind
    report: str
    area: str
    area_slug: str
    year_start: int
    year_end: int
    order: int
    lines: Range | None = None
    pages: Range | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A section that matched; `also` are the places of the same text in other reports."""

    place: Place
    score: float
    snippets: tuple[Snippet, ...]
    matches: int
    also: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class FacetValue:
    value: str
    label: str
    count: int
    selected: bool = False


@dataclass(frozen=True, slots=True)
class Facet:
    """Counts leave out the facet's own selection, so that a second value can be added."""

    field: str
    values: Sequence[FacetValue]


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts distinct texts (hits), `places` the sections that hold them. `query` is as it was searched for,
    with other words beside those typed. `whole` of the texts hold all the words, and by relevance come first; where
    these are few, texts that hold some of them are listed, too."""

    query: Query
    hits: tuple[Hit, ...]
    total: int
    places: int
    facets: tuple[Facet, ...] = ()
    whole: int = 0
    suggestion: str | None = None
    took_ms: float = 0.0

    @property
    def any_word(self) -> bool:
        """Whether texts are listed that do not hold all the words."""
        return self.whole < self.total


@dataclass(frozen=True, slots=True)
class StoredSection:
    """A section as it comes back from the index, with what links it to others. `measures`: those of which it holds
    figures."""

    section: Section
    place: Place
    boilerplate: Boilerplate
    group: str
    also: tuple[Place, ...]
    entities: tuple[Entity, ...] = ()
    facts: tuple[CaseFact, ...] = ()
    measures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StoredFigure:
    """A figure with the place it stands at; `place` is None where the figure is missing."""

    figure: Figure
    area: str
    area_slug: str
    year_start: int
    year_end: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class StoredTable:
    """A printed table with the place of its section, None where it stands in none."""

    table: Table
    area: str
    area_slug: str
    year_start: int
    year_end: int
    place: Place | None


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording of a definition: where it stands first, and where else in the same words."""

    text: str
    place: Place
    also: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """A term with all its wordings, newest first."""

    slug: str
    term: str
    acronym: str | None
    wordings: tuple[Wording, ...]


@dataclass(frozen=True, slots=True)
class Citation:
    """`quote` stands word for word at `place`."""

    place: Place
    quote: str


QuestionKind = Literal["definition", "faq", "statistic", "comparison", "practice", "factual"]


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer rests on at least one citation; without an answer, `reason` says in the user's words why, and `closest`
    are passages that come near. `differs`: where reports contradict each other or themselves. `notes`: how the question
    was mended. `fixed`: the reason stands by itself, no passages are offered. `passed`: how it was read and what each
    route said."""

    question: str
    kind: QuestionKind | None = None
    text: str | None = None
    citations: tuple[Citation, ...] = ()
    reason: str | None = None
    took_ms: float = 0.0
    closest: tuple[Citation, ...] = ()
    differs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    passed: tuple[str, ...] = ()
    fixed: bool = False

    def __post_init__(self) -> None:
        if (self.text is None) == bool(self.citations):
            raise ValueError("an answer needs a citation, and a refusal has none")

    @property
    def answered(self) -> bool:
        return self.text is not None


@dataclass(frozen=True, slots=True)
class Stats:
    """What an index holds."""

    reports: int
    areas: int
    years: tuple[int, ...]
    sections: int
    figures: int
    entities: int
    generation: str
    built: str
