"""Figures side by side: the question is read as one of rows, divisions or years, and answered there."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.answer.cells import Asked, asked
from indexer.answer.divisions import share, two_divisions, within
from indexer.answer.figure import not_given, unfit
from indexer.answer.forms import put_as_question
from indexer.answer.operations import operate
from indexer.answer.over_years import changes, over_years
from indexer.answer.question import Passed, Question
from indexer.answer.rows import LONGEST, answer_from, rows, shorten, when
from indexer.answer.subject import counting
from indexer.answer.years import label
from indexer.model import Answer


def comparison(question: Question) -> Answer | Passed:
    """Claims a question whose every word is accounted for and that sets figures side by side."""
    if why := unfit(question):
        return Passed(why)
    if two := two_divisions(question):
        return within(question, *two)
    if "share" in question.reading.operators:
        return share(question)
    if not _sets_side_by_side(question):
        return Passed("it asks for no number and sets nothing side by side")
    wanted, why = asked(question.reading)
    if not wanted:
        return Answer(question.text, "comparison", reason=why)
    answers = [_compare(question, each) for each in wanted]
    given = [each for each in answers if each.answered]
    if not given:
        return answers[0]
    return _joined(question, given)


def _sets_side_by_side(question: Question) -> bool:
    """Whether areas are named or asked for, or what is to be done with figures; "which cases are taken" is neither."""
    reading = question.reading
    named = reading.operators or reading.asks_area or reading.threshold or len(reading.places.areas) > 1
    return bool(named) or counting(reading) or not put_as_question(question)


def _joined(question: Question, given: Sequence[Answer]) -> Answer:
    """The count of one day and that of the year, both."""
    texts = [each.text or "" for each in given]
    text = texts[0]
    for other in texts[1:]:
        if len(text) + len(other) < LONGEST and len(f"{text} {other}".split()) <= 58:
            text += f" {other}"
    cited = tuple(dict.fromkeys(c for each in given for c in each.citations))
    differs = tuple(d for each in given for d in each.differs)
    return Answer(question.text, "comparison", text, cited, differs=differs)


def _compare(question: Question, wanted: Asked) -> Answer:
    reading = question.reading
    found, without = rows(question, wanted)
    lacking = [each for each in without if reading.places.areas or (reading.years.said and len(found) < 2)]
    if not found or (lacking and reading.places.areas):
        where = ", ".join(f"{each.area} {label(each.year_start)}" for each in (lacking or without)[:4])
        return Answer(question.text, "comparison", reason=not_given(wanted, where or "no report"))
    ops = set(reading.operators)
    if reading.years.previous or ("change" in ops and not reading.asks_area):
        return over_years(question, wanted, found)
    if "change" in ops:
        return changes(question, wanted, found)
    text = operate(question, found, ops)
    tail = f" ({wanted.named}{when(found)})"
    return answer_from(question, shorten(text, LONGEST - len(tail)) + tail + ".", found)
