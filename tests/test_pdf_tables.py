"""Tables on pages without tags, with ruled lines and without."""

from __future__ import annotations

from tests.pdf_maker import Page, PdfMaker
from tests.pdf_reading import PROSE, read, seen

HEADS = (("Category 1:", "Registered sex", "offenders"), ("Category 2:", "Violent", "offenders"), ("Total",))
FIGURES = (("Level 1", "1,666", "-", "1,899"), ("Level 2", "0", "", "12"), ("Total", "670", "3", "913"))
EXPECTED = [
    ("row", "\tCategory 1: Registered sex offenders\tCategory 2: Violent offenders\tTotal"),
    ("row", "Level 1\t1,666\t-\t1,899"),
    ("row", "Level 2\t0\t\t12"),
    ("row", "Total\t670\t3\t913"),
]


def one_page() -> tuple[PdfMaker, Page]:
    maker = PdfMaker()
    return maker, maker.page()


def table(page: Page, top: float = 200) -> None:
    """Heads of up to three lines in the middle of their cells, then rows of figures, centred."""
    for column, lines in enumerate(HEADS):
        for row, line in enumerate(lines):
            page.bold(202 + 110 * column, top + 14 * row + (14 if len(lines) == 1 else 0), line)
    for row, cells in enumerate(FIGURES):
        for column, cell in enumerate(cells):
            page.text(78 if column == 0 else 105 + 110 * column, top + 50 + 22 * row, cell)


def test_a_ruled_table() -> None:
    maker, page = one_page()
    table(page)
    page.grid((72, 195, 305, 415, 525), (185, 235, 257, 279, 301))
    page.lines(72, 340, PROSE)
    assert seen(read(maker.build()))[:4] == EXPECTED


def test_a_table_without_ruled_lines() -> None:
    maker, page = one_page()
    page.lines(72, 100, PROSE)
    table(page)
    page.lines(72, 340, PROSE)
    assert seen(read(maker.build()))[1:5] == EXPECTED


def test_a_label_of_two_lines_with_its_figure_between_them() -> None:
    maker, page = one_page()
    page.lines(72, 100, PROSE)
    page.lines(72, 200, ("RSOs cautioned or convicted for breach of", "notification requirements"))
    page.text(480, 207, "21")
    assert seen(read(maker.build()))[1:] == [
        ("row", "RSOs cautioned or convicted for breach of notification requirements\t21")
    ]


def test_the_same_in_ruled_cells() -> None:
    maker, page = one_page()
    page.lines(72, 100, PROSE)
    page.lines(72, 200, ("RSOs cautioned or convicted for breach of", "notification requirements"))
    page.text(480, 207, "21")
    page.grid((66, 420, 530), (186, 222))
    assert seen(read(maker.build()))[1:] == [
        ("row", "RSOs cautioned or convicted for breach of notification requirements\t21")
    ]


def test_figures_no_further_apart_than_words() -> None:
    maker, page = one_page()
    page.lines(72, 100, PROSE)
    page.lines(72, 200, ("Level 2 16 14 7 37", "Level 3 3 4 - 7", "Total 19 18 7 44"), pitch=20)
    assert [text for role, text in seen(read(maker.build())) if role == "row"] == [
        "Level 2\t16\t14\t7\t37", "Level 3\t3\t4\t-\t7", "Total\t19\t18\t7\t44",
    ]  # fmt: skip


def test_what_divides_a_table_is_a_row_and_the_next_title_is_not() -> None:
    maker, page = one_page()
    for y, cells in ((200, ("Level 2", "14", "47")), (222, ("Breach of SOPO",)), (244, ("Level 2", "1", "1"))):
        for column, cell in enumerate(cells):
            page.text(78 + 150 * column, y, cell)
    page.bold(72, 290, "Restrictive orders")
    page.text(78, 310, "SOPOs")
    page.text(378, 310, "62")
    assert [role for role, _ in seen(read(maker.build()))] == ["row", "row", "row", "heading", "row"]


def test_a_frame_around_text_is_no_table() -> None:
    maker, page = one_page()
    page.grid((60, 540), (80, 170))
    page.lines(72, 120, PROSE)
    assert [role for role, _ in seen(read(maker.build()))] == ["text"]


def test_a_table_of_texts() -> None:
    maker, page = one_page()
    page.lines(72, 100, PROSE)
    for row, cells in enumerate(
        (("Police", "Chair", "Headquarters"), ("Probation", "Member", "Mill Lane"), ("Health", "Member", "Bridge St"))
    ):
        for column, cell in enumerate(cells):
            page.text(78 + 150 * column, 200 + 24 * row, cell)
    assert seen(read(maker.build()))[1:] == [
        ("row", "Police\tChair\tHeadquarters"),
        ("row", "Probation\tMember\tMill Lane"),
        ("row", "Health\tMember\tBridge St"),
    ]


