"""Filters as they are typed: which there are, and what their values are called."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from indexer.gazetteers import areas, slug
from indexer.model import KINDS, Filter

MOST_VALUES = 100
"""Values of a filter."""
TEXTS = ("national", "edited", "local")

FIELDS = {
    "area": "area", "year": "year", "kind": "kind", "section": "kind", "type": "kind", "agency": "agency",
    "order": "order", "programme": "programme", "program": "programme", "report": "report", "region": "region",
    "need": "need", "needs": "need", "risk": "risk", "risks": "risk", "category": "category", "level": "level",
    "measure": "measure", "text": "text", "boilerplate": "text", "intervention": "intervention", "ending": "ending",
    "outcome": "ending",
}  # fmt: skip
"""Names of filters as typed → fields."""
NAMES = tuple(dict.fromkeys(FIELDS.values()))
"""The fields, each once."""

_YEAR = re.compile(r"(\d{4})(?:\s*(?:-|–|/|to)\s*(\d{4}|\d{2}))?", re.IGNORECASE)
_CALENDAR = re.compile(r"(\d{4})(?:\.\.(\d{4}))?")
_YEARS = re.compile(r"(\d{4})\.\.(\d{4})")


def values_of(name: str, typed: str, begun: Collection[int] = ()) -> tuple[str, ...]:
    """The slugs that a typed value stands for; several are separated by commas. `begun`: as `ended` has it."""
    found: list[str] = []
    for each in filter(None, map(str.strip, typed.split(","))):
        values = (ended(each, begun) or _years(each)) if name == "year" else _named(name, each)
        if not values:
            return ()
        found += values
    return tuple(dict.fromkeys(found))


def _named(name: str, typed: str) -> tuple[str, ...]:
    value = slug(typed)
    if name == "area":
        value = next((area.id for area in areas() if value in {area.id, *map(slug, area.aliases)}), "")
    elif name == "kind":
        value = next((kind for kind in KINDS if value in _plurals(slug(kind))), "")
    elif name == "region":
        value = value if value in {slug(area.region) for area in areas()} else ""
    elif name == "text":
        value = value if value in TEXTS else ""
    elif name in ("category", "level") and value.isdigit():
        value = f"{name}-{value}"
    elif name == "measure":
        value = value.replace("-", "_")
    return (value,) if value else ()


def _plurals(name: str) -> set[str]:
    return {name, f"{name}s", f"{name.removesuffix('y')}ies"}


def ended(typed: str, begun: Collection[int]) -> tuple[str, ...]:
    """The report years that end in a calendar year or a range of them, where no report begins there and one ends
    there; `begun` are the years in which the reports held begin. `2022`, for a reader, may be either end of one."""
    match = _CALENDAR.fullmatch(typed.strip())
    first, last = sorted(int(each or match[1]) for each in match.groups()) if match else (0, -1)
    if any(first <= year <= last for year in begun):
        return ()
    return tuple(_year_slug(year) for year in sorted(begun) if first <= year + 1 <= last)


def _years(typed: str) -> tuple[str, ...]:
    """`2021`, `2021-22`, `2021 to 2022` → 2021-22; `2010..2015` → each of them."""
    if span := _YEARS.fullmatch(typed):
        first, last = sorted(map(int, span.groups()))
        return tuple(map(_year_slug, range(first, min(last, first + MOST_VALUES) + 1)))
    match = _YEAR.fullmatch(typed)
    if not match:
        return ()
    start, end = int(match[1]), match[2]
    return () if end and int(end) % 100 != (start + 1) % 100 else (_year_slug(start),)


def _year_slug(start: int) -> str:
    return f"{start:04d}-{(start + 1) % 100:02d}"


def merged(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Those of the same field as one, which has the values of all."""
    together: dict[str, dict[str, None]] = {}
    for each in filters:
        together.setdefault(each.field, {}).update(dict.fromkeys(each.values))
    return tuple(Filter(name, tuple(values)) for name, values in together.items() if values)
