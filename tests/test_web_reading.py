"""Reading: sections, reports, areas, definitions, coverage."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.config import Config
from tests.browser.records import all_records, fill
from tests.web import page
from webapp import create_app

SECTION = "/reports/dorset/2014-15/03-how-it-works"


def test_report_text_is_escaped(client: FlaskClient) -> None:
    for address in ("/reports/dorset/2014-15", "/reports/dorset/2014-15/06-case-study"):
        text = page(client, address)
        assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp;" in text
        assert "<img" not in text
    assert "<img" not in page(client, "/search?q=housing")


def test_the_question_is_escaped(client: FlaskClient) -> None:
    text = page(client, "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert "<script" not in text


def test_a_report_lists_its_printed_tables_and_leads_to_them(client: FlaskClient) -> None:
    text = page(client, "/reports/dorset/2014-15")
    assert '<a href="#table-1">Orders &lt;script&gt;' in text
    assert 'tabindex="0" id="table-1" aria-label="Table 2: Orders &lt;script&gt;' in text
    assert 'id="table-1"' in page(client, "/reports/dorset/2014-15/04-offenders")


MOVED = {
    "03": "03-how-it-works",
    "03-how-it-worked": "03-how-it-works",
    "07-how-it-works": "03-how-it-works",
    "how-it-works": "03-how-it-works",
    "12-who-is-told": "07-who-is-told",
    "12-introduction": "08-introduction",
    "02-introduction": "01-introduction",
}
"""Names that sections may have had before a report was read anew → those they have."""


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_an_old_address_of_a_section_leads_to_the_new_one(client: FlaskClient, old: str, new: str) -> None:
    response = client.get(f"/reports/dorset/2014-15/{old}?q=police")
    assert response.status_code == 301
    assert response.headers["Location"] == f"/reports/dorset/2014-15/{new}?q=police"
    assert client.get(f"/reports/dorset/2014-15/{old}.json").get_json()["id"] == f"dorset-2014-15#{new[:2]}"


def test_addresses_survive_a_report_that_is_read_anew(client: FlaskClient) -> None:
    """One section more at the beginning, so that every number is another."""
    records = []
    for record in all_records():
        first = replace(record.sections[0], title="Letter", text="# Letter\n\nDear reader", id=f"{record.report.id}#00")
        moved = (replace(section, order=section.order + 1) for section in record.sections)
        records.append(replace(record, sections=(first, *moved)))
    anew = create_app(Config(), fill(MemoryBackend(), tuple(records))).test_client()
    for stored in client.get("/api/v1/reports/dorset/2014-15").get_json()["sections"]:
        number = int(stored["id"][-2:])
        old = client.get(f"/reports/dorset/2014-15/{number:02d}").headers["Location"]
        found = anew.get(old, follow_redirects=True)
        assert found.status_code == 200
        assert found.request.path.rpartition("/")[2] == f"{number + 1:02d}-{old.rpartition('/')[2][3:]}"


def test_a_section_that_is_no_longer_there_is_gone(client: FlaskClient) -> None:
    response = client.get("/reports/dorset/2014-15/03-an-old-title")
    assert response.status_code == 410
    assert '<a href="/reports/dorset/2014-15">' in response.text
    assert client.get("/reports/dorset/2014-15/03-an-old-title.json").status_code == 410


def test_a_section_shows_its_matches_and_neighbours(client: FlaskClient) -> None:
    text = page(client, f"{SECTION}?q=police+know")
    assert '<mark id="m1">police</mark>' in text
    assert "2 matches for “police know”" in text
    assert 'rel="prev" href="/reports/dorset/2014-15/02-what-is-mappa?q=police+know"' in text
    assert 'rel="next" href="/reports/dorset/2014-15/04-offenders?q=police+know"' in text
    assert 'share what they <mark id="m2">know</mark>' in text


def test_a_section_says_whether_its_text_is_national(client: FlaskClient) -> None:
    assert "National text" in page(client, SECTION)
    assert "Local text" in page(client, "/reports/dorset/2014-15/06-case-study")
    assert 'href="/reports/greater-manchester/2021-22/03-how-it-works"' in page(client, SECTION)


def test_a_section_links_the_terms_it_uses(client: FlaskClient) -> None:
    text = page(client, "/reports/dorset/2014-15/05-polygraph-condition")
    assert '<a href="/definitions/polygraph-condition">Polygraph Condition (PC)</a>' in text


def test_a_section_of_a_pdf_links_to_its_page(client: FlaskClient) -> None:
    text = page(client, "/reports/greater-manchester/2021-22/04-offenders")
    assert 'href="https://example.org/greater-manchester-2021-22.pdf#page=4"' in text
    assert "Page 4 of the original" in text


def test_a_section_with_odd_figures_warns(client: FlaskClient) -> None:
    assert "do not add up" in page(client, "/reports/dorset/2014-15/04-offenders")


def test_a_report_has_all_sections_with_unique_ids(client: FlaskClient) -> None:
    text = page(client, "/reports/dorset/2014-15?q=police")
    ids = [part.partition('"')[0] for part in text.split(' id="')[1:]]
    assert len(ids) == len(set(ids))
    assert text.count("Open this section") == 8
    assert "(1 match)" in text


def test_key_figures_keep_a_dash_a_nought_and_nothing_apart(client: FlaskClient) -> None:
    text = page(client, "/reports/dorset/2014-15")
    figures = text[text.index('id="key-figures"') :]
    assert ">-</td>" in figures.replace("\n", "")
    assert ">0</td>" in figures.replace("\n", "")
    assert "not given" in figures
    assert '<li id="figures-1-a">Does not add up: the sums call for 7</li>' in figures
    assert '8<a class="note-mark" href="#figures-1-a"><span class="unseen">note </span>a</a></td>' in figures
    assert '<li id="single-a">Uncertain: the label is damaged</li>' in figures
    assert 'href="#single-a"' in figures


def test_the_title_page_is_no_section_to_read() -> None:
    records = []
    for record in all_records():
        cover = replace(record.sections[0], subtype="cover")
        records.append(replace(record, sections=(cover, *record.sections[1:])))
    client = create_app(Config(), fill(MemoryBackend(), tuple(records))).test_client()
    report = page(client, "/reports/dorset/2014-15")
    assert "<dt>Sections</dt><dd>7</dd>" in report
    assert 'id="s1"' not in report
    assert 'href="#s1"' not in report
    assert '<li value="2"' in report
    assert "7 sections" in page(client, "/areas/dorset")
    first = page(client, "/reports/dorset/2014-15/02-what-is-mappa")
    assert 'rel="prev"' not in first
    assert 'rel="next"' in first
    cover = page(client, "/reports/dorset/2014-15/01-introduction")
    assert '<p class="kicker">Title page</p>' in cover
    assert 'rel="next" href="/reports/dorset/2014-15/02-' in cover


def test_an_area_without_reports_says_so(client: FlaskClient) -> None:
    assert "holds no annual report of Kent" in page(client, "/areas/kent")


def test_an_abbreviation_leads_to_its_term(client: FlaskClient) -> None:
    for address in ("/definitions/pc", "/definitions?find=PC"):
        response = client.get(address)
        assert (response.status_code, response.headers["Location"]) == (302, "/definitions/polygraph-condition")


def test_coverage_shows_what_is_held_and_what_is_not(client: FlaskClient) -> None:
    text = page(client, "/about")
    assert '<a href="/reports/dorset/2021-22">Yes' in text
    assert "not held" in text
    assert "40 areas of which no report is held" in text
