"""Rows of a report's text, with tabs or pipes between the cells → an HTML table that a screen reader can walk."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from markupsafe import Markup

from indexer.model import Span
from indexer.model import Table as PrintedTable
from webapp.inline import Inline, Numbering, plain_html

PIPE_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*")
PIPE_RULE = re.compile(r"[ \t]*\|(?:[ \t]*:?-+:?[ \t]*\|)+[ \t]*")
PIPE_CELL = re.compile(r"(?<=\|)((?:\\.|[^|\\])*)(?=\|)")
TAB_CELL = re.compile(r"(?:^|(?<=\t))([^\t]*)(?=\t|$)")
NUMBER = re.compile(r"[-–—]|[£(]?\d[\d,. ]*%?\)?")


@dataclass(slots=True)
class Table:
    """Cells as spans of the text; a row of one cell spans the table. `headed`: how many rows stand above the rule of a
    pipe table, None without one. `printed`: what the index keeps of it, if anything."""

    rows: list[list[Span]] = field(default_factory=list)
    headed: int | None = None
    printed: PrintedTable | None = None


def is_row(line: str) -> bool:
    """A tab inside or behind the words separates cells; one before them only indents."""
    return "\t" in line.lstrip() or bool(PIPE_ROW.fullmatch(line))


def is_tabbed(line: str) -> bool:
    return is_row(line) and not PIPE_ROW.fullmatch(line)


def opens_table(row: str) -> bool:
    """A row with tabs that names columns: nothing in its first cell, and no number in the others."""
    first, *others = (cell.strip() for cell in row.split("\t"))
    return not first and any(others) and not any(NUMBER.fullmatch(cell) for cell in others)


def names_columns(table: Table, text: str) -> bool:
    """Whether there are only heads in it as yet, so that rows may follow behind a blank line."""
    return all(_is_head(row, text) for row in table.rows)


def cells(text: str, line: Span) -> list[Span]:
    pattern = PIPE_CELL if PIPE_ROW.fullmatch(text, line.start, line.end) else TAB_CELL
    words = text[line.start : line.end]
    return [_trimmed(words, found.span(1), line.start) for found in pattern.finditer(words)]


def table_html(table: Table, inline: Inline) -> Markup:
    """A table in a box that scrolls by itself, so that the page never does."""
    rows = _squared(table.rows)
    caption, rows = _caption(rows, inline.text, table.headed)
    heads = _heads(rows, inline.text, table.headed)
    numbering = inline.numbering or Numbering()
    numbering.tables += 1
    name = f"Table {numbering.tables}"
    parts, anchor = [], Markup("")
    if caption:
        name += f": {inline.text[caption.start : caption.end]}"
        parts.append(Markup("<caption>{}</caption>").format(inline.html((caption,), plain=True)))
    elif table.printed and table.printed.caption:
        name += f": {table.printed.caption}"
        parts.append(Markup('<caption class="unseen">{}</caption>').format(plain_html(table.printed.caption)))
    if table.printed:
        anchor = Markup(' id="table-{}"').format(table.printed.number)
    if heads:
        parts.append(Markup("<thead>{}</thead>").format(_rows(rows[:heads], inline, head=True)))
    parts += [Markup("<tbody>{}</tbody>").format(_rows(group, inline, head=False)) for group in _groups(rows[heads:])]
    box = Markup('<div class="scroll" role="group" tabindex="0"{} aria-label="{}"><table>{}</table></div>')
    return box.format(anchor, name, Markup("\n").join(parts))


def _trimmed(words: str, cell: tuple[int, int], offset: int) -> Span:
    start, end = cell
    inner = words[start:end]
    left = start + len(inner) - len(inner.lstrip())
    return Span(offset + left, offset + max(left, start + len(inner.rstrip())))


def _squared(rows: list[list[Span]]) -> list[list[Span]]:
    """All rows as wide as the widest one that has something in its last cell, but for those below the first that span
    the table."""
    width = max((at + 1 for row in rows for at, cell in enumerate(row) if cell.end > cell.start), default=1)
    end = rows[-1][-1].end if rows and rows[-1] else 0
    return [row if at and len(row) == 1 else (row + [Span(end, end)] * width)[:width] for at, row in enumerate(rows)]


def _groups(rows: list[list[Span]]) -> list[list[list[Span]]]:
    """The rows from each one that spans the table to the next."""
    width = max(map(len, rows), default=1)
    groups: list[list[list[Span]]] = []
    for row in rows:
        if not groups or len(row) < width:
            groups.append([])
        groups[-1].append(row)
    return groups


def _caption(rows: list[list[Span]], text: str, headed: int | None) -> tuple[Span | None, list[list[Span]]]:
    """A first row of one cell names the table, if it holds words."""
    if headed is None and len(rows) > 1 and len(rows[0]) > 1:
        first, *others = rows[0]
        if not any(cell.end > cell.start for cell in others) and re.search(r"[^\W\d_]", text[first.start : first.end]):
            return first, rows[1:]
    return None, rows


def _heads(rows: list[list[Span]], text: str, headed: int | None) -> int:
    """How many rows at the top name the columns: those without a number, if numbers follow."""
    if headed is not None:
        return min(headed, len(rows) - 1)
    count = 0
    while count < len(rows) and _is_head(rows[count], text):
        count += 1
    return count if count < len(rows) else 0


def _is_head(row: list[Span], text: str) -> bool:
    filled = [text[cell.start : cell.end] for cell in row[1:] if cell.end > cell.start]
    return bool(filled) and not any(NUMBER.fullmatch(words) for words in filled)


def _rows(rows: list[list[Span]], inline: Inline, *, head: bool) -> Markup:
    width = max(map(len, rows), default=1)
    return Markup("\n").join(
        Markup("<tr>{}</tr>").format(
            _cells(row, inline, head) if len(row) == width else _spanning(row[0], inline, width)
        )
        for row in rows
    )


def _spanning(cell: Span, inline: Inline, width: int) -> Markup:
    head = Markup('<th scope="rowgroup" colspan="{}">{}</th>')
    return head.format(width, inline.html((cell,), plain=True))


def _cells(row: list[Span], inline: Inline, head: bool) -> Markup:
    return Markup("").join(_cell(cell, inline, head, first=at == 0) for at, cell in enumerate(row))


def _cell(cell: Span, inline: Inline, head: bool, *, first: bool) -> Markup:
    words = inline.text[cell.start : cell.end]
    html = inline.html((cell,), plain=head or first)
    if not words:
        return Markup("<td></td>")
    if head:
        return Markup('<th scope="col">{}</th>').format(html)
    if first:
        return Markup('<th scope="row">{}</th>').format(html)
    if NUMBER.fullmatch(words):
        return Markup('<td class="num">{}</td>').format(html)
    return Markup("<td>{}</td>").format(html)
