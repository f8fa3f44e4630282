"""The API: does it do what its OpenAPI document says, and are its errors such that a program can read them?"""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
import schemathesis
from flask.testing import FlaskClient
from hypothesis import HealthCheck, settings

from indexer.backends.memory import MemoryBackend
from indexer.config import Config
from tests.browser.records import fill
from tests.test_web import Empty
from webapp import create_app

APP = create_app(Config(), fill(MemoryBackend()))
SCHEMA = schemathesis.openapi.from_wsgi("/openapi.json", APP)


@pytest.fixture(scope="module")
def client() -> FlaskClient:
    return APP.test_client()


@pytest.mark.slow
@SCHEMA.parametrize()
@settings(max_examples=15, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_the_api_does_what_its_document_says(case: schemathesis.Case) -> None:
    case.call_and_validate()


def get(client: FlaskClient, address: str) -> Any:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 200, response.text
    return response.get_json()


def test_every_example_of_the_guide_works(client: FlaskClient) -> None:
    shown = re.findall(r"<code>curl http://localhost(/\S*)</code>", client.get("/api").text)
    assert len(shown) == len(client.get("/openapi.json").json["paths"])
    assert {html.unescape(address): client.get(html.unescape(address)).status_code for address in shown} == {
        html.unescape(address): 200 for address in shown
    }


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("search?find=police", "there is no parameter 'find' here"),
        ("terms", "q: is needed"),
        ("terms?q=", 'q: must not be empty (given: "")'),
        ("search?size=0", "size: must be 1 or more"),
        ("search?size=many", "size: must be a whole number"),
        ("search?sort=length", "sort: must be 'relevance', 'newest', 'oldest' or 'area'"),
        ("search?year=2021", "year: is not written as it must be"),
    ],
)
def test_what_is_wrong_is_said_in_plain_words(client: FlaskClient, address: str, said: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.status_code == 400
    assert said in response.get_json()["detail"]


def test_a_search_is_that_of_the_command_line(client: FlaskClient) -> None:
    found = get(client, "search?q=police&area=dorset&size=1&page=2")
    assert found["total"] > 1
    assert len(found["hits"]) == 1
    assert found["hits"][0]["area"] == "Dorset"
    assert {value["value"] for value in found["facets"]["area"]} == {"Dorset", "Greater Manchester"}


def test_exact_leaves_other_words_out(client: FlaskClient) -> None:
    assert get(client, "search?q=offender")["also_searched"]
    assert get(client, "search?q=offender&exact=true")["also_searched"] == []


def test_case_studies_are_only_these(client: FlaskClient) -> None:
    assert {hit["type"] for hit in get(client, "case-studies")["hits"]} == {"case_study"}


def test_a_report_leads_to_its_sections(client: FlaskClient) -> None:
    (listed,) = get(client, "reports?area=dorset&year=2014-15")
    whole = get(client, f"reports/{listed['area_slug']}/{listed['year']}")
    assert len(whole["sections"]) == 8
    one = get(client, "sections/" + whole["sections"][4]["id"].replace("#", "%23"))
    assert one == whole["sections"][4]


def test_a_section_leads_to_others_like_it(client: FlaskClient) -> None:
    whole = get(client, "reports/dorset/2014-15")
    case = next(each for each in whole["sections"] if each["type"] == "case_study")
    address = f"sections/{case['id'].replace('#', '%23')}/similar"
    found = get(client, address)
    assert found["similar"]
    assert {hit["type"] for hit in found["similar"]} == {"case_study"}
    assert case["id"] not in {hit["section"] for hit in found["similar"]}
    page = client.get(f"/reports/dorset/2014-15/{case['id'].partition('#')[2]}", follow_redirects=True).text
    assert all(hit["title"] in page for hit in found["similar"])
    assert len(get(client, f"{address}?limit=1&type=faq&type=case_study")["similar"]) == 1
    assert client.get("/api/v1/sections/nothing/similar").status_code == 404


def test_figures_tell_a_dash_from_what_is_not_held(client: FlaskClient) -> None:
    found = get(client, "statistics?measure=eligible_offenders&category=2&level=1&year=2014-15&area=dorset&area=kent")
    assert [(row["area"], row["standing"], row["printed"]) for row in found["figures"]] == [
        ("Dorset", "dash", "-"),
        ("Kent", "not_held", ""),
    ]


def test_every_measure_can_be_asked_for_in_its_divisions(client: FlaskClient) -> None:
    for measure in get(client, "measures"):
        for division in measure["divisions"]:
            category, level = division.split(".")
            found = get(client, f"statistics?measure={measure['id']}&category={category}&level={level}")
            assert any(row["standing"] in ("given", "dash", "doubtful") for row in found["figures"])


def test_a_term_is_found_by_its_abbreviation(client: FlaskClient) -> None:
    assert get(client, "definitions/PC")["term"] == get(client, "definitions")[0]["term"]


def test_all_areas_are_listed_with_what_is_held(client: FlaskClient) -> None:
    held = {row["slug"]: row["reports"] for row in get(client, "areas")}
    assert len(held) == 42
    assert (held["dorset"], held["kent"]) == (2, 0)


@pytest.mark.parametrize(
    ("address", "status", "says"),
    [
        ("search?pag=2", 400, "there is no parameter 'pag' here"),
        ("search?area=A+b", 400, "area:"),
        ("search?page=0", 400, "page:"),
        (f"search?q={'x' * 201}", 400, "q:"),
        ("ask", 400, "q:"),
        ("statistics?measure=height", 404, "there is no measure 'height'"),
        ("reports/dorset/1999-00", 404, "there is no report"),
        ("nothing", 404, "nothing at this address"),
    ],
)
def test_errors_are_problem_documents(client: FlaskClient, address: str, status: int, says: str) -> None:
    response = client.get(f"/api/v1/{address}")
    assert response.content_type == "application/problem+json"
    told = json.loads(response.text)
    assert (response.status_code, told["status"]) == (status, status)
    assert says in told["detail"]


def test_other_methods_are_told_what_is_allowed(client: FlaskClient) -> None:
    response = client.post("/api/v1/search")
    assert response.status_code == 405
    assert "GET" in response.headers["Allow"]


def test_an_unchanged_answer_is_not_sent_again(client: FlaskClient) -> None:
    first = client.get("/api/v1/areas")
    again = client.get("/api/v1/areas", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_without_an_index_a_program_is_told_so() -> None:
    response = create_app(Config(), Empty()).test_client().get("/api/v1/health")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert response.headers["Retry-After"] == "60"


def test_every_address_is_described(client: FlaskClient) -> None:
    page = client.get("/api").text
    for path in client.get("/openapi.json").get_json()["paths"]:
        assert f"GET {path}" in page
