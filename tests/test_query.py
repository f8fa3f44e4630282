from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import AnyOf, Clause, Filter, Not, Phrase, Query, Word
from indexer.query import LONGEST_TEXT, MOST_WORDS, parse, render


@pytest.mark.parametrize(
    ("text", "clauses"),
    [
        ("", ()),
        ("lay adviser", (Word("lay"), Word("adviser"))),
        ('"lay adviser"', (Phrase(("lay", "adviser")),)),
        ("“lay adviser” ‘Adam’", (Phrase(("lay", "adviser")), Word("Adam"))),
        ("tag -gps", (Word("tag"), Not(Word("gps")))),
        ('tag -"lay adviser"', (Word("tag"), Not(Phrase(("lay", "adviser"))))),
        ("tag NOT gps", (Word("tag"), Not(Word("gps")))),
        ("tag AND gps", (Word("tag"), Word("gps"))),
        ("a OR b OR c d", (AnyOf((Word("a"), Word("b"), Word("c"))), Word("d"))),
        ('(tagging OR "gps tag") police', (AnyOf((Word("tagging"), Phrase(("gps", "tag")))), Word("police"))),
        ("tag or gps", (Word("tag"), Word("or"), Word("gps"))),
        ("polyg* tag", (Word("polyg", prefix=True), Word("tag"))),
        ("-polyg*", (Not(Word("polyg", prefix=True)),)),
        ("multi-agency co‑ordinator’s", (Word("multi-agency"), Word("co‑ordinator’s"))),
        ("risk - of – harm", (Word("risk"), Word("of"), Word("harm"))),
        ("police, probation; prisons/courts", (Word("police"), Word("probation"), Word("prisons"), Word("courts"))),
        ("2014/15 5,486", (Word("2014"), Word("15"), Word("5,486"))),
        ("__tag__ snake_case", (Word("tag"), Word("snake"), Word("case"))),
        ("tag\0gps\ntest", (Word("tag"), Word("gps"), Word("test"))),
        ('say "tag', (Word("say"), Phrase(("tag",)))),
        (":OR tag", (Word("or"), Word("tag"))),
        ('"" tag "…"', (Word("tag"),)),
    ],
)
def test_words_are_read_as_clauses(text: str, clauses: tuple[Clause, ...]) -> None:
    query = parse(text)
    assert (query.clauses, query.filters, query.notices) == (clauses, (), ())


@pytest.mark.parametrize(
    ("text", "field", "values"),
    [
        ("area:dorset", "area", ("dorset",)),
        ('area:"West Yorkshire"', "area", ("west-yorkshire",)),
        ("AREA:West-Yorkshire", "area", ("west-yorkshire",)),
        ("area:“Avon & Somerset”", "area", ("avon-and-somerset",)),
        ("area:dorset,lancashire area:dorset", "area", ("dorset", "lancashire")),
        ("year:2021", "year", ("2021-22",)),
        ("year:2021-22", "year", ("2021-22",)),
        ("year:2021/22", "year", ("2021-22",)),
        ('year:"2021 to 2022"', "year", ("2021-22",)),
        ("year:1999-2000", "year", ("1999-00",)),
        ("year:2012..2014", "year", ("2012-13", "2013-14", "2014-15")),
        ("year:2014..2012", "year", ("2012-13", "2013-14", "2014-15")),
        ('kind:"case studies"', "kind", ("case_study",)),
        ('kind:"case study"', "kind", ("case_study",)),
        ("section:definitions", "kind", ("definition",)),
        ("ending:reoffended", "ending", ("reoffended",)),
        ("outcome:reoffended", "ending", ("reoffended",)),
        ("type:FAQ", "kind", ("faq",)),
        ("agency:Police", "agency", ("police",)),
        ('order:"Sexual Harm Prevention Order"', "order", ("sexual-harm-prevention-order",)),
        ("programme:CoSA", "programme", ("cosa",)),
        ("report:dorset-2014-15", "report", ("dorset-2014-15",)),
    ],
)
def test_fields_are_read_as_filters(text: str, field: str, values: tuple[str, ...]) -> None:
    assert parse(text).filters == (Filter(field, values),)


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("2022", ("2021-22",)),
        ("2021", ("2021-22",)),
        ("2022..2024", ("2021-22",)),
        ("2016..2021", ("2016-17", "2017-18", "2018-19", "2019-20", "2020-21", "2021-22")),
        ("2022-23", ("2022-23",)),
        ("2019", ("2019-20",)),
        ("2014,2022", ("2014-15", "2021-22")),
    ],
)
def test_a_year_in_which_no_report_begins_is_the_one_in_which_a_report_ends(
    typed: str, values: tuple[str, ...]
) -> None:
    query = parse(f"year:{typed}", begun={2014, 2021})
    assert query.filters == (Filter("year", values),)
    assert ("that end in it: 2021-22" in " ".join(query.notices)) == ("2022" in typed and "-" not in typed)


