"""The page of figures: what is shown, what is taken away."""

from __future__ import annotations

import csv
import io

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.config import Config
from webapp import create_app
from webapp.takeaway import plain

LEVEL_1 = "/statistics?measure=eligible_offenders&cell=total.1"


@pytest.mark.parametrize("year", ["2014-15", "all"])
def test_a_figure_links_to_where_it_stands(client: FlaskClient, year: str) -> None:
    page = client.get(f"{LEVEL_1}&year={year}").text
    assert '<a href="/reports/dorset/2014-15/04-offenders?figure=eligible_offenders.total.1#m1">' in page
    assert "report not held" in page  # of Greater Manchester


def test_what_is_odd_about_a_figure_stands_beside_it_over_the_years(client: FlaskClient) -> None:
    page = client.get("/statistics?measure=shpo_imposed&year=all").text
    assert '<a class="note-mark" href="#remark-a">' in page
    assert '<li id="remark-a">' in page


def test_the_order_is_stated(client: FlaskClient) -> None:
    assert "Sorted by value, largest first" in client.get(f"{LEVEL_1}&sort=largest").text


def test_an_unknown_area_and_year_are_named(client: FlaskClient) -> None:
    page = client.get("/statistics?area=atlantis&year=1900-01").text
    assert "No report of “atlantis” is held" in page
    assert "there is no “1900-01” here" in page


def test_csv_holds_what_the_page_shows(client: FlaskClient) -> None:
    response = client.get("/statistics.csv?measure=eligible_offenders&cell=2.1&year=all&area=dorset")
    assert response.mimetype == "text/csv"
    rows = list(csv.DictReader(io.StringIO(response.text.removeprefix("\ufeff"))))
    assert [(row["area"], row["year"], row["standing"], row["printed"], row["value"]) for row in rows] == [
        ("Dorset", "2014-15", "dash", "-", ""),
        ("Dorset", "2021-22", "dash", "-", ""),
    ]
    assert rows[0]["source"].endswith("/reports/dorset/2014-15/04-offenders")


def test_json_holds_the_same(client: FlaskClient) -> None:
    found = client.get("/statistics.json?measure=shpo_imposed&year=2014-15").get_json()
    assert [(each["area"], each["standing"], each["flags"]) for each in found["figures"]] == [
        ("Dorset", "doubtful", "ambiguous"),
        ("Greater Manchester", "not_held", ""),
    ]


def test_without_figures_the_page_says_so() -> None:
    backend = MemoryBackend()
    with backend.begin() as generation:
        generation.publish()
    client = create_app(Config(), backend).test_client()
    assert "no figures" in client.get("/statistics").text
    assert client.get("/statistics.json").get_json() == []


@pytest.mark.parametrize(
    ("cell", "shown"),
    [("=1+1", "'=1+1"), ("-2+3", "'-2+3"), ("@x", "'@x"), ("-", "-"), ("Kent", "Kent"), (-5, -5), (None, None)],
)
def test_a_spreadsheet_computes_nothing(cell: object, shown: object) -> None:
    assert plain(cell) == shown
