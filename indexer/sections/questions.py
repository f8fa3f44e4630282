"""Frequently asked questions: one section each below the heading of the list."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from indexer.sections.features import capitals
from indexer.sections.headings import Boundary, tidy_title
from indexer.sections.lines import Line
from indexer.sections.rules import known, phrases

FEWEST = 2
"""Marked questions (Q1 … Q2 …) that make a list where no heading says so."""
LONGEST = 40


def find_questions(lines: Sequence[Line], headings: Sequence[Boundary]) -> list[Boundary]:
    """Headings with those of questions among them, told apart from headings that are merely worded so."""
    zones = _zones(lines, headings)
    starts = [_boundary(lines, i) for first, last in zones for i in range(first, last + 1) if _asks(lines, i)]
    marked = [line.number for line in lines if _marked(line) and line.number not in {s.line for s in starts}]
    if len(marked) >= FEWEST:
        starts += [_boundary(lines, i) for i in marked]
    taken = {start.line for start in starts}
    kept = [_over_questions(heading, taken) for heading in headings if heading.line not in taken]
    return sorted([*kept, *starts], key=lambda b: b.start)


def _over_questions(heading: Boundary, asked: Collection[int]) -> Boundary:
    """A heading of any wording straight above the first question is that of the list."""
    above = heading.origin == "heading" and heading.known is None and heading.last + 1 in asked
    return replace(heading, known=known("Frequently asked questions")) if above else heading


def _zones(lines: Sequence[Line], headings: Sequence[Boundary]) -> list[tuple[int, int]]:
    """Lines below a heading for questions and answers, up to a heading that is no question."""
    zones = []
    for i, heading in enumerate(headings):
        if heading.known and heading.known.id == "faq":
            others = (h.line for h in headings[i + 1 :] if not _question(lines[h.line]))
            zones.append((heading.last + 1, next(others, len(lines)) - 1))
    return zones


def _marked(line: Line) -> bool:
    return bool(phrases("question mark-up").match(line.words)) and "?" in line.words


def _question(line: Line) -> bool:
    if line.role == "row":  # a table of questions and answers
        return bool(line.cells) and line.cells[0].endswith("?")
    return _marked(line) or (line.words.endswith("?") and line.count <= LONGEST)


def _asks(lines: Sequence[Line], i: int) -> bool:
    """The line is a question and not one that an answer asks in passing: it stands out, or an answer follows it."""
    line = lines[i]
    if not _question(line):
        return False
    stands_out = line.role in ("heading", "row") or line.bold or capitals(line.words) or _marked(line) or line.item
    return stands_out or (line.opens and i + 1 < len(lines) and not _question(lines[i + 1]))


def _boundary(lines: Sequence[Line], i: int) -> Boundary:
    line = lines[i]
    return Boundary(i, line.span.start, question_in(line.words), "question", "question", i, level=line.level)


def question_in(words: str) -> str:
    """The question without "Q1." before it and the answer behind it."""
    words = phrases("question mark-up").sub("", words, count=1)
    return _without_number(words[: words.find("?") + 1] if "?" in words else tidy_title(words))


def _without_number(words: str) -> str:
    """Without the number of the question."""
    head, _, rest = words.partition(" ")
    return rest if rest and head.rstrip(".)").isdigit() else words
