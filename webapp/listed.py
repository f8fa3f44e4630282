"""What every page that lists sections does with its address and with what was found."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from flask import g, redirect, request
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from indexer import gazetteers
from indexer.model import KINDS, Definition, Results
from webapp import coverage, feeds
from webapp import results as shown
from webapp.errors import NoSuchPage
from webapp.listings import Listing
from webapp.params import QUERY_CHARACTERS, SORTS, Params, read, sizes_offered, tidy
from webapp.site import site

ALTERNATIVES = 6
"""How many filters are tried without, one by one, where nothing was found."""
TERM_CHARACTERS = 60

Asked = tuple[Params, tuple[str, ...]]
"""What an address asks for, and what had to be left out of it."""


def asked(listing: Listing, keep: tuple[str, ...] = ()) -> Asked | Response:
    """What the address of a page asks for; a redirect where it has a better form."""
    usual = site().config.search.page_size
    if ranged := years_in_range(request.args, g.collection.values.get("year", {})):
        return redirect(f"{listing.path}?{urlencode(ranged)}")
    if better := tidy(request.args, usual, listing, keep):
        return redirect(better.address())
    params, notices = read(request.args, known, usual, listing, keep)
    if not notices and (better := params.moved()):
        return redirect(better.address())
    return params, notices


def asked_away(listing: Listing) -> Params:
    """What the address of something to take away asks for: that of the page, with another ending."""
    return read(request.args, known, site().config.search.page_size, listing)[0]


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


def found(params: Params) -> Results:
    """Raises NoSuchPage."""
    results = site().backend.search(params.query(), facets=params.listing.names.values())
    last = shown.last_page(results, params)
    if params.page > last:
        raise NoSuchPage(params.page, last, params.on_page(1).address())
    return results


def frame(params: Params, results: Results, notices: tuple[str, ...]) -> dict[str, Any]:
    """What the templates of these pages need beside the rows."""
    collection = g.collection
    chips, last = shown.chips(params, collection), shown.last_page(results, params)
    return {
        "params": params,
        "results": results,
        "boxes": shown.boxes(results, params, collection),
        "chips": chips,
        "without": _without(chips) if not results.total else (),
        "covered": coverage.of(collection, params) if not results.total else None,
        "steps": shown.steps(params, last),
        "last": last,
        "notices": notices
        if params.too_long
        else (*notices, *results.query.notices),  # the page says so in a problem of its own
        "mended": shown.mended(results.query),
        "widened": shown.widened(results.query),
        "sorts": SORTS,
        "sizes": sizes_offered(params.usual_size, params.listing),
        "limit": QUERY_CHARACTERS,
    }


def feed(listing: Listing, name: str) -> Response:
    """The newest sections of a search, for a feed reader."""
    params = asked_away(listing)
    newest = site().backend.search(params.newest(feeds.MOST_ENTRIES).query())
    labels = [chip.label for chip in shown.chips(params, g.collection)]
    title = ", ".join([name, *([f"“{params.text}”"] if params.text else []), *labels])
    page = replace(params.canonical(), page=1).address()
    return feeds.feed(title, params.feed(), page, map(feeds.of_hit, newest.hits), g.collection.stats.built)


def _without(chips: tuple[shown.Chip, ...]) -> tuple[tuple[shown.Chip, int], ...]:
    """The filters, each with how much would be found without it."""
    backend = site().backend
    return tuple((chip, backend.search(chip.without.query()).total) for chip in chips[:ALTERNATIVES])


def definition(text: str) -> Definition | None:
    """What was searched for, if it is a defined term."""
    term = text.strip('"“” ')
    if not term or len(term) > TERM_CHARACTERS:
        return None
    return next(iter(site().backend.definitions(term)), None)
