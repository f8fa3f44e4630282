"""The kind of fact that a question asks for, and how it looks in a sentence: rules/questions.toml, [[expects]]."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from indexer.answer.tidy import whole
from indexer.rules import load


@dataclass(frozen=True, slots=True)
class Expected:
    """`asks` is looked for in a question, `found` in a sentence; `said` names the kind to users. `only`: an explanation
    is no answer; `elsewhere`: where no sentence has one, other routes may answer. `score`, `own`, `covered`: how much
    of a question the sentence with its surroundings, the sentence with its heading, and the section must hold.
    `drop`: words that only say of which kind it is; `bare`: others that do not say of what it is;
    `attached`: how a sentence goes on from what is asked about to the fact, where it is a fact of that."""

    name: str
    asks: re.Pattern[str]
    found: re.Pattern[str]
    said: str
    only: bool = False
    elsewhere: bool = False
    score: float = 0.45
    own: float = 0.0
    covered: float = 0.0
    drop: frozenset[str] = frozenset()
    bare: frozenset[str] = frozenset()
    attached: re.Pattern[str] | None = None


def expects(words: str) -> Expected | None:
    """By the words of a question, the first kind that fits."""
    return next((each for each in _kinds() if each.asks.search(words)), None)


def kind(name: str) -> Expected:
    return next(each for each in _kinds() if each.name == name)


@cache
def _kinds() -> tuple[Expected, ...]:
    return tuple(
        Expected(
            row["name"],
            whole(row["patterns"]),
            re.compile(row["found"], re.IGNORECASE),
            row["said"],
            row.get("only", False),
            row.get("elsewhere", False),
            drop=frozenset(row.get("drop", "").split()),
            attached=re.compile(row["attached"], re.IGNORECASE) if "attached" in row else None,
            bare=frozenset(row.get("bare", "").split()),
            **{name: row[name] for name in ("score", "own", "covered") if name in row},
        )
        for row in load("questions")["expects"]
    )
