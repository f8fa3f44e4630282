"""Where the reports speak of what is asked: sections, and in them sentences, by how much of the question they hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer import analysis
from indexer.answer.question import Question
from indexer.answer.terms import Term, held, weight
from indexer.model import AnyOf, Citation, Filter, Kind, Query, Range, StoredSection, Word
from indexer.rules import load
from indexer.sentences import PLAIN

SECTIONS = 14
"""Sections whose sentences are looked at."""
IN_TITLE, NEARBY, IN_SECTION = 0.7, 0.45, 0.3
"""What a word of the question counts that stands in the heading, in the sentence before or after, or elsewhere in the
section."""
SHORT, SIGNED = 60, 0.9
"""Characters of a line that belongs to its neighbours, such as a name above a post, and what a word counts that stands
in these."""
LETTERS = 6.7
"""Characters of a word with its space, at most on average, so that an answer fits."""
TABLE = "\t"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of a section, by its place in the section's text; `stems` are its terms."""

    start: int
    end: int
    stems: frozenset[str]


@dataclass(frozen=True, slots=True)
class Found:
    """A sentence with how much of the question it holds (`score`, 0 to 1), and how much of it the section as a whole
    (`covered`)."""

    stored: StoredSection
    sentence: Sentence
    number: int
    score: float
    covered: float
    rank: float
    heading: frozenset[str] = frozenset()

    @property
    def text(self) -> str:
        return self.stored.section.text[self.sentence.start : self.sentence.end]


def find(
    question: Question, wanted: Sequence[Term], kinds: Iterable[Kind] = (), year: Filter | None = None
) -> tuple[Found, ...]:
    """Sentences, best first. `kinds`: only of sections of these kinds; `year`: only of this one."""
    key = (tuple(each.stem for each in wanted), tuple(kinds), year)
    if key not in question.looked_up:
        question.looked_up[key] = _find(question, wanted, tuple(kinds), year) if wanted else ()
    found: tuple[Found, ...] = question.looked_up[key]
    return found


def _find(
    question: Question, wanted: Sequence[Term], kinds: tuple[Kind, ...], year: Filter | None
) -> tuple[Found, ...]:
    words = dict.fromkeys(each.word for each in wanted)
    others = dict.fromkeys(stem for each in wanted for stem in sorted(each.instead))
    query = _query(question, tuple(words), kinds, year)
    hits = list(question.backend.search(query).hits)
    if others:
        wider = _query(question, (*words, *list(others)[:40]), kinds, year)
        hits += question.backend.search(wider).hits
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    found: list[Found] = []
    seen: set[str] = set()
    for hit in hits:
        if hit.place.section not in seen:
            seen.add(hit.place.section)
            stored = question.section(hit.place.section)
            found += _in_section(stored, wanted, hit.score / best)
    return tuple(sorted(found, key=lambda each: -each.rank))


def _query(question: Question, words: tuple[str, ...], kinds: tuple[Kind, ...], year: Filter | None) -> Query:
    filters = [each for each in question.scope.filters if question.reading.places.areas or question.reading.years.said
               or question.reading.places.region or question.filters]  # fmt: skip
    if year:
        filters = [*(each for each in filters if each.field != "year"), year]
    if kinds:
        filters.append(Filter("kind", tuple(kinds)))
    return Query(clauses=(AnyOf(tuple(map(Word, words))),), filters=tuple(filters), size=SECTIONS)


def _in_section(stored: StoredSection, wanted: Sequence[Term], score: float) -> list[Found]:
    section = stored.section
    heading = frozenset(
        _stems(" ".join(filter(None, (section.title, section.question, section.term, section.acronym))))
    )
    all_sentences = sentences(section.text)
    whole = frozenset(stem for each in all_sentences for stem in each.stems) | heading
    total, covered = weight(wanted), held(wanted, whole)
    found = []
    for number, sentence in enumerate(all_sentences):
        near = frozenset(s for other in all_sentences[max(number - 1, 0) : number + 2] for s in other.stems)
        if TABLE in section.text[sentence.start : sentence.end]:
            continue
        nearby = SIGNED if sentence.end - sentence.start < SHORT else NEARBY
        value = sum(each.weight * _best(each, sentence.stems, heading, near, whole, nearby) for each in wanted) / total
        rank = value + 0.35 * score + 0.4 * covered - 0.0005 * (sentence.end - sentence.start)
        found.append(Found(stored, sentence, number, value, covered, rank, heading))
    return found


def _best(
    term: Term,
    own: frozenset[str],
    heading: frozenset[str],
    near: frozenset[str],
    whole: frozenset[str],
    nearby: float,
) -> float:
    return max(
        term.found(own), IN_TITLE * term.found(heading), nearby * term.found(near), IN_SECTION * term.found(whole)
    )


def _stems(text: str) -> Iterable[str]:
    return (token.term for token in analysis.tokens(text))


_BULLET = re.compile(r"\s*(?:[-•*·]|\(?[a-z0-9]{1,2}[.)])\s")
_ENDS = re.compile(r"[.!?:;]['\"’”)\]*]*\s*$")


@lru_cache(maxsize=4096)
def sentences(text: str) -> tuple[Sentence, ...]:
    """The sentences of a section's text; one that a page break cuts is put together, a row of a table is one."""
    found = []
    for start, end in _paragraphs(text):
        block = text[start:end]
        spans = ((0, len(block)),) if TABLE in block else PLAIN.spans(block.replace("\n", " "))
        for first, last in spans:
            if block[first:last].strip():
                found.append(Sentence(start + first, start + last, frozenset(_stems(block[first:last]))))
    return tuple(found)


def _paragraphs(text: str) -> list[tuple[int, int]]:
    """Lines, joined where the next goes on with the sentence."""
    spans: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        start, end = at, at + len(line)
        at = end + 1
        if not line.strip():
            continue
        before = text[spans[-1][0] : spans[-1][1]] if spans else ""
        goes_on = bool(before) and not _ENDS.search(before) and line.lstrip()[:1].islower() and not _BULLET.match(line)
        if goes_on and TABLE not in before and TABLE not in line:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def further(found: Found) -> Sentence | None:
    """The next sentence, where it goes on to say which: "These include ..."."""
    each, text = sentences(found.stored.section.text), found.stored.section.text
    following = each[found.number + 1] if found.number + 1 < len(each) else None
    goes_on = load("questions")["forms"]["goes_on"]
    return following if following and re.match(goes_on, text[following.start : following.end].lstrip()) else None


def quote(stored: StoredSection, start: int, end: int) -> Citation:
    """The characters of a section's text, with the lines on which they stand."""
    text = stored.section.text
    while start < end and text[start].isspace():
        start += 1
    place = stored.place
    if place.lines:
        first = place.lines.first + text[:start].count("\n")
        place = replace(place, lines=Range(first, first + text[start:end].rstrip().count("\n")))
    return Citation(place, text[start:end].rstrip())


def window(found: Found, most: int) -> tuple[int, int]:
    """The sentence with those around it, as many as an answer of `most` words may have; what follows comes first."""
    each = sentences(found.stored.section.text)
    text = found.stored.section.text
    first = last = found.number
    while True:
        for low, high in ((first, last + 1), (first - 1, last)):
            if low >= 0 and high < len(each) and len(text[each[low].start : each[high].end].split()) <= most:
                first, last = low, high
                break
        else:
            return each[first].start, each[last].end
