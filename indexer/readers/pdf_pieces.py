"""Lines → the pieces of them that stand in cells of their own.

A wide gap sets cells apart. Where columns stand close there is none, and what tells them apart is where they stand: a
figure at the end of a line belongs to the column of a figure near by that has the same edge, and so does a head.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TypeVar

from indexer.readers.pdf_lines import Line, make_line
from indexer.readers.pdf_sheet import Run

NUMBER = r"[£<>]?(?:\d{1,3}(?:,\d{3})+|\d{1,7})(?:\.\d+)?%?"
VALUE = re.compile(rf"(?:[-–—]|n/?a|{NUMBER})[*†]{{0,2}}", re.IGNORECASE)
COUNTED = re.compile(r"(?:level|category|lefel|categori)", re.IGNORECASE)
"""Words whose number is part of a label."""
LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
CELLS_APART = 1.0
"""Ems between cells, at least: less than between words of a stretched line, which is of no harm here."""
NEAR = 3
"""Lines up or down in which a figure must stand that shows where a column is."""
MOST_HEADS = 6
"""Lines of column heads."""
SAME_EDGE = 0.2
"""Ems by which edges of one column differ at most."""
SPACE = 0.1
"""Ems between two cells, at least."""
Item = TypeVar("Item")


def pieces(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """The pieces of lines of one page, each with the place of its line."""
    made = [list(_by_gaps(lines, place)) for place in range(len(lines))]
    _part_figures(made)
    _part_heads(made)
    for place, parts in enumerate(made):
        yield from ((place, part) for part in parts)


def _by_gaps(lines: Sequence[Line], place: int) -> Iterator[Line]:
    """The parts of a line that wide gaps set apart. Figures are parts of their own even where they stand close, if a
    line near by ends in as many."""
    line = lines[place]
    if LEADERS.search(line.text):
        yield line
        return
    parts = line.pieces(CELLS_APART)
    ending = _figures(line.text)
    if len(parts) == 1 and ending and any(len(_figures(other.text)) == len(ending) for other in _near(lines, place)):
        parts = list(_split(line, ending[0]))
    if len(parts) > 1:
        parts = [*_unglued(parts[0], 0.6), *parts[1:]]
    for part in parts:
        several = len(parts) > 1 and len(part.text.split()) > 1 and _all_values(part.text)
        yield from _split(part, 0) if several else [part]


def _near(items: Sequence[Item], place: int) -> Iterator[Item]:
    yield from items[max(0, place - NEAR) : place]
    yield from items[place + 1 : place + 1 + NEAR]


def _part_figures(made: list[list[Line]]) -> None:
    """Part the labels that a figure of a known column is glued to; what is found there shows the column to others."""
    found = True
    while found:
        found = False
        for place, parts in enumerate(made):
            glued = _unglued(parts[0], SPACE) if parts else []
            if len(glued) < 2 or COUNTED.fullmatch(glued[0].text.split()[-1]):
                continue
            if any(_same_edge(glued[1], part) for near in _near(made, place) for part in near[1:] if _is_value(part)):
                made[place] = [*glued, *parts[1:]]
                found = True


def _part_heads(made: list[list[Line]]) -> None:
    """Part the lines above figures that have text of its own over two columns of them or more: the column heads, in as
    many lines as they take."""
    figures: list[Line] = []
    left = 0
    for place in range(len(made) - 1, -1, -1):
        values = [part for part in made[place][1:] if _is_value(part)]
        if len(values) > 1:
            figures, left = values, MOST_HEADS
        elif left and all(map(_is_whole, made[place])):
            runs = [run for part in made[place] for run in _shown(part)]
            if _are_heads(runs, figures):
                made[place] = [line for part in made[place] for line in _at_columns(part, figures)]
            left -= 1


def _are_heads(runs: Sequence[Run], figures: Sequence[Line]) -> bool:
    """Whether the text stands over most of the columns, or over some and nowhere else."""
    over = [[run for run in runs if _same_edge(run, figure)] for figure in figures]
    columns = sum(map(bool, over))
    aligned = {id(run) for found in over for run in found}
    return columns >= max(2, len(figures) - 1) or (columns > 1 and len(aligned) == len(runs))


def _at_columns(head: Line, figures: Sequence[Line]) -> Iterator[Line]:
    group: list[Run] = []
    for run in _shown(head):
        if group and any(_same_edge(run, figure) for figure in figures):
            yield from _made(group, head)
            group = []
        group.append(run)
    yield from _made(group, head)


def _made(runs: Sequence[Run], line: Line) -> list[Line]:
    """The runs as a line like that of which they are part."""
    made = make_line(runs, line.page, line.tag)
    return [] if made is None else [made]


def _same_edge(one: Line | Run, other: Line) -> bool:
    offsets = (one.x0 - other.x0, one.x1 - other.x1, (one.x0 + one.x1 - other.x0 - other.x1) / 2)
    return min(map(abs, offsets)) < SAME_EDGE * one.size


def _figures(text: str) -> list[int]:
    """Where the figures at the end of a line begin, if there are two or more behind a label."""
    words = [(word[0], word.start()) for word in re.finditer(r"\S+", text)]
    first = len(words)
    while first > 1 and VALUE.fullmatch(words[first - 1][0]):
        first -= 1
    if COUNTED.fullmatch(words[first - 1][0]):
        first += 1
    return [start for _, start in words[first:]] if len(words) - first > 1 else []


def _unglued(label: Line, apart: float) -> list[Line]:
    """A label and the figure that stands close behind it, shown as text of its own `apart` ems from it."""
    runs = _shown(label)
    if len(runs) < 2 or not _is_whole(label) or not VALUE.fullmatch(runs[-1].text.strip()):
        return [label]
    if runs[-1].x0 - runs[-2].x1 < apart * label.size:
        return [label]
    return [*_made(runs[:-1], label), *_made(runs[-1:], label)]


def _is_whole(line: Line) -> bool:
    """Whether its runs say what it says: those of a word split off say more."""
    return any(made.text == line.text for made in _made(line.runs, line))


def _shown(line: Line) -> list[Run]:
    return [run for run in line.runs if run.text.strip()]


def _is_value(line: Line) -> bool:
    return bool(VALUE.fullmatch(line.text))


def _all_values(text: str) -> bool:
    return all(VALUE.fullmatch(word) for word in text.split())


def _split(line: Line, start: int) -> Iterator[Line]:
    """What stands before `start`, and each word from there."""
    words = [word.span() for word in re.finditer(r"\S+", line.text)]
    boxes = _boxes(line)
    first = sum(begin < start for begin, _ in words)
    if first:
        text = line.text[:start].rstrip()
        yield replace(line, text=text, x0=line.x0, x1=boxes[first - 1][1])
    for (begin, end), (left, right) in zip(words[first:], boxes[first:], strict=True):
        yield replace(line, text=line.text[begin:end], x0=left, x1=right)


def _boxes(line: Line) -> list[tuple[float, float]]:
    """Left and right of the words of a line: those of the runs that show them, where they can be told, else as if all
    letters were alike."""
    shown = [(run, run.text.split()) for run in _shown(line)]
    if [word for _, said in shown for word in said] == line.text.split():
        return [box for run, said in shown for box in _evenly(" ".join(said), run.x0, run.x1)]
    return _evenly(line.text, line.x0, line.x1)


def _evenly(text: str, x0: float, x1: float) -> list[tuple[float, float]]:
    width = (x1 - x0) / len(text)
    return [(x0 + width * word.start(), x0 + width * word.end()) for word in re.finditer(r"\S+", text)]
