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
from dataclasses import replace
from pathlib import Path

from pypdf import PdfReader

from indexer.backends.embedded import EmbeddedBackend
from indexer.config import Config
from indexer.pipeline import build
from tests.bench.made_reports import write_reports


def bare(path: Path) -> int:
    """The peer: nothing but the text of each page."""
    return sum(1 for page in PdfReader(path).pages if page.extract_text() is not None)


def peak_mb() -> float:
    """Of this process, in which records are written and linked."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reports", type=int, default=200)
    count = parser.parse_args().reports
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made) / "reports"
        folder.mkdir()
        paths = write_reports(folder, count)
        config = Config()
        config = replace(config, index=replace(config.index, directory=Path(made) / "index", catalogue=Path("none")))
        workers = min(config.reading.workers, os.cpu_count() or 1)
        start = time.perf_counter()
        with multiprocessing.get_context("fork").Pool(workers) as pool:
            pages = sum(pool.imap_unordered(bare, paths, chunksize=4))
        peer = pages / (time.perf_counter() - start)
        rows = []
        for part in (paths[: count // 4], paths):
            start = time.perf_counter()
            outcomes = build(part, EmbeddedBackend(config.index.directory), config, fresh=True)
            rows.append((len(part), time.perf_counter() - start, peak_mb()))
        start = time.perf_counter()
        again = build(paths, EmbeddedBackend(config.index.directory), config)
        second = time.perf_counter() - start
    ours = pages / rows[-1][1]
    indexed = sum(outcome.status == "indexed" for outcome in outcomes)
    unchanged = sum(outcome.status == "unchanged" for outcome in again)
    print(f"{indexed} of {count} reports indexed, {pages} pages, {workers} processes")
    print(f"bare pypdf           {peer:8.1f} pages/s")
    print(f"mappa, whole way     {ours:8.1f} pages/s   {peer / ours:.2f} times the peer's time (wanted: 1.5 at most)")
    for size, took, peak in rows:
        print(f"memory at {size:5d} reports {peak:6.0f} MB, {took:.1f} s")
    print(f"second run           {second:8.2f} s, {unchanged} unchanged (wanted: 2 s at most for 1,000)")


if __name__ == "__main__":
    main()
