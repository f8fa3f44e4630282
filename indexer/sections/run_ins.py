"""Headings in the line of their text: "LEVELS  Level 1 is ...", "Youth Offending Teams. The four teams ..."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from indexer.model import Document
from indexer.sections.features import title_case
from indexer.sections.headings import DEEP, Boundary, tidy_title, with_ends
from indexer.sections.lines import Line
from indexer.sections.marks import tidy
from indexer.sections.rules import known, phrases

SPACED = re.compile(r"[ \t>*_]*([A-Z][A-Z’'&/ -]{2,60}?[A-Z])[*_]*(?: {2,}|\t+)(?=\S)")
STOPPED = re.compile(r"[ \t>*_]*([A-Z][\w’'&/-]*(?: [\w’'&/-]+){1,4})\.[*_]*\s+(?=[A-Z“\"])")
ADDRESSED = re.compile(r"[ \t>*_]*([A-Z][\w’'/& -]{3,50}?)[*_]*:[*_]*\s+(?=\S)")
PROSE_WORDS = 8
"""Words that follow such a heading at the least."""
CLOSED = frozenset({"statistics", "commentary", "definition", "contact", "faq", "case_study", "closing"})
"""Kinds of known headings within which such words are none: labels, terms and parts of a case."""


def find_run_ins(document: Document, lines: Sequence[Line], boundaries: Sequence[Boundary]) -> list[Boundary]:
    """The boundaries with those of run-in headings among them."""
    found = list(boundaries)
    for boundary, end in with_ends(boundaries, len(lines)):
        if boundary.known is None or boundary.known.kind not in CLOSED:
            found += _within(document.text, lines[boundary.last + 1 : end])
        found += _contact(document.text, lines[boundary.last + 1 : end])
    return sorted(found, key=lambda b: b.start)


def _within(text: str, lines: Sequence[Line]) -> Iterator[Boundary]:
    """Paragraphs that begin with a heading; where the one before breaks off, they go on with its sentence."""
    for n, line in enumerate(lines):
        whole = line.opens and (n == 0 or lines[n - 1].finished)
        if whole and (title := _title(text[line.span.start : line.span.end])):
            yield _boundary(line, title)


def _contact(text: str, lines: Sequence[Line]) -> Iterator[Boundary]:
    """ "Contact: mappa@example.org" in a line of its own is all that some reports say of how to reach them."""
    for line in lines:
        match = ADDRESSED.match(text[line.span.start : line.span.end]) if line.opens else None
        heading = known(tidy(match[1])) if match else None
        if match and heading and heading.kind == "contact" and phrases("address").search(line.words):
            yield _boundary(line, tidy(match[1]))


def _title(raw: str) -> str:
    """The heading with which a paragraph begins, or nothing."""
    match = SPACED.match(raw) or STOPPED.match(raw)
    if match is None or len(raw[match.end() :].split()) < PROSE_WORDS:
        return ""
    title = tidy_title(tidy(match[1]))
    if title.isupper():
        return title
    if phrases("clause").search(title) and not phrases("asks").search(title):  # a short sentence
        return ""
    named = title_case(title) and not phrases("byline").match(title)
    return title if (named and known(title) is None) or _is_section(title) else ""


def _is_section(title: str) -> bool:
    heading = known(title)
    return heading is not None and heading.kind not in CLOSED


def _boundary(line: Line, title: str) -> Boundary:
    return Boundary(
        line.number, line.span.start, title, "heading", "run-in heading", line.number - 1, known(title), DEEP
    )
