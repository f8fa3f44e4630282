"""In what form something is asked, whatever it is about: `[forms]` of rules/questions.toml."""

from __future__ import annotations

import re
from functools import cache

from indexer.analysis import term
from indexer.answer.question import Question
from indexer.answer.tidy import phrases
from indexer.rules import load


def put_as_question(question: Question) -> bool:
    """Whether it is a question, and not only words for what is looked for."""
    return bool(_asks().search(question.text.lower().replace("'", "")))


def for_a_topic(question: Question) -> bool:
    """Whether it asks what there is on a subject: any passage about it will do."""
    return bool(_topic().search(question.text.lower()))


def for_a_number(question: Question) -> bool:
    """Whether a number or rate of something is wanted, though it is not put as a question."""
    return bool(phrases("forms", "number").search(question.reading.words))


def of_areas(question: Question) -> bool:
    """Whether it asks which areas have done something: an example is wanted."""
    return bool(phrases("forms", "local").search(question.reading.words))


def by_hand(question: Question) -> bool:
    """Whether it asks who wrote something: the name stands in a line of its own."""
    return not set(load("questions")["forms"]["signed"].split()).isdisjoint(question.reading.words.split())


def must_share(question: Question) -> frozenset[str]:
    """Stems without which a sentence tells of something else: an average is not any number."""
    words = set(load("questions")["forms"]["share"].split()) & set(question.reading.words.split())
    return frozenset(stem for word in words if (stem := term(word)))


@cache
def _topic() -> re.Pattern[str]:
    return re.compile(load("questions")["forms"]["topic"])


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(load("questions")["forms"]["asks"])
