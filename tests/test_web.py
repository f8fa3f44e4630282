"""The pages without a browser: statuses, headers, addresses, escaping."""

from __future__ import annotations

from dataclasses import replace

import html5lib
import pytest
from flask import Response
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.config import Config
from indexer.errors import BrokenIndex
from tests.browser.records import fill
from tests.web import page
from webapp import create_app, headers
from webapp.kept import LARGEST, OVERHEAD, Pages

SECTION = "/reports/dorset/2014-15/03-how-it-works"
PAGES = (
    "/",
    "/search",
    "/search?q=police",
    "/search?q=polygraph+housing",
    "/search?q=police&area=dorset&year=2014-15&section=case_study&sort=newest",
    "/search?q=nothinglikethis&area=dorset",
    f"/search?q={'+'.join(['long'] * 60)}",
    "/search?section=case_study",
    "/case-studies",
    "/case-studies?q=police&area=dorset&category=category-2&keep=dorset.2014-15.06-case-study",
    "/case-studies?q=nothinglikethis&area=dorset&year=2015-16",
    "/case-studies?show=initiatives",
    "/case-studies?show=all&sort=newest",
    "/case-studies/similar?to=dorset.2014-15.06-case-study",
    "/reading-list",
    "/reading-list?keep=dorset.2014-15.06-case-study&keep=dorset.2014-15.99-gone",
    "/areas/dorset",
    "/areas/kent",
    "/reports/dorset/2014-15",
    "/reports/dorset/2021-22?q=police",
    "/reports/greater-manchester/2021-22",
    SECTION,
    f"{SECTION}?q=police",
    "/definitions",
    "/definitions?find=poly",
    "/definitions?find=nothing",
    "/definitions/polygraph-condition",
    "/statistics",
    "/statistics?measure=eligible_offenders&cell=total.1&area=dorset&area=greater-manchester&year=all",
    "/statistics?measure=nothing&area=atlantis&year=1900&sort=odd",
    "/terms",
    "/terms?q=police&year=2014-15",
    "/terms?q=nothinglikethis&also=1&year=2021-22",
    "/compare",
    "/compare?first=dorset-2014-15&second=greater-manchester-2021-22",
    "/about",
)
WRONG = {
    "/nowhere": 404,
    "/areas/atlantis": 404,
    "/reports/dorset/2015-16": 404,
    "/reports/dorset/then": 404,
    "/reports/dorset/2014-15/99-nothing": 410,
    "/reports/dorset/2014-15/nothing": 404,
    "/definitions/nothing": 404,
    "/search?q=police&page=2": 404,
    "/search?q=police&page=0": 400,
    "/search?q=police&page=one": 400,
    "/static/nothing.css": 404,
}


# ---- every page


@pytest.mark.parametrize("address", [*PAGES, *WRONG])
def test_pages_are_valid_html(client: FlaskClient, address: str) -> None:
    html = client.get(address).get_data(as_text=True)
    parser = html5lib.HTMLParser()
    parser.parse(html)
    assert parser.errors == []
    assert html.count("<h1") == 1


