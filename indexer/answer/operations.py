"""What is done with figures side by side: difference, largest, smallest, order, sum, those above a number."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from indexer.answer.figure import number
from indexer.answer.question import Question
from indexer.answer.reading import says
from indexer.answer.rows import Row


def operate(question: Question, rows: list[Row], ops: set[str]) -> str:
    reading = question.reading
    if reading.threshold:
        return _above(rows, *reading.threshold)
    for name, run in OPERATIONS.items():
        if name in ops and (name not in ASK_AREA or reading.asks_area) and not (name == "total" and reading.asks_area):
            return run(rows)
    if len(rows) == 2:
        first = reading.asks_area and {"more", "less", "fewer"} & set(reading.words.split())
        if first:
            return _extreme(rows, largest="more" in reading.words.split())
        if reading.places.areas and not says("against", reading.words):
            return _named(rows)
        if says("against", reading.words):
            return yes_or_no(reading.words, rows) + _difference(rows)
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


def yes_or_no(words: str, rows: Sequence[Row]) -> str:
    """Yes or no, where it was asked whether the first is more, or fewer, than the second."""
    if not says("yes", words) or "than" not in words:
        return ""
    first, second = rows[0].amount, rows[1].amount
    return "Yes, " if (first < second if says("fewer", words) else first > second) else "No, "


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
    "rankup": lambda rows: _named(_descending(rows)[::-1]),
    "rank": _rank,
    "average": _average,
    "times": _times,
    "sum": _sum,
    "diff": _difference,
    "only": _positive,
    "none": _zero,
    "max": lambda rows: _extreme(rows, largest=True),
    "min": lambda rows: _extreme(rows, largest=False),
    "some": _positive,
    "total": _sum,
}
ASK_AREA = ("some", "only", "none")
