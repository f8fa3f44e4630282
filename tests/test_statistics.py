"""Statistics tables of many shapes, in reports of our own: what is read from them, and what must not be."""

from __future__ import annotations

import pytest

from indexer.model import Figure, Report, Source
from indexer.readers.text import read_text
from indexer.statistics import figures

SOURCE = Source("kent.md", "kent.md", "text", "", 0)
AREAS = {"kent": "Kent", "essex": "Essex", "surrey": "Surrey", "south-west": "South West"}

DAY = "MAPPA-eligible offenders on 31 March 2018"
YEARLY = "MAPPA-eligible offenders in Levels 2 and 3 by category (yearly total)"
BREACH = "RSOs cautioned or convicted for breach of notification requirements"
RATE = "Total number of Registered Sexual Offenders per 100,000 population"
ORDERS = "Restrictive orders for Category 1 offenders"
HEAD = "\tCategory 1: RSOs\tCategory 2: Violent\tCategory 3: Other\tTotal"
ROWS = """Level 1\t310\t120\t-\t430
Level 2\t5\t7\t3\t15
Level 3\t0\t2\t1\t3
Total\t315\t129\t4\t448"""
TABLE = f"{DAY}\n{HEAD}\n{ROWS}\n"
CELLS = {
    "1/1": 310, "2/1": 120, "3/1": "-", "total/1": 430,
    "1/2": 5, "2/2": 7, "3/2": 3, "total/2": 15,
    "1/3": 0, "2/3": 2, "3/3": 1, "total/3": 3,
    "1/total": 315, "2/total": 129, "3/total": 4, "total/total": 448,
}  # fmt: skip


def report(area: str = "kent", year: int = 2017) -> Report:
    name = f"{area}-{year}-{(year + 1) % 100:02d}"
    return Report(name, AREAS[area], area, "South East", year, year + 1, SOURCE)


def read(text: str, area: str = "kent", year: int = 2017) -> tuple[Figure, ...]:
    document = read_text(SOURCE, text.encode(), characters=1_000_000)
    return figures(document, (), report(area, year))


def shown(found: tuple[Figure, ...], measure: str) -> dict[str, object]:
    """Category/level → value, or what is printed where that is no number; doubtful figures with their flag."""
    cells: dict[str, object] = {}
    for f in found:
        if f.measure == measure:
            what = f.printed if f.value is None else f.value
            cells[f"{f.category}/{f.level}"] = what if f.flag == "ok" else (what, f.flag)
    return cells


def single(text: str, measure: str, year: int = 2017) -> object:
    return next(iter(shown(read(text, year=year), measure).values()), "no figure")


# ---- shapes of the tables by category and level


def spaced(text: str) -> str:
    return text.replace("\t", " ")


def piped(text: str) -> str:
    lines = [f"| {line.replace(chr(9), ' | ')} |" for line in text.splitlines()]
    return "\n".join([lines[0], "|---|---:|---:|---:|---:|", *lines[1:]])


