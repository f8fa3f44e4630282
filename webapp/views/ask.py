"""A question, and the answer that stands in the reports."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from flask import Blueprint, g, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from indexer.answer import answer
from indexer.model import Answer, Filter
from webapp import coverage
from webapp.limits import questions
from webapp.site import site

pages = Blueprint("ask", __name__)

QUESTION_CHARACTERS = 300
EXAMPLES = (
    "What is a Sexual Harm Prevention Order?",
    "Which area had the most Level 3 cases?",
    "How often are Level 2 cases reviewed?",
)


@pages.get("/ask")
@questions
def page() -> str | Response:
    """The form; with a question its answer. What is too long is not answered in part: half a question is another."""
    if (tidy := _tidy(request.args)) != list(request.args.items(multi=True)):
        address = url_for("ask.page")
        return redirect(f"{address}?{urlencode(tidy)}" if tidy else address)
    question = request.args.get("q", "")
    chosen = {name: request.args.getlist(name) for name in ("area", "year")}
    filters = tuple(Filter(name, tuple(values)) for name, values in chosen.items() if values)
    too_long = len(question) > QUESTION_CHARACTERS
    found = answer(question, site().backend, filters) if question and not too_long else None
    return render_template(
        "ask.html",
        question=question,
        chosen=chosen,
        found=found,
        too_long=too_long,
        limit=QUESTION_CHARACTERS,
        examples=EXAMPLES,
        held_in=_held_in(found),
        source_kind=_source_kind(found),
        missing=coverage.between(g.collection, chosen["area"], chosen["year"]).missing if filters else (),
    )


def _tidy(args: MultiDict[str, str]) -> list[tuple[str, str]]:
    """The one form of an address: a question without needless space, areas and years that are held, each once."""
    text = re.sub(r"[\s\x00-\x1f\x7f]+", " ", args.get("q", "")).strip()
    known = {"area": g.collection.areas, "year": g.collection.reports_by_year}
    narrowed = [(name, value) for name in known for value in sorted(set(args.getlist(name))) if value in known[name]]
    return [*([("q", text)] if text else []), *narrowed]


def _held_in(found: Answer | None) -> int:
    """In how many reports the answer was found."""
    return len({citation.place.report for citation in found.citations}) if found else 0


def _source_kind(found: Answer | None) -> str:
    """What the answer is from: a digest restates a report, and is not to be taken for it."""
    held = g.collection.by_id
    cited = found.citations if found else ()
    digests = {report.digest for each in cited if (report := held.get(each.place.report))}
    if digests == {True}:
        return "our digests"
    return "the reports and our digests" if True in digests else "the reports"
