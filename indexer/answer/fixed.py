"""Questions that no report can answer and that need a plain word: danger, and named private persons. The words are
fixed, in rules/questions.toml; nothing of the question or of the reports is put into them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from indexer.answer.tidy import tidy, whole
from indexer.model import Answer
from indexer.rules import load

_NAME = re.compile(r"\b(?:(?:Mr|Mrs|Ms|Miss|Dr) )?[A-Z][a-z]+(?:[ -][A-Z][a-z]+)+\b")


def fixed(text: str, told: Callable[[str], bool] = lambda _: False) -> Answer | None:
    """The fixed words for a question, if it is one of these. `told`: whether the reports have a name; what they name
    themselves can be asked about."""
    private, anybody = (tidy(_NAME.sub(partial(_person, each), text)) for each in (told, lambda _: False))
    for row, pattern in zip(load("questions")["fixed"], _patterns(), strict=True):
        if pattern.search(anybody if row.get("anybody") else private):
            return Answer(text, reason=row["text"], fixed=True)
    return None


def _person(told: Callable[[str], bool], match: re.Match[str]) -> str:
    """Capital words that are no agency, post or place, and that no report has, are taken for a name."""
    known = set(load("questions")["no_names"]["words"].split())
    words = match[0].replace("-", " ").split()
    asks = [word for word in words[:1] if word.lower() in _ASKING or word.lower() in known]
    name = words[len(asks) :]
    if len(name) < 2 or known & {word.lower() for word in name} or told(" ".join(name)):
        return match[0]
    return " ".join([*asks, "PERSONNAME"])


_ASKING = frozenset({"is", "was", "has", "does", "did", "where"})


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    rows = load("questions")["fixed"]
    return tuple(whole([each.replace("NAME", "personname") for each in row["patterns"]]) for row in rows)
