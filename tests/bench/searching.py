"""How fast is a search? Beside four other engines in one process, at the same work: the best ten, how many there are in
all, and the counts of every facet, one of which has 500 values.

    python -m tests.bench.searching 25000
    python -m tests.bench.searching 250000 --peers tantivy,bm25s

Needs the public collections in ../shared/ir. bm25s knows no phrases and no words that must be there: it looks for any,
so that its totals are others. Those of the rest are ours, except where a word stands in a hyphenated one: we find
"cell" behind "t-cell", and "t-cell" next to what is next to "cell".
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
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from indexer import analysis
from indexer.backend import FACETS
from indexer.backends import searching
from indexer.backends.embedded import EmbeddedBackend
from indexer.backends.view import View
from indexer.gazetteers import areas
from indexer.model import Query
from indexer.query import parse
from tests.bench.passages import COLLECTIONS, SEED, Asked, Passage, passages, questions, records
from tests.bench.peers import FIELDS, PEERS, Answer, Terms

SORTS = ("common word", "rare word", "three words", "nine words", "phrase", "filter")
LAST = {"Whoosh": 2, "SQLite FTS5": 10}
"""Queries of each sort for an engine that takes a tenth of a second or more for one."""
FILLER = "|"
"""Stands in the terms of peers for a stop word, which counts as a position, and between the title and the text."""


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
        "import re, sys, time\nfrom pathlib import Path\n"
        "from indexer.backend import FACETS\nfrom indexer.backends.embedded import EmbeddedBackend\n"
        "from indexer.query import parse\n"
        "start = time.process_time()\nbackend = EmbeddedBackend(Path(sys.argv[1]))\nbackend.reports()\n"
        "opened = time.process_time()\nbackend.search(parse(sys.argv[2]), facets=FACETS)\n"
        "asked = time.process_time()\n"
        "[backend.search(parse(typed), facets=FACETS) for typed in sys.argv[2:]]\n"
        "print(f'{1000 * (opened - start):.0f} {1000 * (asked - opened):.0f} "
        "{int(re.search(r'VmHWM:\\s+(\\d+)', Path('/proc/self/status').read_text())[1]) / 1024:.0f}')\n"
    )
    command = [sys.executable, "-c", code, str(folder), *typed.split("\n")]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    print(f"checked and opened  {said[0]:>8} ms (wanted: 5,000 at most)")
    print(f"first query after   {said[1]:>8} ms (wanted: 300 at most at 25,000)")
    print(f"resident memory     {said[2]:>8} MB, most, after all queries (wanted: 500 at most at 35,000)")


Asks = list[tuple[str, Callable[[], Any]]]
"""Queries with their sorts."""


def timed(asks: Asks, warm: Asks) -> list[tuple[str, float]]:
    """Milliseconds of each query with its sort. Each is asked once, after others of the same sorts: what an engine
    keeps of queries that it has answered is worth nothing, what it keeps of the words of the language is."""
    for _, ask in warm:
        ask()
    gc.collect()
    return [(sort, _took(ask)) for sort, ask in asks]


def _took(ask: Callable[[], Any]) -> float:
    """CPU time, because other processes may be busy on the same machine; no engine here waits or uses two cores."""
    start = time.process_time()
    ask()
    return (time.process_time() - start) * 1000


def line(name: str, took: list[tuple[str, float]]) -> str:
    times = [each for _, each in took]
    by_sort = [_median([each for sort, each in took if sort == wanted]) for wanted in SORTS]
    return f"{name:20}{_median(times):9.2f}{_p95(times):9.2f}" + "".join(f"{each:13.2f}" for each in by_sort)


def _median(times: list[float]) -> float:
    return sorted(times)[len(times) // 2]


def _p95(times: list[float]) -> float:
    return quantiles(times, n=20)[-1]


def told(text: str) -> list[str]:
    """The terms of a text for a peer, each at its position."""
    parts = (part for word in analysis.COMPOUND.findall(text) for part in analysis.compound(word).parts)
    return [part or FILLER for part in parts]


def terms_of(asked: Asked, names: dict[str, str]) -> Terms:
    terms = tuple(filter(None, map(analysis.term, asked.words)))
    together = "row" if asked.phrase else "any" if asked.sort == "nine words" else "all"
    return Terms(terms, together, names[asked.area] if asked.area else None)  # type: ignore[arg-type]


def query_of(asked: Asked) -> Query:
    """What a peer is asked, in our terms: the words as they are, and all of them where a peer must find all."""
    strict = asked.sort in ("three words", "filter")
    return replace(parse(asked.typed, exact=True), strict=strict)


def answer(view: View, query: Query) -> Answer:
    """The same as a peer gives: the best ten, how many, and the values of each facet with their counts."""
    ranked = searching.rank(view, query, FIELDS)
    return ranked.shown.tolist(), ranked.total, [facet.values.counted() for facet in ranked.facets]  # type: ignore[attr-defined]


def ours(backend: EmbeddedBackend, asked: list[Asked], warm: list[Asked]) -> dict[Asked, int]:
    """Prints a line for the bare work, and one for a page of results: the thesaurus, all facets, snippets. Returns the
    totals."""
    view = backend._view()
    for each in (*asked, *warm):  # peers get terms that are analysed already
        analysis.content(query_of(each).clauses)
    bare = [[(each.sort, partial(answer, view, query_of(each))) for each in some] for some in (asked, warm)]
    print(line("mappa", timed(*bare)), flush=True)
    page = [[(each.sort, partial(_page, backend, parse(each.typed))) for each in some] for some in (asked, warm)]
    print(line("mappa, a whole page", timed(*page)), flush=True)
    return {each: ask()[1] for each, (_, ask) in zip(asked, bare[0], strict=True)}


def _page(backend: EmbeddedBackend, query: Query) -> None:
    for facet in backend.search(query, facets=FACETS).facets:
        tuple(facet.values)


def theirs(
    name: str,
    folder: Path,
    made: list[Passage],
    terms: list[list[str]],
    asked: list[Asked],
    warm: list[Asked],
    totals: dict[Asked, int],
) -> None:
    """Prints the line of a peer, and how often it finds just as many as we do."""
    folder.mkdir()
    start, names = time.process_time(), {area.id: area.name for area in areas()}
    ask = PEERS[name](folder, made, terms)
    built = time.process_time() - start
    few = [asked, warm] if name not in LAST else [_some(asked, LAST[name]), _some(warm, 1)]
    asks = [[(each.sort, partial(ask, terms_of(each, names))) for each in some] for some in few]
    shown = line(name, timed(*asks))
    same = sum(totals[each] == ask(terms_of(each, names))[1] for each in few[0])
    print(f"{shown}  built in {built:.0f} CPU s, {same} of {len(few[0])} totals as ours", flush=True)


def _some(asked: list[Asked], count: int) -> list[Asked]:
    return [each for sort in SORTS for each in [one for one in asked if one.sort == sort][:count]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("passages", type=int, nargs="?", default=25_000)
    parser.add_argument("--peers", default=",".join(PEERS), help="some of: %(default)s; or none")
    parser.add_argument("--index", type=Path, help="keep the index here, and use it where it is there already")
    parser.add_argument("--queries", type=int, default=50, help="of each sort (default: %(default)s)")
    args = parser.parse_args()
    if not COLLECTIONS.is_dir():
        raise SystemExit(f"the public collections are not beside this checkout: {COLLECTIONS} does not exist")
    made = passages(args.passages)
    asked, warm = questions(made, args.queries), questions(made, args.queries, SEED + 1)
    print(f"{len(made)} passages, {len(asked)} queries of six sorts, {os.cpu_count()} cores; milliseconds of CPU time")
    with tempfile.TemporaryDirectory() as work:
        folder = args.index or Path(work) / "mappa"
        backend = EmbeddedBackend(folder) if (folder / "CURRENT").exists() else build(folder, made)
        first_query(folder, "\n".join(each.typed for each in asked))
        print(f"\n{'':20}{'p50':>9}{'p95':>9}" + "".join(f"{sort:>13}" for sort in SORTS))
        totals = ours(backend, asked, warm)
        terms = [[*told(each.title), FILLER, *told(each.text)] for each in made]
        for name in filter(PEERS.__contains__, args.peers.split(",")):
            theirs(name, Path(work) / name.replace(" ", "-"), made, terms, asked, warm, totals)


if __name__ == "__main__":
    main()
