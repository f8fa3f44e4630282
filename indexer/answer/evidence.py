"""Where the reports speak of what is asked: sections, and in them sentences, by how much of the question they hold."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer import analysis
from indexer.answer.question import Question
from indexer.answer.terms import Term, weight
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
"""Characters of a word with its space, on average."""
TYPED, WIDER = 0.6, 0.3
"""What a section's score in the search counts, for the words that were typed and with those that stand in for them,
against the words of the question that a sentence holds; with OTHER_WORD, TITLED, ELSEWHERE, FULL and LONG fitted to
which of the sentences found is the one asked for, over 300 questions."""
OTHER_WORD, TITLED, ELSEWHERE = 0.6, 0.25, 0.3
"""The same for a word that stands in for one that was typed (with its own discount), a word in the heading, and a word
elsewhere in the section."""
FULL, LONG = 0.03, 0.1
"""The same for the length of the sentence, and against that of the section, as logarithms."""
MOST_OTHERS = 40
"""Words that stand in for others, in one search."""
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
    words = dict.fromkeys(word for each in wanted for word in each.words)
    others = dict.fromkeys(word for each in wanted for word in each.others)
    query = _query(question, tuple(words), kinds, year)
    typed = _hits(question, query) if words else {}
    wider = _hits(question, _query(question, (*words, *list(others)[:MOST_OTHERS]), kinds, year)) if others else typed
    found: list[Found] = []
    for section in dict.fromkeys((*typed, *wider)):
        score = TYPED * typed.get(section, 0.0) + WIDER * wider.get(section, 0.0)
        found += _in_section(question.section(section), wanted, score)
    return tuple(sorted(found, key=lambda each: -each.rank))


def _hits(question: Question, query: Query) -> dict[str, float]:
    """Sections with their score in the search, of which the best has 1."""
    hits = question.backend.search(query).hits
    best = max((hit.score for hit in hits), default=0.0) or 1.0
    return {hit.place.section: hit.score / best for hit in hits}


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
    total = weight(wanted)
    shares = [Share(each, each.weight / total, each.found(heading), each.found(whole)) for each in wanted]
    covered = sum(each.share * each.whole for each in shares)
    score -= LONG * math.log(1 + len(all_sentences))
    found = []
    for number, sentence in enumerate(all_sentences):
        if TABLE in section.text[sentence.start : sentence.end]:
            continue
        beside = frozenset().union(*(other.stems for other in all_sentences[max(number - 1, 0) : number + 2]))
        value, likely = _measured(shares, sentence, beside)
        found.append(Found(stored, sentence, number, value, covered, score + likely, heading))
    return found


@dataclass(frozen=True, slots=True)
class Share:
    """A term with its share of the question, and how well the heading and the whole section have it."""

    term: Term
    share: float
    titled: float
    whole: float


def _measured(shares: Sequence[Share], sentence: Sentence, beside: frozenset[str]) -> tuple[float, float]:
    """How much of the question the sentence holds with what is around it; and how likely it is the one asked for, by
    the words it holds itself: words that stand elsewhere in its section have been counted by the search."""
    nearby = SIGNED if sentence.end - sentence.start < SHORT else NEARBY
    value, likely = 0.0, FULL * math.log(1 + (sentence.end - sentence.start) / LETTERS)
    for each in shares:
        own = each.term.found(sentence.stems) if each.whole else 0.0
        near = each.term.found(beside) if each.whole and own < 1.0 else own
        value += each.share * max(own, IN_TITLE * each.titled, nearby * near, IN_SECTION * each.whole)
        if own == 1.0:
            likely += each.share
        elif own or each.titled:
            likely += each.share * (OTHER_WORD * own + TITLED * max(each.titled - own, 0.0))
        else:
            likely -= each.share * ELSEWHERE * each.whole
    return value, likely


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
