"""Tables drawn with ruled lines: the cells that the lines enclose, and what stands in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from indexer.readers.pdf_lines import Line, make_line
from indexer.readers.pdf_parts import LONGEST_CELL, Part
from indexer.readers.pdf_sheet import Rule, Run, Sheet

NEAR = 3.0
"""Points within which ruled lines are taken to meet."""
SHORTEST = 8.0
"""Points below which a ruled line belongs to a picture or underlines a letter."""
MOST_EDGES = 1500


@dataclass(slots=True)
class Edge:
    """A ruled line: it stands `at` a height (or distance from the left) and reaches from `start` to `end`."""

    at: float
    start: float
    end: float

    def reaches(self, place: float) -> bool:
        return self.start - NEAR <= place <= self.end + NEAR


@dataclass(slots=True)
class Grid:
    """Ruled lines that meet. `across` are the level ones, `down` the upright ones."""

    across: list[Edge]
    down: list[Edge]

    def cell(self, x: float, y: float) -> tuple[float, float, float, float] | None:
        """Top, left, bottom and right of the cell around a point."""
        levels = sorted(edge.at for edge in self.across if edge.reaches(x))
        sides = sorted(edge.at for edge in self.down if edge.reaches(y))
        top, bottom = _around(levels, y)
        left, right = _around(sides, x)
        if top is None or bottom is None or left is None or right is None:
            return None
        return top, left, bottom, right

    def covers(self, line: Line) -> bool:
        """Whether the line stands between the outermost ruled lines."""
        return self.across[0].at < line.y < self.across[-1].at and self.down[0].at < line.x1 < self.down[-1].at + NEAR

    def columns(self, y: float) -> list[tuple[float, float]]:
        """Left and right of the cells at a height."""
        sides = _distinct(edge.at for edge in self.down if edge.reaches(y))
        return list(pairwise(sides))


def _around(places: Sequence[float], at: float) -> tuple[float | None, float | None]:
    before = [place for place in places if place <= at]
    after = [place for place in places if place > at]
    return (before[-1] if before else None), (after[0] if after else None)


def _distinct(places: Iterable[float]) -> list[float]:
    """Places in order, those that nearly coincide as one."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > NEAR:
            kept.append(place)
    return kept


def grids(sheet: Sheet) -> list[Grid]:
    """The grids on a page, those of a single cell and single columns left out: these are frames."""
    across = _edges(rule for rule in sheet.rules if rule.x1 - rule.x0 > max(SHORTEST, rule.y1 - rule.y0))
    down = _edges(_turned(rule) for rule in sheet.rules if rule.y1 - rule.y0 > max(SHORTEST, rule.x1 - rule.x0))
    if len(across) + len(down) > MOST_EDGES:
        return []
    met = (Grid(_in_order(levels), _in_order(_closed(levels, sides))) for levels, sides in _meeting(across, down))
    return [grid for grid in met if len(_distinct(edge.at for edge in grid.across)) > 1 and len(grid.down) > 2]


def _in_order(edges: Iterable[Edge]) -> list[Edge]:
    return sorted(edges, key=lambda edge: edge.at)


def _turned(rule: Rule) -> Rule:
    return Rule(rule.y0, rule.x0, rule.y1, rule.x1)


def _edges(rules: Iterable[Rule]) -> list[Edge]:
    """Level rules, with those that continue each other as one."""
    places: dict[int, list[Edge]] = defaultdict(list)
    for rule in sorted(rules, key=lambda rule: rule.x0):
        at = (rule.y0 + rule.y1) / 2
        edges = places[round(at / 2)]
        if edges and rule.x0 <= edges[-1].end + NEAR:
            edges[-1].end = max(edges[-1].end, rule.x1)
        else:
            edges.append(Edge(at, rule.x0, rule.x1))
    return [edge for edges in places.values() for edge in edges]


def _meeting(across: Sequence[Edge], down: Sequence[Edge]) -> list[tuple[list[Edge], list[Edge]]]:
    """Level and upright edges that hang together."""
    groups: list[tuple[list[Edge], list[Edge]]] = []
    rest = list(across)
    sides = list(down)
    while rest:
        levels, met = [rest.pop()], []
        fresh = list(levels)
        while fresh:
            touching = [side for side in sides if any(_cross(level, side) for level in fresh)]
            sides = [side for side in sides if side not in touching]
            fresh = [level for level in rest if any(_cross(level, side) for side in touching)]
            rest = [level for level in rest if level not in fresh]
            levels += fresh
            met += touching
        groups.append((levels, met))
    return groups


def _cross(level: Edge, side: Edge) -> bool:
    return level.reaches(side.at) and side.reaches(level.at)


def _closed(levels: Sequence[Edge], sides: list[Edge]) -> list[Edge]:
    """The upright edges, with those at the outer ends that open tables leave out."""
    if not sides:
        return []
    top, bottom = min(edge.at for edge in levels), max(edge.at for edge in levels)
    ends = (min(edge.start for edge in levels), max(edge.end for edge in levels))
    missing = [Edge(end, top, bottom) for end in ends if all(abs(edge.at - end) > NEAR for edge in sides)]
    return sides + missing


def ruled_rows(sheet: Sheet, lines: Sequence[Line]) -> tuple[list[Part], set[int]]:
    """The table rows that ruled lines enclose, top to bottom, and the lines that they hold (by `id`)."""
    parts: list[Part] = []
    used: set[int] = set()
    for grid in grids(sheet) if lines else []:
        cells: Cells = defaultdict(list)
        near = [line for line in lines if grid.covers(line) and id(line) not in used]
        inside = [line for line in near if _place(grid, line, cells)]
        letters = [sum(len(piece.text) for piece in pieces) for pieces in cells.values()]
        if inside and max(letters) <= LONGEST_CELL and len(letters) > 1:
            parts += _rows(grid, cells)
            used.update(id(line) for line in inside)
    return parts, used


Box = tuple[float, float, float, float]
Cells = dict[Box, list[Line]]


def _place(grid: Grid, line: Line, cells: Cells) -> bool:
    """Put the parts of a line into their cells; nothing is put where one of them stands outside."""
    found: dict[Box, list[Run]] = {}
    for run in line.runs:
        box = grid.cell((run.x0 + run.x1) / 2, run.y - 0.3 * run.size)
        if box is None and run.text.strip():
            return False
        if box is not None:
            found.setdefault(box, []).append(run)
    for box, runs in found.items():
        piece = make_line(runs, line.page)
        if piece is not None:
            cells[box].append(piece)
    return bool(found)


def _rows(grid: Grid, cells: Cells) -> list[Part]:
    rows: list[Part] = []
    for top in _distinct(box[0] for box in cells):
        row = {box: pieces for box, pieces in cells.items() if abs(box[0] - top) <= NEAR}
        middle = top + (min(box[2] for box in row) - top) / 2
        texts = [_within(row, left, right) for left, right in grid.columns(middle)]
        pieces = [piece for text in texts for piece in text]
        if pieces:
            rows.append(Part("row", pieces, cells=texts))
    return rows


def _within(row: Cells, left: float, right: float) -> list[Line]:
    """The lines of the cell between two edges, from its top."""
    found = [piece for box, pieces in row.items() if left - NEAR <= (box[1] + box[3]) / 2 <= right for piece in pieces]
    return sorted(found, key=lambda piece: (round(piece.y), piece.x0))
