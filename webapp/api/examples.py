"""An address to try for each operation of the API, of what is held, so that it finds something."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import quote

from webapp.site import Collection

ASKED = {"ask": "q=What+is+a+SHPO", "search": "q=polygraph", "terms": "q=polygraph"}
"""Last part of a path → parameters; an operation that needs none is tried without."""


def examples(paths: Iterable[str], collection: Collection) -> dict[str, str]:
    """Path with places to fill in → path and query with the first report, term and measure held in them. Where
    nothing is held they stay names that a report may have."""
    report = next(iter(collection.reports), None)
    term = next(iter(collection.definitions), None)
    measure = next(iter(collection.measures), None)
    filled = {
        "{area}": report.area_slug if report else "dorset",
        "{year}": report.year_slug if report else "2021-22",
        "{term}": term.slug if term else "shpo",
        "{section_id}": quote(f"{report.id if report else 'dorset-2021-22'}#01", safe=""),
    }
    asked = {**ASKED, "statistics": f"measure={measure.id if measure else 'eligible_offenders'}"}
    return {path: _filled(path, filled, asked) for path in paths}


def _filled(path: str, filled: dict[str, str], asked: dict[str, str]) -> str:
    query = asked.get(path.rpartition("/")[2], "")
    for name, value in filled.items():
        path = path.replace(name, value)
    return f"{path}?{query}" if query else path
