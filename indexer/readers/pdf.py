"""PDF files → Document: what a careful reader would type off the pages, one block a paragraph, heading, item or row.

The structure is taken from the tag tree where it covers a page, else from the layout. Lines are read in the order in
which the file has them, which is nearly always the order of reading.
"""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Sequence

import pypdf

from indexer.errors import UnreadableFile
from indexer.model import Document, Source
from indexer.readers.pdf_columns import in_columns
from indexer.readers.pdf_fonts import Faces
from indexer.readers.pdf_layout import find_headings, pitch_of, untagged_parts
from indexer.readers.pdf_lines import Line, body_of, read_lines
from indexer.readers.pdf_margins import without_margins
from indexer.readers.pdf_parts import Part, mend
from indexer.readers.pdf_runs import read_sheet
from indexer.readers.pdf_sheet import Sheet
from indexer.readers.pdf_tagged import blocks, tagged_parts
from indexer.readers.pdf_tags import Tree, read_tree
from indexer.readers.pdf_text import set_parts
from indexer.readers.words import Vocabulary

KINDS = (
    (b"PK\x03\x04", "a Word, Excel or zip file"),
    (b"PK\x05\x06", "an empty zip file"),
    (b"\x1f\x8b", "a packed file (gzip)"),
    (b"7z\xbc\xaf", "a packed file (7z)"),
    (b"Rar!", "a packed file (RAR)"),
    (b"\xd0\xcf\x11\xe0", "an old Word or Excel file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"{\\rtf", "a rich text file"),
    (b"%!PS", "a PostScript file"),
)
PACKED = b"PK\x03\x04"
"""A zip file may hold a PDF uncompressed, whose mark then stands near the start."""
LIMITS = pypdf.get_configuration().with_overwrites(
    zlib_maximum_output_length=32_000_000,
    lzw_maximum_output_length=32_000_000,
    run_length_maximum_output_length=32_000_000,
    array_based_stream_maximum_output_length=32_000_000,
    stream_decoding_work_maximum_length=64_000_000,
    stream_parsing_work_maximum_count=500_000,
    page_tree_maximum_entries=5_000,
    xform_maximum_invocations_per_extraction=500,
)
"""What pypdf may spend on one stream; hostile files grow beyond any memory otherwise."""
CATALOGUE = re.compile(rb"(\d{1,9})\s+0\s+obj\s*<<(?:(?!endobj)[\s\S]){0,2000}?/Type\s*/Catalog")
FEW_LETTERS = 20
SCANNED = 0.8
FEW_HEADINGS = 3
"""Headings in the tag tree from which on it is trusted to have them all."""


def read_pdf(source: Source, data: bytes, *, pages: int, characters: int) -> Document:
    """Read at most `pages` pages and `characters` characters. Raises UnreadableFile where nothing can be read."""
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    _check_kind(source, data)
    with pypdf.apply_configuration(LIMITS):
        reader = _open(source, data)
        sheets, tree, warnings = _read(source, reader, pages)
        _check_text(source, sheets)
        return _document(source, sheets, tree, [*warnings, *_odd_pages(sheets)], characters)


def _check_kind(source: Source, data: bytes) -> None:
    if not data.strip():
        raise UnreadableFile(f"{source.name}: the file is empty")
    if b"%PDF-" in data[:1024] and not data.startswith(PACKED):
        return
    raise UnreadableFile(f"{source.name}: this is no PDF but {_kind(data)}; save or export the report as PDF")


def _kind(data: bytes) -> str:
    """What a file without the mark of a PDF is, by its first bytes."""
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n")
    for mark, kind in KINDS:
        if start.startswith(mark):
            return kind
    lower = start.lower()
    if lower.startswith((b"<!doctype html", b"<html")) or b"<html" in lower or b"<body" in lower:
        return "a web page (HTML)"
    if lower.startswith(b"<?xml"):
        return "an XML file"
    try:
        data[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        return "something else" if error.start < len(data[:4096]) - 4 or b"\x00" in data[:4096] else "plain text"
    return "something else" if b"\x00" in data[:4096] else "plain text"


def _open(source: Source, data: bytes) -> pypdf.PdfReader:
    failed: Exception | None = None
    for whole in (data, _with_trailer(data)):
        try:
            reader = pypdf.PdfReader(io.BytesIO(whole))
            locked = reader.is_encrypted and not reader.decrypt("")
        except MemoryError:
            raise
        except Exception as error:
            failed = failed or error
            continue
        if locked:
            raise UnreadableFile(f"{source.name}: the PDF asks for a password; save a copy without one")
        return reader
    raise _damaged(source, failed or ValueError("beyond reading"))


def _with_trailer(data: bytes) -> bytes:
    """A file that was cut short, with the end that tells where its catalogue is: pypdf finds the objects itself."""
    found = CATALOGUE.search(data)
    return data + b"\ntrailer\n<< /Root %s 0 R >>\nstartxref\n0\n%%%%EOF\n" % found[1] if found else b""


def _damaged(source: Source, error: Exception) -> UnreadableFile:
    reason = " ".join(str(error).split())[:120] or type(error).__name__
    return UnreadableFile(f"{source.name}: the PDF is damaged ({reason}); fetch it again from its publisher")


def _read(source: Source, reader: pypdf.PdfReader, most: int) -> tuple[list[Sheet], Tree, list[str]]:
    """The sheets of the first `most` pages, the tag tree, and what went wrong with single pages."""
    try:
        count = len(reader.pages)
    except MemoryError:
        raise
    except Exception as error:
        raise _damaged(source, error) from None
    if not count:
        raise UnreadableFile(f"{source.name}: the PDF has no pages; fetch it again from its publisher")
    warnings = [f"only the first {most} of {count} pages were read"] if count > most else []
    sheets: list[Sheet] = []
    faces: Faces = {}
    damaged: list[int] = []
    for number in range(1, min(count, most) + 1):
        try:
            sheets.append(read_sheet(reader.pages[number - 1], number, faces))
        except MemoryError:
            raise
        except Exception:
            damaged.append(number)
            sheets.append(Sheet(number, 595, 842, ()))
    if len(damaged) == len(sheets):
        raise _damaged(source, ValueError("no page can be read"))
    if damaged:
        warnings.append(f"damaged and left out: {_pages(damaged)}")
    return sheets, _tree(reader, warnings), warnings


def _tree(reader: pypdf.PdfReader, warnings: list[str]) -> Tree:
    try:
        return read_tree(reader)
    except MemoryError:
        raise
    except Exception:
        warnings.append("the tags are damaged; the structure was read from the layout")
        return Tree()


def _check_text(source: Source, sheets: Sequence[Sheet]) -> None:
    without = [sheet for sheet in sheets if _letters(sheet) < FEW_LETTERS]
    if len(without) < SCANNED * len(sheets):
        return
    if sum(sheet.unmapped for sheet in sheets) > FEW_LETTERS * len(sheets):
        raise UnreadableFile(f"{source.name}: its fonts do not tell which letters they print; it needs OCR")
    why = "scanned, needs OCR" if any(sheet.images for sheet in without) else "if they show any, it needs OCR"
    raise UnreadableFile(f"{source.name}: {len(without)} of {len(sheets)} pages hold no text: {why}")


def _letters(sheet: Sheet) -> int:
    return sum(len(run.text.strip()) for run in sheet.runs)


def _odd_pages(sheets: Sequence[Sheet]) -> list[str]:
    warnings = []
    pictures = [sheet.number for sheet in sheets if sheet.images and _letters(sheet) < FEW_LETTERS]
    if pictures:
        warnings.append(f"only pictures, no text: {_pages(pictures)}")
    partly = [sheet.number for sheet in sheets if sheet.damaged]
    if partly:
        warnings.append(f"damaged and read in part: {_pages(partly)}")
    unmapped = [sheet.number for sheet in sheets if sheet.unmapped]
    if unmapped:
        warnings.append(f"some text has no Unicode map and was left out: {_pages(unmapped)}")
    return warnings


def _pages(numbers: Sequence[int]) -> str:
    """`page 3` or `pages 3, 5-7`."""
    spans: list[list[int]] = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    named = ", ".join(f"{first}-{last}" if last > first else str(first) for first, last in spans)
    return f"page{'s' if len(numbers) > 1 else ''} {named}"


def _document(source: Source, sheets: Sequence[Sheet], tree: Tree, warnings: list[str], characters: int) -> Document:
    pages, labels = without_margins(sheets, [read_lines(sheet, tree) for sheet in sheets])
    pages = in_columns(pages)
    lines = [line for page in pages for line in page]
    body = body_of(lines)
    parts = _parts(sheets, pages)
    find_headings(parts, body, tagged=tree.headings >= FEW_HEADINGS)
    setting, cut = set_parts(parts, Vocabulary(line.text for line in lines), body.size, characters)
    if cut:
        warnings.append(f"only the first {characters:,} characters were read")
    return Document(
        source=source,
        text="".join(setting.texts),
        blocks=tuple(setting.blocks),
        pages=setting.pages(len(sheets), labels),
        cover=tuple(tree.spoken.get(1, ())),
        warnings=tuple(warnings),
    )


def _parts(sheets: Sequence[Sheet], pages: Sequence[Sequence[Line]]) -> list[Part]:
    pitch = pitch_of([line for lines in pages for line in lines])
    parts: list[Part] = []
    for sheet, lines in zip(sheets, pages, strict=True):
        for block, group in blocks(lines):
            parts += untagged_parts(sheet, group, pitch) if block is None else tagged_parts(block, group)
    return mend(parts)
