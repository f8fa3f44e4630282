"""Questions for the meaning of a term are told from others by the patterns in rules/questions.toml."""

from __future__ import annotations

from typing import Any

import pytest

from indexer.answer.definition import subject
from indexer.rules import load

RULES: dict[str, Any] = load("questions")["definition"]


@pytest.mark.parametrize("example", RULES["examples"], ids=lambda row: row["text"])
def test_examples(example: dict[str, str]) -> None:
    assert subject(example["text"]) == example["term"]


@pytest.mark.parametrize("text", RULES["counterexamples"])
def test_counterexamples(text: str) -> None:
    assert subject(text) is None
