"""Neighbouring mentions and words that form one name: `Dorset` + `NPS`, `substance misuse` + `workers`, `section 15 of
the` + an Act. The rules are `[[join]]`, `[[after]]` and `[[before]]` in `rules/entities.toml`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest
from typing import Any

from indexer import rules
from indexer.entities import readings
from indexer.entities.folding import Folded
from indexer.entities.mentions import Mention
from indexer.entities.patterns import expand

BEFORE = 60
"""How many characters in front of a mention a `[[before]]` rule looks at."""


@dataclass(frozen=True, slots=True)
class Join:
    """Two mentions with nothing but `between` in between are one with this label. `canonical` is a template over
    `left` and `right`, the canonical names of both, which must match the two patterns in `named`."""

    id: str
    left: frozenset[str]
    between: re.Pattern[str]
    right: frozenset[str]
    label: str
    canonical: str
    named: tuple[re.Pattern[str], re.Pattern[str]]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def applies(self, left: Mention, right: Mention) -> bool:
        if left.label not in self.left or right.label not in self.right:
            return False
        return bool(self.named[0].fullmatch(left.canonical) and self.named[1].fullmatch(right.canonical))


@dataclass(frozen=True, slots=True)
class Extension:
    """Words directly before or after a mention of one of the `labels` belong to it. `canonical` is a template over
    `name`, the mention's canonical name, and `words`, what the rule's `reading` makes of the words. `only`: canonical
    names it is restricted to."""

    id: str
    labels: frozenset[str]
    regex: re.Pattern[str]
    label: str
    canonical: str
    reading: str
    only: re.Pattern[str] | None
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def applies(self, mention: Mention) -> bool:
        return mention.label in self.labels and (not self.only or bool(self.only.fullmatch(mention.canonical)))

    def named(self, mention: Mention, words: str) -> str:
        return self.canonical.format(name=mention.canonical, words=readings.READINGS[self.reading]({}, words))


@cache
def joins() -> tuple[Join, ...]:
    """The `[[join]]` rules."""
    return tuple(
        Join(
            row["id"],
            frozenset(row["left"]),
            re.compile(row["between"]),
            frozenset(row["right"]),
            row["label"],
            row["canonical"],
            (re.compile(row.get("left_name", ".*")), re.compile(row.get("right_name", ".*"))),
            tuple(row["examples"]),
            tuple(row.get("counterexamples", ())),
        )
        for row in rules.load("entities")["join"]
    )


@cache
def extensions(side: str) -> tuple[Extension, ...]:
    """The rules of `side`: "before" or "after"."""
    return tuple(_extension(row) for row in rules.load("entities")[side])


@cache
def _joins_of(left: str, right: str) -> tuple[Join, ...]:
    """Those for mentions with these labels: few of many, and asked for at each pair of neighbours."""
    return tuple(rule for rule in joins() if left in rule.left and right in rule.right)


@cache
def _extensions_of(label: str, side: str) -> tuple[Extension, ...]:
    return tuple(rule for rule in extensions(side) if label in rule.labels)


def _extension(row: dict[str, Any]) -> Extension:
    return Extension(
        row["id"],
        frozenset(row["labels"]),
        re.compile(expand(row["pattern"], rules.load("entities")["fragments"])),
        row["label"],
        row["canonical"],
        row.get("reading", "title"),
        re.compile(row["only"]) if "only" in row else None,
        tuple(row["examples"]),
        tuple(row.get("counterexamples", ())),
    )


def join(found: Sequence[Mention], folded: Folded) -> list[Mention]:
    """The mentions with neighbours joined and extended, in order. Left to right, so that long names build up."""
    joined: list[Mention] = []
    for mention, following in zip_longest(found, found[1:]):
        if joined and mention.start < joined[-1].end:  # taken by an extension
            continue
        current = _after(_before(mention, joined, folded), following, folded)
        while joined and (both := _both(joined[-1], current, folded)):
            joined.pop()
            current = _after(_before(both, joined, folded), following, folded)
        joined.append(current)
    return joined


def _both(left: Mention, right: Mention, folded: Folded) -> Mention | None:
    for rule in _joins_of(left.label, right.label):
        if rule.applies(left, right) and rule.between.fullmatch(folded.text, left.end, right.start):
            name = rule.canonical.format(left=left.canonical, right=right.canonical)
            return replace(right, start=left.start, label=rule.label, canonical=name)
    return None


def _before(mention: Mention, earlier: Sequence[Mention], folded: Folded) -> Mention:
    """The mention with the words in front of it that belong to it, unless these are of an earlier mention."""
    floor = max(earlier[-1].end if earlier else 0, mention.start - BEFORE)
    for rule in _extensions_of(mention.label, "before"):
        if rule.applies(mention):
            match = _ending(rule.regex, folded.text, floor, mention.start)
            if match:
                name = rule.named(mention, match["words"])
                return replace(mention, start=match.start(), label=rule.label, canonical=name)
    return mention


def _ending(regex: re.Pattern[str], text: str, floor: int, end: int) -> re.Match[str] | None:
    """The match that ends just at `end`, if there is one."""
    return next((match for match in regex.finditer(text, floor, end) if match.end() == end), None)


def _after(mention: Mention, following: Mention | None, folded: Folded) -> Mention:
    """The mention with the words behind it that belong to it. They may hold the following mention, but not cut into it:
    `Dorset` takes `MAPPA`, but leaves `MAPPA co-ordinator` whole."""
    for rule in _extensions_of(mention.label, "after"):
        match = rule.regex.match(folded.text, mention.end) if rule.applies(mention) else None
        if match and not (following and following.start < match.end() < following.end):
            name = rule.named(mention, match["words"])
            return _after(replace(mention, end=match.end(), label=rule.label, canonical=name), following, folded)
    return mention
