"""Divisions of one table against each other: two categories or levels, and the share of one in the whole."""

from __future__ import annotations

from indexer.answer.cells import Asked, asked, named_categories, named_levels
from indexer.answer.figure import not_given, number
from indexer.answer.operations import yes_or_no
from indexer.answer.question import Passed, Question
from indexer.answer.reading import says
from indexer.answer.rows import Row, answer_from, rows, shorten
from indexer.model import Answer

Pair = tuple[tuple[Asked, ...], tuple[Asked, ...]]


def two_divisions(question: Question) -> Pair | None:
    """Two categories, or two levels, of which one is asked to be more than the other."""
    reading = question.reading
    words = set(reading.words.split())
    against = {"outnumber", "diff", "times"} & set(reading.operators) or {
        "than",
        "or",
        "versus",
        "vs",
        "compared",
    } & words
    categories, levels = named_categories(reading), named_levels(reading)
    if not against or "sum" in reading.operators or reading.topics & {"shpo", "sopo"}:
        return None
    if len(categories) == 2:
        return asked(reading, categories=categories[:1])[0], asked(reading, categories=categories[1:])[0]
    if len(levels) == 2 and "levels 2 and 3" not in reading.concepts:
        return asked(reading, levels=levels[:1])[0], asked(reading, levels=levels[1:])[0]
    return None


def within(question: Question, first: tuple[Asked, ...], second: tuple[Asked, ...]) -> Answer | Passed:
    by_measure = {each.measure.id: each for each in second}
    pairs = [(each, by_measure[each.measure.id]) for each in first if each.measure.id in by_measure]
    if not pairs:
        return Answer(question.text, "comparison", reason="the tables are not divided so")
    one, other = pairs[0]
    ones, others = rows(question, one)[0], {r.value.figures[0].figure.report: r for r in rows(question, other)[0]}
    both = [
        (row, others[row.value.figures[0].figure.report])
        for row in ones
        if row.value.figures[0].figure.report in others
    ]
    if not both:
        return Answer(question.text, "comparison", reason=not_given(one, "no report"))
    used = [row for pair in both for row in pair]
    if question.reading.asks_area:
        fewer = says("fewer", question.reading.words)
        found = [p for p in both if (p[0].amount < p[1].amount if fewer else p[0].amount > p[1].amount)]
        text = (
            ", ".join(f"{a.name} ({number(a.value.value)} and {number(b.value.value)})" for a, b in found)
            or "None of the areas"
        )
    else:
        text = "; ".join(_against(question, a, b) for a, b in both[:5])
    return answer_from(question, f"{shorten(text, 240)} ({one.named}; {other.named}).", used)


def _against(question: Question, a: Row, b: Row) -> str:
    yes, both = yes_or_no(question.reading.words, [a, b]), f"{number(a.value.value)} and {number(b.value.value)}"
    if "times" in question.reading.operators and b.amount:
        return f"{a.amount / b.amount:.1f} times as many: {a.name} {both}"
    return f"{yes}{a.name}: {both}, a difference of {number(abs(a.amount - b.amount))}"


def share(question: Question) -> Answer | Passed:
    """The part that some divisions are of a whole: of all, or of the division that is named first after "of"."""
    reading = question.reading
    categories, levels = named_categories(reading), named_levels(reading)
    if not categories and not levels:
        return Passed("no part of a whole is named")
    parts, why = asked(reading)
    if not parts:
        return Answer(question.text, "comparison", reason=why)
    first = next(each for each in reading.concepts if each.startswith(("level", "categor")))
    if categories and levels:
        wholes = (
            asked(reading, levels=(), categories=categories)
            if first.startswith("categor")
            else asked(reading, levels=levels, categories=())
        )
    else:
        wholes = asked(reading, levels=(), categories=())
    by_measure = {each.measure.id: each for each in wholes[0]}
    part = parts[0]
    whole = by_measure.get(part.measure.id)
    if whole is None:
        return Passed("part and whole are counted apart")
    ones, all_ = rows(question, part)[0], {r.value.figures[0].figure.report: r for r in rows(question, whole)[0]}
    both = [
        (row, all_[row.value.figures[0].figure.report]) for row in ones if row.value.figures[0].figure.report in all_
    ]
    both = [pair for pair in both if pair[1].amount]
    if not both:
        return Answer(question.text, "comparison", reason=not_given(part, "no report"))
    both.sort(key=lambda pair: -pair[0].amount / pair[1].amount)
    if "min" in reading.operators:
        both.reverse()
    text = "; ".join(
        f"{a.name}: {a.amount / b.amount:.1%} ({number(a.value.value)} of {number(b.value.value)})" for a, b in both
    )
    return answer_from(question, f"{shorten(text, 280)} ({part.named}).", [row for pair in both for row in pair])
