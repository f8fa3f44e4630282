"""Figures side by side: one measure, areas and years, each figure linked to the place where it stands."""

from __future__ import annotations

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response

from indexer.compare import compare
from indexer.model import Comparison
from webapp import charts, comparing, takeaway
from webapp.keyfigures import lettered
from webapp.site import site

pages = Blueprint("statistics", __name__)


@pages.get("/statistics")
def page() -> str:
    if not g.collection.measures:
        return render_template("statistics.html", asked=None)
    asked, notices = _asked()
    found = _compare(asked)
    year = None if asked.year == comparing.ALL else int(asked.year[:4])
    rows = comparing.rows(found, year, asked.sort) if year else ()
    over = comparing.over_time(found)
    shown = [*rows, *(row for _, values in over for row in values)]
    lines = comparing.series(found)
    return render_template(
        "statistics.html",
        asked=asked,
        notices=notices,
        found=found,
        year=year,
        rows=rows,
        remarks=lettered(row.printed for row in shown),
        medians=[median for median in found.medians if median.year_start == year],
        lines=lines,
        chart=charts.lines(lines, found.years, asked.measure.label) if len(found.years) > 1 and lines else "",
        over=over,
        cells={comparing.cell_slug(cell): comparing.cell_name(cell) for cell in g.collection.measures[asked.measure]},
        cell=comparing.cell_slug(asked.cell),
        cell_name=comparing.cell_name(asked.cell),
        said=comparing.SAID,
        sorts=comparing.SORTS,
        signed=comparing.signed,
    )


@pages.get("/statistics.<any(csv, json):form>")
def away(form: str) -> Response:
    """The rows of the page for a program: of the chosen year, or of all."""
    if not g.collection.measures:
        return takeaway.as_json([])
    asked, _ = _asked()
    found = _compare(asked)
    values = found.values if asked.year == comparing.ALL else found.of_year(int(asked.year[:4]))
    rows = [comparing.record(found, each) for each in values]
    if form == "csv":
        return takeaway.as_csv(rows, f"mappa-{asked.measure.id}")
    return takeaway.as_json({"measure": asked.measure.label, "notes": found.notes, "figures": rows})


def _asked() -> tuple[comparing.Asked, tuple[str, ...]]:
    return comparing.read(request.args, g.collection.measures, g.collection.areas, list(g.collection.reports_by_year))


def _compare(asked: comparing.Asked) -> Comparison:
    return compare(site().backend, asked.measure.id, asked.cell, areas=asked.areas)
