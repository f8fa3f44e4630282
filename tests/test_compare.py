"""Figures side by side: four kinds of nothing, and nothing computed from what is not certain."""

from __future__ import annotations

import pytest

from indexer.backends.memory import MemoryBackend
from indexer.compare import cells, compare
from indexer.errors import NotFound
from indexer.model import Comparison, Division, Figure, Flag, Median, Report
from tests.records import record, report

MEASURE = "eligible_offenders"
WHOLE = ("total", "total")


def figure(of: Report, printed: str | None, category: Division = "total", flag: Flag = "ok") -> Figure:
    value = int(printed.replace(",", "")) if printed and printed != "-" else None
    return Figure(of.id, MEASURE, category, "total", value, printed, flag, f"{of.id}#1")


def index(*held: tuple[str, int, list[tuple[str | None, Flag]]]) -> MemoryBackend:
    backend = MemoryBackend()
    with backend.begin() as generation:
        for area, year, printed in held:
            of = report(area, year)
            generation.write(record(of, ["Figures"], [figure(of, each, flag=flag) for each, flag in printed]))
        generation.publish()
    return backend


def found(backend: MemoryBackend, **asked: tuple[str, ...] | tuple[int, ...]) -> Comparison:
    return compare(backend, MEASURE, WHOLE, **asked)  # type: ignore[arg-type]


@pytest.fixture
def several() -> MemoryBackend:
    return index(
        ("Dorset", 2014, [("100", "ok")]),
        ("Dorset", 2015, [("1,120", "ok")]),
        ("Kent", 2015, [("-", "ok")]),
        ("Essex", 2015, [("0", "ok")]),
        ("Sussex", 2015, []),
        ("Cumbria", 2015, [("7", "ambiguous")]),
        ("Norfolk", 2015, [("7", "ok"), ("8", "ok")]),
        ("Suffolk", 2015, [("1,120", "inconsistent")]),
        ("Surrey", 2015, [("1,120", "ok")]),
    )


def test_what_a_report_says_keeps_its_kind(several: MemoryBackend) -> None:
    standing = {each.area: (each.standing, each.value) for each in found(several, years=(2015,)).values}
    assert standing == {
        "Cumbria": ("doubtful", None),
        "Dorset": ("given", 1120),
        "Essex": ("given", 0),
        "Kent": ("dash", None),
        "Norfolk": ("doubtful", None),
        "Suffolk": ("given", 1120),
        "Surrey": ("given", 1120),
        "Sussex": ("missing", None),
    }


def test_a_report_that_is_not_held_is_told_from_one_that_gives_no_figure(several: MemoryBackend) -> None:
    comparison = found(several, areas=("dorset", "kent", "wiltshire"))
    assert [(each.area, each.year_start, each.standing) for each in comparison.values] == [
        ("Dorset", 2014, "given"),
        ("Dorset", 2015, "given"),
        ("Kent", 2014, "not_held"),
        ("Kent", 2015, "dash"),
        ("Wiltshire", 2014, "not_held"),
        ("Wiltshire", 2015, "not_held"),
    ]


def test_change_is_since_the_year_before(several: MemoryBackend) -> None:
    assert [each.change for each in found(several).of_area("dorset")] == [None, 1020]


def test_no_change_over_a_gap() -> None:
    backend = index(("Dorset", 2014, [("1", "ok")]), ("Dorset", 2016, [("3", "ok")]))
    assert [each.change for each in found(backend).of_area("dorset")] == [None, None]


def test_equal_values_share_a_rank_and_others_have_none(several: MemoryBackend) -> None:
    ranks = {each.area: (each.rank, each.of) for each in found(several, years=(2015,)).values}
    assert ranks["Dorset"] == ranks["Surrey"] == (1, 3)
    assert ranks["Essex"] == (3, 3)
    assert ranks["Kent"] == ranks["Cumbria"] == (None, 0)


def test_a_figure_that_its_report_contradicts_is_not_ranked(several: MemoryBackend) -> None:
    (suffolk,) = found(several, areas=("suffolk",), years=(2015,)).values
    assert (suffolk.value, suffolk.rank, suffolk.of) == (1120, None, 0)


def test_rank_counts_areas_that_are_not_shown(several: MemoryBackend) -> None:
    (essex,) = found(several, areas=("essex",), years=(2015,)).values
    assert (essex.rank, essex.of) == (3, 3)


def test_medians_of_collection_and_region() -> None:
    held = [("Kent", "1"), ("Surrey", "5"), ("Sussex", "9"), ("Dorset", "100")]
    backend = index(*((area, 2015, [(printed, "ok")]) for area, printed in held))  # type: ignore[list-item]
    comparison = found(backend, areas=("kent", "dorset"))
    assert comparison.medians == (Median(2015, 7, 4), Median(2015, 5, 3, "Kent, Surrey and Sussex"))


def test_notes_are_those_of_the_years_shown(several: MemoryBackend) -> None:
    notes = {year: found(several, years=(year,)).notes for year in (2010, 2022)}
    assert notes[2010] == ()
    assert any("Category 4" in note for note in notes[2022])


def test_totals_come_first() -> None:
    backend, of = MemoryBackend(), report()
    with backend.begin() as generation:
        generation.write(record(of, ["F"], [figure(of, "1", 2), figure(of, "3"), figure(of, None, 3, "missing")]))
        generation.publish()
    assert cells(backend.figures(measure=MEASURE)) == (WHOLE, (2, "total"))


def test_an_unknown_measure_is_named(several: MemoryBackend) -> None:
    with pytest.raises(NotFound, match=r"'height'.*eligible_offenders"):
        compare(several, "height", WHOLE)
