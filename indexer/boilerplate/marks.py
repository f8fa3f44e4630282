"""National, edited or local: by how much of a text is known to be national."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from indexer.boilerplate.catalogue import Catalogue
from indexer.boilerplate.evidence import Held, national_runs
from indexer.boilerplate.fingerprint import RUN, Fingerprint, Hashes, fingerprint, likeness, share
from indexer.boilerplate.groups import SAME
from indexer.boilerplate.passages import Passage
from indexer.model import Boilerplate, Span

CLOSE = 0.9
"""National from this share of known runs on: damage from scanning stays above, edits fall below."""

PART = 0.4
"""Edited from this share on. Local text has phrases in common with other areas' reports, in the five measured at most
0.14 of its runs; national text keeps half where every sixth word is damaged."""

ENOUGH = 8
"""Runs that a short text must have to be judged by them."""

_PARAGRAPH = re.compile(r"\S(?:.*\S)?(?:\n(?!\s*\n)(?!\s*[-•*#]).*\S)*")


class National:
    """What is national: what the catalogue knows and what the reports that are held show."""

    def __init__(self, passages: Iterable[Passage], catalogue: Catalogue) -> None:
        held = tuple(passages)
        self._held = Held(held)
        self._runs = np.union1d(catalogue.runs, national_runs(held))
        self._short = catalogue.short

    def marks(self, passages: Sequence[Passage], groups: Sequence[int]) -> Iterator[Boilerplate]:
        """One for each passage. `groups`: the number of each one's group."""
        members: dict[int, list[Passage]] = defaultdict(list)
        for each, group in zip(passages, groups, strict=True):
            members[group].append(each)
        shared = {group for group, found in members.items() if len(found) > 1 and self._held.national(found)}
        below: Boilerplate = "local"
        report = ""
        found: list[Boilerplate] = []
        for each, group in zip(reversed(passages), reversed(groups), strict=True):
            ...