HEADS_OF_THREE_ROWS = """\tCategory 1:\tCategory\tCategory 3: Other\tTotal
\tRegistered\t2: Violent\tdangerous\t
\tsex offenders\toffenders\toffenders\t"""
OTHER = f"{YEARLY}\nLevel 2\t1\t2\t3\t6\nLevel 3\t1\t2\t3\t6\nTotal\t2\t4\t6\t12"
PAGE_BREAK = "\n\n\n\nPage 7\n\n# Kent MAPPA Annual Report 2017-2018\n\n"
LEVEL_APART = TABLE.replace("Level ", "Level\t").replace("\nTotal", "\nTotal\t").replace("\n\t", "\n\t\t")
ONE_CELL_A_LINE = "\n".join(text for row in ROWS.splitlines() for text in row.split("\t"))
TRANSPOSED = """\tLevel 1\tLevel 2\tLevel 3\tTotal
Category 1: RSOs\t310\t5\t0\t315
Category 2: Violent\t120\t7\t2\t129
Category 3: Other dangerous\t-\t3\t1\t4
Total\t430\t15\t3\t448"""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TABLE, id="tabs"),
        pytest.param(TABLE.replace("\t", "\t\t"), id="blank columns"),
        pytest.param(TABLE.replace("\n", "\r\n"), id="carriage returns"),
        pytest.param(f"{DAY}\n{spaced(HEAD)}\n{spaced(ROWS)}", id="spaces"),
        pytest.param(f"{DAY}\nCategory 1: Registered sex Category 2: Violent Category 3: Other\n"
                     f"offenders offenders dangerous offenders Total\n{spaced(ROWS)}", id="spaces, heads on two lines"),
        pytest.param(f"{DAY}\n{ROWS}", id="no heads"),
        pytest.param(f"{DAY}\n\tCategory 1: RSOs\t•\tOther dangerous\t\n{ROWS}", id="heads lost"),
        pytest.param(f"{DAY}\n{HEADS_OF_THREE_ROWS}\n{ROWS}", id="heads over three rows"),
        pytest.param(f"{DAY}\nCategory 1\tCategory 2\tCategory 3\tTotal\n{ROWS}", id="heads without a corner"),
        pytest.param(f"## {DAY}\n\n{piped(f'{HEAD}{chr(10)}{ROWS}')}", id="pipes"),
        pytest.param(piped(f"{DAY}{HEAD}\n{ROWS}"), id="pipes, title in the corner"),
        pytest.param(f"| **{DAY}** | | | | |\n{piped(f'{HEAD}{chr(10)}{ROWS}')}", id="pipes, title as a row"),
        pytest.param(f"{DAY}\n{ONE_CELL_A_LINE}", id="each cell on its own line"),
        pytest.param(f"{DAY}\nCategory 1\nCategory 2\nCategory 3\nTotal\n{ONE_CELL_A_LINE}", id="heads, too"),
        pytest.param(f"{DAY}\n{TRANSPOSED}", id="categories down"),
        pytest.param(f"{DAY}\n{spaced(TRANSPOSED)}", id="categories down, spaces"),
        pytest.param(f"{DAY}\n{TRANSPOSED.partition(chr(10))[2]}", id="categories down, no heads"),
        pytest.param(f"### {DAY}\nThe table counts everyone who lived in the community on that day.\n{HEAD}\n{ROWS}",
                     id="a sentence below the title"),
        pytest.param(TABLE.replace("Level 3", f"{PAGE_BREAK}Level 3"), id="a page break in the middle"),
        pytest.param(LEVEL_APART, id="level and number in two cells"),
        pytest.param(TABLE.replace("\t310\t", "\t**310**\t").replace("\t448", "\t448*"), id="marks"),
        pytest.param(f"MAPPA eligible offenders as at 31st March 2018\n{ROWS}", id="another title"),
        pytest.param(f"Kent: {TABLE}", id="a title with the area"),
        pytest.param(f"{TABLE}\n{OTHER}", id="not the last"),
        pytest.param(f"{OTHER}\n{TABLE}", id="not the first"),
        pytest.param(f"{TABLE}\n{HEAD}\nLevel 2\t9\t9\t9\t27\nLevel 3\t9\t9\t9\t27", id="before a table without title"),
        pytest.param(f"{TABLE.replace('2018', '2017').replace('310', '999')}\n{TABLE}", id="after the year before's"),
    ],
)  # fmt: skip
def test_shapes_of_one_table(text: str) -> None:
    assert shown(read(text), "eligible_offenders") == CELLS


def test_a_fourth_category() -> None:
    text = "MAPPA-eligible offenders on 31 March 2024\n" + "".join(
        f"{label}\t{cells}\n"
        for label, cells in {
            "": "Category 1\tCategory 2\tCategory 3\tCategory 4: Terrorist offenders\tTotal",
            "Level 1": "310\t120\t-\t-\t430", "Level 2": "5\t7\t3\t1\t16",
            "Level 3": "0\t2\t1\t0\t3", "Total": "315\t129\t4\t1\t449",
        }.items()
    )  # fmt: skip
    cells = shown(read(text, year=2023), "eligible_offenders")
    assert (cells["4/2"], cells["total/2"], cells["4/1"]) == (1, 16, "-")
    assert len(cells) == 20


