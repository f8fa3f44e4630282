"""An example from practice: the sections that tell of what is asked, best first, with what they say of it."""

from __future__ import annotations

from indexer.answer.content import content_words
from indexer.answer.evidence import find, quote, window
from indexer.answer.passages import LOCAL, TOLD, UNHEARD, about, best_of_sections, tells
from indexer.answer.question import Passed, Question
from indexer.answer.terms import terms, thing, unheard
from indexer.answer.tidy import phrases
from indexer.model import Answer, Kind

KINDS: tuple[Kind, ...] = (*LOCAL, "background")
MOST_WORDS = 60


def practice(question: Question) -> Answer | Passed:
    """Claims a question for an example, or for how something is done, where a local section tells of it."""
    if not phrases("example", "patterns").search(question.reading.words):
        return Passed("no example is asked for")
    wanted = terms(content_words(question), question.backend)
    if unheard(wanted) > UNHEARD:
        return Passed("the reports do not have its words")
    if not thing(wanted):
        return Passed("it names nothing of which an example could be given")
    telling = tells(question, find(question, wanted, KINDS))
    found = best_of_sections(each for each in telling if about(question, each, wanted, MOST_WORDS))
    if not found or max(each.covered for each in found[:3]) < TOLD:
        return Passed("no local section tells of it")
    cited = tuple(quote(each.stored, *window(each, MOST_WORDS)) for each in found[:3])
    return Answer(question.text, "practice", cited[0].quote, cited)
