"""Printed tables in records.sqlite: one row a table, one a cell, each cell with the labels of its row and column."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from indexer.model import Range, Span, Table, TableRow

SCHEMA = """
CREATE TABLE tables (           -- tables of which not every figure is one of a known measure
    row INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
    number INTEGER NOT NULL,    -- place among those of the report, from 1
    caption TEXT NOT NULL,
    corner TEXT NOT NULL,       -- what stands above the labels of the rows
    columns TEXT NOT NULL,      -- heads of the columns, as a JSON list
    span_start INTEGER NOT NULL,-- characters of the document's text
    span_end INTEGER NOT NULL,
    section TEXT,
    first_line INTEGER,
    last_line INTEGER,
    first_page INTEGER,
    last_page INTEGER,
    UNIQUE (report, number)
);
CREATE TABLE cells (            -- what stands in these tables
    id INTEGER PRIMARY KEY,
    table_row INTEGER NOT NULL REFERENCES tables(row) ON DELETE CASCADE,
    position INTEGER NOT NULL,  -- of the row in the table, from 1
    place INTEGER NOT NULL,     -- of the column, from 1
    row_label TEXT NOT NULL,
    column_label TEXT NOT NULL,
    printed TEXT NOT NULL       -- as printed; '' for a blank cell
);
CREATE INDEX cells_table ON cells(table_row, position, place);
"""

TABLE = (
    "report, number, caption, corner, columns, span_start, span_end, section, first_line, last_line, first_page, "
    "last_page"
)
CELL = "table_row, position, place, row_label, column_label, printed"


def add_tables(connection: sqlite3.Connection, tables: Iterable[Table]) -> None:
    for table in tables:
        marks = ", ".join("?" * len(TABLE.split(",")))
        row = connection.execute(f"INSERT INTO tables ({TABLE}) VALUES ({marks})", _values(table)).lastrowid  # noqa: S608
        connection.executemany(
            f"INSERT INTO cells ({CELL}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            ((row, *cell) for cell in _cells(table)),
        )


def table(row: tuple[Any, ...], cells: Iterable[tuple[Any, ...]]) -> Table:
    """From the columns TABLE and, in order, (position, row_label, printed) of its cells."""
    report, number, caption, corner, columns, start, end, section, *places = row
    lines, pages = (
        None if first is None or last is None else Range(first, last)
        for first, last in (places[:2], places[2:])
    )  # fmt: skip
    return Table(
        report, number, caption, corner, tuple(json.loads(columns)), tuple(_rows(cells)), Span(start, end), section,
        lines, pages,
    )  # fmt: skip


def _rows(cells: Iterable[tuple[Any, ...]]) -> Iterator[TableRow]:
    for (_, label), group in groupby(cells, lambda cell: cell[:2]):
        yield TableRow(label, tuple(printed for _, _, printed in group))


def _values(table: Table) -> tuple[Any, ...]:
    places = (
        each for place in (table.lines, table.pages) for each in ((place.first, place.last) if place else (None, None))
    )
    return (
        table.report, table.number, table.caption, table.corner, json.dumps(table.columns, ensure_ascii=False),
        table.span.start, table.span.end, table.section, *places,
    )  # fmt: skip


def _cells(table: Table) -> Iterator[tuple[Any, ...]]:
    for position, row in enumerate(table.rows, 1):
        for place, (column, printed) in enumerate(zip(table.columns, row.cells, strict=True), 1):
            yield position, place, row.label, column, printed