@pytest.mark.parametrize(
    ("rows", "last"),
    [
        ("Level 2\t5\t7\t3\t15\nLevel 3\t0\t2\t1\t3", "total"),  # the sums say what the lost heads were
        ("Level 2\t5\t7\t3\t1\nLevel 3\t0\t2\t1\t0", 4),
    ],
)
def test_lost_heads_once_there_are_four_categories(rows: str, last: object) -> None:
    found = [f for f in read(f"{YEARLY}\n{rows}", year=2023) if f.level == 2]
    assert [f.category for f in found] == [1, 2, 3, last]


def test_three_columns_are_told_by_their_heads_only() -> None:
    rows = "Level 2\t5\t7\t3\nLevel 3\t0\t2\t1"
    heads = "\tCategory 1\tCategory 2\tCategory 3"
    assert shown(read(f"{YEARLY}\n{heads}\n{rows}"), "level2_3_offenders")["3/2"] == 3
    assert read(f"{YEARLY}\n{rows}") == ()


def test_columns_in_another_order_go_by_their_heads() -> None:
    text = f"{YEARLY}\n\tTotal\tCategory 1\tCategory 2\tCategory 3\nLevel 2\t15\t5\t7\t3\nLevel 3\t3\t0\t2\t1"
    assert shown(read(text), "level2_3_offenders")["total/2"] == 15


def test_one_column_is_the_total() -> None:
    by_level = (
        f"{DAY}\n| Level | Number |\n|---|---|\n| Level 1 | 430 |\n| Level 2 | 15 |\n| Level 3 | 3 |\n| Total | 448 |"
    )
    assert shown(read(by_level), "eligible_offenders") == {
        "total/1": 430, "total/2": 15, "total/3": 3, "total/total": 448,
    }  # fmt: skip
    by_category = f"{DAY}\n| Category 1 | 315 |\n| Category 2 | 129 |\n| Category 3 | 4 |\n| Total | 448 |"
    assert shown(read(by_category), "eligible_offenders")["1/total"] == 315


def test_returns_to_custody_by_sub_heading() -> None:
    text = f"""Level 2 and 3 offenders returned to custody
{HEAD}
Breach of licence
Level 2\t4\t5\t6\t15
Level 3\t0\t1\t0\t1
Total\t4\t6\t6\t16
Breach of bail
Level 2\t8\t8\t8\t24
Breach of SOPO\tBreach of SOPO\t\t\t
Level 2\t1\t-\t-\t1
Level 3\t0\t-\t-\t0
Total\t1\t-\t-\t1
"""
    found = read(text)
    assert shown(found, "returned_to_custody_licence")["total/total"] == 16
    assert shown(found, "returned_to_custody_sopo")["2/2"] == "-"
    assert {f.value for f in found}.isdisjoint({8, 24})


def test_returns_to_custody_with_the_sub_heading_before_the_level() -> None:
    text = """### Level 2 and 3 offenders returned to custody
| Reason | Level | Category 1 | Category 2 | Category 3 | Total |
|---|---|---|---|---|---|
| Breach of licence | Level 2 | 4 | 5 | 6 | 15 |
| Breach of licence | Level 3 | 0 | 1 | 0 | 1 |
| Breach of SHPO | Level 2 | 1 | - | - | 1 |
| | Level 3 | 0 | - | - | 0 |
"""
    found = read(text)
    assert shown(found, "returned_to_custody_licence")["3/2"] == 6
    assert shown(found, "returned_to_custody_sopo")["1/3"] == 0


def test_returns_to_custody_by_level_in_columns() -> None:
    text = "Level 2 and 3 offenders returned to custody\n\tLevel 2\tLevel 3\tTotal\nBreach of licence\t15\t1\t16\n"
    assert shown(read(text), "returned_to_custody_licence") == {"total/2": 15, "total/3": 1, "total/total": 16}


