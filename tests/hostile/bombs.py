"""Small PDF files that grow beyond all bounds when they are read."""

from __future__ import annotations

import zlib
from functools import cache

from tests.hostile import INDEXED
from tests.hostile.pdf import CATALOG, CONTENT, FONT, FREE, PAGE, PAGES, Objects, content, edited, page, put, stream

MB = 1_000_000
LATER = r"took more than|needed more than|nested too deeply|damaged|no text|no pages"
"""Reasons that may be given for a file that is too much."""
TAGGED = b"<< /Type /Catalog /Pages 2 0 R /MarkInfo << /Marked true >> /StructTreeRoot 50 0 R >>"


@cache
def _deflated(megabytes: int, layers: int = 1, byte: bytes = b" ") -> bytes:
    data = byte * (MB * megabytes)
    for _ in range(layers):
        data = zlib.compress(data, 9)
    return data


def _bomb(megabytes: int, layers: int) -> bytes:
    data = _deflated(megabytes, layers)
    return b"<< /Length %d /Filter [%s] >>\nstream\n%s\nendstream" % (len(data), b"/FlateDecode " * layers, data)


def _nested(start: bytes, end: bytes, depth: int, inside: bytes = b"") -> bytes:
    return start * depth + inside + end * depth


def _refs(numbers: range) -> bytes:
    return b" ".join(b"%d 0 R" % number for number in numbers)


def _deep_pages(own: Objects) -> None:
    """Each node of the page tree has one kid, and only the last is a page."""
    depth = 4_000
    own[PAGES] = b"<< /Type /Pages /Kids [100 0 R] /Count 1 >>"
    own |= {100 + n: b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (101 + n) for n in range(depth)}
    own[100 + depth] = own[PAGE]


def _doubling_pages(own: Objects) -> None:
    """Each node has the next twice: 2 to the 30th pages."""
    own[PAGES] = b"<< /Type /Pages /Kids [100 0 R] /Count 1073741824 >>"
    own |= {100 + n: b"<< /Type /Pages /Kids [%d 0 R %d 0 R] /Count 9 >>" % (101 + n, 101 + n) for n in range(30)}
    own[130] = own[PAGE]


