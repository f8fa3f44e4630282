"""How fast are reports read? Against bare pypdf text extraction of the same files, on as many processes.

python -m tests.bench.reading --reports 1000
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

from pypdf import PdfReader

from indexer.backends.embedded import EmbeddedBackend
from indexer.config import Config
from indexer.pipeline import build
from tests.bench.made_reports import write_reports

BOTH = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)


def bare(path: Path) -> int:
    """The peer: nothing but the text of each page."""
    return sum(1 for page in PdfReader(path).pages if page.extract_text() is not None)


@dataclass(frozen=True, slots=True)
class Took:
    """Seconds by the clock, seconds of processor time with that of the children, and the most memory in MB: of the
    process that was started, and of any of its children, most of which they share with it."""

    clock: float
    processor: float
    peak_mb: float
    child_mb: float
    statuses: Counter[str]


def peer(paths: Sequence[Path], workers: int) -> tuple[int, Took]:
    """Pages, and what their bare text takes."""
    with Measured() as measured, multiprocessing.get_context("fork").Pool(workers) as pool:
        pages = sum(pool.imap_unordered(bare, paths, chunksize=4))
        pool.close()
        pool.join()
    return pages, measured.took(Counter())


def ours(paths: Sequence[Path], index: Path, *, fresh: bool) -> Took:
    """The whole way, in a process of its own that begins with nothing loaded."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as alone:
        return alone.submit(_build, tuple(paths), index, fresh).result()


def _build(paths: tuple[Path, ...], index: Path, fresh: bool) -> Took:
    config = Config()
    config = replace(config, index=replace(config.index, directory=index, catalogue=Path("none")))
    with Measured() as measured:
        outcomes = build(paths, EmbeddedBackend(index), config, fresh=fresh)
    return measured.took(Counter(outcome.status for outcome in outcomes))


class Measured:
    """What is done within it, in this process and in children that have ended by then."""

    def __enter__(self) -> Self:
        self._clock, self._processor = time.perf_counter(), _processor()
        return self

    def __exit__(self, *_: object) -> None:
        self._clock, self._processor = time.perf_counter() - self._clock, _processor() - self._processor

    def took(self, statuses: Counter[str]) -> Took:
        own, child = (resource.getrusage(who).ru_maxrss / 1024 for who in BOTH)
        return Took(self._clock, self._processor, own, child, statuses)


def _processor() -> float:
    used = [resource.getrusage(who) for who in BOTH]
    return sum(each.ru_utime + each.ru_stime for each in used)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=200)
    count = parser.parse_args().reports
    workers = min(Config().reading.workers, os.cpu_count() or 1)
    with tempfile.TemporaryDirectory() as made:
        folder, index = Path(made) / "reports", Path(made) / "index"
        folder.mkdir()
        paths = write_reports(folder, count)
        pages, alone = peer(paths, workers)
        print(f"{count} reports, {pages} pages, {workers} processes on {os.cpu_count()} cores", flush=True)
        print(
            f"bare pypdf        {pages / alone.clock:8.1f} pages/s, {alone.processor:.1f} s of processor time",
            flush=True,
        )
        for size in (count // 10, count // 4, count // 2, count):
            took = ours(paths[:size], index, fresh=True)
            print(
                f"memory at {size:5d} {took.peak_mb:8.0f} MB, a child {took.child_mb:.0f} MB; {took.clock:.1f} s, "
                f"{took.processor:.1f} s of processor time",
                flush=True,
            )
        again = ours(paths, index, fresh=False)
    print(f"mappa, whole way  {pages / took.clock:8.1f} pages/s, {took.processor:.1f} s of processor time, "
          f"{took.statuses['indexed']} reports indexed")  # fmt: skip
    print(f"times bare pypdf  {took.clock / alone.clock:8.2f} by the clock (wanted: 1.5 at most), "
          f"{took.processor / alone.processor:.2f} by processor time; both with loading the rules")  # fmt: skip
    print(f"second run        {again.clock:8.2f} s, {again.processor:.2f} s of processor time, "
          f"{again.statuses['unchanged']} unchanged (wanted: 2 s at most for 1,000)")  # fmt: skip


if __name__ == "__main__":
    main()
