"""How values are said on the pages: kinds, years, places and figures in words. Pure functions; templates use them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from indexer.backend import KIND_LABELS
from indexer.model import Boilerplate, CaseFact, CaseFactName, Division, Kind, Place, Range, Report, StoredFigure

BOILERPLATE_LABELS: dict[Boilerplate, str] = {
    "national": "National text, which the reports of this year share",
    "edited": "National text with local changes",
    "local": "Local text, written for this report",
}


CASE_FACTS: dict[CaseFactName, str] = {
    "subject": "Person",
    "category": "MAPPA category",
    "level": "MAPPA level",
    "agency": "Agencies",
    "order": "Orders",
    "need": "Needs and risks",
    "intervention": "What was done",
    "deed": "Also done, quoted",
    "ending": "What came of it",
    "outcome": "Outcome, quoted",
}
"""Facts of a case study with their headings, in the order shown."""


def case_facts(facts: Iterable[CaseFact]) -> list[tuple[str, list[str]]]:
    """Headings with the values told."""
    told: dict[CaseFactName, list[str]] = {}
    for fact in facts:
        told.setdefault(fact.name, []).append(" ".join(fact.value.split()) + (f" ({fact.note})" if fact.note else ""))
    return [(heading, told[name]) for name, heading in CASE_FACTS.items() if name in told]


def kind_label(kind: Kind) -> str:
    return KIND_LABELS[kind]


def years(value: Place | Report | StoredFigure) -> str:
    return f"{value.year_start} to {value.year_end}"


def years_of_slug(slug: str) -> str:
    """`2021-22` → `2021 to 2022`."""
    start, _, end = slug.partition("-")
    return f"{start} to {int(start) // 100 + (end == '00')}{end}"


def year_slug(start: int, end: int) -> str:
    return f"{start}-{end % 100:02d}"


def report_title(report: Report) -> str:
    return f"{report.area} MAPPA Annual Report {years(report)}"


def title_of(place: Place) -> str:
    """A section without a title of its own is named by its kind."""
    return place.title.strip() or KIND_LABELS[place.kind]


def where(place: Place) -> str:
    """A report read from a PDF has pages; in one read from text the sections are numbered."""
    if place.pages:
        return pages(place.pages)
    return f"section {place.order}"


def pages(found: Range) -> str:
    return f"page {found.first}" if found.first == found.last else f"pages {found.first} to {found.last}"


def count(number: int, one: str, many: str | None = None) -> str:
    """`1 report`, `2 reports`, `1,200 sections`."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def joined(words: Iterable[str]) -> str:
    *first, last = tuple(words)
    return f"{', '.join(first)} and {last}" if first else last


def day(moment: str) -> str:
    """`2025-03-14T09:30:00+00:00` → `14 March 2025`; what is no date stays as it is."""
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return moment
    return f"{found.day} {found:%B %Y}"


def level(value: Division) -> str:
    return _division("Level", "All levels", value)


def category(value: Division) -> str:
    return _division("Category", "All categories", value)


def _division(name: str, total: str, value: Division) -> str:
    if value is None:
        return "All"
    return total if value == "total" else f"{name} {value}"


FILTERS: tuple[Callable[..., str], ...] = (
    kind_label, years, years_of_slug, report_title, title_of, where, pages, count, joined, day,
)  # fmt: skip
