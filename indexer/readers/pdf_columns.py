"""Pages that a producer wrote row by row across two columns: the left column is put before the right one.

The order of the file is right nearly always, also in columns. Only where the text jumps from the left column to the
right one and back, line after line, is it put in order; tables do the same, but their cells do not fill a column.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from indexer.readers.pdf_lines import Line, make_line
from indexer.readers.pdf_pieces import VALUE

JUMPS = 5
"""Times the text must go back from the right to the left column on a page, to be taken for row by row."""
NARROWEST = 90.0
"""Points between the left edges of two columns, at least."""
GUTTER_GAP = 0.8
"""Ems between columns, at least."""
FILLED = 0.6
"""Share of a column's width that its lines fill, at the median, if it holds running text."""


@dataclass(frozen=True, slots=True)
class Gutter:
    """Left edges of two columns."""

    left: float
    right: float

    def is_right(self, line: Line) -> bool:
        return line.x0 > self.right - 6

    def crosses(self, line: Line) -> bool:
        return line.x0 < self.right - 6 and line.x1 > self.right + 6


def in_columns(pages: Sequence[list[Line]]) -> list[list[Line]]:
    """The lines of each page, left column first where the file has them row by row."""
    found = [_gutter(lines) for lines in pages]
    common = Counter(round(gutter.right) for gutter in found if gutter is not None).most_common(1)
    ordered = []
    for lines, gutter in zip(pages, found, strict=True):
        known = gutter or (_likely(lines, common[0][0]) if common else None)
        ordered.append(_left_first(lines, known) if known is not None else lines)
    return ordered


def _gutter(lines: Sequence[Line]) -> Gutter | None:
    """The gutter of a page that is written row by row; None where it is not."""
    if any(line.tag is not None for line in lines):
        return None
    pieces = _pieces(lines)
    edges = Counter(round(piece.x0) for piece in pieces)
    if len(pieces) < 2 * JUMPS:
        return None
    left = edges.most_common(1)[0][0]
    others = Counter({edge: count for edge, count in edges.items() if abs(edge - left) > NARROWEST})
    if not others:
        return None
    left, right = (_outdent(edges, edge) for edge in sorted((left, others.most_common(1)[0][0])))
    gutter = Gutter(left, right)
    return gutter if _jumps(pieces, gutter) >= JUMPS and _is_text(pieces, gutter) else None


def _outdent(edges: Counter[int], edge: int) -> int:
    """The edge of the column whose lines mostly begin at `edge`: bullets and headings stand left of hanging lines."""
    return min(other for other, count in edges.items() if edge - 45 <= other <= edge and (count > 1 or other == edge))


def _likely(lines: Sequence[Line], right: float) -> Gutter | None:
    """The gutter of other pages, if this page jumps across it as well."""
    if any(line.tag is not None for line in lines) or not (pieces := _pieces(lines)):
        return None
    gutter = Gutter(min(piece.x0 for piece in pieces), right)
    return gutter if _jumps(pieces, gutter) > 1 and _is_text(pieces, gutter) else None


def _pieces(lines: Iterable[Line]) -> list[Line]:
    return [piece for line in lines for piece in line.pieces(GUTTER_GAP)]


def _parted(line: Line, gutter: Gutter) -> list[Line]:
    """A line that holds one of each column, parted between two runs."""
    place = next((place for place, run in enumerate(line.runs) if run.x0 > gutter.right - 6), 0)
    if not place or line.runs[place - 1].x1 > gutter.right:
        return [line]
    made = (make_line(runs, line.page, line.tag) for runs in (line.runs[:place], line.runs[place:]))
    return [part for part in made if part is not None]


def _jumps(pieces: Sequence[Line], gutter: Gutter) -> int:
    """How often the text goes from the right column back to the left one without going up."""
    back = 0
    for one, two in pairwise(pieces):
        if gutter.is_right(one) and not gutter.is_right(two) and not gutter.crosses(two):
            back += -two.size < two.y - one.y < 3 * two.size
    return back


def _is_text(pieces: Sequence[Line], gutter: Gutter) -> bool:
    left = [piece for piece in pieces if not gutter.is_right(piece) and not gutter.crosses(piece)]
    right = [piece for piece in pieces if gutter.is_right(piece)]
    if not left or not right or sum(bool(VALUE.fullmatch(piece.text)) for piece in right) > 0.2 * len(right):
        return False
    width = gutter.right - gutter.left
    return all(median(piece.x1 - piece.x0 for piece in side) > FILLED * width for side in (left, right))


def _left_first(lines: Sequence[Line], gutter: Gutter) -> list[Line]:
    """Between lines that go across both columns, the left one's before the right one's."""
    ordered: list[Line] = []
    right: list[Line] = []
    for piece in (part for line in lines for part in _parted(line, gutter)):
        if gutter.is_right(piece):
            right.append(piece)
            continue
        if gutter.crosses(piece):
            ordered += right
            right = []
        ordered.append(piece)
    return ordered + right
