"""In what form something is asked, whatever it is about: `[forms]` of rules/questions.toml."""

from __future__ import annotations

import re
from functools import cache

from indexer.answer.question import Question
from indexer.answer.tidy import whole
from indexer.rules import load


def put_as_question(question: Question) -> bool:
    """Whether it is a question, and not only words for what is looked for."""
    return bool(_asks().search(question.text.lower().replace("'", "")))


def for_a_topic(question: Question) -> bool:
    """Whether it asks what there is on a subject: any passage about it will do."""
    return bool(_topic().search(question.text.lower()))


def of_areas(question: Question) -> bool:
    """Whether it asks which areas have done something: an example is wanted."""
    return bool(_local().search(question.reading.words))


@cache
def _local() -> re.Pattern[str]:
    return whole(load("questions")["forms"]["local"])


@cache
def _topic() -> re.Pattern[str]:
    return re.compile(load("questions")["forms"]["topic"])


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(load("questions")["forms"]["asks"])
