"""What does a term mean? Answered with the newest wording of its definition, quoted."""

from __future__ import annotations

import re
from functools import cache

from indexer.backend import SearchBackend
from indexer.model import Answer, Citation, Definition
from indexer.rules import load

WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
LONGEST = 145
"""Words of a quotation; a longer wording is cut at the end of a paragraph. With the term an answer has 160 at most."""


def definition(question: str, backend: SearchBackend) -> Answer | None:
    """Claims a question that asks for the meaning of one defined term and for nothing else."""
    asked = subject(question)
    if asked is None:
        return None
    found = backend.definitions(asked)
    if not found:
        return None
    wording = found[0].wordings[0]
    name = found[0].term + (f" ({found[0].acronym})" if found[0].acronym else "")
    text = f"{name}: {_first_paragraphs(wording.text)}"
    return Answer(question, "definition", text, tuple(_citations(found[0])))


def subject(question: str) -> str | None:
    """The words that are asked about, where the rest of the question only asks for a meaning; None otherwise."""
    rules = load("questions")["definition"]
    for pattern in _patterns(tuple(rules["patterns"])):
        if match := pattern.fullmatch(" ".join(WORD.findall(question))):
            return match["term"]
    return None


@cache
def _patterns(patterns: tuple[str, ...]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


def _citations(found: Definition) -> list[Citation]:
    newest = found.wordings[0].place.year_start
    return [
        Citation(wording.place, _first_paragraphs(wording.text))
        for wording in found.wordings[:3]
        if wording.place.year_start == newest
    ]


def _first_paragraphs(text: str) -> str:
    """As many whole paragraphs as an answer may have words, the first in any case."""
    kept: list[str] = []
    for paragraph in filter(str.strip, text.split("\n")):
        if kept and len(" ".join([*kept, paragraph]).split()) > LONGEST:
            break
        kept.append(paragraph.strip())
    return "\n".join(kept)
