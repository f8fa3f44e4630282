"""What tests of the PDF reader share: read bytes, and see the blocks."""

from __future__ import annotations

import hashlib

from indexer.model import Document, Source
from indexer.readers.pdf import read_pdf

PROSE = (
    "The board met four times in the year and looked at every case that was raised,",
    "and agencies shared what they knew about each offender before a plan was made.",
    "Most plans were met in full; where they were not, the reasons were written down.",
)


def read(data: bytes, *, pages: int = 500, characters: int = 5_000_000) -> Document:
    source = Source("a/report.pdf", "report.pdf", "pdf", hashlib.sha256(data).hexdigest(), len(data))
    return read_pdf(source, data, pages=pages, characters=characters)


def seen(document: Document) -> list[tuple[str, str]]:
    """Role and text of each block."""
    return [(block.role, document.text[block.span.start : block.span.end - 1]) for block in document.blocks]
