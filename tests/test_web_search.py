"""Searching: one address for each search, and what its results show."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.config import Config
from tests.browser.records import fill
from tests.web import page
from webapp import create_app
from webapp import results as found_results


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("/search?q=&area=", "/search"),
        ("/search?area=dorset&q=police", "/search?q=police&area=dorset"),
        ("/search?area=greater-manchester&area=dorset", "/search?area=dorset&area=greater-manchester"),
        ("/search?q=police&area=dorset&area=dorset", "/search?q=police&area=dorset"),
        ("/search?q=police&sort=relevance&page=1&per_page=10", "/search?q=police"),
        ("/search?q=++police++", "/search?q=police"),
        ("/search?q=police&utm_source=x", "/search?q=police"),
        ("/search?q=police+area:dorset", "/search?q=police&area=dorset"),
        ("/search?q=kind:faq", "/search?section=faq"),
    ],
)  # fmt: skip
def test_a_search_has_one_address(client: FlaskClient, given: str, canonical: str) -> None:
    response = client.get(given)
    assert (response.status_code, response.headers["Location"]) == (302, canonical)
    assert client.get(canonical).status_code == 200


def test_what_is_not_known_is_left_out_with_a_notice(client: FlaskClient) -> None:
    text = page(client, "/search?q=police&area=atlantis&sort=size")
    assert "there is no “atlantis”" in text
    assert "“size” is not a value of sort" in text
    assert '<link rel="canonical" href="/search?q=police">' in text


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("from=2014&to=2015", "year=2014-15"),
        ("from=2015&to=2014", "year=2014-15"),
        ("from=2015", "year=2021-22"),
        ("from=2022", "year=2021-22"),
        ("to=2020", "year=2014-15"),
    ],
)
def test_a_range_of_years_is_the_report_years_in_it(client: FlaskClient, given: str, canonical: str) -> None:
    response = client.get(f"/search?q=police&{given}")
    assert (response.status_code, response.headers["Location"]) == (302, f"/search?q=police&{canonical}")


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("from=2023", "No report of 2023 or later is held"),
        ("to=1999", "No report of 1999 or earlier is held"),
        ("from=2018&to=2017", "No report of 2017 to 2018 is held"),
        ("from=soon", "“soon” is not a year"),
    ],
)
def test_a_range_without_reports_is_left_out_with_a_notice(client: FlaskClient, given: str, said: str) -> None:
    assert said in page(client, f"/search?q=police&{given}")


def test_a_part_of_a_range_that_is_understood_counts(client: FlaskClient) -> None:
    text = page(client, "/search?q=police&from=2020&to=later")
    assert "“later” is not a year" in text
    assert '<link rel="canonical" href="/search?q=police&amp;year=2021-22">' in text


def test_a_year_among_the_words_may_be_the_one_in_which_a_report_ends(client: FlaskClient) -> None:
    text = page(client, "/search?q=police+year:2022")
    assert "No report held begins in 2022, so “year:2022” was read as the report years that end in it: 2021-22." in text
    assert "No results" not in text


def test_an_area_that_is_not_held_is_a_filter_all_the_same(client: FlaskClient) -> None:
    text = page(client, "/search?q=police&area=kent")
    assert "No results for “police” in Kent" in text
    assert "Without Area: Kent" in text


def test_chips_lead_to_the_search_without_them(client: FlaskClient) -> None:
    text = page(client, "/search?q=police&area=dorset&year=2014-15")
    assert 'href="/search?q=police&amp;year=2014-15"' in text
    assert 'href="/search?q=police&amp;area=dorset"' in text
    assert '<a href="/search?q=police">Clear all filters</a>' in text


def test_the_sort_form_keeps_what_was_asked_for(client: FlaskClient) -> None:
    text = page(client, "/search?q=police&area=dorset&section=case_study")
    for name, value in (("q", "police"), ("area", "dorset"), ("section", "case_study")):
        assert f'<input type="hidden" name="{name}" value="{value}">' in text


def test_a_question_that_is_too_long_is_answered_in_part(client: FlaskClient) -> None:
    text = page(client, f"/search?q={'+'.join(['police'] * 50)}")
    assert "<title>Error: " in text
    assert 'role="alert"' in text
    assert 'aria-describedby="q-error"' in text
    assert 'value="police police' in text
    assert "Only the first" not in text
    assert text.count("Only the beginning was searched for") == 1


def test_pages_of_results(client: FlaskClient) -> None:
    config = replace(Config(), search=replace(Config().search, page_size=2))
    small = create_app(config, fill(MemoryBackend())).test_client()
    first = page(small, "/search?year=2021-22")
    assert 'rel="next" href="/search?year=2021-22&amp;page=2"' in first
    assert 'start="1"' in first
    second = page(small, "/search?year=2021-22&page=2")
    assert 'rel="prev" href="/search?year=2021-22"' in second
    assert 'start="3"' in second


def test_a_hit_says_where_it_stands(client: FlaskClient) -> None:
    text = page(client, "/search?q=polygraph&area=dorset&year=2014-15")
    assert 'href="/reports/dorset/2014-15/05-polygraph-condition?q=polygraph#m1"' in text
    assert re.search(r"section 5\b(?! of)", text)
    assert "<mark>" in text


def test_a_hit_from_a_pdf_has_its_page(client: FlaskClient) -> None:
    assert "page 5" in page(client, "/search?q=polygraph&area=greater-manchester")


def test_the_same_text_is_listed_once(client: FlaskClient) -> None:
    text = page(client, "/search?q=prisons")
    assert "1 result for" in text
    assert "Same text in 2 other reports" in text
    assert "3 sections in all; those with the same text are listed once" in text


def test_some_of_the_words_are_owned_up_to(client: FlaskClient) -> None:
    assert "No section has all the words" in page(client, "/search?q=polygraph+partners")


def test_a_defined_term_is_explained_above_the_results(client: FlaskClient) -> None:
    text = page(client, "/search?q=polygraph+condition")
    assert "Definition – Polygraph Condition (PC):" in text
    assert 'href="/definitions/polygraph-condition"' in text


def test_a_digest_is_marked_wherever_it_shows(client: FlaskClient) -> None:
    said = "Digest: our restatement, not the report’s own words"
    for address in (
        "/search?q=police&area=dorset&year=2021-22",
        "/reports/dorset/2021-22",
        "/reports/dorset/2021-22/06-case-study",
        "/areas/dorset",
    ):
        text = page(client, address)
        assert said in text, address
        assert 'href="https://example.org/dorset-2021-22.pdf"' in text, address
    assert said not in page(client, "/reports/dorset/2014-15")


def test_nothing_found_says_whether_the_report_is_held(client: FlaskClient) -> None:
    held = page(client, "/search?q=nothinglikethis&area=dorset&year=2014-15")
    assert "Not held" not in held
    assert '<a href="/reports/dorset/2014-15">Dorset MAPPA Annual Report 2014 to 2015</a>' in held
    digest = page(client, "/search?q=nothinglikethis&area=dorset&year=2021-22")
    assert "a digest: what is not in it may be in the report" in digest
    not_held = page(client, "/search?q=police&area=dorset&year=2015-16")
    assert "Not held: Dorset 2015 to 2016." in not_held
    assert "Held, and looked through" not in not_held
    partly = page(client, "/search?q=nothinglikethis&area=dorset&area=kent")
    assert "Not held: Kent." in partly
    assert partly.count("Dorset MAPPA Annual Report") == 2
    assert "3 reports of Dorset and Greater Manchester are held" in page(client, "/search?q=nothinglikethis")


def test_of_many_reports_with_the_same_text_the_first_are_named(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(found_results, "MOST_ALSO", 1)
    text = page(client, "/search?q=prisons&sort=newest")
    assert "Same text in 2 other reports" in text
    assert '<a href="/reports/dorset/2021-22/03-how-it-works?q=prisons#m1">and 1 more</a>' in text
