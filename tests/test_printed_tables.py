"""Tables that count what no measure knows: kept as they are printed, with their labels, and no figure made of them."""

from __future__ import annotations

import pytest

from indexer.model import Block, Document, Range, Role, Section, Span, Table
from indexer.query import parse
from indexer.readers.text import read_text
from indexer.snippets import snippets
from indexer.statistics import read
from indexer.statistics.spacing import in_columns
from indexer.tabular import in_words
from tests.test_statistics import HEAD, SOURCE, TABLE, YEARLY, report

ATTENDANCE = """Attendance at panels

Agency\t2016-17\t2017-18
Police\t99%\t100%
Children's services\t74%\t-
Housing\t\t71%
"""
BODY = [("Police", ("99%", "100%")), ("Children's services", ("74%", "-")), ("Housing", ("", "71%"))]


def tables(text: str, sections: tuple[Section, ...] = ()) -> tuple[Table, ...]:
    return read(read_text(SOURCE, text.encode(), characters=100_000), sections, report())[1]


def body(table: Table) -> list[tuple[str, tuple[str, ...]]]:
    return [(row.label, row.cells) for row in table.rows]


def section(text: str, title: str = "Our work") -> Section:
    return Section("kent-2017-18#1", "kent-2017-18", 1, "local_page", title, 1, text, Span(0, len(text)), 0)


PIPED = """Attendance at panels

| **Agency** | 2016-17 | 2017-18 |
|---|---:|---:|
| Police | 99% | 100% |
| Children's services | 74% | - |
| Housing |  | 71% |
"""
SPACED = """Attendance at panels

Agency                 2016-17    2017-18
Police                     99%       100%
Children's services        74%          -
Housing                               71%
"""
TITLE_INSIDE = ATTENDANCE.replace("panels\n\nAgency", "panels\t\t\nAgency")


@pytest.mark.parametrize("text", [ATTENDANCE, PIPED, SPACED, TITLE_INSIDE, ATTENDANCE.replace("\t", "\t\t")],
                         ids=["tabs", "pipes", "gaps", "title as a row", "blank columns"])  # fmt: skip
def test_a_table_of_no_measure_is_kept_as_printed(text: str) -> None:
    (table,) = tables(text)
    assert (table.caption, table.corner, table.columns) == ("Attendance at panels", "Agency", ("2016-17", "2017-18"))
    assert body(table) == BODY
    assert (table.report, table.number, table.pages) == ("kent-2017-18", 1, None)


def test_where_a_table_stands() -> None:
    text = f"Our work\n\nSome words.\n\n{ATTENDANCE}"
    (table,) = tables(text, (section(text),))
    assert (table.section, table.lines) == ("kent-2017-18#1", Range(7, 10))
    assert text[table.span.start : table.span.end] == ATTENDANCE.partition("\n\n")[2]


def test_a_table_in_a_pdf() -> None:
    rows: list[tuple[Role, str]] = [
        ("heading", "Cost"),
        ("row", "Item\tPounds"),
        ("row", "Staff\t61,000"),
        ("row", "Rent\t9,500"),
    ]
    text, blocks = "", []
    for role, words in rows:
        blocks.append(Block(Span(len(text), len(text) + len(words) + 1), role, pages=Range(3, 3)))
        text += f"{words}\n"
    (table,) = read(Document(SOURCE, text, tuple(blocks)), (), report())[1]
    assert (table.caption, table.columns, table.lines, table.pages) == ("Cost", ("Pounds",), None, Range(3, 3))
    assert body(table) == [("Staff", ("61,000",)), ("Rent", ("9,500",))]


def test_no_figure_is_made_of_it() -> None:
    found, kept = read(read_text(SOURCE, ATTENDANCE.encode(), characters=9999), (), report())
    assert (found, len(kept)) == ((), 1)


def test_a_table_of_which_each_figure_is_known_is_not_kept() -> None:
    assert tables(TABLE) == ()


def test_a_table_that_is_known_in_part_is_kept_whole() -> None:
    (table,) = tables(f"{TABLE}MAPPA meetings held\t12\t13\t14\t39\n")
    assert [row.label for row in table.rows] == ["Level 1", "Level 2", "Level 3", "Total", "MAPPA meetings held"]
    assert table.columns == ("Category 1: RSOs", "Category 2: Violent", "Category 3: Other", "Total")


def test_a_table_whose_figures_are_doubtful_is_kept() -> None:
    (table,) = tables(f"{YEARLY}\n{HEAD}\nLevel 2\t5\t7\t15\nLevel 3\t0\t2\t1\t3\n")
    assert body(table)[0] == ("Level 2", ("5", "7", "15", ""))


