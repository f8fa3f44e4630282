"""A word, phrase or name → in which reports it stands, and in which it does not, of those that are held."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from indexer.backend import ENTITY_FACETS, STUDY_FACETS, SearchBackend
from indexer.gazetteers import areas as known_areas
from indexer.model import Hit, Mention, Place, Query, Report, Results, TermUse

MOST_TEXTS = 1000
"""Texts that are looked at one by one. Sections are found by the names of their area and kind as well as by what stands
in them; of more texts the index is believed."""
PAGE = 100
NAMES = (*ENTITY_FACETS, "category", "level", "need", *STUDY_FACETS)
"""Filters that ask for something said in a section. Others would leave reports out, whose silence proves nothing."""


@dataclass(frozen=True, slots=True)
class _Counts:
    """Sections by report, distinct texts by year and by area, and in all."""

    sections: Counter[str]
    by_year: Counter[int]
    by_area: Counter[str]
    texts: int


def term_use(backend: SearchBackend, query: Query) -> TermUse:
    """All words of the query must stand in a section; filters that leave reports out are dropped from it."""
    asked = tuple(each for each in query.filters if each.field in NAMES)
    query = replace(query, filters=asked, strict=True, sort="area", page=1, size=PAGE)
    nothing = not query.clauses and not asked
    found = backend.search(query, facets=("report", "year", "area")) if not nothing else Results(query, (), 0, 0)
    looked = bool(query.clauses) and found.total <= MOST_TEXTS
    counts = _looked_at(backend, query, found) if looked else _counted(found)
    reports = backend.reports()
    return TermUse(
        query=found.query,
        texts=counts.texts,
        sections=sum(counts.sections.values()),
        texts_by_year=tuple(sorted(counts.by_year.items())),
        texts_by_area=tuple(sorted(counts.by_area.items())),
        mentions=tuple(_mentions(reports, counts.sections)),
        looked_at=looked or not query.clauses,
        suggestion=found.suggestion,
    )


def _counted(found: Results) -> _Counts:
    facets = {facet.field: Counter({value.value: value.count for value in facet.values}) for facet in found.facets}
    years = Counter({int(year[:4]): count for year, count in facets.get("year", Counter()).items()})
    return _Counts(facets.get("report", Counter()), years, facets.get("area", Counter()), found.total)


def _looked_at(backend: SearchBackend, query: Query, first: Results) -> _Counts:
    """Without sections that were found by where they stand only."""
    counts = _Counts(Counter(), Counter(), Counter(), 0)
    texts = 0
    for hit in _hits(backend, query, first):
        if hit.matches:
            texts += 1
            places: tuple[Place, ...] = (hit.place, *hit.also)
            counts.sections.update(place.report for place in places)
            counts.by_year.update({place.year_start for place in places})
            counts.by_area.update({place.area_slug for place in places})
    return replace(counts, texts=texts)


def _hits(backend: SearchBackend, query: Query, first: Results) -> Iterator[Hit]:
    yield from first.hits
    for page in range(2, -(-first.total // PAGE) + 1):
        yield from backend.search(replace(query, page=page)).hits


def _mentions(reports: tuple[Report, ...], sections: Counter[str]) -> Iterator[Mention]:
    """Of every area that there is and every year of which a report is held, by area and then by year."""
    held = {(report.area_slug, report.year_start): report for report in reports}
    names = {area.id: area.name for area in known_areas()} | {report.area_slug: report.area for report in reports}
    years = sorted({report.year_start for report in reports})
    for area in sorted(names, key=lambda area: names[area]):
        for year in years:
            report = held.get((area, year))
            count = sections[report.id] if report else 0
            yield Mention(area, names[area], year, report, count)
