"""records.sqlite: everything that was read from the reports, in plain tables. The truth of an index; all else can be
made from it again. Open it with Datasette, pandas or R as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from indexer.backends import printed
from indexer.model import CaseFact, Entity, Figure, Link, Place, Range, Record, Report, Section, Source, Span

SCHEMA = """
CREATE TABLE reports (
    id TEXT PRIMARY KEY,        -- <area-slug>-<yyyy>-<yy>
    area TEXT NOT NULL,         -- name of the MAPPA area
    area_slug TEXT NOT NULL,
    region TEXT NOT NULL,       -- probation region
    year_start INTEGER NOT NULL,-- 2021 for 1 April 2021 to 31 March 2022
    year_end INTEGER NOT NULL,
    url TEXT,                   -- where the report is published
    digest INTEGER NOT NULL,    -- 1: our own restatement of the report
    language TEXT NOT NULL,     -- en or cy
    version TEXT NOT NULL,      -- fingerprint of the code, rules and settings it was read with
    path TEXT NOT NULL,         -- the file it was read from: place, name, format, checksum, bytes
    name TEXT NOT NULL,
    format TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL
);
CREATE TABLE warnings (         -- what could not be read
    report TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
    message TEXT NOT NULL
);
CREATE TABLE sections (
    row INTEGER PRIMARY KEY,    -- by which the word index knows it
    id TEXT NOT NULL UNIQUE,
    report TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,  -- place in the report
    kind TEXT NOT NULL,         -- foreword, definition, case_study ...
    subtype TEXT,               -- cover, contents, heading_only, parent
    title TEXT NOT NULL,
    level INTEGER NOT NULL,     -- depth in the report's structure
    parent TEXT,                -- id of the section around it
    text TEXT NOT NULL,         -- own text, without sub-sections
    span_start INTEGER NOT NULL,-- characters of the document's text that belong to it
    span_end INTEGER NOT NULL,
    start INTEGER NOT NULL,     -- character of the document where `text` begins
    first_line INTEGER,         -- lines of a text file, counted from 1
    last_line INTEGER,
    first_page INTEGER,         -- pages of a PDF, counted from 1
    last_page INTEGER,
    letter TEXT,                -- definitions: (h), the term and its acronym
    term TEXT,
    acronym TEXT,
    question TEXT,              -- frequently asked questions
    rule TEXT NOT NULL          -- the rule that gave the kind
);
CREATE INDEX sections_report ON sections(report, position);
CREATE TABLE figures (
    row INTEGER PRIMARY KEY,
    report TEXT NOT NULL REFERENCES reports(id) ON DELETE CASCADE,
    measure TEXT NOT NULL,
    category,                   -- 1 to 4, 'total' or null
    level,                      -- 1 to 3, 'total' or null
    value,                      -- the printed number; null for '-'
    printed TEXT,               -- the cell as printed; null where missing
    flag TEXT NOT NULL,         -- ok, inconsistent, ambiguous, missing
    section TEXT,
    first_line INTEGER,
    last_line INTEGER,
    first_page INTEGER,
    last_page INTEGER,
    row_label TEXT NOT NULL,
    column_label TEXT NOT NULL,
    expected INTEGER,           -- what the sums call for, where that differs
    note TEXT
);
CREATE INDEX figures_report ON figures(report, measure);
CREATE INDEX figures_measure ON figures(measure);
CREATE INDEX figures_section ON figures(section);
CREATE TABLE entities (
    row INTEGER PRIMARY KEY,
    section TEXT NOT NULL REFERENCES sections(id) ON DELETE CASCADE,
    label TEXT NOT NULL,        -- ORG, ORDER, ROLE ...
    text TEXT NOT NULL,         -- as it stands
    canonical TEXT NOT NULL,    -- what is meant; several are separated by semicolons
    start INTEGER NOT NULL,     -- characters of the section's text
    "end" INTEGER NOT NULL,
    line INTEGER                -- line of a text file
);
CREATE INDEX entities_section ON entities(section, start);
CREATE INDEX entities_label ON entities(label);
CREATE TABLE facts (            -- what case studies tell, as found by rules
    row INTEGER PRIMARY KEY,
    section TEXT NOT NULL REFERENCES sections(id) ON DELETE CASCADE,
    name TEXT NOT NULL,         -- subject, category, level, agency, order, need, intervention, deed, ending, outcome
    value TEXT NOT NULL,
    start INTEGER NOT NULL,     -- characters of the section's text; one row for each place
    "end" INTEGER NOT NULL,
    note TEXT
);
CREATE INDEX facts_section ON facts(section);
CREATE TABLE links (
    section TEXT PRIMARY KEY REFERENCES sections(id) ON DELETE CASCADE,
    boilerplate TEXT NOT NULL,  -- national, edited, local
    text_group TEXT NOT NULL    -- shared by sections of (nearly) the same text
);
CREATE INDEX links_group ON links(text_group);
"""

REPORT = "id, area, area_slug, region, year_start, year_end, url, digest, language, version"
SOURCE = "path, name, format, sha256, size"
SECTION = (
    "id, report, position, kind, title, level, text, span_start, span_end, start, subtype, parent, first_line, "
    "last_line, first_page, last_page, letter, term, acronym, question, rule"
)
FIGURE = (
    "report, measure, category, level, value, printed, flag, section, first_line, last_line, first_page, last_page, "
    "row_label, column_label, expected, note"
)
PLACE = "id, title, kind, report, position, first_line, last_line, first_page, last_page"
FACT = 'section, name, value, start, "end", note'
ENTITY = 'section, label, text, canonical, start, "end", line'


def create(path: Path) -> sqlite3.Connection:
    """A new file, ready for writing."""
    connection = open_for_writing(path)
    connection.executescript(SCHEMA + printed.SCHEMA)
    return connection


def open_for_writing(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def seal(connection: sqlite3.Connection) -> None:
    """Leave one whole file behind, and close."""
    connection.commit()
    connection.execute("PRAGMA optimize")
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()


def open_for_reading(path: Path) -> sqlite3.Connection:
    """A file that nobody writes to any more. To be used by one thread at a time, closed by any."""
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False)


def write(connection: sqlite3.Connection, record: Record) -> None:
    """Store what was read from a report, in place of what was known of it."""
    remove(connection, record.report.id)
    _insert(connection, "reports", f"{REPORT}, {SOURCE}", [_report_values(record.report)])
    _insert(connection, "warnings", "report, message", [(record.report.id, each) for each in record.warnings])
    _insert(connection, "sections", SECTION, map(_section_values, record.sections))
    add_figures(connection, record.figures)
    printed.add_tables(connection, record.tables)
    _insert(connection, "entities", ENTITY, map(_entity_values, record.entities))
    _insert(connection, "facts", FACT, (row for fact in record.facts for row in _fact_values(fact)))


def remove(connection: sqlite3.Connection, report: str) -> None:
    connection.execute("DELETE FROM reports WHERE id = ?", (report,))


def add_figures(connection: sqlite3.Connection, figures: Iterable[Figure]) -> None:
    _insert(connection, "figures", FIGURE, map(_figure_values, figures))


def replace_missing(connection: sqlite3.Connection, figures: Iterable[Figure]) -> None:
    connection.execute("DELETE FROM figures WHERE flag = 'missing'")
    add_figures(connection, figures)


def replace_links(connection: sqlite3.Connection, links: Iterable[Link]) -> None:
    connection.execute("DELETE FROM links")
    rows = ((link.section, link.boilerplate, link.group) for link in links)
    _insert(connection, "links", "section, boilerplate, text_group", rows)


def reports(connection: sqlite3.Connection) -> Iterator[Report]:
    """By area and then newest first."""
    found = connection.execute(f"SELECT {REPORT}, {SOURCE} FROM reports ORDER BY area_slug, year_start DESC, id")  # noqa: S608
    return map(report, found)


def sections(connection: sqlite3.Connection, reports: Iterable[str]) -> Iterator[tuple[int, Section]]:
    """The sections of reports with their rows, in order."""
    for each in reports:
        found = connection.execute(f"SELECT row, {SECTION} FROM sections WHERE report = ? ORDER BY position", (each,))  # noqa: S608
        for row in found:
            yield row[0], section(row[1:])


def rows(connection: sqlite3.Connection, report: str) -> Iterator[int]:
    """The rows of a report's sections, in order."""
    found = connection.execute("SELECT row FROM sections WHERE report = ? ORDER BY position", (report,))
    return (row for (row,) in found)


