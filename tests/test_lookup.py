"""What is offered for a term that no report defines."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.lookup import instead, nearest
from indexer.model import Definition
from tests.browser.records import fill
from tests.records import record, report
from tests.web import page

KNOWN = (
    Definition("sexual-harm-prevention-order", "Sexual Harm Prevention Order", "SHPO", ()),
    Definition("sexual-risk-order", "Sexual Risk Order", "SRO", ()),
    Definition("notification-order", "Notification Order", "NO", ()),
)


@pytest.mark.parametrize(
    ("term", "first"),
    [
        ("SHPOO", "SHPO"),
        ("sexual harm order", "SHPO"),
        ("order, risk sexual", "SRO"),
        ("lay adviser", None),
        ("ARMS", None),
    ],
)
def test_the_nearest_terms_are_those_written_alike(term: str, first: str | None) -> None:
    found = nearest(term, KNOWN)
    assert (found[0].acronym if found else None) == first


def told(text: str) -> MemoryBackend:
    backend = MemoryBackend()
    with backend.begin() as generation:
        generation.write(record(report("Dorset", 2014), [text]))
        generation.publish()
    return backend


@pytest.mark.parametrize(
    ("term", "text", "words"),
    [
        ("QZT", "They use the Quick Zonal Test (QZT) each week.", "Quick Zonal Test"),
        ("qzt", "They use the QZT (Quick Zonal Test) each week.", "Quick Zonal Test"),
        ("QZT", "They use QZT each week (on Mondays).", None),
        ("quick test", "A quick test (QT) is used.", None),
    ],
)
def test_an_abbreviation_has_the_words_that_a_report_ties_to_it(term: str, text: str, words: str | None) -> None:
    found = instead(term, told(text)).spelt
    assert (found.words if found else None) == words
    assert found is None or found.place.area == "Dorset"


def test_the_page_leads_on(client: FlaskClient) -> None:
    text = page(client, "/definitions?find=lay+adviser")
    assert 'href="/ask?q=What+is+lay+adviser?"' in text.replace("%3F", "?")
    assert 'href="/search?q=lay+adviser"' in text


def test_the_page_names_terms_with_a_name_alike(client: FlaskClient) -> None:
    known = fill(MemoryBackend()).definitions()[0]
    text = page(client, f"/definitions?find={known.term}x")
    assert f'<a href="/definitions/{known.slug}">' in text
