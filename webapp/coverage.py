"""Of which areas and years reports are held: what "nothing found" rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from indexer.gazetteers import areas
from indexer.model import Report
from webapp.params import Params
from webapp.site import Collection
from webapp.words import years_of_slug

MOST_NAMED = 12
"""Reports that are named one by one."""


@dataclass(frozen=True, slots=True)
class Covered:
    """The reports that were looked through, and what of the areas and years asked for is not held, in words."""

    held: tuple[Report, ...]
    missing: tuple[str, ...]

    @property
    def named(self) -> tuple[Report, ...]:
        return self.held if len(self.held) <= MOST_NAMED else ()


def of(collection: Collection, params: Params) -> Covered:
    return between(collection, params.values("area"), params.values("year"))


def between(collection: Collection, chosen: Sequence[str], years: Sequence[str]) -> Covered:
    """Of the areas and years chosen; none chosen stands for all."""
    held = tuple(
        report
        for report in collection.reports
        if (not chosen or report.area_slug in chosen) and (not years or report.year_slug in years)
    )
    return Covered(held, tuple(_missing(collection, chosen, years)))


def _missing(collection: Collection, chosen: Sequence[str], years: Sequence[str]) -> list[str]:
    """Of an area and a year, where both are chosen; else areas and years of which nothing is held."""
    names = {area.id: area.name for area in areas()} | collection.areas
    if chosen and years:
        pairs = {(report.area_slug, report.year_slug) for report in collection.reports}
        return [f"{names.get(a, a)} {years_of_slug(y)}" for a, y in product(chosen, years) if (a, y) not in pairs]
    gone = [names.get(area, area) for area in chosen if area not in collection.areas]
    return gone + [years_of_slug(year) for year in years if year not in collection.reports_by_year]
