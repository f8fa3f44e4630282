"""A fact in a sentence: how long, how old, how much, when, who, which organisation. The sentence must hold something of
the kind that is asked for, near the words of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from indexer.analysis import tokens
from indexer.answer.everyday import with_sayings
from indexer.answer.evidence import Found, find, further, quote, sentences
from indexer.answer.expected import Expected, expects
from indexer.answer.expected import kind as fact
from indexer.answer.places import name_words
from indexer.answer.question import Passed, Question
from indexer.answer.terms import Term, held, terms
from indexer.model import Answer, Citation
from indexer.rules import load

MOST_WORDS, MOST_CHARACTERS = 58, 395
NEAR_NUMBER = 7
"""Words between a number and what it counts, at most."""
COUNTED = 0.6
"""How well what is asked for must be matched by what the number counts."""


def span(question: Question) -> Answer | Passed:
    """Claims a question for a kind of fact where a sentence holds one of this kind and enough of the question."""
    wants = expects(question.reading.words)
    if wants is None:
        return Passed("no particular kind of fact is asked for")
    kind = wants.name
    wanted = terms(content_words(question, kind), question.backend)
    everything = find(question, wanted)
    noun = _counted(question, wanted) if kind == "number" else None
    named = _named(question, wanted) if kind != "person" else []
    found = [each for each in everything if _holds(kind, each, wanted, noun) and _speaks_of(each, named)]
    best = max(found, key=lambda each: each.rank, default=None)
    if best is None or not _enough(wants, best, wanted):
        why = f"no sentence with {kind} near these words" + (f" ({best.score:.2f})" if best else "")
        if not wants.elsewhere:
            near = tuple(quote(each.stored, each.sentence.start, each.sentence.end) for each in everything[:3])
            return Answer(question.text, "factual", reason=f"no sentence gives {wants.said} for this", closest=near)
        return Passed(why)
    return Answer(question.text, "factual", *_quoted(kind, found))


def _named(question: Question, wanted: Sequence[Term]) -> list[Term]:
    """What the question calls by a name of its own, or by letters: "ViSOR", "Reconnect"."""
    names = re.findall(r"(?<=\w )[A-Z]\w+|\b\w*[A-Z]\w*[A-Z]\w*", question.text)
    typed = {part.lower() for name in names for part in (name, name.removesuffix("s"))}
    return [term for term in wanted if term.word in typed]


def _speaks_of(found: Found, named: Sequence[Term]) -> bool:
    """Whether each name stands in the sentence, in the one before or after, or in the heading."""
    each = sentences(found.stored.section.text)
    near = found.heading.union(*(s.stems for s in each[max(found.number - 1, 0) : found.number + 2]))
    return all(term.found(near) for term in named)


def _enough(wants: Expected, best: Found, wanted: Sequence[Term]) -> bool:
    """Whether so much of the question is held that the fact is likely the one asked for."""
    if best.score < wants.score or best.covered < wants.covered:
        return False
    return held(wanted, best.sentence.stems | best.heading) >= wants.own


def content_words(question: Question, kind: str | None = None) -> list[str]:
    """The words to look for: without those that only say which area, year or kind of fact is meant."""
    words = question.reading.words
    if kind == "person":
        words = " ".join(word for word in words.split() if word not in load("questions")["forms"]["writing"].split())
    gone = {word for slug in question.reading.places.areas for word in name_words(slug)}
    years = (
        {word for word in words.split() if re.fullmatch(r"(?:19|20)\d\d|\d\d", word)}
        if question.reading.years.said
        else set()
    )
    return [word for word in with_sayings(words).split() if word not in gone | years]


def _holds(kind: str, found: Found, wanted: Sequence[Term], noun: Term | None) -> bool:
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
    if noun is not None:
        return any(
            _counts(found.text[hit.end() :], noun) or _counts(found.text[: hit.start()], noun, last=True)
            for hit in hits
        )
    return bool(hits)


SIGNATURE = 16
"""Words of a line that may be a signature."""


def _names(found: Found) -> list[str]:
    """Names of persons: capital words that are no agency, post or place."""
    section = found.stored.section
    if _flat(found.text).strip("#* :") == section.title:  # a heading has capitals, too
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


def _counted(question: Question, wanted: Sequence[Term]) -> Term | None:
    """What "how many" asks the number of: the content word behind it."""
    words = question.reading.words
    match = re.search(r"how many|number of|how much", words)
    behind = words[match.end() :].split() if match else []
    return next((term for word in behind[:4] for term in wanted if term.word == word), None)


def _counts(text: str, noun: Term, *, last: bool = False) -> bool:
    stems = [token.term for token in tokens(text)]
    near = stems[-2:] if last else stems[:NEAR_NUMBER]
    return noun.found(frozenset(near)) >= COUNTED


def _quoted(kind: str, found: list[Found]) -> tuple[str, tuple[Citation, ...]]:
    """The best sentence, with others as long as there is room; at most three are cited."""
    ordered = sorted(found, key=lambda each: -each.rank)
    cited: list[Citation] = []
    text = ""
    for each in ordered[:6]:
        piece = _piece(kind, each)
        if any(piece.quote in other.quote or other.quote in piece.quote for other in cited):
            continue
        if not text or each.rank > ordered[0].rank - NEARLY:
            text = _joined(text, kind, piece)
        cited.append(piece)
        if len(cited) == 3:
            break
    return text, tuple(cited)


NEARLY = 0.4
"""How much worse than the best sentence another may be to be told as well."""
PART = 18
"""Words that are told of a further sentence, around what is asked for."""


def _joined(text: str, kind: str, piece: Citation) -> str:
    """The text with a further sentence, or the part of it that matters, as long as there is room."""
    whole_one = _flat(piece.quote)
    hit = fact(kind).found.search(whole_one)
    words = whole_one.split()
    at = len(whole_one[: hit.start()].split()) if hit else 0
    part = " ".join(words[max(0, at - PART // 2) : at + PART // 2])
    for more in (whole_one, part):
        joined = f"{text} … {more}" if text else more
        if len(joined.split()) <= MOST_WORDS and len(joined) <= MOST_CHARACTERS:
            return joined
    return text


def _flat(text: str) -> str:
    return " ".join(text.split())


def _piece(kind: str, found: Found) -> Citation:
    """The sentence, with the next where that says which; of a long one the part around what is asked for."""
    text, start, end = found.stored.section.text, found.sentence.start, found.sentence.end
    each = sentences(text)
    if kind in ("agent", "organisation") and (which := further(found)):
        end = which.end
    if kind == "person" and end - start < 90 and found.number + 1 < len(each):
        following = each[found.number + 1]
        if following.end - following.start < 160:
            end = following.end
    if len(text[start:end].split()) <= MOST_WORDS and end - start <= MOST_CHARACTERS:
        return quote(found.stored, start, end)
    hit = fact(kind).found.search(text[start:end])
    middle = start + (hit.start() if hit else 0)
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    at = next((n for n, (_, stop) in enumerate(words) if stop > middle), 0)
    first, last = max(0, at - 32), min(len(words) - 1, at + 22)
    while words[last][1] - words[first][0] > MOST_CHARACTERS or last - first >= MOST_WORDS:
        first, last = (first + 1, last) if at - first > last - at else (first, last - 1)
    return quote(found.stored, words[first][0], words[last][1])
