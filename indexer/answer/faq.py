"""Questions that a report answers itself, in its list of questions and answers, however they are put."""

from __future__ import annotations

import re
from functools import cache

from indexer.answer.evidence import Found, find, quote, sentences, window
from indexer.answer.expected import expects
from indexer.answer.question import Passed, Question
from indexer.answer.span import content_words
from indexer.answer.terms import terms
from indexer.model import Answer, Citation
from indexer.rules import load

MOST_WORDS = 150
ENOUGH = 0.3
MARGIN = 0.2
"""How much better another passage must be than the nearest question's answer."""


def faq(question: Question) -> Answer | Passed:
    """Claims a question of which no other passage holds clearly more than one of the reports' own questions with its
    answer does."""
    if (wants := expects(question.reading.words)) and wants.only:
        return Passed("a particular fact is asked for")
    if not _asks().search(question.reading.words):
        return Passed("it is not put as a question")
    wanted = terms(content_words(question), question.backend)
    best = max(
        (each for each in find(question, wanted, ("faq",)) if each.stored.section.question),
        key=lambda each: each.rank,
        default=None,
    )
    if best is None:
        return Passed("the reports have no such question")
    others = [each for each in find(question, wanted) if each.stored.section.kind != "faq"]
    if best.covered < ENOUGH:
        return Passed(f"the nearest question holds too little of it ({best.covered:.2f})")
    if others and others[0].rank > best.rank + MARGIN:
        return Passed("other passages are nearer")
    return Answer(question.text, "faq", *whole_answer(best))


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(load("questions")["forms"]["asks"])


def whole_answer(best: Found) -> tuple[str, tuple[Citation, ...]]:
    """All of the answer, or as much around the best sentence as there is room for."""
    each, text = sentences(best.stored.section.text), best.stored.section.text
    body = [s for number, s in enumerate(each) if number or not text[s.start : s.end].rstrip(" *#").endswith("?")]
    start, end = body[0].start if body else 0, len(text)
    if len(text[start:end].split()) > MOST_WORDS:
        start, end = window(best, MOST_WORDS)
    cited = quote(best.stored, start, end)
    return cited.quote, (cited,)
