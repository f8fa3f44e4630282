"""National, edited or local: by how much of a text is known to be national."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np

from indexer.boilerplate.catalogue import Catalogue
from indexer.boilerplate.evidence import Held, national_runs
from indexer.boilerplate.fingerprint import NOTHING, RUN, Fingerprint, fingerprint, likeness, share
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
    """What is national: what the catalogue knows, and what the reports that are held show."""

    def __init__(self, passages: Iterable[Passage], catalogue: Catalogue) -> None:
        self._runs = np.union1d(catalogue.runs, national_runs(passages))
        self._short = catalogue.short

    def mark(self, text: Fingerprint, shared: Fingerprint | None = None) -> Boilerplate:
        """Of one text. `shared` is the wording that enough areas have, for a short text to be compared with."""
        known = self._known_short(text, shared) if text.short else share(text.runs, self._runs)
        if known >= CLOSE or (not text.short and known * text.runs.size >= text.runs.size - RUN):
            return "national"  # one changed word, which breaks four runs, makes no edit
        return "edited" if known >= PART else "local"

    def _known_short(self, text: Fingerprint, shared: Fingerprint | None) -> float:
        """It is national as part of a longer text only if nearly all of it is."""
        part = share(text.runs, self._runs) if text.runs.size >= ENOUGH else 0.0
        wordings = self._short if shared is None else (shared, *self._short)
        whole = max((likeness(text, other) for other in wordings), default=0.0)
        return max(part if part >= CLOSE else 0.0, whole if whole >= SAME else 0.0)

    def paragraphs(self, text: str) -> tuple[tuple[Span, Boilerplate], ...]:
        """Each paragraph, heading or list item of a section, in order. One of fewer than four words, such as a
        heading, is what the next is."""
        found: list[tuple[Span, Boilerplate]] = []
        below: Boilerplate = "local"
        for match in reversed(tuple(_PARAGRAPH.finditer(text))):
            runs = fingerprint(match.group()).runs
            if runs.size >= ENOUGH:
                below = self.mark(Fingerprint(runs, NOTHING))
            elif runs.size:
                below = "national" if share(runs, self._runs) == 1 else "local"
            found.append((Span(*match.span()), below))
        return tuple(reversed(found))


def marks(passages: Sequence[Passage], groups: Sequence[int], catalogue: Catalogue) -> tuple[Boilerplate, ...]:
    """One for each passage; `groups` gives the founder of each one's group."""
    national, held = National(passages, catalogue), Held(passages)
    shared = _shared(passages, groups, held)
    found: list[Boilerplate] = []
    below: tuple[str, Boilerplate] = "", "local"
    for each, founder in zip(reversed(passages), reversed(groups), strict=True):
        mark: Boilerplate = "local"
        if each.heading:
            mark = "national" if below[0] == each.report and below[1] != "local" else "local"
        elif each.print is not None:
            mark = national.mark(each.print, shared.get(founder))
            if mark == "local" and each.issued and not (each.year in catalogue.years or held.compared(each)):
                mark = "edited"  # nothing can tell: neither the catalogue nor a report of the year
        below = each.report, mark
        found.append(mark)
    return tuple(reversed(found))


def _shared(passages: Sequence[Passage], groups: Sequence[int], held: Held) -> dict[int, Fingerprint]:
    """The wording of each group of short texts that stands in enough areas' reports, by its founder."""
    members: dict[int, list[Passage]] = defaultdict(list)
    for each, founder in zip(passages, groups, strict=True):
        if each.print is not None and each.print.short:
            members[founder].append(each)
    return {
        founder: text
        for founder, group in members.items()
        if (text := passages[founder].print) is not None and held.national(group)
    }
