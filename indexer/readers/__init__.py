"""Source → Document: one file a format. The content of a file decides which reader it gets, its name only where the
content does not say."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from indexer.config import ReadingConfig
from indexer.errors import UnreadableFile
from indexer.model import Document, Source
from indexer.readers.pdf import read_pdf
from indexer.readers.text import read_text

PDF_MARK = b"%PDF-"
LONE = re.compile("[\ud800-\udfff]")
MARK_WITHIN = 1024
"""Bytes in which PDF readers look for the mark; some files have other bytes before it."""


def read(source: Source, config: ReadingConfig) -> Document:
    """What a file holds. Raises UnreadableFile, whose message is one line that begins with the name of the file.
    A MemoryError is left to whoever set the limit."""
    try:
        return _storable(_read(source, Path(source.path).read_bytes(), config))
    except UnreadableFile as error:
        message = str(error)
    except MemoryError:
        raise
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
    except RecursionError:
        message = "is nested too deeply to be read"
    except Exception as error:  # what a damaged file does to a library is anyone's guess
        message = f"cannot be read: {type(error).__name__}: {' '.join(str(error).split())}"
    raise UnreadableFile(f"{source.name}: {message.removeprefix(f'{source.name}: ')}")


def _storable(document: Document) -> Document:
    """Halves of characters, which damaged fonts give, cannot be written anywhere; each is replaced by one mark."""
    return replace(
        document,
        text=LONE.sub("\ufffd", document.text),
        pages=tuple(replace(page, label=page.label and LONE.sub("\ufffd", page.label)) for page in document.pages),
        cover=tuple(LONE.sub("\ufffd", words) for words in document.cover),
        warnings=tuple(LONE.sub("\ufffd", warning) for warning in document.warnings),
    )


def _read(source: Source, data: bytes, config: ReadingConfig) -> Document:
    if _is_pdf(source, data):
        source = replace(source, format="pdf")
        return read_pdf(source, data, pages=config.pages, characters=config.characters)
    return read_text(source, data, characters=config.characters)


def _is_pdf(source: Source, data: bytes) -> bool:
    """A file called .pdf is left to the PDF reader in any case: it says what the file is instead."""
    return source.format == "pdf" or data[:MARK_WITHIN].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(PDF_MARK)
