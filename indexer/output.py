"""Values → the rows that the command line prints as JSON; the names of the fields are a fixed contract."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from indexer.definitions import Law, Timeline
from indexer.model import (
    Answer,
    Citation,
    Definition,
    Entity,
    Hit,
    Place,
    Range,
    Results,
    StoredFigure,
    StoredSection,
    StoredTable,
    Wording,
)
from indexer.query import shown
from indexer.thesaurus import others

Row = dict[str, Any]


def section_row(stored: StoredSection) -> Row:
    section = stored.section
    return {
        "id": section.id,
        **_report(stored.place),
        "type": section.kind,
        "subtype": section.subtype,
        "title": section.title,
        "level": section.level,
        "parent": section.parent,
        "term": section.term,
        "acronym": section.acronym,
        "question": section.question,
        "text": section.text,
        **_where(section.lines, section.pages),
        "boilerplate": stored.boilerplate,
        "also": [place.section for place in stored.also],
    }


def figure_row(stored: StoredFigure) -> Row:
    figure = stored.figure
    return {
        **_known(stored),
        "metric": figure.measure,
        "category": figure.category,
        "level": figure.level,
        "value": figure.value,
        "printed": figure.printed,
        "flag": figure.flag,
        "expected": figure.expected,
        "note": figure.note,
        "section": figure.section,
        **_where(figure.lines, figure.pages),
    }


def table_row(stored: StoredTable) -> Row:
    table = stored.table
    return {
        **_known(stored),
        "number": table.number,
        "section": table.section,
        "caption": table.caption,
        "corner": table.corner,
        "columns": list(table.columns),
        "rows": [{"label": row.label, "cells": list(row.cells)} for row in table.rows],
        **_where(table.lines, table.pages),
    }


def sheet_rows(figures: Iterable[StoredFigure], tables: Iterable[StoredTable]) -> Iterator[Row]:
    """The figures, and behind them the cells of printed tables, which are of no measure and have no value, as rows of
    one sheet."""
    for each in figures:
        yield {**figure_row(each), "table": None, "row": each.figure.row, "column": each.figure.column}
    for stored in tables:
        table = stored.table
        row = {name: value for name, value in table_row(stored).items() if name in ("lines", "pages", "section")}
        for cells in table.rows:
            for column, printed in zip(table.columns, cells.cells, strict=True):
                yield {
                    **_known(stored), "metric": None, "category": None, "level": None, "value": None,
                    "printed": printed, "flag": None, "expected": None, "note": None, **row,
                    "table": table.caption, "row": cells.label, "column": column,
                }  # fmt: skip


def entity_row(entity: Entity, report: str) -> Row:
    return {
        "section": entity.section,
        "report": report,
        "label": entity.label,
        "text": entity.text,
        "canonical": entity.canonical,
        "start": entity.span.start,
        "end": entity.span.end,
        "line": entity.line,
    }


def results_row(results: Results, query: str, number: str | None = None) -> Row:
    """The answer to one search; `number` is the id of the query in a batch."""
    return {
        "id": number,
        "query": query,
        "total": results.total,
        "took_ms": round(results.took_ms, 2),
        "suggestion": results.suggestion,
        "all_words": results.whole,
        "also_searched": [shown(other.clause) for other in others(results.query)],
        "notices": list(results.query.notices),
        "hits": [hit_row(hit) for hit in results.hits],
        "facets": {
            facet.field: [{"value": value.label, "count": value.count} for value in facet.values]
            for facet in results.facets
        },
    }


def definition_row(definition: Definition) -> Row:
    return {
        "term": definition.term,
        "acronym": definition.acronym,
        "definitions": [_wording_row(wording) for wording in definition.wordings],
    }


def timeline_row(told: Timeline) -> Row:
    """A term over the years, with the wordings of `definition_row`."""
    return {
        **definition_row(told.definition),
        "first_year": told.first,
        "last_year": told.last,
        "out_of_date": told.out_of_date,
        "law": _law_row(told.law) if told.law else None,
        "facts": [{"fact": fact.label, "sentence": fact.sentence} for fact in told.facts],
        "timeline": [
            {
                "first_year": version.first,
                "last_year": version.last,
                "report": version.wording.place.report,
                "change": [{"kind": piece.kind, "text": piece.text} for piece in version.pieces],
            }
            for version in told.versions
        ],
        "variants": [
            {"year_start": variant.year_start, "reports": [place.report for place in variant.places]}
            for variant in told.variants
        ],
    }


def _law_row(law: Law) -> Row:
    return {
        "act": law.act,
        "section": law.section,
        "url": law.url,
        "in_force_from": law.begins.isoformat() if law.begins else None,
        "replaced_on": law.ends.isoformat() if law.ends else None,
        "replaced_by": list(law.replaced_by),
        "replaced": list(law.replaced),
    }


def answer_row(answer: Answer, number: str | None = None) -> Row:
    return {
        "id": number,
        "question": answer.question,
        "answered": answer.answered,
        "kind": answer.kind,
        "answer": answer.text,
        "took_ms": round(answer.took_ms, 2),
        "citations": [citation_row(citation) for citation in answer.citations],
        "reason": answer.reason,
    }


def citation_row(citation: Citation) -> Row:
    return {
        "section": citation.place.section,
        "report": citation.place.report,
        "title": citation.place.title,
        "quote": citation.quote,
        **_where(citation.place.lines, citation.place.pages),
    }


def hit_row(hit: Hit) -> Row:
    place = hit.place
    return {
        "section": place.section,
        "report": place.report,
        "area": place.area,
        "year_start": place.year_start,
        "type": place.kind,
        "title": place.title,
        "score": round(hit.score, 4),
        "snippet": hit.snippets[0].text if hit.snippets else "",
        **_where(place.lines, place.pages),
        "also": [place_row(other) for other in hit.also],
    }


def place_row(place: Place) -> Row:
    """Where a section stands."""
    return {"section": place.section, "report": place.report, **_where(place.lines, place.pages)}


def _wording_row(wording: Wording) -> Row:
    place = wording.place
    return {
        **_report(place),
        "text": wording.text,
        "section": place.section,
        **_where(place.lines, place.pages),
        "also": [place_row(other) for other in wording.also],
    }


def _known(stored: StoredFigure | StoredTable) -> Row:
    of = stored.figure if isinstance(stored, StoredFigure) else stored.table
    return {
        "report": of.report,
        "area": stored.area,
        "year_start": stored.year_start,
        "year_end": stored.year_end,
    }


def _report(place: Place) -> Row:
    return {
        "report": place.report,
        "area": place.area,
        "year_start": place.year_start,
        "year_end": place.year_end,
    }


def _where(lines: Range | None, pages: Range | None) -> Row:
    return {name: [r.first, r.last] if r else None for name, r in (("lines", lines), ("pages", pages))}
