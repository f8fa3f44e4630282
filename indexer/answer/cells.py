"""Concepts → cells of the tables, and the printed lines that a figure is quoted from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache

from indexer.answer.reading import Reading
from indexer.backend import SearchBackend
from indexer.model import Citation, Division, Range, StoredFigure
from indexer.rules import load
from indexer.statistics import Measure, measures

TOTAL: Division = "total"


@dataclass(frozen=True, slots=True)
class Asked:
    """A figure that is asked for: the sum of the cells of one measure. `named` says in words which they are."""

    measure: Measure
    cells: tuple[tuple[Division, Division], ...]
    named: str


@dataclass(frozen=True, slots=True)
class Value:
    """What one report prints for it. `value` is None where it prints a dash. `figures` are all the cells behind it;
    `others` are other numbers that stand for the same figure."""

    area: str
    area_slug: str
    year: int
    value: float | None
    figures: tuple[StoredFigure, ...]
    others: tuple[StoredFigure, ...] = ()

    @property
    def flagged(self) -> tuple[StoredFigure, ...]:
        return tuple(each for each in self.figures if each.figure.flag != "ok")


Divisions = tuple[int, ...]


def asked(
    reading: Reading, levels: Divisions | None = None, categories: Divisions | None = None
) -> tuple[tuple[Asked, ...], str]:
    """The figures asked for, the likelier one first, and where there are none why. `levels` and `categories` stand for
    those of the question."""
    row = _measure(reading)
    if row is None:
        return (), "no such figure is printed in the tables"
    levels = named_levels(reading) if levels is None else levels
    categories = named_categories(reading) if categories is None else categories
    found: list[Asked] = []
    reason = ""
    for measure in _periods(row, reading, levels):
        cells = _cells(measure, levels, categories)
        if cells is None:
            reason = f"{measure.label[0].lower() + measure.label[1:]} are not divided so"
        else:
            found.append(Asked(measure, cells, _name(measure, levels, categories)))
    return tuple(found), reason


def _measure(reading: Reading) -> str | None:
    topics = reading.topics
    for row in load("questions")["asks"]:
        needs = set(row["needs"])
        if "offenders" in row and named_categories(reading) != (row["offenders"],):
            continue
        if needs <= topics and topics <= needs | set(row["allows"]):
            return str(row["measure"])
    return None


def _periods(name: str, reading: Reading, levels: tuple[int, ...]) -> tuple[Measure, ...]:
    """Level 2 and 3 are counted on one day and over the year: both, unless the question says which."""
    by_id = {measure.id: measure for measure in measures()}
    both = (by_id["eligible_offenders"], by_id["level2_3_offenders"])
    if name not in (both[0].id, both[1].id):
        return (by_id[name],)
    if 1 in levels or reading.years.on_day or "snapshot" in reading.topics:
        return both[:1]
    if "yearly" in reading.topics:
        return both[1:]
    if not levels:
        return both[:1]
    return both[::-1] if len(levels) > 1 else both


def named_levels(reading: Reading) -> Divisions:
    named = {"level 1": (1,), "level 2": (2,), "level 3": (3,), "levels 2 and 3": (2, 3)}
    return tuple(dict.fromkeys(n for each in reading.concepts for n in named.get(each, ())))


def named_categories(reading: Reading) -> Divisions:
    named = {f"category {n}": (n,) for n in range(1, 5)} | {
        "categories 1 and 2": (1, 2), "categories 2 and 3": (2, 3),
    }  # fmt: skip
    return tuple(dict.fromkeys(n for each in reading.concepts for n in named.get(each, ())))


def _cells(
    measure: Measure, levels: tuple[int, ...], categories: tuple[int, ...]
) -> tuple[tuple[Division, Division], ...] | None:
    if not measure.divided:
        fits = not levels and set(categories) <= {measure.category}
        return ((measure.category if measure.category != 1 else None, None),) if fits else None
    if set(levels) - set(measure.levels):
        return None
    whole = set(levels) in (set(), set(measure.levels))
    rows: tuple[Division, ...] = (TOTAL,) if whole else levels
    return tuple((category, level) for category in (categories or (TOTAL,)) for level in rows)


def _name(measure: Measure, levels: tuple[int, ...], categories: tuple[int, ...]) -> str:
    parts = []
    if measure.divided and categories:
        parts.append(("Category " if len(categories) == 1 else "Categories ") + " and ".join(map(str, categories)))
    if measure.divided and levels and set(levels) != set(measure.levels):
        parts.append(("Level " if len(levels) == 1 else "Levels ") + " and ".join(map(str, levels)))
    return measure.label + (f" ({', '.join(parts)})" if parts else "")


def values(backend: SearchBackend, wanted: Asked, reports: Iterable[str]) -> dict[str, Value]:
    """By report, where all its cells are printed. Of the reports that give it."""
    asked_for = tuple(reports)
    if len(asked_for) > FEW:
        table = _table(backend, backend.stats().generation, wanted.measure.id)
    else:
        given = (each for report in asked_for for each in backend.figures(report=report, measure=wanted.measure.id))
        table = _by_cell(given)
    found = {}
    for report in asked_for:
        cells = [_choose(table.get((report, *cell), ())) for cell in _of_report(table, report, wanted)]
        if cells and all(chosen for chosen, _ in cells):
            found[report] = _value([c for c, _ in cells if c], tuple(o for _, others in cells for o in others))
    return found


FEW = 12
"""Reports whose figures are read one by one; of more, all figures of a measure are read once and kept."""
Key = tuple[str, Division, Division]


def _of_report(
    table: dict[Key, tuple[StoredFigure, ...]], report: str, wanted: Asked
) -> list[tuple[Division, Division]]:
    """Undivided measures have no category of their own, or that of their offenders."""
    if wanted.measure.divided:
        return list(wanted.cells)
    return [key[1:] for key in table if key[0] == report][:1]


@lru_cache(maxsize=64)
def _table(backend: SearchBackend, _generation: str, measure: str) -> dict[Key, tuple[StoredFigure, ...]]:
    return _by_cell(backend.figures(measure=measure))


def _by_cell(figures: Iterable[StoredFigure]) -> dict[Key, tuple[StoredFigure, ...]]:
    found: dict[Key, list[StoredFigure]] = defaultdict(list)
    for each in figures:
        if each.figure.flag != "missing":
            found[each.figure.report, each.figure.category, each.figure.level].append(each)
    return {key: tuple(each) for key, each in found.items()}


_SURE = {"ok": 0, "inconsistent": 1, "ambiguous": 2}


def _choose(figures: tuple[StoredFigure, ...]) -> tuple[StoredFigure | None, tuple[StoredFigure, ...]]:
    """The surest of the figures that stand for one cell, and those that differ from it."""
    if not figures:
        return None, ()
    first = min(figures, key=lambda each: _SURE[each.figure.flag])
    return first, tuple(each for each in figures if each.figure.value != first.figure.value)


def _value(cells: list[StoredFigure], others: tuple[StoredFigure, ...]) -> Value:
    numbers = [each.figure.value for each in cells if each.figure.value is not None]
    total = round(sum(numbers), 6) if numbers else None
    first = cells[0]
    return Value(first.area, first.area_slug, first.year_start, total, tuple(cells), others)


def cite(backend: SearchBackend, figures: Iterable[StoredFigure]) -> tuple[Citation, ...]:
    """The printed lines of figures, each once."""
    found = (_citation(backend, each) for each in figures)
    return tuple(dict.fromkeys(each for each in found if each))


def _citation(backend: SearchBackend, stored: StoredFigure) -> Citation | None:
    if stored.place is None or stored.figure.section is None:
        return None
    lines = backend.section(stored.figure.section).section.text.split("\n")
    first = stored.place.lines.first if stored.place.lines else None
    where = stored.figure.lines
    if where and first is not None and where.first - first >= 0 and where.last - first < len(lines):
        quote = "\n".join(lines[where.first - first : where.last - first + 1]).strip()
        if quote:
            return Citation(replace(stored.place, lines=where), quote)
    return _by_words(stored, lines, first)


def _by_words(stored: StoredFigure, lines: list[str], first: int | None) -> Citation | None:
    """The line that begins with the row's label and holds the figure; for PDFs, which count no lines."""
    assert stored.place is not None
    printed, row = stored.figure.printed or "", " ".join(stored.figure.row.split()).lower()
    holding = [at for at, line in enumerate(lines) if printed and printed in line.split()]
    best = [at for at in holding if row and row[:12] in " ".join(lines[at].split()).lower()] or holding
    if not best:
        return None
    at = best[0]
    place = replace(stored.place, lines=Range(first + at, first + at)) if first is not None else stored.place
    if stored.figure.pages:
        place = replace(place, pages=stored.figure.pages)
    return Citation(place, lines[at].strip())
