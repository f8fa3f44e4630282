"""What stands on a page of a PDF: runs of text and ruled lines, with their places in points from the top left corner of
the page as it is shown."""

from __future__ import annotations

from dataclasses import dataclass

WORD_GAP = 0.17
"""Ems between two glyphs from which on a space is meant, where the font has none or its width is odd."""
CELL_GAP = 1.6
"""Ems between two glyphs that set them apart: no justified line is stretched that far."""


@dataclass(frozen=True, slots=True)
class Run:
    """Text shown in one go. `y` is its baseline, `x1` where the next glyph would stand; `size` is in points.

    `mcid` is the marked-content id of the innermost tag that has one, `artifact` what the producer marked as no part of
    the text: "" where it is text, else the type of artifact in small letters, or "artifact". `colour` are the numbers
    that set it, in whatever colour space; () is black.
    """

    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    mcid: int | None = None
    artifact: str = ""
    upright: bool = True
    colour: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A ruled line, or a filled box so thin that it looks like one; `x0 <= x1`, `y0 <= y1`."""

    x0: float
    y0: float
    x1: float
    y1: float


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on a page. `images` counts pictures, `unmapped` glyphs whose letters the file does not tell;
    `damaged` says that some of it could not be read."""

    number: int
    width: float
    height: float
    runs: tuple[Run, ...]
    rules: tuple[Rule, ...] = ()
    images: int = 0
    unmapped: int = 0
    damaged: bool = False
