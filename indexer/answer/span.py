"""A fact in a sentence: how long, how old, how much, when, who, which organisation. The sentence must hold something of
the kind that is asked for, near the words of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from indexer.answer.evidence import Found, find, quote
from indexer.answer.question import Passed, Question
from indexer.answer.terms import Term, content, terms
from indexer.answer.tidy import whole
from indexer.model import Answer, Citation
from indexer.rules import load

MOST_WORDS, MOST_CHARACTERS = 58, 395
ENOUGH = 0.56
"""How much of the question a sentence must hold, its heading and neighbours counted in part."""


def span(question: Question) -> Answer | Passed:
    """Claims a question for a kind of fact where a sentence holds one of this kind and enough of the question."""
    kind = expects(question.reading.words)
    if kind is None:
        return Passed("no particular kind of fact is asked for")
    wanted = terms(content_words(question, kind), question.backend)
    found = [each for each in find(question, wanted) if _holds(kind, each, wanted)]
    if not found:
        return Passed(f"no sentence with {kind} near these words")
    best = max(found, key=lambda each: each.rank)
    if best.score < ENOUGH:
        return Passed(f"the nearest sentence with {kind} holds too little of the question ({best.score:.2f})")
    return Answer(question.text, "factual", *_quoted(kind, found))


def content_words(question: Question, kind: str | None = None) -> list[str]:
    """The words to look for: without those that only say which area, year or kind of fact is meant."""
    words = question.reading.words
    if kind:
        match = next((m for m in (_expected()[kind][0].finditer(words)) if m[0]), None)
        if match and kind not in ("organisation", "person", "money"):
            words = words[: match.start()] + " " + words[match.end() :]
    gone = {part for slug in question.reading.places.areas for part in slug.split("-")}
    years = {word for word in words.split() if re.fullmatch(r"(?:19|20)\d\d", word)}
    return [word for word in content(words) if word not in gone | years]


def expects(words: str) -> str | None:
    """The kind of fact that a question asks for."""
    return next((name for name, (asks, _) in _expected().items() if asks.search(words)), None)


@cache
def _expected() -> dict[str, tuple[re.Pattern[str], re.Pattern[str]]]:
    return {
        row["name"]: (whole(row["patterns"]), re.compile(row["found"], re.IGNORECASE))
        for row in load("questions")["expects"]
    }


def _holds(kind: str, found: Found, wanted: Sequence[Term]) -> bool:
    if "\t" in found.text:
        return False
    hit = _expected()[kind][1].search(found.text)
    if hit is None:
        return False
    return any(term.found(found.sentence.stems) for term in wanted)


def _quoted(kind: str, found: list[Found]) -> tuple[str, tuple[Citation, ...]]:
    """The best sentence, with others as long as there is room; at most three are cited."""
    ordered = sorted(found, key=lambda each: -each.rank)
    cited: list[Citation] = []
    text = ""
    for each in ordered[:6]:
        piece = _piece(kind, each)
        if any(piece.quote in other.quote or other.quote in piece.quote for other in cited):
            continue
        joined = f"{text} … {_flat(piece.quote)}" if text else _flat(piece.quote)
        if (
            len(joined.split()) <= MOST_WORDS
            and len(joined) <= MOST_CHARACTERS
            and (not text or each.rank > ordered[0].rank - 0.25)
        ):
            text = joined
        cited.append(piece)
        if len(cited) == 3:
            break
    return text, tuple(cited)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _piece(kind: str, found: Found) -> Citation:
    """The sentence; of a long one the part around what is asked for."""
    text, start, end = found.stored.section.text, found.sentence.start, found.sentence.end
    if len(text[start:end].split()) <= MOST_WORDS and end - start <= MOST_CHARACTERS:
        return quote(found.stored, start, end)
    hit = _expected()[kind][1].search(text[start:end])
    middle = start + (hit.start() if hit else 0)
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    at = next((n for n, (_, stop) in enumerate(words) if stop > middle), 0)
    first, last = max(0, at - 32), min(len(words) - 1, at + 22)
    while words[last][1] - words[first][0] > MOST_CHARACTERS or last - first >= MOST_WORDS:
        first, last = (first + 1, last) if at - first > last - at else (first, last - 1)
    return quote(found.stored, words[first][0], words[last][1])
