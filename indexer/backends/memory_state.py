"""What the backend in memory holds: records, and what links their sections."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Self

from indexer.model import Figure, Link, Record, Report, Section


@dataclass(slots=True)
class MemoryGeneration:
    """`end` is called when it is published (with itself) or thrown away (with None)."""

    end: Callable[[MemoryGeneration | None], str]
    records: dict[str, Record] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    absent: tuple[Figure, ...] = ()

    def reports(self) -> tuple[Report, ...]:
        found = (record.report for record in self.records.values())
        return tuple(sorted(found, key=lambda each: (each.area_slug, -each.year_start, each.id)))

    def write(self, record: Record) -> None:
        self.remove(record.report.id)
        self.records[record.report.id] = record

    def remove(self, report: str) -> None:
        gone = self.records.pop(report, None)
        names = {section.id for section in gone.sections} if gone else set()
        self.links = {name: link for name, link in self.links.items() if name not in names}
        self.absent = tuple(figure for figure in self.absent if figure.report != report)

    def sections(self) -> Iterator[tuple[Report, Section]]:
        for report in self.reports():
            yield from ((report, s) for s in sorted(self.records[report.id].sections, key=lambda each: each.order))

    def figures(self) -> Iterator[Figure]:
        for report in self.reports():
            own = [*self.records[report.id].figures, *(each for each in self.absent if each.report == report.id)]
            yield from sorted(own, key=lambda each: each.measure)

    def link(self, links: Iterable[Link]) -> None:
        self.links = {link.section: link for link in links}

    def add_missing(self, figures: Iterable[Figure]) -> None:
        self.absent = tuple(figures)

    def publish(self) -> str:
        return self.end(self)

    def rollback(self) -> None:
        self.end(None)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.rollback()