# ---- rows with one figure


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"{BREACH}\t34", 34),
        (f"\t{BREACH}\t34\t", 34),
        (f"| {BREACH} | 34 |", 34),
        (f"{BREACH} 34", 34),
        (f"- {BREACH}: 34", 34),
        (f"#### {BREACH}\n\n34\n", 34),
        (f"{BREACH} <sup>1</sup>\n34", (34, "ambiguous")),
        (f"{BREACH}\t1,034", 1034),
        (f"{BREACH}\t0", 0),
        (f"{BREACH}\tnil", 0),
        (f"{BREACH}\t-", "-"),
        (f"{BREACH}\tn/a", "n/a"),
        (f"{BREACH}\t<5", "<5"),
        (f"{BREACH}\t34 (3%)", 34),
        (f"{BREACH}\t34\t3%", 34),
        ("RSOs cautioned or conv\t34\t", 34),
        ("RSOs cautioned or convicted for breach\t34\nof notification requirements\t", 34),
        ("RSOs cautioned or convicted for breach\t\nof notification requirements\t34", 34),
        ("Registered sex offenders cautioned or convicted for\nbreach of notification\nrequirements 34", 34),
        (f"\t2015/16\t2016/17\t2017/18\n{BREACH}\t32\t33\t34", 34),
        (f"| Measure | 2018 | 2017 |\n|---|---|---|\n| {BREACH} | 34 | 33 |", ("34, 33", "ambiguous")),
        (f"{BREACH}\t3%", "no figure"),
        (f"{BREACH}\n", "no figure"),
        (f"{BREACH}\nThere were fewer of them than in any of the years before.\n34\n", "no figure"),
        (f"{BREACH} ........ 34", "no figure"),
        (f"# Contents\n{BREACH} 34\n", "no figure"),
        (f"{BREACH} in Essex\t34", "no figure"),
        (f"{BREACH} 2015/16\t34", "no figure"),
        ("RSOs cautioned\t34", "no figure"),
        ("RSOs charged with a breach of the notification requirements\t34", "no figure"),
    ],
)
def test_a_row_with_one_figure(text: str, value: object) -> None:
    assert single(text, "rso_breach_convicted") == value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        (f"{BREACH}\n{RATE}\n34\n", ("34", "ambiguous")),  # two labels, one number
        (f"{BREACH}\n{RATE} <sup>99</sup>\n34\n", (34, "ambiguous")),  # as many numbers as labels
        (f"{BREACH} <sup>1</sup>\n", ("1", "ambiguous")),
        (f"{BREACH}\n34\n35\n", ("34, 35", "ambiguous")),
        (f"Some words.\n12\n{BREACH}\n34\n{RATE}\n", (34, "ambiguous")),  # numbers may stand before their labels
        (f"{BREACH}\n7\n\n\n\n\nThe next page.\n", ("7", "ambiguous")),  # may be the number of the page
        (f"{BREACH}\tU\n", ("U", "ambiguous")),
        (f"{BREACH}\t3.4\n", ("3.4", "ambiguous")),
        ("RSOs cautioned or convlcted for breach of notificatlon requirements\t34\n", (34, "ambiguous")),
        (f"{BREACH}\t34\n\nA second table.\n{BREACH}\t35\n", (34, "ambiguous")),
    ],
)
def test_what_cannot_be_joined_for_certain_is_ambiguous(text: str, value: object) -> None:
    assert single(text, "rso_breach_convicted") == value


def test_labels_above_their_numbers() -> None:
    found = read(f"{ORDERS}\nSHPO\nNOs\n21\n3\n")
    assert shown(found, "shpo_imposed") == {"1/None": 21}
    assert shown(found, "notification_orders") == {"1/None": 3}
    found = read(f"{ORDERS}\nSHPO\nNOs\n{RATE}\n21\n3\n77\n")
    assert shown(found, "notification_orders") == {"1/None": (3, "ambiguous")}


