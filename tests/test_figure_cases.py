"""Pages of figures in the shapes that reports have had since 2002, in our own words, each with its reading beside it.

`cases/figures/<shape>_<year>.md` or `.txt` is a page of Kent's report of the year that begins then; beside it lies
`<shape>_<year>.figures.jsonl` with one row a measure: `cells` are its figures by "category/level", and there are no
others. What is printed where that is no number; doubtful figures come with their flag.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_statistics import read, shown

CASES = Path(__file__).parent / "cases" / "figures"
EXPECTED = sorted(CASES.glob("*.figures.jsonl"))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.partition(".")[0])
def test_figures_are_read_as_a_careful_reader_would(expected: Path) -> None:
    shape = expected.name.partition(".")[0]
    (page,) = (path for path in CASES.glob(f"{shape}.*") if path != expected)
    rows = [json.loads(line) for line in expected.read_text(encoding="utf-8").splitlines()]
    found = read(page.read_text(encoding="utf-8"), year=int(shape[-4:]))
    wanted = {
        row["measure"]: {cell: tuple(v) if isinstance(v, list) else v for cell, v in row["cells"].items()}
        for row in rows
    }
    assert {measure: shown(found, measure) for measure in sorted({f.measure for f in found})} == wanted
