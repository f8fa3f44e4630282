"""How well the word index ranks, on five public test collections: `make bench-ranking`.

They are indexed and searched through the same backend as the reports, with the same settings for all five; each
document is a section that has a text and nothing else, so that the weights of fields have no say, and queries are
exact, since the thesaurus is about these reports. The figure is nDCG@10, a mean over the queries of a collection.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import math
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from indexer import analysis
from indexer.backends.embedded import EmbeddedBackend
from indexer.model import Query, Word
from tests.records import record, report, section

SHARED = Path(__file__).resolve().parents[3] / "shared" / "ir"
COLLECTIONS = ("cranfield", "cisi", "cacm", "npl", "scifact")
TARGET = 0.477
"""Mean over the collections; tantivy has 0.4735 with the same analyser."""
DEPTH = 10


def ndcg(found: Iterable[str], relevant: dict[str, int]) -> float:
    """Of the first ten."""
    gains = [relevant.get(name, 0) / math.log2(rank + 2) for rank, name in enumerate(found)][:DEPTH]
    ideal = [gain / math.log2(rank + 2) for rank, gain in enumerate(sorted(relevant.values(), reverse=True)[:DEPTH])]
    return sum(gains) / sum(ideal)


def measure(folder: Path) -> float:
    """nDCG@10 of a collection."""
    documents = _lines(gzip.decompress((folder / "corpus.jsonl.gz").read_bytes()).decode())
    queries = _lines((folder / "queries.jsonl").read_text(encoding="utf-8"))
    relevant = _judgements(folder / "qrels.tsv")
    of = report("Xx", 1000)
    with tempfile.TemporaryDirectory() as directory:
        backend = EmbeddedBackend(Path(directory))
        sections = [
            section(of, number, f"{row['title']}\n{row['text']}", title="") for number, row in enumerate(documents)
        ]
        with backend.begin() as generation:
            generation.write(record(of, sections))
            generation.publish()
        scores = []
        for row in queries:
            hits = backend.search(_query(row["text"])).hits
            scores.append(ndcg([documents[hit.place.order]["id"] for hit in hits], relevant[row["id"]]))
        backend.close()
    return sum(scores) / len(scores)


def _query(text: str) -> Query:
    """All the words of a question, none of which means anything to the grammar."""
    return Query(text, tuple(map(Word, analysis.PART.findall(text))), size=DEPTH, exact=True)


def _lines(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines() if line]


def _judgements(file: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as rows:
        for row in csv.DictReader(rows, delimiter="\t"):
            if int(row["score"]) > 0:
                found[row["query-id"]][row["corpus-id"]] = int(row["score"])
    return found


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    if not SHARED.is_dir():
        raise SystemExit(f"the public collections are not beside this checkout: {SHARED} does not exist")
    found = {}
    for name in COLLECTIONS:
        found[name] = measure(SHARED / name)
        print(f"{name:10} {found[name]:.4f}", flush=True)
    mean = sum(found.values()) / len(found)
    print(f"{'mean':10} {mean:.4f} (target {TARGET})")
    if mean < TARGET:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
