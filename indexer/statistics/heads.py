"""What the line of heads above a table names: years, or categories."""

from __future__ import annotations

from indexer.statistics.lines import Line
from indexer.statistics.measures import division, divisions_in
from indexer.statistics.words import words


def is_year_head(line: Line) -> bool:
    """Whether all columns of a divided line, the first apart, are years."""
    filled = [text for text in line.texts if text]
    years = filled if _is_year(filled[0]) else filled[1:]
    return line.divided and len(years) > 1 and all(map(_is_year, years))


def names_categories(line: Line) -> bool:
    """Whether it names several categories."""
    named = [division(text) for text in line.texts] if line.divided else divisions_in(line.text)
    return sum(name is not None and name.axis == "category" for name in named) > 1


def _is_year(text: str) -> bool:
    return any(character.isdigit() for character in text) and not words(text)