def figures(connection: sqlite3.Connection) -> Iterator[Figure]:
    return map(figure, connection.execute(f"SELECT {FIGURE} FROM figures ORDER BY report, measure, row"))  # noqa: S608


def report(row: tuple[Any, ...]) -> Report:
    """From the columns REPORT, SOURCE."""
    known = dict(zip(REPORT.split(", "), row[:10], strict=True))
    known["digest"] = bool(known["digest"])
    return Report(**known, source=Source(*row[10:]))


def section(row: tuple[Any, ...]) -> Section:
    """From the columns SECTION."""
    (*head, start, end, begin, subtype, parent), places, names = row[:12], row[12:16], row[16:]
    return Section(*head, Span(start, end), begin, subtype, parent, *_ranges(places), *names)  # type: ignore[call-arg]


def place(row: tuple[Any, ...], reports: Mapping[str, Report]) -> Place:
    """From the columns PLACE."""
    of = reports[row[3]]
    return Place(*row[:4], of.area, of.area_slug, of.year_start, of.year_end, row[4], *_ranges(row[5:]))  # type: ignore[call-arg]


def figure(row: tuple[Any, ...]) -> Figure:
    """From the columns FIGURE."""
    return Figure(*row[:8], *_ranges(row[8:12]), *row[12:])  # type: ignore[call-arg]


