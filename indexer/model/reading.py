"""What is read from a report: source → document → sections, figures and entities → record."""

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
class TableRow:
    """`cells` are as printed and as many as the table has columns; one that spans the table has only blank ones."""

    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of which not every figure could be told to be one of a known measure, as printed. `number` is its place
    among those of the report, from 1; `corner` what stands above the labels of the rows; `columns` their heads, joined
    where they run over several rows; `span` its place in the document's text."""

    report: str
    number: int
    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[TableRow, ...]
    span: Span
    section: str | None = None
    lines: Range | None = None
    pages: Range | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """A mention; `span` counts in the text of its section, `line` in the source file (None for a PDF)."""

    section: str
    label: str
    text: str
    canonical: str
    span: Span
    line: int | None = None


CaseFactName = Literal[
    "subject", "category", "level", "agency", "order", "need", "intervention", "deed", "ending", "outcome"
]  # fmt: skip
"""subject: the pseudonym · category, level: MAPPA's · agency, order, need (or risk): canonical names · intervention and
ending: kinds, such as "Housing found" · deed: what was done that is of no known kind, word for word · outcome: the
sentences that tell what came of it, word for word."""


@dataclass(frozen=True, slots=True)
class CaseFact:
    """Something that a case study tells, as found by rules; `spans` are where, in the text of its section. `note` says
    from what it follows where the text does not say it in so many words."""

    section: str
    name: CaseFactName
    value: str
    spans: tuple[Span, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Record:
    """All that was read from one report; what a backend stores."""

    report: Report
    sections: tuple[Section, ...]
    figures: tuple[Figure, ...]
    entities: tuple[Entity, ...]
    warnings: tuple[str, ...] = ()
    facts: tuple[CaseFact, ...] = ()
    tables: tuple[Table, ...] = ()


@dataclass(frozen=True, slots=True)
class Link:
    """How a section relates to those of other reports: `group` is shared by sections of (nearly) the same text."""

    section: str
    boilerplate: Boilerplate
    group: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one source file in a run."""

    name: str
    status: Literal["indexed", "unchanged", "removed", "skipped"]
    report: str | None = None
    reason: str | None = None
    warnings: tuple[str, ...] = field(default=())
