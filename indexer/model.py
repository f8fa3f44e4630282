"""Every value that flows through the house: source → document → sections → records → query → results.

All are frozen and hold tuples, so they can be shared between threads and compared in tests. Nothing of ours is
imported here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal[
    "foreword", "background", "statistics", "commentary", "definition", "case_study", "faq", "local_page",
    "governance", "voice", "contact", "closing",
]  # fmt: skip
KINDS: tuple[Kind, ...] = Kind.__args__  # type: ignore[attr-defined]

Subtype = Literal["cover", "contents", "heading_only", "parent"]
"""cover: the title page · contents: a list of the report's parts · heading_only: a heading directly followed by its
first sub-section · parent: the heading and introduction of a list such as the questions and answers."""

Boilerplate = Literal["national", "edited", "local"]
Division = int | Literal["total"] | None
"""A MAPPA category (1 to 4) or level (1 to 3), their total, or None where a figure is not divided by it."""

Flag = Literal["ok", "inconsistent", "ambiguous", "missing"]
Role = Literal["heading", "text", "item", "row", "blank"]


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of a text, `end` not included."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Range:
    """Lines or pages `first` to `last`, counted from 1, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was found. `sha256` of its bytes is its identity."""

    path: str
    name: str
    format: Literal["pdf", "text"]
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Block:
    """One line of a text file, or one paragraph, heading, list item or table row of a PDF, as the reader saw it.

    `role` is what the marks, the tag tree or the layout say; what a block means is for `sections` to decide.
    Cells of a row are separated by tabs. `level` is that of the heading mark or tag, None where there is none.
    `size` is the type size over that of the body text (1.0), None in text files. `page_start`: the first block of a
    page; in text files the first after three or more empty lines, which is how page breaks come out there.
    """

    span: Span
    role: Role
    lines: Range | None = None
    pages: Range | None = None
    level: int | None = None
    size: float | None = None
    bold: bool = False
    page_start: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page of a PDF; `label` is the number printed on it, where one was found."""

    number: int
    label: str | None
    span: Span


@dataclass(frozen=True, slots=True)
class Document:
    """What a reader made of a source. The blocks follow each other and tile `text`: a block's span includes the line
    feed that ends it. `cover` holds words that stand on the first page but not in `text` (names of logos and images);
    `warnings` say what could not be read."""

    source: Source
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    cover: tuple[str, ...] = ()
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """Which report a document is. `id` is `<area-slug>-<yyyy>-<yy>`. A digest is our own restatement of a report.

    `version` is the fingerprint of the code, rules and settings that it was read with.
    """

    id: str
    area: str
    area_slug: str
    region: str
    year_start: int
    year_end: int
    source: Source
    url: str | None = None
    digest: bool = False
    language: str = "en"
    version: str = ""

    @property
    def year_slug(self) -> str:
        """The year as it stands in addresses: `2021-22`."""
        return f"{self.year_start}-{self.year_end % 100:02d}"


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a report. The sections of a report, by `span`, tile its document's text.

    `text` is the section's own, without its sub-sections, with white space at its ends removed; `start` is where it
    begins in the document's text. It begins with the heading where there is one. `rule` names the rule that gave the
    kind.
    """

    id: str
    report: str
    order: int
    kind: Kind
    title: str
    level: int
    text: str
    span: Span
    start: int
    subtype: Subtype | None = None
    parent: str | None = None
    lines: Range | None = None
    pages: Range | None = None
    letter: str | None = None
    term: str | None = None
    acronym: str | None = None
    question: str | None = None
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One cell of a statistics table. `value` is the printed number, None for "-"; `printed` the cell as printed, None
    where the flag is missing. `expected`: what the sums call for where that differs. `note` says what is odd."""

    report: str
    measure: str
    category: Division
    level: Division
    value: int | float | None
    printed: str | None
    flag: Flag
    section: str | None
    lines: Range | None = None
    pages: Range | None = None
    row: str = ""
    column: str = ""
    expected: int | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention; `span` counts in the text of its section, `line` in the source file (None for a PDF)."""

    section: str
    label: str
    text: str
    canonical: str
    span: Span
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read from one report; what a backend stores."""

    report: Report
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    entities: tuple[Entity, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """How a section relates to those of other reports: `group` is shared by sections of (nearly) the same text, and
    `also` are the others in it."""

    section: str
    boilerplate: Boilerplate
    group: str
    also: tuple[str, ...] = ()


# ---- asking


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
    values: tuple[FacetValue, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """`total` counts distinct texts (hits), `places` the sections that hold them. `terms` are the words to mark on the
    page of a section. `any_word`: nothing held all the words, so sections with some of them are shown."""

    query: Query
    hits: tuple[Hit, ...]
    total: int
    places: int
    facets: tuple[Facet, ...] = ()
    suggestion: str | None = None
    any_word: bool = False
    took_ms: float = 0.0


@dataclass(frozen=True, slots=True)
class StoredSection:
    """A section as it comes back from the index, with what links it to others."""

    section: Section
    place: Place
    boilerplate: Boilerplate
    group: str
    also: tuple[Place, ...]
    entities: tuple[Entity, ...] = ()


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
    """An answer rests on at least one citation; without an answer, `reason` says in the user's words why."""

    question: str
    kind: QuestionKind | None = None
    text: str | None = None
    citations: tuple[Citation, ...] = ()
    reason: str | None = None
    took_ms: float = 0.0

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


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source file in a run."""

    name: str
    status: Literal["indexed", "unchanged", "removed", "skipped"]
    report: str | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = field(default=())
