"""The rules in `rules/cases.toml`, compiled."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from indexer import rules
from indexer.errors import RulesError
from indexer.rules.sought import Sought, sought


@dataclass(frozen=True, slots=True)
class Rule:
    """`value` is named where `pattern` matches and `unless` stands nowhere in the sentence; `{level}` in it is the
    group of that name. `weight` counts for endings, `note` is the reason of what is implied."""

    value: str
    pattern: Sought
    unless: Sought | None = None
    weight: float = 0.0
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Doubt:
    """A mention with one of the `labels` is no fact where its clause has `before` before it or `after` after it."""

    id: str
    labels: frozenset[str]
    before: Sought | None
    after: Sought | None

    def holds(self, before: str, after: str) -> bool:
        found = (self.before and self.before.search(before)) or (self.after and self.after.search(after))
        return found is not None


@dataclass(frozen=True, slots=True)
class Wider:
    """Of the facts `of` a case, `name` is left out where one of the `narrower` is found; None is any other. `…` at the
    beginning of a narrower name stands for any words."""

    of: str
    name: str
    narrower: frozenset[str] | None

    def said_by(self, others: Collection[str]) -> bool:
        """Whether one of the other facts is narrower than this one."""
        if self.narrower is None:
            return bool(others)
        endings = tuple(name[1:] for name in self.narrower if name.startswith("…"))
        return any(other in self.narrower or other.endswith(endings) for other in others)


def compiled(pattern: str | None) -> Sought | None:
    """Raises RulesError."""
    try:
        return sought(re.compile(pattern, re.IGNORECASE)) if pattern else None
    except re.error as error:
        raise RulesError(f"rules/cases.toml: {pattern!r}: {error}") from None


def table(name: str) -> Any:
    """A table of the file as it stands, or its rows. Raises RulesError."""
    try:
        return rules.load("cases")[name]
    except KeyError:
        raise RulesError(f"rules/cases.toml has no table {name}") from None


@cache
def pattern(name: str, key: str = "pattern") -> Sought:
    """The pattern of the table `name`."""
    return _needed(table(name)[key])


@cache
def named(name: str, key: str) -> frozenset[str]:
    """A list in the table `name`."""
    return frozenset(table(name)[key])


@cache
def found_by(name: str, value: str) -> tuple[Rule, ...]:
    """The rules in the rows `name`, of which the key `value` says what they find; a rule for each pattern."""
    return tuple(
        Rule(
            value=str(row[value]),
            pattern=_needed(pattern),
            unless=compiled(row.get("unless")),
            weight=float(row.get("weight", 0)),
            note=row.get("reason"),
        )
        for row in table(name)
        for pattern in row.get("patterns", [row.get("pattern")])
    )


@cache
def doubts(name: str = "doubt") -> tuple[Doubt, ...]:
    """The rows `name`: `doubt` is for what is no fact, `alleged` for what is said to be alleged."""
    return tuple(
        Doubt(row["id"], frozenset(row.get("labels", ())), compiled(row.get("before")), compiled(row.get("after")))
        for row in table(name)
    )


@cache
def wider() -> tuple[Wider, ...]:
    return tuple(
        Wider(row["of"], row["name"], None if row["narrower"] == ["*"] else frozenset(row["narrower"]))
        for row in table("wider")
    )


def _needed(text: str) -> Sought:
    found = compiled(text)
    if found is None:
        raise RulesError("rules/cases.toml: a row without a pattern")
    return found
