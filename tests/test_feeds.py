"""Atom feeds: are they what RFC 4287 asks for, and do ids and dates stay?"""

from __future__ import annotations

import re
from xml.etree import ElementTree as Xml

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.config import Config
from tests.browser.records import fill, titled
from tests.web import page
from webapp import create_app

A = "{http://www.w3.org/2005/Atom}"
FEEDS = (
    "/search.atom?q=police",
    "/search.atom?q=police&area=dorset",
    "/search.atom?q=nothinglikethis",
    "/search.atom",
    "/case-studies.atom?need=accommodation",
    "/areas/dorset.atom",
    "/areas/kent.atom",
    "/definitions/polygraph-condition.atom",
)
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")


def read(client: FlaskClient, address: str) -> Xml.Element:
    response = client.get(address)
    assert response.status_code == 200
    assert response.content_type == "application/atom+xml; charset=utf-8"
    return Xml.fromstring(response.data)


def texts(entries: list[Xml.Element], name: str) -> list[str]:
    return [entry.findtext(f"{A}{name}", "") for entry in entries]


@pytest.mark.parametrize("address", FEEDS)
def test_a_feed_has_what_the_standard_asks_for(client: FlaskClient, address: str) -> None:
    root = read(client, address)
    entries = root.findall(f"{A}entry")
    assert root.tag == f"{A}feed"
    for each in (root, *entries):
        for name in ("id", "title", "updated"):
            assert len(each.findall(f"{A}{name}")) == 1
        assert each.findtext(f"{A}id", "").startswith("urn:uuid:")
        assert MOMENT.fullmatch(each.findtext(f"{A}updated", ""))
        assert each.findtext(f"{A}author/{A}name")
    links = {link.get("rel"): link.get("href", "") for link in root.findall(f"{A}link")}
    assert links["self"] == f"http://localhost{address}"
    assert client.get(links["alternate"].removeprefix("http://localhost")).status_code == 200
    assert len(set(texts(entries, "id"))) == len(entries)
    for entry in entries:
        (link,) = entry.findall(f"{A}link")
        assert client.get(link.get("href", "").removeprefix("http://localhost")).status_code == 200


def test_a_feed_of_a_search_has_what_the_search_finds_newest_first(client: FlaskClient) -> None:
    entries = read(client, "/search.atom?q=police&sort=oldest&page=1&per_page=25").findall(f"{A}entry")
    found = client.get("/search.json?q=police&per_page=50").get_json()
    assert len(entries) == found["total"]
    assert texts(entries, "updated") == sorted(texts(entries, "updated"), reverse=True)
    assert texts(entries, "updated")[-1] == "2015-03-31T00:00:00Z"


def test_a_feed_of_an_area_has_its_reports(client: FlaskClient) -> None:
    assert texts(read(client, "/areas/dorset.atom").findall(f"{A}entry"), "title") == [
        "Dorset MAPPA Annual Report 2021 to 2022 (digest)", "Dorset MAPPA Annual Report 2014 to 2015",
    ]  # fmt: skip
    assert read(client, "/areas/kent.atom").findall(f"{A}entry") == []


def test_ids_and_dates_stay_when_the_index_is_made_anew_and_on_another_host(client: FlaskClient) -> None:
    again = create_app(Config(), fill(MemoryBackend())).test_client()
    address = "/search.atom?q=police"
    first = read(client, address).findall(f"{A}entry")
    other = Xml.fromstring(again.get(address, base_url="https://example.org").data).findall(f"{A}entry")
    for name in ("id", "updated", "published"):
        assert texts(first, name) == texts(other, name)


@pytest.mark.parametrize(
    ("of", "feed"),
    [
        ("/search?q=police&area=dorset&sort=newest", "/search.atom?q=police&amp;area=dorset"),
        ("/case-studies?need=accommodation", "/case-studies.atom?need=accommodation"),
        ("/areas/dorset", "/areas/dorset.atom"),
        ("/definitions/polygraph-condition", "/definitions/polygraph-condition.atom"),
        ("/terms?q=police&year=2021-22", "/search.atom?q=police&amp;exact=1"),
    ],
)
def test_a_page_leads_feed_readers_to_its_feed(client: FlaskClient, of: str, feed: str) -> None:
    text = page(client, of)
    assert re.search(
        rf'<link rel="alternate" type="application/atom\+xml" title="[^"]+" href="{re.escape(feed)}">', text
    )
    assert f'<a href="{feed}">Atom feed' in text


def test_text_that_xml_cannot_hold_is_left_out() -> None:
    odd = "Bell\x07 & <b>\ufffe</b>"
    client = create_app(Config(), fill(MemoryBackend(), titled(odd))).test_client()
    titles = texts(read(client, "/search.atom?q=police").findall(f"{A}entry"), "title")
    assert all(title.startswith("Bell & <b></b>") for title in titles)


def test_what_is_not_there_has_no_feed(client: FlaskClient) -> None:
    for address in ("/areas/atlantis.atom", "/definitions/nothing.atom"):
        assert client.get(address).status_code == 404
