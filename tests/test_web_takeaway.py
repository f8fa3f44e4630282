"""Sections and reports to take away, and how to cite them."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.config import Config
from tests.browser.records import fill, titled
from webapp import create_app

SECTION = "/reports/dorset/2014-15/05-polygraph-condition"


def test_a_section_as_text_is_what_stands_there(client: FlaskClient) -> None:
    response = client.get(f"{SECTION}.txt")
    assert response.content_type == "text/plain; charset=utf-8"
    assert response.text.startswith("- (a) Polygraph Condition (PC)")


def test_a_section_as_json_is_that_of_the_command_line(client: FlaskClient) -> None:
    found = client.get(f"{SECTION}.json").get_json()
    assert (found["id"], found["type"], found["term"], found["acronym"]) == (
        "dorset-2014-15#05", "definition", "Polygraph Condition", "PC",
    )  # fmt: skip


def test_citations_name_title_report_place_and_address(client: FlaskClient) -> None:
    for form in ("cite", "bib", "ris"):
        made = client.get(f"{SECTION}.{form}").text
        for part in (
            "Polygraph Condition",
            "Dorset MAPPA Annual Report 2014 to 2015",
            "section 5",
            f"localhost{SECTION}",
        ):
            assert part in made


def test_ris_is_closed_and_bibtex_braces_match(client: FlaskClient) -> None:
    assert client.get(f"{SECTION}.ris").text.endswith("ER  - \r\n")
    made = client.get(f"{SECTION}.bib").text
    assert made.startswith("@incollection{dorset-2014-15-05,")
    assert made.count("{") == made.count("}")


def test_a_digest_is_cited_as_one(client: FlaskClient) -> None:
    assert "(digest)" in client.get("/reports/dorset/2021-22/05-polygraph-condition.cite").text


def test_a_report_as_text_json_and_figures(client: FlaskClient) -> None:
    text = client.get("/reports/dorset/2014-15.txt").text
    sections = client.get("/reports/dorset/2014-15.json").get_json()
    rows = list(csv.DictReader(io.StringIO(client.get("/reports/dorset/2014-15.csv").text.removeprefix("\ufeff"))))
    assert "Lay advisers watch" in text
    assert len(sections) == 8
    assert [(row["metric"], row["printed"]) for row in rows][:2] == [
        ("eligible_offenders", "120"), ("eligible_offenders", "-"),
    ]  # fmt: skip
    assert {row["lines"] for row in rows} == {""}
    printed = {name: rows[-1][name] for name in ("metric", "value", "printed", "row", "column")}
    assert printed == {"metric": "", "value": "", "printed": "3", "row": "SHPO", "column": "Number"}
    assert rows[-1]["table"].startswith("Orders")


def test_script_in_a_report_is_text(client: FlaskClient) -> None:
    response = client.get("/reports/dorset/2014-15/06-case-study.txt")
    assert "<script>" in response.text
    assert response.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    "address", ["/reports/dorset/2014-15/99.txt", "/reports/kent/2014-15.json", "/reports/dorset/x.csv"]
)
def test_what_is_not_held_is_not_found(client: FlaskClient, address: str) -> None:
    assert client.get(address).status_code == 404


def test_every_form_is_offered_on_its_page(client: FlaskClient) -> None:
    page = client.get(SECTION).text
    assert all(f'href="{SECTION}.{form}"' in page for form in ("txt", "json", "cite", "bib", "ris"))
    report = client.get("/reports/dorset/2014-15").text
    assert all(f'href="/reports/dorset/2014-15.{form}"' in report for form in ("txt", "json", "csv"))


SEARCH = "q=police&area=dorset&sort=newest&per_page=25"


def test_results_are_those_of_the_page(client: FlaskClient) -> None:
    shown = client.get(f"/search?{SEARCH}").text
    found = client.get(f"/search.json?{SEARCH}").get_json()
    assert (found["query"], found["filters"], found["sort"]) == ("police", {"area": ["dorset"]}, "newest")
    assert found["total"] == len(found["results"]) > 2
    for row in found["results"]:
        assert f'href="{row["source"].removeprefix("http://localhost")}?q=police' in shown
    rows = list(csv.DictReader(io.StringIO(client.get(f"/search.csv?{SEARCH}").text.removeprefix("\ufeff"))))
    assert [row["section"] for row in rows] == [row["section"] for row in found["results"]]
    for form in ("csv", "json"):
        assert f'href="/search.{form}?{SEARCH.replace("&", "&amp;")}"' in shown


def test_results_open_safely_in_a_spreadsheet() -> None:
    formula = "=HYPERLINK(1)"
    client = create_app(Config(), fill(MemoryBackend(), titled(formula))).test_client()
    rows = list(csv.DictReader(io.StringIO(client.get("/search.csv?q=police").text.removeprefix("\ufeff"))))
    assert {row["title"] for row in rows} == {f"'{formula}"}


def test_a_page_of_results_beyond_the_last_cannot_be_taken_away(client: FlaskClient) -> None:
    assert client.get("/search.json?q=police&page=9").status_code == 404
    assert client.get("/search.csv?q=police&page=x").status_code == 400
