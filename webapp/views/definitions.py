"""Legal terms as the reports define them."""

from __future__ import annotations

from itertools import groupby

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from indexer.errors import NotFound
from indexer.model import Definition
from webapp.site import site

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
    return render_template("definitions.html", letters=letters, wanted=wanted)


@pages.get("/definitions/<slug>")
def term(slug: str) -> str | Response:
    """Abbreviations and other names lead to the term's own address."""
    found = site().backend.definitions(slug)
    if not found:
        raise NotFound(f"the reports do not define '{slug}'")
    if found[0].slug != slug:
        return redirect(url_for("definitions.term", slug=found[0].slug))
    return render_template("definition.html", definition=found[0])


def _letter(definition: Definition) -> str:
    first = definition.term[:1].upper()
    return first if first.isascii() and first.isalpha() else "#"
