"""Two reports side by side: every section once, what is the same, changed, new and gone."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient

from indexer.backends.memory import MemoryBackend
from indexer.compare import compare_words, pair_sections
from indexer.model import Link, Section, StoredSection
from tests.records import record, report, section
from webapp import sidebyside

OLD, NEW = report("Dorset", 2014), report("Dorset", 2015)


def stored(before: list[Section], now: list[Section], same: dict[str, str] | None = None) -> Any:
    """The sections of both reports as an index gives them back; `same` names the text that some of them share."""
    backend = MemoryBackend()
    with backend.begin() as generation:
        generation.write(record(OLD, before))
        generation.write(record(NEW, now))
        groups = same or {}
        generation.link([Link(one.id, "local", groups.get(one.id, one.id)) for one in (*before, *now)])
        generation.publish()
    return tuple(backend.sections(OLD.id)), tuple(backend.sections(NEW.id))


def told(pairs: Any) -> list[tuple[str, str | None, str | None]]:
    def text(one: StoredSection | None) -> str | None:
        return one.section.text if one else None

    return [(pair.kind, text(pair.before), text(pair.now)) for pair in pairs]


def old(order: int, text: str, **changes: Any) -> Section:
    return section(OLD, order, text, **changes)


def new(order: int, text: str, **changes: Any) -> Section:
    return section(NEW, order, text, **changes)


def test_kinds_of_pairs_in_the_order_of_the_newer_report() -> None:
    before = [old(1, "Gone first"), old(2, "Housing\nTen homes."), old(3, "Gone"), old(4, "Board\nIt met.")]
    now = [new(1, "Board\nIt  met."), new(2, "Circles\nNew work."), new(3, "Housing\nTwelve homes.")]
    assert told(pair_sections(*stored(before, now))) == [
        ("only_before", "Gone first", None),
        ("same", "Board\nIt met.", "Board\nIt  met."),
        ("only_now", None, "Circles\nNew work."),
        ("changed", "Housing\nTen homes.", "Housing\nTwelve homes."),
        ("only_before", "Gone", None),
    ]


def test_the_same_text_is_found_under_another_title() -> None:
    before, now = [old(1, "What it is\nAgencies share.")], [new(1, "Background\nAgencies share.")]
    pairs = pair_sections(*stored(before, now, {before[0].id: "g", now[0].id: "g"}))
    assert [pair.kind for pair in pairs] == ["changed"]


def test_a_term_is_found_in_another_wording() -> None:
    before = [old(1, "Order one", kind="definition", term="Travel Orders")]
    now = [new(1, "A wholly other text", kind="definition", term="Travel Order")]
    assert [pair.kind for pair in pair_sections(*stored(before, now))] == ["changed"]


def test_much_the_same_words_belong_together_whatever_the_title() -> None:
    words = "the board looked at every case of the year and asked the agencies what they had learnt from it"
    before, now = [old(1, f"Reviews\n{words}")], [new(1, f"Learning\n{words} again")]
    assert [pair.kind for pair in pair_sections(*stored(before, now))] == ["changed"]


def test_every_section_stands_once_and_title_pages_not_at_all() -> None:
    before = [old(1, "Cover", subtype="cover"), old(2, "Housing\na"), old(3, "Housing\nb")]
    now = [new(1, "Housing\nc")]
    pairs = pair_sections(*stored(before, now))
    assert sorted(pair.before.section.order for pair in pairs if pair.before) == [2, 3]
    assert [pair.now.section.order for pair in pairs if pair.now] == [1]


def test_marks_are_no_words() -> None:
    before, now = [old(1, "# Housing\n**Ten** homes.<sup>3</sup>")], [new(1, "Housing\n\nTen homes. 3")]
    assert [pair.kind for pair in pair_sections(*stored(before, now))] == ["same"]
    assert [piece.kind for piece in compare_words("## A\n- **b** c", "A\nb c")] == ["same"]


def test_long_texts_are_compared_line_by_line() -> None:
    lines = [f"line {number} of a long text with many words in it" for number in range(400)]
    changed = [*lines[:200], "another line", *lines[200:]]
    pieces = compare_words("\n".join(lines), "\n".join(changed))
    assert [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"] == [("added", "another line")]


def test_the_page_shows_what_differs_and_the_same_on_demand(client: FlaskClient) -> None:
    address = "/compare?first=dorset-2014-15&second=greater-manchester-2021-22"
    page, same = client.get(address).text, client.get(f"{address}&show=same").text
    assert '<ins><span class="unseen">added: </span>Greater Manchester' in page
    assert "How it works" not in page
    assert "How it works" in same
    assert "&lt;script&gt;" in page
    assert "<script" not in page


def test_a_report_leads_to_what_is_new_since_the_one_before(client: FlaskClient) -> None:
    page = client.get("/reports/dorset/2021-22").text
    assert "/compare?first=dorset-2014-15&amp;second=dorset-2021-22" in page


@pytest.mark.parametrize(("address", "status"), [("first=no&second=dorset-2014-15", 404), ("show=odd", 400), ("", 200)])
def test_what_cannot_be_compared(client: FlaskClient, address: str, status: int) -> None:
    assert client.get(f"/compare?{address}").status_code == status


def test_a_comparison_is_taken_away_with_what_was_added_and_removed(client: FlaskClient) -> None:
    asked = "first=dorset-2014-15&second=greater-manchester-2021-22"
    found = client.get(f"/compare.json?{asked}").get_json()
    assert (found["first"], found["second"]) == ("dorset-2014-15", "greater-manchester-2021-22")
    case = next(row for row in found["sections"] if row["title"] == "Case study")
    assert (case["kind"], case["added"], case["removed"]) == ("changed", "Greater Manchester", "Dorset")
    assert case["second_source"] == "http://localhost/reports/greater-manchester/2021-22/06-case-study"
    rows = list(csv.DictReader(io.StringIO(client.get(f"/compare.csv?{asked}&show=same").text.removeprefix("\ufeff"))))
    assert "How it works" in {row["title"] for row in rows}
    assert {row["kind"] for row in rows} == {"same"}
    assert client.get("/compare.csv?first=dorset-2014-15").status_code == 404


def test_a_comparison_is_narrowed_to_text_of_the_areas_own(client: FlaskClient) -> None:
    asked = "/compare?first=dorset-2014-15&second=greater-manchester-2021-22&show=same"
    national = client.get(f"{asked}&text=national").text
    assert "How it works</h3>" in national
    assert "Who is told?</h3>" not in national
    local = client.get(f"{asked}&text=local").text
    assert "How it works</h3>" not in local
    assert "Who is told?</h3>" in local
    assert client.get("/compare?text=odd").status_code == 400


def test_a_long_comparison_comes_in_parts(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = "/compare?first=dorset-2014-15&second=greater-manchester-2021-22"
    whole = re.findall("<h3>.*</h3>", client.get(asked).text)
    monkeypatch.setattr(sidebyside, "MOST_CHARACTERS", 1)
    shown = [re.findall("<h3>.*</h3>", client.get(f"{asked}&part={n}").text) for n in range(1, len(whole) + 1)]
    assert [heading for part in shown for heading in part] == whole
    assert all(len(part) == 1 for part in shown)
    assert f'rel="next" href="{asked.replace("&", "&amp;")}&amp;part=2"' in client.get(asked).text
    beyond = client.get(f"{asked}&part={len(whole) + 1}")
    assert beyond.status_code == 404
    assert client.get(f"{asked}&part=0").status_code == 400
