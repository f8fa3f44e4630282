"""Names that reports mention, as data. `areas.jsonl` holds the 42 MAPPA areas with their probation regions and other
names; the other `.jsonl` files are phrases for spaCy with examples. This module only loads."""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from indexer.errors import RulesError


@dataclass(frozen=True, slots=True)
class Area:
    """A MAPPA area; `id` is its slug."""

    id: str
    name: str
    region: str
    country: str
    aliases: tuple[str, ...]


@cache
def rows(name: str) -> tuple[dict[str, Any], ...]:
    """The rows of `<name>.jsonl`. Raises RulesError that names the line."""
    found = []
    try:
        text = (files(__package__) / f"{name}.jsonl").read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RulesError(f"gazetteers/{name}.jsonl is missing") from None
    for number, line in enumerate(text.splitlines(), 1):
        try:
            found.append(json.loads(line))
        except ValueError as error:
            raise RulesError(f"gazetteers/{name}.jsonl, line {number}: not JSON: {error}") from None
    return tuple(found)


def slug(name: str) -> str:
    """The name as it stands in ids and addresses: `Devon and Cornwall` → `devon-and-cornwall`."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and ")).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


@cache
def areas() -> tuple[Area, ...]:
    """The 42 areas, by name."""
    return tuple(Area(r["id"], r["name"], r["region"], r["country"], tuple(r["aliases"])) for r in rows("areas"))
