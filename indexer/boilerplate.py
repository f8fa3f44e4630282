"""Which sections are national text, which are edits of it, and which are an area's own.

Text issued nationally stands in the reports of many areas, often with small edits. Sections are grouped by their
shingles (runs of four words): a section joins the group whose first member it shares most with, or founds one. Groups
are looked up by a sketch (the smallest shingle hashes), so the work grows with the number of sections, not of pairs.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import blake2b

from indexer.model import Boilerplate, Link, Report, Section

SHINGLE = 4
SKETCH = 48
"""How many of a section's smallest hashes are looked up: enough that two texts sharing 0.6 of their shingles meet."""

SAME = 0.6
"""Jaccard similarity from which two sections are wordings of one text (measured on reports of one year)."""

CLOSE = 0.9
"""From here on a copy counts as unchanged: damage from scanning stays above, edits fall below."""

HELD = 0.5
"""Share of a section's shingles that, standing in one national text, make it an edit of that text."""

WORD = re.compile(r"[^\W_]+")
LEAD = re.compile(r"^[\s*#>]*(?:[-•*]\s+)?[\s*]*(?:\([a-z]\)\s*)?")


@dataclass(slots=True)
class _Group:
    """Sections of one text; `shingles` are those of the first."""

    shingles: frozenset[int]
    members: list[tuple[Report, Section]] = field(default_factory=list)

    @property
    def national(self) -> bool:
        """An area that repeats itself from year to year does not make its text national."""
        return len({report.area_slug for report, _ in self.members}) > 1


def link(sections: Iterable[tuple[Report, Section]]) -> tuple[Link, ...]:
    """One link for each section, in their order. Tables of figures are always local and alone in their group."""
    groups: list[_Group] = []
    index: dict[int, list[int]] = defaultdict(list)
    placed: list[tuple[Section, int, float]] = []
    for report, section in sections:
        shingles = _shingles(section)
        number, likeness = _nearest(shingles, groups, index)
        if number is None:
            number, likeness = len(groups), 1.0
            groups.append(_Group(shingles))
            for value in _sketch(shingles):
                index[value].append(number)
        groups[number].members.append((report, section))
        placed.append((section, number, likeness))
    return tuple(_link(section, groups[number], likeness, groups, index) for section, number, likeness in placed)


def _link(section: Section, group: _Group, likeness: float, groups: list[_Group], index: dict[int, list[int]]) -> Link:
    others = tuple(other.id for _, other in group.members if other.report != section.report)
    kind: Boilerplate = "local"
    if group.national:
        kind = "national" if likeness >= CLOSE else "edited"
    elif _holds_national_text(group.shingles, groups, index):
        kind = "edited"
    return Link(section.id, kind, group.members[0][1].id, others)


def _nearest(shingles: frozenset[int], groups: list[_Group], index: dict[int, list[int]]) -> tuple[int | None, float]:
    """The group whose first member is most like these shingles, from SAME on."""
    best, best_likeness = None, SAME
    for number, _ in _candidates(shingles, index):
        other = groups[number].shingles
        likeness = len(shingles & other) / len(shingles | other)
        if likeness >= best_likeness and (best is None or likeness > best_likeness):
            best, best_likeness = number, likeness
    return best, best_likeness


def _holds_national_text(shingles: frozenset[int], groups: list[_Group], index: dict[int, list[int]]) -> bool:
    if len(shingles) < SKETCH:
        return False
    return any(
        groups[number].national and len(shingles & groups[number].shingles) >= HELD * len(shingles)
        for number, _ in _candidates(shingles, index)
    )


def _candidates(shingles: frozenset[int], index: dict[int, list[int]]) -> list[tuple[int, int]]:
    """The groups that share a hash of the sketch, those that share most first."""
    return Counter(number for value in _sketch(shingles) for number in index.get(value, ())).most_common(8)


def _sketch(shingles: frozenset[int]) -> list[int]:
    return sorted(shingles)[:SKETCH]


def _shingles(section: Section) -> frozenset[int]:
    """Hashes of the runs of four words; of the whole where there are fewer. A table of figures is only like itself."""
    if section.kind == "statistics":
        return frozenset({_hash(section.id)})
    text = unicodedata.normalize("NFKC", LEAD.sub("", section.text, count=1)).casefold()
    words = WORD.findall(text.replace("’", "").replace("'", ""))
    runs = zip(*(words[i:] for i in range(SHINGLE)), strict=False)
    return frozenset(_hash(" ".join(run)) for run in runs) or frozenset({_hash(" ".join(words))})


def _hash(text: str) -> int:
    return int.from_bytes(blake2b(text.encode(), digest_size=8).digest())
