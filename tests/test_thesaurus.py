"""Every row of the thesaurus takes effect in its examples, and in none of its counterexamples."""

from __future__ import annotations

import pytest

from indexer.model import Phrase, Query, Widened, Word
from indexer.query import parse, render, shown
from indexer.thesaurus import Entry, build, defined, initials, key_of, load, others, row_entries, standing, widen

ROWS = [(kind, row) for kind, rows in load().items() for row in rows]


def found(text: str, *entries: Entry) -> set[str]:
    """What is searched for beside the words typed."""
    return {shown(other.clause) for other in others(widen(parse(text), build(entries)))}


@pytest.mark.parametrize(("kind", "row"), ROWS, ids=lambda each: str(each)[:40])
def test_every_row_takes_effect_in_its_examples_only(kind: str, row: dict[str, list[str]]) -> None:
    entries = tuple(row_entries(kind, row))
    assert row["examples"]
    for example in row["examples"]:
        assert found(example, *entries), example
        assert others(widen(parse(example), build(standing()))), example
    for counterexample in row.get("counterexamples", ()):
        assert not found(counterexample, *entries), counterexample


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SOPO", {'"Sexual Offences Prevention Order"', "SHPO", '"Sexual Harm Prevention Order"'}),
        ("sexual offences prevention orders", {"SOPO", "SHPO"}),
        ("IDVA", {'"Independent Domestic Violence Adviser"'}),
        ("marac", {'"Multi-Agency Risk Assessment Conference"'}),
        ("OM", {'"Offender Manager"'}),
        ("lay advisors", {"adviser"}),
    ],
)
def test_the_standing_entries_know_the_words_of_practitioners(text: str, expected: set[str]) -> None:
    known = {shown(other.clause).casefold() for other in others(widen(parse(text), build(standing())))}
    assert {each.casefold() for each in expected} <= known


@pytest.mark.parametrize(
    "text", ['"lay advisor"', "-advisor", "advisor OR zebra", "exact: advisor", "advis*", "sort", "aim"]
)
def test_what_is_meant_as_it_stands_is_left_alone(text: str) -> None:
    assert others(widen(parse(text), build(standing()))) == ()


def test_the_longest_entry_counts_and_the_words_typed_stay() -> None:
    query = widen(parse("new circles of support funding"), build(standing()))
    group = next(clause for clause in query.clauses if isinstance(clause, Widened))
    assert group.typed == (Word("circles"), Word("of"), Word("support"))
    assert render(query) == "new circles of support funding"
    assert widen(query, build(standing())) == query


def test_a_word_that_is_mended_is_looked_up_as_it_was_meant() -> None:
    query = widen(
        parse("housng"), build([Entry("housing", "accommodation", "similar")]), {"housng": "housing"}.__getitem__
    )
    assert [(shown(other.clause), other.relation) for other in others(query)] == [
        ("housing", "spelling"),
        ("accommodation", "similar"),
    ]


def test_short_forms_of_the_reports_stand_for_their_long_ones() -> None:
    entries = list(
        defined(
            [("LFRS", "Lancashire Fire and Rescue Service"), ("ABC", "something else"), ("NO", "Notification Order")]
        )
    )
    assert found("lancashire fire and rescue service", *entries) == {"LFRS"}
    assert found("LFRS", *entries) == {'"Lancashire Fire and Rescue Service"'}
    assert found("no", *entries) == set()
    assert found("NO", *entries) == {'"Notification Order"'}
    assert found("ABC", *entries) == set()


def test_initials_may_leave_out_small_words() -> None:
    assert initials("CoSA", "Circles of Support and Accountability")
    assert initials("HMPPS", "Her Majesty's Prison and Probation Service") is True
    assert not initials("IOM", "Offender Management")
    assert key_of("The Multi-Agency panels") == key_of("multi agency panel")
    assert isinstance(others(widen(Query(clauses=(Word("advisor"),)), build(standing())))[0].clause, Word | Phrase)


def test_an_abbreviation_is_no_plural_of_a_shorter_one() -> None:
    known = build(standing())
    seen = {
        text: {shown(other.clause) for other in others(widen(parse(text), known))}
        for text in ("GPS", "gps", "GPs", "GP")
    }
    doctors, places = '"general practitioner"', '"global positioning system"'
    assert all(places in seen[text] and doctors not in seen[text] for text in ("GPS", "gps"))
    assert all(doctors in seen[text] and places not in seen[text] for text in ("GPs", "GP"))
