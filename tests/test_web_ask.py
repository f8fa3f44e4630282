"""Asking: the form, an answer with its sources, a refusal with what comes near, and the limits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.config import Config
from indexer.model import Answer, Citation
from tests.browser.records import fill
from tests.web import page
from webapp import create_app


def test_the_form_asks_for_a_question_and_shows_what_can_be_asked(client: FlaskClient) -> None:
    text = page(client, "/ask")
    assert '<label for="q">Your question</label>' in text
    assert "Do not include personal information" in text
    assert "Answer from the reports" not in text


def test_an_answer_has_numbered_sources(client: FlaskClient) -> None:
    text = page(client, "/ask?q=What+is+a+polygraph+condition%3F")
    assert "<h2>Answer from the reports</h2>" in text
    assert 'href="#source-1"' in text
    assert 'id="source-1"' in text
    assert "Read in context" in text


def test_a_refusal_says_why(client: FlaskClient) -> None:
    text = page(client, "/ask?q=How+many+RSOs+are+there+in+Kent%3F")
    assert "The reports do not seem to answer this" in text
    assert "No report of Kent is held" in text


def test_danger_is_answered_with_fixed_words(client: FlaskClient) -> None:
    text = page(client, "/ask?q=my+neighbour+is+threatening+me")
    assert "call 999" in text
    assert "<h3>Sources</h3>" not in text


def test_a_question_has_one_address(client: FlaskClient) -> None:
    response = client.get("/ask?q=++what++is+MAPPA&area=&area=atlantis&year=2014-15")
    assert (response.status_code, response.headers["Location"]) == (302, "/ask?q=what+is+MAPPA&year=2014-15")


def test_a_question_that_is_too_long_is_not_answered(client: FlaskClient) -> None:
    text = page(client, f"/ask?q={'police+' * 60}x")
    assert 'role="alert"' in text
    assert "it may have at most 300" in text
    assert "Answer from the reports" not in text


def test_a_question_is_shown_as_text(client: FlaskClient) -> None:
    assert "<script>" not in page(client, "/ask?q=%3Cscript%3Ealert(1)%3C/script%3E")


@pytest.mark.parametrize("address", ["/ask?q=police", "/api/v1/ask?q=police"])
def test_who_asks_too_much_has_to_wait(address: str) -> None:
    config = replace(Config(), server=replace(Config().server, questions_a_minute=2))
    client = create_app(config, fill(MemoryBackend())).test_client()
    statuses = [client.get(address).status_code for _ in range(3)]
    refused = client.get(address)
    assert statuses == [200, 200, 429]
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert client.get("/ask").status_code == 200


def test_no_answer_says_which_report_is_not_held(client: FlaskClient) -> None:
    """Dorset has a report of 2014 to 2015, Greater Manchester has none."""
    asked = "/ask?q=How+many+elephants+were+counted%3F&area=dorset&area=greater-manchester&year=2014-15"
    assert "Not held: Greater Manchester 2014 to 2015." in page(client, asked)
    assert "Not held" not in page(client, asked.replace("&area=greater-manchester", ""))


def test_a_fact_is_told_by_the_best_sentence_alone(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other sentences of its kind are sources, and do not run into it."""
    place = next(iter(client.application.extensions["mappa"].backend.sections())).place
    said = ("It lasts two years.", "They tell the police within three days.")
    told = Answer("How long?", "factual", " … ".join(said), tuple(Citation(place, quote) for quote in said))
    monkeypatch.setattr("webapp.views.ask.answer", lambda *_: told)
    above, _, below = page(client, "/ask?q=How+long%3F").partition("<h3>Sources</h3>")
    assert '<p>It lasts two years. <a href="#source-1">' in above
    assert "three days" not in above
    assert "three days" in below


@pytest.mark.parametrize(
    ("digests", "said"),
    [
        ([False], "Quoted from the reports."),
        ([True], "Quoted from our digests."),
        ([False, True], "Quoted from the reports and our digests."),
    ],
)
def test_a_digest_is_not_called_a_report(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch, digests: list[bool], said: str
) -> None:
    backend = client.application.extensions["mappa"].backend
    kind = {report.id: report.digest for report in backend.reports()}
    places = [next(each.place for each in backend.sections() if kind[each.place.report] is one) for one in digests]
    cited = tuple(Citation(place, "They met.") for place in places)
    found = Answer("What?", "definition", "They met.", cited)
    monkeypatch.setattr("webapp.views.ask.answer", lambda *_: found)
    assert said in page(client, "/ask?q=What%3F")
