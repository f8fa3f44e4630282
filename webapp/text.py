"""The text of a section → the HTML of an article: paragraphs, lists and tables, with the marks of a search.

Reports come as Markdown that a converter made, or as the lines of a PDF. A line is a paragraph, unless it goes on:
page breaks cut paragraphs in two, and some text files break every line.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from indexer.model import Span
from indexer.model import Table as PrintedTable
from indexer.statistics.spacing import in_columns
from webapp.inline import Inline, Numbering, plain_html
from webapp.tables import PIPE_RULE, Table, cells, is_row, is_tabbed, names_columns, opens_table, table_html

HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+")
BULLET = re.compile(r"[ \t]*(?:[-*•·▪◦o]|(?P<number>\d{1,3})[.)])[ \t]+(?=\S)")
QUOTE = re.compile(r"[ \t]*>[ \t]?")
RULE = re.compile(r"[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*")
ENDED = re.compile(r"[.!?:;][\"'”’)\]*]*(?:<sup>[^<]*</sup>)?$")
WRAPPED = 60
"""Characters from which on a line that just stops is taken for one of a text with hard line breaks."""
LETTER = r"(?:\(?[a-z\d]{1,2}[).]\s*)?"
TITLE_LINES = 3
LISTS = {"ul": Markup("<ul>\n{}\n</ul>"), "ol": Markup("<ol>\n{}\n</ol>")}


@dataclass(slots=True)
class Paragraph:
    """Its pieces are joined by spaces. `lead`: a heading that opens no section of its own. `name`: the title that the
    paragraph begins with, as in "Notification Order this requires …"."""

    pieces: list[Span]
    lead: bool = False
    name: Span | None = None


@dataclass(slots=True)
class Item:
    """An entry of a list; `number` where the source numbers it."""

    pieces: list[Span]
    number: int | None = None


Part = Paragraph | Item | Table


@dataclass(frozen=True, slots=True)
class Article:
    """`title` and `body` are safe HTML; `matches` is how many marks are in both, `tables` the numbers of the tables
    that one can link to in it."""

    title: Markup
    body: Markup
    matches: int
    tables: tuple[int, ...] = ()


def article(
    text: str,
    marks: tuple[Span, ...] = (),
    *,
    title: str = "",
    numbering: Numbering | None = None,
    tables: tuple[tuple[int, PrintedTable], ...] = (),
) -> Article:
    """`title` is the section's, which is left out of the body where the text begins with it; `tables` are those that
    the index keeps as printed, each with where in the text it begins."""
    numbers = numbering or Numbering()
    before = numbers.marks
    inline = Inline(text, marks, numbers)
    lines = _lines(text)
    taken = _title_lines(text, lines, title)
    heading = _heading(text, lines[:taken], inline) if taken else plain_html(title)
    parts = _parts(text, lines[taken:])
    told = tuple(_tell(parts, tables))
    if not taken and parts:
        parts[0] = _named(text, parts, title)
    body = _html(parts, inline)
    return Article(heading, body, numbers.marks - before, told)


def _tell(parts: list[Part], printed: tuple[tuple[int, PrintedTable], ...]) -> Iterator[int]:
    """Give each table what the index keeps of it, if anything; the numbers of those that were found."""
    begun = [
        (part, cells[0].start, cells[-1].end)
        for part in parts
        if isinstance(part, Table) and (cells := [cell for row in part.rows for cell in row])
    ]
    for start, table in printed:
        end = start + table.span.end - table.span.start
        found = next((part for part, first, last in begun if first < end and start <= last and not part.printed), None)
        if found:
            found.printed = table
            yield table.number


def wording(text: str, term: str) -> Markup:
    """A definition as HTML; one that goes on from its term, "offenders who …", gets the term before it."""
    body = article(text).body
    first = re.search(r"[^\W\d_]", text)
    if not first or not first[0].islower():
        return body
    name = Markup("<p><strong>{}</strong> –").format(plain_html(term))
    if body.startswith("<p>"):
        return name + " " + body[len("<p>") :]
    return name + Markup("</p>\n") + body


def _heading(text: str, lines: list[Span], inline: Inline) -> Markup:
    """The title as the text has it, so that marks in it show; a colon at its end belongs to what follows."""
    written = inline.html(tuple(_unmarked(text, line) for line in lines if line.end > line.start), plain=True)
    return written.removesuffix(":")


def _named(text: str, parts: list[Part], title: str) -> Part:
    """The first part, with the title that it begins with told apart. A list of one such entry is none."""
    first = parts[0]
    if isinstance(first, Table) or (isinstance(first, Item) and isinstance(parts[-1], Item) and len(parts) > 1):
        return first
    if isinstance(first, Paragraph) and first.lead:
        return first
    name = re.compile(LETTER + re.escape(title).replace(r"\ ", r"\s+") + r"(?!\w)", re.IGNORECASE)
    found = name.match(text, first.pieces[0].start, first.pieces[0].end) if title else None
    return Paragraph(first.pieces, name=Span(*found.span())) if found else first


def _lines(text: str) -> list[Span]:
    spans, start = [], 0
    for line in text.split("\n"):
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans


def _title_lines(text: str, lines: list[Span], title: str) -> int:
    """How many lines at the start say nothing but the title; a heading may be broken over two."""
    wanted, said = _words(title), []
    for count, line in enumerate(lines[:TITLE_LINES], 1):
        said += _words(_cut(text, _unmarked(text, line)))
        if not wanted or said != wanted[: len(said)]:
            return 0
        if said == wanted:
            return count
    return 0


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", re.sub(r"<[^<>]*>", "", text).casefold())


def _cut(text: str, span: Span) -> str:
    return text[span.start : span.end]


def _unmarked(text: str, line: Span) -> Span:
    """Without heading marks, bullet, quotation mark and white space around."""
    start = line.start
    for mark in (QUOTE, HEADING, BULLET):
        if found := mark.match(text, start, line.end):
            start = found.end()
    words = text[start : line.end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


# ---- lines → parts


def _parts(text: str, lines: list[Span]) -> list[Part]:
    parts: list[Part] = []
    gap = 1
    spaced = _spaced(text, lines)
    for at, line in enumerate(lines):
        words = _cut(text, line)
        if not words.strip() or RULE.fullmatch(words):
            gap += 1
            continue
        last = parts[-1] if parts else None
        if isinstance(last, Table) and _between_rows(text, lines[max(0, at - 1) : at + 2]):
            last.rows.append([_unmarked(text, line)])
        else:
            _take(parts, text, line, gap, spaced.get(line.start))
        gap = 0
    return parts


def _spaced(text: str, lines: list[Span]) -> dict[int, list[Span]]:
    """The cells of the lines that only wide gaps divide, by where these begin."""
    filled = [line for line in lines if _cut(text, line).strip()]
    rows = zip(filled, in_columns([_cut(text, line) for line in filled]), strict=True)
    return {
        line.start: [Span(line.start + cell.start, line.start + cell.end) for cell in cells]
        for line, cells in rows
        if cells
    }


def _between_rows(text: str, lines: list[Span]) -> bool:
    """Whether the second of three lines is a row of one cell: it says what the rows below are of. A sentence is none,
    and what stands above another row of column heads names another table."""
    if len(lines) < 3:
        return False
    above, words, below = (_cut(text, line) for line in lines)
    if not (is_tabbed(above) and is_tabbed(below)) or is_row(words) or HEADING.match(words) or BULLET.match(words):
        return False
    return len(words.strip()) < WRAPPED and not ENDED.search(words.rstrip()) and not opens_table(below)


def _take(parts: list[Part], text: str, line: Span, gap: int, spaced: list[Span] | None) -> None:
    """Add a line to the last part, or as a new one; `gap` is how many empty lines stand before it, `spaced` its cells
    where only wide gaps divide it."""
    words = _cut(text, line)
    last = parts[-1] if parts else None
    if spaced:
        if not isinstance(last, Table) or (gap and not names_columns(last, text)):
            parts.append(last := Table())
        last.rows.append(spaced)
    elif is_row(words):
        if not isinstance(last, Table) or gap:
            parts.append(last := Table())
        if not PIPE_RULE.fullmatch(words):
            last.rows.append(cells(text, line))
        else:
            last.headed = len(last.rows)
    elif HEADING.match(words):
        parts.append(Paragraph([_unmarked(text, line)], lead=True))
    elif found := BULLET.match(words):
        parts.append(Item([_unmarked(text, line)], int(found["number"]) if found["number"] else None))
    elif isinstance(last, Paragraph | Item) and _goes_on(text, last, line, gap):
        last.pieces.append(_unmarked(text, line))
    else:
        parts.append(Paragraph([_unmarked(text, line)]))


def _goes_on(text: str, last: Paragraph | Item, line: Span, gap: int) -> bool:
    if isinstance(last, Paragraph) and last.lead:
        return False
    said = _cut(text, last.pieces[-1])
    if ENDED.search(said):
        return False
    return _cut(text, line).lstrip()[0].islower() or (gap == 0 and len(said) >= WRAPPED)


# ---- parts → HTML


def _html(parts: list[Part], inline: Inline) -> Markup:
    """In the order of the text, because marks are numbered as they are written."""
    written: list[Markup] = []
    for kind, group in groupby(parts, key=_kind):
        if kind in {"ul", "ol"}:
            items = (item for item in group if isinstance(item, Item))
            written.append(LISTS[kind].format(Markup("\n").join(_items(items, inline))))
        else:
            written += [_single(part, inline) for part in group]
    return Markup("\n").join(written)


def _kind(part: Part) -> str:
    if isinstance(part, Item):
        return "ul" if part.number is None else "ol"
    return "single"


def _single(part: Part, inline: Inline) -> Markup:
    if isinstance(part, Table):
        return table_html(part, inline)
    assert isinstance(part, Paragraph)
    name = Markup("")
    if part.name:
        name = Markup("<strong>{}</strong>").format(inline.html((part.name,), plain=True))
        part.pieces[0] = Span(part.name.end, part.pieces[0].end)
    words = name + inline.html(tuple(part.pieces), plain=part.lead)
    return (Markup('<p class="lead">{}</p>') if part.lead else Markup("<p>{}</p>")).format(words)


def _items(items: Iterator[Item], inline: Inline) -> Iterator[Markup]:
    expected = 1
    for item in items:
        number = item.number if item.number is not None else expected
        value = Markup("") if number == expected else Markup(' value="{}"').format(number)
        yield Markup("<li{}>{}</li>").format(value, inline.html(tuple(item.pieces)))
        expected = number + 1
