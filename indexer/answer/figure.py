"""One figure of one area: "How many RSOs were there in Dorset on 31 March 2015?" Level 2 asked without saying which is
answered with both, the count of one day and the year's."""

from __future__ import annotations

from indexer.answer.cells import Asked, Value, asked, cite, values
from indexer.answer.question import Passed, Question
from indexer.answer.reading import says
from indexer.answer.scope import newest
from indexer.answer.subject import counting
from indexer.answer.years import label
from indexer.model import Answer


def figure(question: Question) -> Answer | Passed:
    """Claims a question whose every word is accounted for and that wants one figure of one area."""
    reading = question.reading
    if why := unfit(question):
        return Passed(why)
    ops = set(reading.operators) - ({"total"} if reading.asks_area else {"some", "sum", "max", "total"})
    if ops or reading.threshold:
        return Passed("it compares")
    wanted, why = asked(reading)
    reports = newest(question.scope.reports) if not reading.years.said else question.scope.reports
    if len({each.area_slug for each in reports}) != 1 or len(reports) != 1:
        return Passed("it is about more than one report")
    if not wanted:
        return Answer(question.text, "statistic", reason=why)
    found = [(each, values(question.backend, each, [reports[0].id])) for each in wanted]
    given = [(each, by_report[reports[0].id]) for each, by_report in found if by_report]
    if not given:
        return Answer(
            question.text, "statistic", reason=not_given(wanted[0], f"{reports[0].area} {label(reports[0].year_start)}")
        )
    cells = [cell for _, value in given for cell in (*value.figures, *value.others)]
    text = " ".join(said(each, value) for each, value in given) + _older(question)
    return Answer(
        question.text, "statistic", text, cite(question.backend, cells), differs=doubts([v for _, v in given])
    )


def unfit(question: Question) -> str | None:
    """Why no figure can be meant."""
    reading = question.reading
    if reading.unknown:
        return f"not accounted for: {', '.join(reading.unknown)}"
    if not reading.concepts:
        return "nothing that is counted is named"
    if not reading.counts or (says("allowed", reading.words) and not counting(reading)):
        return "no number is asked for"
    return None


def not_given(wanted: Asked, where: str) -> str:
    return f"the report does not give this figure ({wanted.named}): {where}"


def number(value: float | None) -> str:
    if value is None:
        return "none (the report prints “-”)"
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"


def said(wanted: Asked, value: Value) -> str:
    text = f"{number(value.value)}: {wanted.named}, {value.area} {label(value.year)}."
    for each in value.flagged:
        if each.figure.flag == "inconsistent" and each.figure.expected is not None:
            text += f" The table does not add up: its sums call for {each.figure.expected}."
        elif each.figure.flag == "ambiguous":
            text += " Figure and label stand apart in the report, so compare it with the original."
    if value.others:
        text += f" The report also prints {', '.join(number(each.figure.value) for each in value.others[:2])}."
    return text


def doubts(found: list[Value]) -> tuple[str, ...]:
    """What is said below an answer where reports contradict themselves."""
    notes = []
    for value in found:
        for each in (*value.figures, *value.others):
            if each.figure.note or each.figure.flag == "inconsistent":
                why = each.figure.note or f"the sums call for {each.figure.expected}"
                notes.append(f"{value.area} {label(value.year)}: {each.figure.printed} – {why}")
    return tuple(dict.fromkeys(notes))


def _older(question: Question) -> str:
    if question.reading.years.said:
        return ""
    years = sorted({each.year_start for each in question.scope.reports}, reverse=True)[1:]
    return f" Reports of {', '.join(map(label, years[:6]))} are held as well." if years else ""
