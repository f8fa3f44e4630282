"""The text of two reports side by side, by section."""

from __future__ import annotations

from collections import Counter

from flask import Blueprint, Response, g, render_template, request

from indexer.compare import Pair, pair_sections
from indexer.errors import NotFound
from indexer.model import Report
from webapp import sidebyside, takeaway
from webapp.errors import NoSuchPage
from webapp.site import site

pages = Blueprint("compare", __name__)

FEW = 100
"""Reports from among which one may choose on every page; a longer list has a page of its own."""


@pages.get("/compare")
def reports() -> str:
    """Without reports the form alone."""
    asked = sidebyside.read(request.args)
    known = sorted(g.collection.reports, key=lambda report: (report.area, report.year_start))
    if not (asked.first and asked.second):
        return render_template("compare.html", known=known, few=len(known) <= FEW, asked=asked, pairs=None)
    first, second, every = _compared(asked)
    parts = sidebyside.parts(pair for pair in every if asked.wants(pair))
    if asked.part > len(parts):
        raise NoSuchPage(asked.part, len(parts), asked.at(1).address())
    return render_template(
        "compare.html",
        known=known,
        few=len(known) <= FEW,
        asked=asked,
        first=first,
        second=second,
        kinds=sidebyside.KINDS,
        texts=sidebyside.TEXTS,
        counts=Counter(pair.kind for pair in every),
        of_text=Counter(sidebyside.shown(pair).boilerplate for pair in every if asked.of_text("").wants(pair)),
        pairs=parts[asked.part - 1],
        parts=len(parts),
    )


@pages.get("/compare.<any(csv, json):form>")
def away(form: str) -> Response:
    """All parts of what the page shows, for a program."""
    asked = sidebyside.read(request.args)
    first, second, every = _compared(asked)
    records = [sidebyside.record(pair) for pair in every if asked.wants(pair)]
    if form == "csv":
        return takeaway.as_csv(records, f"mappa-{first.id}-{second.id}")
    return takeaway.as_json({"first": first.id, "second": second.id, "sections": records})


def _compared(asked: sidebyside.Asked) -> tuple[Report, Report, tuple[Pair, ...]]:
    """Raises NotFound."""
    first, second = _report(asked.first), _report(asked.second)
    before, now = (tuple(site().backend.sections(report.id)) for report in (first, second))
    return first, second, pair_sections(before, now)


def _report(name: str) -> Report:
    if name not in g.collection.by_id:
        raise NotFound(f"there is no report '{name}'")
    found: Report = g.collection.by_id[name]
    return found
