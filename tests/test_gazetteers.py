"""Every row of the gazetteers and every rule for entities does what its examples say, and no two rows contradict each
other."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from indexer import gazetteers, rules
from indexer.entities import Tagger
from indexer.entities.folding import fold
from indexer.entities.joining import Extension, Join, extensions, joins
from indexer.entities.mentions import NOT_A_NAME
from indexer.entities.names import SUBJECTS, Name, _name, names
from indexer.entities.patterns import Pattern, patterns
from indexer.errors import RulesError
from tests.test_entities import tag, tagger

__all__ = ["tagger"]

BRACKETS = re.compile(r"\[([^\]]+)\]")


def rows(subject: str) -> list[Name]:
    return [_name(row, subject) for row in gazetteers.rows(subject)]


@pytest.mark.parametrize("subject", SUBJECTS)
def test_examples_are_found(tagger: Tagger, subject: str) -> None:
    wrong = []
    for row in rows(subject):
        for example in row.examples:
            entities = tag(tagger, example)
            if row.label == NOT_A_NAME:
                wrong += [(row.id, example, e.text) for e in entities if e.text.lower() in map(str.lower, row.patterns)]
            elif not any((entity.label, entity.canonical) == (row.label, row.id) for entity in entities):
                wrong.append((row.id, example, [(e.text, e.label, e.canonical) for e in entities]))
    assert wrong == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_pattern_is_found(tagger: Tagger, subject: str) -> None:
    wrong = []
    for row, raw in zip(rows(subject), gazetteers.rows(subject), strict=True):
        listed = [raw["pattern"]] if isinstance(raw["pattern"], str) else raw["pattern"]
        for pattern in listed if row.label != NOT_A_NAME and not row.beside and not row.near else ():
            entities = tag(tagger, f"it is {pattern} .")
            if not any(e.label == row.label and e.canonical.startswith(row.id) for e in entities):
                wrong.append((row.id, pattern, [(e.text, e.label, e.canonical) for e in entities]))
    assert wrong == []


@pytest.mark.parametrize("subject", SUBJECTS)
def test_counterexamples_are_not_found(tagger: Tagger, subject: str) -> None:
    wrong = []
    for row in rows(subject):
        for example in row.counterexamples:
            wrong += [(row.id, example) for e in tag(tagger, example) if (e.label, e.canonical) == (row.label, row.id)]
    assert wrong == []


def test_a_pattern_means_one_thing() -> None:
    """Conditional rows may give another meaning to a pattern; that is what they are for."""
    meanings = defaultdict(set)
    for row in names():
        if not row.beside and not row.near:
            for pattern in row.patterns:
                meanings[row.label, pattern if row.case else pattern.lower()].add(row.id)
    assert {key: ids for key, ids in meanings.items() if len(ids) > 1} == {}


def test_a_pattern_has_one_label() -> None:
    labels = defaultdict(set)
    for row in names():
        if not row.beside and not row.near:
            for pattern in row.patterns:
                labels[pattern if row.case else pattern.lower()].add(row.label)
    assert {key: found for key, found in labels.items() if len(found) > 1} == {}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"id": "A", "label": "ORG", "pattern": "a", "examples": ["a"], "odd": 1}, "unknown key 'odd'"),
        ({"id": "A", "label": "X", "pattern": "a", "examples": ["a"]}, "one of the labels"),
        ({"id": "A", "label": "ORG", "pattern": [], "examples": ["a"]}, "'pattern'"),
        ({"id": "A", "label": "ORG", "pattern": [1], "examples": ["a"]}, "'pattern'"),
        ({"id": "A", "label": "ORG", "pattern": "a", "examples": []}, "no examples"),
    ],
)
def test_a_faulty_row_is_named(row: dict[str, object], message: str) -> None:
    with pytest.raises(RulesError, match=message) as error:
        _name(row, "agencies")
    assert "gazetteers/agencies.jsonl, 'A'" in str(error.value)


def test_areas_are_places_and_their_forces_are_not(tagger: Tagger) -> None:
    for area in gazetteers.areas():
        found = [(e.label, e.canonical) for e in tag(tagger, f"cases from {area.name} this year")]
        assert found == [("PLACE", area.name)]
    assert [e.label for e in tag(tagger, "Greater Manchester Police")] == ["ORG"]


# ---- rules


def expected(example: str) -> tuple[str, list[str], list[str]]:
    """An example as text, mentions and their canonical names."""
    text, _, names = example.partition(" => ")
    return BRACKETS.sub(r"\1", text), BRACKETS.findall(text), names.split(" | ") if names else []


def every_rule() -> list[Pattern | Join | Extension]:
    return [*patterns(), *joins(), *extensions("after"), *extensions("before")]


@pytest.mark.parametrize("rule", every_rule(), ids=lambda rule: rule.id)
def test_examples_of_a_rule_are_found(tagger: Tagger, rule: Pattern | Join | Extension) -> None:
    for example in rule.examples:
        text, mentions, names = expected(example)
        hits = [entity for entity in tag(tagger, text) if entity.label == rule.label]
        assert [entity.text for entity in hits] == mentions, example
        assert [entity.canonical for entity in hits] == names, example
        assert rule.label != NOT_A_NAME or not tag(tagger, text), example


@pytest.mark.parametrize("rule", patterns(), ids=lambda rule: rule.id)
def test_counterexamples_of_a_pattern_are_not_matched(rule: Pattern) -> None:
    for example in rule.counterexamples:
        assert not list(rule.find(fold(example))) or rule.beside, example


@pytest.mark.parametrize("rule", [*joins(), *extensions("after"), *extensions("before")], ids=lambda rule: rule.id)
def test_counterexamples_of_joining_stay_apart(tagger: Tagger, rule: Join | Extension) -> None:
    for example in rule.counterexamples:
        text, mentions, _ = expected(example)
        assert [entity.text for entity in tag(tagger, text)] == mentions, example


def test_every_rule_has_examples_both_ways_and_a_name_of_its_own() -> None:
    for rule in every_rule():
        assert rule.examples, rule.id
        assert rule.counterexamples, rule.id
    for kind in ("pattern", "join", "after", "before"):
        ids = [row["id"] for row in rules.load("entities")[kind]]
        assert len(ids) == len(set(ids))
