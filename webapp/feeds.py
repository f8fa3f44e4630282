"""Atom feeds (RFC 4287): what a search, an area or a term has, newest first.

Reports do not say on which day they were published. The date of an entry is the day on which the year of its report
ends, which never changes; its id is made from its permanent address without the host, and stays likewise.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID, uuid5
from xml.etree import ElementTree as Xml

from flask import Response, request

from indexer.model import Hit, Place, Report
from webapp.addresses import report_address, section_address
from webapp.words import report_title, title_of, where, years

MOST_ENTRIES = 50
ATOM = "http://www.w3.org/2005/Atom"
LICENCE = "Contains public sector information licensed under the Open Government Licence v3.0."
_IDS = UUID("5d0a2c1e-6f0f-5f55-9a53-4f1a3f0c7b1e")
"""The space of our ids: it must never change."""
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that no XML document may hold."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`path` is the permanent address without host, `year_end` the year in which that of the report ends."""

    path: str
    title: str
    summary: str
    author: str
    year_end: int


def of_hit(hit: Hit) -> Entry:
    place = hit.place
    return of_place(place, " … ".join(snippet.text for snippet in hit.snippets))


def of_place(place: Place, summary: str) -> Entry:
    title = f"{title_of(place)} – {place.area} {years(place)}, {where(place)}"
    return Entry(section_address(place), title, summary, f"{place.area} MAPPA", place.year_end)


def of_report(report: Report, summary: str) -> Entry:
    digest = " (digest)" if report.digest else ""
    path = report_address(report)
    return Entry(path, report_title(report) + digest, summary, f"{report.area} MAPPA", report.year_end)


def feed(title: str, path: str, page: str, entries: Iterable[Entry], built: str) -> Response:
    """`path` is the feed's own address without host, `page` that of the page which shows the same, `built` the moment
    at which the index was made."""
    root = Xml.Element("feed", {"xmlns": ATOM, "xml:lang": "en-GB"})
    told = list(entries)[:MOST_ENTRIES]
    _put(root, "id", _id(path))
    _put(root, "title", f"{title} – MAPPA reports")
    _put(root, "updated", _moment(built) or max((_day(entry) for entry in told), default="1970-01-01T00:00:00Z"))
    _link(root, "self", path, "application/atom+xml")
    _link(root, "alternate", page, "text/html")
    _put(_put(root, "author"), "name", "MAPPA reports")
    _put(root, "rights", LICENCE)
    for entry in told:
        _add(root, entry)
    body = Xml.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, content_type="application/atom+xml; charset=utf-8")


def _add(root: Xml.Element, entry: Entry) -> None:
    made = _put(root, "entry")
    _put(made, "id", _id(entry.path))
    _put(made, "title", entry.title)
    _put(made, "updated", _day(entry))
    _put(made, "published", _day(entry))
    _link(made, "alternate", entry.path, "text/html")
    _put(_put(made, "author"), "name", entry.author)
    _put(made, "summary", entry.summary)


def _put(above: Xml.Element, name: str, text: str = "") -> Xml.Element:
    made = Xml.SubElement(above, name)
    made.text = _UNFIT.sub("", text) or None
    return made


def _link(above: Xml.Element, rel: str, path: str, kind: str) -> None:
    Xml.SubElement(above, "link", {"rel": rel, "href": request.host_url.rstrip("/") + path, "type": kind})


def _id(path: str) -> str:
    return uuid5(_IDS, path).urn


def _day(entry: Entry) -> str:
    return datetime.combine(date(entry.year_end, 3, 31), time(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _moment(built: str) -> str | None:
    """As RFC 3339 writes it; None for what is no moment."""
    try:
        found = datetime.fromisoformat(built)
    except ValueError:
        return None
    return found.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
