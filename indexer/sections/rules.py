"""The rules in `rules/sections.toml` as values, and the scorer that weighs them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, cast

from indexer import rules
from indexer.errors import RulesError
from indexer.model import KINDS, Kind
from indexer.rules.sought import Sought, sought

NUMBER = re.compile(
    r"^(?:(?:appendix|annex|part|section|chapter)\s+\w{1,3}\s*[:.)–-]?\s+|\d{1,2}(?:\.\d{1,2})*[.)]?\s+|\(?[a-h]\)\s+)(?=\D)",
    re.IGNORECASE,
)
BILINGUAL = re.compile(r"\s+[/|]\s+")
"""Between the two languages of a heading."""


@dataclass(frozen=True, slots=True)
class HeadingRule:
    """Evidence that a line is a heading (weight above 0) or is none (below): all `features`, none of `without`, and the
    patterns that there are in the line, the one before and the one after."""

    id: str
    weight: float
    features: frozenset[str]
    without: frozenset[str]
    pattern: re.Pattern[str] | None
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None

    def fits(self, features: frozenset[str]) -> bool:
        return self.features <= features and not self.without & features

    def holds(self, features: frozenset[str], words: str, before: str, after: str) -> bool:
        if not self.fits(features):
            return False
        pairs = ((self.pattern, words), (self.before, before), (self.after, after))
        return all(pattern.search(text) for pattern, text in pairs if pattern)


@dataclass(frozen=True, slots=True)
class KnownHeading:
    """A heading that reports share. `weight` is evidence for a heading and for the kind; `under` names the known
    heading that it stands below, `place` where it belongs: "top" of the report or "local" part. `only`: it is this
    heading only in the "front" of a report, before other known parts, or below the known heading named."""

    id: str
    weight: float
    kind: Kind
    pattern: Sought
    under: str | None
    place: str | None
    only: str | None


@dataclass(frozen=True, slots=True)
class KindRule:
    """Evidence for a kind: in the title, in the body (each pattern at least so many times), by the kind of the section
    around it, by how the section was found, and by what else is known of it."""

    id: str
    kind: Kind
    weight: float
    title: Sought | None
    body: tuple[tuple[Sought, int], ...]
    parent: frozenset[str]
    origin: frozenset[str]
    features: frozenset[str]

    def holds(self, title: str, body: str, parent: str, origin: str, features: frozenset[str]) -> bool:
        if (self.parent and parent not in self.parent) or (self.origin and origin not in self.origin):
            return False
        if not self.features <= features or (self.title and not self.title.search(_unnumbered(title))):
            return False
        return all(_found(pattern, body, least) for pattern, least in self.body)


@dataclass(frozen=True, slots=True)
class Named:
    """Something reports name in fixed words: a table (`name` is its title) or a term. `note` is a line that can only
    belong to this table, `acronym` the short form of a term. `among_entries`: an entry of a list begins it."""

    id: str
    name: str
    pattern: Sought
    note: Sought | None = None
    acronym: str | None = None
    among_entries: bool = False


@lru_cache(maxsize=256)
def _unnumbered(title: str) -> str:
    return NUMBER.sub("", title)


def _found(pattern: Sought, text: str, least: int) -> bool:
    if least == 1:
        return pattern.search(text) is not None
    return sum(1 for _ in pattern.finditer(text)) >= least


@cache
def heading_rules() -> tuple[HeadingRule, ...]:
    return tuple(
        HeadingRule(r["id"], r["weight"], frozenset(r.get("features", ())), frozenset(r.get("without", ())),
                    *(_compile(r, r[key], _case(r)) if key in r else None for key in ("pattern", "before", "after")))
        for r in _rows("heading")
    )  # fmt: skip


@cache
def known_headings() -> tuple[KnownHeading, ...]:
    return tuple(
        KnownHeading(r["id"], r["weight"], _kind(r), _must(r, "pattern"), r.get("under"), r.get("place"), r.get("only"))
        for r in _rows("known")
    )


@cache
def kind_rules() -> tuple[KindRule, ...]:
    return tuple(
        KindRule(r["id"], _kind(r), r["weight"], _pattern(r, "title"), tuple(_body(r)), frozenset(r.get("parent", ())),
                 frozenset(r.get("origin", ())), frozenset(r.get("features", ())))
        for r in _rows("kind")
    )  # fmt: skip


@cache
def tables() -> tuple[Named, ...]:
    return tuple(
        Named(r["id"], r["title"], _must(r, "pattern"), _pattern(r, "note"), None, r.get("among_entries", False))
        for r in _rows("table")
    )


@cache
def terms() -> tuple[Named, ...]:
    return tuple(Named(r["id"], r["term"], _must(r, "pattern"), acronym=r.get("acronym")) for r in _rows("term"))


@cache
def phrases(name: str) -> re.Pattern[str]:
    """The pattern of the [[phrase]] row `name`: words that mark something other than a heading."""
    for row in _rows("phrase"):
        if row["id"] == name:
            return _compile(row, row["pattern"], re.IGNORECASE)
    raise RulesError(f"rules/sections.toml: no phrase '{name}'")


@cache
def threshold() -> float:
    """The evidence from which on a line is a heading."""
    return float(rules.load("sections")["scoring"]["heading"])


@lru_cache(maxsize=2048)
def known(title: str) -> KnownHeading | None:
    """The known heading that a title is, whatever its number; the heaviest where several fit."""
    titles = [NUMBER.sub("", title), *(half for half in BILINGUAL.split(title) if BILINGUAL.search(title))]
    fitting = [heading for heading in known_headings() if any(map(heading.pattern.search, titles))]
    return max(fitting, key=lambda heading: heading.weight, default=None)


def evidence(features: frozenset[str], words: str, before: str, after: str) -> tuple[float, str]:
    """How strongly a line looks like a heading, and the rule that says so most."""
    holding = [rule for rule in _fitting(features) if rule.holds(features, words, before, after)]
    best = max(holding, key=lambda rule: rule.weight, default=None)
    return sum(rule.weight for rule in holding), best.id if best else ""


@lru_cache(maxsize=2048)
def _fitting(features: frozenset[str]) -> tuple[HeadingRule, ...]:
    return tuple(rule for rule in heading_rules() if rule.fits(features))


def _rows(name: str) -> Iterable[dict[str, Any]]:
    return cast(Iterable[dict[str, Any]], rules.load("sections").get(name, ()))


def _kind(row: dict[str, Any]) -> Kind:
    if row["kind"] not in KINDS:
        raise RulesError(f"rules/sections.toml, {row['id']}: '{row['kind']}' is no section type")
    return cast(Kind, row["kind"])


def _body(row: dict[str, Any]) -> Iterable[tuple[Sought, int]]:
    patterns = row.get("body", ())
    for pattern, least in zip(patterns, row.get("least", [1] * len(patterns)), strict=True):
        yield sought(_compile(row, pattern, 0)), least


def _must(row: dict[str, Any], key: str) -> Sought:
    return sought(_compile(row, row[key], re.IGNORECASE))


def _pattern(row: dict[str, Any], key: str) -> Sought | None:
    return sought(_compile(row, row[key], _case(row))) if key in row else None


def _case(row: dict[str, Any]) -> int:
    return 0 if row.get("match_case") else re.IGNORECASE


def _compile(row: dict[str, Any], pattern: str, flags: int) -> re.Pattern[str]:
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise RulesError(f"rules/sections.toml, {row['id']}: {error} in '{pattern}'") from None
