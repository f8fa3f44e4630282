"""Splitting: what holds for any input, and what careful readers found in the reports themselves."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.errors import UnreadableFile
from indexer.model import KINDS, Block, Document, Range, Report, Section, Source, Span
from indexer.readers.text import read_text
from indexer.sections import split

SOURCE = Source("area.md", "area.md", "text", "0" * 64, 0)
REPORT = Report("area-2020-21", "Area", "area", "", 2020, 2021, SOURCE)
PARTS = """# What is MAPPA?
## MAPPA background
MAPPA Statistics
Level 1\t20\t-\t20
(a) Violent Offenders – those. (b) Notification Order this requires
(c) Foreign Travel Orders
Explanation commentary on statistical tables
Contents
Housing .... 3
FAQ
WHO IS TOLD?
Q1. Who is told?
Local page
Jo Bloggs
Head of Probation
Case Study
Mr X was released from prison. Mr X was a high risk of harm to the public, police and probation said.
RSOs who have had their life time notification revoked on application\t4
- an item
1. Housing
1.1 Work
Work
====
All MAPPA reports from England and Wales are published online at:
www.gov.uk


---\t---
|a|b|
This figure has been calculated using a census.
For more information about CoSA please visit
\t
#
****"""


def document_of(text: str) -> Document:
    return read_text(SOURCE, text.encode(), characters=1_000_000)


def titles(text: str) -> list[str]:
    return [section.title for section in split(document_of(text), REPORT)]


def check_tiling(document: Document, sections: tuple[Section, ...]) -> None:
    """Every character belongs to exactly one section, and each section says rightly where it is."""
    assert "".join(document.text[s.span.start : s.span.end] for s in sections) == document.text
    seen: set[str] = set()
    for order, section in enumerate(sections, 1):
        own = document.text[section.span.start : section.span.end]
        assert section.id == f"{REPORT.id}#{order:02d}"
        assert section.order == order
        assert section.text == own.strip() == document.text[section.start : section.start + len(section.text)]
        assert section.parent is None or section.parent in seen
        assert section.kind in KINDS
        assert section.rule
        seen.add(section.id)


@settings(max_examples=60, deadline=None)  # the first call reads the rules
@given(st.text())
def test_sections_tile_any_text(text: str) -> None:
    try:
        document = document_of(text)
    except (UnreadableFile, UnicodeEncodeError):
        return
    check_tiling(document, split(document, REPORT))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS.split("\n")), max_size=40))
def test_sections_tile_whatever_order_the_parts_of_a_report_come_in(pieces: list[str]) -> None:
    try:
        document = document_of("\n".join(pieces))
    except UnreadableFile:
        return
    check_tiling(document, split(document, REPORT))


@st.composite
def block_documents(draw: st.DrawFn) -> Document:
    """Any blocks as a PDF reader might hand them over."""
    words = draw(st.lists(st.sampled_from(PARTS.split("\n")) | st.text(max_size=30), max_size=25))
    blocks, at = [], 0
    for text in words:
        end = at + len(text) + 1
        blocks.append(Block(
            Span(at, end), draw(st.sampled_from(["heading", "text", "item", "row"])), pages=Range(1, 1),
            level=draw(st.none() | st.integers(1, 6)), size=draw(st.none() | st.floats(0.5, 4)),
            bold=draw(st.booleans()), page_start=draw(st.booleans()),
        ))  # fmt: skip
        at = end
    return Document(SOURCE, "".join(f"{text}\n" for text in words), tuple(blocks))


@settings(suppress_health_check=[HealthCheck.too_slow], max_examples=60, deadline=None)
@given(block_documents())
def test_sections_tile_any_blocks(document: Document) -> None:
    check_tiling(document, split(document, REPORT))


def test_nothing_has_no_sections() -> None:
    assert split(Document(SOURCE, "", ()), REPORT) == ()


def test_text_without_headings_is_one_section() -> None:
    sections = split(document_of("the first of some words,\nand more of them\n"), REPORT)
    assert [(s.kind, s.subtype, s.level) for s in sections] == [("local_page", None, 1)]


def test_level_three_heading_can_stand_above_level_two() -> None:
    """Parents follow what the sections are, not their marks."""
    found = split(
        document_of("# Report\n\n### What is MAPPA?\n\n## MAPPA background\n\nThey are a set of rules.\n"), REPORT
    )
    assert [(s.title, s.level, s.parent) for s in found[1:]] == [
        ("What is MAPPA?", 1, None),
        ("MAPPA background", 2, found[1].id),
    ]


def test_signatories_belong_to_their_foreword() -> None:
    signed = "We are pleased to present this.\n\n#### **Jo Bloggs**\n\nHead of the Probation Service"
    assert titles(f"# Introduction\n\n{signed}\n\n# Local page\n\nNews.") == ["Introduction", "Local page"]


def test_pointer_to_all_reports_in_mid_report_is_no_closing() -> None:
    pointer = "All MAPPA reports are published online at: www.gov.uk"
    text = f"# MAPPA and Terrorism\n\nA law was made.\n\n{pointer}\n\n# Local page\n\nNews of the year.\n"
    assert titles(text) == ["MAPPA and Terrorism", "Local page"]


def test_words_of_a_picture_are_no_headings() -> None:
    text = (
        "# Introduction\n\nThis is our report.\n\n# Reconnect\n\nThe service helps people who leave prison.\n\n\n\n"
        "Offer support before release\n\nHelp with health and housing\n\nPrison\n\n"
        "Support those who leave and need some help now\n\nCommunity\n\nFind services near to where people live"
    )
    assert titles(text) == ["Introduction", "Reconnect"]


def test_acronym_needs_the_text_of_the_report() -> None:
    definition = "(a) Notification Order – made for convictions abroad."
    text = f"# Explanation commentary on statistical tables\n\nSome notes.\n\n{definition}\n"
    assert [s.acronym for s in split(document_of(text), REPORT)] == [None, None]
    labelled = text + "\n# MAPPA Statistics\n\nRestrictive orders for Category 1 offenders\nNOs\t3\n"
    assert [s.acronym for s in split(document_of(labelled), REPORT)][1] == "NO"


def gold(shared: Path, report: str) -> list[dict[str, Any]]:
    rows = (json.loads(line) for line in (shared / "gold" / "sections.jsonl").read_text(encoding="utf-8").splitlines())
    return [row for row in rows if row["report"] == report]


@pytest.mark.shared
@pytest.mark.parametrize("report", ["dorset-2014-15", "lancashire-2021-22"])
def test_report_is_divided_as_by_a_careful_reader(report: str, shared: Path) -> None:
    """The sections start where the reference has them start, with the same type, level, parent, term and question."""
    data = (shared / "corpus" / "text" / f"{report}.md").read_bytes()
    sections = split(read_text(SOURCE, data, characters=1_000_000), REPORT)
    rows = gold(shared, report)
    assert len(sections) == len(rows)
    names = {section.id: section.title for section in sections}
    for section, row in zip(sections, rows, strict=True):
        assert section.lines is not None
        assert row["start_line"] <= section.lines.first <= section.lines.last <= row["end_line"]
        assert section.kind in (row["type"], *row["also_ok"])
        assert section.level == row["level"]
        assert (section.subtype, names.get(section.parent or "")) == (row["subtype"], row["parent_title"])
        assert (section.letter, section.term, section.acronym) == tuple(
            row.get(k) for k in ("letter", "term", "acronym")
        )
        assert section.question == row.get("question")
