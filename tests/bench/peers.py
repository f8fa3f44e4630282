"""Other search engines at the same work: the best ten, how many in all, and the counts of all four facets.

All get the terms that our own analyser makes, so that they find the same. A query is terms, how they belong together,
and an area to stay within.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import numpy as np

from tests.bench.passages import Passage

FIELDS = ("area", "year", "kind", "agency")
TEN = 10


@dataclass(frozen=True, slots=True)
class Terms:
    """`all`: of these each must be there; `any`: one is enough; `row`: next to each other."""

    terms: tuple[str, ...]
    together: Literal["all", "any", "row"]
    area: str | None = None


Answer = tuple[list[int], int, list[list[Any]]]
"""Numbers of the best ten, how many in all, and the values of each facet with their counts."""
Ask = Callable[[Terms], Answer]


def values(passage: Passage) -> dict[str, tuple[str, ...]]:
    return {"area": (passage.area,), "year": (str(passage.year),), "kind": (passage.kind,), "agency": passage.agencies}


def tantivy_peer(folder: Path, passages: list[Passage], terms: list[list[str]]) -> Ask:
    import tantivy

    schema = tantivy.SchemaBuilder()
    schema.add_text_field("body", tokenizer_name="whitespace", index_option="position")
    schema.add_integer_field("number", fast=True, stored=True)
    for name in FIELDS:
        schema.add_text_field(name, fast=True, tokenizer_name="raw", index_option="basic")
    index = tantivy.Index(schema.build(), path=str(folder))
    writer = index.writer(heap_size=200_000_000, num_threads=1)
    for number, (passage, words) in enumerate(zip(passages, terms, strict=True)):
        fields = {name: list(each) for name, each in values(passage).items()}
        writer.add_document(tantivy.Document(body=[" ".join(words)], number=[number], **fields))
    writer.commit()
    writer.wait_merging_threads()
    index.reload()
    searcher, known = index.searcher(), index.schema
    wanted = {name: {"terms": {"field": name, "size": 1000}} for name in FIELDS}
    occur, query = tantivy.Occur, tantivy.Query

    def ask(asked: Terms) -> Answer:
        if asked.together == "row":
            found = query.phrase_query(known, "body", list(asked.terms))
        else:
            each = occur.Must if asked.together == "all" else occur.Should
            found = query.boolean_query([(each, query.term_query(known, "body", term)) for term in asked.terms])
        if asked.area:
            inside = query.const_score_query(query.term_query(known, "area", asked.area), 0.0)
            found = query.boolean_query([(occur.Must, found), (occur.Must, inside)])
        best = searcher.search(found, TEN, count=True)
        counted = searcher.aggregate(found, wanted)
        facets = [[(each["key"], each["doc_count"]) for each in counted[name]["buckets"]] for name in FIELDS]
        numbers = searcher.fast_field_values("number", [address for _, address in best.hits])
        return [int(number) for number in numbers], int(best.count or 0), facets

    return ask


def bm25s_peer(_: Path, passages: list[Passage], terms: list[list[str]]) -> Ask:
    """It scores only, and knows neither phrases nor words that must be there: a filter and the counts are numpy's."""
    import bm25s

    engine = bm25s.BM25(k1=1.2, b=0.75)
    engine.index(terms, show_progress=False)
    columns = list(_codes(passages))
    areas = {name: code for code, name in enumerate(columns[0][2])}

    def ask(asked: Terms) -> Answer:
        known = [term for term in asked.terms if term in engine.vocab_dict]
        scores = engine.get_scores(known) if known else np.zeros(len(passages), np.float32)
        if asked.area:
            scores = np.where(columns[0][1] == areas[asked.area], scores, 0)
        mask = scores > 0
        facets = []
        for sections, codes, names in columns:
            counts = np.bincount(codes[mask[sections]], minlength=len(names))
            facets.append([(names[code], int(counts[code])) for code in np.argsort(-counts) if counts[code]])
        best = np.argpartition(-scores, TEN)[:TEN]
        best = best[np.argsort(-scores[best])]
        return [int(n) for n in best if scores[n] > 0], int(np.count_nonzero(mask)), facets

    return ask


