"""Questions that no report can answer and that need a plain word: danger, and named private persons. The words are
fixed, in rules/questions.toml; nothing of the question or of the reports is put into them."""

from __future__ import annotations

import re
from functools import cache

from indexer.answer.tidy import tidy, whole
from indexer.model import Answer
from indexer.rules import load

_NAME = re.compile(r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr) )?[A-Z][a-z]+(?:[ -][A-Z][a-z]+)+\b")


def fixed(text: str) -> Answer | None:
    """The fixed words for a question, if it is one of these."""
    for pattern, words in _patterns():
        if pattern.search(tidy(_NAME.sub(_person, text))):
            return Answer(text, reason=words, fixed=True)
    return None


def _person(match: re.Match[str]) -> str:
    """Capital words that are no agency, post or place are taken for a name."""
    first, *rest = match[0].lower().replace("-", " ").split()
    known = set(load("questions")["no_names"]["words"].split())
    if known & set(rest):
        return match[0]
    return f"{first} PERSONNAME" if first in known or first in _ASKING else "PERSONNAME"


_ASKING = frozenset({"is", "was", "has", "does", "did", "where"})


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    rows = load("questions")["fixed"]
    return tuple((whole([each.replace("NAME", "personname") for each in row["patterns"]]), row["text"]) for row in rows)
