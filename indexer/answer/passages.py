"""What comes nearest: the best passage where it holds enough of the question, else what is offered beside a refusal."""

from __future__ import annotations

from collections.abc import Iterable

from indexer.answer.evidence import Found, find, quote, window
from indexer.answer.expected import expects
from indexer.answer.faq import put_as_question
from indexer.answer.question import Passed, Question
from indexer.answer.span import content_words
from indexer.answer.subject import subject
from indexer.answer.terms import terms
from indexer.model import Answer, Citation, Kind

MOST_WORDS = 58
ENOUGH, TOLD = 0.5, 0.42
"""How much of a question, or of words that only name what is looked for, a section must hold."""
LOCAL: tuple[Kind, ...] = ("case_study", "local_page", "foreword", "voice", "governance")
"""Kinds of section that tell what was done."""


def passages(question: Question) -> Answer | Passed:
    """Claims what no other route does, where a section holds enough of the question."""
    wanted = terms(content_words(question), question.backend)
    everything = find(question, wanted)
    asked = put_as_question(question) or subject(question.reading) is not None
    found = best_of_sections(each for each in everything if asked or each.stored.section.kind in LOCAL)
    if not found:
        return Passed("nothing in the reports speaks of it")
    if (wants := expects(question.reading.words)) and wants.only:
        return Passed("a particular fact is asked for, and no sentence has it")
    if found[0].covered < (ENOUGH if asked else TOLD):
        return Passed(f"the nearest passage holds too little of the question ({found[0].covered:.2f})")
    cited = tuple(quote(each.stored, *window(each, MOST_WORDS)) for each in found[:3])
    return Answer(question.text, "practice", cited[0].quote, cited)


def closest(question: Question) -> tuple[Citation, ...]:
    """Up to three passages of different sections."""
    wanted = terms(content_words(question), question.backend)
    return tuple(quote(each.stored, *window(each, 40)) for each in best_of_sections(find(question, wanted))[:3])


def best_of_sections(found: Iterable[Found]) -> list[Found]:
    """The best sentence of each section, best first."""
    best: dict[str, Found] = {}
    for each in found:
        best.setdefault(each.stored.place.section, each)
    return list(best.values())
