"""Texts whose lines are lost, a whole page or report on one line: broken again where a heading that reports share
stands between two sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from indexer.model import Block, Document, Span
from indexer.sections.rules import known, phrases, tables

LONG = 1200
"""Characters that a line has on average where lines are lost; a paragraph seldom has half of that."""
MOST = 400_000
"""Characters of the longest text that is looked through; reports have less than half of that."""
FRONT = 300
"""Characters in which a title page may go over into the first heading without a full stop."""
CAPTION = 40
"""Words in which the title of a table is looked for."""
MOST_WORDS = 9
"""Words of a heading that is looked for."""
WORD = re.compile(r"\S+")
FIGURE = re.compile(r"^[\d,.%*-]+$")
LAST = 30
"""Words from the end of a text in which the line stands that says where reports are published."""
TAIL = re.compile(r"(?:,? (?:20\d\d|by category|in the year|\([^)]{3,40}\)|offenders|imposed by the courts))+")
OPENING = re.compile(
    r"(?:The|This|These|There|A|An|I|We|Our|It|In|On|At|As|All|Each|Every|Mr|Mrs|Ms|He|She|They|If|Dear|MAPPA)$|[(“\"'‘\d]"
)
"""Words that begin a sentence though a name may follow, and marks that begin a text."""
DEPTH = 3
"""Headings in a row without text that are looked for."""
NEVER = frozenset({"a category or level"})
"""Known headings that within a line are labels."""
ENDED = re.compile(r"[.!?:;)][\"'”’]*$")


def unrolled(document: Document, blocks: Sequence[Block]) -> list[Block]:
    """The blocks; in a text file without line breaks, each broken into headings and what stands between them."""
    lengths = [b.span.end - b.span.start for b in blocks if b.role != "blank"]
    rolled = bool(lengths) and LONG * len(lengths) <= sum(lengths) <= MOST
    if not rolled or blocks[0].lines is None:
        return list(blocks)
    return [part for block in blocks for part in (_parts(document.text, block) if block.role == "text" else [block])]


def _parts(text: str, block: Block) -> list[Block]:
    """A block for each heading and for each stretch between."""
    heads = list(_headings(text, block.span))
    cuts = sorted({block.span.start, block.span.end, *(place for head, _ in heads for place in (head.start, head.end))})
    marked = {head.start for head, mark in heads if mark}
    parts = [
        replace(block, span=_trimmed(text, start, end), role="heading" if start in marked else "text", page_start=False)
        for start, end in pairwise(cuts)
        if text[start:end].strip()
    ]
    return [replace(parts[0], page_start=block.page_start), *parts[1:]] if parts else [block]


def _trimmed(text: str, start: int, end: int) -> Span:
    """The stretch without white space at its ends, which stands for the line break that was lost."""
    lead = len(text[start:end]) - len(text[start:end].lstrip())
    return Span(start + lead, start + len(text[start:end].rstrip()))


def _headings(text: str, span: Span) -> Iterator[tuple[Span, bool]]:
    """Where headings stand, and whether they are to be marked; captions of tables tell themselves."""
    search = _Search(text, [Span(*match.span()) for match in WORD.finditer(text, span.start, span.end)])
    n, after_heading = 0, False
    while n < len(search.words):
        begins = after_heading or search.ended(n)
        look = begins or search.words[n].start < FRONT
        taken, marked = search.heading_at(n, begins) if look else (0, False)
        if taken:
            yield Span(search.words[n].start, search.words[n + taken - 1].end), marked
        n, after_heading = n + (taken or 1), bool(taken)


def _caption(rest: str) -> int:
    """How many words the title of a table has with which the text begins."""
    for table in tables():
        if match := table.pattern.match(rest):
            whole = TAIL.match(rest, match.end())
            return len(rest[: whole.end() if whole else match.end()].split())
    return 0


@dataclass
class _Search:
    """The words of a line, and what was found to begin at each."""

    text: str
    words: Sequence[Span]
    found: dict[tuple[int, bool, int], tuple[int, bool]] = field(default_factory=dict)

    def words_of(self, n: int, count: int = 1) -> str:
        """So many words from word `n` on; fewer at the end of the line."""
        last = min(n + count, len(self.words)) - 1
        return self.text[self.words[n].start : self.words[last].end] if 0 <= n <= last else ""

    def ended(self, n: int) -> bool:
        """A sentence or a table ends before the word."""
        before = self.words_of(n - 1) if n else "."
        return bool(ENDED.search(before) or FIGURE.match(before))

    def heading_at(self, n: int, begins: bool, depth: int = DEPTH) -> tuple[int, bool]:
        """How many words from word `n` on are a heading, and whether it is to be marked; 0 for none. Where nothing ends
        before the word (`begins` is false), only a heading of the top of a report is one."""
        key = (n, begins, depth)
        if key not in self.found:
            self.found[key] = self._heading_at(n, begins, depth)
        return self.found[key]

    def _heading_at(self, n: int, begins: bool, depth: int) -> tuple[int, bool]:
        left = len(self.words) - n
        if not self.words_of(n)[:1].isupper():
            return 0, False
        if begins and left <= LAST and phrases("published").match(self.words_of(n, left)):
            return left, False
        if begins and (caption := _caption(self.words_of(n, CAPTION))):
            return caption, False
        for count in range(1, min(MOST_WORDS, left) + 1):
            title = self.words_of(n, count)
            heading = known(title) if not title.endswith((".", ",")) else None
            fits = heading is not None and heading.id not in NEVER and (begins or heading.place == "top")
            if fits and self._follows(n + count, depth):
                return count, True
        return 0, False

    def _follows(self, n: int, depth: int) -> bool:
        """What follows begins as a sentence does, or is another heading, a lettered term or a figure."""
        word, after = self.words_of(n), self.words_of(n + 1) if n + 1 < len(self.words) else ""
        if not word[:1].isupper() or OPENING.match(word):
            return bool(OPENING.match(word))
        return after[:1].islower() or not after or (depth > 0 and self.heading_at(n, True, depth - 1)[0] > 0)
