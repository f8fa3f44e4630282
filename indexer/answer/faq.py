"""Questions that a report answers itself, in its list of questions and answers, however they are put."""

from __future__ import annotations

from indexer.answer.evidence import Found, find, quote, sentences, window
from indexer.answer.question import Passed, Question
from indexer.answer.span import content_words
from indexer.answer.terms import terms
from indexer.model import Answer

MOST_WORDS = 150
ENOUGH = 0.62


def faq(question: Question) -> Answer | Passed:
    """Claims a question of which question and answer together hold nearly everything."""
    wanted = terms(content_words(question), question.backend)
    found = find(question, wanted, ("faq",))
    if not found:
        return Passed("the reports have no such question")
    best = max(found, key=lambda each: (each.covered, each.rank))
    if best.covered < ENOUGH:
        return Passed(f"the nearest question holds too little of it ({best.covered:.2f})")
    return Answer(question.text, "faq", *_told(best))


def _told(best: Found) -> tuple[str, tuple]:  # type: ignore[type-arg]
    each, text = sentences(best.stored.section.text), best.stored.section.text
    body = [s for s in each if not text[s.start : s.end].rstrip().endswith("?") or s is not each[0]]
    start, end = body[0].start if body else 0, len(text)
    if len(text[start:end].split()) > MOST_WORDS:
        start, end = window(best, MOST_WORDS)
    cited = quote(best.stored, start, end)
    return cited.quote, (cited,)
