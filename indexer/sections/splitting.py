"""Document → sections: all stages in order."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from indexer.model import Block, Document, Range, Report, Section, Span
from indexer.sections.boundaries import find_boundaries
from indexer.sections.contents import find_contents
from indexer.sections.headings import Boundary
from indexer.sections.kinds import kind_of
from indexer.sections.lines import read_lines
from indexer.sections.marks import tidy
from indexer.sections.nesting import Place, nest
from indexer.sections.parts import Part, find_parts, subtype_of
from indexer.sections.wording import read_term

NUMBERED = re.compile(
    r"""^(?:(?:section|part|chapter)\s+(?:\d{1,2}|[ivx]{1,4}|one|two|three|four|five|six|seven|eight|nine|ten)\b
    |\(?[a-h](?=\)\s)
    |\d{1,2}(?:\.\d{1,2})+|\d{1,2}(?=\s*[.):–-]|\s+\S))\s*[.):–-]?\s*
    (?!(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)
    (?=(?-i:[A-Z])|[“"'‘…])""",
    re.IGNORECASE | re.VERBOSE,
)
"""The number of a heading, which is no part of its title; that of an annex, a case or a category is."""
MOST = 20_000
"""Characters of a definition in which its acronym is looked for."""


def split(document: Document, report: Report) -> tuple[Section, ...]:
    """The sections of a report in order of position. By their spans they tile `document.text`."""
    if not document.text:
        return ()
    lines = read_lines(document)
    contents = find_contents(lines)
    parts = find_parts(document, lines, find_boundaries(document, lines, contents), contents)
    sections: list[Section] = []
    for part, place, after in zip(parts, nest(parts), [*parts[1:], None], strict=True):
        sections.append(_section(document, report, part, place, after, sections))
    return tuple(sections)


def _section(
    document: Document, report: Report, part: Part, place: Place, after: Part | None, before: Sequence[Section]
) -> Section:
    order = len(before) + 1
    parent = before[place.parent] if place.parent is not None else None
    boundary = part.boundary
    kind, rule = kind_of(boundary, part.body, parent.kind if parent else None, _seen(before))
    start, text = _own_text(part)
    lines, pages = _ranges(document.blocks, Span(start, start + len(text)))
    section = Section(
        id=f"{report.id}#{order:02d}", report=report.id, order=order, kind=kind, title=_title(boundary),
        level=place.level, text=text, span=part.span, start=start, subtype=subtype_of(part, after),
        parent=parent.id if parent else None, lines=lines, pages=pages, letter=boundary.letter,
        question=boundary.title if boundary.origin == "question" else None, rule=rule,
    )  # fmt: skip
    return _with_term(section, document.text) if kind == "definition" and not boundary.known else section


def _title(boundary: Boundary) -> str:
    """The title as printed, without the number before it. A term keeps its letter, a cover its year."""
    if boundary.origin in ("term", "cover"):
        return boundary.title
    return NUMBERED.sub("", boundary.title, count=1).lstrip("… ")


def _own_text(part: Part) -> tuple[int, str]:
    """Where the text of a part begins without the white space before it, and the text without that at its ends."""
    text = part.body.strip()
    lead = len(part.body) - len(part.body.lstrip()) if text else 0
    return part.span.start + lead, text


def _seen(before: Sequence[Section]) -> frozenset[str]:
    """What the kind of a section may depend on, of the sections before it."""
    seen = {"after_front"} if all(section.kind == "foreword" or section.subtype for section in before) else set()
    if before and before[-1].subtype is None:
        seen.add(f"after_{before[-1].kind}")
    return frozenset(seen)


def _ranges(blocks: Sequence[Block], span: Span) -> tuple[Range | None, Range | None]:
    """Lines and pages of the blocks that a stretch of text touches."""
    first = max(bisect_right(blocks, span.start, key=lambda block: block.span.start) - 1, 0)
    last = max(bisect_left(blocks, span.end, key=lambda block: block.span.start), first + 1)
    touched = blocks[first:last]
    return _around([block.lines for block in touched]), _around([block.pages for block in touched])


def _around(ranges: Sequence[Range | None]) -> Range | None:
    there = [found for found in ranges if found is not None]
    return Range(min(r.first for r in there), max(r.last for r in there)) if there else None


def _with_term(section: Section, text: str) -> Section:
    term, acronym = read_term(section.title, tidy(section.text[:MOST]), text)
    return replace(section, term=term, acronym=acronym)
