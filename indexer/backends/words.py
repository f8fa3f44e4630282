"""whoosh/: the words as they are spelt, and in which sections they stand. The only module that knows Whoosh.

Whoosh keeps the dictionary: it adds and takes out reports, and finds the words that begin alike. A report is one
document of it; with each of its words stand the sections that have it, since a document for each section would take
twice the time to write. The stemmed terms with their positions are in `arrays`, which score: in Whoosh these would take
far longer, and a hundred times as long to read. An index is written once and only read after that: its files are
pickles without checksums, so they are opened only behind the manifest of their generation.
"""

from __future__ import annotations

import json
import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import whoosh
from whoosh import fields, formats, index
from whoosh.codec.whoosh3 import W3Codec

from indexer.backends.arrays import Ints, Numbers, Postings, Scores, TermArrays
from indexer.backends.gathering import Spelt
from indexer.errors import BrokenIndex

__all__ = ["ARRAYS", "WHOOSH", "WORDS", "WordIndex", "check_version", "write_words"]

WHOOSH = (2, 7, 5)
"""The only version whose files these are."""
WORDS, ARRAYS = "whoosh", "arrays"
"""Folders of a generation."""
FIRSTS = "firsts.json"
"""In `ARRAYS`: the id of each report with the number of its first section."""

_WORD = "word"
_REPORTS, _VOCABULARY = "reports.json", "vocabulary.json"
_STANDING = np.dtype([("section", "<u2"), ("count", "<u2")])
"""Where a word stands in a report: number of the section, counted from 0, and how often there."""


class _Spellings(fields.FieldType):  # type: ignore[misc]
    """A field of words as they are spelt, for prefixes and suggestions."""

    indexed = True
    scorable = stored = unique = False
    vector = None

    def __init__(self) -> None:
        self.format = formats.Format()

    def index(self, value: Iterable[tuple[bytes, bytes]], **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """`value`: words with where they stand."""
        for word, standing in value:
            sections = len(standing) // _STANDING.itemsize
            yield word, sections, float(sections), standing


def write_words(
    directory: Path,
    spelt: Spelt,
    names: Sequence[str],
    firsts: dict[str, int],
    *,
    without: Iterable[str] = (),
    memory_mb: int = 128,
) -> None:
    """Add words to the index in `directory`, which may be new, and take out what it has of the reports `without`.
    `names`: of the words by number; `firsts`: the reports they are of with the numbers of their first documents."""
    check_version()
    directory.mkdir(exist_ok=True)
    opened = (index.open_dir if index.exists_in(str(directory)) else index.create_in)(str(directory), schema=_schema())
    codec = W3Codec(compression=1)
    codec.length_stats = False  # else Whoosh looks for the length of a document at each posting
    writer = opened.writer(limitmb=memory_mb, codec=codec)
    for report in without:
        writer.delete_by_term("report", report)
    for report, standing in _by_report(spelt, [name.encode() for name in names], firsts):
        writer.add_document(report=report, word=standing)
    writer.commit()
    for lock in directory.glob("*LOCK"):
        lock.unlink()
    _write_overview(directory)


def _by_report(
    spelt: Spelt, names: Sequence[bytes], firsts: dict[str, int]
) -> Iterator[tuple[str, Iterable[tuple[bytes, bytes]]]]:
    """The words of each report with where they stand in it."""
    begins = np.array(list(firsts.values()), np.int64)
    owners = np.searchsorted(begins, spelt.documents, side="right") - 1
    order = np.argsort(owners, kind="stable")
    owners, words = owners[order], spelt.words[order]
    standing = np.empty(len(order), _STANDING)
    standing["section"] = spelt.documents[order] - begins[owners]
    standing["count"] = np.minimum(spelt.counts[order], np.iinfo(np.uint16).max)
    raw, size = standing.tobytes(), _STANDING.itemsize
    starts = np.flatnonzero(np.diff(words, prepend=-1) | np.diff(owners, prepend=-1))
    ends = np.append(starts[1:], len(order))
    bounds = np.searchsorted(owners[starts], np.arange(len(begins) + 1))
    for number, report in enumerate(firsts):
        of = slice(bounds[number], bounds[number + 1])
        places = zip(words[starts[of]].tolist(), starts[of].tolist(), ends[of].tolist(), strict=True)
        yield report, ((names[word], raw[size * first : size * end]) for word, first, end in places)


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
        self._generation = generation
        self._terms = TermArrays(generation / ARRAYS)
        self.rows = self._terms.rows
        """Of each document, its row in the records."""
        self.lengths = self._terms.lengths
        """Words in each field of each document."""
        self.places = self._terms.places
        """Where all terms stand, term by term."""
        self.postings: Callable[[str], Postings] = self._terms.postings
        self._reader = index.open_dir(str(generation / WORDS), schema=_schema()).reader()
        self._lock = threading.Lock()  # readers of Whoosh seek in shared files

    def close(self) -> None:
        self._reader.close()

    def spelt(self, word: str) -> tuple[Ints, Scores]:
        """The documents that have a word as it is spelt, and how often."""
        documents, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        with self._lock:
            for reader, first in self._reader.leaf_readers():
                matcher = reader.postings(_WORD, word) if (_WORD, word) in reader else None
                while matcher and matcher.is_active():
                    standing = np.frombuffer(matcher.value(), _STANDING)
                    documents.append(self._firsts[first + matcher.id()] + standing["section"])
                    counts.append(standing["count"])
                    matcher.next()
        found = np.concatenate(documents)
        order = np.argsort(found)
        return found[order].astype(np.int32), np.concatenate(counts)[order].astype(np.float32)

    @cached_property
    def vocabulary(self) -> dict[str, int]:
        """All words as they are spelt, in order, with the number of documents that hold them."""
        found: dict[str, int] = json.loads((self._generation / WORDS / _VOCABULARY).read_bytes())
        return found

    def beginning(self, prefix: str) -> list[tuple[str, int]]:
        """The words that begin so."""
        first, last = (bisect_left(self._words, edge) for edge in (prefix, f"{prefix}\U0010ffff"))
        return [(word, self.vocabulary[word]) for word in self._words[first:last]]

    @cached_property
    def _words(self) -> list[str]:
        return sorted(self.vocabulary)

    @cached_property
    def _firsts(self) -> Numbers:
        """Whoosh's numbers of reports → our number of its first document."""
        known = json.loads((self._generation / ARRAYS / FIRSTS).read_bytes())
        held = json.loads((self._generation / WORDS / _REPORTS).read_bytes())
        return np.array([known.get(report, -1) for report in held], np.int64)


def _schema() -> fields.Schema:
    return fields.Schema(report=fields.ID(stored=True), **{_WORD: _Spellings()})


def _write_overview(directory: Path) -> None:
    """What Whoosh would take long to tell when the index is opened."""
    with index.open_dir(str(directory), schema=_schema()).reader() as reader:
        held = [""] * reader.doc_count_all()
        for number, stored in reader.iter_docs():
            held[number] = stored["report"]
        vocabulary = {word.decode(): int(info.weight()) for word, info in reader.iter_field(_WORD)}
    (directory / _REPORTS).write_text(json.dumps(held), encoding="utf-8")
    (directory / _VOCABULARY).write_text(json.dumps(vocabulary, ensure_ascii=False), encoding="utf-8")
