"""PDF files whose objects go round in circles."""

from __future__ import annotations

from tests.hostile import INDEXED, Case
from tests.hostile.pdf import CATALOG, CONTENT, FONT, FREE, PAGE, PAGES, file, page, put, report, stream

DAMAGED = "damaged|no pages"
XOBJECT = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 50 0 R >> >>"
FORM = b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X %d 0 R >> >>"
TEXT = b"BT /F1 9 Tf 40 820 Td (MAPPA) Tj ET /X Do"


def _pages(kids: bytes, entries: bytes = b"/Count 2") -> bytes:
    return b"<< /Type /Pages /Kids [%s] %s >>" % (kids, entries)


def _catalog(entries: bytes) -> bytes:
    return b"<< /Type /Catalog /Pages 2 0 R %s >>" % entries


def _tags(name: str, objects: dict[int, bytes]) -> Case:
    """A tag tree whose root is object 50."""
    return put(name, INDEXED, {CATALOG: _catalog(b"/StructTreeRoot 50 0 R /MarkInfo << /Marked true >>"), **objects})


def _table(name: str, says: str | None, start: bytes, previous: bytes) -> Case:
    """A file that says that there is an earlier state of it, at a place where there is none."""

    def make(area: str, year: int) -> bytes:
        own = file(report(area, year))
        at = own.index(start)
        return file(report(area, year), b"/Root 1 0 R /Prev " + previous.replace(b"HERE", b"%d" % at))

    return Case(f"{name}.pdf", make, says)


FONTS = b"/Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H"