def test_the_clean_one_of_two_rows_wins() -> None:
    clean, garbled = f"{RATE}\t77", f"{RATE.replace('number', 'Hamber')}\t70"
    for text in (f"{clean}\n{garbled}", f"{garbled}\nOther words\n{clean}"):
        (figure,) = read(text)
        assert (figure.value, figure.flag) == (77, "ok")
        assert "70" in (figure.note or "")


def test_orders_mean_something_below_their_heading_only() -> None:
    rows = "SHPO\t21\nSHPO with foreign travel restriction\t2\nNOs\t3\nInterim SHPO\t9\n"
    found = read(f"{ORDERS}\nSHPOs, SHPOs with t\tforeign travel restriction & NOs imposed\n{rows}")
    assert {f.measure: f.value for f in found} == {
        "shpo_imposed": 21, "shpo_foreign_travel": 2, "notification_orders": 3,
    }  # fmt: skip
    assert {f.measure for f in read(rows)} == {"shpo_foreign_travel"}
    assert read(f"{ORDERS}\n| SHPO | Sexual Harm Prevention Order |\n| NO | Notification Order |\n") == ()


def test_a_report_of_the_panels() -> None:
    """The questions that areas answered before 2008."""
    found = read(
        """i) The number of RSOs living in the area on 31 March 2006\t435
ia) The number of RSOs per 100,000 head of population\t71
iii) The number of Sexual Offences Prevention Orders (SOPOs)
(a) Total applied for\t8
(b) Interim orders issued\t2
(c) Full orders imposed\t6
Offenders managed through Level 3 (MAPPP) and Level 2 (local inter-agency management)
\tLevel 3\tLevel 2
RSO\t12\t45
V&O\t9\t80
OthO\t3\t7
""",
        year=2005,
    )
    assert shown(found, "eligible_offenders") == {"1/total": 435}
    assert shown(found, "rso_per_100k") == {"1/None": 71}
    assert [f.value for f in found if f.measure.startswith("sopo_")] == [8, 2, 6]
    assert shown(found, "level2_3_offenders") == {"1/3": 12, "1/2": 45, "2/3": 9, "2/2": 80, "3/3": 3, "3/2": 7}


def test_a_welsh_report() -> None:
    text = """Troseddwyr cymwys MAPPA ar 31 Mawrth 2018
\tCategori 1: Troseddwyr rhyw cofrestredig\tCategori 2: Troseddwyr treisgar\tCategori 3\tCyfanswm
Lefel 1\t310\t120\t-\t430
Lefel 2\t5\t7\t3\t15
Lefel 3\t0\t2\t1\t3
Cyfanswm\t315\t129\t4\t448
"""
    assert shown(read(text), "eligible_offenders") == CELLS


