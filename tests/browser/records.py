"""Three small reports of our own, with everything in them that a page can trip over."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256

from indexer.backend import SearchBackend
from indexer.gazetteers import slug
from indexer.model import (
    CaseFact,
    Entity,
    Figure,
    Kind,
    Link,
    Range,
    Record,
    Report,
    Section,
    Source,
    Span,
    Table,
    TableRow,
)

LONG_WORD = "https://example.org/" + "public-protection-" * 8
HOSTILE = "<script>alert(1)</script> & <img src=x onerror=alert(2)>"

TABLE = "\n".join(
    (
        "Offenders on 31 March\t\t\t",
        "\tCategory 1\tCategory 2\tTotal",
        "Level 1\t120\t-\t120",
        "Level 2\t7\t0\t8",
    )
)
DEFINITION = (
    "(a) Polygraph Condition (PC) a licence may require a person to answer questions while a polygraph measures pulse "
    "and breath."
)


def fill(backend: SearchBackend, records: tuple[Record, ...] = ()) -> SearchBackend:
    """Write the records, or all of ours, beside those that are there, and publish them."""
    records = records or all_records()
    with backend.begin() as generation:
        for record in records:
            generation.write(record)
        generation.link(_links(records))
        generation.publish()
    return backend


def titled(title: str) -> tuple[Record, ...]:
    """Ours, every section called so."""
    return tuple(
        replace(record, sections=tuple(replace(section, title=title) for section in record.sections))
        for record in all_records()
    )


def all_records() -> tuple[Record, ...]:
    return (
        _record("Dorset", 2014),
        _record("Dorset", 2021, digest=True),
        _record("Greater Manchester", 2021, pages=True, language="cy"),
    )


def _record(area: str, year: int, *, digest: bool = False, pages: bool = False, language: str = "en") -> Record:
    name = f"{slug(area)}-{year}-{(year + 1) % 100:02d}"
    source = Source(name, f"{name}.{'pdf' if pages else 'md'}", "pdf" if pages else "text", _sum(name), 1000)
    url = f"https://example.org/{name}.pdf"
    report = Report(name, area, slug(area), "", year, year + 1, source, url, digest, language)
    sections = _sections(report, pages)
    figures, entities, facts = _figures(name, sections), _entities(sections), _facts(sections[5])
    return Record(report, sections, figures, entities, facts=facts, tables=(_table(sections[3]),))


def _sections(report: Report, pages: bool) -> tuple[Section, ...]:
    written: list[tuple[Kind, str, str, str | None]] = [
        (
            "foreword",
            "Introduction",
            f"# Introduction\n\nA year of work in {report.area}.\n\nThe police and partners",
            None,
        ),
        ("background", "What is MAPPA?", "# What is MAPPA?", None),
        ("background", "How it works", _shared_text(), "02"),
        ("statistics", "Offenders", f"# Offenders\n\n{TABLE}\n\n| Order | Number |\n|---|---|\n| SHPO | 3 |", None),
        ("definition", "Polygraph Condition", f"- {DEFINITION}", "04"),
        ("case_study", "Case study", f"# Case study\n\nMr Z of {report.area} met police and housing.\n{HOSTILE}", None),
        ("faq", "Who is told?", "## Who is told?\n\n1. The police\n2. Housing\n\n* one\n* two", "06"),
        ("contact", "Introduction", f"# Introduction\n\nWrite to {LONG_WORD}", None),
    ]
    sections, start = [], 0
    for order, (kind, title, text, parent) in enumerate(written, 1):
        term = title if kind == "definition" else None
        sections.append(
            Section(
                id=f"{report.id}#{order:02d}", report=report.id, order=order, kind=kind, title=title,
                level=2 if parent else 1, text=text, span=Span(start, start + len(text) + 1), start=start,
                parent=f"{report.id}#{parent}" if parent else None,
                lines=None if pages else Range(order * 10, order * 10 + 5),
                pages=Range(order, order) if pages else None,
                letter="a" if term else None, term=term, acronym="PC" if term else None,
                question=title if kind == "faq" else None, rule="by hand",
            )
        )  # fmt: skip
        start += len(text) + 1
    return tuple(sections)


def _table(section: Section) -> Table:
    """The one of which no figure is certain."""
    at = section.start + section.text.index("| Order")
    span = Span(at, section.start + len(section.text))
    rows = (TableRow("SHPO", ("3",)),)
    return Table(
        section.report, 1, f"Orders {HOSTILE}", "Order", ("Number",), rows, span, section.id, None, section.pages
    )


def _shared_text() -> str:
    return (
        "# How it works\n\nThe police, prisons and probation share what they\n\nknow. Lay advisers watch.<sup>8</sup>"
    )


def _figures(report: str, sections: tuple[Section, ...]) -> tuple[Figure, ...]:
    place = sections[3].id

    def figure(category: int | str | None, level: int | str | None, printed: str | None, **more: object) -> Figure:
        value = int(printed) if printed and printed.isdigit() else None
        fields = {"measure": "eligible_offenders", "flag": "ok", "section": place, **more}
        return Figure(report=report, category=category, level=level, value=value, printed=printed, **fields)  # type: ignore[arg-type]

    return (
        figure(1, 1, "120"),
        figure(2, 1, "-"),
        figure("total", 1, "120"),
        figure(1, 2, "7"),
        figure(2, 2, "0"),
        figure("total", 2, "8", flag="inconsistent", expected=7),
        figure(None, None, "3", measure="shpo_imposed", flag="ambiguous", note="the label is damaged"),
        figure(None, None, None, measure="notification_orders", flag="missing", section=None),
    )


def _entities(sections: tuple[Section, ...]) -> tuple[Entity, ...]:
    found = []
    for section in sections:
        at = section.text.find("police")
        if at >= 0:
            found.append(Entity(section.id, "ORG", "police", "Police", Span(at, at + 6)))
    return tuple(found)


def _facts(case: Section) -> tuple[CaseFact, ...]:
    at = case.text.find("housing")
    place = (Span(at, at + len("housing")),)
    return (
        CaseFact(case.id, "subject", "Mr Z", (Span(14, 18),)),
        CaseFact(case.id, "category", "2", place),
        CaseFact(case.id, "level", "3", place),
        CaseFact(case.id, "need", "Accommodation", place),
        CaseFact(case.id, "need", "Stalking", place, "alleged"),
        CaseFact(case.id, "intervention", "Housing found", place),
    )


def _links(records: tuple[Record, ...]) -> list[Link]:
    same = [record.sections[2].id for record in records]
    links = [Link(one, "national", "g1") for one in same]
    others = (section.id for record in records for section in record.sections if section.id not in same)
    return links + [Link(one, "local", one) for one in others]


def _sum(name: str) -> str:
    return sha256(name.encode()).hexdigest()