@pytest.mark.parametrize(
    ("text", "clauses", "said"),
    [
        ("colour:red", (Word("colour"), Word("red")), "no filter"),
        ("area:atlantis", (Word("atlantis"),), "no area"),
        ("year:2021-25", (Word("2021-25"),), "no year"),
        ("year:soon tag", (Word("soon"), Word("tag")), "no year"),
        ("-area:dorset", (), "turned round"),
        ("tag OR area:dorset", (Word("tag"),), "OR joins"),
        ("OR tag", (Word("tag"),), "both sides"),
        ("tag OR", (Word("tag"),), "both sides"),
        ("tag OR -gps", (Word("tag"), Not(Word("gps"))), "OR joins"),
        ("-tag OR gps", (Not(Word("tag")), Word("gps")), "both sides"),
        ("ab*", (Word("ab"),), "3 letters"),
        ("*tag t*g", (Word("tag"), Word("t"), Word("g")), "any ending"),
        ("???", (), "no word"),
        ("area: dorset", (Word("area"), Word("dorset")), "right behind it"),
    ],
)
def test_what_is_not_understood_is_read_as_words_and_said(text: str, clauses: tuple[Clause, ...], said: str) -> None:
    query = parse(text)
    assert query.clauses == clauses
    assert said in " ".join(query.notices)


def test_filters_from_elsewhere_and_from_the_words_are_joined() -> None:
    query = parse("tag area:dorset", filters=[Filter("area", ("lancashire",)), Filter("year", ("2021-22",))])
    assert query.filters == (Filter("area", ("lancashire", "dorset")), Filter("year", ("2021-22",)))


def test_page_and_size_are_kept_within_bounds() -> None:
    assert [(q.page, q.size) for q in (parse("", page=0, size=0), parse("", page=3, size=10**9))] == [(1, 1), (3, 100)]


@pytest.mark.parametrize("text", ["tag " * 1_000, "a" * 50_000, "tag OR " * 1_000, "(" * 10_000, '"' + "tag " * 100])
def test_long_input_is_cut_and_said(text: str) -> None:
    query = parse(text)
    assert len(query.text) <= LONGEST_TEXT
    assert query.notices
    assert sum(map(_words, query.clauses)) <= MOST_WORDS


@given(st.text(max_size=600) | st.text('ab1-"*:()., ORNTare’“', max_size=80))
def test_any_text_is_a_query_and_its_words_mean_the_same(text: str) -> None:
    query = parse(text)
    again = parse(render(query))
    assert (again.clauses, again.filters) == (query.clauses, query.filters)
    assert render(again) == render(query)
    assert sum(map(_words, query.clauses)) <= MOST_WORDS


@given(
    st.lists(
        st.sampled_from(
            ["tag", "polyg*", '"lay adviser"', "-gps", "OR", "NOT", "area:dorset", "year:2014", "kind:faq"]
        ),
        max_size=12,
    )
)
def test_a_query_made_of_known_parts_is_stable(parts: list[str]) -> None:
    query = parse(" ".join(parts))
    assert parse(render(query)).clauses == query.clauses
    assert parse(render(query)).filters == query.filters


def test_a_query_is_shown_as_it_would_be_typed() -> None:
    query = Query(
        clauses=(Word("tag"), Not(Phrase(("lay", "adviser"))), AnyOf((Word("a"), Word("polyg", prefix=True)))),
        filters=(Filter("area", ("dorset", "lancashire")),),
    )
    assert render(query) == 'tag -"lay adviser" a OR polyg* area:dorset area:lancashire'


def _words(clause: Clause) -> int:
    if isinstance(clause, AnyOf):
        return sum(map(_words, clause.clauses))
    if isinstance(clause, Not):
        return _words(clause.clause)
    return len(clause.words) if isinstance(clause, Phrase) else 1
