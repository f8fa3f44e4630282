"""The arrays find what plain Whoosh finds, and order it as the same formula over Whoosh's postings does."""

from __future__ import annotations

import math
import random
from itertools import pairwise

import pytest
from whoosh import analysis as whoosh_analysis
from whoosh import fields, index, query

from indexer import analysis
from indexer.backends.embedded import EmbeddedBackend
from indexer.backends.weighing import K1, B
from indexer.query import parse
from tests.contract.corpus import publish
from tests.records import record, report, section

SECTIONS = 200
WORDS = ("panel", "risk", "police", "prison", "victim", "order", "tagging", "housing", "review", "board", "rare")


@pytest.fixture(scope="module")
def texts() -> list[str]:
    chance = random.Random(3)
    weights = [1 / (rank + 1) for rank in range(len(WORDS))]
    return [" ".join(chance.choices(WORDS, weights, k=chance.randint(3, 40))) for _ in range(SECTIONS)]


@pytest.fixture(scope="module")
def ours(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> EmbeddedBackend:
    """Without titles, so that there is one field as in the other."""
    backend, of = EmbeddedBackend(tmp_path_factory.mktemp("ours")), report()
    publish(backend, record(of, [section(of, n, text, title="") for n, text in enumerate(texts, 1)]))
    return backend


@pytest.fixture(scope="module")
def theirs(texts: list[str], tmp_path_factory: pytest.TempPathFactory) -> index.FileIndex:
    schema = fields.Schema(body=fields.TEXT(analyzer=whoosh_analysis.SpaceSeparatedTokenizer()))
    made = index.create_in(str(tmp_path_factory.mktemp("theirs")), schema)
    writer = made.writer()
    for text in texts:
        writer.add_document(body=" ".join(token.term for token in analysis.tokens(text)))
    writer.commit()
    return made


def found(backend: EmbeddedBackend, typed: str) -> dict[int, float]:
    """Scores by the number of the section."""
    pages = (backend.search(parse(typed, size=100, page=page)) for page in range(1, 4))
    return {int(hit.place.section.split("#")[1]) - 1: hit.score for page in pages for hit in page.hits}


def scores(theirs: index.FileIndex, texts: list[str], term: str) -> dict[int, float]:
    """BM25 with Lucene's idf from Whoosh's postings of a term, and the exact lengths of the texts."""
    lengths = [len(text.split()) for text in texts]
    mean = sum(lengths) / len(lengths)
    with theirs.reader() as reader:
        matcher = reader.postings("body", term)
        counts = {}
        while matcher.is_active():
            counts[matcher.id()] = matcher.weight()
            matcher.next()
    idf = math.log(1 + (len(texts) - len(counts) + 0.5) / (len(counts) + 0.5))
    evened = {number: count / (1 - B + B * lengths[number] / mean) for number, count in counts.items()}
    return {number: idf * (K1 + 1) * value / (value + K1) for number, value in evened.items()}


@pytest.mark.parametrize("words", [("panel",), ("rare",), ("risk", "rare"), ("order", "review", "board")])
def test_any_of_some_words(
    ours: EmbeddedBackend, theirs: index.FileIndex, texts: list[str], words: tuple[str, ...]
) -> None:
    wanted: dict[int, float] = {}
    for word in words:
        for number, score in scores(theirs, texts, str(analysis.term(word))).items():
            wanted[number] = wanted.get(number, 0) + score
    got = found(ours, " OR ".join(words))
    assert got.keys() == wanted.keys()
    assert all(math.isclose(got[number], score, rel_tol=1e-4) for number, score in wanted.items())
    in_order = [wanted[number] for number in got]
    assert all(one >= other - 1e-3 for one, other in pairwise(in_order)), "not the same order, up to ties"


@pytest.mark.parametrize("words", [("panel",), ("risk", "police"), ("order", "review", "board"), ("rare", "panel")])
def test_all_of_some_words(ours: EmbeddedBackend, theirs: index.FileIndex, words: tuple[str, ...]) -> None:
    with theirs.searcher() as searcher:
        every = query.And([query.Term("body", str(analysis.term(word))) for word in words])
        assert found(ours, " AND ".join(words)).keys() == set(every.docs(searcher))


@pytest.mark.parametrize(("word", "refused"), [("panel", "risk"), ("police", "rare")])
def test_a_word_without_another(ours: EmbeddedBackend, theirs: index.FileIndex, word: str, refused: str) -> None:
    with theirs.searcher() as searcher:
        terms = [query.Term("body", str(analysis.term(each))) for each in (word, refused)]
        assert found(ours, f"{word} -{refused}").keys() == set(query.AndNot(*terms).docs(searcher))


@pytest.mark.parametrize("words", [("panel", "risk"), ("police", "police"), ("rare", "panel")])
def test_a_phrase(ours: EmbeddedBackend, theirs: index.FileIndex, words: tuple[str, ...]) -> None:
    typed = f'"{" ".join(words)}"'
    with theirs.searcher() as searcher:
        phrase = query.Phrase("body", [str(analysis.term(word)) for word in words])
        assert found(ours, typed).keys() == set(phrase.docs(searcher))
