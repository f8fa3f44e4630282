"""What is kept of a section to tell whether it is national: where it is from, and its hashes in place of its text."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.boilerplate.fingerprint import Fingerprint, fingerprint
from indexer.model import Report, Section


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """`print` is None for what is never compared: tables of figures, title pages, lists of contents, sections without
    a word. `heading`: a heading without text of its own."""

    section: str
    report: str
    area: str
    year: int
    language: str
    kind: str
    heading: bool
    print: Fingerprint | None


def passage(report: Report, section: Section) -> Passage:
    own = section.kind == "statistics" or section.subtype in {"cover", "contents"}
    text = fingerprint(section.text)
    return Passage(
        section.id,
        report.id,
        report.area_slug,
        report.year_start,
        report.language,
        section.kind,
        section.subtype == "heading_only",
        text if text.hashes.size and not own else None,
    )
