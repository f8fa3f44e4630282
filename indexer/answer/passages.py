"""What comes nearest: the best passage where it holds enough of the question, else what is offered beside a refusal."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from indexer import analysis
from indexer.answer.content import called, content_words
from indexer.answer.evidence import Found, find, quote, window
from indexer.answer.expected import expects
from indexer.answer.forms import for_a_number, for_a_topic, must_share, of_areas, put_as_question
from indexer.answer.orders import orders, speaks_of
from indexer.answer.question import Passed, Question
from indexer.answer.subject import subject
from indexer.answer.terms import FEW, Term, held, holds_thing, terms, thing, typed, unheard
from indexer.model import Answer, Citation, Kind

MOST_WORDS = 58
ENOUGH, TOLD = 0.5, 0.35
"""How much of a question, or of words that only name what is looked for, a section must hold."""
QUOTED, TELLING = 0.66, 4
"""How much of a question the passage that is quoted must hold itself, and of how many words at the least: one or two
words of a question stand in many a passage that does not answer it."""
UNHEARD = 0.28
"""How much of a question may be words that no report has."""
MOST_OF_TERM = 5
"""Words that tell what is looked for, and are no term whose meaning is asked for."""
LOCAL: tuple[Kind, ...] = ("case_study", "local_page", "foreword", "voice", "governance")
"""Kinds of section that tell what was done."""


def passages(question: Question) -> Answer | Passed:
    """Claims what no other route does, where a section holds enough of the question."""
    wanted = terms(content_words(question), question.backend)
    if unheard(wanted) > UNHEARD:
        return Passed("the reports do not have its words")
    if not thing(wanted):
        return Passed("it names nothing that could be told of")
    everything = tells(question, find(question, wanted))
    asked = put_as_question(question) or len(subject(question.reading) or range(MOST_OF_TERM)) < MOST_OF_TERM
    found = best_of_sections(each for each in everything if asked or each.stored.section.kind in LOCAL)
    if of_areas(question) and len(thing(wanted)) <= FEW:
        found = [each for each in found if about(question, each, wanted)]
    if not found:
        return Passed("nothing in the reports speaks of it")
    if ((wants := expects(question.reading.words)) and wants.only) or for_a_number(question):
        return Passed("a particular fact is asked for, and no sentence has it")
    if found[0].covered < (ENOUGH if asked else TOLD):
        return Passed(f"the nearest passage holds too little of the question ({found[0].covered:.2f})")
    exact = asked and not of_areas(question) and not for_a_topic(question)
    if exact and (len(wanted) < TELLING or _held(found[0], wanted) < QUOTED):
        return Passed("the nearest passage holds words of the question, and not enough of them to be its answer")
    also = [each for each in found[1:] if about(question, each, wanted)]
    cited = tuple(quote(each.stored, *window(each, MOST_WORDS)) for each in (found[0], *also[:2]))
    return Answer(question.text, "practice", cited[0].quote, cited)


def _held(found: Found, wanted: Sequence[Term]) -> float:
    """How much of the question the passage holds with its heading, 0 to 1."""
    return held(wanted, _stems(found, MOST_WORDS))


def tells(question: Question, found: Iterable[Found]) -> list[Found]:
    """Those in whose section stands what an answer has to share with the question: a rate, an average, an order."""
    shared, asked = must_share(question), orders(question.text)
    return [each for each in found if shared <= each.sentence.stems | each.heading and speaks_of(each, asked)]


def about(question: Question, found: Found, wanted: Sequence[Term], most: int = MOST_WORDS) -> bool:
    """Whether the passage holds the thing that is asked about, of two words at least one as it was typed."""
    stems, asked = _stems(found, most), thing(wanted)
    if len(asked) == FEW and not typed(asked, stems):
        return False
    return holds_thing(wanted, stems, called(question.text))


def _stems(found: Found, most: int) -> frozenset[str]:
    """Of the passage that would be quoted, and of its heading."""
    start, end = window(found, most)
    return found.heading.union(token.term for token in analysis.tokens(found.stored.section.text[start:end]))


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
