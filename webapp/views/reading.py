"""What a reader's page shows, to take away: a section or a report as text, JSON or figures, and how to cite it."""

from __future__ import annotations

from flask import Blueprint, Response, g

from indexer.output import section_row, sheet_rows
from webapp import citing, takeaway
from webapp.addresses import section_address
from webapp.finding import find_report, find_section
from webapp.site import site

pages = Blueprint("reading", __name__)


@pages.get("/reports/<area>/<year>/<name>.<any(txt, json, cite, bib, ris):form>")
def section(area: str, year: str, name: str, form: str) -> Response:
    """`cite`, `bib` and `ris` say how to cite it; the others hold it."""
    report = find_report(area, year)
    stored = find_section(tuple(site().backend.sections(report.id)), name)
    if form == "txt":
        return takeaway.as_text(stored.section.text)
    if form == "json":
        return takeaway.as_json(section_row(stored))
    address = section_address(stored.place, whole=True)
    write, kind = citing.FORMS[form]
    made = write(citing.Reference(report, stored.place, address, g.collection.stats.built))
    return Response(made, content_type=f"{kind}; charset=utf-8")


@pages.get("/reports/<area>/<year>.<any(txt, json, csv):form>")
def report(area: str, year: str, form: str) -> Response:
    """All sections as text or JSON; as CSV the figures and cells of its tables."""
    found = find_report(area, year)
    if form == "csv":
        rows = sheet_rows(site().backend.figures(report=found.id), site().backend.tables(found.id))
        return takeaway.as_csv(map(takeaway.flat, rows), f"mappa-{found.id}")
    sections = site().backend.sections(found.id)
    if form == "txt":
        return takeaway.as_text("\n\n".join(stored.section.text for stored in sections))
    return takeaway.as_json([section_row(stored) for stored in sections])
