"""Files that are not what their names say, and PDF files that are pictures."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile

from tests import reports
from tests.hostile import INDEXED, Case
from tests.hostile.pdf import (
    CONTENT,
    FONT,
    FREE,
    PAGE,
    PAGES,
    Objects,
    content_of,
    edited,
    file,
    page,
    put,
    report,
    stream,
)

HTML = "no PDF but a web page"
SCANNED = "scanned, needs OCR"
PICTURE = b"/Resources << /Font << /F1 3 0 R >> /XObject << /X 50 0 R >> >>"
IMAGE = stream(
    bytes(64), b"/Type /XObject /Subtype /Image /Width 8 /Height 8 /BitsPerComponent 8 /ColorSpace /DeviceGray"
)
SHOWN = b"595 0 0 842 0 0 cm /X Do"


def _bytes(name: str, says: str | None, data: bytes) -> Case:
    return Case(name, lambda area, year: data, says)


def _text(name: str, says: str | None, before: str = "", after: str = "") -> Case:
    """A report as text between other texts, under a name of another kind."""
    return Case(name, lambda area, year: (before + reports.text(area, year) + after).encode(), says)


def _word(area: str, year: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
        archive.writestr(zipfile.ZipInfo("word/document.xml"), reports.text(area, year))
    return written.getvalue()


def _zipped(area: str, year: int) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(zipfile.ZipInfo("report.pdf"), file(report(area, year)))
    return written.getvalue()


def _mail(area: str, year: int) -> bytes:
    attached = base64.encodebytes(file(report(area, year)))
    return b"From: a@example.org\nContent-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n" + attached


def _pictures(own: Objects, shown: int, of: int) -> None:
    """As many pages as `of`; the last `shown` are pictures only."""
    own[FREE] = IMAGE
    own[60] = stream(SHOWN)
    own |= {100 + n: page(b"60 0 R", PICTURE) for n in range(shown)}
    text = [b"4 0 R", b"6 0 R", *[b"6 0 R"] * (of - shown - 2)][: of - shown]
    kids = [*text, *(b"%d 0 R" % (100 + n) for n in range(shown))]
    own[PAGES] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), of)


def _hidden(own: Objects) -> None:
    """As a scanner does that reads letters: a picture, and the text under it that is not shown."""
    own[FREE], own[60], own[61] = IMAGE, stream(SHOWN), stream(b"3 Tr")
    for number in (PAGE, PAGE + 2):
        own[number] = page(b"[61 0 R %d 0 R 60 0 R]" % (number + 1), PICTURE)


def _drawn(own: Objects) -> None:
    for number in (CONTENT, CONTENT + 2):
        own[number] = stream(b"".join(b"%d 9 m %d 99 l S\n" % (n, n) for n in range(500)))


def _no_map(encoding: bytes, entries: bytes = b"") -> dict[int, bytes]:
    """A font whose codes are numbers of shapes, and nothing says which letters these are."""
    return {
        FONT: b"<< /Type /Font /Subtype /Type0 /BaseFont /A /Encoding /%s /DescendantFonts [50 0 R] %s >>"
        % (encoding, entries),
        FREE: b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /A "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>",
    }


def _mapped(to: bytes) -> dict[int, bytes]:
    cmap = b"begincmap 1 beginbfchar <41> <%s> endbfchar endcmap" % to
    return {
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding /ToUnicode 50 0 R >>",
        FREE: stream(cmap),
    }


HEAD = content_of(["# MAPPA Annual Report"])

CASES = (
    _text("page.pdf", HTML, "<!DOCTYPE html><html><head><title>MAPPA</title></head><body>", "</body></html>"),
    _text("page in capitals.pdf", HTML, "\n\n  <HTML><BODY>", "</BODY></HTML>"),
    _text("page after a comment.pdf", HTML, "<!-- saved from the web -->\n<html lang=en>", "</html>"),
    _text("page as xml.pdf", HTML, '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "</html>"),
    _text("xml.pdf", "no PDF but an XML file", '<?xml version="1.0"?>\n<report>', "</report>"),
    _text("rich text.pdf", "no PDF but a rich text file", "{\\rtf1\\ansi ", "}"),
    _text("postscript.pdf", "no PDF but a PostScript file", "%!PS-Adobe-3.0\n", "showpage"),
    _text("encapsulated.pdf", "no PDF but a PostScript file", "%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 1 1\n"),
    _text("plain.pdf", "no PDF but plain text"),
    _text("json.pdf", "no PDF but plain text", '{"report": "', '"}'),
    _text("not found.pdf", "no PDF but plain text", "404 Not Found\n"),
    _bytes("denied.pdf", "no PDF but", b'<?xml version="1.0"?><Error><Code>AccessDenied</Code></Error>'),
    _bytes("pointer.pdf", "no PDF but plain text", b"version https://git-lfs.github.com/spec/v1\nsize 9\n"),
    Case("word.pdf", _word, "no PDF but a Word, Excel or zip file"),
    Case("zip.pdf", _zipped, "no PDF but a Word, Excel or zip file"),
    _bytes("empty zip.pdf", "no PDF but", b"PK\x05\x06" + bytes(18)),
    _bytes("old word.pdf", "no PDF but an old Word", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000)),
    _bytes("png.pdf", "no PDF but a PNG picture", b"\x89PNG\r\n\x1a\n" + bytes(500)),
    _bytes("jpeg.pdf", "no PDF but a JPEG picture", b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(500)),
    _bytes("gif.pdf", "no PDF but a GIF picture", b"GIF89a" + bytes(500)),
    _bytes("tiff.pdf", "no PDF but a TIFF picture", b"II*\x00" + bytes(500)),
    _bytes("bitmap.pdf", "no PDF but", b"BM" + bytes(500)),
    _bytes("webp.pdf", "no PDF but", b"RIFF\x00\x01\x00\x00WEBPVP8 " + bytes(500)),
    _bytes("sound.pdf", "no PDF but", b"ID3\x03" + bytes(500)),
    _bytes("program.pdf", "no PDF but", b"\x7fELF\x02\x01\x01" + bytes(500)),
    _bytes("packed.pdf", "no PDF but", b"7z\xbc\xaf\x27\x1c" + bytes(500)),
    Case("gzip.pdf", lambda a, y: gzip.compress(file(report(a, y)), mtime=0), "no PDF but"),
    Case("gzip.txt", lambda a, y: gzip.compress(reports.text(a, y).encode(), mtime=0), "that no text has|not text"),
    Case("mail.pdf", _mail, "no PDF but plain text"),
    Case("base64.pdf", lambda a, y: base64.b64encode(file(report(a, y))), "no PDF but plain text"),
    _bytes("nothing.pdf", "empty", b""),
    _bytes("nothing.md", "empty", b"\n"),
    _bytes("nothing.txt", "empty", b"\xef\xbb\xbf"),
    _bytes("blanks.pdf", "empty", b" \n\t" * 99),
    _bytes("blanks.txt", "empty", b" \n\t" * 98),
    _bytes("picture.md", "bytes that no text has|picture|not text", b"\x89PNG\r\n\x1a\n" + bytes(300)),
    _bytes("archive.txt", "bytes that no text has|zip|not text", b"PK\x03\x04" + bytes(300)),
    Case("pdf.txt", lambda a, y: file(report(a, y)), INDEXED),
    Case("pdf.md", lambda a, y: b"\n\n" + file(report(a, y)), INDEXED),
    _text("page.md", INDEXED, "<html><body>\n", "\n</body></html>"),
    _text("rich text.txt", None, "{\\rtf1\\ansi ", "}"),
    _text("capitals.MD", INDEXED),
    Case("capitals.PDF", lambda a, y: file(report(a, y)), INDEXED),
    edited("scanned", SCANNED, lambda own: _pictures(own, 3, 3)),
    edited("scanned with a cover", SCANNED, lambda own: _pictures(own, 9, 10)),
    edited("one page scanned", INDEXED, lambda own: _pictures(own, 1, 5)),
    edited("half of it scanned", INDEXED, lambda own: _pictures(own, 2, 4)),
    edited("scanned and read by a machine", INDEXED, _hidden),
    edited("letters drawn as lines", "no text", _drawn),
    put("blank pages", "no text", {CONTENT: stream(b""), CONTENT + 2: stream(b"")}),
    put("pages without content", "no text", {PAGE: page(b"null"), PAGE + 2: page(b"null")}),
    put("a title and no more", None, {CONTENT: stream(HEAD), CONTENT + 2: stream(b"")}),
    put("font of shapes", "fonts do not tell which letters", _no_map(b"Identity-H")),
    put("font of shapes downwards", "fonts do not tell which letters", _no_map(b"Identity-V")),
    put("font with an unheard encoding", None, _no_map(b"Unheard-H")),
    put("font mapped to nothing", None, _no_map(b"Identity-H", b"/ToUnicode 77 0 R")),
    put("font mapped to half a letter", None, _mapped(b"D800")),
    put("font mapped to the other half", None, _mapped(b"DFFF")),
    put("font mapped to no character", None, _mapped(b"FFFF")),
    put("font mapped to zero", None, _mapped(b"0000")),
    put("font mapped to a page of text", None, _mapped(b"0041" * 2_000)),
    put("font mapped oddly", None, _mapped(b"4")),
    put("font of named shapes", None, {
        FONT: b"<< /Type /Font /Subtype /Type1 /BaseFont /ABCDEF+X /Encoding << /Differences [32 %s] >> >>" % b" ".join(
            b"/g%d" % n for n in range(224))}),
    put("font of pictures", None, {
        FONT: b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [.001 0 0 .001 0 0] /CharProcs << >> "
        b"/Encoding << /Differences [32 %s] >> /FirstChar 32 /LastChar 33 /Widths [9 9] >>" % b" ".join(
            b"/a%d" % n for n in range(224))}),
)  # fmt: skip
