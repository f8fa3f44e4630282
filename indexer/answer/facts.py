"""Whether a sentence holds a fact of the kind that is asked for: a length of time, a name, a number of something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from indexer.analysis import tokens
from indexer.answer.evidence import Found, sentences
from indexer.answer.expected import kind as fact
from indexer.answer.question import Question
from indexer.answer.terms import FEW, Term, thing, typed, weight
from indexer.rules import load

NEAR_NUMBER = 7
"""Words between a number and what it counts, at most."""
COUNTED = 0.6
"""How well what is asked for must be matched by what the number counts."""
MOST_COUNTED, HALF = 5, 0.5
"""Words behind "how many" that are looked at, and how much of those that are content a number must count."""
_FURTHER = re.compile(r"\b(?:to|each|every|per|who|which|that)\b", re.IGNORECASE)
"""Words behind which a number counts no more."""
SIGNATURE = 16
"""Words of a line that may be a signature."""


def holds(kind: str, found: Found, wanted: Sequence[Term], number_of: Sequence[Term]) -> bool:
    if "\t" in found.text or not any(term.found(found.sentence.stems | found.heading) for term in wanted):
        return (
            kind == "person" and "\t" not in found.text and len(found.text.split()) < SIGNATURE and bool(_names(found))
        )
    if kind == "person":
        return bool(_names(found))
    if kind == "place":
        return any(
            each.label == "PLACE" and found.sentence.start <= each.span.start < found.sentence.end
            for each in found.stored.entities
        )
    hits = list(fact(kind).found.finditer(found.text))
    if number_of:
        return _of_people(found, wanted, number_of) and any(
            _counts(found.text[hit.end() :], number_of) or _counts(found.text[: hit.start()], number_of, last=True)
            for hit in hits
        )
    return bool(hits)


def _names(found: Found) -> list[str]:
    """Names of persons: capital words that are no agency, post or place."""
    section = found.stored.section
    if flat(found.text).strip("#* :") == section.title:  # a heading has capitals, too
        return []
    taken = [(each.span.start, each.span.end) for each in found.stored.entities]
    names = []
    for hit in fact("person").found.finditer(found.text):
        start, end = found.sentence.start + hit.start(), found.sentence.start + hit.end()
        free = not any(first < end and start < last for first, last in taken)
        common = any(word.lower() in _no_names() for word in hit[0].split())
        if free and not common and hit[0] != section.title:
            names.append(hit[0])
    return names


@cache
def _no_names() -> frozenset[str]:
    return frozenset(load("questions")["no_names"]["words"].split())


def counted(question: Question, wanted: Sequence[Term]) -> tuple[Term, ...]:
    """What "how many" asks the number of: the content words behind it, up to the first that is none."""
    words = question.reading.words
    match = re.search(r"how many|(?:numbers?|total|count|tally) of|how much", words)
    found: list[Term] = []
    for word in words[match.end() :].split()[:MOST_COUNTED] if match else []:
        term = next((each for each in wanted if each.word == word), None)
        if term:
            found.append(term)
        elif found:
            break
    return tuple(found)


def _of_people(found: Found, wanted: Sequence[Term], number_of: Sequence[Term]) -> bool:
    """Of people, whom all reports are about, the section must have what is said of them, in the words typed."""
    said = thing(wanted)
    if thing(number_of) or not said or len(said) > FEW:
        return True
    section = found.heading.union(*(each.stems for each in sentences(found.stored.section.text)))
    return typed(said, section) == 1.0


def _counts(text: str, counted: Sequence[Term], *, last: bool = False) -> bool:
    """Whether a number with this text behind it, or before it, counts what is asked for."""
    stems = [token.term for token in tokens(text if last else _FURTHER.split(text)[0])]
    near = frozenset(stems[-2:] if last else stems[:NEAR_NUMBER])
    there = [term for term in counted if term.found(near) >= COUNTED]
    return counted[0] in there or counted[-1] in there or sum(term.weight for term in there) >= HALF * weight(counted)


def flat(text: str) -> str:
    return " ".join(text.split())
