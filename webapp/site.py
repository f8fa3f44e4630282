"""What a running site holds: the backend, the settings, and the lists that every page needs, once a generation."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import cast

from flask import current_app

from indexer.backend import KIND_LABELS, SearchBackend
from indexer.compare import Cell, cells
from indexer.config import Config
from indexer.gazetteers import areas
from indexer.model import Definition, FacetValue, Place, Query, Report, Stats
from indexer.statistics import Measure, measures
from webapp.kept import Pages
from webapp.listings import HEADINGS
from webapp.words import years_of_slug


class Collection:
    """The lists of one generation. Each is asked for when first needed, and then kept."""

    def __init__(self, backend: SearchBackend, stats: Stats) -> None:
        self.backend = backend
        self.stats = stats
        self._counts: dict[str, int] = {}

    @cached_property
    def reports(self) -> tuple[Report, ...]:
        return self.backend.reports()

    @cached_property
    def by_id(self) -> dict[str, Report]:
        return {report.id: report for report in self.reports}

    @cached_property
    def digests(self) -> int:
        """How many of the reports are held as our own restatement only."""
        return sum(report.digest for report in self.reports)

    @cached_property
    def areas(self) -> dict[str, str]:
        """Slug → name of the areas of which reports are held, by name."""
        return {report.area_slug: report.area for report in sorted(self.reports, key=lambda report: report.area)}

    @cached_property
    def reports_by_area(self) -> Counter[str]:
        return Counter(report.area_slug for report in self.reports)

    @cached_property
    def reports_by_year(self) -> dict[str, int]:
        """Slug → number of reports, newest first."""
        counts = Counter(report.year_slug for report in self.reports)
        return {year: counts[year] for year in sorted(counts, reverse=True)}

    @cached_property
    def begun(self) -> frozenset[int]:
        """The years in which the reports begin."""
        return frozenset(report.year_start for report in self.reports)

    @cached_property
    def values(self) -> dict[str, dict[str, FacetValue]]:
        """Every value that a facet can take in this generation, by field and slug, with its label and count."""
        found = self.backend.search(Query(size=1), facets=HEADINGS)
        return {facet.field: {value.value: value for value in facet.values} for facet in found.facets}

    @cached_property
    def definitions(self) -> tuple[Definition, ...]:
        return self.backend.definitions()

    @cached_property
    def terms(self) -> tuple[tuple[re.Pattern[str], Definition], ...]:
        """How each defined term is recognised in a text: by its words or its abbreviation, in the plural too."""
        return tuple((_recognised(definition), definition) for definition in self.definitions)

    @cached_property
    def measures(self) -> dict[Measure, tuple[Cell, ...]]:
        """The measures of which figures are held, with the divisions in which they are."""
        found = {measure: cells(self.backend.figures(measure=measure.id)) for measure in measures()}
        return {measure: divisions for measure, divisions in found.items() if divisions}

    def label(self, field_name: str, value: str) -> str:
        """What a facet value is called on the pages."""
        if field_name == "kind":
            return KIND_LABELS.get(value, value)  # type: ignore[call-overload, no-any-return]
        if field_name == "year":
            return years_of_slug(value)
        if field_name == "area":
            return self.areas.get(value) or next((area.name for area in areas() if area.id == value), value)
        known = self.values.get(field_name, {}).get(value)
        return known.label if known else value

    def sections_in(self, report: str) -> int:
        """How many sections a report has, its title page aside."""
        if report not in self._counts:
            self._counts[report] = sum(stored.section.subtype != "cover" for stored in self.backend.sections(report))
        return self._counts[report]

    def digest(self, place: Place) -> bool:
        report = self.by_id.get(place.report)
        return bool(report and report.digest)


@dataclass(slots=True)
class Site:
    """`version` changes with the code and the styles, so that no cache shows an old page of a new release."""

    backend: SearchBackend
    config: Config
    version: str
    pages: Pages = field(default_factory=Pages)
    _collection: Collection | None = field(default=None)

    def collection(self) -> Collection:
        """Of the generation that is served now. Raises BrokenIndex where there is none."""
        stats = self.backend.stats()
        held = self._collection
        if held is None or held.stats.generation != stats.generation:
            held = self._collection = Collection(self.backend, stats)
        return held


def site() -> Site:
    """The site of the running application."""
    return cast(Site, current_app.extensions["mappa"])


def _recognised(definition: Definition) -> re.Pattern[str]:
    """A term in any letter case; an abbreviation only as it is, for some of them (NO) are words."""
    names = [f"(?i:{re.escape(definition.term.strip())})"]
    if definition.acronym:
        names.append(re.escape(definition.acronym))
    return re.compile(rf"(?<!\w)(?:{'|'.join(names)})s?(?!\w)")
