"""Where things are on the site: the one place that knows the form of addresses."""

from __future__ import annotations

from typing import Any

from flask import url_for

from indexer.gazetteers import slug
from indexer.model import Place, Report
from webapp.words import title_of, year_slug

TITLE_CHARACTERS = 60


def area_address(area: str) -> str:
    return url_for("areas.area", area=area)


def report_address(report: Report | Place, *, q: str = "") -> str:
    year = year_slug(report.year_start, report.year_end)
    return url_for("reports.report", area=report.area_slug, year=year, q=q or None)


def section_address(place: Place, *, q: str = "", mark: bool = False, whole: bool = False, exact: bool = False) -> str:
    """`q` is marked on the page, `mark` jumps to the first mark, `whole` gives scheme and host."""
    return url_for(
        "reports.section",
        area=place.area_slug,
        year=year_slug(place.year_start, place.year_end),
        name=section_name(place),
        q=q or None,
        exact="1" if q and exact else None,
        _anchor="m1" if q and mark else None,
        _external=whole,
    )


def section_name(place: Place) -> str:
    """`09-lay-advisers`: found by its number, so that a changed title only redirects."""
    words = slug(title_of(place))[:TITLE_CHARACTERS].strip("-")
    return f"{place.order:02d}-{words}" if words else f"{place.order:02d}"


def page_of_original(report: Report, place: Place) -> str | None:
    """The page of the published PDF that the section begins on, where the publisher's address is one."""
    if report.url and place.pages and not report.digest and report.url.lower().endswith(".pdf"):
        return f"{report.url}#page={place.pages.first}"
    return None


FUNCTIONS: dict[str, Any] = {
    function.__name__: function for function in (area_address, report_address, section_address, page_of_original)
}
