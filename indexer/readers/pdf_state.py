"""What a content stream has set when it shows text: matrices, font and spaces, marked content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from indexer.readers.pdf_fonts import Face

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Colour = tuple[float, ...]


@dataclass(slots=True)
class State:
    """The part of the graphics state that text depends on; saved by q, restored by Q."""

    matrix: Matrix
    face: Face | None = None
    size: float = 12.0
    letter_space: float = 0.0
    word_space: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    colour: Colour = ()
    mode: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """An open marked-content sequence. `spoken` is the text that replaces what is shown in it (/ActualText)."""

    mcid: int | None
    artifact: str
    spoken: str | None = None


def times(m: Matrix, n: Matrix) -> Matrix:
    """First `m`, then `n`."""
    return (
        m[0] * n[0] + m[1] * n[2],
        m[0] * n[1] + m[1] * n[3],
        m[2] * n[0] + m[3] * n[2],
        m[2] * n[1] + m[3] * n[3],
        m[4] * n[0] + m[5] * n[2] + n[4],
        m[4] * n[1] + m[5] * n[3] + n[5],
    )


def matrix(operands: Any) -> Matrix:
    """Six operands as a matrix. Raises ValueError or TypeError where they are none."""
    a, b, c, d, e, f = (float(operand) for operand in operands[:6])
    return a, b, c, d, e, f
