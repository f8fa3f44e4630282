"""Which sections are national text, which are edits of it, and which are an area's own.

A section is national by how many of its runs of four words are known to be national: because enough areas' reports
have them (`evidence`), or because the catalogue of national texts knows them (`catalogue`), so that a report that is
alone is read right as well. Where neither can tell, since the catalogue has no report of the year and no other area's
is held, what explains the law and the tables counts as edited national text by its kind (`passages`). This holds
however the text is cut into sections. Which sections are the same text is told apart from that, by how alike they are
as a whole (`groups`).

Why no library finds the groups: measured on 307 sections of five reports, from texts and PDFs (151 of them as marked by
a careful reader, the others by their kind), and on copies with 0 to 15 % of the words replaced; CPU time, added memory:

| | national if two areas' group | texts of two eras joined | 300 reports | 1,000 reports (34,600 sections) |
|---|---|---|---|---|
| datasketch 2.0, MinHashLSH, 128 permutations | 302 of 307 right | 0 | 6.6 s, 93 MB | 23.6 s, 130 MB |
| rapidfuzz 3.14, ratio from 80 on, all founders | 307 | 4 | 9.7 s | 41.4 s, 10 MB |
| `groups`, with the marks of `link` | 305, and 307 by runs | 0 | 5.8 s, 75 MB | 18.0 s, 199 MB |

datasketch needs scipy, and misses short texts with a changed word. rapidfuzz joins damaged copies best, but joins
wordings of 2014-15 and 2021-22 that differ, so that a search would show only one, and its work grows faster than
the number of texts. The figures of `groups` include all that `link` does; the others only group, given the words.
"""

from __future__ import annotations

from collections.abc import Iterable

from indexer.boilerplate.catalogue import Catalogue, known
from indexer.boilerplate.groups import founders
from indexer.boilerplate.marks import National, marks
from indexer.boilerplate.passages import Passage, passage
from indexer.model import Link, Report, Section

__all__ = ["Catalogue", "National", "Passage", "link", "link_passages", "national", "passage"]


def link(sections: Iterable[tuple[Report, Section]], catalogue: Catalogue | None = None) -> tuple[Link, ...]:
    """One link for each section, in their order. The sections of a report follow each other.

    Tables of figures, title pages and lists of contents are always local and alone in their group; a heading without
    text of its own is what the text under it is. Without a `catalogue`, the one that ships is used.
    """
    return link_passages((passage(report, section) for report, section in sections), catalogue)


def link_passages(kept: Iterable[Passage], catalogue: Catalogue | None = None) -> tuple[Link, ...]:
    """The same of what was kept of the sections."""
    passages = tuple(kept)
    places = founders([each.print for each in passages])
    found = marks(passages, places, known() if catalogue is None else catalogue)
    return tuple(
        Link(each.section, mark, passages[founder].section)
        for each, founder, mark in zip(passages, places, found, strict=True)
    )


def national(sections: Iterable[tuple[Report, Section]], catalogue: Catalogue | None = None) -> National:
    """What these reports and the catalogue show to be national, to mark the paragraphs of a section with."""
    return National(
        (passage(report, section) for report, section in sections), known() if catalogue is None else catalogue
    )
