"""Many queries or questions in one file: JSON Lines, one object a line."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from indexer.errors import UsageError
from indexer.gazetteers import areas, slug
from indexer.model import KINDS, Filter


@dataclass(frozen=True, slots=True)
class Asked:
    """A line of the file: its `id`, what is asked, and the filters that go with it."""

    id: str | None
    text: str
    filters: tuple[Filter, ...]


def form_of(what: str, field: str) -> str:
    """The form of a file, for the help of the command line."""
    return (
        f'{what} as JSON Lines, one object a line, such as {{"id": "1", "{field}": "...", '
        f'"filters": {{"area": "Dorset", "year_start": 2014}}}}; "{field}" is needed, '
        f"a plain list of {what} is refused; the answers are JSON Lines too"
    )


def read_batch(file: Path, field: str) -> Iterator[Asked]:
    """The lines of a file whose objects have a text under `field`. Raises UsageError that names file and line."""
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise UsageError(f"{file}: is not UTF-8") from None
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _asked(line, field, f"{file}, line {number}")


def _asked(line: str, field: str, where: str) -> Asked:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where}: not JSON: {error}") from None
    if not isinstance(row, dict) or not isinstance(row.get(field), str):
        raise UsageError(f'{where}: wanted an object such as {{"id": "1", "{field}": "..."}}')
    filters = row.get("filters") or {}
    if not isinstance(filters, dict):
        raise UsageError(f'{where}: "filters" must be an object such as {{"area": "Dorset", "year_start": 2014}}')
    if unknown := sorted(filters.keys() - FILTERS.keys()):
        raise UsageError(f"{where}: unknown filter {', '.join(unknown)}; known are {', '.join(FILTERS)}")
    made = tuple(FILTERS[name](value, where) for name, value in filters.items() if value is not None)
    return Asked(None if row.get("id") is None else str(row["id"]), row[field], made)


def narrowed(areas: Iterable[str], years: Iterable[str]) -> tuple[Filter, ...]:
    """The filters that options of the command line stand for: names of areas, and years such as `2021-22`."""
    found = [_area(area, "--area") for area in areas]
    starts = [_start(year) for year in years]
    wanted = {"area": [each.values[0] for each in found], "year": [f"{y}-{(y + 1) % 100:02d}" for y in starts]}
    return tuple(Filter(name, tuple(values)) for name, values in wanted.items() if values)


def _start(year: str) -> int:
    match = re.fullmatch(r"(\d{4})(?:[-/](?:\d{2}|\d{4}))?", year)
    if match is None:
        raise UsageError(f"--year: a year is such as 2021 or 2021-22, not '{year}'")
    return int(match[1])


def _area(value: object, where: str) -> Filter:
    known = {area.id for area in areas()} | {slug(area.region) for area in areas()}
    if slug(str(value)) not in known:
        raise UsageError(f"{where}: there is no area '{value}'")
    return Filter("area", (slug(str(value)),))


def _year_start(value: object, where: str) -> Filter:
    if not isinstance(value, int) or not 1990 <= value <= 2100:
        raise UsageError(f"{where}: year_start must be a year such as 2021, not {value!r}")
    return Filter("year", (f"{value}-{(value + 1) % 100:02d}",))


def _type(value: object, where: str) -> Filter:
    if value not in KINDS:
        raise UsageError(f"{where}: there is no type '{value}'; there are {', '.join(KINDS)}")
    return Filter("kind", (str(value),))


FILTERS: dict[str, Callable[[object, str], Filter]] = {"area": _area, "year_start": _year_start, "type": _type}
