"""PDF files that were cut, garbled or written wrong."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from tests.hostile import INDEXED, Case
from tests.hostile.pdf import CATALOG, CONTENT, FONT, HEAD, PAGE, PAGES, Objects, content, edited, page, put, spoilt

DAMAGED = "damaged"
NO_PAGES = "damaged|no pages"
NO_TEXT = "damaged|no text"


def _cut(share: float) -> Callable[[bytes], bytes]:
    return lambda data: data[: int(len(data) * share)]


def _flipped(seed: int, count: int) -> Callable[[bytes], bytes]:
    def spoil(data: bytes) -> bytes:
        chance, spoilt = random.Random(seed), bytearray(data)
        for _ in range(count):
            spoilt[chance.randrange(len(HEAD), len(data))] ^= 1 << chance.randrange(8)
        return bytes(spoilt)

    return spoil


def _zeros(data: bytes) -> bytes:
    half = len(data) // 2
    return data[:half] + bytes(1000) + data[half + 1000 :]


def _swapped(pattern: bytes, replacement: bytes) -> Callable[[bytes], bytes]:
    """A change that must find something to change."""

    def spoil(data: bytes) -> bytes:
        spoilt, count = re.subn(pattern, replacement, data, flags=re.DOTALL)
        assert count
        return spoilt

    return spoil


def spoilt_copies(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Spoilt copies of a PDF file, each with a name for what was done to it."""
    for percent in (25, 60, 95):
        yield f"cut at {percent}", _cut(percent / 100)(data)
    for seed, count in ((1, 20), (2, 2_000)):
        yield f"{count} bits flipped", _flipped(seed, count)(data)
    yield "zeros in the middle", _zeros(data)
    yield "sent as text", data.replace(b"\r\n", b"\n")


def _without(number: int) -> Callable[[Objects], object]:
    return lambda objects: objects.pop(number)


def _trailer(name: str, says: str | None, trailer: bytes) -> Case:
    return put(name, says, {}, trailer)


def _box(name: str, box: bytes, says: str | None = INDEXED) -> Case:
    def edit(own: Objects) -> None:
        for number in [number for number, body in own.items() if b"/MediaBox" in body]:
            own[number] = own[number].replace(b"/MediaBox [0 0 595 842]", box)

    return edited(f"page {name}", says, edit)


def _contents(name: str, says: str | None, entries: bytes, old: bytes) -> Case:
    def edit(own: Objects) -> None:
        own[CONTENT], count = re.subn(old, entries, own[CONTENT], count=1)
        assert count

    return edited(f"stream {name}", says, edit)


