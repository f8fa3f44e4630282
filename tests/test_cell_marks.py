"""From a figure to its very cell."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from indexer.model import Figure, Range, Section, Span
from tests.web import page
from webapp.cellmarks import name_of, spans, wanted

TEXT = "\n".join(
    (
        "Figures",
        "\tCategory 1\tCategory 2\tTotal",
        "Level 2\t7\t7\t14",
        "Level 3\t-\t1\t1",
        "Returned to custody",
        "\tCategory 1\tCategory 2\tTotal",
        "Level 2\t7\t0\t7",
        "**Orders made** | | 9",
    )
)
PLACE = Section("x#1", "x", 1, "statistics", "Figures", 1, TEXT, Span(0, len(TEXT)), 0, lines=Range(40, 47))


def figure(row: str, column: str, printed: str, line: int | None = None) -> Figure:
    lines = Range(line, line) if line else None
    return Figure("x", "m", 1, 2, 1, printed, "ok", "x#1", lines, row=row, column=column)


def marked(of: Figure, section: Section = PLACE) -> list[tuple[int, str]]:
    """Lines from 0, with what is marked in them."""
    return [(TEXT[: span.start].count("\n"), TEXT[span.start : span.end]) for span in spans(section, [of])]


def test_the_cell_is_the_one_below_its_head() -> None:
    assert marked(figure("Level 2", "Category 2", "7", 42)) == [(2, "7")]
    (first,) = spans(PLACE, [figure("Level 2", "Category 1", "7", 42)])
    (second,) = spans(PLACE, [figure("Level 2", "Category 2", "7", 42)])
    assert second.start == first.start + 2


def test_of_rows_that_are_alike_the_one_in_the_line_of_the_figure_counts() -> None:
    assert marked(figure("Level 2", "Category 1", "7", 46)) == [(6, "7")]
    assert marked(figure("Level 2", "Total", "14", 42)) == [(2, "14")]


def test_the_whole_row_is_marked_where_no_head_tells_which_cell() -> None:
    assert marked(figure("Level 3", "Category 9", "1", 43)) == [(3, "Level 3\t-\t1\t1")]


def test_without_lines_a_row_must_be_the_only_one() -> None:
    pdf = replace(PLACE, lines=None)
    assert marked(figure("Level 2", "Category 1", "7"), pdf) == []
    assert marked(figure("Level 2", "Total", "14"), pdf) == [(2, "14")]


def test_a_figure_that_is_not_printed_there_is_not_marked() -> None:
    assert marked(figure("Level 2", "Total", "15", 42)) == []
    assert marked(figure("Level 4", "Total", "14", 42)) == []
    assert marked(replace(figure("Level 2", "Total", "14", 42), printed=None)) == []


@pytest.mark.parametrize("name", ["", "m", "m.1", "m.1.2.3", "m.5.1", "M.1.2", "../x.1.2"])
def test_what_is_no_name_of_a_figure_names_none(name: str) -> None:
    assert wanted(name, (), "x#1") == ()


def test_a_name_is_measure_category_and_level() -> None:
    one = figure("Level 2", "Total", "14")
    assert name_of(one) == "m.1.2"
    assert name_of(replace(one, category="total", level=None)) == "m.total.none"


def test_the_reader_marks_the_figure(client: FlaskClient) -> None:
    section = "/reports/greater-manchester/2021-22/04-offenders"
    text = page(client, f"{section}?figure=eligible_offenders.total.2")
    assert "All categories, Level 2" in text
    assert "its cell could not be told for certain" in text or '<mark id="m1">' in text
    assert "?figure=" not in page(client, section)
    assert "the figure stands in this section" not in page(client, f"{section}?figure=nothing.1.1")
