"""A term over the years, and the rules for its law and its facts."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

import pytest

from indexer import rules
from indexer.compare import Piece, compare_words
from indexer.definitions import facts, law_of, newest_year, now_called, timeline
from indexer.model import Definition, Place, Wording

ROWS = [
    pytest.param(row, example, wanted, id=f"{row['label']}: {example[:40]}")
    for row in rules.load("terms")["fact"]
    for wanted, key in ((True, "examples"), (False, "counterexamples"))
    for example in row[key]
]


def place(area: str, year: int) -> Place:
    slug = area.lower()
    return Place(f"{slug}-{year}#1", "T", "definition", f"{slug}-{year}", area, slug, year, year + 1, 1)


def definition(
    *wordings: tuple[str, list[Place]], term: str = "Warning Order", acronym: str | None = "WO"
) -> Definition:
    return Definition("warning-order", term, acronym, tuple(Wording(text, p[0], tuple(p[1:])) for text, p in wordings))


@pytest.mark.parametrize(("row", "example", "wanted"), ROWS)
def test_fact_rule(row: dict[str, Any], example: str, wanted: bool) -> None:
    assert (row["label"] in {fact.label for fact in facts(example)}) is wanted


def test_every_term_names_its_act_and_where_to_read_it() -> None:
    for row in rules.load("terms")["term"]:
        assert re.fullmatch(r".+ Act (\d{4})", row["act"])
        assert row["url"].endswith(f"/section/{row['section']}")
        assert row["act"][-4:] in row["url"]


def test_what_replaced_a_term_says_so_too() -> None:
    known = rules.load("terms")["term"]
    pairs = {(row["names"][0], other) for row in known for other in row.get("replaced_by", ())}
    assert pairs == {(other, row["names"][0]) for row in known for other in row.get("replaced", ())}


def test_versions_follow_the_wording_that_most_reports_use() -> None:
    old, new = "It lasts two years.", "It lasts five years."
    told = timeline(
        definition(
            (new, [place("Kent", 2016), place("Essex", 2016)]),
            (old, [place("Dorset", 2016), place("Kent", 2014), place("Kent", 2015)]),
        ),
        newest=2016,
    )
    assert [(each.first, each.last, each.wording.text) for each in told.versions] == [
        (2014, 2015, old),
        (2016, 2016, new),
    ]
    assert told.versions[1].pieces == (
        Piece("same", "It lasts"), Piece("removed", "two"), Piece("added", "five"), Piece("same", "years."),
    )  # fmt: skip
    assert [(each.year_start, [p.area for p in each.places]) for each in told.variants] == [(2016, ["Dorset"])]
    assert (told.first, told.last, told.out_of_date) == (2014, 2016, False)


def test_a_term_that_newer_reports_do_not_define_is_out_of_date() -> None:
    known = definition(("It lasts.", [place("Kent", 2014)]))
    assert timeline(known, newest=2021).out_of_date
    assert newest_year([known]) == 2014


def test_a_replaced_term_is_out_of_date_however_new_the_report() -> None:
    known = definition(("It lasts.", [place("Kent", 2021)]), term="Sexual Offences Prevention Orders", acronym=None)
    told = timeline(known, newest=2021)
    assert told.law is not None
    assert told.law.replaced_by == ("Sexual Harm Prevention Order",)
    assert told.out_of_date


def test_a_term_without_law_has_none() -> None:
    assert law_of(definition(("It lasts.", [place("Kent", 2014)]))) is None


def test_a_fact_cut_by_a_page_is_whole() -> None:
    (fact,) = facts("It is made where the person is\n\nunder 18.")
    assert fact.sentence == "It is made where the person is under 18."


def test_words_are_compared_one_by_one() -> None:
    assert compare_words("a b", "a b") == (Piece("same", "a b"),)
    assert compare_words("", "a") == (Piece("added", "a"),)


def test_a_term_that_later_reports_name_otherwise_has_a_newer_name() -> None:
    text = "Those who must notify."
    old = definition((text, [place("Kent", 2014)]), term="Registered Sexual Offenders", acronym="RSO")
    new = replace(
        definition(
            (text, [place("Kent", 2021)]), term="Subject to sex offender notification requirements", acronym=None
        ),
        slug="subject-to-notification",
    )
    other = replace(definition((text, [place("Kent", 2021)])), slug="other")
    assert now_called(timeline(old, newest=2021), [old, other, new]) == new
    assert now_called(timeline(new, newest=2021), [old, other, new]) is None
    assert now_called(timeline(other, newest=2021), [old, other, new]) is None
