"""What sections have of a facet, and filters and counts by it, said without an engine."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.backend import BOILERPLATE_FACET, CASE_FACETS, ENTITY_FACETS, KIND_LABELS
from indexer.backends.conventions import entity_values, fact_label, most_frequent, region_of, sort_values
from indexer.gazetteers import slug
from indexer.model import Facet, FacetValue, Filter, StoredSection


def _values(stored: StoredSection, name: str) -> list[tuple[str, str]]:
    """What a section has of a facet: values and labels."""
    place = stored.place
    if label := ENTITY_FACETS.get(name):
        named = (entity.canonical for entity in stored.entities if entity.label == label)
        return [value for canonical in named for value in entity_values(canonical)]
    if name in CASE_FACETS:
        labels = (fact_label(name, fact.value) for fact in stored.facts if fact.name == name)
        return [(slug(label), label) for label in labels]
    region = region_of(place.area_slug)
    if name == "region":
        return [(slug(region), region)] if region else []
    if name == "measure":
        return [(measure, measure) for measure in stored.measures]
    year = f"{place.year_start}-{place.year_end % 100:02d}"
    known = {
        "area": (place.area_slug, place.area),
        "year": (year, f"{place.year_start} to {place.year_end}"),
        "kind": (place.kind, KIND_LABELS[place.kind]),
        "report": (place.report, place.report),
        "text": (stored.boilerplate, BOILERPLATE_FACET[stored.boilerplate]),
    }
    return [known[name]] if name in known else []


def passes(stored: StoredSection, filters: Iterable[Filter], *, but: str | None = None) -> bool:
    asked = (each for each in filters if each.field != but)
    return all(any(value in each.values for value, _ in _values(stored, each.field)) for each in asked)


def facet(
    name: str, found: Iterable[StoredSection], filters: tuple[Filter, ...], sections: Iterable[StoredSection]
) -> Facet:
    labels = most_frequent(value for each in sections for value in _values(each, name))
    selected = {value for each in filters if each.field == name for value in each.values}
    texts: dict[str, set[str]] = {value: set() for value in selected}
    for stored in (each for each in found if passes(each, filters, but=name)):
        for value, _ in _values(stored, name):
            texts.setdefault(value, set()).add(stored.group)
    values = (FacetValue(v, labels.get(v, v), len(groups), v in selected) for v, groups in texts.items())
    return Facet(name, sort_values(name, values))
