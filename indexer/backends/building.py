"""A generation of the embedded index under construction."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self

from indexer.backends import records, words
from indexer.backends.arrays import TermArrays
from indexer.backends.gathering import Gathered
from indexer.backends.generations import Generations, Lock
from indexer.backends.inverting import TermWriter
from indexer.backends.table import write_table
from indexer.backends.words import ARRAYS, FIRSTS, WORDS
from indexer.errors import BrokenIndex
from indexer.model import Figure, Link, Record, Report, Section

RECORDS = "records.sqlite"


class Building:
    """Records are written as they come; the words are made from them when the generation is published."""

    def __init__(self, generations: Generations, *, fresh: bool, keep: int) -> None:
        """Starts as a copy of the newest generation that is whole. Raises BrokenIndex where another process writes."""
        self._generations, self._keep = generations, keep
        self._changed: set[str] = set()
        self._closed = False
        with _told():
            self._lock = Lock(generations.directory)
        try:
            with _told():
                self._base = None if fresh else generations.whole()
                self._path = generations.new()
                self._connection = self._open()
        except BaseException:
            generations.sweep()
            self._lock.release()
            raise

    def reports(self) -> tuple[Report, ...]:
        return tuple(records.reports(self._open_connection()))

    def write(self, record: Record) -> None:
        with _told(), self._open_connection() as connection:
            records.write(connection, record)
        self._changed.add(record.report.id)

    def remove(self, report: str) -> None:
        with _told(), self._open_connection() as connection:
            records.remove(connection, report)
        self._changed.add(report)

    def sections(self) -> Iterator[tuple[Report, Section]]:
        connection = self._open_connection()
        for report in self.reports():
            for _, section in records.sections(connection, [report.id]):
                yield report, section

    def figures(self) -> Iterator[Figure]:
        return records.figures(self._open_connection())

    def link(self, links: Iterable[Link]) -> None:
        with _told(), self._open_connection() as connection:
            records.replace_links(connection, links)

    def add_missing(self, figures: Iterable[Figure]) -> None:
        with _told(), self._open_connection() as connection:
            records.replace_missing(connection, figures)

    def publish(self) -> str:
        """A build that cannot be finished leaves the published generation as it is, and raises BrokenIndex."""
        connection = self._open_connection()
        with _told():
            self._write_words()
            records.seal(connection)
            versions = {"sqlite": sqlite3.sqlite_version, "whoosh": ".".join(map(str, words.WHOOSH))}
            name = self._generations.publish(self._path, versions, self._keep)
        self._closed = True
        self._lock.release()
        return name

    def rollback(self) -> None:
        if not self._closed:
            self._closed = True
            self._connection.close()
            shutil.rmtree(self._path, ignore_errors=True)
            self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.rollback()

    def _open(self) -> sqlite3.Connection:
        path = self._path / RECORDS
        if self._base is None:
            return records.create(path)
        shutil.copyfile(self._base.path / RECORDS, path)
        return records.open_for_writing(path)

    def _open_connection(self) -> sqlite3.Connection:
        if self._closed:
            raise ValueError("this generation has been published or thrown away")
        return self._connection

    def _write_words(self) -> None:
        """Add what has changed to the words of the last generation, or all anew where most has."""
        held = self.reports()
        anew = self._base is None or 2 * len(self._changed) > len(held)
        last = None if anew or self._base is None else self._base.path
        folder, terms = self._path / ARRAYS, TermWriter(TermArrays(last / ARRAYS) if last else None)
        folder.mkdir()
        firsts: dict[str, int] = {}
        for report in held:
            firsts[report.id] = terms.size
            self._take(report.id, terms, read=last is None or report.id in self._changed)
        (folder / FIRSTS).write_text(json.dumps(firsts), encoding="utf-8")
        fresh = {report: first for report, first in firsts.items() if last is None or report in self._changed}
        terms.write(folder)
        write_table(folder, held, lambda *asked: self._connection.execute(*asked).fetchall())
        self._write_spelt(terms.gathered, fresh, last)

    def _take(self, report: str, terms: TermWriter, *, read: bool) -> None:
        """Sections are numbered anew, because a report may stand between others; unless they are to be read, their
        terms are taken over."""
        if read:
            for row, section in records.sections(self._connection, [report]):
                terms.add(row, section)
        else:
            for row in records.rows(self._connection, report):
                terms.keep(row)

    def _write_spelt(self, gathered: Gathered, fresh: dict[str, int], last: Path | None) -> None:
        folder = self._path / WORDS
        shutil.rmtree(folder, ignore_errors=True)
        if last:
            shutil.copytree(last / WORDS, folder, copy_function=shutil.copyfile)
        if self._changed or not last:
            without = sorted(self._changed) if last else ()
            words.write_words(folder, gathered.spelt(), gathered.words, fresh, without=without)


@contextmanager
def _told() -> Iterator[None]:
    """What the system refuses (a full disk, missing rights) is said in one line."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise BrokenIndex(f"the index could not be written: {error}") from error
