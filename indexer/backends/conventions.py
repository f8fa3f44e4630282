"""What the backends agree on: which sections are results, what is searched of them, how values are named."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TypeVar

from indexer.errors import NotFound
from indexer.gazetteers import areas, slug
from indexer.model import FacetValue, Kind, Place, Report, Section

HIDDEN = ("cover", "heading_only")
"""Parts of a report that say nothing by themselves, and so are no results."""

FIELDS = ("title", "term", "question", "place", "text")
"""What is searched of a section: `term` holds the acronym, too, `place` the area, the years and what kind of section it
is."""

ENOUGH = 10
"""Texts with all the words from which on those with some of them are not worth listing."""

TOO_COMMON = "These words are too common to search for."

KIND_WORDS: dict[Kind, str] = {
    "foreword": "foreword",
    "statistics": "statistics figures",
    "definition": "definition",
    "case_study": "case study example",
    "faq": "frequently asked question FAQ",
    "voice": "lay adviser",
    "contact": "contact",
}
"""Words by which people ask for a kind of section."""
_PARTS = re.compile("-")

T = TypeVar("T")

FIRST_RUN = "run `mappa index` first"


def field_texts(section: Section) -> dict[str, str]:
    """What is searched, by field."""
    named = " ".join(filter(None, (section.term, section.acronym)))
    return {
        "title": section.title,
        "term": named,
        "question": section.question or "",
        "place": " ".join((*_PARTS.split(section.report), KIND_WORDS.get(section.kind, ""))),
        "text": section.text,
    }


def place_of(report: Report, section: Section) -> Place:
    """Where a section stands."""
    return Place(
        section.id, section.title, section.kind, report.id, report.area, report.area_slug,
        report.year_start, report.year_end, section.order, section.lines, section.pages,
    )  # fmt: skip


def found(held: Mapping[str, T], name: str, what: str) -> T:
    """Raises NotFound."""
    try:
        return held[name]
    except KeyError:
        raise NotFound(f"there is no {what} '{name}' in this index") from None


@cache
def region_of(area: str) -> str | None:
    """The probation region, or Wales, that an area by its slug is in."""
    return next((each.region for each in areas() if each.id == area), None)


def year_label(report: Report) -> str:
    """`2021 to 2022`."""
    return f"{report.year_start} to {report.year_end}"


def fact_label(name: str, value: str) -> str:
    """A fact of a case as the value of a facet: `Category 3`, `Level 2`, else as it is."""
    return f"{name.capitalize()} {value}" if name in ("category", "level") else value


def entity_values(canonical: str) -> Iterator[tuple[str, str]]:
    """Slug and label of each thing that a mention stands for; several are separated by semicolons."""
    for name in filter(None, map(str.strip, canonical.split(";"))):
        if value := slug(name):
            yield value, name


def most_frequent(names: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Slugs with the label that each is given most often."""
    counts = Counter(names)
    return dict(sorted(counts, key=lambda pair: (counts[pair], pair[1])))


def sort_values(name: str, values: Iterable[FacetValue]) -> tuple[FacetValue, ...]:
    """Most frequent first, but years newest first."""
    if name == "year":
        return tuple(sorted(values, key=lambda each: each.value, reverse=True))
    return tuple(sorted(values, key=lambda each: (-each.count, each.label.casefold(), each.value)))
