"""The text of two reports side by side, by section."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, g, render_template, request
from werkzeug.exceptions import BadRequest

from indexer.compare import Pair, pair_sections
from indexer.errors import NotFound
from indexer.model import Report
from webapp.site import site

pages = Blueprint("compare", __name__)

KINDS = {
    "changed": "Changed",
    "only_now": "Only in the second report",
    "only_before": "Only in the first report",
    "same": "The same words",
}
"""What can be shown, with its heading."""


@pages.get("/compare")
def reports() -> str:
    """Without reports the form alone. `show`: one kind of pair, or all."""
    names = [request.args.get(name, "") for name in ("first", "second")]
    show = request.args.get("show", "")
    if show and show not in KINDS:
        raise BadRequest(f"show: “{show[:60]}” is none of {', '.join(KINDS)}.")
    known = sorted(g.collection.reports, key=lambda report: (report.area, report.year_start))
    if not all(names):
        return render_template("compare.html", known=known, chosen=names, pairs=None)
    first, second = map(_report, names)
    pairs = pair_sections(*(tuple(site().backend.sections(report.id)) for report in (first, second)))
    counts = Counter(pair.kind for pair in pairs)
    return render_template(
        "compare.html",
        known=known,
        chosen=names,
        first=first,
        second=second,
        kinds=KINDS,
        counts=counts,
        show=show,
        pairs=[pair for pair in pairs if _wanted(pair, show)],
    )


def _wanted(pair: Pair, show: str) -> bool:
    """What is the same in both is shown on demand only: it is most of the text, and says nothing new."""
    return pair.kind == show if show else pair.kind != "same"


def _report(name: str) -> Report:
    if name not in g.collection.by_id:
        raise NotFound(f"there is no report '{name}'")
    found: Report = g.collection.by_id[name]
    return found
