"""Addresses ↔ searches."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest
from werkzeug.test import EnvironBuilder

from indexer.model import Filter
from webapp.params import QUERY_CHARACTERS, Params, read, shortened, tidy

ANY = lambda _facet, _value: True  # noqa: E731


def args(*pairs: tuple[str, str]) -> MultiDict[str, str]:
    return MultiDict(pairs)


def test_an_address_is_read_into_a_query() -> None:
    params, notices = read(
        args(("q", "lay adviser"), ("area", "kent"), ("area", "dorset"), ("section", "faq"), ("sort", "newest"),
             ("page", "3"), ("per_page", "25")),
        ANY,
    )  # fmt: skip
    query = params.query()
    assert notices == ()
    assert query.text == "lay adviser"
    assert set(query.filters) == {Filter("area", ("dorset", "kent")), Filter("kind", ("faq",))}
    assert (query.sort, query.page, query.size) == ("newest", 3, 25)


def test_a_value_knows_the_search_with_and_without_it() -> None:
    params = Params(text="x", chosen={"area": ("dorset",)}, page=4)
    assert params.toggled("area", "kent").address() == "/search?q=x&area=dorset&area=kent"
    assert params.toggled("area", "dorset").address() == "/search?q=x"
    assert params.toggled("year", "2021-22").toggled("year", "2021-22").address() == "/search?q=x&area=dorset"


def test_all_values_of_a_facet_are_shown_but_are_no_other_results() -> None:
    params, _ = read(args(("q", "x"), ("all", "area"), ("all", "nothing")), ANY)
    assert params.address() == "/search?q=x&all=area"
    assert params.canonical().address() == "/search?q=x"


@pytest.mark.parametrize("page", ["0", "-1", "one", "1.5", "²", "9999999"])
def test_a_page_must_be_a_number(page: str) -> None:
    with pytest.raises(BadRequest, match="page"):
        read(args(("page", page)), ANY)


def test_unknown_values_leave_a_notice() -> None:
    params, notices = read(args(("area", "atlantis"), ("per_page", "7")), lambda _facet, _value: False)
    assert not params.filtered
    assert len(notices) == 2
    assert tidy(args(("area", ""), ("per_page", "7"))) is None


def test_too_long_is_cut_at_a_word() -> None:
    text = "word " * 100
    assert len(shortened(text)) <= QUERY_CHARACTERS
    assert shortened(text).endswith("word")
    assert len(shortened("x" * 500)) == QUERY_CHARACTERS


def test_filters_among_the_words_move_to_their_place() -> None:
    moved = Params(text='area:dorset "lay adviser" -x year:2021').moved()
    assert moved is not None
    assert moved.values("area") == ("dorset",)
    assert moved.values("year") == ("2021-22",)
    assert moved.text == '"lay adviser" -x'
    assert moved.moved() is None


NAMES = st.sampled_from(["q", "area", "year", "section", "agency", "sort", "page", "per_page", "all", "other"])
VALUES = st.sampled_from(["", "dorset", "2021-22", "faq", "newest", "1", "2", "25", "area", "a b", "é&=", "  "])


@given(st.lists(st.tuples(NAMES, VALUES), max_size=8))
def test_the_canonical_address_is_reached_in_one_step(pairs: list[tuple[str, str]]) -> None:
    try:
        better = tidy(MultiDict(pairs))
    except BadRequest:
        return
    if better is not None:
        again = EnvironBuilder(better.address()).get_request().args
        assert tidy(again) is None
        assert read(again, ANY)[0] == better
