"""Legal terms as the reports define them."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer.definitions import Timeline, newest_year, now_called, timeline
from indexer.errors import NotFound
from indexer.lookup import instead
from indexer.model import Definition, Wording
from indexer.output import timeline_row
from webapp import feeds, takeaway
from webapp.addresses import section_address
from webapp.site import site
from webapp.words import year_slug, years

pages = Blueprint("definitions", __name__)


@pages.get("/definitions")
def terms() -> str | Response:
    """All terms by letter, or those that hold what is looked for; the one that is meant exactly is gone to."""
    if "find" in request.args and not request.args["find"].strip():
        return redirect(url_for("definitions.terms"))
    wanted = " ".join(request.args.get("find", "").split())
    if wanted and (exact := site().backend.definitions(wanted)):
        return redirect(url_for("definitions.term", slug=exact[0].slug))
    found = [item for item in g.collection.definitions if wanted.casefold() in f"{item.term} {item.acronym}".casefold()]
    ordered = sorted(found, key=lambda item: item.term.casefold())
    letters = {letter: list(group) for letter, group in groupby(ordered, key=_letter)}
    missing = instead(wanted, site().backend) if wanted and not found else None
    return render_template("definitions.html", letters=letters, wanted=wanted, instead=missing)


@pages.get("/definitions/<slug>")
def term(slug: str) -> str | Response:
    """Abbreviations and other names lead to the term's own address."""
    found = site().backend.definitions(slug)
    if not found:
        raise NotFound(f"the reports do not define '{slug}'")
    if found[0].slug != slug:
        return redirect(url_for("definitions.term", slug=found[0].slug))
    told = timeline(found[0], newest_year(g.collection.definitions))
    newer = now_called(told, g.collection.definitions)
    return render_template("definition.html", definition=found[0], told=told, others=_others(told), newer=newer)


@pages.get("/definitions/<slug>.<any(csv, json):form>")
def away(slug: str, form: str) -> Response:
    """The wordings of a term for a program: all of them, with the places that use them."""
    found = site().backend.definitions(slug)
    if not found:
        raise NotFound(f"the reports do not define '{slug}'")
    if form == "json":
        return takeaway.as_json(timeline_row(timeline(found[0], newest_year(g.collection.definitions))))
    rows = [_wording_row(found[0], wording) for wording in found[0].wordings]
    return takeaway.as_csv(rows, f"mappa-{found[0].slug}")


@pages.get("/definitions/<slug>.atom")
def feed(slug: str) -> Response:
    """The wordings of a term, newest first, for a feed reader."""
    found = site().backend.definitions(slug)
    if not found:
        raise NotFound(f"the reports do not define '{slug}'")
    entries = (feeds.of_place(wording.place, wording.text) for wording in found[0].wordings)
    path = url_for("definitions.feed", slug=found[0].slug)
    page = url_for("definitions.term", slug=found[0].slug)
    return feeds.feed(f"Definition of {found[0].term}", path, page, entries, g.collection.stats.built)


def _wording_row(definition: Definition, wording: Wording) -> dict[str, object]:
    return {
        "term": definition.term,
        "acronym": definition.acronym,
        "year": year_slug(wording.place.year_start, wording.place.year_end),
        "area": wording.place.area,
        "wording": wording.text,
        "source": section_address(wording.place, whole=True),
        "also_in": "; ".join(f"{place.area} {years(place)}" for place in wording.also),
    }


def _others(told: Timeline) -> dict[str, str]:
    """Terms that the law names beside this one → their addresses, for those that the reports define."""
    named = (*told.law.replaced_by, *told.law.replaced) if told.law else ()
    known = ((name, site().backend.definitions(name)) for name in named)
    return {name: url_for("definitions.term", slug=found[0].slug) for name, found in known if found}


def _letter(definition: Definition) -> str:
    first = definition.term[:1].upper()
    return first if first.isascii() and first.isalpha() else "#"
