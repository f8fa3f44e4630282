"""The pages that list sections: what each is about, and by what it can be narrowed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.backend import FACETS, STUDY_FACETS
from indexer.model import Filter, Kind, StoredSection

HEADINGS: dict[str, str] = {**FACETS, **STUDY_FACETS}
"""Facet field → what it is called."""


@dataclass(frozen=True, slots=True)
class Listing:
    """`names`: name in addresses → facet field, in the order of addresses. `fixed`: what every list of the page is
    narrowed to. `show`: which of the lists at one path this is, empty for the usual one. `open`: the names of the
    facets that are open from the start. `most`: how many entries a page may have."""

    path: str
    names: Mapping[str, str]
    fixed: tuple[Filter, ...] = ()
    show: str = ""
    label: str = ""
    open: tuple[str, ...] = ("area", "year")
    most: int = 50


def _of_kinds(show: str, label: str, kinds: tuple[Kind, ...], names: Mapping[str, str]) -> Listing:
    return Listing("/case-studies", names, (Filter("kind", kinds),), show, label, (*names,)[:3], 10)


SEARCH = Listing("/search", {("section" if facet == "kind" else facet): facet for facet in FACETS})

_WHERE = {"area": "area", "year": "year"}
_WHO = {"order": "order", "agency": "agency", "programme": "programme"}
_TOLD = {"level": "level", "category": "category", "need": "need", "intervention": "intervention", "outcome": "ending"}

STUDIES = _of_kinds("", "Case studies", ("case_study",), {**_WHERE, **_TOLD, **_WHO})
INITIATIVES = _of_kinds("initiatives", "Local initiatives", ("local_page",), {**_WHERE, "risk": "risk", **_WHO})
BOTH = _of_kinds("all", "Both", ("case_study", "local_page"), {**_WHERE, "risk": "risk", **_WHO})

PRACTICE: dict[str, Listing] = {each.show: each for each in (STUDIES, INITIATIVES, BOTH)}
"""The lists of practice examples. What is told of a person can only be asked of case studies."""


def alike(stored: StoredSection) -> tuple[Filter, ...]:
    """Like a case are other cases; like anything else whatever tells of the same things."""
    return (Filter("kind", ("case_study",)),) if stored.place.kind == "case_study" else ()
