"""Which sections are national text, which are edits of it, and which are an area's own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from indexer.boilerplate.catalogue import Catalogue, known
from indexer.boilerplate.evidence import Held, national_runs
from indexer.boilerplate.fingerprint import RUN, Fingerprint, Hashes, likeness, share
from indexer.boilerplate.groups import SAME, Groups
from indexer.boilerplate.passages import Passage, passage
from indexer.model import Boilerplate, Link, Report, Section

CLOSE = 0.9
"""National from this share of known national runs on: damage from scanning stays above, edits fall below."""

PART = 0.4
"""Edited from this share on. Local text shares phrases with the reports of other areas (at most 0.14 of its runs in
the reports measured); national text whose every sixth word is damaged keeps half."""

ENOUGH = 8
"""Runs of a short text that must be there to judge it by them."""


def link(sections: Iterable[tuple[Report, Section]], catalogue: Catalogue | None = None) -> tuple[Link, ...]:
    """One link for each section, in their order. Tables of figures, title pages and lists of contents are always local
    and alone in their group; a heading without text is what the text under it is."""
    passages = [passage(report, section) for report, section in sections]
    groups = _grouped(passages)
    marks = _Marks(passages, groups, known() if catalogue is None else catalogue)
    members: dict[int, list[Passage]] = defaultdict(list)
    for each, founder in zip(passages, groups, strict=True):
        members[founder].append(each)
    return tuple(
        Link(each.section, mark, passages[founder].section, _elsewhere(each, members[founder]))
        for each, mark, founder in zip(passages, marks.all(), groups, strict=True)
    )
