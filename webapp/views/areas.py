"""One area: its reports, its totals over the years, its case studies."""

from __future__ import annotations

from flask import Blueprint, Response, g, render_template

from indexer import gazetteers
from indexer.errors import NotFound
from indexer.model import Filter, Query, Report
from webapp import feeds, keyfigures
from webapp.addresses import area_address, url_for
from webapp.site import site
from webapp.words import count

pages = Blueprint("areas", __name__)

STUDIES = 50


@pages.get("/areas/<area>")
def area(area: str) -> str:
    name, reports = _name(area), _reports(area)
    backend = site().backend
    studies = backend.search(
        Query(filters=(Filter("area", (area,)), Filter("kind", ("case_study",))), sort="newest", size=STUDIES)
    )
    return render_template(
        "area.html",
        slug=area,
        name=name,
        reports=reports,
        totals=keyfigures.of_area(backend.figures(area=area)),
        studies=[hit.place for hit in studies.hits],
        more=studies.total > STUDIES,
    )


@pages.get("/areas/<area>.atom")
def feed(area: str) -> Response:
    """The reports of an area, for a feed reader: a new one shows when it is held."""
    name, collection = _name(area), g.collection
    entries = (
        feeds.of_report(report, f"{count(collection.sections_in(report.id), 'section')}, from {report.source.name}")
        for report in _reports(area)
    )
    path = url_for("areas.feed", area=area)
    return feeds.feed(f"Reports of {name}", path, area_address(area), entries, collection.stats.built)


def _name(area: str) -> str:
    """Raises NotFound."""
    known: dict[str, str] = {found.id: found.name for found in gazetteers.areas()} | g.collection.areas
    if area not in known:
        raise NotFound(f"there is no area '{area}'")
    return known[area]


def _reports(area: str) -> list[Report]:
    """Newest first."""
    return [report for report in g.collection.reports if report.area_slug == area]
