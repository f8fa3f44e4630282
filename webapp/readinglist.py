"""A reading list: sections that a reader keeps. It lives in addresses and nowhere else, so that it needs no account and
can be sent to somebody, and it names sections as their permanent addresses do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from indexer.errors import NotFound
from indexer.model import Place, StoredSection
from webapp.addresses import section_name
from webapp.finding import find_report, find_section
from webapp.site import site
from webapp.words import year_slug

MOST_KEPT = 40
"""Sections of a list: longer addresses are cut by some programs."""
PATH = "/reading-list"
_KEPT = re.compile(r"[a-z0-9-]{1,80}\.\d{4}-\d\d\.\d{1,4}[a-z0-9-]{0,80}")


def read(given: Iterable[str]) -> tuple[str, ...]:
    """The names in an address, each once, without what is no name."""
    return tuple(dict.fromkeys(name for name in given if _KEPT.fullmatch(name)))[:MOST_KEPT]


def name_of(place: Place) -> str:
    """`dorset.2014-15.06-case-study`."""
    return f"{place.area_slug}.{year_slug(place.year_start, place.year_end)}.{section_name(place)}"


def toggled(keep: tuple[str, ...], name: str) -> tuple[str, ...]:
    return tuple(each for each in keep if each != name) if name in keep else (*keep, name)


def address(keep: Iterable[str], form: str = "") -> str:
    """Of the list as a page, or with `form` ".csv", ".json", ".txt", ".bib" or ".ris" to take away."""
    pairs = [("keep", name) for name in keep]
    return f"{PATH}{form}?{urlencode(pairs)}" if pairs else f"{PATH}{form}"


def sections(keep: Iterable[str]) -> tuple[tuple[StoredSection, ...], tuple[str, ...]]:
    """The sections of a list in its order, and the names of those that are not there any more."""
    found: dict[str, StoredSection] = {}
    gone: list[str] = []
    for name in keep:
        area, year, section = name.split(".")
        try:
            report = find_report(area, year)
            stored = find_section(tuple(site().backend.sections(report.id)), section)
        except NotFound:
            gone.append(name)
        else:
            found.setdefault(stored.section.id, stored)
    return tuple(found.values()), tuple(gone)
