"""Builders of small records for tests."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from indexer.gazetteers import slug
from indexer.model import Entity, Figure, Record, Report, Section, Source, Span


def report(area: str = "Dorset", year: int = 2014, **changes: Any) -> Report:
    """The report of an area and year; the id as everywhere."""
    area_slug = slug(area)
    known: dict[str, Any] = {
        "id": f"{area_slug}-{year}-{(year + 1) % 100:02d}",
        "area": area,
        "area_slug": area_slug,
        "region": "South West",
        "year_start": year,
        "year_end": year + 1,
        "source": Source(f"{area_slug}.md", f"{area_slug}.md", "text", sha256(f"{area}{year}".encode()).hexdigest(), 1),
    }
    return Report(**{**known, **changes})


def section(of: Report, order: int, text: str, **changes: Any) -> Section:
    """Section number `order` of a report; its title is the first line."""
    known: dict[str, Any] = {
        "id": f"{of.id}#{order}",
        "report": of.id,
        "order": order,
        "kind": "commentary",
        "title": text.split("\n", 1)[0][:60],
        "level": 1,
        "text": text,
        "span": Span(order * 1000, order * 1000 + 1000),
        "start": order * 1000,
    }
    return Section(**{**known, **changes})


def record(
    of: Report, texts: Iterable[str | Section], figures: Iterable[Figure] = (), entities: Iterable[Entity] = ()
) -> Record:
    """What was read from a report: texts become sections in their order."""
    sections = tuple(each if isinstance(each, Section) else section(of, n, each) for n, each in enumerate(texts, 1))
    return Record(of, sections, tuple(figures), tuple(entities))


def mention(of: Section, text: str, label: str, canonical: str | None = None) -> Entity:
    """The first mention of a name in a section."""
    start = of.text.index(text)
    return Entity(of.id, label, text, canonical or text, Span(start, start + len(text)))
