"""Make the catalogue of national texts, or add years to it.

Index the reports of two or more areas of a year (the more, the less will pass for national what two neighbours share),
and give their sections to this module:

    mappa index REPORTS --index INDEX
    mappa sections --index INDEX | python -m indexer.boilerplate.renew indexer/rules/national.jsonl

The rows of the years that are read are replaced, those of other years stay. Only what the reports themselves show goes
in: the catalogue as it was has no say in it. The rows that ship were made from the five reports listed in
`corpus/reports.toml`; those marked `part` from the ministers' forewords of 2002 to 2007.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import numpy as np

from indexer.boilerplate.catalogue import EMPTY, pack
from indexer.boilerplate.evidence import national_runs
from indexer.boilerplate.fingerprint import Fingerprint, fingerprint
from indexer.boilerplate.groups import founders
from indexer.boilerplate.marks import marks
from indexer.boilerplate.passages import Passage

Row = dict[str, Any]


def make(sections: Iterable[Row], kept: Iterable[Row] = ()) -> list[Row]:
    """The rows for these sections (as `mappa sections` prints them), and those `kept` of other years."""
    passages = [_passage(row) for row in sections if _compared(row)]
    years = {each.year for each in passages}
    rows = [row for row in kept if row["year"] not in years] + _rows(passages)
    return sorted(rows, key=lambda row: (row["year"], row["kind"], "letters" in row, str(row)))


def _rows(passages: list[Passage]) -> list[Row]:
    found = marks(passages, founders([each.print for each in passages]), EMPTY)
    texts: dict[tuple[int, str], list[Fingerprint]] = defaultdict(list)
    for each, mark in zip(passages, found, strict=True):
        if each.print is not None and mark != "local":
            texts[each.year, each.kind].append(each.print)
    shared = national_runs(passages)
    rows = []
    for (year, kind), prints in texts.items():
        runs = np.unique(np.concatenate([np.intersect1d(each.runs, shared, assume_unique=True) for each in prints]))
        rows.append({"year": year, "kind": kind, "runs": pack(runs)})
        rows += [{"year": year, "kind": kind, "letters": letters} for letters in _short(prints)]
    return rows


def _short(prints: list[Fingerprint]) -> list[str]:
    """One of the wordings of each short text."""
    short = [each for each in prints if each.short]
    return [pack(short[number].letters) for number in sorted(set(founders(short)))]


def _compared(row: Row) -> bool:
    return row["type"] != "statistics" and row["subtype"] not in {"cover", "contents", "heading_only"}


def _passage(row: Row) -> Passage:
    text = fingerprint(row["text"])
    return Passage(
        row["id"],
        row["report"],
        row["area"],
        row["year_start"],
        "en",
        row["type"],
        False,
        text if text.hashes.size else None,
    )


def main(path: Path) -> None:
    """Bring the file up to date with the sections on standard input."""
    kept = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.exists() else []
    rows = make((json.loads(line) for line in sys.stdin), kept)
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