def test_tables_below_each_other() -> None:
    other = "\tMen\tWomen\nLevel 2\t18\t3\nLevel 3\t4\t-\n"
    first, second = tables(f"{ATTENDANCE}{other}")
    assert [(t.number, t.columns, len(t.rows)) for t in (first, second)] == [
        (1, ("2016-17", "2017-18"), 3), (2, ("Men", "Women"), 2)
    ]  # fmt: skip


def test_heads_over_several_columns_and_rows_that_name_those_below() -> None:
    heads = "\tMen\t\tWomen\t\n\tAged 18-40\tOver 40\tAged 18-40\tOver 40\n"
    (table,) = tables(f"{heads}In custody\nKent\t1\t2\t3\t4\nOutside\nKent\t5\t6\t7\t8\n")
    assert table.columns == ("Men Aged 18-40", "Men Over 40", "Women Aged 18-40", "Women Over 40")
    assert body(table)[2] == ("Outside", ("", "", "", ""))


def test_without_a_caption_it_has_the_title_of_its_section() -> None:
    text = f"The panel looks at this each quarter, and asks those who did not come why they did not.\n{ATTENDANCE[22:]}"
    assert [table.caption for table in tables(text, (section(text, "How we measure ourselves"),))] == [
        "How we measure ourselves"
    ]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Police\t01234 567 890\nProbation\t01234 567 891\n", id="telephone numbers"),
        pytest.param("Ann Ash      Bob Birch\nChief        Governor\n", id="signatures"),
        pytest.param("(a)  2   (b)  0  (c)  2\n(a)  -   (b)  1  (c)  3\n", id="a list"),
        pytest.param("Foreword . . . . . . 2\nOur work . . . . . . 3\n", id="contents"),
        pytest.param("Lay advisers\t2\n", id="one row"),
        pytest.param("| Ann | Bob |\n|---|---|\n| Chief | Governor |\n| Police | |\n", id="signatures in a grid"),
        pytest.param("It is so.  It was so.\nThere were 2.  There are 3.\n", id="wide spaces behind sentences"),
    ],
)
def test_what_is_no_table(text: str) -> None:
    assert tables(text) == ()


def test_words_in_a_table_with_a_rule() -> None:
    (table,) = tables(
        "| Short | Long |\n|---|---|\n| SMB | Strategic Management Board |\n| VLO | Victim Liaison Officer |\n"
    )
    assert (table.corner, table.columns, len(table.rows)) == ("Short", ("Long",), 2)


# ---- rows in words


@pytest.mark.parametrize("text", [ATTENDANCE, PIPED, SPACED], ids=["tabs", "pipes", "gaps"])
def test_a_row_is_told_with_the_heads_of_its_columns(text: str) -> None:
    at = text.index("Children")
    assert in_words(text, at, text.index("\n", at)) == "Children's services: 2016-17 74%, 2017-18 -"
    (found, *_) = snippets(text, parse("housing"), title="Attendance at panels")
    assert (found.text, [found.text[m.start : m.end] for m in found.marks]) == ("Housing: 2017-18 71%", ["Housing"])


def test_heads_and_rows_without_heads_are_told_as_they_stand() -> None:
    at, end = ATTENDANCE.index("Agency"), ATTENDANCE.index("Children")
    assert in_words(ATTENDANCE, at, end) == "Agency · 2016-17 · 2017-18; Police: 2016-17 99%, 2017-18 100%"
    assert in_words("Staff\t61,000\nRent\t9,500", 0, 12) == "Staff: 61,000"
    assert in_words("Some words.", 0, 5) is None


# ---- wide gaps


def cells(*lines: str) -> list[tuple[str, ...]]:
    found = zip(lines, in_columns(lines), strict=True)
    return [tuple(line[cell.start : cell.end] for cell in row) for line, row in found]


def test_a_cell_that_is_not_there_keeps_its_place_where_columns_are_even() -> None:
    assert cells("Kent     12    3", "Essex    15    4", "Surrey         5")[2] == ("Surrey", "", "5")


def test_where_columns_are_uneven_nobody_guesses() -> None:
    assert cells("Level 2       29    33    21", "Level 3       4    13", "Total         33    46    24")[1] == (
        "Level 3", "4", "13"
    )  # fmt: skip


def test_heads_stand_over_their_columns() -> None:
    assert cells("          Men   Women", "Kent      12    3")[0] == ("", "Men", "Women")
    found = cells("        Licence        Order", "        L2     L3      L2     L3", "Kent    1      2       3      4")
    assert found[0] == ("", "Licence", "", "Order", "")


def test_a_line_by_itself_has_columns_if_a_figure_ends_it() -> None:
    assert cells("Lifetime orders revoked    12") == [("Lifetime orders revoked", "12")]
    assert cells("Kent Police    Kent Probation") == [()]