def test_page_numbers_of_a_contents_page_are_no_figures() -> None:
    maker, page = one_page()
    page.bold(72, 100, "Contents", size=18)
    entries = (("Foreword", 3), ("What is MAPPA?", 4), ("Statistics", 7), ("Local page", 12), ("Contacts", 15))
    for row, (title, number) in enumerate(entries):
        page.text(72, 140 + 22 * row, title)
        page.text(500, 140 + 22 * row, str(number))
    page.lines(72, 300, PROSE)
    found = seen(read(maker.build()))
    assert "row" not in [role for role, _ in found]
    assert ("text", "Local page 12") in found


def test_leaders_are_no_cells() -> None:
    maker, page = one_page()
    page.lines(
        72, 140, [f"{title} {'.' * 60} {number}" for title, number in (("Foreword", 3), ("Statistics", 7))], pitch=22
    )
    page.lines(72, 300, PROSE)
    assert "row" not in [role for role, _ in seen(read(maker.build()))]


def test_a_year_on_the_cover_is_no_figure() -> None:
    maker, page = one_page()
    page.text(72, 300, "Annual report")
    page.text(300, 300, "2015")
    maker.page().lines(72, 120, PROSE)
    assert "row" not in [role for role, _ in seen(read(maker.build()))]


def test_the_number_of_a_footnote_is_no_digit_of_a_figure() -> None:
    maker, page = one_page()
    page.lines(72, 100, PROSE)
    page.text(78, 200, "SHPOs")
    page.text(378, 200, "215")
    page.text(396.5, 196, "1", size=6.5)
    page.text(78, 222, "NOs")
    page.text(378, 222, "2")
    page.text(72, 780, "1", size=6.5)
    page.text(76, 784, "Full orders only.", size=8)
    texts = [text for _, text in seen(read(maker.build()))[1:]]
    assert texts[:2] == ["SHPOs\t215", "NOs\t2"]
    assert texts[2].endswith("Full orders only.")


def close_table(page: Page, top: float, rows: tuple[tuple[str, ...], ...], columns: tuple[float, ...]) -> None:
    """Each cell a text of its own, its columns as narrow as their widest cell."""
    for number, cells in enumerate(rows):
        for x, cell in zip(columns, cells, strict=False):
            if cell:
                page.text(x, top + 15 * number, cell, size=10)


def test_columns_no_further_apart_than_words() -> None:
    """What tells them apart is that figures of a column, and the heads above them, begin at one place."""
    maker, page = one_page()
    page.lines(72, 100, PROSE)
    heads = (("", "Category 1", "Category 2", "All"), ("", "offenders", "offenders", ""))
    close_table(page, 200, (*heads, ("Level 2", "84", "61", "145"), ("Total", "91", "70", "161")), (72, 106, 160, 214))
    assert [text for role, text in seen(read(maker.build())) if role == "row"] == [
        "\tCategory 1 offenders\tCategory 2 offenders\tAll", "Level 2\t84\t61\t145", "Total\t91\t70\t161",
    ]  # fmt: skip


def test_a_figure_close_behind_a_long_label_stands_in_the_column_of_the_others() -> None:
    maker, page = one_page()
    page.lines(72, 100, PROSE)
    close_table(page, 200, (("SHPO", "147"), ("SHPO with foreign travel restriction", "2"), ("NOs", "1")), (72, 242))
    assert [text for role, text in seen(read(maker.build())) if role == "row"] == [
        "SHPO\t147", "SHPO with foreign travel restriction\t2", "NOs\t1",
    ]  # fmt: skip


def test_what_divides_a_table_may_take_two_lines_among_the_labels() -> None:
    maker, page = one_page()
    page.lines(72, 100, PROSE)
    close_table(page, 200, (("", "Category 1", "Category 2"),), (72, 160, 260))
    for top in (216, 276):
        page.lines(72, top, ("Breach of", "licence"), pitch=12, size=10)
        close_table(page, top + 27, (("Level 2", "4", "5"), ("Level 3", "1", "2")), (72, 160, 260))
    block = ["Breach of licence", "Level 2\t4\t5", "Level 3\t1\t2"]
    rows = [text for role, text in seen(read(maker.build())) if role == "row"]
    assert rows == ["\tCategory 1\tCategory 2", *block * 2]