@pytest.mark.parametrize("address", [*PAGES, *WRONG, "/healthz", "/readyz", "/favicon.ico", "/static/site.css"])
def test_every_response_has_the_security_headers_and_no_cookie(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert response.status_code == WRONG.get(address, 200)
    assert response.headers["Content-Security-Policy"] == (
        "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; "
        "frame-ancestors 'none'"
    )
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Referrer-Policy"] == "same-origin"
    assert "Set-Cookie" not in response.headers


@pytest.mark.parametrize("address", [*PAGES, *WRONG])
def test_pages_hold_nothing_that_the_content_security_policy_forbids(client: FlaskClient, address: str) -> None:
    html = client.get(address).get_data(as_text=True)
    assert "<script" not in html
    elements = list(html5lib.parse(html, namespaceHTMLElements=False).iter())
    names = {name for element in elements for name in element.keys() if isinstance(name, str)}  # noqa: SIM118
    assert [name for name in names if name == "style" or name.startswith("on")] == []


@pytest.mark.parametrize("address", PAGES)
def test_pages_stay_small(client: FlaskClient, address: str) -> None:
    assert len(client.get(address).data) < 100_000


def test_titles_name_the_page_and_the_site(client: FlaskClient) -> None:
    assert "<title>How it works – Dorset 2014 to 2015 – MAPPA reports</title>" in page(client, SECTION)
    assert "<title>“police” – Search – MAPPA reports</title>" in page(client, "/search?q=police")


def test_the_navigation_says_where_the_reader_is(client: FlaskClient) -> None:
    assert 'href="/definitions" aria-current="page"' in page(client, "/definitions")
    studies = page(client, "/case-studies?area=dorset")
    assert 'href="/case-studies" aria-current="page"' in studies
    assert 'href="/search" aria-current="page"' not in studies


# ---- caching


def test_an_unchanged_page_is_not_made_again(client: FlaskClient) -> None:
    first = client.get("/search?q=police")
    again = client.get("/search?q=police", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert "Content-Security-Policy" in again.headers
    assert first.headers["Cache-Control"] == "no-cache"


def test_a_new_generation_and_another_address_change_the_etag() -> None:
    backend = fill(MemoryBackend())
    client = create_app(Config(), backend).test_client()
    tags = [client.get("/about").headers["ETag"], client.get("/").headers["ETag"]]
    fill(backend)
    tags.append(client.get("/about").headers["ETag"])
    assert len(set(tags)) == 3
    assert client.get("/about", headers={"If-None-Match": tags[0]}).status_code == 200


def test_a_new_day_changes_the_etag_because_the_page_prints_it(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get("/about").headers["ETag"]
    monkeypatch.setattr(headers, "today", lambda: headers.date(2001, 2, 3))
    response = client.get("/about")
    assert response.headers["ETag"] != before
    assert "3 February 2001" in response.get_data(as_text=True)


def test_a_page_of_results_is_not_made_twice(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    address = "/search?q=police&sort=newest"
    first = client.get(address)

    def never(*_: object, **__: object) -> None:
        raise AssertionError("was searched for again")

    monkeypatch.setattr(MemoryBackend, "search", never)
    again = client.get(address)
    assert (again.status_code, again.data) == (200, first.data)
    assert sorted(again.headers.items()) == sorted(first.headers.items())
    assert client.head(address).data == b""
    assert client.get(f"{address}&per_page=25").status_code == 500, "another address is searched for"
    assert client.get(address, headers={"Host": "elsewhere.example"}).status_code == 500


def test_only_so_many_pages_are_kept() -> None:
    pages = Pages(room=3 * (10 + OVERHEAD))
    for number in range(5):
        pages.keep(str(number), Response(b"x" * 10))
        pages.get("0")
    assert [number for number in range(5) if pages.get(str(number))] == [0, 3, 4]
    pages.keep("large", Response(b"x" * (LARGEST + 1)))
    assert pages.get("large") is None


def test_errors_have_no_etag(client: FlaskClient) -> None:
    assert "ETag" not in client.get("/areas/atlantis").headers


# ---- errors


def test_an_error_page_asks_not_to_be_indexed(client: FlaskClient) -> None:
    assert 'content="noindex"' in client.get("/nowhere").get_data(as_text=True)


def test_an_address_that_is_nearly_right_is_offered_the_right_one(client: FlaskClient) -> None:
    assert 'href="/reports/dorset/2014-15"' in client.get("/reports/dorste/2014-15").get_data(as_text=True)
    assert 'href="/areas/dorset"' in client.get("/area/dorset").get_data(as_text=True)


def test_a_page_beyond_the_last_links_to_the_first(client: FlaskClient) -> None:
    response = client.get("/search?q=police&page=7")
    assert response.status_code == 404
    assert 'href="/search?q=police"' in response.get_data(as_text=True)


def test_a_bad_parameter_is_named(client: FlaskClient) -> None:
    text = client.get("/search?q=police&page=one").get_data(as_text=True)
    assert "page: “one” is not a page number" in text


def test_other_methods_are_refused_with_those_allowed(client: FlaskClient) -> None:
    response = client.post("/search")
    assert response.status_code == 405
    assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
    assert "<h1>" in response.get_data(as_text=True)


class _Failing(MemoryBackend):
    def reports(self):  # type: ignore[no-untyped-def]
        raise RuntimeError("a secret of the machine")


def test_a_fault_shows_a_reference_and_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    client = create_app(Config(), fill(_Failing())).test_client()
    response = client.get("/")
    text = response.get_data(as_text=True)
    assert response.status_code == 500
    assert "secret" not in text
    assert "Traceback" not in text
    reference = caplog.records[-1].getMessage().rpartition(" ")[2]
    assert reference in text


class Empty(MemoryBackend):
    def stats(self):  # type: ignore[no-untyped-def]
        raise BrokenIndex("no index in /var/private")

    health = stats


def test_without_an_index_pages_say_what_to_run() -> None:
    client = create_app(Config(), Empty()).test_client()
    response = client.get("/")
    assert response.status_code == 503
    assert "mappa index" in response.get_data(as_text=True)
    assert "/var/private" not in response.get_data(as_text=True)
    assert client.get("/nowhere").status_code == 404


def test_health_and_readiness(client: FlaskClient) -> None:
    assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 200)
    empty = create_app(Config(), Empty()).test_client()
    assert (empty.get("/healthz").status_code, empty.get("/readyz").status_code) == (200, 503)


# ---- links


def test_nothing_links_to_pages_that_do_not_exist(client: FlaskClient) -> None:
    seen: set[str] = set()
    for address in PAGES:
        document = html5lib.parse(client.get(address).get_data(as_text=True), namespaceHTMLElements=False)
        seen |= {link.get("href", "").partition("#")[0] for link in document.iter("a")}
    inside = {address for address in seen if address.startswith("/")}
    assert len(inside) > 40
    assert {address: client.get(address).status_code for address in inside} == dict.fromkeys(inside, 200)


def test_links_within_a_page_have_their_target(client: FlaskClient) -> None:
    for address in PAGES:
        document = html5lib.parse(client.get(address).get_data(as_text=True), namespaceHTMLElements=False)
        ids = {element.get("id") for element in document.iter()}
        wanted = {link.get("href", "")[1:] for link in document.iter("a") if link.get("href", "").startswith("#")}
        assert wanted <= ids, address


def test_an_index_made_from_the_settings_is_served(tmp_path: object) -> None:
    config = Config()
    app = create_app(replace(config, index=replace(config.index, directory=tmp_path)))  # type: ignore[arg-type]
    assert app.test_client().get("/").status_code == 503
