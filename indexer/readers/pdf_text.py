"""Parts → the text of a document, its blocks and its pages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indexer.model import Block, Page, Range, Span
from indexer.readers.pdf_parts import Part, marked
from indexer.readers.words import Vocabulary, join


@dataclass(slots=True)
class Setting:
    """Sets parts one after the other. `starts` says where each page begins in the text."""

    vocabulary: Vocabulary
    body: float
    texts: list[str] = field(default_factory=list)
    length: int = 0
    blocks: list[Block] = field(default_factory=list)
    starts: dict[int, int] = field(default_factory=dict)

    def add(self, part: Part) -> None:
        text = self._row(part) if part.role == "row" else self._running(part)
        if not text.strip():
            return
        numbers = [line.page for line in part.lines]
        before = self.blocks[-1].pages if self.blocks else None
        self.blocks.append(
            Block(
                span=Span(self.length, self.length + len(text) + 1),
                role=part.role,
                pages=Range(min(numbers), max(numbers)),
                level=part.level,
                size=round(part.size / self.body, 2),
                bold=part.bold,
                page_start=before is None or numbers[0] > before.last,
            )
        )
        self.texts.append(text + "\n")
        self.length += len(text) + 1

    def _running(self, part: Part) -> str:
        lines = [line.text for line in part.lines]
        if part.role == "item":
            lines[0] = marked(lines[0]).rstrip()
        text, starts = join(lines, self.vocabulary)
        for line, start in zip(part.lines, starts, strict=True):
            self.starts.setdefault(line.page, self.length + start)
        return text

    def _row(self, part: Part) -> str:
        self.starts.setdefault(part.lines[0].page, self.length)
        cells = (join([line.text for line in cell], self.vocabulary)[0] for cell in part.cells)
        return "\t".join(cells)

    def pages(self, count: int, labels: Mapping[int, str]) -> tuple[Page, ...]:
        """Pages 1 to `count`; their spans tile the text, an empty page's is empty."""
        edges = [self.length] * (count + 1)
        for number in range(count, 0, -1):
            edges[number - 1] = self.starts.get(number, edges[number])
        edges[0] = 0
        return tuple(
            Page(number, labels.get(number), Span(edges[number - 1], edges[number])) for number in range(1, count + 1)
        )


def set_parts(parts: Sequence[Part], vocabulary: Vocabulary, body: float, characters: int) -> tuple[Setting, bool]:
    """The parts as text; the flag says whether some were left out because of the limit."""
    setting = Setting(vocabulary, body)
    for part in parts:
        if setting.length >= characters:
            return setting, True
        setting.add(part)
    return setting, False
