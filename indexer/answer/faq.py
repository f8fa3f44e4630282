"""Questions that a report answers itself, in its list of questions and answers, however they are put."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer import analysis
from indexer.answer.content import called, content_words
from indexer.answer.evidence import find, quote, sentences, window
from indexer.answer.expected import expects
from indexer.answer.forms import of_areas, put_as_question
from indexer.answer.passages import tells
from indexer.answer.question import Passed, Question
from indexer.answer.terms import Term, held, holds_thing, terms, thing, unheard
from indexer.model import Answer, Citation, Section, StoredSection

MOST_WORDS = 150
ENOUGH = 0.38
"""How much of the question a list's question with its answer must hold."""
UNHEARD = 0.58
"""How much of the question may be words that no report has."""
TITLE = 0.05
"""What the words in its question count besides."""
ALL = 0.98
"""How much a sentence holds that holds all."""
LEAD, ELSEWHERE, NEAREST = 0.5, 0.6, 0.11
"""What its lead over the next one counts, and what a sentence elsewhere counts against it, and how near it must be
then. Fitted on 70 questions that reports answer so and 40 that they do not."""


def faq(question: Question) -> Answer | Passed:
    """Claims a question of which no sentence elsewhere holds clearly more than one of the reports' own questions with
    its answer does."""
    if why := _unfit(question):
        return Passed(why)
    wanted = terms(content_words(question), question.backend)
    if unheard(wanted) > UNHEARD:
        return Passed("the reports do not have its words")
    found = tells(question, find(question, wanted, ("faq",)))
    listed = _asked({each.stored.place.section: each.stored for each in found}.values())
    held_by = sorted(((_held(stored.section, wanted), number) for number, stored in enumerate(listed)), reverse=True)
    if not held_by:
        return Passed("the reports have no such question")
    much, number = held_by[0]
    if not thing(wanted) or not holds_thing(wanted, _whole(listed[number].section), called(question.text)):
        return Passed("the nearest question does not have the thing that is asked about")
    if much < ENOUGH:
        return Passed(f"the nearest question holds too little of it ({much:.2f})")
    lead = much - max((other for other, at in held_by[1:] if not _same(listed[at], listed[number])), default=0.0)
    others = (each.score for each in find(question, wanted) if each.stored.section.kind not in ("faq", "statistics"))
    best = max(others, default=0.0)
    if much + LEAD * lead - ELSEWHERE * best < NEAREST or (best >= ALL and much < ALL):
        return Passed(f"other passages are nearer ({much:.2f})")
    return Answer(question.text, "faq", *whole_answer(question, listed[number], wanted))


def _same(one: StoredSection, other: StoredSection) -> bool:
    """Whether both put the same question, as reports of several areas and years do."""
    return _stems(one.section.question) == _stems(other.section.question)


def _unfit(question: Question) -> str | None:
    words = question.reading.words
    if (wants := expects(words)) and wants.only:
        return "a particular fact is asked for"
    if wants and question.reading.places.areas:
        return "a fact of one area is asked for"
    if of_areas(question):
        return "it is about areas, or an example is wanted"
    return None if put_as_question(question) else "it is not put as a question"


def _asked(stored: Iterable[StoredSection]) -> list[StoredSection]:
    return [each for each in stored if each.section.question]


def _held(section: Section, wanted: Sequence[Term]) -> float:
    """How much of what is looked for the question and the answer hold, 0 to 1."""
    return held(wanted, _whole(section)) + TITLE * held(wanted, _stems(section.question))


def _whole(section: Section) -> frozenset[str]:
    return _stems(section.question).union(*(each.stems for each in sentences(section.text)))


def _stems(text: str | None) -> frozenset[str]:
    return frozenset(token.term for token in analysis.tokens(text or ""))


def whole_answer(question: Question, best: StoredSection, wanted: Sequence[Term]) -> tuple[str, tuple[Citation, ...]]:
    """All of the answer, or as much around the best sentence as there is room for."""
    each, text = sentences(best.section.text), best.section.text
    body = [s for number, s in enumerate(each) if number or not text[s.start : s.end].rstrip(" *#").endswith("?")]
    start, end = body[0].start if body else 0, len(text)
    if len(text[start:end].split()) > MOST_WORDS:
        found = [f for f in find(question, wanted, ("faq",)) if f.stored is best]
        start, end = window(found[0], MOST_WORDS) if found else (start, each[-1].end)
    cited = quote(best, start, end)
    return cited.quote, (cited,)
