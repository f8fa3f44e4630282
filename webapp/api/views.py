"""One short function an address; what they give comes from the same functions as the command line's output."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask import Blueprint, Response, g, jsonify, render_template
from spectree import Response as Gives

from indexer import gazetteers, output
from indexer.answer import answer
from indexer.backend import FACETS
from indexer.compare import Cell, compare, term_use
from indexer.definitions import newest_year, timeline
from indexer.errors import NotFound
from indexer.model import Division, Filter, Kind, Report, Results
from indexer.query import parse
from webapp import comparing, termuse
from webapp.api import models
from webapp.api.description import document, spec
from webapp.api.examples import examples
from webapp.limits import questions
from webapp.listings import HEADINGS, INITIATIVES, STUDIES, alike
from webapp.site import site

pages = Blueprint("api", __name__)

V1 = "/api/v1"
TOLD: dict[str, str] = {
    name: field
    for listing in (STUDIES, INITIATIVES)
    for name, field in listing.names.items()
    if name not in ("area", "year", "agency", "order")
}
"""Parameters of case studies beside those of every search → facet fields."""
ERRORS: dict[str, Any] = {"HTTP_404": models.Problem, "HTTP_503": models.Problem}


@pages.get("/openapi.json")
def openapi() -> Response:
    return jsonify(document())


@pages.get("/api")
def guide() -> str:
    """The document as a page."""
    return render_template("api.html", document=document(), examples=examples(document()["paths"], g.collection))


@pages.get(f"{V1}/search")
@spec.validate(resp=Gives(HTTP_200=models.Found, HTTP_503=models.Problem))
def search(query: models.SearchAsked) -> Response:
    """Search the sections of all reports

    With no words everything that passes the filters is listed.
    """
    return jsonify(output.results_row(_search(query, query.type, {}, FACETS), query.q))


@pages.get(f"{V1}/case-studies")
@spec.validate(resp=Gives(HTTP_200=models.Studies, HTTP_503=models.Problem))
def case_studies(query: models.StudiesAsked) -> Response:
    """Search the case studies and local initiatives, by what they tell

    What is told of a case was detected automatically, and comes with each hit.
    """
    asked: dict[str, Sequence[str]] = {field: getattr(query, name) for name, field in TOLD.items()}
    found = _search(query, query.type or ["case_study"], asked, HEADINGS)
    row = output.results_row(found, query.q)
    for told, hit in zip(row["hits"], found.hits, strict=True):
        facts = site().backend.section(hit.place.section).facts
        told["facts"] = [{"name": fact.name, "value": fact.value, "note": fact.note} for fact in facts]
    return jsonify(row)


@pages.get(f"{V1}/reports")
@spec.validate(resp=Gives(HTTP_200=list[models.Report], HTTP_503=models.Problem))
def reports(query: models.ReportsAsked) -> Response:
    """The reports that are held"""
    held = (report for report in g.collection.reports if not query.area or report.area_slug in query.area)
    return jsonify([_report(report) for report in held if not query.year or report.year_slug in query.year])


@pages.get(f"{V1}/reports/<area>/<year>")
@spec.validate(resp=Gives(HTTP_200=models.ReportWithSections, **ERRORS))
def report(area: str, year: str) -> Response:
    """One report, with all its sections"""
    found = site().backend.report(f"{area}-{year}")
    sections = [output.section_row(stored) for stored in site().backend.sections(found.id)]
    return jsonify({**_report(found), "sections": sections})


@pages.get(f"{V1}/sections/<section_id>")
@spec.validate(resp=Gives(HTTP_200=models.Section, **ERRORS))
def section(section_id: str) -> Response:
    """One section, by its id

    The # of an id is written %23 in an address.
    """
    return jsonify(output.section_row(site().backend.section(section_id)))


@pages.get(f"{V1}/sections/<section_id>/similar")
@spec.validate(resp=Gives(HTTP_200=models.Alike, **ERRORS))
def similar(section_id: str, query: models.AlikeAsked) -> Response:
    """More sections like one, and the same section in other years"""
    backend = site().backend
    filters = (Filter("kind", tuple(query.type)),) if query.type else alike(backend.section(section_id))
    found = backend.similar(section_id, limit=query.limit, filters=filters)
    years = backend.other_years(section_id)
    return jsonify({"similar": [*map(output.hit_row, found)], "other_years": [*map(output.place_row, years)]})


@pages.get(f"{V1}/ask")
@questions
@spec.validate(resp=Gives(HTTP_200=models.Answer, HTTP_503=models.Problem))
def ask(query: models.AnswerAsked) -> Response:
    """An answer that stands in the reports, or that they do not say"""
    given = {"area": query.area, "year": query.year}
    filters = tuple(Filter(name, tuple(values)) for name, values in given.items() if values)
    return jsonify(output.answer_row(answer(query.q, site().backend, filters)))


@pages.get(f"{V1}/definitions")
@spec.validate(resp=Gives(HTTP_200=list[models.Term], HTTP_503=models.Problem))
def definitions() -> Response:
    """All terms that the reports define, with their wordings"""
    return jsonify([output.definition_row(each) for each in g.collection.definitions])


@pages.get(f"{V1}/definitions/<term>")
@spec.validate(resp=Gives(HTTP_200=models.Term, **ERRORS))
def definition(term: str) -> Response:
    """One term, by its name or abbreviation, over the years"""
    found = site().backend.definitions(term)
    if not found:
        raise NotFound(f"the reports do not define '{term}'")
    return jsonify(output.timeline_row(timeline(found[0], newest_year(g.collection.definitions))))


@pages.get(f"{V1}/measures")
@spec.validate(resp=Gives(HTTP_200=list[models.Measure], HTTP_503=models.Problem))
def measures() -> Response:
    """What is counted, and in which divisions figures are held"""
    return jsonify(
        [
            {
                **{name: getattr(measure, name) for name in ("id", "label", "definition", "unit", "period")},
                "divisions": [comparing.cell_slug(cell) for cell in cells],
            }
            for measure, cells in g.collection.measures.items()
        ]
    )


@pages.get(f"{V1}/statistics")
@spec.validate(resp=Gives(HTTP_200=models.Figures, **ERRORS))
def statistics(query: models.FiguresAsked) -> Response:
    """One figure across areas and years

    A report that is not held, one that gives no such figure, a dash and a nought are told apart by `standing`.
    """
    found = compare(
        site().backend,
        query.measure,
        _cell(query),
        areas=query.area,
        years=[int(year[:4]) for year in query.year],
    )
    rows = [comparing.record(found, each) for each in found.values]
    return jsonify({"measure": found.measure, "notes": found.notes, "figures": rows})


@pages.get(f"{V1}/terms")
@spec.validate(resp=Gives(HTTP_200=models.TermUse, HTTP_503=models.Problem))
def terms(query: models.TermAsked) -> Response:
    """How often a word, a phrase or a name is used, and by whom not

    A report that is held and does not use it, one that is held as a digest only, and one that is not held are told
    apart by `standing`.
    """
    found = term_use(site().backend, parse(query.q, exact=not query.also, begun=g.collection.begun))
    return jsonify(termuse.whole(termuse.Asked(query.q, query.also, ""), found))


@pages.get(f"{V1}/areas")
@spec.validate(resp=Gives(HTTP_200=list[models.Area], HTTP_503=models.Problem))
def areas() -> Response:
    """The 42 areas, and how many reports of each are held"""
    held = g.collection.reports_by_area
    rows = [
        {"slug": area.id, "name": area.name, "region": area.region, "reports": held[area.id]}
        for area in gazetteers.areas()
    ]
    return jsonify(rows)


@pages.get(f"{V1}/health")
@spec.validate(resp=Gives(HTTP_200=models.Health, HTTP_503=models.Problem))
def health() -> Response:
    """Whether there is an index to serve, and which generation"""
    site().backend.health()
    return jsonify({"status": "ready", "generation": g.collection.stats.generation})


def _search(
    asked: models.SearchAsked, kinds: Sequence[Kind], told: dict[str, Sequence[str]], facets: Iterable[str]
) -> Results:
    chosen: dict[str, Sequence[str]] = {
        **told,
        "area": asked.area,
        "year": asked.year,
        "kind": kinds,
        "agency": asked.agency,
        "order": asked.order,
    }
    filters = tuple(Filter(name, tuple(values)) for name, values in chosen.items() if values)
    query = parse(
        asked.q,
        filters=filters,
        sort=asked.sort,
        page=asked.page,
        size=asked.size,
        exact=asked.exact,
        begun=g.collection.begun,
    )
    return site().backend.search(query, facets=facets)


def _report(found: Report) -> dict[str, Any]:
    return {
        "id": found.id,
        "area": found.area,
        "area_slug": found.area_slug,
        "year": found.year_slug,
        "digest": found.digest,
        "source": found.source.name,
        "sha256": found.source.sha256,
        "url": found.url,
    }


def _cell(asked: models.FiguresAsked) -> Cell:
    """The division that is asked for; where none is, the first in which the measure is held."""
    if asked.category is None and asked.level is None:
        held = (cells for measure, cells in g.collection.measures.items() if measure.id == asked.measure)
        return next(held, ((None, None),))[0]
    return _division(asked.category), _division(asked.level)


def _division(given: str | None) -> Division:
    if given in (None, "none"):
        return None
    return "total" if given == "total" else int(given)
