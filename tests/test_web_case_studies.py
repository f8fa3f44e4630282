"""Practice examples: what lists them, what is said of each, and the reading list."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.config import Config
from tests.browser.records import all_records, fill
from tests.web import page
from webapp import create_app
from webapp.readinglist import MOST_KEPT

ONE, OTHER = "dorset.2014-15.06-case-study", "greater-manchester.2021-22.06-case-study"


def rows(client: FlaskClient, address: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(address).text.removeprefix("\ufeff"))))


@pytest.fixture(scope="module")
def mixed() -> FlaskClient:
    """With a local initiative in each report."""
    records = []
    for record in all_records():
        local = replace(
            record.sections[1], kind="local_page", title="Circles", text="# Circles\n\nVolunteers meet police."
        )
        records.append(replace(record, sections=(record.sections[0], local, *record.sections[2:])))
    return create_app(Config(), fill(MemoryBackend(), tuple(records))).test_client()


def test_all_case_studies_are_listed_with_what_was_detected(client: FlaskClient) -> None:
    text = page(client, "/case-studies")
    assert "3 examples" in text
    assert "Some people may find these accounts distressing." in text
    assert "detected automatically" in text
    assert "Level 3 · Category 2" in text
    assert "Accommodation · Stalking (alleged)" in text
    assert "Why it is listed" not in text


@pytest.mark.parametrize(
    "narrowed", ["level=level-3", "category=category-2", "need=stalking", "intervention=housing-found", "agency=police"]
)
def test_each_filter_lists_the_cases_that_tell_it(client: FlaskClient, narrowed: str) -> None:
    assert "3 examples" in page(client, f"/case-studies?{narrowed}")


def test_what_no_case_tells_is_left_out_with_a_notice(client: FlaskClient) -> None:
    assert "there is no “level-1”" in page(client, "/case-studies?level=level-1")


def test_a_card_says_why_it_matched(client: FlaskClient) -> None:
    text = page(client, "/case-studies?q=police&area=dorset&need=accommodation")
    assert "<strong>Your words</strong>: Mr Z of Dorset met <mark>police</mark> and housing." in text
    assert (
        "<strong>Need or risk in a case: Accommodation</strong>: Mr Z of Dorset met police and <mark>housing</mark>"
        in text
    )


def test_typed_filters_move_to_where_filters_belong(client: FlaskClient) -> None:
    response = client.get("/case-studies?q=police+category:2+ending:complies")
    assert response.headers["Location"] == "/case-studies?q=police&category=category-2&outcome=complies"


def test_script_in_a_case_study_is_text(client: FlaskClient) -> None:
    for address in ("/case-studies", f"/reading-list?keep={ONE}", f"/case-studies/similar?to={ONE}"):
        text = page(client, address)
        assert "<script" not in text
        assert "<img" not in text


def test_local_initiatives_are_a_list_of_their_own(mixed: FlaskClient) -> None:
    text = page(mixed, "/case-studies")
    assert "Case studies (3)" in text
    assert 'href="/case-studies?show=initiatives">Local initiatives (3)' in text
    assert "Volunteers meet police." in page(mixed, "/case-studies?show=initiatives")
    assert "Circles" not in text
    assert "6 examples" in page(mixed, "/case-studies?show=all")


def test_cards_are_taken_away_as_they_are_shown(client: FlaskClient) -> None:
    found = client.get("/case-studies.json?area=dorset&need=stalking").get_json()
    assert found["filters"] == {"kind": ["case_study"], "area": ["dorset"], "need": ["stalking"]}
    first: dict[str, Any] = found["results"][0]
    assert (first["category"], first["need"]) == ("2", "Accommodation; Stalking (alleged)")
    assert first["why"].startswith("Need or risk in a case: Stalking: Mr Z of Dorset")
    table = rows(client, "/case-studies.csv?area=dorset&need=stalking")
    assert [row["section"] for row in table] == [row["section"] for row in found["results"]]


def test_a_reading_list_is_its_address(client: FlaskClient) -> None:
    listed = page(client, "/case-studies")
    assert f'href="/case-studies?keep={ONE}">Keep for reading' in listed
    kept = page(client, f"/case-studies?area=dorset&keep={ONE}")
    assert f'href="/reading-list?keep={ONE}">Open the reading list' in kept
    assert '<a href="/case-studies?area=dorset">Take it off' in kept
    assert f'<input type="hidden" name="keep" value="{ONE}">' in kept
    assert '<link rel="canonical" href="/case-studies?area=dorset">' in kept


def test_a_reading_list_has_its_sections_in_order(client: FlaskClient) -> None:
    text = page(client, f"/reading-list?keep={OTHER}&keep={ONE}")
    assert text.index("of Greater Manchester met") < text.index("of Dorset met")
    assert f'<a href="/reading-list?keep={ONE}">Take it off' in text
    assert f'href="/case-studies?keep={OTHER}&amp;keep={ONE}">Add more' in text


def test_a_reading_list_survives_what_is_no_longer_there(client: FlaskClient) -> None:
    text = page(client, f"/reading-list?keep={ONE}&keep=dorset.2014-15.99-gone&keep=kent.2014-15.01-gone")
    assert "2 examples are no longer there" in text
    assert "of Dorset met" in text
    moved = page(client, "/reading-list?keep=dorset.2014-15.02-case-study")
    assert '<a href="/reading-list">Take it off' in moved
    assert ONE in moved


def test_what_is_no_name_of_a_section_is_dropped_and_lists_end(client: FlaskClient) -> None:
    response = client.get(f"/reading-list?keep=../../etc&keep={ONE}&keep={ONE}&x=1")
    assert response.headers["Location"] == f"/reading-list?keep={ONE}"
    many = "&".join(f"keep=dorset.2014-15.{number}-x" for number in range(MOST_KEPT + 9))
    assert client.get(f"/reading-list?{many}").headers["Location"].count("keep=") == MOST_KEPT


def test_a_reading_list_is_taken_away_in_five_forms(client: FlaskClient) -> None:
    both = f"keep={ONE}&keep={OTHER}"
    assert [row["section"] for row in rows(client, f"/reading-list.csv?{both}")] == [
        "dorset-2014-15#06", "greater-manchester-2021-22#06",
    ]  # fmt: skip
    assert len(client.get(f"/reading-list.json?{both}").get_json()) == 2
    assert client.get(f"/reading-list.bib?{both}").text.count("@incollection{") == 2
    assert client.get(f"/reading-list.ris?{both}").text.count("TY  - CHAP") == 2
    text = client.get(f"/reading-list.txt?{both}").text
    assert "Case study, Dorset MAPPA Annual Report 2014 to 2015, section 6." in text
    assert "Mr Z of Greater Manchester" in text


def test_similar_cases_are_cases_and_say_what_both_have(client: FlaskClient) -> None:
    text = page(client, f"/case-studies/similar?to={ONE}")
    assert "2 examples" in text
    assert "What both have: Level 3 · Category 2 · Accommodation · Stalking · Housing found" in text
    assert f'href="/case-studies/similar?to={ONE}&amp;keep={OTHER}">Keep' in text
    reader = page(client, "/reports/dorset/2014-15/06-case-study")
    assert "<h2>Similar cases</h2>" in reader
    assert f'href="/reading-list?keep={ONE}"' in reader
    assert f'href="/case-studies/similar?to={ONE}"' in reader


def test_similar_to_nothing_leads_to_all(client: FlaskClient) -> None:
    assert client.get("/case-studies/similar?to=nothing").headers["Location"] == "/case-studies"


def test_a_program_gets_the_facts_and_can_ask_for_them(client: FlaskClient) -> None:
    found = client.get("/api/v1/case-studies?need=stalking&level=level-3&area=dorset").get_json()
    assert found["total"] == 2
    assert {"name": "need", "value": "Stalking", "note": "alleged"} in found["hits"][0]["facts"]
    assert client.get("/api/v1/case-studies?need=arson").get_json()["total"] == 0
    assert client.get("/api/v1/case-studies?type=faq").status_code == 400
