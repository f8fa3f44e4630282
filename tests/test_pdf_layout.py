"""Pages without tags: order, paragraphs, headings, list items, running heads."""

from __future__ import annotations

import pytest

from tests.pdf_maker import Page, PdfMaker
from tests.pdf_reading import PROSE, read, seen

LEFT = (
    "The panel of local agencies",
    "meets every month and looks at",
    "each case in turn before a plan",
    "is agreed and written up by the",
    "chair, who sends it to all who",
    "have a part in it that month.",
)
RIGHT = (
    "Lay advisers sit on the board as",
    "members of the public and ask",
    "what nobody else would ask, for",
    "they have no links to the work",
    "of managing those who offend in",
    "the towns where they live now.",
)


def one_page() -> tuple[PdfMaker, Page]:
    maker = PdfMaker()
    return maker, maker.page()


def test_a_column_is_read_before_the_next() -> None:
    maker, page = one_page()
    page.lines(72, 120, LEFT)
    page.lines(320, 120, RIGHT)
    assert seen(read(maker.build())) == [("text", " ".join(LEFT)), ("text", " ".join(RIGHT))]


def test_columns_written_row_by_row_are_put_in_order() -> None:
    maker, page = one_page()
    page.bold(72, 80, "How the panels work together across the whole of the area", size=16)
    for row, (left, right) in enumerate(zip(LEFT, RIGHT, strict=True)):
        page.text(72, 120 + 14 * row, left)
        page.text(260, 120 + 14 * row, right)
    found = seen(read(maker.build()))
    assert [text for _, text in found[1:]] == [" ".join(LEFT), " ".join(RIGHT)]


def test_a_paragraph_cut_by_a_column_and_by_a_page_is_one() -> None:
    maker, page = one_page()
    page.lines(72, 120, LEFT[:3])
    page.lines(320, 120, LEFT[3:5])
    maker.page().text(72, 120, LEFT[5])
    document = read(maker.build())
    assert seen(document) == [("text", " ".join(LEFT))]
    assert [(block.pages.first, block.pages.last) for block in document.blocks if block.pages] == [(1, 2)]
    assert document.text[document.pages[1].span.start :] == LEFT[5] + "\n"


def test_paragraphs_end_at_gaps_at_indents_and_at_short_lines() -> None:
    maker, page = one_page()
    page.lines(72, 120, PROSE[:2])
    page.lines(72, 172, [*PROSE, "It was a good year."])
    page.lines(72, 228, ["A new plan was agreed in May and sent to all who have a part in it; it has been", *PROSE[1:]])
    page.text(90, 284, "Indented lines begin a paragraph, as they do in books and in older reports,")
    page.lines(72, 298, PROSE[1:])
    texts = [text for _, text in seen(read(maker.build()))]
    assert [text.split()[0] for text in texts] == ["The", "The", "A", "Indented"]


def test_running_heads_feet_and_numbers_are_taken_out() -> None:
    maker = PdfMaker()
    for number in range(1, 5):
        page = maker.page()
        page.text(72, 40, f"MAPPA Annual Report 2019-20 | {number + 4}", size=8)
        page.lines(72, 120 + number, [*PROSE, f"Case {number} was closed."])
        page.text(290, 815, str(number), size=8)
    document = read(maker.build())
    assert [text[-14:] for _, text in seen(document)] == [f" {number} was closed." for number in range(1, 5)]
    assert [page.label for page in document.pages] in (["1", "2", "3", "4"], ["5", "6", "7", "8"])


def test_a_heading_that_comes_back_stays() -> None:
    maker = PdfMaker()
    for number in range(3):
        page = maker.page()
        page.bold(72, 200 + number, "Case study", size=16)
        page.lines(72, 230, PROSE)
    assert [role for role, _ in seen(read(maker.build()))] == ["heading", "text"] * 3


def test_words_cut_at_the_line_end() -> None:
    maker, page = one_page()
    page.lines(
        72,
        120,
        ("Each multi-agency panel man-", "ages its own cases in a multi-", "agency way, as agree\xadment goes."),
    )
    assert seen(read(maker.build())) == [
        ("text", "Each multi-agency panel manages its own cases in a multi-agency way, as agreement goes.")
    ]


