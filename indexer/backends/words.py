"""whoosh/: the words as they are spelt, and in which sections they stand. The only module that knows Whoosh.

Whoosh keeps the dictionary: it adds and takes out reports, and finds the words that begin alike. The stemmed terms with
their counts and positions are in `arrays`, which score: in Whoosh these would take twice the time to write, and a
hundred times to read. An index is written once and only read after that: its files are pickles without checksums, so
they are opened only behind the manifest of their generation.
"""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import whoosh
from whoosh import fields, formats, index

from indexer import analysis
from indexer.backends.arrays import FIELDS, NOWHERE, Numbers, Postings, TermArrays
from indexer.backends.conventions import field_texts
from indexer.errors import BrokenIndex
from indexer.model import Section

__all__ = ["ARRAYS", "FIELDS", "SPELLINGS", "WHOOSH", "WORDS", "WordIndex", "check_version", "write_words"]

WHOOSH = (2, 7, 5)
"""The only version whose files these are."""

SPELLINGS = "word"
"""The field of whole words as they are spelt, of all the others."""
WORDS, ARRAYS = "whoosh", "arrays"
"""Folders of a generation."""
_ROWS = "rows.npy"
_VOCABULARY = "vocabulary.json"


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
        spelt = "\n".join(field_texts(section).values())
        writer.add_document(row=row, report=section.report, word=spelt)
    writer.commit()
    for lock in directory.glob("*LOCK"):
        lock.unlink()
    _write_overview(directory)


def check_version() -> None:
    """Two distributions share the name `whoosh`, and each overwrites the other. Raises BrokenIndex."""
    if whoosh.__version__ != WHOOSH:
        found, wanted = (".".join(map(str, version)) for version in (whoosh.__version__, WHOOSH))
        raise BrokenIndex(f"whoosh {found} is installed, but whoosh-reloaded {wanted} is needed: install it again")


class WordIndex:
    """The words of a generation, open for reading by any number of threads. Documents count from 0."""

    def __init__(self, generation: Path) -> None:
        """Raises whatever damaged files make Whoosh raise."""
        check_version()
        self._directory = generation / WORDS
        self._terms = TermArrays(generation / ARRAYS)
        self.rows = self._terms.rows
        """Of each document, its row in the records."""
        self.lengths = self._terms.lengths
        """Words in each field of each document."""
        self._reader = index.open_dir(str(self._directory), schema=_schema()).reader()
        self._lock = threading.Lock()  # readers of Whoosh seek in shared files

    def close(self) -> None:
        self._reader.close()

    def postings(self, name: str, term: str) -> Postings:
        """Of a term in a field, or of a word among the `SPELLINGS`, which has no positions."""
        return self._spelt(term) if name == SPELLINGS else self._terms.postings(name, term)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """All words as they are spelt, with the number of documents that hold them."""
        found: dict[str, int] = json.loads((self._directory / _VOCABULARY).read_bytes())
        return found

    @cached_property
    def _numbers(self) -> Numbers:
        """Whoosh's numbers of documents → ours; -1 for one that is deleted."""
        rows = np.load(self._directory / _ROWS)
        by_row = np.full(max(self.rows.max(initial=0), rows.max(initial=0)) + 2, -1, np.int64)
        by_row[self.rows] = np.arange(len(self.rows))
        numbers: Numbers = by_row[rows]
        return numbers

    def _spelt(self, word: str) -> Postings:
        documents: list[int] = []
        counts: list[float] = []
        with self._lock:
            for reader, first in self._reader.leaf_readers():
                matcher = reader.postings(SPELLINGS, word) if (SPELLINGS, word) in reader else None
                while matcher and matcher.is_active():
                    documents.append(first + matcher.id())
                    counts.append(matcher.weight())
                    matcher.next()
        numbers = self._numbers[np.array(documents, np.int64)].astype(np.int32)
        order = np.argsort(numbers)
        return NOWHERE._replace(documents=numbers[order], counts=np.array(counts, np.float32)[order])


def _schema() -> fields.Schema:
    return fields.Schema(row=fields.STORED(), report=fields.ID(), **{SPELLINGS: Spellings()})


def _write_overview(directory: Path) -> None:
    """What Whoosh would take long to tell when the index is opened."""
    with index.open_dir(str(directory), schema=_schema()).reader() as reader:
        rows = np.full(reader.doc_count_all(), -1, np.int64)
        for number, stored in reader.iter_docs():
            rows[number] = stored["row"]
        vocabulary = {word.decode(): info.doc_frequency() for word, info in reader.iter_field(SPELLINGS)}
    np.save(directory / _ROWS, rows)
    (directory / _VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
