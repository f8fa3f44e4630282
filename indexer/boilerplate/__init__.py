"""Which sections are national text, which are edits of it, and which are an area's own.

A section is national by how many of its runs of four words are known to be national: because enough areas' reports
have them (`evidence`), or because the catalogue of national texts knows them (`catalogue`), so that a report that is
alone is read right as well. This holds however the text is cut into sections. Which sections are the same text is told
apart from that, by how alike they are as a whole (`groups`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from indexer.boilerplate.catalogue import Catalogue, known
from indexer.boilerplate.groups import founders
from indexer.boilerplate.marks import National, marks
from indexer.boilerplate.passages import Passage, passage
from indexer.model import Link, Report, Section

__all__ = ["Catalogue", "National", "link", "national"]


def link(sections: Iterable[tuple[Report, Section]], catalogue: Catalogue | None = None) -> tuple[Link, ...]:
    """One link for each section, in their order. The sections of a report follow each other.

    Tables of figures, title pages and lists of contents are always local and alone in their group; a heading without
    text of its own is what the text under it is. Without a `catalogue`, the one that ships is used.
    """
    passages = [passage(report, section) for report, section in sections]
    places = founders([each.print for each in passages])
    members: dict[int, list[Passage]] = defaultdict(list)
    for each, founder in zip(passages, places, strict=True):
        members[founder].append(each)
    found = marks(passages, places, known() if catalogue is None else catalogue)
    return tuple(
        Link(
            each.section,
            mark,
            passages[founder].section,
            tuple(other.section for other in members[founder] if other.report != each.report),
        )
        for each, founder, mark in zip(passages, places, found, strict=True)
    )


def national(sections: Iterable[tuple[Report, Section]], catalogue: Catalogue | None = None) -> National:
    """What these reports and the catalogue show to be national, to mark the paragraphs of a section with."""
    return National(
        (passage(report, section) for report, section in sections), known() if catalogue is None else catalogue
    )
