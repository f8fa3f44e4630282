"""A stretch of a report's text → safe HTML within a line: emphasis, notes, and the marks of a search.

Nothing of the source reaches the page unescaped: every stretch of text is escaped on its way out, and the only tags
written are those named here. Marks come as spans of the section's text, so the text is never changed before it is cut.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from markupsafe import Markup, escape

from indexer.model import Snippet, Span

TOKEN = re.compile(
    r"\*\*(?=\S)(?P<strong>(?:(?!\*\*).)+\*?)(?<=\S)\*\*"
    r"|(?<![\w*])\*(?=[^\s*])(?P<em>[^*]*[^*\s])\*(?![\w*])"
    r"|<(?P<tag>sup|sub|b|strong|i|em)>(?P<inner>.{0,2000}?)</(?P=tag)>"
    r"|(?P<line><br\s{0,3}/?>)"
    r"|</?(?:a|u|b|i|em|strong|sup|sub|span|font|small|p|div|img)\b[^<>]*>"
    r"|!?\[(?P<link>[^\[\]]*)\]\([^()\s]*\)"
    r"|(?P<entity>&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,31});)"
    r"|\\(?P<escaped>[\\`*_{}\[\]()#+.!|-])",
    re.IGNORECASE | re.DOTALL,
)
"""What converters leave in the text of reports. A link keeps its words only; other tags of the list are dropped, and
any tag that is not in it is text."""

_BEGINS = re.compile(r"[*<\[&\\]")
"""What any TOKEN has among its first characters: to look for these is far quicker than to look for a token."""

STRONG, EMPHASIS = ("<strong>", "</strong>"), ("<em>", "</em>")
ELEMENTS = {
    "b": STRONG,
    "strong": STRONG,
    "i": EMPHASIS,
    "em": EMPHASIS,
    "sup": ("<sup>", "</sup>"),
    "sub": ("<sub>", "</sub>"),
}


@dataclass(slots=True)
class Numbering:
    """Numbers that run through a page: marks become `m1`, `m2` …, tables `Table 1` …"""

    marks: int = 0
    tables: int = 0


class Inline:
    """Writes stretches of one text. `marks` are spans of it; without `numbering` they get no ids."""

    def __init__(self, text: str, marks: tuple[Span, ...] = (), numbering: Numbering | None = None) -> None:
        self.text = text
        self.marks = tuple(sorted(marks, key=lambda mark: (mark.start, mark.end)))
        self.numbering = numbering
        self._begun: set[Span] = set()

    def html(self, pieces: tuple[Span, ...], *, plain: bool = False) -> Markup:
        """The pieces joined by spaces; `plain` leaves out emphasis, as headings want it."""
        found = " ".join("".join(self._parts(piece.start, piece.end, plain)) for piece in pieces)
        return Markup(found)  # noqa: S704 (each part is escaped where it is made)

    def _parts(self, start: int, end: int, plain: bool) -> Iterator[str]:
        """HTML, all of it escaped."""
        at = start
        while _BEGINS.search(self.text, at, end) and (found := TOKEN.search(self.text, at, end)):
            yield from self._run(at, found.start())
            yield from self._token(found, plain)
            at = found.end()
        yield from self._run(at, end)

    def _token(self, found: re.Match[str], plain: bool) -> Iterator[str]:
        kind = found.lastgroup
        if kind in {"strong", "em", "inner"}:
            element = ELEMENTS[found["tag"].lower() if kind == "inner" else kind]
            opened, closed = ("", "") if plain and element in {STRONG, EMPHASIS} else element
            yield opened
            yield from self._parts(*found.span(kind), plain)
            yield closed
        elif kind == "link":
            yield from self._parts(*found.span("link"), plain)
        elif kind == "entity":
            yield escape(unescape(found["entity"]))
        elif kind == "escaped":
            yield from self._run(*found.span("escaped"))
        elif kind == "line":
            yield " " if plain else "<br>"

    def _run(self, start: int, end: int) -> Iterator[str]:
        """Text without tags. A mark that goes on over a tag is closed before it and opened again behind it."""
        at = start
        for mark in self.marks:
            if mark.end <= at or mark.start >= end:
                continue
            first, last = max(mark.start, at), min(mark.end, end)
            yield f"{escape(self.text[at:first])}<mark{self._id(mark)}>{escape(self.text[first:last])}</mark>"
            at = last
        yield escape(self.text[at:end])

    def _id(self, mark: Span) -> str:
        if self.numbering is None or mark in self._begun:
            return ""
        self._begun.add(mark)
        self.numbering.marks += 1
        return f' id="m{self.numbering.marks}"'


def snippet_html(snippet: Snippet) -> Markup:
    """A snippet as one line, its marks without ids: the same passage may stand twice on a page of results."""
    return Inline(snippet.text, snippet.marks).html((Span(0, len(snippet.text)),), plain=True)


def plain_html(text: str) -> Markup:
    """Text in one line without emphasis: titles, terms, questions."""
    return Inline(text).html((Span(0, len(text)),), plain=True)
