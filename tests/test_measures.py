"""rules/measures.toml: every row's examples, and what the rows promise each other."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer import rules
from indexer.statistics import Measure, measures
from indexer.statistics.commentary import statements
from indexer.statistics.measures import division, lexicon
from indexer.statistics.words import near, plain, words

TABLE = rules.load("measures")
HEADINGS = [None, *(row["id"] for row in TABLE["heading"])]


def cases(kind: str, field: str) -> list[Any]:
    """The examples of all rows of a kind, each with its row."""
    return [
        pytest.param(row, text, id=f"{row.get('id') or row.get('becomes') or row.get('label')}: {text}")
        for row in TABLE[kind]
        for text in row.get(field, ())
    ]


def found(label: str) -> set[str]:
    """The measures or headings for which a label stands, anywhere or under a heading."""
    entries = [lexicon().find(label, heading) for heading in HEADINGS]
    return {(entry.measure.id if entry.measure else entry.heading) or "" for entry in entries if entry}


@pytest.mark.parametrize(("row", "text"), cases("spelling", "examples"))
def test_spellings_are_replaced(row: dict[str, Any], text: str) -> None:
    assert words(text) == row["becomes"]


@pytest.mark.parametrize(("row", "text"), cases("division", "examples"))
def test_divisions_are_known(row: dict[str, Any], text: str) -> None:
    named = division(text)
    assert named is not None
    assert (named.axis, named.value) == (row["axis"], row["value"])


@pytest.mark.parametrize(("row", "text"), cases("division", "counterexamples"))
def test_divisions_are_not_seen_elsewhere(row: dict[str, Any], text: str) -> None:
    named = division(text)
    assert named is None or named.value != row["value"]


@pytest.mark.parametrize(("row", "text"), [*cases("measure", "examples"), *cases("heading", "examples")])
def test_labels_are_known(row: dict[str, Any], text: str) -> None:
    assert row["id"] in found(text)


@pytest.mark.parametrize(("row", "text"), [*cases("measure", "counterexamples"), *cases("heading", "counterexamples")])
def test_other_labels_are_not_taken_for_it(row: dict[str, Any], text: str) -> None:
    assert row["id"] not in found(text)
    damaged, cut = lexicon().damaged(text), lexicon().cut(text)
    assert not any(entry and entry.measure and entry.measure.id == row["id"] for entry in (damaged, cut))


def test_a_label_stands_for_one_thing() -> None:
    """No two measures share a title, a label or, below one heading, a row."""
    seen: dict[tuple[str, str], str] = {}
    for row in TABLE["measure"]:
        for under, label in _labels(row):
            assert seen.setdefault((under, words(label)), row["id"]) == row["id"], label


def _labels(row: dict[str, Any]) -> list[tuple[str, str]]:
    anywhere = [*row.get("tables", ()), *row.get("labels", ()), *(x for c in row.get("cells", ()) for x in c["labels"])]
    return [("", label) for label in anywhere] + [
        (rows["under"], label) for rows in row.get("rows", ()) for label in rows["labels"]
    ]


@pytest.mark.parametrize("row", TABLE["statement"], ids=lambda row: row["measure"])
def test_statements_of_the_commentary_are_known(row: dict[str, Any]) -> None:
    statement = next(s for s in statements() if s.cell[0] == row["measure"])
    for example in row["examples"]:
        match = statement.pattern.search(example["text"])
        assert match is not None
        assert (int(match["value"]), bool(match["share"])) == (example["value"], example.get("share", False))
    assert not any(statement.pattern.search(text) for text in row["counterexamples"])


def test_every_row_has_examples() -> None:
    for kind in ("spelling", "division", "heading", "measure", "statement"):
        for row in TABLE[kind]:
            assert row["examples"], row
            assert kind == "spelling" or row["counterexamples"], row


def test_measures_are_complete() -> None:
    ids = [measure.id for measure in measures()]
    assert len(ids) == len(set(ids))
    for measure in measures():
        assert measure.label
        assert measure.definition.endswith(".")
        assert measure.period in ("snapshot", "year")
        assert measure.replaced_by is None or measure.replaced_by in ids
        assert bool(measure.levels) == measure.by_level
        assert not (measure.divided and measure.category)


@pytest.mark.shared
def test_the_gold_measures_are_all_there(shared: Path) -> None:
    lines = (shared / "gold" / "statistics.jsonl").read_text("utf-8").splitlines()
    rows = [json.loads(line) for line in lines]
    by_id = {measure.id: measure for measure in measures()}
    for row in rows:
        measure = by_id[row["metric"]]
        assert (measure.period == "snapshot") == ("/" not in row["period"]), row["metric"]
        assert measure.published(row["year_start"]), row["metric"]
        if not measure.divided:
            assert (measure.category, None) == (row["category"], row["level"])


def test_comparability_notes_know_their_years() -> None:
    by_id: dict[str, Measure] = {measure.id: measure for measure in measures()}
    (census,) = by_id["rso_per_100k"].notes
    assert [year for year in range(2018, 2025) if census.covers(year)] == [2021]
    category_4 = by_id["eligible_offenders"].notes[0]
    assert not category_4.covers(2021)
    assert category_4.covers(2022)
    assert by_id["sopo_imposed"].replaced_by == "shpo_imposed"
    assert not by_id["sopo_imposed"].published(2021)


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        ("**Registered Sexual Offenders (RSOs)**", "rsos"),
        ("per 100,000 population¹", "per 100000 population"),
        ("per 100,000 population1", "per 100000 population"),
        ("revoked on application <sup>8</sup>", "revoked on application"),
        ("Table 3: SOPOs & NOs", "sopos and nos"),
        ("Oﬀenders on 31 March 2019", "offenders"),
        ("Offenders, 2018/19", "offenders"),
        ("1 April 2018 to 31 March 2019", ""),
        ("Level 2", "level 2"),
    ],
)
def test_labels_are_brought_to_one_spelling(printed: str, expected: str) -> None:
    assert words(printed) == expected


def test_damaged_print_is_near_and_other_words_are_not() -> None:
    clean = plain("Registered offenders per 100,000 population")
    assert near(clean, plain("Reglstered offenders per 100,000 populatlon"))
    assert not near(clean, plain("Registered offenders per 200,000 population"))
    assert not near(clean, plain("Registered offenders with 100,000 pounds"))
    assert not near(plain("SHPOs imposed by the courts"), plain("SOPOs imposed by the courts"))


# ---- wordings


WORDINGS = [
    (row, text, kind) for row in rules.load("labels")["wording"] for kind in ("examples", "counterexamples")
    for text in row[kind]
]  # fmt: skip


@pytest.mark.parametrize(("row", "text", "kind"), WORDINGS)
def test_labels_are_known_by_what_they_say(row: dict[str, Any], text: str, kind: str) -> None:
    entry = lexicon().find(text, row.get("under"))
    known = (entry.measure.id if entry.measure else entry.heading) if entry else None
    assert (known == (row.get("measure") or row.get("heading"))) == (kind == "examples")
