"""One area: its reports, its totals over the years, its case studies."""

from __future__ import annotations

from flask import Blueprint, g, render_template

from indexer import gazetteers
from indexer.errors import NotFound
from indexer.model import Filter, Query
from webapp import keyfigures
from webapp.site import site

pages = Blueprint("areas", __name__)

STUDIES = 50


@pages.get("/areas/<area>")
def area(area: str) -> str:
    known = {found.id: found.name for found in gazetteers.areas()} | g.collection.areas
    if area not in known:
        raise NotFound(f"there is no area '{area}'")
    reports = [report for report in g.collection.reports if report.area_slug == area]
    backend = site().backend
    studies = backend.search(
        Query(filters=(Filter("area", (area,)), Filter("kind", ("case_study",))), sort="newest", size=STUDIES)
    )
    return render_template(
        "area.html",
        slug=area,
        name=known[area],
        reports=reports,
        totals=keyfigures.of_area(backend.figures(area=area)),
        studies=[hit.place for hit in studies.hits],
        more=studies.total > STUDIES,
    )
