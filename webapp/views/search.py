"""The search: what the address asks for, and what was found."""

from __future__ import annotations

from flask import Blueprint, g, render_template
from werkzeug.wrappers import Response

from webapp import listed, takeaway
from webapp import results as shown
from webapp.listings import SEARCH

pages = Blueprint("search", __name__)


@pages.get("/search")
def results() -> str | Response:
    asked = listed.asked(SEARCH)
    if isinstance(asked, Response):
        return asked
    params, notices = asked
    if not params.text and not params.filtered:
        return render_template("browse.html", notices=notices, params=params)
    found = listed.found(params)
    return render_template(
        "results.html",
        **listed.frame(params, found, notices),
        rows=shown.rows(found, params, g.collection),
        definition=listed.definition(params.text),
    )


@pages.get("/search.atom")
def feed() -> Response:
    return listed.feed(SEARCH, "Search")


@pages.get("/search.<any(csv, json):form>")
def away(form: str) -> Response:
    """The results of one page of the search, for a program."""
    params = listed.asked_away(SEARCH)
    found = listed.found(params)
    records = [shown.record(hit) for hit in found.hits]
    if form == "csv":
        return takeaway.as_csv(records, "mappa-search")
    return takeaway.as_json(shown.whole(found, params, records))
