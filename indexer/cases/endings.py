"""What came of a case: the kinds of ending that its later part tells, and the sentences that tell it best."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from indexer.cases.mentions import gathered
from indexer.cases.rules import found_by, pattern, table
from indexer.cases.story import Story
from indexer.cases.values import Fact
from indexer.model import Span

FEW = 3
"""Sentences from which on a story has an end."""


@dataclass(frozen=True, slots=True)
class Ending:
    """A sentence that tells an ending of these kinds; `number` counts the sentences of the story,
    `place` is the share of them up to this one."""

    number: int
    span: Span
    kinds: tuple[str, ...]
    weight: float
    place: float

    @property
    def score(self) -> float:
        return self.weight + float(table("outcome")["later"]) * self.place


def endings(story: Story, text: str) -> tuple[tuple[Fact[str], ...], Fact[str] | None]:
    """The kinds of ending, and the outcome as `text` has it. Empty and None where no ending is told."""
    found = _found(story)
    kinds = gathered((kind, ending.span) for ending in found for kind in ending.kinds)
    span = _labelled(story, text) or _best(found) or _last(story)
    return kinds, Fact(text[span.start : span.end], (span,)) if span else None


def _best(found: Sequence[Ending]) -> Span | None:
    if not found:
        return None
    run = _run(found, max(found, key=lambda ending: (ending.score, ending.number)))
    return Span(run[0].span.start, run[-1].span.end)


def _last(story: Story) -> Span | None:
    """The last of several sentences, where it says how things are."""
    if len(story.sentences) < FEW:
        return None
    span = story.sentences[-1]
    return span if pattern("outcome", "last").search(story.text, span.start, span.end) else None


def _labelled(story: Story, text: str) -> Span | None:
    """The first sentences under the label by which a study sets the outcome apart, up to the end of the paragraph."""
    label = pattern("labelled").search(text)
    if label is None:
        return None
    stop = text.find("\n\n", label.end())
    inside = [span for span in story.sentences if span.end > label.end() and not 0 < stop <= span.start]
    under = inside[: table("outcome")["sentences"]]
    return Span(max(under[0].start, label.end()), under[-1].end) if under else None


def _found(story: Story) -> list[Ending]:
    count = len(story.sentences)
    found = []
    for number, span in enumerate(story.sentences):
        place = (number + 1) / count
        if place < table("outcome")["from"] or (number == 0 and count > 1):
            continue
        kinds, weight = _weighed(story.text[span.start : span.end])
        if kinds:
            found.append(Ending(number, span, kinds, weight, place))
    return found


def _weighed(words: str) -> tuple[tuple[str, ...], float]:
    rules = [
        rule
        for rule in found_by("ending", "value")
        if rule.pattern.search(words) and not (rule.unless and rule.unless.search(words))
    ]
    marker = table("marker")["weight"] if pattern("marker").search(words) else 0
    return tuple(rule.value for rule in rules), sum(rule.weight for rule in rules) + marker


def _run(found: Sequence[Ending], best: Ending) -> list[Ending]:
    """The best with the neighbours that tell an ending too, the stronger side first, up to the number allowed."""
    rule = table("outcome")
    by_number = {ending.number: ending for ending in found if ending.weight >= rule["beside"]}
    run = [best]
    while len(run) < rule["sentences"]:
        beside = [by_number[n] for n in (run[0].number - 1, run[-1].number + 1) if n in by_number]
        if not beside:
            break
        run = sorted([*run, max(beside, key=lambda ending: ending.score)], key=lambda ending: ending.number)
    return run