def _codes(passages: list[Passage]) -> Iterator[tuple[Any, Any, list[str]]]:
    for name in FIELDS:
        pairs = [(number, value) for number, each in enumerate(passages) for value in values(each)[name]]
        names, codes = np.unique(np.array([value for _, value in pairs]), return_inverse=True)
        yield np.array([number for number, _ in pairs]), codes, [str(each) for each in names]


def fts5_peer(folder: Path, passages: list[Passage], terms: list[list[str]]) -> Ask:
    connection = sqlite3.connect(folder / "fts.sqlite")
    connection.execute("CREATE VIRTUAL TABLE words USING fts5(body, content='', tokenize='unicode61')")
    for name in FIELDS:
        connection.execute(
            f"CREATE TABLE {name} (number INTEGER, value TEXT, PRIMARY KEY (number, value)) WITHOUT ROWID"
        )
    rows = ((number, " ".join(words)) for number, words in enumerate(terms))
    connection.executemany("INSERT INTO words(rowid, body) VALUES (?, ?)", rows)
    for name in FIELDS:
        pairs = ((number, value) for number, each in enumerate(passages) for value in values(each)[name])
        connection.executemany(f"INSERT INTO {name} VALUES (?, ?)", pairs)
    connection.execute("CREATE TEMP TABLE hit (number INTEGER PRIMARY KEY, score REAL)")
    connection.commit()

    def ask(asked: Terms) -> Answer:
        quoted = [f'"{term}"' for term in asked.terms]
        typed = (
            " + ".join(quoted) if asked.together == "row" else (" OR " if asked.together == "any" else " ").join(quoted)
        )
        inside = " AND rowid IN (SELECT number FROM area WHERE value = ?)" if asked.area else ""
        given = (typed, asked.area) if asked.area else (typed,)
        connection.execute("DELETE FROM hit")
        connection.execute(f"INSERT INTO hit SELECT rowid, rank FROM words WHERE words MATCH ?{inside}", given)
        best = connection.execute("SELECT number FROM hit ORDER BY score LIMIT 10").fetchall()
        (total,) = connection.execute("SELECT COUNT(*) FROM hit").fetchone()
        count = "SELECT value, COUNT(*) FROM hit JOIN {0} USING (number) GROUP BY value ORDER BY 2 DESC"
        return (
            [number for (number,) in best],
            total,
            [connection.execute(count.format(name)).fetchall() for name in FIELDS],
        )

    return ask


def whoosh_peer(folder: Path, passages: list[Passage], terms: list[list[str]]) -> Ask:
    from whoosh import analysis, fields, index, query, sorting

    schema = fields.Schema(
        body=fields.TEXT(analyzer=analysis.SpaceSeparatedTokenizer()),
        number=fields.STORED(),
        **{name: fields.KEYWORD(commas=True, sortable=True) for name in FIELDS},
    )
    writer = index.create_in(str(folder), schema).writer(limitmb=256)
    for number, (passage, words) in enumerate(zip(passages, terms, strict=True)):
        writer.add_document(
            body=" ".join(words), number=number, **{name: ",".join(each) for name, each in values(passage).items()}
        )
    writer.commit()
    searcher = index.open_dir(str(folder)).searcher()

    def ask(asked: Terms) -> Answer:
        kinds = {"all": query.And, "any": query.Or}
        if asked.together == "row":
            found = query.Phrase("body", list(asked.terms))
        else:
            found = kinds[asked.together]([query.Term("body", term) for term in asked.terms])
        inside = query.Term("area", asked.area) if asked.area else None
        facets = {name: sorting.FieldFacet(name, allow_overlap=True) for name in FIELDS}
        best = searcher.search(found, limit=TEN, filter=inside, groupedby=facets, maptype=sorting.Count)
        counts = [sorted(best.groups(name).items(), key=lambda each: -each[1]) for name in FIELDS]
        return [hit["number"] for hit in best], len(best), counts

    return ask


PEERS: dict[str, Callable[[Path, list[Passage], list[list[str]]], Ask]] = {
    "tantivy": tantivy_peer, "bm25s": bm25s_peer, "SQLite FTS5": fts5_peer, "Whoosh": whoosh_peer,
}  # fmt: skip
