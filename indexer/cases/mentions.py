"""Which of the tagger's mentions are facts of a case: categories, levels, agencies, orders, risks, programmes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from indexer.cases.rules import Rule, found_by, named, pattern, table, wider
from indexer.cases.story import Story
from indexer.cases.values import Fact, Value
from indexer.model import Entity, Span

Told: TypeAlias = tuple[Value, Span]
"""A value and where it is told."""


def gathered(told: Iterable[Told[Value]], note: str | None = None) -> tuple[Fact[Value], ...]:
    """One fact for each value, in the order of telling."""
    spans: dict[Value, list[Span]] = {}
    for value, span in sorted(told, key=lambda each: (each[1].start, each[1].end)):
        if span not in spans.setdefault(value, []):
            spans[value].append(span)
    return tuple(Fact(value, tuple(places), note) for value, places in spans.items())


def narrowed(facts: Sequence[Fact[str]], of: str) -> tuple[Fact[str], ...]:
    """The facts without the wider names of what a narrower one says."""
    values = {fact.value for fact in facts}
    gone = {rule.name for rule in wider() if rule.of == of and rule.said_by(values - {rule.name})}
    return tuple(fact for fact in facts if fact.value not in gone)


def believed(story: Story, entities: Iterable[Entity], *labels: str) -> Iterator[Entity]:
    """The mentions of the story with one of the labels that its text does not deny or leave open."""
    for entity in entities:
        if entity.label in labels and story.sentence(entity.span.start):
            need = entity.label == "RISK_FACTOR" and entity.canonical in named("risks", "needs")
            if need or not story.doubtful(entity.span, entity.label):
                yield entity


def numbers(story: Story, entities: Sequence[Entity], label: str) -> tuple[Fact[int], ...]:
    """MAPPA categories or levels, in the order told. A mention may name several: `Level 2; Level 3`."""
    return gathered(
        (int(number), entity.span)
        for entity in believed(story, entities, label)
        for number in re.findall(r"\d", entity.canonical)
    )


def categories(story: Story, entities: Sequence[Entity]) -> tuple[Fact[int], ...]:
    """The categories stated; without one, what the first rule says they follow from."""
    if stated := numbers(story, entities, "MAPPA_CATEGORY"):
        return stated
    for rule in found_by("implied_category", "category"):
        for sentence in story.sentences:
            words = story.text[sentence.start : sentence.end]
            found = rule.pattern.search(words)
            if found and not (rule.unless and rule.unless.search(words)):
                span = Span(sentence.start + found.start(), sentence.start + found.end())
                return (Fact(int(rule.value), (span,), rule.note),)
    return ()


def agencies(story: Story, entities: Sequence[Entity]) -> tuple[Fact[str], ...]:
    """Agencies by name, by the posts of their staff, and by words that name one in a case."""
    told = [*_organisations(story, entities), *_posts(story, entities), *_worded(story, "agency")]
    told += _newcomers(story, entities)
    return narrowed(gathered(told), "agencies")


def _organisations(story: Story, entities: Sequence[Entity]) -> Iterator[Told[str]]:
    never, endings = named("agencies", "never"), tuple(table("agencies")["never_ending"])
    for entity in believed(story, entities, "ORG"):
        if entity.canonical not in never and not entity.canonical.endswith(endings):
            yield entity.canonical, entity.span
    for entity in believed(story, entities, "PROGRAMME"):
        if entity.canonical in named("agencies", "bodies"):
            yield entity.canonical, entity.span


def _posts(story: Story, entities: Sequence[Entity]) -> Iterator[Told[str]]:
    for entity in believed(story, entities, "ROLE"):
        for rule in found_by("post", "agency"):
            if rule.pattern.search(entity.text):
                yield rule.value, entity.span


def _newcomers(story: Story, entities: Sequence[Entity]) -> Iterator[Told[str]]:
    """Agencies that no list knows, by what they do for the person."""
    taken = [entity.span for entity in entities]
    person = story.subject.value.split() if story.subject else []
    for sentence in story.sentences:
        found = pattern("newcomer").search(story.text[sentence.start : sentence.end])
        if found is None or set(found["it"].split()) & set(person):
            continue
        span = Span(sentence.start + found.start("it"), sentence.start + found.end("it"))
        if not any(span.start < other.end and other.start < span.end for other in taken):
            yield found["it"], span


def _worded(story: Story, of: str) -> Iterator[Told[str]]:
    for rule in found_by(of, of):
        for found in told_by(rule, story):
            yield rule.value.format(**found.groupdict()), Span(*found.span())


def told_by(rule: Rule, story: Story) -> Iterator[re.Match[str]]:
    """Where the rule finds something in the sentences of the story. Whether it can at all is asked once, not for each
    sentence."""
    if not rule.pattern.needs.met_by(story.text):
        return
    for sentence in story.sentences:
        ends = sentence.start, sentence.end
        if not (rule.unless and rule.unless.regex.search(story.text, *ends)):
            yield from rule.pattern.regex.finditer(story.text, *ends)


def orders(story: Story, entities: Sequence[Entity]) -> tuple[Fact[str], ...]:
    told = [
        *((entity.canonical, entity.span) for entity in believed(story, entities, "ORDER")),
        *(each for each in _worded(story, "order") if not story.doubtful(each[1], "ORDER")),
    ]
    return narrowed(gathered(each for each in told if each[0] not in named("orders", "never")), "orders")


def sought(story: Story, entities: Sequence[Entity]) -> Iterator[Told[str]]:
    """Orders that the agencies sought for the case, such as a SHPO for which the police applied."""
    for entity in believed(story, entities, "ORDER"):
        before, after = story.clause(entity.span)
        asked = pattern("sought", "before").search(before) or pattern("sought", "after").search(after)
        if asked and entity.canonical in named("sought", "orders"):
            yield entity.canonical, entity.span


def factors(story: Story, entities: Sequence[Entity]) -> Iterator[Told[str]]:
    """Needs, factors and offences."""
    for entity in believed(story, entities, "RISK_FACTOR", "OFFENCE"):
        if entity.canonical not in named("risks", "never"):
            yield entity.canonical, entity.span


def programmes(story: Story, entities: Sequence[Entity]) -> Iterator[Told[str]]:
    """Programmes that the person went through. What is said of one last stands: a sentence may order a programme for
    which the person turns out to be unsuitable."""
    told = [entity for entity in entities if entity.label == "PROGRAMME" and story.sentence(entity.span.start)]
    last = {entity.canonical: entity for entity in told}
    done = {name for name, entity in last.items() if not story.doubtful(entity.span, "PROGRAMME")}
    for entity in believed(story, told, "PROGRAMME"):
        if entity.canonical in done - named("interventions", "never"):
            yield entity.canonical, entity.span
