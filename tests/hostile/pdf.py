"""PDF files written object by object, so that any of them can be made wrong."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping
from textwrap import wrap

from tests import reports
from tests.hostile import Case

Objects = dict[int, bytes]
"""The bodies of a file's objects by number."""

CATALOG, PAGES, FONT, PAGE, CONTENT = 1, 2, 3, 4, 5
"""Where a report made here has its parts: PAGE and CONTENT are those of its first page; the next follow in pairs."""
FREE = 50
"""From this number on a report made here has no objects."""
HEAD = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
LINES = 48
PITCH = 15
COLUMNS = (40, 110, 235, 360, 485)


def stream(content: bytes, entries: bytes = b"", *, packed: bool = True) -> bytes:
    """A stream object's body."""
    if packed:
        content, entries = zlib.compress(content, 1), entries + b" /Filter /FlateDecode"
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(content), entries, content)


def report(area: str, year: int) -> Objects:
    """A report as objects: a page tree, one font, and text set line by line."""
    return pages_of(reports.text(area, year))


def pages_of(text: str) -> Objects:
    lines = [piece for line in text.splitlines() for piece in _wrapped(line)]
    sheets = [lines[start : start + LINES] for start in range(0, len(lines), LINES)]
    numbers = [PAGE + 2 * index for index in range(len(sheets))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    made = {
        CATALOG: b"<< /Type /Catalog /Pages 2 0 R >>",
        PAGES: b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(sheets)),
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
    }
    for number, sheet in zip(numbers, sheets, strict=True):
        made[number] = page(b"%d 0 R" % (number + 1))
        made[number + 1] = stream(content_of(sheet))
    return made


def page(contents: bytes, entries: bytes = b"/Resources << /Font << /F1 3 0 R >> >>") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %s %s >>" % (contents, entries)


def content_of(lines: list[str]) -> bytes:
    """The content stream of a page that shows these lines; `#` makes one large, tabs set it in columns."""
    shown = []
    for index, line in enumerate(lines):
        size = 16 if line.startswith("#") else 9
        cells = zip(COLUMNS, line.lstrip("# ").split("\t"), strict=False)
        shown += [_show(cell, x, 800 - PITCH * index, size) for x, cell in cells if cell]
    return b"\n".join(shown)


def _show(text: str, x: int, y: int, size: int) -> bytes:
    escaped = text.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")
    return b"BT /F1 %d Tf %d %d Td (%s) Tj ET" % (size, x, y, escaped)


def _wrapped(line: str) -> list[str]:
    return [line] if "\t" in line else wrap(line, 100) or [""]


def file(objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R", head: bytes = HEAD) -> bytes:
    """Objects as a file with a table of where they stand. `trailer` comes last, so that it may bend what precedes."""
    parts, places, at = [head], {}, len(head)
    for number, body in sorted(objects.items()):
        places[number] = at
        parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, body))
        at += len(parts[-1])
    size = max(objects) + 1
    rows = [b"%010d 00000 n \n" % places[n] if n in places else b"%010d 65535 f \n" % 0 for n in range(size)]
    table = b"xref\n0 %d\n%s" % (size, b"".join(rows))
    end = b"trailer\n<< /Size %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, at)
    return b"".join((*parts, table, end))


def edited(name: str, says: str | None, edit: Callable[[Objects], object], trailer: bytes = b"/Root 1 0 R") -> Case:
    """A report whose objects were changed by `edit`."""

    def make(area: str, year: int) -> bytes:
        objects = report(area, year)
        edit(objects)
        return file(objects, trailer)

    return Case(f"{name}.pdf", make, says)


def put(name: str, says: str | None, objects: Mapping[int, bytes], trailer: bytes = b"/Root 1 0 R") -> Case:
    """A report with other objects in place of, or beside, its own."""
    return edited(name, says, lambda own: own.update(objects), trailer)


def spoilt(name: str, says: str | None, spoil: Callable[[bytes], bytes]) -> Case:
    """A report whose file was changed byte by byte."""
    return Case(f"{name}.pdf", lambda area, year: spoil(file(report(area, year))), says)


def content(name: str, says: str | None, before: bytes, *, packed: bool = True) -> Case:
    """A report with operators before those of its first page."""

    def edit(own: Objects) -> None:
        own[FREE], own[CONTENT + 100] = stream(before, packed=packed), own[CONTENT]
        own[CONTENT] = b"[%d 0 R %d 0 R]" % (FREE, CONTENT + 100)

    return edited(name, says, edit)
