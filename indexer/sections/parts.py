"""Boundaries → parts: the stretches of text between them, and what can be told of each at once."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from indexer.model import Document, Span, Subtype
from indexer.sections.contents import Contents
from indexer.sections.headings import Boundary
from indexer.sections.lines import Line

NEAR = 2
"""Lines after its heading within which a list of contents begins."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section before it is known where it stands and of which kind it is. `body` is all its text. `bare`: a heading
    and no more; `listing`: a list of contents."""

    boundary: Boundary
    span: Span
    body: str
    bare: bool
    listing: bool

    @property
    def holds_others(self) -> bool:
        """Nothing but a heading or a list, so that what follows may be its own."""
        return self.bare or self.listing


def find_parts(
    document: Document, lines: Sequence[Line], boundaries: Sequence[Boundary], contents: Sequence[Contents]
) -> list[Part]:
    """The parts in order; they tile the document's text."""
    starts = [line.span.start for line in lines]
    ends = [*(boundary.start for boundary in boundaries[1:]), len(document.text)]
    parts = []
    for boundary, end in zip(boundaries, ends, strict=True):
        last = bisect_left(starts, end) - 1
        bare = boundary.origin == "heading" and boundary.last >= last
        listing = boundary.origin == "heading" and any(
            boundary.line <= listed.first <= min(last, boundary.last + NEAR) for listed in contents
        )
        parts.append(Part(boundary, Span(boundary.start, end), document.text[boundary.start : end], bare, listing))
    return parts


def subtype_of(part: Part, after: Part | None) -> Subtype | None:
    """What follows from a part's content and from what comes after it."""
    if part.boundary.origin == "cover":
        return "cover"
    if part.listing:
        return "contents"
    if part.bare and after is not None:
        return "heading_only"
    asked = part.boundary.known is not None and part.boundary.known.kind == "faq"
    return "parent" if asked and after is not None and after.boundary.origin == "question" else None
