"""Reading: a whole report, or one section of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask import Blueprint, g, redirect, render_template, request
from werkzeug.wrappers import Response

from indexer.model import Definition, Query, Span, StoredFigure, StoredSection, StoredTable
from indexer.query import parse
from indexer.snippets import marks
from webapp import cellmarks, keyfigures, readinglist
from webapp.addresses import section_address, section_name
from webapp.finding import find_report, find_section
from webapp.inline import Numbering
from webapp.listings import alike
from webapp.params import shortened
from webapp.site import site
from webapp.text import Article, article
from webapp.words import BOILERPLATE_LABELS, case_facts

pages = Blueprint("reports", __name__)

DEEPEST = 4
"""The lowest level of heading that a section gets on the page of its report."""


@dataclass(frozen=True, slots=True)
class Part:
    """A section on the page of its report; `heading` is the level of its heading, from 2."""

    stored: StoredSection
    article: Article
    heading: int


@pages.get("/reports/<area>/<year>")
def report(area: str, year: str) -> str:
    found = find_report(area, year)
    query = _query()
    figures = site().backend.figures(report=found.id)
    others = [other for other in g.collection.reports if other.area_slug == area and other.id != found.id]
    grids, lines = keyfigures.of_report(figures)
    tables = site().backend.tables(found.id)
    parts = _parts(_shown(site().backend.sections(found.id)), query, tables)
    return render_template(
        "report.html",
        report=found,
        q=query.text,
        parts=parts,
        matches=sum(part.article.matches for part in parts),
        grids=grids,
        lines=lines,
        tables=tuple(table for table in tables if table.place),
        told={number for part in parts for number in part.article.tables},
        line_notes=keyfigures.lettered(line.cell for line in lines),
        others=others,
        before=max(
            (other for other in others if other.year_start < found.year_start),
            key=lambda other: other.year_start,
            default=None,
        ),
    )


@pages.get("/reports/<area>/<year>/<name>")
def section(area: str, year: str, name: str) -> str | Response:
    """An old name of a section, of another number or title, leads on to the one it has now."""
    found = find_report(area, year)
    sections = tuple(site().backend.sections(found.id))
    stored = find_section(sections, name)
    query = _query()
    if name != section_name(stored.place):
        return redirect(section_address(stored.place, q=request.args.get("q", ""), exact=query.exact), 301)
    figures = site().backend.figures(report=found.id)
    meant = cellmarks.wanted(request.args.get("figure", ""), figures, stored.section.id)
    cells = cellmarks.spans(stored.section, meant)
    return render_template(
        "section.html",
        report=found,
        stored=stored,
        q=query.text,
        article=_article(stored, query, Numbering(), site().backend.tables(found.id), cells),
        words=len(stored.section.text.split()),
        boilerplate=BOILERPLATE_LABELS[stored.boilerplate],
        odd=_odd(figures, stored.section.id),
        figure=keyfigures.told(meant[0]) if meant else None,
        cell_marked=cellmarks.said(stored.section, cells),
        facts=case_facts(stored.facts),
        terms=_terms(stored),
        exact=query.exact,
        other_years=site().backend.other_years(stored.section.id),
        similar=site().backend.similar(stored.section.id, filters=alike(stored)),
        kept_name=readinglist.name_of(stored.place),
        kept_as=readinglist.address([readinglist.name_of(stored.place)]) if _practice(stored) else None,
        previous=next((other for other in reversed(_shown(sections)) if _order(other) < _order(stored)), None),
        following=next((other for other in _shown(sections) if _order(other) > _order(stored)), None),
    )


def _shown(sections: Iterable[StoredSection]) -> tuple[StoredSection, ...]:
    """Without the title page, which says nothing that the page of the report does not."""
    return tuple(stored for stored in sections if stored.section.subtype != "cover")


def _order(stored: StoredSection) -> int:
    return stored.section.order


def _practice(stored: StoredSection) -> bool:
    """Whether a section is a practice example, which a reader may want to keep."""
    return stored.place.kind in ("case_study", "local_page")


def _query() -> Query:
    text, exact = shortened(request.args.get("q", "")), request.args.get("exact") == "1"
    return site().backend.widen(parse(text, exact=exact, begun=g.collection.begun))


def _article(
    stored: StoredSection,
    query: Query,
    numbering: Numbering,
    tables: tuple[StoredTable, ...],
    cells: tuple[Span, ...] = (),
) -> Article:
    """With what the query finds marked, or the cells of a figure."""
    section = stored.section
    own = (table.table for table in tables if table.table.section == section.id)
    begun = tuple((table.span.start - section.start, table) for table in own)
    found = marks(section.text, query) if query.clauses else ()
    return article(section.text, cells or found, title=section.title, numbering=numbering, tables=begun)


def _parts(sections: tuple[StoredSection, ...], query: Query, tables: tuple[StoredTable, ...]) -> tuple[Part, ...]:
    """In order; a section stands one level below the one that it is part of."""
    numbering = Numbering()
    levels: dict[str | None, int] = {}
    parts: list[Part] = []
    for stored in sections:
        above = parts[-1].heading if parts else 1
        heading = min(levels.get(stored.section.parent, 1) + 1, above + 1, DEEPEST)
        levels[stored.section.id] = heading
        parts.append(Part(stored, _article(stored, query, numbering, tables), heading))
    return tuple(parts)


def _odd(figures: tuple[StoredFigure, ...], section: str) -> bool:
    """Whether the section holds a figure that cannot be relied on as it stands."""
    return any(stored.figure.section == section and stored.figure.flag != "ok" for stored in figures)


def _terms(stored: StoredSection) -> list[Definition]:
    """Defined terms that the section uses: by its words, or by the name of an entity in it."""
    text = stored.section.text
    named = {entity.canonical.casefold() for entity in stored.entities}
    return [term for pattern, term in g.collection.terms if pattern.search(text) or named & _names(term)]


def _names(definition: Definition) -> set[str]:
    return {name.casefold() for name in (definition.term, definition.acronym) if name}
