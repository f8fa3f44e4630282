"""Pages with tags: the structure is that of the tag tree."""

from __future__ import annotations

from tests.pdf_maker import PdfMaker, Tagged
from tests.pdf_reading import PROSE, read, seen


def report(*tree: Tagged) -> PdfMaker:
    """A page with six lines of the same size, tagged as `tree` says."""
    maker = PdfMaker(tree=list(tree))
    maker.page().lines(72, 120, ("Local page", "What we did", *PROSE, "(a) Breach of licence"))
    return maker


def test_headings_paragraphs_and_items() -> None:
    item = ("L", ("LI", ("LBody", ("P", (0, 5)))))
    document = read(report(("H1", (0, 0)), ("H2", (0, 1)), ("P", (0, 2), (0, 3), (0, 4)), item).build())
    assert seen(document) == [
        ("heading", "Local page"),
        ("heading", "What we did"),
        ("text", " ".join(PROSE)),
        ("item", "(a) Breach of licence"),
    ]
    assert [block.level for block in document.blocks] == [1, 2, None, None]


def test_the_order_is_that_of_the_tree() -> None:
    maker = report(("P", (0, 2), (0, 3), (0, 4)), ("H1", (0, 0)), ("P", (0, 1)), ("P", (0, 5)))
    assert [text[:9] for _, text in seen(read(maker.build()))] == ["The board", "Local pag", "What we d", "(a) Breac"]


def test_names_of_the_producer_are_followed() -> None:
    maker = report(("Titel", (0, 0)), ("Heading_2", (0, 1)), ("Normal", (0, 2), (0, 3), (0, 4)), ("Normal", (0, 5)))
    maker.roles = {"Titel": "H1", "Heading_2": "P", "Normal": "P"}
    assert [block.level for block in read(maker.build()).blocks] == [1, 2, None, None]


def test_tags_that_cover_little_are_not_followed() -> None:
    maker = report(("P", (0, 4)), ("H1", (0, 3)))
    assert ("text", " ".join(PROSE)) in seen(read(maker.build()))


def test_a_paragraph_on_two_pages_is_one_block() -> None:
    maker = PdfMaker(tree=[("P", (0, 0), (0, 1), (1, 0)), ("P", (1, 1), (1, 2))])
    maker.page().lines(72, 780, PROSE[:2])
    maker.page().lines(72, 120, (PROSE[2], *PROSE[:2]))
    document = read(maker.build())
    assert [text for _, text in seen(document)] == [" ".join(PROSE), " ".join(PROSE[:2])]
    assert [(block.pages.first, block.pages.last) for block in document.blocks if block.pages] == [(1, 2), (2, 2)]


def test_a_table_keeps_empty_cells_and_spans() -> None:
    maker = PdfMaker()
    page = maker.page()
    marks = [page.text(72 + 90 * (place % 4), 120 + 20 * (place // 4), cell) for place, cell in enumerate(
        ("Category 1", "Category 2", "Breach of licence", "Level 2", "14", "-", "Level 3", "0")
    )]  # fmt: skip
    head = ("TR", ("TH",), ("TH", marks[0]), ("TH", marks[1]))
    divider = ("TR", ("TD /ColSpan 3", marks[2]))
    rows = (
        ("TR", ("TD", marks[3]), ("TD", marks[4]), ("TD /RowSpan 2", marks[5])),
        ("TR", ("TD", marks[6]), ("TD", marks[7])),
    )
    maker.tree = [("Table", ("THead", head), ("TBody", divider, *rows))]
    assert seen(read(maker.build())) == [
        ("row", "\tCategory 1\tCategory 2"),
        ("row", "Breach of licence"),
        ("row", "Level 2\t14\t-"),
        ("row", "Level 3\t0\t"),
    ]


def test_cells_of_several_lines_are_one() -> None:
    maker = PdfMaker()
    page = maker.page()
    label = page.lines(72, 120, ("RSOs cautioned or convicted for breach of noti-", "fication requirements"))
    maker.tree = [("Table", ("TR", ("TD", ("P", label[0]), ("P", label[1])), ("TD", page.text(400, 127, "21"))))]
    assert seen(read(maker.build())) == [
        ("row", "RSOs cautioned or convicted for breach of notification requirements\t21")
    ]


def test_a_table_that_frames_text_is_none() -> None:
    maker = report(
        ("Table", ("TR", ("TD", ("H2", (0, 0)), ("P", (0, 2), (0, 3), (0, 4))))), ("P", (0, 1)), ("P", (0, 5))
    )
    assert [role for role, _ in seen(read(maker.build()))] == ["heading", "text", "text", "item"]


def test_a_tree_that_bites_its_tail_is_left() -> None:
    data = report(("H1", (0, 0)), ("P", (0, 1), (0, 2), (0, 3), (0, 4), (0, 5))).build()
    at = data.index(b"/S /P")
    number = data[: data.rindex(b" 0 obj", 0, at)].split()[-1]
    looped = data.replace(b"/S /P /P", b"/S /P /K [%s 0 R] /P" % number, 1)
    assert seen(read(looped))


def test_headings_by_type_where_the_tags_name_none() -> None:
    maker = PdfMaker()
    page = maker.page()
    title = page.bold(72, 120, "Local page", size=20)
    maker.tree = [("P", title), ("P", *page.lines(72, 150, PROSE))]
    assert [role for role, _ in seen(read(maker.build()))] == ["heading", "text"]


def test_spoken_text_takes_the_place_of_what_is_shown() -> None:
    maker = PdfMaker()
    page = maker.page()
    page.raw("BT /F1 11 Tf 1 0 0 1 72 700 Tm (O) Tj /Span << /ActualText (ff) >> BDC (@) Tj EMC (ender managers) Tj ET")
    page.lines(72, 200, PROSE)
    assert seen(read(maker.build()))[0] == ("text", "Offender managers")


def test_a_row_on_two_pages_is_one() -> None:
    maker = PdfMaker()
    first, second = maker.page(), maker.page()
    label = (first.text(72, 790, "RSOs cautioned or"), second.text(72, 100, "convicted for breach"))
    maker.tree = [("Table", ("TR", ("TD", *label), ("TD", first.text(400, 790, "21"))))]
    document = read(maker.build())
    assert seen(document) == [("row", "RSOs cautioned or convicted for breach\t21")]


def test_heads_that_the_tags_leave_out() -> None:
    maker = PdfMaker()
    for number in range(2):
        page = maker.page()
        page.raw("/Artifact << /Type /Pagination >> BDC BT /F1 9 Tf 1 0 0 1 72 560 Tm (Our area) Tj ET EMC")
        maker.tree.append(("P", *page.lines(72, 120 + number, PROSE)))
    assert [text for _, text in seen(read(maker.build()))] == [" ".join(PROSE)] * 2
