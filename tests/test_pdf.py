"""PDF files as they come: what is read, what is warned of, what is refused."""

from __future__ import annotations

import io

import pypdf
import pytest

from indexer.errors import UnreadableFile
from tests.pdf_maker import PdfMaker
from tests.pdf_reading import PROSE, read, seen


def plain(pages: int = 1) -> PdfMaker:
    maker = PdfMaker()
    for _ in range(pages):
        maker.page().lines(72, 150, PROSE)
    return maker


def refusal(data: bytes) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(data)
    return str(caught.value)


def test_the_blocks_and_the_pages_tile_the_text() -> None:
    maker = plain(1)
    maker.page().bold(72, 120, "Local page", size=18)
    maker.pages[1].lines(72, 150, PROSE)
    maker.page().lines(72, 150, PROSE)
    document = read(maker.build())
    ends = [0, *(block.span.end for block in document.blocks)]
    assert [block.span.start for block in document.blocks] == ends[:-1]
    assert ends[-1] == len(document.text)
    assert all(document.text[block.span.end - 1] == "\n" for block in document.blocks)
    assert [page.span.start for page in document.pages] == [0, *(page.span.end for page in document.pages[:-1])]
    assert document.pages[-1].span.end == len(document.text)
    assert document.text[document.pages[1].span.start :].startswith("Local page\n")
    assert [block.page_start for block in document.blocks] == [True, True, False, True]


def test_sizes_are_relative_to_the_body() -> None:
    maker = PdfMaker()
    maker.page().bold(72, 60, "What is MAPPA?", size=22)
    maker.pages[0].lines(72, 150, PROSE)
    document = read(maker.build())
    assert [(block.size, block.bold, block.level) for block in document.blocks] == [(2.0, True, 1), (1.0, False, None)]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><html><body>Not found</body></html>", "a web page (HTML)"),
        (b"\xef\xbb\xbf\n<html lang=en>", "a web page (HTML)"),
        (b"PK\x03\x04\x14\x00\x06\x00", "a Word, Excel or zip file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Excel file"),
        (b"\x89PNG\r\n\x1a\n\x00", "a PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a JPEG picture"),
        (b"<?xml version='1.0'?><a/>", "an XML file"),
        ("Adroddiad blynyddol tŷ".encode(), "plain text"),
        (b"\x00\x01\x02\x03\xfe\xff\xfa", "something else"),
    ],
)
def test_what_is_no_pdf_is_named(data: bytes, kind: str) -> None:
    assert refusal(data) == f"report.pdf: this is no PDF but {kind}; save or export the report as PDF"


@pytest.mark.parametrize("data", [b"", b" \r\n"])
def test_an_empty_file_is_named(data: bytes) -> None:
    assert refusal(data) == "report.pdf: the file is empty"


def test_a_pdf_without_pages_is_refused() -> None:
    assert "no pages" in refusal(PdfMaker().build())


def test_scans_need_ocr() -> None:
    maker = PdfMaker()
    for _ in range(4):
        maker.page().image()
    maker.page().lines(72, 100, PROSE)
    assert refusal(maker.build()) == "report.pdf: 4 of 5 pages hold no text: scanned, needs OCR"


def test_blank_pages_are_no_scans() -> None:
    maker = PdfMaker()
    maker.page()
    assert refusal(maker.build()) == "report.pdf: 1 of 1 pages hold no text: if they show any, it needs OCR"


def test_pages_that_are_pictures_are_named() -> None:
    maker = plain(3)
    for _ in range(2):
        maker.page().image()
    assert read(maker.build()).warnings == ("only pictures, no text: pages 4-5",)


def encrypted(password: str) -> bytes:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(plain().build()))
    writer.encrypt(user_password=password, owner_password="owner", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_owner_password_does_not_keep_it_from_being_read() -> None:
    assert seen(read(encrypted(""))) == [("text", " ".join(PROSE))]


def test_a_user_password_is_asked_for() -> None:
    assert refusal(encrypted("secret")) == "report.pdf: the PDF asks for a password; save a copy without one"


def test_a_file_cut_short_is_read_as_far_as_it_goes() -> None:
    data = plain().build()
    assert seen(read(data[: data.index(b"xref")])) == [("text", " ".join(PROSE))]


def test_a_file_damaged_beyond_reading_is_refused_in_one_line() -> None:
    message = refusal(b"%PDF-1.7\n" + b"\x00garbage" * 50)
    assert message.startswith("report.pdf: the PDF is damaged (")
    assert "\n" not in message


def test_a_damaged_page_is_left_out_and_named() -> None:
    data = plain(3).build()
    at = data.index(b"/Contents", data.index(b"/Contents") + 1)
    document = read(data[:at] + b"/Contents (x)" + data[data.index(b"/Resources", at) :])
    assert document.warnings == ("damaged and left out: page 2",)
    assert [block.pages.first for block in document.blocks if block.pages] == [1, 3]


def test_a_page_with_an_operator_that_cannot_be_read_keeps_the_rest() -> None:
    maker = plain()
    maker.pages[0].raw("<zz> Tj")
    document = read(maker.build())
    assert seen(document) == [("text", " ".join(PROSE))]
    assert document.warnings == ("damaged and read in part: page 1",)


def test_fonts_that_do_not_tell_their_letters() -> None:
    opaque = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /Odd /Encoding /Identity-H /DescendantFonts"
        " [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Odd /CIDSystemInfo"
        " << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
    )
    maker = plain()
    maker.fonts["F9"] = opaque
    maker.pages[0].text(72, 300, "\x01\x02\x01\x03" * 30, font="F9")
    document = read(maker.build())
    assert seen(document) == [("text", " ".join(PROSE))]
    assert document.warnings == ("some text has no Unicode map and was left out: page 1",)
    del maker.pages[0].content[:6]
    assert "fonts do not tell" in refusal(maker.build())


def test_pages_and_characters_over_the_limit_are_left_out() -> None:
    document = read(plain(4).build(), pages=2)
    assert (len(document.pages), document.warnings) == (2, ("only the first 2 of 4 pages were read",))
    document = read(plain(4).build(), characters=300)
    assert document.warnings == ("only the first 300 characters were read",)
    assert len(document.blocks) == 2


def test_words_of_pictures_on_the_cover() -> None:
    maker = plain(2)
    maker.tree = [("P", (0, 0), (0, 1), (0, 2)), ("P", (1, 0), (1, 1), (1, 2))]
    maker.alts = ["Heddlu Gwent Police", "Crest"]
    assert read(maker.build()).cover == ("Heddlu Gwent Police", "Crest")


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "headings", "rows"),
    [("dorset-2014-15", 30, 24), ("warwickshire-2014-15", 22, 22), ("lancashire-2021-22", 37, 36)],
)
def test_the_shared_reports(shared, name: str, headings: int, rows: int) -> None:  # type: ignore[no-untyped-def]
    document = read((shared / "corpus" / "pdf" / f"{name}.pdf").read_bytes())
    roles = [role for role, _ in seen(document)]
    assert (roles.count("heading"), roles.count("row")) == (headings, rows)
    assert [page.label for page in document.pages[1:]] == [str(page.number) for page in document.pages[1:]]
    assert not [text for _, text in seen(document) if "\u00ad" in text or "\u2010" in text or "  " in text]
