"""How fast is a search? Beside four other engines in one process, at the same work: the best ten, how many there are in
all, and the counts of every facet, one of which has 500 values.

    python -m tests.bench.searching 25000
    python -m tests.bench.searching 250000 --peers tantivy,bm25s

Needs the public collections in ../shared/ir. bm25s knows no phrases and no words that must be there: it looks for any.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from indexer import analysis
from indexer.backend import FACETS
from indexer.backends import searching
from indexer.backends.embedded import EmbeddedBackend
from indexer.gazetteers import areas
from indexer.query import parse
from tests.bench.passages import COLLECTIONS, Asked, Passage, passages, questions, records
from tests.bench.peers import PEERS, Terms

SORTS = ("common word", "rare word", "three words", "nine words", "phrase", "filter")
LAST = {"Whoosh": 2}
"""Queries of each sort for an engine that takes seconds for one."""


def build(folder: Path, made: list[Passage]) -> EmbeddedBackend:
    backend = EmbeddedBackend(folder)
    start = time.process_time()
    with backend.begin(fresh=True) as generation:
        for each in records(made):
            generation.write(each)
        generation.publish()
    print(f"building            {time.process_time() - start:8.1f} CPU s (wanted: 45 at most for 25,000 passages)")
    size = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())
    print(f"on disk             {size / 1e6:8.0f} MB")
    return backend


def first_query(folder: Path, typed: str) -> None:
    """In a process of its own: checking and opening the index, the first query, and memory after some."""
    code = (
        "import sys, time, resource\nfrom pathlib import Path\n"
        "from indexer.backend import FACETS\nfrom indexer.backends.embedded import EmbeddedBackend\n"
        "from indexer.query import parse\n"
        "start = time.process_time()\nbackend = EmbeddedBackend(Path(sys.argv[1]))\nbackend.reports()\n"
        "opened = time.process_time()\nbackend.search(parse(sys.argv[2]), facets=FACETS)\n"
        "asked = time.process_time()\n"
        "[backend.search(parse(typed), facets=FACETS) for typed in sys.argv[2:]]\n"
        "print(f'{1000 * (opened - start):.0f} {1000 * (asked - opened):.0f} "
        "{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}')\n"
    )
    command = [sys.executable, "-c", code, str(folder), *typed.split("\n")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    print(f"checked and opened  {said[0]:>8} ms (wanted: 5,000 at most)")
    print(f"first query after   {said[1]:>8} ms (wanted: 300 at most at 25,000)")
    print(f"resident memory     {said[2]:>8} MB, most, after all queries (wanted: 500 at most at 35,000)")


def timed(asks: list[tuple[str, Callable[[], Any]]], rounds: int) -> tuple[list[tuple[str, float]], list[float]]:
    """Milliseconds of each query with its sort, once everything has been asked once; and of the first time."""
    first = [_took(ask) for _, ask in asks]
    gc.collect()
    return [(sort, _took(ask)) for _ in range(rounds) for sort, ask in asks], first


def _took(ask: Callable[[], Any]) -> float:
    """CPU time, because other processes may be busy on the same machine; no engine here waits or uses two cores."""
    start = time.process_time()
    ask()
    return (time.process_time() - start) * 1000


def line(name: str, took: list[tuple[str, float]], first: list[float]) -> str:
    times = [each for _, each in took]
    by_sort = [_median([each for sort, each in took if sort == wanted]) for wanted in SORTS]
    shown = "".join(f"{each:13.2f}" for each in by_sort)
    return f"{name:20}{_median(times):9.2f}{_p95(times):9.2f}{_median(first):9.2f}{_p95(first):9.2f}{shown}"


def _median(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def terms_of(asked: Asked, names: dict[str, str]) -> Terms:
    terms = tuple(filter(None, map(analysis.term, asked.words)))
    together = "row" if asked.phrase else "any" if asked.sort == "nine words" else "all"
    return Terms(terms, together, names[asked.area] if asked.area else None)  # type: ignore[arg-type]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", type=int, nargs="?", default=25_000)
    parser.add_argument("--peers", default=",".join(PEERS), help="some of: %(default)s; or none")
    parser.add_argument("--index", type=Path, help="keep the index here, and use it where it is there already")
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    if not COLLECTIONS.is_dir():
        raise SystemExit(f"the public collections are not beside this checkout: {COLLECTIONS} does not exist")
    made = passages(args.passages)
    asked = questions(made)
    print(f"{len(made)} passages, {len(asked)} queries of six sorts, {os.cpu_count()} cores; milliseconds of CPU time")
    with tempfile.TemporaryDirectory() as work:
        folder = args.index or Path(work) / "mappa"
        backend = EmbeddedBackend(folder) if (folder / "CURRENT").exists() else build(folder, made)
        first_query(folder, "\n".join(each.typed for each in asked))
        view = backend._view()
        queries = [(each.sort, parse(each.typed)) for each in asked]
        head = "".join(f"{sort:>13}" for sort in SORTS)
        print(f"\n{'':20}{'p50':>9}{'p95':>9}{'p50 new':>9}{'p95 new':>9}{head}")
        ranked = [(sort, partial(searching.rank, view, view.widen(query), FACETS)) for sort, query in queries]
        print(line("mappa", *timed(ranked, args.rounds)), flush=True)
        whole = [(sort, partial(backend.search, query, facets=FACETS)) for sort, query in queries]
        print(line("mappa with snippets", *timed(whole, args.rounds)), flush=True)
        terms = [[token.term for token in analysis.tokens(f"{each.title}\n{each.text}")] for each in made]
        names = {area.id: area.name for area in areas()}
        for name in filter(PEERS.__contains__, args.peers.split(",")):
            folder = Path(work) / name.replace(" ", "-")
            folder.mkdir()
            start = time.process_time()
            ask = PEERS[name](folder, made, terms)
            built = time.process_time() - start
            few = asked if name not in LAST else [each for sort in SORTS for each in _some(asked, sort, LAST[name])]
            rounds = 1 if name in LAST else args.rounds
            asks = [(each.sort, partial(ask, terms_of(each, names))) for each in few]
            print(line(name, *timed(asks, rounds)), f"  built in {built:.0f} CPU s", flush=True)


def _some(asked: list[Asked], sort: str, count: int) -> list[Asked]:
    return [each for each in asked if each.sort == sort][:count]


if __name__ == "__main__":
    main()