def entity(row: tuple[Any, ...]) -> Entity:
    """From the columns ENTITY."""
    return Entity(*row[:4], Span(*row[4:6]), row[6])  # type: ignore[call-arg]


def facts(rows: Iterable[tuple[Any, ...]]) -> Iterator[CaseFact]:
    """From the columns FACT, in the order they were written: rows of one fact follow each other."""
    for (section, name, value, note), places in groupby(rows, lambda row: (*row[:3], row[5])):
        yield CaseFact(section, name, value, tuple(Span(*row[3:5]) for row in places), note)


def _insert(connection: sqlite3.Connection, table: str, columns: str, rows: Iterable[tuple[Any, ...]]) -> None:
    marks = ", ".join("?" * len(columns.split(",")))
    connection.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", rows)  # noqa: S608


def _report_values(report: Report) -> tuple[Any, ...]:
    source = report.source
    own = [getattr(report, name) for name in REPORT.split(", ")]
    return (*own, source.path, source.name, source.format, source.sha256, source.size)


def _section_values(section: Section) -> tuple[Any, ...]:
    return (
        section.id, section.report, section.order, section.kind, section.title, section.level, section.text,
        section.span.start, section.span.end, section.start, section.subtype, section.parent,
        *_ends(section.lines), *_ends(section.pages),
        section.letter, section.term, section.acronym, section.question, section.rule,
    )  # fmt: skip


def _figure_values(figure: Figure) -> tuple[Any, ...]:
    return (
        figure.report, figure.measure, figure.category, figure.level, figure.value, figure.printed, figure.flag,
        figure.section, *_ends(figure.lines), *_ends(figure.pages),
        figure.row, figure.column, figure.expected, figure.note,
    )  # fmt: skip


def _entity_values(entity: Entity) -> tuple[Any, ...]:
    return (
        entity.section, entity.label, entity.text, entity.canonical, entity.span.start, entity.span.end, entity.line
    )  # fmt: skip


def _fact_values(fact: CaseFact) -> Iterator[tuple[Any, ...]]:
    return ((fact.section, fact.name, fact.value, span.start, span.end, fact.note) for span in fact.spans)


def _ranges(ends: tuple[int | None, ...]) -> tuple[Range | None, Range | None]:
    """Lines and pages."""
    lines, pages = (
        None if first is None or last is None else Range(first, last) for first, last in (ends[:2], ends[2:])
    )
    return lines, pages


def _ends(place: Range | None) -> tuple[int | None, int | None]:
    return (place.first, place.last) if place else (None, None)
