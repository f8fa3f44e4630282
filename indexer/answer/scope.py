"""Which reports a question is about, and why none is: area or year not held."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from indexer.answer.places import area_name, by_city
from indexer.answer.reading import Reading
from indexer.answer.subject import counting
from indexer.answer.years import label
from indexer.backend import SearchBackend
from indexer.gazetteers import areas
from indexer.model import Filter, Phrase, Query, Report
from indexer.rules import load


@dataclass(frozen=True, slots=True)
class Scope:
    """`reports` that are held of the areas and years named; `refusal`: an area or year that is not held."""

    reports: tuple[Report, ...]
    refusal: str | None = None

    @property
    def filters(self) -> tuple[Filter, ...]:
        areas = tuple(dict.fromkeys(each.area_slug for each in self.reports))
        years = tuple(dict.fromkeys(each.year_slug for each in self.reports))
        return Filter("area", areas), Filter("year", years)


def scope(reading: Reading, backend: SearchBackend, filters: Iterable[Filter] = ()) -> Scope:
    """Areas that are named must all be held, and of each a year that is named."""
    held = tuple(each for each in backend.reports() if _passes(each, filters))
    if reading.places.elsewhere:
        return Scope((), f"{reading.places.elsewhere[0].title()} is not a MAPPA area of England and Wales")
    if _counts(reading) and (why := uncounted(reading) or _whole_country(reading, held)):
        return Scope((), why)
    city = None if reading.places.areas else by_city(reading.words)
    if city and all(each.area_slug != city for each in held):
        return Scope((), _no_area(city, held))
    wanted = _wanted(reading, held)
    chosen: list[Report] = []
    for area in wanted:
        mine = [each for each in held if each.area_slug == area]
        if not mine and _together(reading, area, held, backend):
            continue
        if not mine:
            return Scope((), _no_area(area, held))
        found = _of_years(reading, mine)
        if isinstance(found, str):
            return Scope((), f"{area_name(area)}: {found}")
        chosen += found
    if not wanted:
        found = _of_years(reading, list(held))
        if isinstance(found, str):
            return Scope((), found)
        chosen = found
    return Scope(tuple(_paired(reading, chosen) or chosen))


def _counts(reading: Reading) -> bool:
    return counting(reading) and bool(reading.concepts)


def uncounted(reading: Reading) -> str | None:
    """What to say where all is known of what is asked for but that it is counted: who is in prison."""
    for row in load("questions")["uncounted"]:
        if set(reading.unknown) <= set(row["words"]) and re.search(rf"\b(?:{row['pattern']})\b", reading.words):
            return str(row["text"])
    return None


def _whole_country(reading: Reading, held: tuple[Report, ...]) -> str | None:
    """Sums over the areas that are held are no figures of the country."""
    here = {each.area_slug for each in held}
    if not reading.places.national or reading.unknown or len(here) == len(areas()):
        return None
    return (
        "no report gives figures of the whole country, and those of all areas are needed to add them up; "
        f"held are reports of {len(here)} of {len(areas())}"
    )


def _together(reading: Reading, area: str, held: tuple[Report, ...], backend: SearchBackend) -> bool:
    """Whether reports speak of the area in one breath with another that is held, and no number is asked for."""
    others = {each.area for each in held if each.area_slug in reading.places.areas}
    if counting(reading) or reading.operators or not others:
        return False
    pairs = [order for other in others for order in ((area_name(area), other), (other, area_name(area)))]
    return any(named(f"{first} and {second}", backend) for first, second in pairs)


def named(name: str, backend: SearchBackend) -> bool:
    """Whether any report has these words in a row."""
    return bool(backend.search(Query(clauses=(Phrase(tuple(name.split())),), exact=True, size=1)).hits)


def _wanted(reading: Reading, held: tuple[Report, ...]) -> tuple[str, ...]:
    if reading.places.areas:
        return reading.places.areas
    if reading.places.region:
        return tuple(dict.fromkeys(r.area_slug for r in held if r.region == reading.places.region))
    return ()


def _of_years(reading: Reading, held: list[Report]) -> list[Report] | str:
    if _pairs(reading):
        years = {year for choice in reading.years.named for year in choice}
        found = [each for each in held if each.year_start in years]
        return found or _no_year(reading.years.named[0][0], held)
    years_held, missing = reading.years.pick(each.year_start for each in held)
    if missing and not (reading.years.span and len(years_held) > 1):
        return f"the report for {missing[0]} is not held; held {_are(held)}"
    if reading.years.since and not years_held:
        return _no_year(reading.years.named[0][0], held)
    return [each for each in held if each.year_start in years_held]


def _pairs(reading: Reading) -> bool:
    """Each area with a year of its own: "Dorset 2014-15 with the West Midlands 2021-22"."""
    return len(reading.places.areas) == len(reading.years.named) > 1


def _paired(reading: Reading, reports: list[Report]) -> list[Report]:
    if not _pairs(reading):
        return []
    pairs = list(zip(reading.places.areas, reading.years.named, strict=True))
    found = [r for area, choice in pairs for r in reports if r.area_slug == area and r.year_start in choice]
    return found if len({r.area_slug for r in found}) == len(pairs) else []


def _no_area(area: str, held: tuple[Report, ...]) -> str:
    known = ", ".join(dict.fromkeys(each.area for each in held))
    return f"no report of {area_name(area)} is held; held are reports of {known or 'no area'}"


def _no_year(year: int, held: list[Report]) -> str:
    return f"the report for {label(year)} is not held; held {_are(held)}"


def _are(held: list[Report]) -> str:
    years = sorted({each.year_start for each in held})
    return ("is " if len(years) == 1 else "are ") + ", ".join(map(label, years))


def _passes(report: Report, filters: Iterable[Filter]) -> bool:
    own = {"area": report.area_slug, "year": report.year_slug}
    return all(own[each.field] in each.values for each in filters if each.field in own)


def newest(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Of each area the newest."""
    best: dict[str, Report] = {}
    for each in reports:
        if each.area_slug not in best or best[each.area_slug].year_start < each.year_start:
            best[each.area_slug] = each
    return tuple(best.values())