def test_bullets_printed_after_the_text_lead_their_lines() -> None:
    maker, page = one_page()
    page.text(72, 120, "The board agreed three aims for the year:")
    page.lines(90, 140, ("better attendance at meetings of the panels, in", "person or by telephone;"))
    page.lines(90, 168, ("shorter reports;", "more training."))
    for y in (140, 168, 182):
        page.text(76, y, "\u2022")
    assert seen(read(maker.build())) == [
        ("text", "The board agreed three aims for the year:"),
        ("item", "- better attendance at meetings of the panels, in person or by telephone;"),
        ("item", "- shorter reports;"),
        ("item", "- more training."),
    ]


def test_lettered_items_keep_their_letters() -> None:
    maker, page = one_page()
    page.lines(
        72, 120, ("(a) MAPPA-eligible offenders are known to the police and are looked at by all the", "agencies.")
    )
    page.bold(72, 150, "(b)")
    page.lines(
        90,
        150,
        ("Registered sexual offenders must tell the police where they live; some are at Level", "3. Nothing else."),
    )
    assert [text[:18] for _, text in seen(read(maker.build()))] == ["(a) MAPPA-eligible", "(b) Registered sex"]


def test_a_number_or_dash_inside_a_sentence_begins_no_item() -> None:
    maker, page = one_page()
    first = "It ran over the two years that began in the spring of 2014, and again in summer 2014"
    second = "- 2015, when it was looked at by the board once more, and when all were still at Level"
    page.lines(72, 120, (first, second, "3. It ended then."))
    assert [role for role, _ in seen(read(maker.build()))] == ["text"]


def test_headings_by_size_and_by_weight() -> None:
    maker, page = one_page()
    page.bold(72, 120, "Explanation commentary on", size=22)
    page.bold(72, 146, "statistical tables", size=22)
    page.bold(72, 180, "How MAPPA works", size=14)
    page.lines(72, 200, PROSE)
    page.bold(72, 260, "Quality assurance")
    page.lines(72, 274, PROSE)
    document = read(maker.build())
    assert [(block.role, block.level) for block in document.blocks if block.role == "heading"] == [
        ("heading", 1), ("heading", 2), ("heading", 3),
    ]  # fmt: skip
    assert seen(document)[0] == ("heading", "Explanation commentary on statistical tables")


def test_what_is_bold_and_no_heading() -> None:
    maker, page = one_page()
    page.bold(72, 120, "Breach of licence")
    page.text(170, 120, "is when a condition is not kept, and it is for the probation service")
    page.lines(72, 134, ("to say what follows, and to do so soon after it has come to know of it.",))
    page.bold(72, 170, "Jane Roe")
    page.text(72, 184, "Chair of the board")
    assert [role for role, _ in seen(read(maker.build()))] == ["text", "text", "text"]


def test_a_page_printed_on_its_side_is_turned() -> None:
    maker, page = one_page()
    for row, line in enumerate(PROSE):
        page.raw(f"BT /F1 11 Tf 0 1 -1 0 {100 + 14 * row} 60 Tm ({line}) Tj ET")
    assert seen(read(maker.build())) == [("text", " ".join(PROSE))]


def test_shadows_are_read_once() -> None:
    maker, page = one_page()
    page.bold(72, 120, "Local page", size=20)
    page.bold(72.4, 120.4, "Local page", size=20)
    page.lines(72, 160, PROSE)
    assert seen(read(maker.build()))[0] == ("heading", "Local page")


@pytest.mark.parametrize("gap", ["-250", "-600"])
def test_distances_between_letters_are_spaces(gap: str) -> None:
    maker, page = one_page()
    page.raw(f"BT /F1 11 Tf 1 0 0 1 72 700 Tm [(Cy) 20 (mru) {gap} (a Lloegr)] TJ ET")
    page.lines(72, 200, PROSE)
    assert seen(read(maker.build()))[0] == ("text", "Cymru a Lloegr")


def test_an_o_that_is_a_word_is_no_bullet() -> None:
    maker, page = one_page()
    page.lines(
        72,
        120,
        ("Mae'r bwrdd yn cynnwys aelodau sydd wedi dod o bob rhan o'r sir. Maent yn dod.", "o asiantaethau gwahanol."),
    )
    assert [role for role, _ in seen(read(maker.build()))] == ["text"]
