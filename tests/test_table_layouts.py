"""The national tables in every layout that converters make of them, in three eras: each figure, and no other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import zip_longest

import pytest

from indexer.model import Division
from tests.test_statistics import read

Row = tuple[str, ...]
Cell = tuple[str, Division, Division, str]
"""Measure, category, level, what is printed."""


@dataclass(frozen=True)
class Table:
    """A table as it is meant: a title, column labels (none: each row has one figure), and rows of a label and figures;
    a row without figures names the rows under it."""

    title: str
    columns: Row
    rows: tuple[Row, ...]
    measures: tuple[str, ...]
    """Of the table; where rows name the rows under them, or have one figure each, of those in turn."""


ANYBODY = ("sro_breach_notification",)
"""Measures without divisions that are not of Category 1."""

CATEGORIES = (
    "Category 1: Registered sex offenders", "Category 2: Violent offenders", "Category 3: Other dangerous offenders",
)  # fmt: skip
TERRORIST = "Category 4: Terrorist offenders"


def day(year: int) -> Table:
    rows = rows_of("1 1471 753 - 2224", "2 9 4 11 24", "3 2 0 1 3", "Total 1482 757 12 2251")
    title = f"MAPPA-eligible offenders on 31 March {year + 1}"
    return Table(title, *with_fourth(rows, year, "3", "1", "2", "6"), ("eligible_offenders",))


def yearly(year: int) -> Table:
    rows = rows_of("2 20 17 24 61", "3 2 4 7 13", "Total 22 21 31 74")
    title = "MAPPA-eligible offenders in Levels 2 and 3 by category (yearly total)"
    return Table(title, *with_fourth(rows, year, "5", "1", "6"), ("level2_3_offenders",))


def rows_of(*rows: str) -> tuple[Row, ...]:
    """Rows of figures by level."""
    return tuple((f"Level {row[0]}" if row[0].isdigit() else "Total", *row.split()[1:]) for row in rows)


def with_fourth(rows: tuple[Row, ...], year: int, *fourth: str) -> tuple[Row, tuple[Row, ...]]:
    """The column labels, and the rows; from 2022 on with a fourth category."""
    if year < 2022:
        return (*CATEGORIES, "Total"), rows
    both = zip(rows, fourth, strict=True)
    return (*CATEGORIES, TERRORIST, "Total"), tuple((*row[:4], new, str(int(row[4]) + int(new))) for row, new in both)


def singles(year: int) -> Iterator[Table]:
    yield single("RSOs cautioned or convicted for breach of notification requirements", "63", "rso_breach_convicted")
    if year < 2015:
        orders = (("SOPOs", "62"), ("NOs", "2"), ("FTOs", "0"))
        measures = ("sopo_imposed", "notification_orders", "fto_imposed")
        yield Table("SOPOs, NOs & FTOs imposed by the courts", (), orders, measures)
        return
    revoked = "RSOs who have had their life time notification revoked on application"
    yield single(revoked, "9", "lifetime_revocations")
    orders = (("SHPO", "215"), ("SHPO with foreign travel restriction", "1"), ("NOs", "0"))
    measures = ("shpo_imposed", "shpo_foreign_travel", "notification_orders")
    yield Table("SHPOs, SHPOs with foreign travel restriction & NOs imposed by the courts", (), orders, measures)
    subject = "Number of people who became subject to notification requirements"
    yield single(f"{subject} following a breach(es) of a Sexual Risk Order (SRO)", "4", "sro_breach_notification")


def single(label: str, figure: str, measure: str) -> Table:
    return Table("", (), ((label, figure),), (measure,))


def returned(year: int) -> Table:
    licence = rows_of("2 9 8 16 33", "3 0 2 1 3", "Total 9 10 17 36")
    order = rows_of("2 5 - - 5", "3 1 - - 1", "Total 6 - - 6")
    rows = (("Breach of licence",), *licence, (f"Breach of {'SHPO' if year >= 2018 else 'SOPO'}",), *order)
    measures = ("returned_to_custody_licence", "returned_to_custody_sopo")
    return Table("Level 2 and 3 offenders returned to custody", (*CATEGORIES, "Total"), rows, measures)


def tables(year: int) -> tuple[Table, ...]:
    rate = single("Total number of Registered Sexual Offenders per 100,000 population", "98", "rso_per_100k")
    return (day(year), yearly(year), *singles(year), returned(year), rate)


def wanted(year: int) -> set[Cell]:
    """Every cell of the tables."""
    cells: set[Cell] = set()
    for table in tables(year):
        names = iter(table.measures)
        measure = next(names) if table.columns and len(table.measures) == 1 else ""
        for label, *figures in table.rows:
            if not figures or not table.columns:
                measure = next(names)
            if not table.columns:  # of Category 1 by their nature
                cells.add((measure, None if measure in ANYBODY else 1, None, figures[0]))
                continue
            level = division(label[-1])
            for column, printed in zip(table.columns, figures, strict=False):
                cells.add((measure, division(column[9:10]), level, printed))
    return cells


def division(number: str) -> Division:
    return int(number) if number.isdigit() else "total"


# ---- layouts: a table → the text that a converter makes of it


def tabs(table: Table) -> str:
    head = ["\t" + "\t".join(table.columns)] if table.columns else []
    return "\n".join([*filter(None, [table.title]), *head, *("\t".join(row) for row in table.rows)])


def tabs_without_a_corner(table: Table) -> str:
    head = ["\t".join(table.columns)] if table.columns else []
    return "\n".join([*filter(None, [table.title]), *head, *("\t".join(row) for row in table.rows)])


def title_in_the_table(table: Table) -> str:
    width = max(len(table.columns) + 1, 2)
    rows = [*([(table.title,)] if table.title else []), *([("", *table.columns)] if table.columns else []), *table.rows]
    return "\n".join("\t".join([*row, *[""] * (width - len(row))]) for row in rows)


def wrapped_heads(table: Table) -> str:
    if not table.columns:
        return tabs(table)
    words = [column.split() for column in table.columns]
    halves = [(" ".join(each[:2]), each[2] if len(each) > 2 else "", " ".join(each[3:])) for each in words]
    heads = ["\t" + "\t".join(line) for line in zip(*halves, strict=True)]
    return "\n".join([table.title, *heads, *("\t".join(row) for row in table.rows)])


def bars(table: Table) -> str:
    columns = ["", *table.columns] if table.columns else ["", ""]
    rows = [f"| {' | '.join([*row, *[''] * (len(columns) - len(row))])} |" for row in table.rows]
    if not table.columns:
        first, *rest = table.rows
        rows = [f"| {' | '.join(first)} |", "|---|---|", *(f"| {' | '.join(row)} |" for row in rest)]
        return "\n".join([table.title, "", *rows])
    return "\n".join([table.title, "", f"| {' | '.join(columns)} |", "|" + "---|" * len(columns), *rows])


def bold_bars(table: Table) -> str:
    columns = [column.replace(": ", ":<br>") for column in table.columns]
    rows = tuple((f"**{row[0]}**", *row[1:]) for row in table.rows)
    return bars(Table(f"**{table.title}**" if table.title else "", tuple(columns), rows, ()))


def gaps(table: Table) -> str:
    """Columns with spaces between them, as `pdftotext -layout` gives them."""
    rows = [*([("", *table.columns)] if table.columns else []), *table.rows]
    widths = [max(map(len, column)) + 3 for column in zip_longest(*rows, fillvalue="")]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]
    return "\n".join([*filter(None, [table.title]), *lines])


def gaps_and_wrapped_heads(table: Table) -> str:
    if not table.columns:
        return gaps(table)
    halves = [column.partition(": ")[::2] for column in table.columns]
    heads = [tuple(first + ":" if second else first for first, second in halves), tuple(second for _, second in halves)]
    rows = [("", *heads[0]), ("", *heads[1]), *table.rows]
    widths = [max(map(len, column)) + 3 for column in zip_longest(*rows, fillvalue="")]
    lines = ["".join(cell.ljust(width) for cell, width in zip(row, widths, strict=False)).rstrip() for row in rows]
    return "\n".join([table.title, *lines])


def narrow_gaps(table: Table) -> str:
    rows = [*([table.columns] if table.columns else []), *table.rows]
    return "\n".join([*filter(None, [table.title]), *("  ".join(row) for row in rows)])


def single_spaces(table: Table) -> str:
    rows = [*([table.columns] if table.columns else []), *table.rows]
    return "\n".join([*filter(None, [table.title]), *(" ".join(row) for row in rows)])


def tab_then_spaces(table: Table) -> str:
    head = ["\t" + "\t".join(table.columns)] if table.columns else []
    return "\n".join([*filter(None, [table.title]), *head, *(f"{row[0]}\t{' '.join(row[1:])}" for row in table.rows)])


def cell_by_cell(table: Table) -> str:
    rows = [*([table.columns] if table.columns else []), *table.rows]
    return "\n".join([*filter(None, [table.title]), *(cell for row in rows for cell in row)])


def cell_by_cell_apart(table: Table) -> str:
    return cell_by_cell(table).replace("\n", "\n\n")


def rows_apart(table: Table) -> str:
    return tabs(table).replace("\n", "\n\n")


def commas_and_dashes(table: Table) -> str:
    def changed(cell: str) -> str:
        return "–" if cell == "-" else f"{int(cell):,}" if cell.isdigit() else cell

    return tabs(Table(table.title, table.columns, tuple(tuple(map(changed, row)) for row in table.rows), ()))


def capitals(table: Table) -> str:
    rows = tuple((row[0].upper(), *row[1:]) for row in table.rows)
    return tabs(Table(table.title.upper(), tuple(map(str.upper, table.columns)), rows, ()))


def turned(table: Table) -> str:
    """Categories as rows. Where rows name the rows under them each group is a table of its own."""
    if not table.columns:
        return tabs(table)
    groups: list[tuple[str, list[Row]]] = []
    for row in table.rows:
        if len(row) == 1 or not groups:
            groups.append((row[0] if len(row) == 1 else "", []))
        if len(row) > 1:
            groups[-1][1].append(row)
    parts = [table.title]
    for name, rows in groups:
        head = ["\t" + "\t".join(row[0] for row in rows)]
        body = ["\t".join((column, *(row[at + 1] for row in rows))) for at, column in enumerate(table.columns)]
        parts += [*filter(None, [name]), *head, *body]
    return "\n".join(parts)


def bold_headings(table: Table) -> str:
    return tabs(Table(f"#### **{table.title}**" if table.title else "", table.columns, table.rows, ()))


def colons(table: Table) -> str:
    rows = table.rows if table.columns else tuple((f"{row[0]}: {row[1]}",) for row in table.rows)
    return tabs(Table(table.title, table.columns, rows, ()))


def bullets(table: Table) -> str:
    if table.columns:
        return bars(table)
    return "\n".join([*filter(None, [table.title]), *(f"- {label}: {figure}" for label, figure in table.rows)])


LAYOUTS: tuple[Callable[[Table], str], ...] = (
    tabs, tabs_without_a_corner, title_in_the_table, wrapped_heads, rows_apart, commas_and_dashes, capitals,
    bold_headings, colons, bullets, turned, bars, bold_bars, gaps, gaps_and_wrapped_heads, narrow_gaps, single_spaces,
    tab_then_spaces, cell_by_cell, cell_by_cell_apart,
)  # fmt: skip


@pytest.mark.parametrize("year", [2013, 2018, 2022])
@pytest.mark.parametrize("layout", LAYOUTS, ids=[layout.__name__ for layout in LAYOUTS])
def test_every_figure_is_read_in_every_layout(layout: Callable[[Table], str], year: int) -> None:
    text = "# MAPPA statistics\n\n" + "\n\n".join(map(layout, tables(year))) + "\n\n# Local page\n\nWe met 12 times.\n"
    found = read(text, year=year)
    assert {figure.flag for figure in found} == {"ok"}
    assert {(f.measure, f.category, f.level, plain(f.printed)) for f in found} == wanted(year)
    assert len(found) == len(wanted(year))


def plain(printed: str | None) -> str:
    return (printed or "").replace("–", "-").replace(",", "")
