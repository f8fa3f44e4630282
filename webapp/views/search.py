"""The search: what the address asks for, and what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from urllib.parse import urlencode

from flask import Blueprint, g, redirect, render_template, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from indexer import gazetteers
from indexer.backend import FACETS
from indexer.model import KINDS, Definition
from webapp import results as found_results
from webapp.errors import NoSuchPage
from webapp.params import QUERY_CHARACTERS, SORTS, Params, read, sizes_offered, tidy
from webapp.site import site

pages = Blueprint("search", __name__)

ALTERNATIVES = 6
"""How many filters are tried without, one by one, where nothing was found."""
TERM_CHARACTERS = 60


@pages.get("/search")
def results() -> str | Response:
    usual = site().config.search.page_size
    if ranged := years_in_range(request.args, g.collection.values.get("year", {})):
        return redirect(f"/search?{urlencode(ranged)}")
    if better := tidy(request.args, usual):
        return redirect(better.address())
    params, notices = read(request.args, known, usual)
    if not notices and (better := params.moved()):
        return redirect(better.address())
    if not params.text and not params.filtered:
        return render_template("browse.html", notices=notices, params=params)
    return _results(params, notices)


def years_in_range(args: MultiDict[str, str], held: Iterable[str]) -> list[tuple[str, str]] | None:
    """The parameters with a range of years, `from` and `to`, as the years held in it; None where there is no range."""
    first, last = (args.get(name, "").strip() for name in ("from", "to"))
    if not first and not last:
        return None
    kept = [(name, value) for name in args for value in args.getlist(name) if name not in ("from", "to", "page")]
    start, end = (int(each) if re.fullmatch(r"[0-9]{4}", each) else None for each in (first, last))
    inside = [year for year in held if (start or 0) <= int(year[:4]) <= (end or 9999)]
    return kept + ([("year", year) for year in sorted(inside)] if start or end else [])


def known(field: str, value: str) -> bool:
    """Whether a facet has this value. An area or year of which no report is held is none that nobody knows."""
    if field == "kind":
        return value in KINDS
    if field == "year":
        found = re.fullmatch(r"(\d{4})-(\d\d)", value)
        return bool(found) and (int(value[:4]) + 1) % 100 == int(value[5:])
    if field == "area" and any(area.id == value for area in gazetteers.areas()):
        return True
    return value in g.collection.values.get(field, {})


def _results(params: Params, notices: tuple[str, ...]) -> str:
    collection = g.collection
    found = site().backend.search(params.query(), facets=FACETS)
    last = found_results.last_page(found, params)
    if params.page > last:
        raise NoSuchPage(params.page, last, params.on_page(1).address())
    chips = found_results.chips(params, collection)
    return render_template(
        "results.html",
        params=params,
        results=found,
        rows=found_results.rows(found, params, collection),
        boxes=found_results.boxes(found, params, collection),
        chips=chips,
        without=_without(chips) if not found.total else (),
        steps=found_results.steps(params, last),
        last=last,
        notices=notices
        if params.too_long
        else (*notices, *found.query.notices),  # the page says so in a problem of its own
        mended=found_results.mended(found.query),
        widened=found_results.widened(found.query),
        definition=_definition(params.text),
        sorts=SORTS,
        sizes=sizes_offered(params.usual_size),
        limit=QUERY_CHARACTERS,
    )


def _without(chips: tuple[found_results.Chip, ...]) -> tuple[tuple[found_results.Chip, int], ...]:
    """The filters, each with how much would be found without it."""
    backend = site().backend
    return tuple((chip, backend.search(chip.without.query()).total) for chip in chips[:ALTERNATIVES])


def _definition(text: str) -> Definition | None:
    """What was searched for, if it is a defined term."""
    term = text.strip('"“” ')
    if not term or len(term) > TERM_CHARACTERS:
        return None
    return next(iter(site().backend.definitions(term)), None)
