"""What a case study says in words of its own: who may be harmed, further risks, and what was done."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from indexer.cases.deeds import deeds
from indexer.cases.mentions import Told, factors, gathered, narrowed, programmes, sought, told_by
from indexer.cases.rules import Rule, found_by, pattern, table
from indexer.cases.story import Story
from indexer.cases.values import Fact
from indexer.model import Entity, Span

ALLEGED = "alleged"
"""The note of what the study tells as an allegation."""

IN_WORDS = "in the words of the report"
"""The note of what was done that is of no known kind."""

_NUMBERS = {"one": "1", "two": "2", "three": "3"}


def risks(story: Story, entities: Sequence[Entity], agencies: Sequence[Fact[str]]) -> tuple[Fact[str], ...]:
    """Needs and risks by name and by wording, and those that follow from a service that is there for them."""
    told = [*factors(story, entities), *_harm(story), *_matches(story, found_by("risk", "risk"), "RISK_WORDING")]
    said = tuple(_weighed(story, fact) for fact in gathered(told))
    values = {fact.value for fact in said}
    implied = {
        row["risk"]: Fact(row["risk"], fact.spans, f"follows from {row['agency']}")
        for row in table("implied_risk")
        for fact in agencies
        if fact.value == row["agency"] and values.isdisjoint({row["risk"], *row.get("unless", ())})
    }
    return _narrowed((*said, *implied.values()))


def _weighed(story: Story, fact: Fact[str]) -> Fact[str]:
    """With a note where it is alleged wherever it is told of; that it may happen does not say that it has."""
    told = [span for span in fact.spans if not story.feared(span)]
    return replace(fact, note=ALLEGED) if told and all(map(story.alleged, told)) else fact


def _narrowed(facts: Sequence[Fact[str]]) -> tuple[Fact[str], ...]:
    """Without wider names; what is only alleged takes nothing from what is stated."""
    kept = {*narrowed(facts, "risks"), *narrowed([fact for fact in facts if fact.note != ALLEGED], "risks")}
    return tuple(fact for fact in facts if fact in kept)


def interventions(story: Story, entities: Sequence[Entity]) -> tuple[Fact[str], ...]:
    """Programmes, orders that were sought, what the patterns find in the sentences, and what is told beside these."""
    told = [*programmes(story, entities), *_matches(story, found_by("intervention", "value"), "INTERVENTION")]
    told += sought(story, entities)
    return (*gathered(told), *gathered(deeds(story, entities, [span for _, span in told]), IN_WORDS))


def _harm(story: Story) -> Iterator[Told[str]]:
    for sentence in story.sentences:
        for anchor in pattern("harm", "anchor").finditer(story.text, sentence.start, sentence.end):
            for rule in found_by("harmed", "risk"):
                for found in rule.pattern.finditer(story.text, *anchor.span()):
                    yield rule.value, Span(*found.span())


def _matches(story: Story, rules: Sequence[Rule], label: str) -> Iterator[Told[str]]:
    for rule in rules:
        for found in told_by(rule, story):
            span = Span(*found.span())
            if not story.doubtful(span, label):
                yield _named(rule, found), span


def _named(rule: Rule, found: re.Match[str]) -> str:
    groups = {name: _NUMBERS.get(words.casefold(), words) for name, words in found.groupdict().items() if words}
    return rule.value.format(**groups)