def _doubling_forms(own: Objects, times: int = 10) -> None:
    """Each form shows the next one ten times."""
    for n in range(20):
        uses = b"/Resources << /XObject << /X %d 0 R >> >>" % (101 + n)
        own[100 + n] = stream(b"/X Do " * times, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] " + uses)
    own[120] = stream(b"", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    own[PAGE] = page(b"5 0 R", b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 100 0 R >> >>")
    own[CONTENT] = stream(b"/X Do")


def _many_forms(own: Objects) -> None:
    own[100] = stream(b"0 0 m " * 1000, b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")
    own[PAGE] = page(b"5 0 R", b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 100 0 R >> >>")
    own[CONTENT] = stream(b"/X Do " * 50_000)


def _object_stream(own: Objects) -> None:
    """200,000 objects in one stream, none of them of use."""
    count = 200_000
    heads = b"".join(b"%d %d " % (1000 + n, 2 * n) for n in range(count))
    own[FREE] = stream(heads + b"1 " * count, b"/Type /ObjStm /N %d /First %d" % (count, len(heads)))


def _tags(own: Objects) -> None:
    """A tag tree of 400,000 elements that are all the same few."""
    own[CATALOG] = TAGGED
    own[FREE] = b"<< /Type /StructTreeRoot /K [%s] >>" % (b"51 0 R " * 5_000)
    own[51] = b"<< /S /Sect /P 50 0 R /K [%s] >>" % (b"<< /S /P /K 0 >> " * 80)


def _tagged_pages(own: Objects) -> None:
    own[CATALOG] = TAGGED
    own[FREE] = b"<< /Type /StructTreeRoot /K 100 0 R >>"
    own |= {100 + n: b"<< /S /Sect /P %d 0 R /K %d 0 R >>" % (99 + n, 101 + n) for n in range(20_000)}


def _map(body: bytes) -> dict[int, bytes]:
    """A font whose codes are mapped to letters by `body`."""
    return {
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 50 0 R >>",
        FREE: stream(b"/CIDInit /ProcSet findresource begin begincmap\n%s\nendcmap end" % body),
    }


def _widths(entries: bytes) -> dict[int, bytes]:
    return {
        FONT: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /Identity-H /DescendantFonts [50 0 R] >>",
        FREE: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A /CIDSystemInfo << >> %s >>" % entries,
    }


def _simple(entries: bytes) -> dict[int, bytes]:
    return {FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica %s >>" % entries}


def _scattered(letters: bytes, count: int) -> bytes:
    """Texts all over a page, in no order."""
    shown = (b"1 0 0 1 %d %d Tm (%s) Tj" % (n * 7919 % 590, n * 104729 % 830, letters) for n in range(count))
    return b"BT /F1 4 Tf " + b"\n".join(shown) + b" ET\n"


def _ruled(count: int) -> bytes:
    return b"".join(
        b"0 %d m 590 %d l S %d 0 m %d 840 l S\n" % (n % 840, n % 840, n % 590, n % 590) for n in range(count)
    )


def _lattice(step: int) -> bytes:
    """A table drawn with rules, with a word in each of its cells."""
    rules = b"".join(b"0 %d m 590 %d l S\n" % (y, y) for y in range(0, 840, step))
    rules += b"".join(b"%d 0 m %d 840 l S\n" % (x, x) for x in range(0, 590, step))
    cells = (b"1 0 0 1 %d %d Tm (a) Tj" % (x + 2, y + 2) for y in range(0, 840, step) for x in range(0, 590, step))
    return rules + b"BT /F1 4 Tf " + b"\n".join(cells) + b" ET\n"


CASES = (
    put("bomb of 100 MB", LATER, {CONTENT: _bomb(100, 1)}),
    put("bomb in a bomb", LATER, {CONTENT: _bomb(100, 2)}),
    put("bomb in a bomb in a bomb", LATER, {CONTENT: _bomb(100, 3)}),
    put("bomb below the limit", None, {CONTENT: _bomb(30, 1)}),
    put("bombs in a row", None, {PAGE: page(b"[%s]" % (b"50 0 R " * 1_000)), FREE: _bomb(30, 1)}),
    put("bombs on all pages", None, {
        PAGES: b"<< /Type /Pages /Kids [%s] >>" % (b"4 0 R " * 400),
        CONTENT: _bomb(20, 1),
    }),
    put("bomb of runs", None, {CONTENT: stream(b"\x81 " * MB, b"/Filter /RunLengthDecode", packed=False)}),
    put("bomb of predictors", None, {CONTENT: stream(bytes(9 * MB), b"/DecodeParms << /Predictor 12 /Columns 1 >>")}),
    put("filters without end", None, {
        CONTENT: stream(b"00" * MB, b"/Filter [%s]" % (b"/ASCIIHexDecode " * 5_000), packed=False),
    }),
    put("bomb as object stream", None, {FREE: stream(b"9 " * 20 * MB, b"/Type /ObjStm /N 1000000 /First 10000000")}),
    edited("objects in a stream", INDEXED, _object_stream),
    put("50,000 pages", None, {PAGES: b"<< /Type /Pages /Kids [%s] /Count 50000 >>" % (b"4 0 R " * 50_000)}),
    put("50,000 pages of their own", None, {
        PAGES: b"<< /Type /Pages /Kids [%s] /Count 50000 >>" % _refs(range(100, 50_100)),
        **dict.fromkeys(range(100, 50_100), page(b"5 0 R")),
    }),
    put("700 pages", INDEXED, {PAGES: b"<< /Type /Pages /Kids [%s] >>" % (b"4 0 R 6 0 R " * 350)}),
    edited("pages 4,000 deep", None, _deep_pages),
    edited("pages that double", None, _doubling_pages),
    edited("forms that multiply", None, _doubling_forms),
    edited("one form many times", None, _many_forms),
    edited("tags 20,000 deep", None, _tagged_pages),
    edited("tags by the hundred thousand", INDEXED, _tags),
    content("a million operators", None, b"0 0 m\n" * MB),
    content("400,000 operators", None, b"0 0 m\n" * 400_000),
    content("saved and never restored", None, b"q " * 200_000),
    content("marks in marks", None, b"/P BMC " * 200_000),
    content("arrays in arrays", None, _nested(b"[", b"]", 100_000)),
    content("dictionaries in dictionaries", None, b"/P " + _nested(b"<< /A ", b">> ", 50_000, b"1 ") + b"BDC\n"),
    content("brackets in brackets", None, b"BT /F1 9 Tf " + _nested(b"(", b")", 100_000) + b" Tj ET\n"),
    content("a name of a megabyte", None, b"/" + b"A" * MB + b" gs\n"),
    content("a number of a megabyte", None, b"9" * MB + b" w\n"),
    content("a text of five megabytes", None, b"BT /F1 9 Tf (" + b"mappa " * (5 * MB // 6) + b") Tj ET\n"),
    content("an array of a million", None, b"BT /F1 9 Tf [" + b"(a) 9 " * MB + b"] TJ ET\n"),
    content("one text 100,000 times", None, b"BT /F1 9 Tf 40 820 Td " + b"(MAPPA) Tj " * 100_000 + b"ET\n"),
    content("20,000 texts in no order", None, _scattered(b"word", 20_000)),
    content("bullets and texts in no order", None, _scattered(b"\x95", 4_000) + _scattered(b"word", 4_000)),
    content("20,000 rules", None, _ruled(10_000)),
    content("a lattice with words", None, _lattice(7)),
    content("a fine lattice with words", None, _lattice(3)),
    content("a matrix that grows", None, b"9 0 0 9 9 9 cm\n" * 2_000),
    put("arrays in an array", None, {FREE: _nested(b"[", b"]", 50_000), PAGE: page(b"5 0 R", b"/Resources 50 0 R")}),
    put("a page nested deep", None, {PAGE: page(b"5 0 R", b"/Resources " + _nested(b"<< /A ", b">> ", 20_000, b"1 "))}),
    put("a number of ten thousand digits", None, {PAGE: page(b"5 0 R").replace(b"842", b"8" * 10_000)}),
    put("20,000 fonts", INDEXED, {PAGE: page(b"5 0 R", b"/Resources << /Font << /F1 3 0 R %s >> >>" % b" ".join(
        b"/G%d 3 0 R" % n for n in range(20_000)))}),
    put("a map of everything", None, _map(b"1 begincodespacerange <00000000> <ffffffff> endcodespacerange\n"
        b"1 beginbfrange <00000000> <ffffffff> <00000000> endbfrange")),
    put("maps of everything", None, _map(b"100 beginbfrange\n" + b"<0000> <ffff> <0041>\n" * 3_000 + b"endbfrange")),
    put("a map of a million letters", None, _map(b"1 beginbfchar <41> <" + b"0041" * MB + b"> endbfchar")),
    put("a million widths", None, _widths(b"/W [0 [" + b"500 " * MB + b"]]")),
    put("widths for everything", None, _widths(b"/W [0 2000000000 500]")),
    put("letters for everything", None, _simple(b"/FirstChar 0 /LastChar 2000000000 /Widths [500]")),
    put("letters from below", None, _simple(b"/FirstChar -2000000000 /LastChar 5 /Widths [500 500]")),
    put("a million differences", None, _simple(b"/Encoding << /Differences [0 " + b"/A " * MB + b"] >>")),
)  # fmt: skip
