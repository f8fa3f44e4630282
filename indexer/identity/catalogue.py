"""corpus/reports.toml: known reports by checksum, with their official addresses."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from indexer.errors import ConfigError
from indexer.identity.names import Place, place_named, places

KINDS: dict[str, type] = {"area": str, "year": str, "url": str, "publisher": str, "sha256": list, "digest": str}
NEEDED = ("area", "year")


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the catalogue. `sha256` are the checksums of files known to be this report; `digest` is the path of our
    restatement of it, from the folder of the catalogue."""

    place: Place
    year_end: int
    url: str | None = None
    publisher: str | None = None
    sha256: tuple[str, ...] = ()
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Known reports. An empty catalogue knows none."""

    files: Mapping[str, Entry] = field(default_factory=dict)
    reports: Mapping[tuple[str, int], Entry] = field(default_factory=dict)

    def of_file(self, sha256: str) -> Entry | None:
        """The report that the file with this checksum is known to be."""
        return self.files.get(sha256)

    def url(self, place: Place, year_end: int) -> str | None:
        """The official address of a report."""
        entry = self.reports.get((place.id, year_end))
        return entry.url if entry else None


def load_catalogue(path: Path) -> Catalogue:
    """The catalogue in `path`; an empty one where there is no such file. Raises ConfigError that names the row."""
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return Catalogue()
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None
    rows = values.pop("report", [])
    if values or not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise ConfigError(f"{path}: holds [[report]] tables and nothing else")
    return _catalogue(path, [_entry(f"{path}, report {number}", row) for number, row in enumerate(rows, 1)])


def _catalogue(path: Path, entries: list[Entry]) -> Catalogue:
    files: dict[str, Entry] = {}
    reports: dict[tuple[str, int], Entry] = {}
    for number, entry in enumerate(entries, 1):
        if (entry.place.id, entry.year_end) in reports:
            raise ConfigError(f"{path}, report {number}: {entry.place.name} has this year in another row already")
        reports[entry.place.id, entry.year_end] = entry
        for checksum in entry.sha256:
            if checksum in files:
                raise ConfigError(f"{path}, report {number}: sha256 {checksum} is in another row already")
            files[checksum] = entry
    return Catalogue(files, reports)


def _entry(where: str, row: dict[str, Any]) -> Entry:
    _check_keys(where, row)
    return Entry(
        place=_place(where, row["area"]),
        year_end=_year_end(where, row["year"]),
        url=row.get("url") or None,
        publisher=row.get("publisher") or None,
        sha256=tuple(_checksum(where, item) for item in row.get("sha256", ())),
        digest=row.get("digest") or None,
    )


def _check_keys(where: str, row: dict[str, Any]) -> None:
    for key, value in row.items():
        if key not in KINDS:
            raise ConfigError(f"{where}: unknown key '{key}'; known here: {', '.join(KINDS)}")
        if not isinstance(value, KINDS[key]):
            wanted = "a list of checksums" if KINDS[key] is list else "a text"
            raise ConfigError(f"{where}: '{key}' must be {wanted}, not {value!r}")
    for key in NEEDED:
        if key not in row:
            raise ConfigError(f"{where}: '{key}' is missing")


def _place(where: str, name: str) -> Place:
    if place := place_named(name):
        return place
    near = get_close_matches(name, [place.name for place in places().values()], 1)
    raise ConfigError(f"{where}: unknown area '{name}'" + (f"; did you mean {near[0]}?" if near else ""))


def _year_end(where: str, year: str) -> int:
    match = re.fullmatch(r"(20\d\d)-(\d\d)", year)
    if not match or (int(match[1]) + 1) % 100 != int(match[2]):
        raise ConfigError(f"{where}: 'year' must be two years in a row, such as \"2021-22\", not {year!r}")
    return int(match[1]) + 1


def _checksum(where: str, item: object) -> str:
    if isinstance(item, str) and re.fullmatch(r"[0-9a-fA-F]{64}", item):
        return item.lower()
    raise ConfigError(f"{where}: 'sha256' must hold checksums of 64 hexadecimal digits, not {item!r}")
