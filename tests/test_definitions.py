from __future__ import annotations

import pytest

from indexer.backends.conventions import place_of
from indexer.backends.definitions import DefinedSection, Definitions, wording_text
from indexer.model import Section
from tests.records import report, section


def defined(text: str, term: str, *, acronym: str | None = None, year: int = 2014, order: int = 1) -> DefinedSection:
    of = report("Dorset", year)
    found = section(of, order, text, kind="definition", title=text.split(":")[0], term=term, acronym=acronym)
    return DefinedSection(found, place_of(of, found), found.id)


def lettered(text: str, title: str, term: str, acronym: str | None = None) -> Section:
    letter = title[1] if title.startswith("(") else None
    return section(report(), 1, text, kind="definition", title=title, term=term, acronym=acronym, letter=letter)


@pytest.mark.parametrize(
    ("text", "title", "term", "acronym", "shown"),
    [
        ("(h) Travel Orders these stop travel.", "(h) Travel Orders", "Travel Order", "TO", "these stop travel."),
        ("- **(h) Travel Orders** these stop.", "Travel Orders", "Travel Order", None, "these stop."),
        ("(g) Notice – this requires a visit.", "(g) Notice", "Notice", None, "this requires a visit."),
        ("Breach\nThose who break a rule.", "Breach", "Breach", None, "Those who break a rule."),
        ("(f) Harm Order (HO) (with a ban). Orders stop.", "(f) Harm Order", "Harm Order", "HO", "Orders stop."),
        ("(c) Violent people are those who hurt.", "(c) Violent people", "Violent people", None,
         "Violent people are those who hurt."),
        ("(c) Breach of licence", "(c) Breach of licence", "Breach of licence", None, "Breach of licence"),
        ("Anything else at all.", "(c) Violent people", "Violent people", None, "Anything else at all."),
        ("…", "Dots", "Dots", None, "…"),
    ],
)  # fmt: skip
def test_a_wording_stands_without_its_heading_where_it_can(
    text: str, title: str, term: str, acronym: str | None, shown: str
) -> None:
    assert wording_text(lettered(text, title, term, acronym)) == shown
    assert text.endswith(shown)


def test_number_case_and_articles_do_not_make_another_term() -> None:
    known = Definitions(
        [
            defined("Harm Orders: one", "Harm Orders", year=2014),
            defined("Harm order: two", "the harm order", year=2021),
            defined("Harm Order (HO): three", "Harm Order (HO)", year=2018),
        ]
    )
    (definition,) = known.all
    assert [wording.place.year_start for wording in definition.wordings] == [2021, 2018, 2014]
    assert (definition.term, definition.slug) == ("the harm order", "the-harm-order")


def test_an_acronym_links_terms_of_different_years() -> None:
    known = Definitions(
        [
            defined("a: x", "Lay Adviser", acronym="LA", year=2014),
            defined("b: y", "Lay Advisor", acronym="LA", year=2021),
        ]
    )
    assert len(known.all) == 1
    assert known.find("lay adviser") == known.find("lay advisor") == known.find("la") == known.find("LAs") == known.all


def test_two_terms_of_one_report_stay_two() -> None:
    known = Definitions(
        [defined("a: x", "Notice Order", acronym="NO"), defined("b: y", "Night Order", acronym="NO", order=2)]
    )
    assert [each.term for each in known.all] == ["Night Order", "Notice Order"]
    assert known.find("night orders")[0].term == "Night Order"


def test_what_defines_nothing_is_left_out() -> None:
    plain = section(report(), 1, "Lay advisers: two", title="Lay advisers")
    assert Definitions([DefinedSection(plain, place_of(report(), plain), plain.id)]).all == ()
