"""Running heads, running feet and page numbers: found, taken out of the text, and read for the page's label."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from indexer.readers.pdf_lines import Line
from indexer.readers.pdf_sheet import Sheet

MARGIN = 0.12
"""Share of a page's height, at its top and at its bottom, in which running lines stand."""
OUTERMOST = 3
NUMBER = re.compile(r"\d{1,4}")
NUMBER_ONLY = re.compile(
    r"(?:page|tudalen|p\.)?\s*[-–—|•]?\s*\d{1,4}\s*[-–—|•]?(?:\s*(?:of|o|/)\s*\d{1,4})?", re.IGNORECASE
)

Pages = list[list[Line]]


def without_margins(sheets: Sequence[Sheet], pages: Pages) -> tuple[Pages, dict[int, str]]:
    """The lines without the running ones, and the label of each page that has one."""
    outer = [_outer(sheet, lines) for sheet, lines in zip(sheets, pages, strict=True)]
    running = _repeated(outer) | _numbers(outer) | _artifacts(pages)
    labels = _labels(pages, running)
    kept = [[line for line in lines if id(line) not in running] for lines in pages]
    return kept, labels


def _outer(sheet: Sheet, lines: Sequence[Line]) -> dict[str, list[Line]]:
    """The outermost lines in the margins, by edge."""
    edge = MARGIN * sheet.height
    top = sorted((line for line in lines if line.y < edge), key=lambda line: line.y)
    bottom = sorted((line for line in lines if line.y > sheet.height - edge), key=lambda line: -line.y)
    return {"top": _outermost(top), "bottom": _outermost(bottom)}


def _outermost(lines: Sequence[Line]) -> list[Line]:
    """The lines on the first few baselines."""
    found: list[Line] = []
    baselines: list[float] = []
    for line in lines:
        if not baselines or abs(line.y - baselines[-1]) > 2:
            baselines.append(line.y)
        if len(baselines) > OUTERMOST:
            break
        found.append(line)
    return found


def _pattern(line: Line) -> str:
    return NUMBER.sub("#", line.text.casefold())


def _repeated(outer: Sequence[Mapping[str, Sequence[Line]]]) -> set[int]:
    """Lines that come back at the same height with only a number changed, on three pages or on half of them."""
    places: dict[tuple[str, str], list[Line]] = defaultdict(list)
    for edges in outer:
        for edge, lines in edges.items():
            for line in lines:
                places[edge, _pattern(line)].append(line)
    needed = min(3, max(2, len(outer) // 2))
    found: set[int] = set()
    for lines in places.values():
        if len({line.page for line in lines}) < needed:
            continue
        height = Counter(round(line.y / 4) for line in lines).most_common(1)[0][0] * 4
        level = [line for line in lines if abs(line.y - height) < 8]
        if len({line.page for line in level}) >= needed:
            found.update(id(line) for line in level)
    return found


def _numbers(outer: Sequence[Mapping[str, Sequence[Line]]]) -> set[int]:
    """Lines that are a number only, where it goes up with the pages and stands at the same height."""
    steps: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for edges in outer:
        for line in (*edges["top"], *edges["bottom"]):
            if NUMBER_ONLY.fullmatch(line.text) and (line.tag is None or line.tag.cell is None):
                steps[int(NUMBER.findall(line.text)[0]) - line.page, round(line.y / 4)].append(line)
    enough = min(2, len(outer))
    return {id(line) for lines in steps.values() if len(lines) >= enough for line in lines}


def _artifacts(pages: Pages) -> set[int]:
    return {id(line) for lines in pages for line in lines if line.tag is None and line.runs[0].artifact == "pagination"}


def _labels(pages: Pages, running: set[int]) -> dict[int, str]:
    """The number of each page, from the running lines: the one that goes up with the pages on most of them."""
    numbers = [
        (line.page, number)
        for lines in pages
        for line in lines
        if id(line) in running
        for number in NUMBER.findall(line.text)
    ]
    steps = Counter(int(number) - page for page, number in numbers)
    if not steps:
        return {}
    step, count = steps.most_common(1)[0]
    if count < min(2, len(pages)):
        return {}
    return {page: number for page, number in numbers if int(number) - page == step}
