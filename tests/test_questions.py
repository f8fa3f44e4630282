"""Our own questions with where their answers stand: that each is whole, and that the reports hold what it expects."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parent / "questions"
KINDS = {"definition", "faq", "statistic", "comparison", "practice", "factual", "unanswerable"}
ROWS: list[dict[str, Any]] = [
    json.loads(line)
    for file in sorted(FOLDER.glob("*.jsonl"))
    for line in file.read_text(encoding="utf-8").splitlines()
]
QUOTED = [row for row in ROWS if row["kind"] in ("definition", "faq", "factual")]


def test_there_are_enough_and_none_twice() -> None:
    assert len(ROWS) >= 100
    assert len({row["id"] for row in ROWS}) == len({row["question"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_question_is_whole(row: dict[str, Any]) -> None:
    assert row["kind"] in KINDS
    none = row["kind"] == "unanswerable"
    assert (row["answer"] is None, row["evidence"] == [], row["evidence_mode"] == "none") == (none, none, none)
    assert all(len(re.findall(r"\w+", form)) < 25 for form in row["answer"] or ())


@pytest.mark.shared
@pytest.mark.parametrize("row", QUOTED, ids=lambda row: row["id"])
def test_the_answer_stands_where_it_is_said_to(row: dict[str, Any], shared: Path) -> None:
    forms = [form for part in row["answer_parts"] or [row["answer"]] for form in part]
    texts = [_lines(shared, **place) for place in row["evidence"]]
    assert any(_flat(form) in text for form in forms for text in texts)


def _lines(shared: Path, report: str, start_line: int, end_line: int) -> str:
    lines = (shared / "corpus" / "text" / f"{report}.md").read_text(encoding="utf-8").split("\n")
    return _flat(" ".join(lines[start_line - 2 if start_line > 1 else 0 : end_line + 2]))


def _flat(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"[’']", "", text.lower())))