CASES = (
    *(spoilt(f"cut at {percent}", None, _cut(percent / 100)) for percent in (3, 10, 20, 30, 40, 50, 60, 70, 80, 90)),
    spoilt("without its end", INDEXED, lambda data: data[: data.rindex(b"%%EOF")]),
    spoilt("without where the table is", INDEXED, lambda data: data[: data.rindex(b"startxref")]),
    spoilt("without table", INDEXED, lambda data: data[: data.rindex(b"xref\n0 ")]),
    spoilt("mark only", DAMAGED, lambda data: b"%PDF-1.7"),
    spoilt("mark and end only", DAMAGED, lambda data: b"%PDF-1.7\n%%EOF\n"),
    spoilt("five bytes", DAMAGED, lambda data: b"%PDF-"),
    *(spoilt(f"one bit flipped {seed}", None, _flipped(seed, 1)) for seed in range(8)),
    *(spoilt(f"bits flipped {seed}", None, _flipped(seed, 40)) for seed in range(8)),
    *(spoilt(f"many bits flipped {seed}", None, _flipped(seed, 400)) for seed in range(4)),
    spoilt("zeros in the middle", None, _zeros),
    spoilt("line ends of another system", None, lambda data: data.replace(b"\n", b"\r\n")),
    spoilt("sent as text", None, lambda data: re.sub(rb"[\x80-\xff]", b"?", data)),
    spoilt("decoded and encoded", None, lambda data: data.decode("latin-1").encode()),
    spoilt("twice in a row", None, lambda data: data + data),
    spoilt("bytes before", INDEXED, lambda data: b"\x00\x01junk\n" * 20 + data),
    spoilt("mail before", INDEXED, lambda data: b"Content-Type: application/pdf\r\n\r\n" + data),
    spoilt("too many bytes before", "no PDF", lambda data: b"\x00" * 5000 + data),
    spoilt("bytes after", INDEXED, lambda data: data + b"\x00" * 5000),
    spoilt("web page after", INDEXED, lambda data: data + b"<html>" + b"<p>thank you</p>" * 200),
    spoilt("table is garbage", INDEXED, _swapped(rb"(?<=\nxref\n).*(?=trailer)", b"\xff\x00garbage\n" * 30)),
    spoilt("table has places of nothing", INDEXED, _swapped(rb"\d{10} 00000 n", b"0000000000 00000 n")),
    spoilt("table has places beyond", INDEXED, _swapped(rb"\d{10} 00000 n", b"9999999999 00000 n")),
    spoilt("table of many", None, _swapped(rb"xref\n0 \d+", b"xref\n0 2147483647")),
    spoilt("table elsewhere", INDEXED, _swapped(rb"startxref\n\d+", b"startxref\n999999999")),
    spoilt("table before the start", None, _swapped(rb"startxref\n\d+", b"startxref\n-50")),
    spoilt("table at no number", None, _swapped(rb"startxref\n\d+", b"startxref\nabc")),
    spoilt("table at a long number", None, _swapped(rb"startxref\n\d+", b"startxref\n" + b"9" * 5000)),
    spoilt("objects renumbered", DAMAGED, _swapped(rb"\d+ 0 obj", b"99 0 obj")),
    spoilt("objects without end", INDEXED, lambda data: data.replace(b"endobj", b"      ")),
    spoilt("streams without end", None, lambda data: data.replace(b"endstream", b"         ")),
    _trailer("no root", None, b""),
    _trailer("root is nowhere", None, b"/Root 99 0 R"),
    _trailer("root is a number", None, b"/Root 7"),
    _trailer("root is a page", None, b"/Root 4 0 R"),
    _trailer("size of nothing", INDEXED, b"/Root 1 0 R /Size 0"),
    _trailer("size beyond all", INDEXED, b"/Root 1 0 R /Size 99999999999999999999"),
    _trailer("title is a page", INDEXED, b"/Root 1 0 R /Info 4 0 R"),
    _trailer("title is nowhere", INDEXED, b"/Root 1 0 R /Info 999 0 R"),
    edited("no catalog", None, _without(CATALOG)),
    edited("no page tree", None, _without(PAGES)),
    edited("no font", None, _without(FONT)),
    edited("no first page", None, _without(PAGE)),
    edited("no first text", None, _without(CONTENT)),
    put("page tree is a number", NO_PAGES, {PAGES: b"42"}),
    put("page tree is empty", NO_PAGES, {PAGES: b"<< /Type /Pages /Kids [] /Count 0 >>"}),
    put("page tree without kids", NO_PAGES, {PAGES: b"<< /Type /Pages /Count 2 >>"}),
    put("page tree of nulls", NO_PAGES, {PAGES: b"<< /Type /Pages /Kids [null null 9 (x)] /Count 4 >>"}),
    put("page tree of nobody", NO_PAGES, {PAGES: b"<< /Type /Pages /Kids [77 0 R 78 0 R] /Count 2 >>"}),
    put("page count below nothing", None, {PAGES: b"<< /Type /Pages /Kids [4 0 R 6 0 R] /Count -5 >>"}),
    put("page count too high", None, {PAGES: b"<< /Type /Pages /Kids [4 0 R 6 0 R] /Count 2000000000 >>"}),
    put("page count is a name", None, {PAGES: b"<< /Type /Pages /Kids [4 0 R 6 0 R] /Count /Many >>"}),
    put("page without type", None, {PAGE: page(b"5 0 R").replace(b"/Type /Page", b"")}),
    put("page is an array", None, {PAGE: b"[1 2 3]"}),
    put("page shows a number", None, {PAGE: page(b"12")}),
    put("page shows a font", None, {PAGE: page(b"3 0 R")}),
    put("page of dead fonts", None, {PAGE: page(b"5 0 R", b"/Resources << /Font 7 >>")}),
    put("font is a number", None, {FONT: b"12"}),
    put("font without anything", None, {FONT: b"<< /Type /Font >>"}),
    _box("without size", b""),
    _box("of no size", b"/MediaBox [0 0 0 0]", None),
    _box("upside down", b"/MediaBox [595 842 0 0]", None),
    _box("of two numbers", b"/MediaBox [595 842]", None),
    _box("of names", b"/MediaBox [/A /B /C /D]", None),
    _box("without end", b"/MediaBox [0 0 1e300 1e300]", None),
    _box("of no number", b"/MediaBox [0 0 nan inf]", None),
    _box("aslant", b"/MediaBox [0 0 595 842] /Rotate 45", None),
    _box("rotated by a name", b"/MediaBox [0 0 595 842] /Rotate /Left", None),
    _box("rotated a lot", b"/MediaBox [0 0 595 842] /Rotate 3600000000000"),
    _contents("of no length", None, b"/Length 0", rb"/Length \d+"),
    _contents("too long", None, b"/Length 99999999", rb"/Length \d+"),
    _contents("shorter than nothing", None, b"/Length -7", rb"/Length \d+"),
    _contents("with an unknown filter", None, b"/Filter /Unheard", b"/Filter /FlateDecode"),
    _contents("with a number as filter", None, b"/Filter 42", b"/Filter /FlateDecode"),
    _contents("with the wrong filter", None, b"/Filter /DCTDecode", b"/Filter /FlateDecode"),
    _contents("with odd parameters", None, b"/DecodeParms << /Predictor 15 /Columns 2147483647 >> /Filter", b"/Filter"),
    _contents("of a bad predictor", None, b"/DecodeParms << /Predictor 12 /Columns -1 >> /Filter", b"/Filter"),
    _contents("that is garbled", None, b"stream\n\xff\xff\xff", b"stream\n"),
    content("open brackets", None, b"BT /F1 9 Tf " + b"(" * 500),
    content("wrong operands", INDEXED, b"(a) Td /F1 (b) Tf 1 2 Tm [1 [2]] 0 d << /A >> BDC (x) 5 TJ /No Do Q Q EMC\n"),
    content("numbers that are none", None, b"1e999 --5 +-.3 " + b"9" * 4000 + b" 0 0 . - 5.5.5 cm\n"),
    content("picture without end", None, b"BI /W 9 /H 9 /BPC 8 /CS /G ID " + bytes(range(256)) * 4),
    content("letters of odd length", INDEXED, b"BT /F1 9 Tf 40 820 Td <4d4150504> Tj <zz> Tj ET\n"),
    content("escapes", INDEXED, b"BT /F1 9 Tf 40 820 Td (\\999\\8\\(\\)\\\\\\\n\\x) Tj ET\n"),
)  # fmt: skip
