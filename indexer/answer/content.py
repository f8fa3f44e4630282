"""The words of a question that are looked for in text."""

from __future__ import annotations

import re

from indexer.answer.everyday import with_sayings
from indexer.answer.expected import kind as fact
from indexer.answer.places import name_words
from indexer.answer.question import Question

_OWNER = re.compile(r"\b(?!(?:what|who|how|where|that|it)['’])([a-z]\w*)['’]s\b")


def content_words(question: Question, kind: str | None = None) -> list[str]:
    """Without those that only say which area, year or kind of fact is meant."""
    reading = question.reading
    owners = {f"{owner}s": owner for owner in _OWNER.findall(question.text.lower())}
    gone = {word for slug in reading.places.areas for word in name_words(slug)}
    gone |= fact(kind).drop if kind else frozenset()
    if reading.years.said:
        gone |= {word for word in reading.words.split() if re.fullmatch(r"(?:19|20)\d\d|\d\d", word)}
    words = (owners.get(word, word) for word in reading.words.split())
    return with_sayings(" ".join(word for word in words if word not in gone)).split()


def called(text: str) -> frozenset[str]:
    """What a question calls by a name of its own, or by letters, in small letters: "ViSOR", "Reconnect", "X"."""
    names = re.findall(r"(?<=\w )[A-Z]\w*|\b\w*[A-Z]\w*[A-Z]\w*", text)
    return frozenset(part.lower() for name in names for part in (name, name.removesuffix("s")))
