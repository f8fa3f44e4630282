"""Rows that name both a category and a level, "Category 1 | Level 2 | 24", and so give one cell of a table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from indexer.model import Division
from indexer.statistics.cells import Cell
from indexer.statistics.lines import Line
from indexer.statistics.measures import Axis, Measure, Named, divisions_in, is_number_head, names_only_heads


@dataclass(frozen=True, slots=True)
class Pair:
    """A category and a level with their figure."""

    category: Division
    level: Division
    cell: Cell
    label: str

    @property
    def place(self) -> tuple[Division, Division]:
        return self.category, self.level

    def of(self, measure: Measure | None, *, dated: bool) -> bool:
        """Whether a table of the measure has such a cell; one of a day has to say of which."""
        if measure is None:
            return False
        counted = self.level == "total" or self.level in measure.levels
        return measure.by_category and measure.by_level and counted and (dated or measure.period != "snapshot")


def pair(line: Line) -> Pair | None:
    """What the row names and gives; None for any line that does not name one of each and give one figure."""
    for label, cells in line.splits:
        named = divisions_in(label) if len(cells) == 1 and cells[0].is_value else ()
        found = {each.axis: each for each in named}
        if len(named) == len(found) == 2 and names_only_heads(label):
            return _pair(found, cells[0], label)
    return None


def _pair(found: Mapping[Axis, Named], cell: Cell, label: str) -> Pair:
    """A category or a level beside "total" is the one over all of the other."""
    total = Named("both", "total", "")
    return Pair(found.get("category", total).value, found.get("level", total).value, cell, label)


def figure_behind(line: Line) -> Line:
    """A row that only says that a figure follows, "Number | 213", as the figure alone."""
    says = line.divided and len(line.texts) == 2 and is_number_head(line.texts[0])
    return replace(line, texts=line.texts[1:]) if says else line
