"""National, edited or local: told by what several areas' reports share, and by the catalogue of national texts."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest

from indexer.boilerplate import Catalogue, link, national
from indexer.boilerplate.catalogue import EMPTY, known, pack, read
from indexer.boilerplate.evidence import needed
from indexer.boilerplate.fingerprint import fingerprint, likeness, share
from indexer.boilerplate.renew import main, make
from indexer.errors import RulesError
from indexer.model import Link, Report, Section
from indexer.readers.text import read_text
from indexer.sections import split
from tests import records

NATIONAL = (
    "Agencies that meet under these arrangements share what they know about a person who may do harm, weigh how "
    "likely and how grave that harm is, and agree who does what by when; they come back to it until the risk is lower."
)
SECOND = (
    "An order of this sort may be sought by the chief constable where someone has behaved in a way that gives cause "
    "to think that without it children elsewhere would not be safe, and it lasts for at most five years at a time."
)
LOCAL = "In this county the board met four times, audited twenty files and found the chairing of meetings to be good."
CLOSING = "The reports of all areas of England and Wales stand online at www.example.org"
AREAS = ("Kent", "Essex", "Surrey", "Dorset", "Cumbria", "Gwent", "Norfolk", "Suffolk", "Cheshire", "Humberside")

Pair = tuple[Report, Section]


def section(area: str, text: str, order: int = 1, year: int = 2021, **changes: object) -> Pair:
    of = records.report(area, year)
    return of, records.section(of, order, text, **changes)


def marks(pairs: Iterable[Pair], catalogue: Catalogue = EMPTY) -> list[str]:
    return [item.boilerplate for item in link(pairs, catalogue)]


def row(pair: Pair) -> dict[str, object]:
    report, of = pair
    known: dict[str, object] = {"area": report.area, "year_start": report.year_start, "type": of.kind}
    return {"id": of.id, "report": report.id, **known, "subtype": of.subtype, "text": of.text}


def catalogue_of(pairs: Iterable[Pair]) -> Catalogue:
    return read("\n".join(json.dumps(each) for each in make(map(row, pairs))))


def test_the_same_text_in_two_areas_is_national() -> None:
    links = link([section("Kent", NATIONAL), section("Essex", NATIONAL)], EMPTY)
    assert [each.boilerplate for each in links] == ["national", "national"]
    assert links[0].group == links[1].group == "kent-2021-22#1"


def test_the_same_text_in_two_years_of_one_area_is_local() -> None:
    links = link([section("Kent", LOCAL, year=2020), section("Kent", LOCAL)], EMPTY)
    assert [each.boilerplate for each in links] == ["local", "local"]
    assert links[0].group == links[1].group


def test_a_changed_sentence_makes_it_edited() -> None:
    changed = NATIONAL.replace("until the risk is lower", "at least every twelve weeks in this county of ours")
    pairs = [section("Kent", NATIONAL), section("Surrey", NATIONAL), section("Essex", changed)]
    assert marks(pairs) == ["national", "national", "edited"]
    assert marks(reversed(pairs)) == ["edited", "national", "national"]


@pytest.mark.parametrize("change", [("weigh", "wiegh"), ("how grave", "how very grave")])
def test_one_changed_word_is_no_edit(change: tuple[str, str]) -> None:
    pairs = [section("Kent", NATIONAL), section("Surrey", NATIONAL), section("Essex", NATIONAL.replace(*change))]
    assert marks(pairs) == ["national"] * 3


def test_other_text_is_local_and_has_a_group_of_its_own() -> None:
    links = link([section("Kent", NATIONAL), section("Essex", LOCAL)], EMPTY)
    assert [each.boilerplate for each in links] == ["local", "local"]
    assert links[0].group != links[1].group


@pytest.mark.parametrize("kind", [{"kind": "statistics"}, {"subtype": "cover"}, {"subtype": "contents"}])
def test_tables_title_pages_and_contents_are_never_the_same_text(kind: dict[str, str]) -> None:
    table = "Level 2\t0\t-\t-\t0\nLevel 3\t0\t-\t-\t0\nTotal\t0\t-\t-\t0"
    links = link([section("Kent", table, **kind), section("Essex", table, **kind)], EMPTY)
    assert [each.boilerplate for each in links] == ["local", "local"]
    assert links[0].group != links[1].group


def test_own_text_around_the_national_is_edited_until_it_is_most() -> None:
    own = [f"word{number}" for number in range(200)]
    pairs = [section("Kent", NATIONAL), section("Essex", NATIONAL)]
    assert marks([*pairs, section("Surrey", f"{NATIONAL} {' '.join(own[:40])}")])[-1] == "edited"
    assert marks([*pairs, section("Surrey", f"{NATIONAL} {' '.join(own)}")])[-1] == "local"


def test_national_texts_run_together_or_taken_apart_stay_national() -> None:
    pairs = [section("Kent", NATIONAL), section("Kent", SECOND, 2), section("Essex", f"{SECOND}\n\n{NATIONAL}")]
    assert marks(pairs) == ["national"] * 3


def test_letters_marks_and_years_do_not_count() -> None:
    text = f"{NATIONAL} This was so on 31 March"
    assert marks([section("Kent", f"- (h) {text} 2015", year=2014), section("Essex", f"## (f) {text} 2022")]) == [
        "national",
        "national",
    ]


def test_a_short_text_is_compared_by_its_letters() -> None:
    other = CLOSING.replace("The reports of all areas", "A report for the whole").replace("stand", "stands")
    assert marks([section("Kent", CLOSING), section("Essex", other)]) == ["national", "edited"]
    assert marks([section("Kent", CLOSING), section("Essex", "For more about this write to the board.")]) == [
        "local",
        "local",
    ]


def test_a_heading_is_what_stands_under_it() -> None:
    def two(area: str, text: str) -> list[Pair]:
        return [section(area, "What is this?", 1, subtype="heading_only"), section(area, text, 2)]

    assert marks([*two("Kent", NATIONAL), *two("Essex", NATIONAL)]) == ["national"] * 4
    own = " ".join(f"word{number}" for number in range(40))
    assert marks([*two("Kent", LOCAL), *two("Essex", own)]) == ["local"] * 4


@pytest.mark.parametrize(("held", "areas"), [(1, 2), (2, 2), (7, 2), (8, 3), (12, 3), (42, 11)])
def test_how_many_areas_must_have_it(held: int, areas: int) -> None:
    assert needed(held) == areas


def test_what_two_neighbours_share_is_local_where_many_reports_are_held() -> None:
    pairs = [section(area, NATIONAL, 1) for area in AREAS]
    pairs += [section(area, LOCAL if area in AREAS[:2] else f"{area} has its own.", 2) for area in AREAS]
    found = link(pairs, EMPTY)
    assert [each.boilerplate for each in found] == ["national"] * 10 + ["local"] * 10
    assert found[10].group == found[11].group


def test_reports_in_welsh_are_counted_by_themselves() -> None:
    def welsh(area: str) -> Pair:
        of = records.report(area, language="cy")
        return of, records.section(of, 1, SECOND)

    assert marks([*(section(area, NATIONAL, year=2014) for area in AREAS), welsh("Gwent"), welsh("Dyfed")])[-2:] == [
        "national",
        "national",
    ]


def test_a_report_alone_is_known_by_the_catalogue() -> None:
    known = catalogue_of(
        section(area, text, order) for area in AREAS[:2] for order, text in enumerate((NATIONAL, CLOSING))
    )
    alone = [section("Gwent", NATIONAL, year=2012), section("Gwent", LOCAL, 2), section("Gwent", CLOSING, 3)]
    assert marks(alone) == ["local"] * 3
    assert marks(alone, known) == ["national", "local", "national"]


@pytest.mark.parametrize(
    ("kind", "year", "others", "mark"),
    [
        ("background", 2009, (), "edited"),
        ("definition", 2009, (), "edited"),
        ("local_page", 2009, (), "local"),
        ("foreword", 2009, (), "local"),
        ("background", 2021, (), "local"),
        ("background", 2009, ("Essex",), "local"),
    ],
)
def test_what_nothing_can_tell_goes_by_its_kind(kind: str, year: int, others: tuple[str, ...], mark: str) -> None:
    catalogue = catalogue_of([section("Kent", NATIONAL), section("Essex", NATIONAL)])
    pairs = [section("Surrey", LOCAL, year=year, kind=kind), *(section(area, SECOND, year=year) for area in others)]
    assert marks(pairs, catalogue)[0] == mark


def test_a_ministers_foreword_is_issued() -> None:
    assert marks([section("Surrey", LOCAL, year=2004, kind="foreword", title="Ministerial foreword")]) == ["edited"]


def test_only_what_is_national_goes_into_the_catalogue() -> None:
    phrase = "the board met four times in this year of ours"
    pairs = [section(area, NATIONAL, 1) for area in AREAS[:2]]
    pairs += [section(area, f"{phrase} {' '.join(f'{area}{n}' for n in range(40))}", 2) for area in AREAS[:2]]
    assert share(fingerprint(phrase).runs, catalogue_of(pairs).runs) == 0
    assert share(fingerprint(NATIONAL).runs, catalogue_of(pairs).runs) == 1


def test_the_catalogue_is_renewed_by_year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "national.jsonl"
    for year, text in ((2014, NATIONAL), (2021, SECOND), (2014, SECOND)):
        rows = [json.dumps(row(section(area, text, year=year))) for area in AREAS[:2]]
        monkeypatch.setattr("sys.stdin", rows)
        main(path)
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert [each["year"] for each in rows] == [2014, 2021]
    assert rows[0]["runs"] == rows[1]["runs"]


@pytest.mark.parametrize("line", ["{", '{"year": 2014}', '{"runs": "abc"}', "[]", '{"runs": 1}'])
def test_a_damaged_catalogue_is_an_error_that_names_the_line(line: str) -> None:
    with pytest.raises(RulesError, match="line 1"):
        read(line)


def test_a_year_of_which_a_part_is_known_is_not_taken_to_be_known() -> None:
    whole = json.dumps({"year": 2006, "kind": "foreword", "runs": pack(fingerprint(NATIONAL).runs)})
    part = json.dumps({**json.loads(whole), "part": True})
    assert read(whole).years == {2006}
    assert read(part).years == frozenset()
    assert marks([section("Kent", NATIONAL, year=2006)], read(part)) == ["national"]


def test_the_minister_of_2006_is_known_by_a_line() -> None:
    line = "This sets out a programme of actions which include developing the use of drug treatment for sex offenders"
    assert marks([section("Kent", line, year=2006)], known()) == ["national"]


def test_the_shipped_catalogue_holds_hashes_only() -> None:
    found = known()
    assert found.runs.size > 2000
    assert found.short
    assert np.all(found.runs[1:] > found.runs[:-1])
    assert marks([section("Kent", LOCAL), section("Kent", NATIONAL, 2)], found) == ["local", "local"]


def test_hashes_are_the_same_everywhere() -> None:
    assert [int(value) for value in fingerprint("Agencies share what they know").runs] == RUNS


RUNS = [16224048843130152904, 16874311042449933187]


def test_likeness_of_texts() -> None:
    one, other = fingerprint(NATIONAL), fingerprint(SECOND)
    assert (likeness(one, one), likeness(one, other)) == (1.0, 0.0)
    assert likeness(fingerprint(CLOSING), one) == 0.0
    assert likeness(fingerprint(""), fingerprint("")) == 0.0


def test_paragraphs_of_a_section() -> None:
    known = national([section("Kent", NATIONAL), section("Essex", NATIONAL)], EMPTY)
    items = "- Agencies that meet under these arrangements\n- our own list of names here"
    text = f"# How it works\n\n{NATIONAL}\n\n## Here\n{LOCAL}\n{items}"
    found = [(text[span.start : span.end][:9], mark) for span, mark in known.paragraphs(text)]
    assert found == [
        ("# How it ", "national"),
        ("Agencies ", "national"),
        ("## Here\nI", "local"),
        ("- Agencie", "national"),
        ("- our own", "local"),
    ]


@pytest.mark.parametrize("text", ["", "\n \n", "#", "- ", "…"])
def test_text_without_words_is_local(text: str) -> None:
    assert marks([section("Kent", text), section("Essex", text)], known()) == ["local", "local"]


def test_an_empty_corpus_has_no_links() -> None:
    assert link([]) == ()


@pytest.fixture(scope="module")
def reports(shared: Path) -> dict[str, list[Pair]]:
    found = {}
    for path in sorted((shared / "corpus" / "text").glob("*.md")):
        slug, year = path.stem[:-8], int(path.stem[-7:-3])
        report = records.report(slug.replace("-", " ").title(), year)
        document = read_text(report.source, path.read_bytes(), characters=5_000_000)
        found[report.id] = [(report, each) for each in split(document, report)]
    return found


def right(links: Iterable[Link], shared: Path, reports: dict[str, list[Pair]]) -> float:
    """Share of the sections whose first line the careful reader gives that are marked as there."""
    gold = {}
    for line in (shared / "gold" / "sections.jsonl").read_text(encoding="utf-8").splitlines():
        each = json.loads(line)
        if each["subtype"] not in {"cover", "heading_only"}:
            gold[each["report"], each["start_line"]] = each["national_boilerplate"]
    begins = {of.id: (of.report, of.lines.first) for pairs in reports.values() for _, of in pairs if of.lines}
    pairs = [
        (each.boilerplate != "local", gold[begins[each.section]]) for each in links if begins[each.section] in gold
    ]
    assert len(pairs) > 30
    return sum(one == other for one, other in pairs) / len(pairs)


@pytest.mark.shared
@pytest.mark.parametrize("catalogue", [EMPTY, known()], ids=["seen", "known"])
def test_the_reports_are_marked_as_a_careful_reader_does(
    shared: Path, reports: dict[str, list[Pair]], catalogue: Catalogue
) -> None:
    assert right(link([pair for pairs in reports.values() for pair in pairs], catalogue), shared, reports) == 1.0


@pytest.mark.shared
@pytest.mark.parametrize("alone", ["dorset-2014-15", "lancashire-2021-22"])
def test_a_report_alone_is_marked_right(shared: Path, reports: dict[str, list[Pair]], alone: str) -> None:
    assert right(link(reports[alone]), shared, reports) == 1.0


@pytest.mark.shared
def test_two_reports_are_marked_right(shared: Path, reports: dict[str, list[Pair]]) -> None:
    read_by_hand = {"dorset-2014-15", "lancashire-2021-22"}
    for one, other in combinations(reports, 2):
        if read_by_hand & {one, other}:
            pairs = reports[one] + reports[other]
            assert right(link(pairs), shared, reports) == 1.0, (one, other)
            if one[-7:] == other[-7:]:
                assert right(link(pairs, EMPTY), shared, reports) >= 0.97, (one, other)
