"""whoosh/: which terms stand in which sections, how often and where. The only module that knows Whoosh.

Whoosh keeps the words; `matching` says what they are worth. An index is written once and only read after that: its
files are pickles without checksums, so they are opened only behind the manifest of their generation.
"""

from __future__ import annotations

import threading
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import whoosh
from whoosh import fields, formats, index

from indexer import analysis
from indexer.backends.conventions import field_texts
from indexer.errors import BrokenIndex
from indexer.model import Section

FIELDS = ("title", "term", "question", "text")
"""Fields of terms; `term` holds the acronym, too."""
SPELLINGS = "word"
"""The field of whole words as they are spelt, of all the others."""
WHOOSH = (2, 7, 5)
"""The only version whose files these are."""

_ROWS = "rows.npy"
_LENGTHS = "lengths.npy"
_REMEMBERED = 256
"""Terms whose postings are kept in memory."""


class Postings(NamedTuple):
    """Where a term stands in a field: numbers of documents in order, how often in each, how many positions that makes
    (a joined word has one for each of its parts), and these one after another."""

    documents: npt.NDArray[np.int64]
    counts: npt.NDArray[np.float32]
    sizes: npt.NDArray[np.int64]
    positions: npt.NDArray[np.int64]


class Terms(fields.FieldType):  # type: ignore[misc]
    """A field whose terms our own analyser makes. A posting holds positions as 32-bit numbers, little end first."""

    indexed = scorable = True
    stored = unique = False
    vector = None

    def __init__(self) -> None:
        self.format = formats.Positions()

    def index(self, value: str, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """Each term, how many words of the length it makes up, how often it counts, and its positions."""
        found: dict[str, list[analysis.Token]] = defaultdict(list)
        for token in analysis.tokens(value):
            found[token.term].append(token)
        for term, tokens in found.items():
            positions = np.array(sorted({token.position for token in tokens}), "<u4")
            spans = {(token.start, token.end) for token in tokens}
            length = len(spans) if len(spans) == len(tokens) else 0  # the parts of a joined word count already
            yield term.encode(), length, float(len(spans)), positions.tobytes()


class Spellings(fields.FieldType):  # type: ignore[misc]
    """A field of words as they are spelt, for prefixes and suggestions. Without positions."""

    indexed = scorable = True  # scorable: Whoosh looks for the file of lengths at every posting where there is none
    stored = unique = False
    vector = None

    def __init__(self) -> None:
        self.format = formats.Existence()

    def index(self, value: str, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        for word, count in Counter(analysis.words(value)).items():
            yield word.encode(), count, float(count), b""


def write_words(
    directory: Path, sections: Iterable[tuple[int, Section]], *, without: Iterable[str] = (), memory_mb: int = 128
) -> None:
    """Add sections, by their row in the records, to the index in `directory`, which may be new, and take out what it
    has of the reports `without`."""
    check_version()
    directory.mkdir(exist_ok=True)
    opened = (index.open_dir if index.exists_in(str(directory)) else index.create_in)(str(directory), schema=_schema())
    writer = opened.writer(limitmb=memory_mb)
    for report in without:
        writer.delete_by_term("report", report)
    for row, section in sections:
        writer.add_document(**_values(row, section))
    writer.commit()
    for lock in directory.glob("*LOCK"):
        lock.unlink()
    _write_arrays(directory)


def check_version() -> None:
    """Two distributions share the name `whoosh`, and each overwrites the other. Raises BrokenIndex."""
    if whoosh.__version__ != WHOOSH:
        found, wanted = (".".join(map(str, version)) for version in (whoosh.__version__, WHOOSH))
        raise BrokenIndex(f"whoosh {found} is installed, but whoosh-reloaded {wanted} is needed: install it again")


class WordIndex:
    """A written index, open for reading by any number of threads. Documents count from 0."""

    def __init__(self, directory: Path) -> None:
        """Raises whatever damaged files make Whoosh raise."""
        check_version()
        self.rows: npt.NDArray[np.int64] = np.load(directory / _ROWS)
        """Of each document, its row in the records; -1 where it is deleted."""
        self.lengths: npt.NDArray[np.float32] = np.load(directory / _LENGTHS)
        """Words in each field of each document."""
        self._reader = index.open_dir(str(directory), schema=_schema()).reader()
        self._lock = threading.Lock()  # readers of Whoosh seek in shared files
        self.postings = lru_cache(maxsize=_REMEMBERED)(self._read)

    def close(self) -> None:
        self._reader.close()

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """All words as they are spelt, with the number of documents that hold them."""
        with self._lock:
            words = list(self._reader.lexicon(SPELLINGS))
            return {word.decode(): self._reader.doc_frequency(SPELLINGS, word) for word in words}

    def _read(self, name: str, term: str) -> Postings:
        documents: list[int] = []
        counts: list[float] = []
        values: list[bytes] = []
        with self._lock:
            for reader, first in self._reader.leaf_readers():
                matcher = reader.postings(name, term) if (name, term) in reader else None
                while matcher and matcher.is_active():
                    documents.append(first + matcher.id())
                    counts.append(matcher.weight())
                    values.append(matcher.value() or b"")
                    matcher.next()
        sizes = np.array([len(value) // 4 for value in values], np.int64)
        positions = np.frombuffer(b"".join(values), "<u4").astype(np.int64)
        return Postings(np.array(documents, np.int64), np.array(counts, np.float32), sizes, positions)


def _schema() -> fields.Schema:
    terms = {name: Terms() for name in FIELDS}
    return fields.Schema(row=fields.STORED(), report=fields.ID(), **{SPELLINGS: Spellings()}, **terms)


def _values(row: int, section: Section) -> dict[str, Any]:
    texts = field_texts(section)
    return {"row": row, "report": section.report, SPELLINGS: "\n".join(texts.values()), **texts}


def _write_arrays(directory: Path) -> None:
    with index.open_dir(str(directory), schema=_schema()).reader() as reader:
        rows = np.full(reader.doc_count_all(), -1, np.int64)
        lengths = np.zeros((len(FIELDS), len(rows)), np.float32)
        for number, stored in reader.iter_docs():
            rows[number] = stored["row"]
            lengths[:, number] = [reader.doc_field_length(number, name) or 0 for name in FIELDS]
    np.save(directory / _ROWS, rows)
    np.save(directory / _LENGTHS, lengths)
