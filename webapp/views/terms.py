"""A term over time: how often it is used, by year and by area, and which reports do not use it."""

from __future__ import annotations

from flask import Blueprint, g, redirect, render_template, request
from werkzeug.wrappers import Response

from indexer.compare import term_use
from indexer.model import TermUse
from indexer.query import parse
from webapp import takeaway, termuse
from webapp.params import QUERY_CHARACTERS, plain_text, shortened
from webapp.site import site

pages = Blueprint("terms", __name__)

EXAMPLES = ("polygraph", '"Circles of Support"', "order:sexual-harm-prevention-order")


@pages.get("/terms")
def page() -> str | Response:
    """Without a term the form alone."""
    asked = _asked()
    given = [(name, value) for name in request.args for value in request.args.getlist(name)]
    if given and (not asked.text or set(request.args) - {"q", "also", "year"}):
        return redirect(asked.address() if asked.text else termuse.PATH)
    if not asked.text:
        return render_template("terms.html", asked=asked, found=None, examples=EXAMPLES)
    found = _found(asked)
    years = termuse.by_year(found)
    return render_template(
        "terms.html",
        asked=asked,
        found=found,
        examples=EXAMPLES,
        limit=QUERY_CHARACTERS,
        years=years,
        areas=termuse.by_area(found),
        chart=termuse.chart(years),
        groups=termuse.grouped(found, asked.year),
        grid=termuse.grid(found),
    )


@pages.get("/terms.<any(csv, json):form>")
def away(form: str) -> Response:
    """What the page shows, for a program."""
    asked = _asked()
    found = _found(asked)
    if form == "csv":
        return takeaway.as_csv(termuse.records(found), "mappa-term")
    return takeaway.as_json(termuse.whole(asked, found))


def _asked() -> termuse.Asked:
    held = g.collection.reports_by_year
    year = request.args.get("year", "")
    text = shortened(plain_text(request.args.get("q", "")))
    return termuse.Asked(text, request.args.get("also") == "1", year if year in held else next(iter(held), ""))


def _found(asked: termuse.Asked) -> TermUse:
    return term_use(site().backend, parse(asked.text, exact=not asked.also, begun=g.collection.begun))
