"""The lines of a document → its statistics tables.

One walk from top to bottom. Nothing is read that is not under a title or behind a label that measures.toml knows, and
of the right area and year; any line that is neither row, head nor running head ends a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from indexer.model import Report
from indexer.statistics.heads import is_year_head, names_categories, own_years
from indexer.statistics.labels import find_label, find_row, is_filled_row, label_of, may_be_mark, row_of_area
from indexer.statistics.lettered import by_level
from indexer.statistics.lines import Line, is_lone
from indexer.statistics.measures import Named, before_heads, continues_head, division, divisions_in, lexicon
from indexer.statistics.pairs import figure_behind, pair
from indexer.statistics.remarks import printed_again
from indexer.statistics.scope import Of, Scope, is_furniture
from indexer.statistics.single import pick, settle
from indexer.statistics.tables import Known, Reading, Row, Table, Waiting
from indexer.statistics.words import near, of_year, words


class Walk:
    """The state of one walk; `tables` and `readings` hold what was found."""

    def __init__(self, lines: Sequence[Line], report: Report) -> None:
        self.lines, self.report, self.scope = lines, report, Scope(report)
        self.tables: list[Table] = []
        self.readings: list[Reading] = []
        self.heading: str | None = None
        self.table: Table | None = None
        self.heads: list[Line] = []
        self.waiting: list[Waiting] = []
        self.numbers: list[Line] = []
        self.stray = self.after_head = self.captioned = False
        self.foreign: Of | None = None
        self.foreign_level: int | None = None

    def run(self) -> None:
        at = 0
        while at < len(self.lines):
            at += self._step(at)
        self._settle()

    def _step(self, at: int) -> int:
        """Take in the line, or the lines, at a place; how many they were."""
        line, after_head = self.lines[at], self.after_head
        self.after_head = False
        if is_year_head(line):
            self._head(line, after_head)
        elif self._by_level(line) or self._pair(line) or self._group(line, at):
            return 1
        elif self._turns(line, at):
            self._row(line)
        elif known := find_label(self.lines, at, self.heading, lexicon(), self.scope):
            end = at + len(known.lines)
            self._label(known, self.lines[end] if end < len(self.lines) else None)
            return len(known.lines)
        elif self._is_head(line, after_head):
            self._head(line, after_head)
        elif not (self._row(line) or self._row_of_area(line) or self._numbers(line)):
            self._other(line, at)
        return 1

    # ---- titles and labels

    def _by_level(self, line: Line) -> bool:
        """A label with a figure for each level behind it, all categories together."""
        found = by_level(line)
        entry = lexicon().find(found.label, self.heading) if found else None
        if found is None or entry is None or entry.measure is None or not entry.opens_table or self.foreign:
            return False
        self._settle()
        for level, cell in found.cells:
            self.readings.append(Reading(replace(entry, cell=("total", level)), cell, (line,), found.label))
        return True

    def _pair(self, line: Line) -> bool:
        """A row that names both a category and a level has one figure, that of the cell."""
        found, entry = pair(line), self.table.entry if self.table else None
        if found is None:
            return False
        self._settle()
        if self.table and entry and found.of(entry.measure, dated=self.table.dated):
            self.readings.append(Reading(replace(entry, cell=found.place), found.cell, (line,), found.label))
        return True

    def _label(self, known: Known, after: Line | None = None) -> None:
        entry = known.entry
        if self.numbers or known.cells or entry.measure is None or entry.opens_table:
            self._settle()  # but labels that follow each other wait together
        in_year = of_year(known.printed, self.report)
        self.captioned = known.foreign
        if known.foreign or (in_year is False and not entry.opens_table):
            self._close(heading=True)
            return
        if in_year and self.foreign == "other year":
            self.foreign = None
        if entry.measure is None:
            self._close(heading=True)
            self.heading = entry.heading
        elif entry.opens_table:
            self._open(known, in_year)
        else:
            self.table = None
            self._single(known, after)

    def _open(self, known: Known, in_year: bool | None) -> None:
        if known.entry.under is None:
            heads = self.heads if known.lines[-1].divided and any(cell.is_value for cell in known.cells) else []
            self._close(heading=True)
            self.heads = heads  # rows that name measures stand below heads of levels or categories
            self.heading = lexicon().heading_of.get(known.entry.measure.id if known.entry.measure else "")
        if self.foreign:
            return
        notes = ("letters of the title are damaged",) if known.damaged else ()
        self.table = Table(known.entry, bool(in_year), list(self.heads), notes=notes, other_year=in_year is False)
        self.tables.append(self.table)
        line = known.lines[-1]
        if line.divided and any(cell.is_value for cell in known.cells):
            start = len(line.texts) - len(known.cells)
            self.table.rows.append(Row(Named("both", "total", known.printed), known.cells, known.lines, start))
            self.table = None

    def _single(self, known: Known, after: Line | None) -> None:
        if self.foreign:
            return
        if known.cells and not (after and is_lone(after) and may_be_mark(known)):
            if reading := pick(known, own_years(self.heads, self.report)):
                self.readings.append(reading)
            self.stray = False
            return
        self.waiting.append(Waiting(known, known.cells[0] if known.cells else known.lines[-1].raised, self.stray))

    # ---- heads, rows and numbers

    def _is_head(self, line: Line, after_head: bool) -> bool:
        fresh = after_head or (self.table is not None and not self.table.filled)
        if not line.divided:
            waits = self.table is not None and self.table.rows and not self.table.rows[-1].cells
            if self._is_last_label(line) or (waits and is_lone(line)):
                return False
            found = () if line.is_prose else divisions_in(line.text)
            if fresh and continues_head(line.text):
                return not is_filled_row(line)
            return len(found) > 1 or (fresh and len(found) == 1 and division(line.text) is None)
        filled = [text for text in line.texts if text]
        if any(cell.is_value for cell in line.cells()):
            return False
        return any(division(text) for text in filled) or (fresh and len(filled) > (0 if after_head else 1))

    def _is_last_label(self, line: Line) -> bool:
        """Whether "Total" ends the labels of rows that stand together, before their figures."""
        named = division(line.text)
        return bool(self.table and self.table.rows and not self.table.filled and named and named.axis == "both")

    def _group(self, line: Line, at: int) -> bool:
        """A level above rows of categories, or the other way round, is the head of their only column."""
        group, after = find_row(line), self.lines[at + 1] if at + 1 < len(self.lines) else None
        below = find_row(after) if after else None
        if self.table is None or group is None or below is None or group[0] or group[1].cells or not below[1].cells:
            return False
        axes = {group[1].named.axis, below[1].named.axis}
        rows = {row.named.axis for row in self.table.rows} - {"both"}
        if axes != {"category", "level"} or rows - {below[1].named.axis}:
            return False
        if self.table.filled:
            self.table = replace(self.table, heads=[], rows=[], refused=None)
            self.tables.append(self.table)
        self._head(line, after_head=False)
        return True

    def _turns(self, line: Line, at: int) -> bool:
        """Labels that stand together without figures are heads where a label of the other axis, and its figures, follow
        them; so the figures of a column stand below its head."""
        found, after = find_row(line), self.lines[at + 1] if at + 1 < len(self.lines) else None
        below = after is not None and is_lone(after) and len(after.values()) == 1
        return bool(self.table and found and not found[1].cells and below and self.table.turn(found[1].named))

    def _head(self, line: Line, after_head: bool) -> None:
        self._settle()
        self._corner(line)
        self.heads = [*self.heads, line] if after_head else [line]
        self.after_head = True
        if self.table and not self.table.filled:
            self.table.heads = list(self.heads)
        elif self._may_be_untitled(line):
            self.table = Table(None, dated=False, heads=list(self.heads))
            self.tables.append(self.table)

    def _may_be_untitled(self, line: Line) -> bool:
        """Whether a table by category begins without any title, known or not."""
        inside = self.table or self.heading or self.captioned or self.foreign
        return not inside and names_categories(line)

    def _corner(self, line: Line) -> None:
        """A title may stand in the first cell of the head, or before the heads of an undivided line."""
        first = next(text for text in line.texts if text) if line.divided else before_heads(line.text)
        if first and (entry := lexicon().find(first, self.heading)):
            self._label(Known(entry, first, (), (line,)))

    def _row(self, line: Line) -> bool:
        before, row = find_row(line) or ("", None)
        if row is None or (before and not self._enter(before, line)) or self.table is None:
            return False
        self._settle()
        self.captioned = False
        if self.table.areas and row.named.axis == "both" and not self.scope.regional:
            return True  # of all the areas together
        if self.table.takes(row.named):
            self.table.rows.append(row)
        else:
            self.table.refused, self.table = row, None
        return True

    def _row_of_area(self, line: Line) -> bool:
        """A row that names an area instead of a level or category: of the report's own it is the total."""
        if self.table is None or (found := row_of_area(line, self.scope)) is None:
            return False
        row, foreign = found
        if not foreign and not self.scope.regional:
            self.table.rows.append(row)
        self.table.areas = True
        return True

    def _enter(self, subheading: str, line: Line) -> bool:
        """Rows may bear the sub-heading in front of their label: be in its table, if it is known."""
        entry, here = lexicon().find(subheading, self.heading), self.table.entry if self.table else None
        if entry is None or not entry.opens_table:
            return False
        if here is None or here.measure != entry.measure:
            self._label(Known(entry, subheading, (), (line,)))
        return True

    def _numbers(self, line: Line) -> bool:
        """Values that stand alone: of the open row, of the labels that wait, or of nothing."""
        line = figure_behind(line) if self.waiting else line
        if not is_lone(line):
            return False
        if self.table and (row := self.table.row_for(line)):
            row.add(line)
        elif self.waiting:
            self.numbers.append(line)
        elif not line.last_of_page and not line.block.page_start:
            self.stray = True
        return True

    # ---- everything else

    def _other(self, line: Line, at: int) -> None:
        if line.is_heading and (of := self.scope.of_heading(line.text)):
            self._change_scope(of, line.block.level)
        elif not line.is_prose and is_furniture(self.scope.without_area(line.text)[0]):
            self.captioned = self.captioned and "statistics" not in words(line.text)
        elif line.is_prose or not self._doubles(line, at):
            self._end(line)

    def _change_scope(self, of: Of, level: int | None) -> None:
        """A heading that names an area or a year: a running head, or tables of somewhere or sometime else follow."""
        self.foreign = None if of == "own" else of
        if self.foreign:
            self._settle()
            self._close(heading=True)
            self.foreign_level = level

    def _end(self, line: Line) -> None:
        """A line that belongs to no table ends what went before it, but for unknown rows and words below a title."""
        self._settle()
        self.stray, self.captioned = False, True
        if line.is_heading and (line.block.level or 0) <= (self.foreign_level or 9):
            self.foreign = None
        if line.divided and any(cell.is_value for cell in line.cells()):
            return
        if not (self.table and not self.table.filled and line.is_prose):
            self._close(heading=line.is_heading or line.is_prose)

    def _doubles(self, line: Line, at: int) -> bool:
        """Whether the line is the garbled double of the row before it; if so, that row's reading says so."""
        last, before = self.readings[-1] if self.readings else None, self.lines[at - 1]
        if last is None or before not in last.lines or not near(label_of(line), label_of(before), strict=False):
            return False
        gives = next(text for text in reversed(line.texts) if text)
        self.readings[-1] = replace(last, notes=(*last.notes, printed_again(gives)))
        return True

    def _settle(self) -> None:
        if self.waiting and self.numbers:
            self.readings += settle(self.waiting, self.numbers)
        else:
            self.readings += settle([label for label in self.waiting if label.raised], ())
        self.stray = self.stray and not self.waiting
        self.waiting, self.numbers = [], []

    def _close(self, *, heading: bool) -> None:
        self.table = None
        if heading:
            self.heading, self.heads = None, []
