"""Blocks of a document → lines: what a block says once marks are taken away, and how it stands among the others.

A line is a heading, a paragraph, a list item or a table row, whichever reader it comes from. Paragraphs that a text
file wraps over several lines are one line here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from indexer.model import Block, Document, Role, Span
from indexer.sections.joining import FINISHED, RULE, UNDERLINE, apart, continues, halves, in_columns, is_piped, width_of
from indexer.sections.marks import tidy
from indexer.sections.spaced import is_spaced
from indexer.sections.spacing import spaced

ROLE_OF_PIPES = re.compile(r"^\s*\|.*\|\s*$")
POINT = re.compile(r"\s*[•▪◦➢❖]")
HEAD, TAIL = 1500, 500
"""Characters of a very long line that are looked at, from its start and from its end."""


@dataclass(frozen=True)
class Line:
    """A block, or blocks that one paragraph was wrapped over. `words` is its text without marks and with single spaces,
    `cells` those of a table row. `opens` and `ends`: first and last of a run of lines without an empty one between.
    `halves`: the two lines of a heading in capitals that is broken, or that says the same in two languages."""

    number: int
    span: Span
    role: Role
    words: str
    cells: tuple[str, ...] = ()
    level: int | None = None
    size: float | None = None
    bold: bool = False
    opens: bool = True
    ends: bool = True
    page_start: bool = False
    page_end: bool = False
    item: bool = False
    lead: str = ""
    halves: tuple[str, ...] = ()

    @cached_property
    def finished(self) -> bool:
        """The line ends as a sentence, a list lead or an item does."""
        return bool(FINISHED.search(self.words, self.words.rfind(" ") + 1))

    @cached_property
    def count(self) -> int:
        """How many words."""
        return len(self.words.split())


def touch(before: Line, line: Line) -> bool:
    """No empty line parts the two, in a text file."""
    return line.size is None and line.span.start == before.span.end


def read_lines(document: Document) -> tuple[Line, ...]:
    """The lines of a document in order, without the empty ones."""
    lines = [_line(document.text, number, group) for number, group in enumerate(_groups(document))]
    last = len(lines) - 1
    return tuple(replace(line, page_end=line.number == last or lines[line.number + 1].page_start) for line in lines)


@dataclass(frozen=True, slots=True)
class _Group:
    blocks: tuple[Block, ...]
    role: Role
    opens: bool
    ends: bool


def _groups(document: Document) -> Iterator[_Group]:
    """Blocks that belong to one line, with whether an empty line stands before and after, or would if any did."""
    width, text = width_of(document), document.text
    blocks, tight = spaced(document)
    for run in _runs(text, blocks):
        roles = [_role(text, block) for block in run]
        cuts = [0, *(i for i in range(1, len(run)) if not continues(text, run, roles, i, width)), len(run)]
        parted = [True, *(apart(text, run, roles, i, width, tight) for i in cuts[1:-1]), True]
        for n, (start, end) in enumerate(pairwise(cuts)):
            yield _Group(tuple(run[start:end]), roles[start], parted[n], parted[n + 1])


def _runs(text: str, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks between empty ones; in a PDF every block stands alone, and rows stand together."""
    run: list[Block] = []
    for block in blocks:
        blank = block.role == "blank" or not text[block.span.start : block.span.end].strip()
        alone = block.lines is None and not (run and run[-1].role == block.role == "row")
        broken = bool(run) and block.lines is not None and block.lines == run[-1].lines
        if run and (blank or alone or broken or block.page_start):
            yield run
            run = []
        if not blank:
            run.append(block)
    if run:
        yield run


def _role(text: str, block: Block) -> Role:
    words = text[block.span.start : block.span.end].rstrip("\n")
    if block.role == "text" and (
        ROLE_OF_PIPES.match(words) or is_piped(words) or (in_columns(words) and not is_spaced(words))
    ):
        return "row"
    return block.role


def _line(text: str, number: int, group: _Group) -> Line:
    first, last = group.blocks[0], group.blocks[-1]
    raw = text[first.span.start : last.span.end]
    if len(group.blocks) > 1 and UNDERLINE.fullmatch(text[last.span.start : last.span.end]):
        return _underlined(text, number, group)
    role: Role = "row" if group.role == "text" and RULE.match(raw.strip()) else group.role
    cells = tuple(_clipped(tidy(cell)) for cell in _cells(raw)) if role == "row" else ()
    words = _clipped(" ".join(cell for cell in cells if cell) if role == "row" else tidy(raw))
    return Line(
        number=number, span=Span(first.span.start, last.span.end), role=role, words=words, cells=cells,
        level=first.level, size=first.size, bold=first.bold, opens=group.opens, ends=group.ends,
        page_start=first.page_start or raw.startswith("\f"), item=role == "item" or bool(POINT.match(raw)),
        lead=_lead(raw), halves=tuple(tidy(text[b.span.start : b.span.end]) for b in group.blocks)
        if halves(text, group.blocks) else (),
    )  # fmt: skip


def _clipped(words: str) -> str:
    return words if len(words) <= HEAD + TAIL else f"{words[:HEAD]} … {words[-TAIL:]}"


def _underlined(text: str, number: int, group: _Group) -> Line:
    """A heading of Markdown's other form: "=" below it for the first level, "-" for the second."""
    first, under = group.blocks[0], group.blocks[-1]
    words = tidy(text[first.span.start : under.span.start])
    level = 1 if "=" in text[under.span.start : under.span.end] else 2
    return Line(
        number, Span(first.span.start, under.span.end), "heading", words, level=level, page_start=first.page_start
    )


def _cells(raw: str) -> list[str]:
    raw = raw.rstrip("\n")
    if ROLE_OF_PIPES.match(raw):
        return [cell.replace("\\|", "|") for cell in raw.strip().strip("|").split("|")]
    if is_piped(raw):
        return raw.split("|")
    return raw.split("\t") if "\t" in raw else re.split(r" {3,}", raw)


def _lead(raw: str) -> str:
    """The words in bold with which a paragraph or item begins, if it goes on after them."""
    match = re.match(r"[\s#•*-]*?\*\*([^*\n]{2,90})\*\*\s*[–—:.-]?\s*\S", raw)
    return tidy(match[1]) if match else ""
