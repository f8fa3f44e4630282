"""Practice examples: case studies and local initiatives, by what they tell; those like another; a reading list."""

from __future__ import annotations

from functools import partial
from typing import Any

from flask import Blueprint, g, redirect, render_template, request
from werkzeug.wrappers import Response

from indexer.model import Results, StoredSection
from webapp import cards, citing, listed, readinglist, takeaway
from webapp import results as shown
from webapp.addresses import section_address, url_for
from webapp.inline import Numbering
from webapp.listings import PRACTICE, STUDIES, Listing
from webapp.params import Params
from webapp.site import site
from webapp.text import article

pages = Blueprint("case_studies", __name__)

MOST_SIMILAR = 10


@pages.get("/case-studies")
def studies() -> str | Response:
    keep = readinglist.read(request.args.getlist("keep"))
    asked = listed.asked(_listing(), keep)
    if isinstance(asked, Response):
        return asked
    params, notices = asked
    found = listed.found(params)
    return render_template(
        "case_studies.html",
        **listed.frame(params, found, notices),
        cards=[card for card, _ in _cards(found, params)],
        lists=[_list(listing, params) for listing in PRACTICE.values()],
        reading=readinglist,
    )


@pages.get("/case-studies.<any(csv, json):form>")
def away(form: str) -> Response:
    """The cards of one page, for a program."""
    params = listed.asked_away(_listing())
    found = listed.found(params)
    records = [cards.record(card, stored) for card, stored in _cards(found, params)]
    if form == "csv":
        return takeaway.as_csv(records, "mappa-case-studies")
    return takeaway.as_json(shown.whole(found, params, records))


@pages.get("/case-studies.atom")
def feed() -> Response:
    listing = _listing()
    return listed.feed(listing, listing.label if listing.show != "all" else "Case studies and local initiatives")


@pages.get("/case-studies/similar")
def similar() -> str | Response:
    """Those that are most like the one that `to` names."""
    keep = readinglist.read(request.args.getlist("keep"))
    named, _ = readinglist.sections(readinglist.read(request.args.getlist("to"))[:1])
    if not named:
        return redirect(Params(listing=STUDIES, keep=keep).address())
    stored = named[0]
    params = Params(listing=_listing_of(stored), keep=keep)
    hits = site().backend.similar(stored.section.id, limit=MOST_SIMILAR, filters=params.listing.fixed)
    here = partial(url_for, "case_studies.similar", to=readinglist.name_of(stored.place))
    others = [site().backend.section(hit.place.section) for hit in hits]
    return render_template(
        "similar.html",
        stored=stored,
        params=params,
        cards=[cards.card(other, params, g.collection, keeping=lambda keep: here(keep=list(keep))) for other in others],
        shared=[cards.shared(stored.facts, other.facts) for other in others],
        reading=readinglist,
    )


@pages.get("/reading-list")
def reading_list() -> str | Response:
    keep = readinglist.read(request.args.getlist("keep"))
    if keep != tuple(request.args.getlist("keep")) or set(request.args) - {"keep"}:
        return redirect(readinglist.address(keep))
    kept, gone = readinglist.sections(keep)
    params = Params(listing=STUDIES, keep=tuple(readinglist.name_of(stored.place) for stored in kept))
    numbering = Numbering()
    return render_template(
        "reading_list.html",
        params=params,
        cards=[cards.card(stored, params, g.collection, keeping=readinglist.address) for stored in kept],
        bodies=[article(each.section.text, title=each.section.title, numbering=numbering).body for each in kept],
        gone=gone,
        reading=readinglist,
    )


@pages.get("/reading-list.<any(csv, json, txt, bib, ris):form>")
def reading_list_away(form: str) -> Response:
    """The list to take away: what was detected, the texts, or references."""
    kept, _ = readinglist.sections(readinglist.read(request.args.getlist("keep")))
    if form in ("csv", "json"):
        params = Params(listing=STUDIES)
        records = [cards.record(cards.card(stored, params, g.collection), stored) for stored in kept]
        return takeaway.as_csv(records, "mappa-reading-list") if form == "csv" else takeaway.as_json(records)
    references = [_reference(stored) for stored in kept]
    if form == "txt":
        texts = (f"{citing.plain(ref)}\n{stored.section.text}" for ref, stored in zip(references, kept, strict=True))
        return takeaway.as_text("\n\n\n".join(texts))
    write, kind = citing.FORMS[form]
    return Response("\n".join(map(write, references)), content_type=f"{kind}; charset=utf-8")


def _reference(stored: StoredSection) -> citing.Reference:
    report = g.collection.by_id[stored.place.report]
    return citing.Reference(report, stored.place, section_address(stored.place, whole=True), g.collection.stats.built)


def _listing() -> Listing:
    return PRACTICE.get(request.args.get("show", ""), STUDIES)


def _listing_of(stored: StoredSection) -> Listing:
    """The list that a section stands in."""
    lists = (each for each in PRACTICE.values() if stored.place.kind in each.fixed[0].values)
    return next(lists, STUDIES)


def _cards(found: Results, params: Params) -> list[tuple[cards.Card, StoredSection]]:
    sections = [(hit, site().backend.section(hit.place.section)) for hit in found.hits]
    return [(cards.card(stored, params, g.collection, hit), stored) for hit, stored in sections]


def _list(listing: Listing, params: Params) -> dict[str, Any]:
    """Another list for the same words, areas and years, with how much is in it."""
    chosen = {name: params.values(name) for name in ("area", "year") if params.values(name)}
    other = Params(params.text, chosen, exact=params.exact, listing=listing, keep=params.keep, begun=params.begun)
    return {
        "label": listing.label,
        "address": other.address(),
        "total": site().backend.search(other.query()).total,
        "here": listing is params.listing,
    }
