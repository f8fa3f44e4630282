"""Figures: cells and sums, what the text says beside them, where they stand, what is missing, and the five reports."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Block, Document, Figure, Range, Report, Section, Span
from indexer.readers.text import read_text
from indexer.statistics import figures, missing
from indexer.statistics.cells import read_cell
from tests.test_statistics import (
    AREAS,
    BREACH,
    CELLS,
    DAY,
    HEAD,
    ONE_CELL_A_LINE,
    ORDERS,
    RATE,
    ROWS,
    SOURCE,
    TABLE,
    YEARLY,
    read,
    report,
    shown,
    spaced,
)  # fmt: skip

# ---- cells and sums


def test_dash_zero_empty_and_missing_stay_apart() -> None:
    found = read(f"{YEARLY}\n{HEAD}\nLevel 2\t5\t0\t\t5\nLevel 3\t1\t-\t2\t3\nTotal\t6\t0\t2\t8")
    by_cell = {(f.category, f.level): f for f in found}
    dash, zero, empty = by_cell[2, 3], by_cell[2, 2], by_cell[3, 2]
    assert (dash.value, dash.printed, dash.flag) == (None, "-", "ok")
    assert (zero.value, zero.printed, zero.flag) == (0, "0", "ok")
    assert (empty.value, empty.printed, empty.flag, empty.note) == (None, None, "missing", "the cell is empty")


def test_rows_of_two_tables_that_have_come_together() -> None:
    found = read(f"{YEARLY}\n{HEAD}\nLevel 3\t0\t2\t1\t3\nLevel 2\t5\t7\t3\t15\nTotal\t5\t9\t4\t18")
    assert {f.flag for f in found} == {"ok"}  # levels may go down
    found = read(f"{YEARLY}\n{HEAD}\nLevel 3\t0\t2\t1\t3\nTotal\t5\t9\t4\t18\nLevel 2\t6\t7\t3\t16\n")
    assert {f.flag for f in found} == {"ambiguous"}


def test_rows_out_of_order_are_certain_where_every_sum_bears_them_out() -> None:
    found = read(f"{YEARLY}\n{HEAD}\nLevel 3\t0\t2\t1\t3\nTotal\t5\t9\t4\t18\nLevel 2\t5\t7\t3\t15\n")
    assert {f.flag for f in found} == {"ok"}
    found = read(f"{YEARLY}\n{HEAD}\nLevel 3\t0\t2\t1\t3\nLevel 2\t5\t7\t3\t15\n")
    assert {(f.category, f.level) for f in found if f.flag != "ok"} == set()


def test_labels_that_stand_before_their_rows_of_figures() -> None:
    labels = "Level 2\nLevel 3\nTotal\n\nCategory 1: Category 2: Category 3: Total\n\n"
    found = read(f"{YEARLY}\n\n{labels}5 7 3 15\n0 2 1 3\n5 9 4 18\n")
    assert {(f.category, f.level): f.value for f in found}[2, 3] == 2
    assert (len(found), {f.flag for f in found}) == (12, {"ok"})
    found = read(f"{YEARLY}\n\n{labels}5 7 3 15\n0 2 1 3\n5 9 4 17\n")
    assert {f.flag for f in found} == {"ambiguous"}


def test_a_sub_heading_before_the_heads_of_its_table() -> None:
    returns = "Level 2 and 3 offenders returned to custody"
    found = read(f"{returns}\nBreach of SHPO   Category 1   Total\nLevel 2   1  1\nLevel 3   0  0\nTotal     1  1\n")
    assert {(f.measure, f.category, f.level, f.value) for f in found} == {
        ("returned_to_custody_sopo", category, level, value)
        for category in (1, "total")
        for level, value in ((2, 1), (3, 0), ("total", 1))
    }


def test_two_tables_beside_each_other() -> None:
    returns = "Level 2 and 3 offenders returned to custody\n\n    Breach of licence     Breach of SOPO\n"
    heads = "    Cat 1  Cat 2  Total   Cat 1  Cat 2  Total\n"
    found = read(f"{returns}{heads}Level 2  5 9 14  3 - 3\nLevel 3  0 2 2  1 - 1\nTotal  5 11 16  4 - 4\n")
    assert {f.flag for f in found} == {"ok"}
    assert shown(found, "returned_to_custody_licence")["2/3"] == 2
    assert shown(found, "returned_to_custody_sopo")["1/total"] == 4
    assert len(found) == 18
    assert read(f"{returns}{heads}Level 2  5 9 14  3 -\n") == ()


BESIDE = """Level 2 and 3 offenders returned to custody
\tBreach of licence\t\tBreach of SOPO\t
\tCat 1\tTotal\tCat 1\tTotal
Level 2\t5\t5\t3\t3
Level 3\t1\t1\t-\t-
"""


@pytest.mark.parametrize(
    "text", [BESIDE, BESIDE.replace("\t", " "), BESIDE.replace("licence\t\t", "licence\tBreach of licence\t")]
)
def test_tables_beside_each_other_in_columns_or_not(text: str) -> None:
    cells = {(f.measure, f.category, f.level): f.printed for f in read(text) if f.flag == "ok"}
    assert len(cells) == 8
    assert cells["returned_to_custody_licence", "total", 3] == "1"
    assert cells["returned_to_custody_sopo", 1, 2] == "3"


def test_tables_side_by_side_with_a_figure_lost_are_not_parted() -> None:
    found = read(BESIDE.replace("\t", " ").replace("1 1 - -", "1 1 -"))
    assert not [f for f in found if f.flag == "ok"]
    assert not [f for f in read(BESIDE.replace("Cat 1\tTotal\n", "Women\tTotal\n")) if f.flag == "ok"]


def test_figures_before_their_labels() -> None:
    found = read("Restrictive orders for Category 1 offenders\n\n104   SOPOs\n2     NOs\n")
    assert [(f.measure, f.value) for f in found] == [("sopo_imposed", 104), ("notification_orders", 2)]
    assert read("104   SOPOs\n") == ()


def test_lettered_lists_of_the_first_reports() -> None:
    text = (
        "(iii) The number of Sexual Offences Prevention Orders (SOPOs) (a) applied for (b) interim SOPOs issued "
        "and (c) full SOPOs imposed by the courts\n(a)  21\n(b)  6\n(c)  15\n"
        "(iv) The number of (a) Notification Orders applied for and (b) full Notification Orders imposed\n"
        "(a) 2  (b) -\n"
    )
    assert [(f.measure, f.value, f.printed) for f in read(text)] == [
        ("sopo_applied", 21, "21"),
        ("sopo_interim", 6, "6"),
        ("sopo_imposed", 15, "15"),
        ("notification_orders", None, "-"),
    ]
    short = read(text.replace("(c)  15\n", ""))  # a figure is missing, so none of the letters has one for certain
    assert {f.measure for f in short} == {"notification_orders"}


def test_a_figure_for_each_level_behind_a_label() -> None:
    found = read("(a) were returned to custody for a breach of licence?   Level 3: 9     Level 2: 44\n")
    assert [(f.measure, f.category, f.level, f.value) for f in found] == [
        ("returned_to_custody_licence", "total", 2, 44),
        ("returned_to_custody_licence", "total", 3, 9),
    ]
    assert read("(a) were seen by a doctor?   Level 3: 9     Level 2: 44\n") == ()


def test_the_year_of_a_date_is_no_figure() -> None:
    found = read(
        "The number of violent and other sexual offenders (as defined by section 327(3), (4) and (5) of the Criminal "
        "Justice Act 2003) living in Kent\non 31 March 2018    702\n"
    )
    assert [(f.measure, f.category, f.level, f.value) for f in found] == [("eligible_offenders", 2, "total", 702)]


def test_a_row_that_lacks_a_figure_is_not_guessed_at() -> None:
    found = read(f"{YEARLY}\nLevel 2 5 7 3 15\nLevel 3 0 2 3\nTotal 5 9 4 18")
    level_3 = [f for f in found if f.level == 3]
    assert {(f.value, f.printed, f.flag) for f in level_3} == {(None, "0 2 3", "ambiguous")}
    assert all(f.flag == "ok" for f in found if f.level != 3)


@pytest.mark.parametrize(
    ("old", "new", "cell", "expected"),
    [
        ("Level 2\t5\t7", "Level 2\t5\t8", (2, 2), 7),
        ("\t-\t430", "\t1\t430", (3, 1), 0),
        ("\t3\nTotal", "\t5\nTotal", ("total", 3), 3),
        ("Total\t315", "Total\t351", (1, "total"), 315),
        ("\t448", "\t484", ("total", "total"), 448),
    ],
)
def test_the_cell_that_keeps_a_table_from_adding_up(
    old: str, new: str, cell: tuple[object, object], expected: int
) -> None:
    text = TABLE.replace(old, new)
    assert text != TABLE
    (wrong,) = [f for f in read(text) if f.flag != "ok"]
    assert (wrong.flag, (wrong.category, wrong.level), wrong.expected) == ("inconsistent", cell, expected)
    assert str(wrong.value) == wrong.printed
    assert "both call for" in (wrong.note or "")


def test_where_no_one_cell_is_wrong_the_total_is_flagged() -> None:
    two = TABLE.replace("\t430", "\t431").replace("\t15\n", "\t14\n")
    wrong = {(f.category, f.level): f for f in read(two) if f.flag == "inconsistent"}
    assert {cell: f.expected for cell, f in wrong.items()} == {("total", 1): 430, ("total", 2): 15}
    assert all("cannot be told" in (f.note or "") for f in wrong.values())
    no_total_row = read(f"{YEARLY}\n{HEAD}\nLevel 2\t5\t7\t3\t16\nLevel 3\t0\t2\t1\t3")
    assert [(f.level, f.expected) for f in no_total_row if f.flag == "inconsistent"] == [(2, 15)]


@pytest.mark.parametrize(
    ("printed", "kind", "value"),
    [
        ("5,486", "number", 5486),
        ("5\u00a0486", "number", 5486),
        ("98.5", "number", 98.5),
        ("**12**", "number", 12),
        ("63*", "number", 63),
        ("63¹", "number", 63),
        ("12 (a)", "number", 12),
        ("–", "none", None),
        ("N/A", "none", None),
        ("", "empty", None),
        ("92 per cent", "share", None),
        ("12 or so", "text", None),
        ("5 486", "text", None),
        ("2014/15", "text", None),
        ("£64", "text", None),
        ("1" * 50, "text", None),
    ],
)
def test_cells(printed: str, kind: str, value: float | None) -> None:
    cell = read_cell(printed)
    assert (cell.kind, cell.value) == (kind, value)


# ---- damage

WHOLE = f"""# MAPPA Statistics

