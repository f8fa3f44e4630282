"""Paths that a content stream draws → ruled lines."""

from __future__ import annotations

from dataclasses import dataclass, field

from indexer.readers.pdf_sheet import Rule
from indexer.readers.pdf_state import Matrix

THIN = 3.0
"""Points up to which a filled box is taken for a ruled line."""
MOST_RULES = 20_000


@dataclass(slots=True)
class Path:
    """The path under construction, and the straight lines of those that were painted."""

    rules: list[Rule] = field(default_factory=list)
    lines: list[tuple[float, float, float, float]] = field(default_factory=list)
    at: tuple[float, float] = (0.0, 0.0)

    def move(self, x: float, y: float) -> None:
        self.at = (x, y)

    def draw(self, x: float, y: float) -> None:
        self.lines.append((*self.at, x, y))
        self.at = (x, y)

    def box(self, x: float, y: float, width: float, height: float) -> None:
        right, top = x + width, y + height
        if abs(width) < THIN or abs(height) < THIN:
            self.lines.append((x, y, right, top))
            return
        self.lines += [(x, y, right, y), (x, top, right, top), (x, y, x, top), (right, y, right, top)]

    def paint(self, m: Matrix) -> None:
        """Keep the level and upright lines, in the places that the matrix gives them."""
        for ax, ay, bx, by in self.lines[: MOST_RULES - len(self.rules)]:
            xs = sorted((ax * m[0] + ay * m[2] + m[4], bx * m[0] + by * m[2] + m[4]))
            ys = sorted((ax * m[1] + ay * m[3] + m[5], bx * m[1] + by * m[3] + m[5]))
            if min(xs[1] - xs[0], ys[1] - ys[0]) < THIN:
                self.rules.append(Rule(xs[0], ys[0], xs[1], ys[1]))
        self.clear()

    def clear(self) -> None:
        self.lines = []
