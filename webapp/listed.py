"""What every page that lists sections does with its address and with what was found."""

from __future__ import annotations

import re
from collections.abc import Collection
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
from webapp.words import year_slug

ALTERNATIVES = 6
"""How many filters are tried without, one by one, where nothing was found."""
TERM_CHARACTERS = 60
LAST_YEAR = 9999

Asked = tuple[Params, tuple[str, ...]]
"""What an address asks for, and what had to be left out of it."""


def asked(listing: Listing, keep: tuple[str, ...] = ()) -> Asked | Response:
    """What the address of a page asks for; a redirect where it has a better form."""
    usual = site().config.search.page_size
    args, dropped = years_in_range(request.args, g.collection.begun)
    if not dropped and args is not request.args:
        return redirect(f"{listing.path}?{urlencode([*args.items(multi=True)])}")
    if not dropped and (better := tidy(args, usual, listing, keep)):
        return redirect(better.address())
    params, notices = read(args, known, usual, listing, keep)
    params, notices = replace(params, begun=g.collection.begun), (*dropped, *notices)
    if not notices and (better := params.moved()):
        return redirect(better.address())
    return params, notices


def asked_away(listing: Listing) -> Params:
    """What the address of something to take away asks for: that of the page, with another ending."""
    params, _ = read(request.args, known, site().config.search.page_size, listing)
    return replace(params, begun=g.collection.begun)


def years_in_range(args: MultiDict[str, str], begun: Collection[int]) -> tuple[MultiDict[str, str], tuple[str, ...]]:
    """The parameters with the report years of a range, `from` and `to`, in its place, and what had to be left out of
    it, in words. `begun`: the years in which the reports held begin. Without a range the same parameters. Years the
    wrong way round are turned, as in the search box."""
    typed = {name: args.get(name, "").strip() for name in ("from", "to")}
    if not any(typed.values()):
        return args, ()
    kept = [(name, value) for name in args for value in args.getlist(name) if name not in (*typed, "page")]
    dropped = [
        f"“{each[:60]}” is not a year, so it was left out." for each in typed.values() if each and not _year(each)
    ]
    start, end = _year(typed["from"]), _year(typed["to"])
    if start and end:
        start, end = sorted((start, end))
    if start or end:
        inside = _inside(begun, start or 0, end or LAST_YEAR)
        kept += [("year", year_slug(year, year + 1)) for year in inside]
        dropped += [] if inside else [f"No report of {_span(start, end)} is held, so this range was left out."]
    return MultiDict(kept), tuple(dropped)


def _year(typed: str) -> int | None:
    return int(typed) if re.fullmatch(r"[0-9]{4}", typed) else None


def _inside(begun: Collection[int], first: int, last: int) -> list[int]:
    """The years that begin in a range, those that end in it where none begins there."""
    return sorted(
        [year for year in begun if first <= year <= last] or [year for year in begun if first <= year + 1 <= last]
    )


def _span(start: int | None, end: int | None) -> str:
    if start and end:
        return f"{start} to {end}" if start != end else f"{start}"
    return f"{start} or later" if start else f"{end} or earlier"


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
