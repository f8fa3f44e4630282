"""In which reports a term stands, and in which it does not, of those that are held."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.compare import term_use, terms
from indexer.model import Mentioning, TermUse
from indexer.query import parse
from tests.browser.records import fill
from tests.web import page


@pytest.fixture(scope="module")
def backend() -> MemoryBackend:
    made = MemoryBackend()
    fill(made)
    return made


def standings(found: TermUse, area: str) -> dict[int, Mentioning]:
    return {each.year_start: each.standing for each in found.mentions if each.area_slug == area}


def test_a_word_is_counted_by_report_year_and_area(backend: MemoryBackend) -> None:
    found = term_use(backend, parse("prisons"))
    assert (found.sections, found.texts) == (3, 1)
    assert found.texts_by_year == ((2014, 1), (2021, 1))
    assert found.texts_by_area == (("dorset", 1), ("greater-manchester", 1))
    assert standings(found, "dorset") == {2014: "mentioned", 2021: "mentioned"}
    assert standings(found, "kent") == {2014: "not_held", 2021: "not_held"}


def test_silence_of_a_report_of_a_digest_and_of_nothing_are_three_things(backend: MemoryBackend) -> None:
    found = term_use(backend, parse("exact:manchester"))
    assert standings(found, "dorset") == {2014: "absent", 2021: "digest"}
    assert standings(found, "greater-manchester") == {2014: "not_held", 2021: "mentioned"}


def test_a_section_that_is_only_filed_under_a_word_does_not_count(backend: MemoryBackend) -> None:
    """The case study names its area; other sections of Dorset do not, but are found by it."""
    assert backend.search(parse("exact:dorset")).total > 4
    found = term_use(backend, parse("exact:dorset"))
    assert [each.sections for each in found.mentions if each.area_slug == "dorset"] == [2, 2]


def test_all_words_must_stand_in_a_section(backend: MemoryBackend) -> None:
    assert term_use(backend, parse("polygraph housing", exact=True)).sections == 0


def test_a_name_is_counted_by_its_mentions(backend: MemoryBackend) -> None:
    found = term_use(backend, parse("agency:police"))
    assert found.sections == term_use(backend, parse("police", exact=True)).sections
    assert found.looked_at


def test_filters_that_leave_reports_out_are_dropped(backend: MemoryBackend) -> None:
    narrowed = term_use(backend, parse("prisons area:dorset year:2014 kind:faq"))
    assert narrowed.mentions == term_use(backend, parse("prisons")).mentions


def test_nothing_asked_is_nothing_found(backend: MemoryBackend) -> None:
    found = term_use(backend, parse("area:dorset"))
    assert (found.sections, found.texts) == (0, 0)


def test_of_very_many_the_index_is_believed(backend: MemoryBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terms, "MOST_TEXTS", 0)
    found = term_use(backend, parse("prisons"))
    assert not found.looked_at
    assert (found.sections, found.texts_by_year) == (3, ((2014, 1), (2021, 1)))


def test_more_than_a_page_of_texts_is_counted(backend: MemoryBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = term_use(backend, parse("police", exact=True))
    monkeypatch.setattr(terms, "PAGE", 2)
    assert term_use(backend, parse("police", exact=True)).mentions == whole.mentions
    assert whole.texts > 4


def test_the_page_tells_who_does_not_use_it(client: FlaskClient) -> None:
    text = page(client, "/terms?q=manchester&year=2014-15")
    assert "in 2 sections of 1 report" in text
    assert "Held, and do not use it: 1" in text
    assert "Use it: 0" in text
    assert "Not held, so not known: 41" in text
    newest = page(client, "/terms?q=manchester&year=2021-22")
    assert "Held as a digest, which does not use it: 1" in newest
    assert 'href="/search?q=manchester&amp;exact=1&amp;area=greater-manchester&amp;year=2021-22"' in newest


def test_the_links_of_the_page_lead_to_the_sections_counted(client: FlaskClient) -> None:
    assert "1 result" in page(client, "/search?q=prisons&exact=1&area=greater-manchester&year=2021-22")
    assert "in no report held" in page(client, "/terms?q=nothinglikethis")


def test_the_page_and_what_is_taken_away_agree(client: FlaskClient) -> None:
    whole = client.get("/terms.json?q=prisons").get_json()
    assert (whole["sections"], whole["texts"]) == (3, 1)
    assert whole["years"][0] == {
        "year": "2021-22", "reports_held": 2, "reports_with_it": 2, "sections": 2, "texts": 1,
    }  # fmt: skip
    rows = list(csv.DictReader(io.StringIO(client.get("/terms.csv?q=prisons").text.removeprefix("\ufeff"))))
    assert len(rows) == 42 * 2
    assert {row["sections"] for row in rows if row["standing"] == "not_held"} == {""}
    assert client.get("/api/v1/terms?q=prisons").get_json() == whole


def test_the_address_of_a_term_has_one_form(client: FlaskClient) -> None:
    assert client.get("/terms?q=+").headers["Location"] == "/terms"
    assert client.get("/terms?q=prisons&x=1").headers["Location"] == "/terms?q=prisons&year=2021-22"
