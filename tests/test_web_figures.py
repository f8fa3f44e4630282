"""Figures → tables: three kinds of nothing, and every oddity in words."""

from __future__ import annotations

from indexer.model import Division, Figure, Flag, StoredFigure
from webapp.keyfigures import Cell, label, lettered, of_area, of_report


def figure(
    measure: str,
    printed: str | None,
    category: Division = None,
    level: Division = None,
    *,
    flag: Flag = "ok",
    expected: int | None = None,
    note: str | None = None,
    year: int = 2021,
) -> StoredFigure:
    made = Figure("r", measure, category, level, None, printed, flag, None, expected=expected, note=note)
    return StoredFigure(made, "Dorset", "dorset", year, year + 1, None)


def test_a_divided_measure_is_a_grid() -> None:
    (grid,), lines = of_report(
        [
            figure("eligible_offenders", "5", 1, 1),
            figure("eligible_offenders", "-", 2, 1),
            figure("eligible_offenders", "5", "total", 1),
            figure("eligible_offenders", "0", 1, "total"),
        ]
    )
    assert lines == ()
    assert grid.columns == ("Category 1", "Category 2", "All categories")
    assert grid.rows == (
        ("Level 1", (Cell("5"), Cell("-"), Cell("5"))),
        ("All levels", (Cell("0"), None, None)),
    )


def test_a_single_figure_is_a_line() -> None:
    grids, (line,) = of_report([figure("shpo_imposed", "3", 1)])
    assert grids == ()
    assert (line.title, line.cell) == (label("shpo_imposed"), Cell("3"))


def test_what_is_odd_is_said() -> None:
    _, lines = of_report(
        [
            figure("a", "7", flag="inconsistent", expected=9, note="row and column agree"),
            figure("b", "7", flag="inconsistent"),
            figure("c", "7", flag="ambiguous"),
            figure("d", None, flag="missing"),
            figure("e", "7", flag="inconsistent", expected=9),
            figure("f", "7", flag="ambiguous", note="the label is damaged"),
        ]
    )
    assert [line.cell for line in lines] == [
        Cell("7", ("row and column agree",)),
        Cell("7", ("does not add up",)),
        Cell("7", ("uncertain: the figure cannot be joined to its label for sure",)),
        Cell(None),
        Cell("7", ("does not add up: the sums call for 9",)),
        Cell("7", ("uncertain: the label is damaged",)),
    ]


def test_remarks_are_notes_with_letters() -> None:
    cells = [Cell("1", ("one", "two")), Cell("2"), Cell("3", ("two", "three"))]
    assert lettered(cells) == {"one": "a", "two": "b", "three": "c"}
    many = lettered([Cell("1", tuple(map(str, range(28))))])
    assert list(many.values())[25:] == ["z", "aa", "ab"]


def test_two_figures_for_one_cell_are_both_shown() -> None:
    _, (line,) = of_report([figure("rate", "98"), figure("rate", "50", flag="ambiguous")])
    assert line.cell.printed == "98 and 50"
    assert line.cell.remarks[0] == "two values found"


def test_an_area_shows_its_totals_by_year() -> None:
    grid = of_area(
        [
            figure("m", "5", 1, "total", year=2014),
            figure("m", "9", "total", "total", year=2014),
            figure("m", "8", "total", "total", year=2021),
            figure("single", "3", 1, year=2021),
            figure("parts", "1", 1, 1),
            figure("parts", "1", 2, 1),
        ]
    )
    assert grid is not None
    assert grid.columns == ("2014 to 2015", "2021 to 2022")
    assert grid.rows == (("M", (Cell("9"), Cell("8"))), ("Single", (None, Cell("3"))))
    assert of_area([]) is None


def test_measures_are_called_by_their_label() -> None:
    assert label("eligible_offenders") == "MAPPA-eligible offenders on 31 March"
    assert label("another_measure") == "Another measure"