{TABLE}
{YEARLY}
{HEAD}
Level 2\t24\t31\t12\t67
Level 3\t3\t6\t5\t14
Total\t27\t37\t17\t81

{BREACH}\t34

{ORDERS}
SHPO\t21
SHPO with foreign travel restriction\t2
NOs\t8

Level 2 and 3 offenders returned to custody
{HEAD}\t
Breach of licence
Level 2\t7\t9\t4\t20\t
Level 3\t1\t3\t2\t6\t
Total\t8\t12\t6\t26\t
Breach of SOPO
Level 2\t6\t-\t-\t6\t
Level 3\t5\t-\t-\t5\t
Total\t11\t-\t-\t11\t

{RATE}
77

Words that follow.
"""
Cell = tuple[str, object, object]


def sure(text: str) -> dict[Cell, float | None]:
    return {(f.measure, f.category, f.level): f.value for f in read(text) if f.flag == "ok"}


def damaged(text: str) -> Iterator[str]:
    """The text without one of its lines, without one of its cells, and with one of its cells empty."""
    lines = text.split("\n")
    for at, line in enumerate(lines):
        before, after, cells = lines[:at], lines[at + 1 :], line.split("\t")
        yield "\n".join([*before, *after])
        for n in range(len(cells)) if len(cells) > 1 else ():
            yield "\n".join([*before, "\t".join([*cells[:n], *cells[n + 1 :]]), *after])
            yield "\n".join([*before, "\t".join([*cells[:n], "", *cells[n + 1 :]]), *after])


@pytest.mark.parametrize("text", [WHOLE, spaced(WHOLE)], ids=["tabs", "spaces"])
def test_damage_takes_figures_away_but_makes_none_wrong(text: str) -> None:
    true = sure(text)
    assert len(true) == 16 + 12 + 1 + 3 + 12 + 12 + 1
    for worse in damaged(text):
        assert sure(worse).items() <= true.items(), worse


PIECES = [
    *WHOLE.splitlines(), *ONE_CELL_A_LINE.splitlines()[:10], "- 1\t\t", "---\t---", "| 1 | 2 |", "Page 7", "7",
    "# Essex",
    "\t2016/17\t2017/18", "Level 2 and 3", "Total", "<sup>1</sup>", "|", "\t", "#", "1 2 3 4 5", f"{RATE} <sup>8</sup>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=25), st.sampled_from(["\n", "\n\n", "\n\n\n\n\n", "\t"]))
def test_any_lines_can_be_read(lines: list[str], between: str) -> None:
    """Each cell at most once, and no number that is not printed in its lines."""
    text = between.join(["Kent", *lines])
    found = read(text)
    assert len({(f.measure, f.category, f.level) for f in found}) == len(found)
    printed = text.split("\n")
    for figure in found:
        assert figure.lines is not None
        if figure.value is not None:
            assert str(figure.value) in " ".join(printed[figure.lines.first - 1 : figure.lines.last])


# ---- beside the tables


@pytest.mark.parametrize(
    ("sentence", "note"),
    [
        ("the majority (310 this year) are managed at Level 1.", "the text says 310, the table 430 (310 is"),
        ("the majority (430 this year) are managed at Level 1.", None),
        ("the majority (80% this year) are managed at Level 1.", "the text says 80%, the table makes it 96.0%"),
        ("the majority (96% this year) are managed at Level 1.", None),
        ("the majority are managed at Level 1. In 2016 there were 12.", None),
    ],
)
def test_what_the_commentary_contradicts_is_noted(sentence: str, note: str | None) -> None:
    found = read(f"{TABLE}\n\n# Commentary\n\nOf all offenders {sentence}")
    (figure,) = [f for f in found if (f.category, f.level) == ("total", 1)]
    assert figure.flag == "ok"
    assert figure.note is None if note is None else (figure.note or "").startswith(note)
    assert not any(f.note for f in found if f is not figure)


def test_a_figure_knows_where_it_stands() -> None:
    text = f"# One\n\nWords.\n\n# Two\n\n{TABLE}"
    document = read_text(SOURCE, text.encode(), characters=1_000_000)
    start = text.index("# Two")
    spans = (Span(0, start), Span(start, len(text)))
    sections = tuple(
        Section(f"kent-2017-18#{n}", "kent-2017-18", n, "statistics", "", 1, "", span, span.start)
        for n, span in enumerate(spans)
    )
    first = figures(document, sections, report())[0]
    assert (first.section, first.lines, first.row, first.column) == (
        "kent-2017-18#1", Range(9, 9), "Level 1", "Category 1: Registered sex offenders",
    )  # fmt: skip
    contents = tuple(replace(section, subtype="contents") for section in sections)
    assert figures(document, contents, report()) == ()


def test_rows_of_a_pdf_carry_their_page() -> None:
    lines = [DAY, *ROWS.splitlines()]
    blocks, at = [], 0
    for line in lines:
        span = Span(at, at + len(line) + 1)
        blocks.append(Block(span, "row" if "\t" in line else "heading", pages=Range(6, 6)))
        at = span.end
    document = Document(replace(SOURCE, format="pdf"), "\n".join(lines) + "\n", tuple(blocks))
    found = figures(document, (), report())
    assert shown(found, "eligible_offenders") == CELLS
    assert {(f.lines, f.pages) for f in found} == {(None, Range(6, 6))}


def test_a_paragraph_that_holds_a_whole_table() -> None:
    text = f"{DAY}\n{spaced(ROWS)}\n"
    document = Document(SOURCE, text, (Block(Span(0, len(text)), "text"),))
    assert shown(figures(document, (), report()), "eligible_offenders") == CELLS


# ---- what is missing


def gaps(*texts: str, year: int = 2017) -> dict[str, list[str]]:
    """What is missing in the reports of some areas, in the order of AREAS."""
    reports = [report(area, year) for area in AREAS][: len(texts)]
    found = [f for r, text in zip(reports, texts, strict=True) for f in read(text, r.area_slug, year)]
    cells: dict[str, list[str]] = {r.area_slug: [] for r in reports}
    for f in missing(found, reports):
        assert (f.value, f.printed, f.flag, f.section, f.lines) == (None, None, "missing", None, None)
        cells[f.report[:-8]].append(f"{f.measure} {f.category}/{f.level}")
    return cells


RATES, BREACHES = f"{RATE}\t77\n", f"{BREACH}\t34\n"


def test_with_two_reports_the_other_one_counts() -> None:
    assert gaps(RATES + BREACHES, BREACHES) == {"kent": [], "essex": ["rso_per_100k 1/None"]}


def test_with_more_reports_two_and_half_of_the_others_count() -> None:
    assert gaps(RATES + BREACHES, BREACHES, BREACHES)["essex"] == []
    assert gaps(RATES + BREACHES, BREACHES, RATES + BREACHES)["essex"] == ["rso_per_100k 1/None"]
    assert gaps(RATES + BREACHES, RATES + BREACHES, BREACHES, BREACHES)["surrey"] == ["rso_per_100k 1/None"]


def test_single_cells_are_missing_too() -> None:
    without = TABLE.replace("Level 2\t5\t7\t3\t15\n", "")
    assert gaps(TABLE, without)["essex"] == [f"eligible_offenders {c}/2" for c in (1, 2, 3, "total")]


def test_nothing_is_missing_that_was_not_published() -> None:
    orders = f"{ORDERS}\nSOPOs\t3\nSHPO\t4\n"
    assert gaps(BREACHES + orders, BREACHES)["essex"] == ["shpo_imposed 1/None"]
    assert gaps(BREACHES + orders, BREACHES, year=2013)["essex"] == ["sopo_imposed 1/None"]


def test_of_a_report_without_figures_nothing_is_said() -> None:
    assert gaps(RATES, "# Essex\n\nNo tables.") == {"kent": [], "essex": []}


def test_an_empty_cell_is_not_missing_twice() -> None:
    empty = f"{YEARLY}\n{HEAD}\nLevel 2\t5\t7\t\t12\n"
    full = f"{YEARLY}\n{HEAD}\nLevel 2\t5\t7\t3\t15\n"
    assert gaps(full, empty) == {"kent": [], "essex": []}


def test_other_years_do_not_count() -> None:
    reports = [report("kent", 2017), report("essex", 2016)]
    found = [*read(RATES + BREACHES, "kent", 2017), *read(BREACHES, "essex", 2016)]
    assert missing(found, reports) == ()


# ---- the reports beside the checkout

COUNTS = {
    "dorset-2014-15": 57, "warwickshire-2014-15": 56, "lancashire-2021-22": 59, "west-midlands-2021-22": 58,
    "west-yorkshire-2021-22": 59,
}  # fmt: skip


def of_shared(shared: Path, name: str) -> tuple[Figure, ...]:
    path = shared / "corpus" / "text" / f"{name}.md"
    match = re.fullmatch(r"(.+)-(\d{4})-\d\d", name)
    assert match
    slug, year = match[1], int(match[2])
    named = Report(name, slug.replace("-", " ").title(), slug, "", year, year + 1, replace(SOURCE, name=path.name))
    return figures(read_text(named.source, path.read_bytes(), characters=1_000_000), (), named)


@pytest.mark.shared
def test_every_cell_that_a_careful_reader_found(shared: Path) -> None:
    lines = (shared / "gold" / "statistics.jsonl").read_text("utf-8").splitlines()
    gold = [json.loads(line) for line in lines]
    found = [f for name in sorted({row["report"] for row in gold}) for f in of_shared(shared, name)]
    expected = {
        (r["report"], r["metric"], r["category"], r["level"]): (
            r["value"],
            r["printed"],
            r["flag"],
            r["corrected_value"],
        )
        for r in gold
    }
    assert len(found) == len(expected)
    for f in found:
        corrected = f.value if f.expected is None else f.expected
        assert (f.value, f.printed, f.flag, corrected) == expected[f.report, f.measure, f.category, f.level]
    by_place = {(f.report, f.measure, f.category, f.level): f.lines for f in found}
    for row in gold:
        place = by_place[row["report"], row["metric"], row["category"], row["level"]]
        assert place is not None
        assert place.first <= row["source_line"] <= place.last


@pytest.mark.shared
@pytest.mark.parametrize("name", COUNTS)
def test_all_five_reports_are_read_whole(shared: Path, name: str) -> None:
    found = of_shared(shared, name)
    assert len(found) == COUNTS[name]
    by_measure = {(f.measure, f.category, f.level): f for f in found}
    totals = [by_measure[m, "total", "total"] for m in ("eligible_offenders", "level2_3_offenders")]
    assert all(f.value for f in totals)


@pytest.mark.shared
def test_what_is_odd_in_the_five_reports(shared: Path) -> None:
    found = [f for name in COUNTS for f in of_shared(shared, name)]
    odd = {(f.report, f.measure, f.category, f.level): (f.value, f.flag) for f in found if f.flag != "ok"}
    assert odd == {
        ("dorset-2014-15", "level2_3_offenders", "total", 3): (7, "inconsistent"),
        ("west-midlands-2021-22", "eligible_offenders", 3, 1): (1, "inconsistent"),
        ("west-yorkshire-2021-22", "rso_breach_convicted", 1, None): (75, "ambiguous"),
        ("west-yorkshire-2021-22", "lifetime_revocations", 1, None): (8, "ambiguous"),
    }
