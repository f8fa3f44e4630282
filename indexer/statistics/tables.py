"""What the walk over the lines of a report finds: single rows with their figure, and tables by category and level."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.model import Flag
from indexer.statistics.cells import Cell
from indexer.statistics.lines import Line
from indexer.statistics.measures import Entry, Named


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure read for a label. `printed` is the label as printed; `damaged` if letters in it are wrong."""

    entry: Entry
    cell: Cell
    lines: tuple[Line, ...]
    printed: str
    flag: Flag = "ok"
    notes: tuple[str, ...] = ()
    damaged: bool = False


@dataclass(slots=True)
class Row:
    named: Named
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]
    start: int | None
    """Where in its line the cells begin, if they stand in columns, so that an empty one keeps its place."""

    @property
    def is_open(self) -> bool:
        """Whether its values stand on lines of their own, so that more may come."""
        return not self.cells or len(self.lines) > 1

    def add(self, line: Line) -> None:
        self.cells, self.lines, self.start = (*self.cells, *line.values()), (*self.lines, line), None


@dataclass(slots=True)
class Table:
    """A table by category and level. `entry` is None where the title is not known."""

    entry: Entry | None
    dated: bool
    heads: list[Line] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    other_year: bool = False
    """Whether its title names another year than the report's."""
    areas: bool = False
    """Whether its rows are areas."""
    refused: Row | None = None
    """The row that did not belong to it any more."""

    @property
    def filled(self) -> list[Row]:
        return [row for row in self.rows if row.cells]

    @property
    def open_row(self) -> Row | None:
        """The last row, if its values stand on lines of their own and it has fewer of them than the row before."""
        last = self.rows[-1] if self.rows else None
        full = len(self.filled[-2].cells) if last and last.cells and len(self.filled) > 1 else None
        return last if last and last.is_open and (full is None or len(last.cells) < full) else None

    def row_for(self, line: Line) -> Row | None:
        """The row that values on a line of their own belong to: where labels stand first and the rows of figures behind
        them, the first of those without any, else the last."""
        empty = [row for row in self.rows if not row.cells]
        apart = len(empty) > 1 and self.rows[-len(empty) :] == empty
        return empty[0] if len(line.values()) > 2 and (apart or self._apart) and empty else self.open_row

    @property
    def _apart(self) -> bool:
        """Whether figures of rows whose labels stand together have begun to come."""
        return bool(self.filled) and all(len(row.lines) > 1 for row in self.filled)

    @property
    def in_order(self) -> bool:
        """Whether its rows stand as in any table: levels or categories up or down, their total before or behind them,
        and not both. Otherwise rows of different tables have come together."""
        values = [row.named.value for row in self.filled]
        parts = [value for value in values if isinstance(value, int)]
        total_first = values[:1] == ["total"]
        twice = total_first and self.refused is not None and self.refused.named.value == "total"
        return parts in (sorted(parts), sorted(parts, reverse=True)) and "total" not in values[1:-1] and not twice

    def turn(self, named: Named) -> bool:
        """Make labels that stand together without figures the heads of rows of the other axis, if a row is one."""
        axes = {row.named.axis for row in self.rows} - {"both"}
        if len(self.rows) > 1 and not self.filled and len(axes) == 1 and named.axis not in {"both", *axes}:
            self.heads, self.rows = [row.lines[0] for row in self.rows], []
            return True
        return False

    def takes(self, named: Named) -> bool:
        """Whether a row of that name belongs here: each name once, and only levels that the measure counts."""
        known = any(row.named == named for row in self.filled)
        levels = self.entry.measure.levels if self.entry and self.entry.measure else (1, 2, 3)
        return not known and (named.axis != "level" or named.value in levels)


@dataclass(frozen=True, slots=True)
class Known:
    """A label found in one or more lines, and what stands behind it."""

    entry: Entry
    printed: str
    cells: tuple[Cell, ...]
    lines: tuple[Line, ...]
    cut: bool = False
    damaged: bool = False
    foreign: bool = False


@dataclass(frozen=True, slots=True)
class Waiting:
    """A label whose figure has not come yet. `stray`: a number stood before it that belongs to nothing."""

    known: Known
    raised: Cell | None
    stray: bool
