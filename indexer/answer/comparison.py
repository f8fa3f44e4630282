"""Figures side by side: difference, largest, smallest, order, share, sum, those above a number, change over years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from indexer.answer.cells import Asked, Value, asked, cite, named_categories, named_levels, values
from indexer.answer.figure import doubts, not_given, number, unfit
from indexer.answer.question import Passed, Question
from indexer.answer.scope import newest
from indexer.answer.years import label
from indexer.model import Answer, Report

LONGEST = 390
YES = ("did ", "does ", "do ", "is ", "are ", "was ", "were ", "has ", "have ", "had ")


@dataclass(frozen=True, slots=True)
class Row:
    """One value with the name it has in the answer."""

    name: str
    value: Value

    @property
    def amount(self) -> float:
        return self.value.value or 0.0


def comparison(question: Question) -> Answer | Passed:
    """Claims a question whose every word is accounted for and that sets figures side by side."""
    if why := unfit(question):
        return Passed(why)
    if two := _two_divisions(question):
        return _within(question, *two)
    if "share" in question.reading.operators:
        return _share(question)
    wanted, why = asked(question.reading)
    if not wanted:
        return Answer(question.text, "comparison", reason=why)
    answers = [_compare(question, each) for each in wanted]
    given = [each for each in answers if each.answered]
    if not given:
        return answers[0]
    return _joined(question, given)


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


# ---- which values


def _reports(question: Question) -> tuple[Report, ...]:
    reading, reports = question.reading, question.scope.reports
    over_years = "change" in reading.operators or reading.years.every or reading.years.since
    return reports if reading.years.said or over_years else newest(reports)


def _rows(question: Question, wanted: Asked) -> tuple[list[Row], list[Report]]:
    """A row for each report that gives the figure, and the reports that do not."""
    reports = _reports(question)
    found = values(question.backend, wanted, [each.id for each in reports])
    areas, years = {each.area_slug for each in reports}, {each.year_start for each in reports}
    rows = []
    for each in sorted(reports, key=lambda r: (_order(question, r), r.year_start)):
        if each.id in found:
            name = label(each.year_start) if len(areas) == 1 and len(years) > 1 else each.area
            if len(areas) > 1 and len(years) > 1:
                name = f"{each.area} ({label(each.year_start)})"
            rows.append(Row(name, found[each.id]))
    return rows, [each for each in reports if each.id not in found]


def _order(question: Question, report: Report) -> tuple[int, str]:
    named = question.reading.places.areas
    return (named.index(report.area_slug) if report.area_slug in named else len(named), report.area)


def _compare(question: Question, wanted: Asked) -> Answer:
    reading = question.reading
    rows, without = _rows(question, wanted)
    lacking = [each for each in without if reading.places.areas or (reading.years.said and len(rows) < 2)]
    if not rows or (lacking and reading.places.areas):
        where = ", ".join(f"{each.area} {label(each.year_start)}" for each in (lacking or without)[:4])
        return Answer(question.text, "comparison", reason=not_given(wanted, where or "no report"))
    ops = set(reading.operators)
    if reading.years.previous or ("change" in ops and not reading.asks_area):
        return _over_years(question, wanted, rows)
    if "change" in ops:
        return _changes(question, wanted, rows)
    text = _operate(question, rows, ops)
    tail = f" ({wanted.named}{_when(rows)})"
    return _answer(question, _shorten(text, LONGEST - len(tail)) + tail + ".", rows)


def _answer(question: Question, text: str, rows: Sequence[Row]) -> Answer:
    cells = [cell for row in rows for cell in (*row.value.figures, *row.value.others)]
    cited = cite(question.backend, cells)
    if not cited:
        return Answer(question.text, "comparison", reason="the lines behind these figures cannot be quoted")
    return Answer(question.text, "comparison", text, cited, differs=doubts([row.value for row in rows]))


def _when(rows: Sequence[Row]) -> str:
    years = sorted({row.value.year for row in rows})
    return f", {label(years[0])}" if len(years) == 1 else ""


def _shorten(text: str, size: int) -> str:
    words = text.split()
    while len(text) > size or len(words) > 48:
        words = words[:-1]
        text = " ".join(words).rstrip(",;:") + " …"
    return text


# ---- the operators, in the order in which they are tried


def _operate(question: Question, rows: list[Row], ops: set[str]) -> str:
    reading = question.reading
    if reading.threshold:
        return _above(rows, *reading.threshold)
    for name, run in OPERATIONS.items():
        if name in ops and (name not in ASK_AREA or reading.asks_area):
            return run(rows)
    if len(rows) == 2:
        first = reading.asks_area and {"more", "less", "fewer"} & set(reading.words.split())
        if first:
            return _extreme(rows, largest="more" in reading.words.split())
        return _yes(reading.words, rows) + _difference(rows)
    if reading.asks_area:
        return _positive(rows)
    return _sum(rows)


def _named(rows: Sequence[Row]) -> str:
    return ", ".join(f"{row.name} {number(row.value.value)}" for row in rows)


def _descending(rows: Sequence[Row]) -> list[Row]:
    return sorted(rows, key=lambda row: -row.amount)


def _extreme(rows: Sequence[Row], *, largest: bool) -> str:
    given = [row for row in rows if row.value.value is not None] or list(rows)
    ordered = _descending(given) if largest else _descending(given)[::-1]
    best = [row for row in ordered if row.amount == ordered[0].amount]
    rest = [row for row in ordered if row not in best]
    names = " and ".join(row.name for row in best)
    text = f"{names}: {number(best[0].value.value)}{' each' if len(best) > 1 else ''}"
    return text + (f"; then {_named(rest)}" if rest else "")


def _difference(rows: Sequence[Row]) -> str:
    if len(rows) != 2:
        return _named(_descending(rows))
    high, low = _descending(rows)
    if high.amount == low.amount:
        return f"no difference: {_named(rows)}"
    return f"{number(high.amount - low.amount)} more in {high.name}: {_named(rows)}"


def _yes(words: str, rows: Sequence[Row]) -> str:
    """Yes or no, where it was asked whether the first is more, or fewer, than the second."""
    if not words.startswith(YES) or "than" not in words:
        return ""
    fewer = any(word in words.split() for word in ("fewer", "less", "lower", "smaller"))
    first, second = rows[0].amount, rows[1].amount
    return "Yes, " if (first < second if fewer else first > second) else "No, "


def _sum(rows: Sequence[Row]) -> str:
    return f"{number(sum(row.amount for row in rows))} together: {_named(_descending(rows))}"


def _average(rows: Sequence[Row]) -> str:
    return f"{number(sum(row.amount for row in rows) / len(rows))} on average: {_named(_descending(rows))}"


def _rank(rows: Sequence[Row]) -> str:
    return _named(_descending(rows))


def _positive(rows: Sequence[Row]) -> str:
    found = [row for row in _descending(rows) if row.amount > 0]
    if not found:
        return "None of the areas: all print 0 or “-”"
    return f"{_named(found)}{'; no other area held' if len(found) < len(rows) else '; all areas held'}"


def _zero(rows: Sequence[Row]) -> str:
    found = [row for row in rows if row.amount == 0]
    return _named(found) if found else f"None of the areas: {_named(_descending(rows))}"


def _times(rows: Sequence[Row]) -> str:
    if len(rows) != 2 or not _descending(rows)[1].amount:
        return _named(_descending(rows))
    high, low = _descending(rows)
    return f"{high.amount / low.amount:.1f} times as many in {high.name}: {_named(rows)}"


def _above(rows: Sequence[Row], operator: str, limit: int) -> str:
    tests: dict[str, Callable[[float], bool]] = {
        "more": lambda v: v > limit, "fewer": lambda v: v < limit, "least": lambda v: v >= limit,
        "exactly": lambda v: v == limit,
    }  # fmt: skip
    found = [row for row in _descending(rows) if tests[operator](row.amount)]
    return _named(found) if found else f"None of the areas: {_named(_descending(rows))}"


OPERATIONS: dict[str, Callable[[Sequence[Row]], str]] = {
    "rank": _rank,
    "rankup": lambda rows: _named(_descending(rows)[::-1]),
    "average": _average,
    "times": _times,
    "sum": _sum,
    "diff": _difference,
    "only": _positive,
    "none": _zero,
    "max": lambda rows: _extreme(rows, largest=True),
    "min": lambda rows: _extreme(rows, largest=False),
    "some": _positive,
}
ASK_AREA = ("some", "only", "none")


# ---- over the years


def _over_years(question: Question, wanted: Asked, rows: list[Row]) -> Answer:
    by_area: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.value.year):
        by_area.setdefault(row.value.area, []).append(row)
    parts, used = [], []
    for area, mine in by_area.items():
        kept = _ends(question, mine)
        if kept is None:
            continue
        used += kept
        parts.append(f"{area}: {_moved(kept[0], kept[-1])}")
    if not used:
        return Answer(question.text, "comparison", reason=_one_year(by_area))
    yes = _direction(question, used)
    return _answer(question, f"{yes}{_shorten('; '.join(parts), 250)} ({wanted.named}).", used)


def _ends(question: Question, mine: list[Row]) -> list[Row] | None:
    """The rows of an area to be told: two years or more; of "since last year" the last two that follow each other."""
    if question.reading.years.previous:
        mine = mine[-2:]
        if len(mine) < 2 or mine[1].value.year != mine[0].value.year + 1:
            return None
    return mine if len(mine) > 1 else None


def _moved(first: Row, last: Row) -> str:
    change = last.amount - first.amount
    how = f"{'up' if change > 0 else 'down'} by {number(abs(change))}" if change else "no change"
    if change and first.amount:
        how += f" ({abs(change) / first.amount:.1%})"
    return f"{how}, from {_dated(first)} to {_dated(last)}"


def _dated(row: Row) -> str:
    return f"{number(row.value.value)} in {label(row.value.year)}"


def _direction(question: Question, used: list[Row]) -> str:
    words = question.reading.words
    if not words.startswith(YES) or len({row.value.area for row in used}) != 1:
        return ""
    change = used[-1].amount - used[0].amount
    down = any(word in words for word in (" down", "fall", "fell", "drop", "decreas", "declin", "reduc"))
    up = any(word in words for word in (" up", "rise", "rose", "risen", "increas", "grow", "grew"))
    if not (up or down):
        return "Yes, " if change else "No, "
    return "Yes, " if (change < 0 if down else change > 0) else "No, "


def _one_year(by_area: dict[str, list[Row]]) -> str:
    held = "; ".join(
        f"{area} {', '.join(label(r.value.year) for r in mine)}" for area, mine in list(by_area.items())[:5]
    )
    return f"a change needs two years that follow, and the reports held give this figure only for {held}"


def _changes(question: Question, wanted: Asked, rows: list[Row]) -> Answer:
    """Which area changed most."""
    by_area: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.value.year):
        by_area.setdefault(row.value.area, []).append(row)
    pairs = [(mine[0], mine[-1]) for mine in by_area.values() if len(mine) > 1]
    if not pairs:
        return Answer(question.text, "comparison", reason=_one_year(by_area))
    falls = any(
        word in question.reading.words for word in ("fall", "fell", "drop", "decreas", "declin", "down", "reduc")
    )
    smallest = "min" in question.reading.operators
    pairs.sort(key=lambda p: p[1].amount - p[0].amount, reverse=falls == smallest)
    text = "; ".join(f"{first.value.area}: {_moved(first, last)}" for first, last in pairs)
    return _answer(question, f"{_shorten(text, 250)} ({wanted.named}).", [row for pair in pairs for row in pair])


# ---- divisions of one table against each other


Pair = tuple[tuple[Asked, ...], tuple[Asked, ...]]


def _two_divisions(question: Question) -> Pair | None:
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


def _within(question: Question, first: tuple[Asked, ...], second: tuple[Asked, ...]) -> Answer | Passed:
    by_measure = {each.measure.id: each for each in second}
    pairs = [(each, by_measure[each.measure.id]) for each in first if each.measure.id in by_measure]
    if not pairs:
        return Answer(question.text, "comparison", reason="the tables are not divided so")
    one, other = pairs[0]
    ones, others = _rows(question, one)[0], {r.value.figures[0].figure.report: r for r in _rows(question, other)[0]}
    both = [
        (row, others[row.value.figures[0].figure.report])
        for row in ones
        if row.value.figures[0].figure.report in others
    ]
    if not both:
        return Answer(question.text, "comparison", reason=not_given(one, "no report"))
    used = [row for pair in both for row in pair]
    if question.reading.asks_area:
        fewer = {"fewer", "less"} & set(question.reading.words.split())
        found = [p for p in both if (p[0].amount < p[1].amount if fewer else p[0].amount > p[1].amount)]
        text = (
            ", ".join(f"{a.name} ({number(a.value.value)} and {number(b.value.value)})" for a, b in found)
            or "None of the areas"
        )
    else:
        text = "; ".join(_against(question, a, b) for a, b in both[:5])
    return _answer(question, f"{_shorten(text, 240)} ({one.named}; {other.named}).", used)


def _against(question: Question, a: Row, b: Row) -> str:
    yes, both = _yes(question.reading.words, [a, b]), f"{number(a.value.value)} and {number(b.value.value)}"
    if "times" in question.reading.operators and b.amount:
        return f"{a.amount / b.amount:.1f} times as many: {a.name} {both}"
    return f"{yes}{a.name}: {both}, a difference of {number(abs(a.amount - b.amount))}"


def _share(question: Question) -> Answer | Passed:
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
    ones, all_ = _rows(question, part)[0], {r.value.figures[0].figure.report: r for r in _rows(question, whole)[0]}
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
    return _answer(question, f"{_shorten(text, 280)} ({part.named}).", [row for pair in both for row in pair])
