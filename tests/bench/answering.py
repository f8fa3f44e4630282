"""How many questions are answered right? Beside two peers on the same passages: haystack's BM25 retriever with the
three best sentences of its ten best passages, and plain Whoosh with the best sentence of its three best passages.

    python -m tests.bench.answering                          # the questions in tests/questions
    python -m tests.bench.answering some.jsonl others.jsonl  # other questions in the same form

Needs the reference data (../shared) beside the checkout. The peers never refuse; an answer of theirs is cut to the
length that the kind of question allows, which ours has to find out by itself.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer import open_index, output
from indexer.answer import answer
from indexer.answer.evidence import quote, sentences
from indexer.backend import SearchBackend
from indexer.cli import main as mappa
from indexer.config import Config
from indexer.model import Citation, StoredSection

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
QUESTIONS = ROOT / "tests" / "questions"
TEN, THREE = 10, 3
SHORT = ("statistic", "comparison", "factual")
MOST_WORDS, MOST_CHARACTERS, LONG = 58, 395, 150
KINDS = ("definition", "faq", "statistic", "comparison", "practice", "factual")

Row = dict[str, Any]
Peer = Callable[[str], list[Citation]]
"""The sentences that answer a question, best first."""


def haystack_peer(passages: list[StoredSection], _: Path) -> Peer:
    os.environ["HAYSTACK_TELEMETRY_ENABLED"] = "False"
    from haystack import Document
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore

    def retriever(texts: Iterable[tuple[str, int]], most: int) -> Any:
        store = InMemoryDocumentStore()
        store.write_documents([Document(id=str(at), content=text) for text, at in texts])
        return InMemoryBM25Retriever(store, top_k=most)

    whole = retriever(((_with_title(each), at) for at, each in enumerate(passages)), TEN)

    def ask(question: str) -> list[Citation]:
        best = [passages[int(each.id)] for each in whole.run(query=question)["documents"]]
        parts = [quote(each, s.start, s.end) for each in best for s in sentences(each.section.text)]
        found = retriever(((part.quote, at) for at, part in enumerate(parts)), THREE).run(query=question)["documents"]
        return [parts[int(each.id)] for each in found]

    return ask


def whoosh_peer(passages: list[StoredSection], folder: Path) -> Peer:
    from whoosh import analysis, fields, highlight, index, qparser

    stemmed = analysis.StemmingAnalyzer()
    schema = fields.Schema(at=fields.STORED, text=fields.TEXT(stored=True, analyzer=stemmed))
    made = index.create_in(str(folder), schema)
    writer = made.writer()
    for at, each in enumerate(passages):
        writer.add_document(at=at, text=_with_title(each))
    writer.commit()
    parser = qparser.QueryParser("text", schema, plugins=[], group=qparser.OrGroup)

    def ask(question: str) -> list[Citation]:
        with made.searcher() as searcher:
            hits = searcher.search(parser.parse(question), limit=THREE)
            hits.fragmenter, hits.formatter = highlight.SentenceFragmenter(maxchars=400), highlight.NullFormatter()
            found = [(passages[hit["at"]], hit.highlights("text", top=1)) for hit in hits]
        return [each for passage, text in found if (each := _placed(passage, text))]

    return ask


def _with_title(stored: StoredSection) -> str:
    return f"{stored.section.title or ''}\n{stored.place.area} {stored.place.year_start}\n{stored.section.text}"


def _placed(stored: StoredSection, text: str) -> Citation | None:
    at = stored.section.text.find(text.strip())
    return quote(stored, at, at + len(text.strip())) if text.strip() and at >= 0 else None


def peer_row(question: Row, found: list[Citation]) -> Row:
    """As `mappa ask` prints it; the sentences that fit in."""
    words, characters = (MOST_WORDS, MOST_CHARACTERS) if question["kind"] in SHORT else (LONG, 10_000)
    text = ""
    for each in found:
        longer = f"{text} {' '.join(each.quote.split())}".strip()
        if len(longer.split()) <= words and len(longer) <= characters:
            text = longer
    cited = [output.citation_row(each) for each in found]
    return {"id": question["id"], "question": question["question"], "answered": bool(text), "kind": None,
            "answer": text or None, "took_ms": 0.0, "citations": cited, "reason": None}  # fmt: skip


def score(questions: list[Row], rows: list[Row]) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        gold, told = Path(folder) / "questions.jsonl", Path(folder) / "told.jsonl"
        for file, lines in ((gold, questions), (told, rows)):
            file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        command = [sys.executable, str(SHARED / "score" / "score.py"), "ask", "--json", "--predictions", str(told)]
        said = subprocess.run([*command, "--gold", folder], check=True, capture_output=True, text=True)
    found: dict[str, float] = json.loads(said.stdout)["figures"]
    return found


def table(questions: list[Row], scores: dict[str, dict[str, float]]) -> list[str]:
    lines = [f"{'':22}" + "".join(f"{name:>12}" for name in scores)]
    count = {
        kind: sum(q["kind"] == kind and not q["ambiguous"] for q in questions) for kind in (*KINDS, "unanswerable")
    }
    for kind in (*KINDS, "unanswerable"):
        values = [each.get(f"ask.accuracy.{kind}") for each in scores.values()]
        told = "".join(f"{'-' if value is None else f'{value:.2f}':>12}" for value in values)
        lines.append(f"{kind:12}{count[kind]:>8}  {told}")
    of = max(sum(count[kind] for kind in KINDS), 1)
    whole = [sum(s.get(f"ask.accuracy.{kind}", 0.0) * count[kind] for kind in KINDS) / of for s in scores.values()]
    lines.append(f"{'answerable':12}{of:>8}  " + "".join(f"{value:>12.2f}" for value in whole))
    margin = (whole[0] - max(whole[1:])) * 100
    return [*lines, f"margin over the better peer: {margin:.0f} points (wanted: 20 at least)"]


def held(index: str) -> tuple[SearchBackend, list[StoredSection]]:
    if mappa(["index", str(SHARED / "corpus" / "text"), "--index", index]):
        raise SystemExit("the reports could not all be indexed")
    backend = open_index(replace(Config(), index=replace(Config().index, directory=Path(index))))
    return backend, list(backend.sections())


def main() -> None:
    files = [Path(name) for name in sys.argv[1:]] or sorted(QUESTIONS.glob("*.jsonl"))
    questions = [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    with tempfile.TemporaryDirectory() as index, tempfile.TemporaryDirectory() as folder:
        backend, passages = held(index)
        rows = {"ours": [output.answer_row(answer(q["question"], backend), q["id"]) for q in questions]}
        for name, make in (("haystack", haystack_peer), ("Whoosh", whoosh_peer)):
            ask = make(passages, Path(folder))
            rows[name] = [peer_row(q, ask(q["question"])) for q in questions]
        print("\n".join(table(questions, {name: score(questions, told) for name, told in rows.items()})))


if __name__ == "__main__":
    main()