# ---- what is no figure


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(f"{ROWS}", id="rows without a title"),
        pytest.param(f"MAPPA-eligible offenders by ethnicity\n{HEAD}\n{ROWS}", id="an unknown table"),
        pytest.param(f"{DAY} (England and Wales)\n{HEAD}\n{ROWS}", id="the national table"),
        pytest.param(f"{DAY} in Essex\n{HEAD}\n{ROWS}", id="another area's table"),
        pytest.param(f"# Essex\n\n## {DAY}\n{HEAD}\n{ROWS}", id="below another area's heading"),
        pytest.param(f"# Statistics 2015/16\n\n{OTHER}", id="below another year's heading"),
        pytest.param(f"{DAY}\n\n## Housing\n\n{ROWS}", id="a table far from the title"),
        pytest.param(f"{YEARLY}\n{ROWS}", id="a Level 1 that the title does not allow"),
        pytest.param("MAPPA-eligible offenders\nLevel 2\t1\t2\t3\t6\nLevel 3\t1\t1\t1\t3", id="no day and no Level 1"),
        pytest.param(f"{DAY}\n\tCategory 1\tCategory 2\tWomen\tTotal\n{ROWS}", id="a column that is not known"),
        pytest.param(f"{DAY}\n\t2016\t2017\t2018\nLevel 1\t9\t8\t7\nLevel 2\t6\t5\t4\nLevel 3\t3\t2\t1", id="years"),
        pytest.param(f"{DAY}\nLevel 1\t98%\t97%\t-\t98%\nLevel 2\t2%\t2%\t-\t1%", id="shares"),
        pytest.param(f"{DAY} 9\n", id="a title with its page"),
        pytest.param("# Performance\n\tLevel 2\tLevel 3\nMeetings\t4\t7\nLevel 2\t98\t9\nTotal\t3\t4", id="indicators"),
        pytest.param("Level 2 meetings held 45\nLevel 1 9 8 7 6\nPage 7\n2018\n31 March 2018\n", id="loose lines"),
        pytest.param(f"In Kent {BREACH} numbered 34, and the rate was 77 per 100,000 population.", id="prose"),
        pytest.param("1. The 3 levels\n2. Level 1\n- Level 2 7\n", id="a numbered list"),
        pytest.param("Nothing.", id="nothing"),
    ],
)  # fmt: skip
def test_no_figures(text: str) -> None:
    assert read(text) == ()


def test_a_table_without_any_title_is_ambiguous() -> None:
    found = read(f"# MAPPA Statistics\n\n{HEAD}\n{ROWS}")
    assert {f.flag for f in found} == {"ambiguous"}
    assert [f.value for f in found if f.level == 1] == [310, 120, None, 430]


def test_a_table_only_of_another_year_is_ambiguous() -> None:
    found = read(TABLE.replace("2018", "2017"))
    assert {(f.flag, f.note) for f in found} == {("ambiguous", "the title of the table names another year")}


def test_a_region_and_its_areas() -> None:
    areas = "".join(f"# {name}\n\n## {TABLE}\n" for name in ("Dorset", "Gloucestershire"))
    assert read(areas, "south-west") == ()
    assert shown(read(f"{areas}\n# South West\n\n## {TABLE}", "south-west"), "eligible_offenders") == CELLS


def test_ends_of_heads_that_run_into_figures_are_no_label() -> None:
    """Labels of rows, then heads read across their columns, then figures: which row these are of cannot be told."""
    heads = "Level 1 Level 2 Level 3 Total\nCategory 1: Category 2: Category 3: Total\nRegistered sex Violent\n"
    ends = "Other dangerous offenders offenders offenders 1176 398 - 1574\n"
    assert shown(read(f"{DAY}\n{heads}{ends}"), "eligible_offenders") == {}


def test_totals_alone_do_not_say_what_their_columns_are() -> None:
    """Where no other row fits, the row may have begun anywhere: its figures are shown, but not as certain."""
    text = f"{DAY}\nCategory 1 1602 611\n2213 24 19 17\nTotal\t1630\t636\t20\t2286\n"
    found = shown(read(text), "eligible_offenders")
    assert found
    assert all(isinstance(cell, tuple) and cell[1] == "ambiguous" for cell in found.values())


def test_a_row_of_the_lists_of_2008_is_one_though_it_begins_like_a_label() -> None:
    """ "Violent and other sexual offenders" is the name of Category 2, and no label of the snapshot that is cut off."""
    asked = "(viii) The number of offenders in each category managed at each level between 1 April 2017 and 31 March"
    rows = "| | Level 2 | Level 3 |\n|---|---|---|\n| RSOs | 8 | 7 |\n| Violent and other sexual offenders | 6 | 9 |\n"
    found = read(f"{asked} 2018\n\n{rows}| Other offenders | 2 | 5 |\n| Total | 16 | 21 |\n")
    assert shown(found, "level2_3_offenders") == {
        "1/2": 8, "1/3": 7, "2/2": 6, "2/3": 9, "3/2": 2, "3/3": 5, "total/2": 16, "total/3": 21,
    }  # fmt: skip
    assert shown(found, "eligible_offenders") == {}
