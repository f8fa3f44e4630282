"""The national texts that we know, by their hashes (`rules/national.jsonl`): no text, and none can be read from it.

Each row holds what is national in the sections of one kind in the reports of one year (the one it starts in): `runs`,
the hashes of runs of words, or `letters`, those of one short text; `part` says that other national text of the year is
not known, as of years of which only the minister's foreword was at hand. Hashes are little-endian, 64 bits each, in
base64.
`python -m indexer.boilerplate.renew` makes the file.
"""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from indexer.boilerplate.fingerprint import NOTHING, Fingerprint, Hashes
from indexer.errors import RulesError

FILE = "national.jsonl"


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Known national text: runs of words (sorted, each once), and short texts; and the years of which all of it is
    known, each the one that a report starts in."""

    runs: Hashes
    short: tuple[Fingerprint, ...]
    years: frozenset[int] = frozenset()


EMPTY = Catalogue(NOTHING, ())


@cache
def known() -> Catalogue:
    """The catalogue that ships. Raises RulesError that names the line."""
    try:
        return read((files("indexer.rules") / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RulesError(f"rules/{FILE} is missing") from None


def read(text: str) -> Catalogue:
    """From the rows of a file. Raises RulesError that names the line."""
    runs, short, years = [NOTHING], list[Fingerprint](), set[int]()
    for number, line in enumerate(text.splitlines(), 1):
        try:
            row = json.loads(line)
            if "letters" in row:
                short.append(Fingerprint(NOTHING, _unpack(row["letters"])))
            else:
                runs.append(_unpack(row["runs"]))
            if not row.get("part"):
                years.add(int(row["year"]))
        except (ValueError, KeyError, TypeError) as error:
            raise RulesError(f"rules/{FILE}, line {number}: not hashes of a national text: {error}") from None
    return Catalogue(np.unique(np.concatenate(runs)), tuple(short), frozenset(years))


def pack(hashes: Hashes) -> str:
    """As a row holds them."""
    return base64.b64encode(hashes.astype("<u8").tobytes()).decode("ascii")


def _unpack(packed: str) -> Hashes:
    return np.frombuffer(base64.b64decode(packed, validate=True), "<u8").astype(np.uint64)
