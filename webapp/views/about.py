"""What this is, what it covers, how it was made."""

from __future__ import annotations

from flask import Blueprint, g, render_template

from indexer.gazetteers import areas

pages = Blueprint("about", __name__)


@pages.get("/about")
def page() -> str:
    collection = g.collection
    grid: dict[str, dict[str, object]] = {}
    for report in collection.reports:
        grid.setdefault(report.area, {})[report.year_slug] = report
    missing = [area.name for area in areas() if area.id not in collection.areas]
    return render_template(
        "about.html", grid=dict(sorted(grid.items())), years=sorted(collection.reports_by_year), missing=missing
    )
