"""Exceptions → status and page; nowhere else is a status decided."""

from __future__ import annotations

import logging
import secrets
from typing import cast

from flask import Flask, Response, g, render_template, request
from rapidfuzz import fuzz, process
from werkzeug.exceptions import HTTPException

from indexer.errors import BrokenIndex, NotFound
from webapp.addresses import area_address, report_address
from webapp.problems import for_program, problem
from webapp.words import report_title

LOG = logging.getLogger("mappa.site")
MINUTE = 60
"""Seconds after which one who has asked too much may ask again, at the latest."""
NEAR = 75
"""How alike (0 to 100) an address must be to one that exists to be offered."""

PAGES = {400: "errors/400.html", 404: "errors/404.html", 405: "errors/405.html", 429: "errors/429.html"}

Answer = tuple[str, int, dict[str, str]] | Response


class NoSuchPage(Exception):
    """A page of results behind the last one; `first` is the address of the first."""

    def __init__(self, page: int, last: int, first: str) -> None:
        super().__init__(f"page {page} of {last}")
        self.page, self.last, self.first = page, last, first


class Gone(NotFound):
    """A section that an address names, and that the report no longer has, by this number or title."""

    def __init__(self, name: str) -> None:
        super().__init__(f"there is no section '{name}' any more")
        self.name = name


def install(app: Flask) -> None:
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(NotFound, _not_found)
    app.register_error_handler(Gone, _gone)
    app.register_error_handler(NoSuchPage, _no_such_page)
    app.register_error_handler(BrokenIndex, _no_index)
    app.register_error_handler(Exception, _failed)


def _http(error: HTTPException) -> Answer:
    status = error.code or 500
    if status == 404:
        return _not_found(error)
    allow = {name: value for name, value in error.get_headers() if name == "Allow"}
    if status == 429:
        allow["Retry-After"] = str(MINUTE)
    if for_program():
        return _with(
            cast(Response, error.response) if error.response else problem(status, error.description or ""), allow
        )
    page = render_template(
        PAGES.get(status, "errors/other.html"), error=error, status=status, allowed=allow.get("Allow"), wait=MINUTE
    )
    return page, status, allow


def _with(response: Response, headers: dict[str, str]) -> Response:
    response.headers.extend(headers)
    return response


def _not_found(error: Exception) -> Answer:
    if for_program():
        return problem(404, str(error) if isinstance(error, NotFound) else "there is nothing at this address")
    return render_template("errors/404.html", near=_nearest(request.path)), 404, {}


def _gone(error: Gone) -> Answer:
    """Of a report that is held: it is offered."""
    return render_template("errors/410.html", error=error, report=request.path.rpartition("/")[0]), 410, {}


def _no_such_page(error: NoSuchPage) -> Answer:
    return render_template("errors/page.html", error=error), 404, {}


def _no_index(error: BrokenIndex) -> Answer:
    LOG.error("no index to serve: %s", error)
    g.pop("collection", None)
    if for_program():
        return _with(problem(503, "there is no index to serve"), {"Retry-After": "60"})
    return render_template("errors/503.html"), 503, {"Retry-After": "60"}


def _failed(error: Exception) -> Answer:
    """The reference finds the traceback in the log; the page tells nothing else, and asks nothing of the index."""
    reference = secrets.token_hex(4)
    LOG.error("request %r failed, reference %s", request.path, reference, exc_info=error)
    g.pop("collection", None)
    if for_program():
        return problem(500, f"something failed; reference {reference}")
    return render_template("errors/500.html", reference=reference), 500, {}


def _nearest(path: str) -> list[tuple[str, str]]:
    """Addresses of areas and reports that the wanted one may have been meant for, with their names."""
    if "collection" not in g:
        return []
    known = {area_address(area): f"{name}: all reports" for area, name in g.collection.areas.items()}
    known |= {report_address(report): report_title(report) for report in g.collection.reports}
    found = process.extract(path.lower(), known.keys(), scorer=fuzz.ratio, limit=3, score_cutoff=NEAR)
    return [(address, known[address]) for address, _, _ in found]
