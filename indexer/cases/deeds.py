"""What the agencies did that is of no known kind, in the words of the report: `Re-wrote his induction as a picture
diary`. The verbs are in `[deed]` of `rules/cases.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache

from indexer.cases.mentions import Told
from indexer.cases.rules import pattern, table
from indexer.cases.story import Story
from indexer.model import Entity, Span

ACTORS = ("ORG", "ROLE")
LONGEST = 9
"""Words of a deed; what goes on longer is cut there."""


def deeds(story: Story, entities: Sequence[Entity], known: Sequence[Span]) -> Iterator[Told[str]]:
    """Deeds of agencies and posts, and what was done to the person, where nothing of a `known` kind is told."""
    rule = table("deed")
    told = story.sentences[1 : max(1, round(len(story.sentences) * rule["until"]))]
    for sentence in told:
        if pattern("deed", "unless").search(story.text[sentence.start : sentence.end]):
            continue
        for span in _in(story, sentence, entities):
            orders = (entity.span for entity in entities if entity.label == "ORDER")
            if not any(_meet(span, other) for other in (*known, *orders)) and not story.doubtful(span, "INTERVENTION"):
                yield _phrase(story.text[span.start : span.end]), span


def _in(story: Story, sentence: Span, entities: Sequence[Entity]) -> Iterator[Span]:
    """The deeds of a sentence, each word in one at most."""
    found = list(_of_actors(story, sentence, entities))
    for key in ("passive", "person"):
        matches = _compiled(key).finditer(story.text, sentence.start, sentence.end)
        found += [_short(story.text, Span(*match.span("deed"))) for match in matches]
    end = 0
    for span in sorted(found, key=lambda span: (span.start, -span.end)):
        if span.start >= end:
            yield span
            end = span.end


def _of_actors(story: Story, sentence: Span, entities: Sequence[Entity]) -> Iterator[Span]:
    for entity in entities:
        if entity.label in ACTORS and sentence.start <= entity.span.start < sentence.end:
            match = _compiled("active").match(story.text, entity.span.end, sentence.end)
            if match:
                yield _short(story.text, Span(*match.span("deed")))


def _short(text: str, span: Span) -> Span:
    words = list(re.finditer(r"\S+", text[span.start : span.end]))
    return Span(span.start, span.start + words[:LONGEST][-1].end())


def _phrase(words: str) -> str:
    plain = " ".join(words.split()).rstrip(",;:. ")
    return plain[:1].upper() + plain[1:]


def _meet(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end


@cache
def _compiled(key: str) -> re.Pattern[str]:
    """The pattern `key` with the verbs put in for `{past}`, `{done}` and where a deed ends for `{end}`."""
    rule = table("deed")
    words = {name: "|".join(rule[name]) for name in ("past", "done")}
    return re.compile(rule[key].format(**words, end=rule["end"].format(**words)), re.IGNORECASE)
