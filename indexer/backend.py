"""The seam between the house and its search engines: what a backend must do, in terms of our own values.

Writing goes through a `Generation`: a complete new state that is built beside the one being served and becomes
visible only with `publish`. Reading goes through a `SearchBackend`, which always shows one whole generation.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from types import TracebackType
from typing import Protocol, Self

from indexer.model import (
    Boilerplate,
    CaseFactName,
    Definition,
    Entity,
    Figure,
    Filter,
    Hit,
    Kind,
    Link,
    Place,
    Query,
    Record,
    Report,
    Results,
    Section,
    Stats,
    StoredFigure,
    StoredSection,
    StoredTable,
)

FACETS: dict[str, str] = {
    "area": "Area",
    "region": "Region",
    "year": "Report year",
    "kind": "Section type",
    "text": "National or local text",
    "agency": "Agency mentioned",
    "order": "Order mentioned",
    "programme": "Programme mentioned",
    "risk": "Need or risk mentioned",
    "category": "MAPPA category of a case",
    "level": "MAPPA level of a case",
    "need": "Need or risk in a case",
}
"""Facet fields, in the order shown, with their headings. Values: `area` slugs, `region` the slug of a probation region,
`year` as `2021-22`, `kind` a Kind, `text` a Boilerplate, the others the slug of a canonical entity name (labels ORG,
ORDER, PROGRAMME, RISK_FACTOR), or of a fact of a case study. Beside them one can filter by `report` (its id) and by
`measure`, the name of a measure of which the section holds a figure."""

KIND_LABELS: dict[Kind, str] = {
    "foreword": "Foreword",
    "background": "Background",
    "statistics": "Statistics",
    "commentary": "Commentary",
    "definition": "Definition",
    "case_study": "Case study",
    "faq": "Frequently asked question",
    "local_page": "Local page",
    "governance": "Governance",
    "voice": "Lay adviser or victim liaison",
    "contact": "Contact",
    "closing": "Closing",
}
"""Kinds of section as they are shown."""

ENTITY_FACETS: dict[str, str] = {"agency": "ORG", "order": "ORDER", "programme": "PROGRAMME", "risk": "RISK_FACTOR"}
BOILERPLATE_FACET: dict[Boilerplate, str] = {
    "national": "National text",
    "edited": "National text with local changes",
    "local": "Local text",
}
"""Values of the facet `text` with their labels."""
CASE_FACETS: tuple[CaseFactName, ...] = ("category", "level", "need", "intervention", "ending")
STUDY_FACETS: dict[str, str] = {"intervention": "What was done", "ending": "What came of it"}
"""Facet fields beside FACETS, which only lists of case studies show, with their headings."""


class Generation(Protocol):
    """A new state of the index under construction. Starts as a copy of the published one, or empty."""

    def reports(self) -> tuple[Report, ...]: ...

    def write(self, record: Record) -> None:
        """Add a report, replacing one of the same id."""

    def remove(self, report: str) -> None:
        """Remove the report of this id, if it is there."""

    def sections(self) -> Iterator[tuple[Report, Section]]:
        """All sections of the generation, in order of report and position."""

    def figures(self) -> Iterator[Figure]:
        """All figures of the generation."""

    def link(self, links: Iterable[Link]) -> None:
        """Replace all links between sections."""

    def add_missing(self, figures: Iterable[Figure]) -> None:
        """Replace the figures flagged missing, which can only be told when all reports of a year are known."""

    def publish(self) -> str:
        """Make this the generation that is served; returns its name. Nothing is visible before."""

    def rollback(self) -> None:
        """Throw the generation away; the published one stays as it is."""

    def __enter__(self) -> Self: ...

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Roll back unless published."""


class SearchBackend(Protocol):
    """An index that can be asked, and of which new generations can be built."""

    def begin(self, *, fresh: bool = False) -> Generation:
        """Start a new generation, from nothing where `fresh`. One at a time: a second writer gets BrokenIndex at once
        with a message that says who writes."""

    def search(self, query: Query, *, facets: Iterable[str] = ()) -> Results:
        """Searches for the widened query. The results are described by `Results`."""

    def widen(self, query: Query) -> Query:
        """With other words beside those typed: of the thesaurus, short and long forms that the reports define, and for
        a word that no report has the nearest that one has. An exact query stays as it is."""

    def section(self, section: str) -> StoredSection:
        """Raises NotFound."""

    def similar(self, section: str, *, limit: int = 5, filters: tuple[Filter, ...] = ()) -> tuple[Hit, ...]:
        """Sections of another text about the same things, of those that pass the filters; best first. Raises
        NotFound."""

    def other_years(self, section: str) -> tuple[Place, ...]:
        """The same section in the other reports of its area, newest first. Raises NotFound."""

    def report(self, report: str) -> Report:
        """Raises NotFound."""

    def reports(self) -> tuple[Report, ...]:
        """All reports, by area and then newest first."""

    def sections(self, report: str | None = None) -> Iterator[StoredSection]:
        """The sections of a report, or of all reports, in order, with their entities."""

    def figures(
        self, *, report: str | None = None, measure: str | None = None, area: str | None = None
    ) -> tuple[StoredFigure, ...]:
        """Figures by report, measure and position in the tables; `area` is a slug."""

    def tables(self, report: str | None = None) -> tuple[StoredTable, ...]:
        """The printed tables of a report, or of all reports, in order: those of which not every figure is known."""

    def definitions(self, term: str | None = None) -> tuple[Definition, ...]:
        """All definitions by term, or the one whose term, acronym or slug this is (at most one)."""

    def entities(self) -> Iterator[Entity]:
        """All mentions, by report, section and position."""

    def vocabulary(self) -> Mapping[str, int]:
        """All words as they are spelt, with the number of sections that hold them."""

    def suggest(self, text: str) -> str | None:
        """The same words with those that the corpus does not know replaced by the nearest that it does, or None."""

    def stats(self) -> Stats: ...

    def health(self) -> None:
        """Returns if the published generation is whole; raises BrokenIndex if it is not, or there is none."""

    def close(self) -> None: ...

    def __hash__(self) -> int:
        """By identity, so that what was counted in an index can be kept for it."""
