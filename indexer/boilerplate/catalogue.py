"""The national texts that we know, by their hashes (`rules/national.jsonl`): no text, and none can be read from it.

Each row holds what is national in the sections of one kind in the reports of one year: `runs`, the hashes of runs of
words, or `letters`, those of one short text. Hashes are little-endian, 64 bits each, in base64.

To add a year, or to make the file again: index reports of two or more areas of that year (more areas: less chance that
what two neighbours share passes for national), then

    mappa sections | python -m indexer.boilerplate.catalogue indexer/rules/national.jsonl

The rows of the years that were read are replaced, those of other years stay.
"""

from __future__ import annotations

import base64
import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np

from indexer.boilerplate.evidence import Held, national_runs
from indexer.boilerplate.fingerprint import NOTHING, Fingerprint, Hashes, fingerprint
from indexer.boilerplate.groups import Groups
from indexer.boilerplate.passages import Passage
from indexer.errors import RulesError

Row = dict[str, Any]
FILE = "national.jsonl"


@dataclass(frozen=True, slots=True, eq=False)
class Catalogue:
    """Known national text: runs of words (sorted, each once), and short texts."""

    runs: Hashes
    short: tuple[Fingerprint, ...]


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
    runs, short = [NOTHING], []
    for number, line in enumerate(text.splitlines(), 1):
        try:
            row = json.loads(line)
            if "letters" in row:
                short.append(Fingerprint(NOTHING, _unpack(row["letters"])))
            else:
                runs.append(_unpack(row["runs"]))
        except (ValueError, KeyError, TypeError) as error:
            raise RulesError(f"rules/{FILE}, line {number}: not hashes of a national text: {error}") from None
    return Catalogue(np.unique(np.concatenate(runs)), tuple(short))


def make(sections: Iterable[Row], kept: Iterable[Row] = ()) -> list[Row]:
    """The rows for these sections (as `mappa sections` prints them), after those `kept` of other years."""
    passages = [_passage(row) for row in sections if _compared(row)]
    years = {each.year for each in passages}
    rows = [row for row in kept if row["year"] not in years]
    rows += _runs_rows(passages) + _short_rows(passages)
    return sorted(rows, key=lambda row: (row["year"], row["kind"], "letters" in row, str(row)))


def _runs_rows(passages: list[Passage]) -> list[Row]:
    national = national_runs(passages)
    kinds: dict[tuple[int, str], list[Hashes]] = defaultdict(list)
    for each in passages:
        assert each.print is not None
        kinds[each.year, each.kind].append(np.intersect1d(each.print.runs, national, assume_unique=True))
    return [
        {"year": year, "kind": kind, "runs": _pack(np.unique(np.concatenate(runs)))}
        for (year, kind), runs in kinds.items()
        if any(each.size for each in runs)
    ]


def _short_rows(passages: list[Passage]) -> list[Row]:
    groups, held = Groups(), Held(passages)
    members: dict[int, list[Passage]] = defaultdict(list)
    for number, each in enumerate(passages):
        if each.print is not None and each.print.short:
            members[groups.place(number, each.print)].append(each)
    return [
        {"year": year, "kind": passages[founder].kind, "letters": _pack(passages[founder].print.letters)}  # type: ignore[union-attr]
        for founder, group in members.items()
        if held.national(group)
        for year in sorted({each.year for each in group})
    ]


def _compared(row: Row) -> bool:
    return row["type"] != "statistics" and row["subtype"] not in {"cover", "contents", "heading_only"}


def _passage(row: Row) -> Passage:
    print_ = fingerprint(row["text"])
    return Passage(row["id"], row["report"], row["area"], row["year_start"], "en", row["type"], False, print_)


def _pack(hashes: Hashes) -> str:
    return base64.b64encode(hashes.astype("<u8").tobytes()).decode("ascii")


def _unpack(packed: str) -> Hashes:
    return np.frombuffer(base64.b64decode(packed, validate=True), "<u8").astype(np.uint64)


def main(path: Path) -> None:
    """Bring the file up to date with the sections on standard input."""
    kept = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    rows = make((json.loads(line) for line in sys.stdin), kept)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
