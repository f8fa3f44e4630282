"""Charts: true to time, with gaps, safe to show."""

from __future__ import annotations

import re

import pytest

from webapp.charts import BOTTOM, HEIGHT, MOST_LINES, Series, bar, lines


def polylines(svg: str) -> list[int]:
    """How many points each line has."""
    return [len(points.split()) for points in re.findall(r'<polyline points="([^"]*)"', svg)]


def test_a_bar_is_a_share_of_the_largest() -> None:
    assert 'width="80.0"' in bar(5, 10)
    assert 'width="0.0"' in bar(0, 10)
    assert bar(None, 10) == bar(3, 0) == ""


def test_a_missing_year_leaves_a_gap() -> None:
    svg = lines([Series("Kent", {2014: 5, 2015: 6, 2017: 8})], (2014, 2015, 2016, 2017), "T")
    assert polylines(svg) == [2, 1]
    assert "2016 no figure" in svg


def test_years_without_reports_take_their_room() -> None:
    svg = lines([Series("Kent", {2010: 5, 2011: 6, 2020: 8})], (2010, 2011, 2020), "T")
    first, second, last = [float(x) for x in re.findall(r'<circle cx="([\d.]+)"', svg)[:3]]
    assert (last - first) == pytest.approx(10 * (second - first), abs=0.6)


def test_the_marks_of_the_key_stand_below_the_plot() -> None:
    series = [Series("Dorset", {2014: 7}), *(Series(str(n), {2014: 0, 2021: n}) for n in range(1, MOST_LINES))]
    svg = lines(series, (2014, 2021), "T")
    marks = re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"|translate\([\d.]+ ([\d.]+)\)', svg)
    heights = [float(circle or polygon) for circle, polygon in marks]
    points = sum(len(each.values) for each in series)
    assert all(y <= HEIGHT - BOTTOM for y in heights[:points])
    assert len(heights[points:]) == MOST_LINES
    assert all(y > HEIGHT for y in heights[points:])


def test_names_are_text() -> None:
    svg = lines([Series("<script>", {2014: 1})], (2014, 2015), "<b>")
    assert "<script>" not in svg
    assert "<b>" not in svg


def test_no_style_is_needed() -> None:
    assert "style" not in lines([Series("Kent", {2014: 5, 2015: 9.5})], (2014, 2015), "T")


def test_more_lines_than_can_be_told_apart_are_refused() -> None:
    with pytest.raises(ValueError, match="7 lines"):
        lines([Series(str(n), {2014: n}) for n in range(MOST_LINES + 1)], (2014,), "T")
