"""Where things are on the site: the one place that knows the form of addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from urllib.parse import quote_plus, urlencode

import flask
from flask import request

from indexer.gazetteers import slug
from indexer.model import Place, Report
from webapp.words import title_of, year_slug

TITLE_CHARACTERS = 60


def url_for(endpoint: str, **values: Any) -> str:
    """As Flask's, but kept: a page asks some forty times, mostly for the same. Lists of values are not."""
    if "_external" in values or any(isinstance(value, list) for value in values.values()):
        return flask.url_for(endpoint, **values)
    return _kept(request.script_root, endpoint, **values)


@lru_cache(maxsize=1 << 13)
def _kept(_root: str, endpoint: str, **values: Any) -> str:
    return flask.url_for(endpoint, **values)


def area_address(area: str) -> str:
    return url_for("areas.area", area=area)


def report_address(report: Report | Place, *, q: str = "") -> str:
    year = year_slug(report.year_start, report.year_end)
    return _asking(url_for("reports.report", area=report.area_slug, year=year), q)


def section_address(place: Place, *, q: str = "", mark: bool = False, whole: bool = False, exact: bool = False) -> str:
    """`q` is marked on the page, `mark` jumps to the first mark, `whole` gives scheme and host."""
    found = f"{report_address(place)}/{section_name(place)}"  # to build each anew takes a tenth of a page's time
    host = request.host_url.rstrip("/") if whole else ""
    return f"{host}{_asking(found, q, exact=exact)}{'#m1' if q and mark else ''}"


def _asking(path: str, q: str, *, exact: bool = False) -> str:
    return f"{path}?q={quoted(q)}{'&exact=1' if exact else ''}" if q else path


def asking(path: str, pairs: Iterable[tuple[str, str]]) -> str:
    """`path` with names and values."""
    asked = "&".join([f"{quoted(name)}={quoted(value)}" for name, value in pairs])
    return f"{path}?{asked}" if asked else path


quoted = lru_cache(maxsize=1 << 12)(quote_plus)
"""A word in an address. The same ones are wanted some dozen times on a page."""


def section_name(place: Place) -> str:
    """`09-lay-advisers`: found by its number, so that a changed title only redirects."""
    words = slug(title_of(place))[:TITLE_CHARACTERS].strip("-")
    return f"{place.order:02d}-{words}" if words else f"{place.order:02d}"


def cell_address(place: Place, figure: str) -> str:
    """Of a section with a figure in it marked, by its name as `cellmarks.name_of` makes it."""
    return f"{section_address(place)}?{urlencode({'figure': figure})}#m1"


def official(report: Report) -> str | None:
    """The publisher's address, where it is one of the web: a digest names its own, and nothing else may be followed."""
    return report.url if report.url and re.match(r"https?://[^\s/]", report.url, re.IGNORECASE) else None


def page_of_original(report: Report, place: Place) -> str | None:
    """The page of the published PDF that the section begins on, where the publisher's address is one."""
    address = official(report)
    if address and place.pages and not report.digest and address.lower().endswith(".pdf"):
        return f"{address}#page={place.pages.first}"
    return None


FUNCTIONS: dict[str, Any] = {
    function.__name__: function
    for function in (url_for, area_address, report_address, section_address, official, page_of_original)
}
