"""Text and Markdown files → Document: one block a line, with the marks it bears."""

from __future__ import annotations

import re

from indexer.errors import UnreadableFile
from indexer.model import Block, Document, Range, Role, Source, Span

HEADING = re.compile(r"(#{1,6})[ \t]+\S")
ITEM = re.compile(r"[ \t]*([-*•·▪◦o]|\d{1,2}[.)])[ \t]+\S")
BOLD = re.compile(r"[\s#]*(?:[-•]\s+)?\*\*[^*]+\*\*:?\s*")
PAGE_GAP = 3
"""Empty lines in a row from which on a page break is likely: converters leave them between pages."""


def read_text(source: Source, data: bytes, *, characters: int) -> Document:
    """Decode `data` and describe its lines. Raises UnreadableFile where there is no text in it."""
    text, warnings = _decode(data)
    if not text.strip():
        raise UnreadableFile(f"{source.name}: the file is empty")
    if len(text) > characters:
        text = text[:characters]
        warnings = (*warnings, f"only the first {characters:,} characters were read")
    return Document(source=source, text=text, blocks=tuple(_blocks(text)), warnings=warnings)


def _decode(data: bytes) -> tuple[str, tuple[str, ...]]:
    if b"\x00" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise UnreadableFile("holds bytes that no text has")
    for encoding in ("utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig", "cp1252"):
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        warnings = (f"read as {encoding}",) if encoding == "cp1252" else ()
        return _line_feeds(text), warnings
    return data.decode("utf-8", "replace"), ("some bytes are no UTF-8 and were replaced",)


def _line_feeds(text: str) -> str:
    """Lines end at a line feed; a lone carriage return ends one only in files that have no line feed at all."""
    text = text.replace("\r\n", "\n")
    return text if "\n" in text else text.replace("\r", "\n")


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    start, empty = 0, PAGE_GAP
    for number, line in enumerate(text.split("\n"), 1):
        end = min(start + len(line) + 1, len(text))
        if end > start:
            blocks.append(_block(line, Span(start, end), number, empty >= PAGE_GAP))
        empty = 0 if line.strip() else empty + 1
        start = end
    return blocks


def _block(line: str, span: Span, number: int, page_start: bool) -> Block:
    role: Role = "text"
    level = None
    mark = HEADING.match(line)
    if not line.strip():
        role = "blank"
    elif mark:
        role, level = "heading", len(mark[1])
    elif "\t" in line.strip():
        role = "row"
    elif ITEM.match(line):
        role = "item"
    return Block(
        span=span,
        role=role,
        lines=Range(number, number),
        level=level,
        bold=bool(BOLD.fullmatch(line)),
        page_start=page_start and role != "blank",
    )
