"""A found mention, and how overlapping and conditional ones are settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

LABELS = (
    "ORG", "ORDER", "LEGISLATION", "ROLE", "PROGRAMME", "SYSTEM", "PLACE", "DATE", "OFFENCE", "RISK_FACTOR",
    "MAPPA_CATEGORY", "MAPPA_LEVEL",
)  # fmt: skip
NOT_A_NAME = "NONE"
"""Label of wording that looks like a name and is none: it takes its place from shorter candidates, then goes."""

OPEN_CLASS = 2
"""Rank of what a pattern found, behind listed and learnt names."""
LONGEST_BETWEEN = 30
BETWEEN = re.compile(
    r"(?:\s*(?:[,;/•]|\band\b|\bor\b|\bas well as\b))+\s*(?:(?:the|with|from|our|local|other)\s+)*", re.IGNORECASE
)
"""What stands between the members of a list."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Characters `start` to `end` of a folded text. Of two equally long ones the lower `rank` wins.

    `beside`: counts only in a list beside a mention of this label, or whose canonical name begins so ("police, housing
    and health"). `near`: counts only in a section that also mentions the thing of this canonical name.
    """

    start: int
    end: int
    label: str
    canonical: str
    rank: int = 0
    beside: str | None = None
    near: str | None = None

    @property
    def conditional(self) -> bool:
        return bool(self.beside or self.near)

    def goes_beside(self, other: Mention, text: str) -> bool:
        """Whether the other is what `beside` calls for, and stands next to this one in a list."""
        if not may_be_beside(self.beside, other):
            return False
        first, second = (self, other) if self.start < other.start else (other, self)
        return 0 < second.start - first.end < LONGEST_BETWEEN and bool(BETWEEN.fullmatch(text, first.end, second.start))


def may_be_beside(wanted: str | None, other: Mention) -> bool:
    """Whether a mention is what a `beside` calls for."""
    return wanted is not None and (other.label == wanted or other.canonical.startswith(wanted + " "))


def settle(candidates: Iterable[Mention], text: str) -> list[Mention]:
    """The candidates that count, in order: the longest of those that overlap, then the conditional ones that fit."""
    everything = list(candidates)
    found = longest(mention for mention in everything if not mention.conditional)
    waiting = [mention for mention in everything if mention.conditional and not _overlaps(mention, found)]
    while waiting:
        fit = longest(mention for mention in waiting if _fits(mention, found, text))
        if not fit:
            break
        found = sorted([*found, *fit], key=lambda mention: mention.start)
        waiting = [mention for mention in waiting if not _overlaps(mention, fit)]
    listed = sorted((mention for mention in everything if mention.beside), key=lambda mention: -mention.rank)
    others = {(mention.start, mention.end): mention for mention in listed}
    for number, mention in enumerate(found):
        found[number] = _surrounded(mention, others.get((mention.start, mention.end)), found, text)
    return [mention for mention in found if mention.label != NOT_A_NAME]


def _surrounded(mention: Mention, other: Mention | None, found: Sequence[Mention], text: str) -> Mention:
    """What the mention is where it stands amid a list of other things: "health, mental health and housing" are
    agencies, although mental health by itself is a need; "HMP Leeds, Preston and Durham" are prisons."""
    if other is None or other.rank != mention.rank:
        return mention
    sides = {near.start < mention.start for near in found if other.goes_beside(near, text)}
    return other if sides == {True, False} or (sides and other.label == mention.label) else mention


def longest(candidates: Iterable[Mention]) -> list[Mention]:
    """Of overlapping candidates the longest, then that of the lowest rank, then the first; in order of the text."""
    taken: set[int] = set()
    kept = []
    for mention in sorted(candidates, key=lambda m: (m.start - m.end, m.rank, m.start)):
        if taken.isdisjoint((mention.start, mention.end - 1)):
            kept.append(mention)
            taken.update(range(mention.start, mention.end))
    return sorted(kept, key=lambda mention: mention.start)


def _overlaps(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(mention.start < other.end and other.start < mention.end for other in others)


def _fits(mention: Mention, found: Sequence[Mention], text: str) -> bool:
    if mention.near and not any(other.canonical == mention.near for other in found):
        return False
    return not mention.beside or any(mention.goes_beside(other, text) for other in found)
