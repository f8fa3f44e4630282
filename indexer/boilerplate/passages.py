"""What is kept of a section to tell whether it is national: where it is from, and its hashes in place of its text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer.boilerplate.fingerprint import Fingerprint, fingerprint
from indexer.model import Report, Section

ISSUED = ("background", "definition")
"""Kinds of sections that explain the law and the tables. Areas are given their text: in the five reports measured all
61 of them are national, one with an edit."""

ISSUED_TITLE = re.compile(
    r"\b(?:minister(?:ial|'s)?|national) (?:foreword|introduction|overview|picture)\b", re.IGNORECASE
)
"""Headings of what the reports of 2002 to 2009 open with, a minister's words and the state of things in the country."""


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """`print` is None for what is never compared: tables of figures, title pages, lists of contents, sections without
    a word. `heading`: a heading without text of its own. `issued`: text that areas are given, by kind or heading."""

    section: str
    report: str
    area: str
    year: int
    language: str
    kind: str
    heading: bool
    print: Fingerprint | None
    issued: bool = False


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
        section.kind in ISSUED or ISSUED_TITLE.search(section.title) is not None,
    )
