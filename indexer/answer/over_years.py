"""A figure over the years: how it moved in each area, and which area's moved most."""

from __future__ import annotations

from indexer.answer.cells import Asked
from indexer.answer.figure import number
from indexer.answer.question import Question
from indexer.answer.reading import says
from indexer.answer.rows import Row, answer_from, shorten
from indexer.answer.years import label
from indexer.model import Answer


def over_years(question: Question, wanted: Asked, rows: list[Row]) -> Answer:
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
    return answer_from(question, f"{yes}{shorten('; '.join(parts), 250)} ({wanted.named}).", used)


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
    if not says("yes", words) or len({row.value.area for row in used}) != 1:
        return ""
    change = used[-1].amount - used[0].amount
    down = says("down", words)
    if not (down or says("up", words)):
        return "Yes, " if change else "No, "
    return "Yes, " if (change < 0 if down else change > 0) else "No, "


def _one_year(by_area: dict[str, list[Row]]) -> str:
    held = "; ".join(
        f"{area} {', '.join(label(r.value.year) for r in mine)}" for area, mine in list(by_area.items())[:5]
    )
    return f"a change needs two years that follow, and the reports held give this figure only for {held}"


def changes(question: Question, wanted: Asked, rows: list[Row]) -> Answer:
    """Which area changed most."""
    by_area: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: row.value.year):
        by_area.setdefault(row.value.area, []).append(row)
    pairs = [(mine[0], mine[-1]) for mine in by_area.values() if len(mine) > 1]
    if not pairs:
        return Answer(question.text, "comparison", reason=_one_year(by_area))
    falls = says("down", question.reading.words)
    smallest = "min" in question.reading.operators
    pairs.sort(key=lambda p: p[1].amount - p[0].amount, reverse=falls == smallest)
    text = "; ".join(f"{first.value.area}: {_moved(first, last)}" for first, last in pairs)
    return answer_from(question, f"{shorten(text, 250)} ({wanted.named}).", [row for pair in pairs for row in pair])