CASES = (
    put("page tree holds itself", DAMAGED, {PAGES: _pages(b"2 0 R")}),
    put("page tree holds itself and pages", None, {PAGES: _pages(b"4 0 R 2 0 R 6 0 R")}),
    put("page tree holds the catalog", None, {PAGES: _pages(b"4 0 R 1 0 R 6 0 R")}),
    put("page trees hold each other", None, {PAGES: _pages(b"4 0 R 6 0 R 50 0 R"), FREE: _pages(b"2 0 R")}),
    put("page is the page tree", None, {PAGES: _pages(b"4 0 R 6 0 R"), PAGE: b"2 0 R"}),
    put("page tree is its kids", DAMAGED, {PAGES: b"<< /Type /Pages /Kids 2 0 R /Count 1 >>"}),
    put("page tree is the catalog", None, {CATALOG: b"<< /Type /Catalog /Pages 1 0 R >>"}),
    put("page is its own parent", None, {PAGE: page(b"5 0 R", b"").replace(b"/Parent 2 0 R", b"/Parent 4 0 R")}),
    put("parents in a circle", None, {
        PAGE: page(b"5 0 R", b"").replace(b"/Parent 2 0 R", b"/Parent 50 0 R"),
        FREE: b"<< /Type /Pages /Parent 51 0 R >>",
        51: b"<< /Type /Pages /Parent 50 0 R >>",
    }),
    put("page tree has a parent", INDEXED, {PAGES: _pages(b"4 0 R 6 0 R", b"/Count 2 /Parent 2 0 R")}),
    put("object is itself", None, {PAGE: page(b"50 0 R"), FREE: b"50 0 R"}),
    put("objects are each other", None, {PAGE: page(b"50 0 R"), FREE: b"51 0 R", 51: b"50 0 R"}),
    put("reference after reference", None, {
        PAGE: page(b"100 0 R"),
        **{n: b"%d 0 R" % (n + 1) for n in range(100, 8_000)},
    }),
    put("content holds itself", None, {PAGE: page(b"50 0 R"), FREE: b"[5 0 R 50 0 R]"}),
    put("content is the page", None, {PAGE: page(b"4 0 R")}),
    put("length is the stream", None, {CONTENT: b"<< /Length 5 0 R >>\nstream\n0 0 m\nendstream"}),
    put("filter is the stream", None, {CONTENT: b"<< /Length 5 /Filter 5 0 R >>\nstream\n0 0 m\nendstream"}),
    put("resources are themselves", None, {
        PAGE: page(b"5 0 R", b"/Resources 50 0 R"),
        FREE: b"<< /Font 50 0 R /XObject 50 0 R >>",
    }),
    put("resources are the page", None, {PAGE: page(b"5 0 R", b"/Resources 4 0 R /Font 4 0 R")}),
    put("form shows itself", INDEXED, {PAGE: page(b"[50 0 R 5 0 R]", XOBJECT), FREE: stream(TEXT, FORM % 50)}),
    put("form shows itself twice", None, {PAGE: page(b"[50 0 R 5 0 R]", XOBJECT), FREE: stream(TEXT * 2, FORM % 50)}),
    put("forms show each other", INDEXED, {
        PAGE: page(b"[50 0 R 5 0 R]", XOBJECT),
        FREE: stream(TEXT, FORM % 51),
        51: stream(TEXT, FORM % 50),
    }),
    put("form shows itself a hundred times", None, {
        PAGE: page(b"[50 0 R 5 0 R]", XOBJECT),
        FREE: stream(b"/X Do " * 100, FORM % 50),
    }),
    put("letters drawn by themselves", None, {
        FONT: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] "
        b"/CharProcs << /A 50 0 R >> /Encoding << /Differences [65 /A] >> /FirstChar 65 /LastChar 65 /Widths [9] "
        b"/Resources << /Font << /F1 3 0 R >> >> >>",
        FREE: stream(b"BT /F1 9 Tf (A) Tj ET"),
    }),
    put("font descends from itself", None, {FONT: b"<< %s /DescendantFonts [3 0 R] >>" % FONTS}),
    put("font is mapped by itself", None, {
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /ToUnicode 3 0 R >>",
    }),
    put("font is encoded by itself", None, {
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding 3 0 R >>",
    }),
    put("font is described by itself", None, {
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FontDescriptor 3 0 R >>",
    }),
    put("widths are the font", None, {
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /FirstChar 3 0 R /Widths 3 0 R >>",
    }),
    put("character map uses itself", INDEXED, {
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 50 0 R >>",
        FREE: stream(b"begincmap 50 0 R usecmap endcmap", b"/UseCMap 50 0 R"),
    }),
    _tags("tags hold themselves", {FREE: b"<< /Type /StructTreeRoot /K 50 0 R >>"}),
    _tags("tag holds itself", {
        FREE: b"<< /Type /StructTreeRoot /K 51 0 R >>",
        51: b"<< /S /P /P 51 0 R /K [51 0 R 0] >>",
    }),
    _tags("tags hold each other", {
        FREE: b"<< /Type /StructTreeRoot /K [51 0 R 52 0 R] >>",
        51: b"<< /S /Table /P 52 0 R /K [52 0 R] >>",
        52: b"<< /S /TR /P 51 0 R /K [51 0 R 50 0 R] >>",
    }),
    _tags("roles in a circle", {
        FREE: b"<< /Type /StructTreeRoot /RoleMap << /A /B /B /C /C /A >> /K 51 0 R >>",
        51: b"<< /S /A /P 50 0 R /K 0 /Pg 4 0 R >>",
    }),
    _tags("roles are the tree", {FREE: b"<< /Type /StructTreeRoot /RoleMap 50 0 R /K << /S /K /K 0 >> >>"}),
    _tags("classes of tags are the tags", {
        FREE: b"<< /Type /StructTreeRoot /ClassMap 50 0 R /K 51 0 R /ParentTree 50 0 R >>",
        51: b"<< /S /TD /A 51 0 R /C 51 0 R /K 0 /Pg 51 0 R >>",
    }),
    put("outline holds itself", INDEXED, {
        CATALOG: _catalog(b"/Outlines 50 0 R"),
        FREE: b"<< /Type /Outlines /First 50 0 R /Last 50 0 R /Next 50 0 R /Title (x) /Count 1 >>",
    }),
    put("outline entries follow each other", INDEXED, {
        CATALOG: _catalog(b"/Outlines 50 0 R"),
        FREE: b"<< /Type /Outlines /First 51 0 R /Last 52 0 R >>",
        51: b"<< /Title (x) /Next 52 0 R /Dest [4 0 R /Fit] >>",
        52: b"<< /Title (y) /Next 51 0 R /First 51 0 R /Dest 52 0 R >>",
    }),
    put("names hold themselves", INDEXED, {
        CATALOG: _catalog(b"/Names 50 0 R /Dests 50 0 R"),
        FREE: b"<< /Kids [50 0 R] /Dests 50 0 R /EmbeddedFiles 50 0 R >>",
    }),
    put("page labels hold themselves", INDEXED, {
        CATALOG: _catalog(b"/PageLabels 50 0 R"),
        FREE: b"<< /Kids [50 0 R] /Nums [0 50 0 R] >>",
    }),
    put("form fields hold themselves", INDEXED, {
        CATALOG: _catalog(b"/AcroForm << /Fields [50 0 R] >>"),
        FREE: b"<< /FT /Tx /T (a) /Kids [50 0 R] /Parent 50 0 R >>",
    }),
    put("notes hold themselves", INDEXED, {
        PAGE: page(b"5 0 R", b"/Resources << /Font << /F1 3 0 R >> >> /Annots 50 0 R"),
        FREE: b"[51 0 R 50 0 R]",
        51: b"<< /Type /Annot /Popup 51 0 R /Parent 51 0 R /IRT 51 0 R /AP << /N 51 0 R >> >>",
    }),
    put("articles hold themselves", INDEXED, {
        CATALOG: _catalog(b"/Threads [50 0 R]"),
        FREE: b"<< /F 50 0 R /N 50 0 R /V 50 0 R >>",
    }),
    put("catalog holds itself everywhere", INDEXED, {
        CATALOG: _catalog(b"/Metadata 1 0 R /OCProperties 1 0 R /Extensions 1 0 R /Lang 1 0 R"),
    }),
    put("object stream holds itself", INDEXED, {
        FREE: stream(b"50 0 << >>", b"/Type /ObjStm /N 1 /First 5 /Extends 50 0 R"),
    }),
    put("properties are the page", INDEXED, {
        PAGE: page(b"5 0 R", b"/Resources << /Font << /F1 3 0 R >> /Properties 4 0 R >>"),
    }),
    _table("table before is the same", INDEXED, b"xref\n0 ", b"HERE"),
    _table("table before is an object", None, b"4 0 obj", b"HERE"),
    _table("table before is in the middle", None, b"stream\n", b"HERE"),
    _table("table before is nowhere", None, b"xref\n0 ", b"1"),
)  # fmt: skip
