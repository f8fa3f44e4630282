"""Evidence for the area and the year, weighed by the rules in rules/identity.toml."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import PurePath
from typing import Any, Literal

from indexer import rules
from indexer.identity import names, years
from indexer.model import Block, Document
from indexer.rules.sought import Sought, sought

Where = Literal["cover", "line", "text", "logos", "name"]
Question = Literal["area", "year"]
READ = 300_000
"""Characters looked at; no report is longer."""
MARKS = {
    "area": names.AREA_MARK,
    "place": names.PLACE_MARK,
    "range": years.RANGE_MARK,
    "lone": years.LONE_MARK,
    "end": years.END_MARK,
    "year": years.YEAR_MARK,
    "sep": r"[\s,:;|–—-]*+",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`weight` for each occurrence of one of the `patterns` at `where`, up to `most` of them."""

    where: Where
    patterns: tuple[Sought, ...]
    weight: float
    most: int


Scores = Mapping[str, float]
"""Candidates (ids of places, or the second year of a report, as text) with the weight of what speaks for them."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the text and the file name say; the weights of `name` come on top of those of `text`. `named` counts how
    often the text names each area, pair of years or single year at all, as a person would write them."""

    text: Scores
    name: Scores
    named: Mapping[str, int]


def gather(document: Document) -> dict[Question, Evidence]:
    """All evidence in a document for its area and its year."""
    parts = marked_parts(document)
    return {
        "area": _evidence("area", parts, Counter(names.named_in(parts["text"]))),
        "year": _evidence("year", parts, Counter(years.named_in(parts["text"]))),
    }


def _evidence(question: Question, parts: Mapping[Where, str], named: Mapping[str, int]) -> Evidence:
    inside: dict[Where, str] = {where: text for where, text in parts.items() if where != "name"}
    return Evidence(_weigh(question, inside), _weigh(question, {"name": parts["name"]}), named)


def marked_parts(document: Document) -> dict[Where, str]:
    """The parts of a document that rules look at, with marks for names and years."""
    cover = [line for line in map(_tidy, cover_lines(document)) if not re.fullmatch(r"\W*\d{0,3}\W*", line)]
    found: dict[Where, str] = {
        "cover": " ".join(cover),
        "line": "\n".join(cover),
        "text": _tidy(document.text[:READ]),
        "logos": "\n".join(document.cover),
        "name": document.source.name,
    }
    return {where: marked(text, where) for where, text in found.items()}


def marked(text: str, where: Where) -> str:
    """`text` in small letters, with marks for names and years."""
    plain = _spread(text) if where == "name" else text
    plain = plain.replace("[", "(").replace("]", ")").replace("’", "'")
    plain = names.mark_places(plain, any_case=where != "text", glued=where == "name")
    return years.mark_years(plain, where).lower()


def cover_lines(document: Document) -> list[str]:
    """The lines before the first prose."""
    decision = rules.load("identity")["decision"]
    found: list[str] = []
    for block in document.blocks:
        line = document.text[block.span.start : block.span.end].strip()
        if _is_prose(block, line, decision["prose_words"]) or len(found) == decision["cover_lines"]:
            break
        if line:
            found.append(line)
    return found


def _is_prose(block: Block, line: str, least: int) -> bool:
    words = re.findall(r"[^\W\d_]+", line)
    if block.role == "heading" or len(words) < least:
        return False
    return line.endswith((".", "!", "?")) or 2 * sum(map(str.islower, words)) > len(words)


def _tidy(text: str) -> str:
    """Without marks of Markdown, white space as single blanks."""
    return re.sub(r"(?:[\s#*_|>]|<[^<>]{0,99}>)+", " ", text).strip()


def _spread(name: str) -> str:
    """A file name as words: without its ending, long hexadecimal numbers and what joins words."""
    stem = re.sub(r"\b[0-9a-fA-F]{16,}\b|%20|[_+.~()]", " ", PurePath(name).stem)
    stem = re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Za-z])(?=\d)|(?<=\d)(?=[A-Za-z])", " ", stem)
    stem = re.sub(r"(?i)(mappa)", r" \1 ", re.sub(r"(?<!\d)-|-(?!\d)", " ", stem))
    return " ".join(stem.upper().split())


def _weigh(question: Question, parts: Mapping[Where, str]) -> Scores:
    scores: defaultdict[str, float] = defaultdict(float)
    for rule in _rules(question):
        if text := parts.get(rule.where):
            for candidate, count in counts(rule, text).items():
                scores[candidate] += rule.weight * min(count, rule.most)
    return scores


def counts(rule: Rule, text: str) -> Mapping[str, float]:
    """How often a rule finds each candidate. A lone year is rather the second of a report's two than the first."""
    found: defaultdict[str, float] = defaultdict(float)
    for match in (match for pattern in rule.patterns for match in pattern.finditer(text)):
        for kind, value in match.groupdict().items():
            candidate = rules.load("identity")["ordinals"][value] if kind == "nth" else value
            found[candidate] += 1
            if kind == "lone":
                found[str(int(candidate) + 1)] += rules.load("identity")["decision"]["second_year"]
    return found


@cache
def _rules(question: Question) -> tuple[Rule, ...]:
    return tuple(rule_of(question, row) for row in rules.load("identity")[question])


def rule_of(question: Question, row: Mapping[str, Any]) -> Rule:
    """A row of the rules, with its words and marks filled in."""
    patterns = tuple(sought(re.compile(_filled(each, question), re.MULTILINE)) for each in row["patterns"])
    return Rule(row["where"], patterns, row["weight"], row["most"])


def _filled(pattern: str, question: Question) -> str:
    ordinals = "|".join(rules.load("identity")["ordinals"])
    meanings = rules.load("identity")["words"] | MARKS | {"region": names.region_mark(), "nth": f"(?P<nth>{ordinals})"}
    for word, meaning in meanings.items():
        pattern = pattern.replace("{" + word + "}", f"(?:{meaning})")
    # What begins with a mark needs no look at what stands before it, and is found much faster without.
    whole = pattern if pattern.startswith(("^", r"(?:\[")) else rf"(?<!\w)(?:{pattern})"
    return whole if question == "area" else whole.replace("?P<area>", "?:")
