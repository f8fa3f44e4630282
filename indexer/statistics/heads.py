"""What the line of heads above a table names: years, or categories."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.model import Report
from indexer.statistics.lines import Line
from indexer.statistics.measures import division, divisions_in
from indexer.statistics.words import of_year, words

MOST_OTHERS = 2


def is_year_head(line: Line) -> bool:
    """Whether the columns of a divided line, the first apart, are years, and at most one says how these differ."""
    if not line.divided:
        return False
    filled = [text for text in line.texts if text]
    columns = filled if _is_year(filled[0]) else filled[1:]
    years = sum(map(_is_year, columns))
    others = [text for text in columns if not _is_year(text)]
    return years > 1 and len(others) < MOST_OTHERS and not any(map(division, others))


def own_years(heads: Sequence[Line], report: Report) -> tuple[bool, ...]:
    """For each column below a head of years whether it is the report's; one of something else is not."""
    named = [[of_year(text, report) for text in head.texts] for head in heads]
    years = next((head for head in named if any(year is not None for year in head)), [])
    return tuple(bool(year) for year in (years[1:] if years and years[0] is None else years))


def names_categories(line: Line) -> bool:
    """Whether it names several categories."""
    named = [division(text) for text in line.texts] if line.divided else divisions_in(line.text)
    return sum(name is not None and name.axis == "category" for name in named) > 1


def _is_year(text: str) -> bool:
    return any(character.isdigit() for character in text) and not words(text)
