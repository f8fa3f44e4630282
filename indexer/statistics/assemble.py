"""What the walk found → Figures: one for each cell, each cell once."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from indexer.model import Division, Figure, Range, Report, Section
from indexer.statistics.cells import Cell
from indexer.statistics.columns import Grid, grid
from indexer.statistics.lines import Line
from indexer.statistics.measures import Measure, division_label, measures
from indexer.statistics.remarks import printed_again, remarked
from indexer.statistics.single import fits
from indexer.statistics.sums import check
from indexer.statistics.tables import Reading, Row, Table

UNTITLED = "eligible_offenders"
"""What a table by category with a row for Level 1 must be, even without its title: nothing else counts Level 1."""


DOUBTS = (
    None,
    None,  # letters of the label are damaged: the reading says so
    "no title stands above the table",
    "the rows of the table are out of order",
    "the title of the table names another year",
)
OUT_OF_ORDER = 3


@dataclass(frozen=True, slots=True)
class Found:
    """A figure, the lines that it stands on, and how much there is to doubt about it (DOUBTS)."""

    figure: Figure
    lines: tuple[Line, ...]
    doubt: int = 0

    @property
    def start(self) -> int:
        return self.lines[0].block.span.start


class Assembly:
    """Makes the figures of one report."""

    def __init__(self, report: Report, sections: Sequence[Section]) -> None:
        self.report = report
        self.sections = sorted(sections, key=lambda section: section.span.start)
        self.starts = [section.span.start for section in self.sections]
        self.told: Counter[int] = Counter()
        """By where its block begins: how many figures of a line could be told for certain."""

    def figures(self, tables: Iterable[Table], readings: Iterable[Reading]) -> tuple[Figure, ...]:
        """In the order in which they stand."""
        found = [self._single(reading) for reading in readings]
        for table in tables:
            found += self._table(table)
        certain = (one for one in found if one.figure.flag in ("ok", "inconsistent"))
        self.told = Counter(line.block.span.start for one in certain for line in one.lines)
        return _once(found)

    def _single(self, reading: Reading) -> Found:
        measure = reading.entry.measure
        assert measure is not None
        category, level = reading.entry.cell or (measure.category, None)
        figure = self._figure(measure, (category, level), reading.cell, reading.lines)
        figure = replace(figure, flag=reading.flag, row=reading.printed, note=None)
        return Found(remarked(figure, *reading.notes), reading.lines, int(reading.damaged))

    def _table(self, table: Table) -> Iterator[Found]:
        found = grid(table, self.report.year_start) if _is_sound(table) else None
        measure = table.entry.measure if table.entry else next(m for m in measures() if m.id == UNTITLED)
        if found is None or measure is None:
            return
        checked = check(tuple(self._cells(measure, found, table.notes)))
        doubt = 0 if _doubt(table) == OUT_OF_ORDER and _proven(checked) else _doubt(table)
        doubtful = any(figure.flag != "ok" for figure in checked) and not (_in_turn(found) and _but_for_one(checked))
        if any(row.is_open for row, _ in found.rows) and doubtful:
            checked = tuple(_loose(figure, "the figures stand apart from their labels") for figure in checked)
        elif _only_totals(found):
            checked = tuple(_loose(figure, "no other row of the table can be read") for figure in checked)
        for figure, lines in zip(checked, _lines(found), strict=True):
            yield Found(figure, lines, doubt)

    def _cells(self, measure: Measure, found: Grid, notes: Sequence[str]) -> Iterator[Figure]:
        for row, cells in found.rows:
            for at, column in enumerate(found.columns):
                by_level = found.columns_axis == "category"
                place = (column, row.named.value) if by_level else (row.named.value, column)
                cell = cells[at] if cells else _whole(row)
                figure = replace(
                    self._figure(measure, place, cell, row.lines),
                    row=division_label(found.rows_axis, row.named.value),
                    column=division_label(found.columns_axis, column),
                )
                yield remarked(
                    figure, *notes, None if cells else "the row has more or fewer figures than the table has columns"
                )

    def _figure(self, measure: Measure, place: tuple[Division, Division], cell: Cell, lines: Sequence[Line]) -> Figure:
        readable, empty = fits(cell, measure), cell.kind == "empty"
        return Figure(
            report=self.report.id,
            measure=measure.id,
            category=place[0],
            level=place[1],
            value=cell.value if readable else None,
            printed=None if empty else cell.printed,
            flag="missing" if empty else "ok" if readable else "ambiguous",
            section=self._section(lines[-1]),
            lines=_range([line.block.lines for line in lines]),
            pages=_range([line.block.pages for line in lines]),
            note="the cell is empty" if empty else None if readable else "the figure cannot be read",
        )

    def _section(self, line: Line) -> str | None:
        at = bisect_right(self.starts, line.block.span.start) - 1
        return self.sections[at].id if at >= 0 else None


def _is_sound(table: Table) -> bool:
    """Whether a table is what its title says, or, without one, can only be one thing."""
    rows = {row.named.value for row in table.filled if row.named.axis == "level"}
    cells = [cell for row in table.filled for cell in row.cells]
    if sum(cell.kind == "share" for cell in cells) * 2 > len(cells):
        return False
    if table.entry is None:
        return {1, 2, 3} <= rows
    snapshot = table.entry.measure is not None and table.entry.measure.period == "snapshot"
    return bool(table.filled) and (not snapshot or table.dated or not rows or 1 in rows)


def _doubt(table: Table) -> int:
    """The place in DOUBTS of what is to be said against a table."""
    if table.other_year:
        return 4
    if not table.in_order:
        return OUT_OF_ORDER
    return 0 if table.entry else 2


def _proven(figures: Sequence[Figure]) -> bool:
    """Whether all sums, by category and by level, are there and come out."""
    whole = any(figure.category == figure.level == "total" for figure in figures)
    return whole and all(figure.flag == "ok" for figure in figures)


def _but_for_one(figures: Sequence[Figure]) -> bool:
    """Whether all is there and would add up with one other figure, for which its row and its column call."""
    wrong = [figure for figure in figures if figure.flag != "ok"]
    right = tuple(replace(f, value=f.expected, flag="ok") if f in wrong else f for f in figures)
    return len(wrong) == 1 and wrong[0].expected is not None and _proven(right) and _proven(check(right))


def _in_turn(found: Grid) -> bool:
    """Whether each label has its values before the next label."""
    starts = [(row.lines[0].block.span.start, row.lines[-1].block.span.start) for row, _ in found.rows]
    return all(last < label for (_, last), (label, _) in pairwise(starts))


def _only_totals(found: Grid) -> bool:
    """Whether the rows of levels or categories do not fit the columns: then what the columns of the totals are is a
    guess."""
    others = [cells for row, cells in found.rows if row.named.axis != "both"]
    return bool(others) and not any(others)


def _loose(figure: Figure, why: str) -> Figure:
    """What is only to be trusted where all is there and adds up."""
    if figure.flag == "missing":
        return figure
    return remarked(replace(figure, flag="ambiguous", expected=None), why)


def _whole(row: Row) -> Cell:
    """All of a row as one cell that cannot be read."""
    return Cell(" ".join(cell.printed for cell in row.cells), "text")


def _once(found: Sequence[Found]) -> tuple[Figure, ...]:
    """Each cell once: the surest reading of it, with a note of what else stands in its place."""

    def cell(one: Found) -> tuple[str, str, str]:
        return one.figure.measure, str(one.figure.category), str(one.figure.level)

    kept: list[Found] = []
    for _, same in groupby(sorted(found, key=cell), key=cell):
        first, *others = sorted(same, key=lambda one: (one.doubt, one.start))
        kept.append(replace(first, figure=_compared(first, others)))
    return tuple(one.figure for one in sorted(kept, key=lambda one: one.start))


def _compared(first: Found, others: Sequence[Found]) -> Figure:
    figure = first.figure
    if first.doubt and figure.flag != "missing":
        figure = remarked(replace(figure, flag="ambiguous", expected=None), DOUBTS[first.doubt])
    for other in others:
        if other.doubt > 1 or (other.figure.printed, other.figure.flag) == (figure.printed, figure.flag):
            continue
        if other.doubt:
            figure = remarked(figure, printed_again(other.figure.printed or ""))
        elif other.figure.value != figure.value or other.figure.printed is None:
            figure = remarked(
                replace(figure, flag="ambiguous", expected=None), f'the report also gives "{other.figure.printed}"'
            )
    return figure


def _range(ranges: Sequence[Range | None]) -> Range | None:
    known = [one for one in ranges if one is not None]
    return Range(min(one.first for one in known), max(one.last for one in known)) if known else None


def _lines(found: Grid) -> list[tuple[Line, ...]]:
    return [row.lines for row, _ in found.rows for _ in found.columns]
