"""Orders that are named: what is told of one must not be told of another."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from indexer.answer.evidence import Found
from indexer.gazetteers import rows
from indexer.model import Section
from indexer.rules import load


@lru_cache(maxsize=4096)
def orders(text: str) -> frozenset[str]:
    """The orders that a text names, by their ids in the gazetteer; not kinds of order, such as "court order"."""
    return frozenset(name for name, pattern in _names() if pattern.search(text))


def of_section(section: Section) -> frozenset[str]:
    """The orders that a section's heading names."""
    return orders(" ".join(filter(None, (section.title, section.term, section.acronym, section.question))))


def tells_of(found: Found, asked: frozenset[str]) -> bool:
    """Whether a sentence names one of the orders, or names none and stands below the heading of one; anything does
    where none is asked for."""
    named = orders(found.text)
    return not asked or bool(asked & (named or of_section(found.stored.section)))


def speaks_of(found: Found, asked: frozenset[str]) -> bool:
    """Whether the section names one of the orders somewhere."""
    section = found.stored.section
    return not asked or bool(asked & (orders(section.text) | of_section(section)))


@cache
def _names() -> tuple[tuple[str, re.Pattern[str]], ...]:
    kinds = set(load("questions")["orders"]["kinds"])
    found = []
    for row in rows("orders"):
        patterns = [row["pattern"]] if isinstance(row["pattern"], str) else row["pattern"]
        if row["id"] in kinds or not any(each.lower().endswith(" order") for each in patterns):
            continue
        found += [(row["id"], _spelt(each)) for each in patterns if " " in each or each.isupper()]
    return tuple(found)


def _spelt(name: str) -> re.Pattern[str]:
    words = r"\W+".join(rf"{re.escape(word)}s?" for word in re.split(r"[\s-]+", name))
    return re.compile(rf"\b{words}\b", re.IGNORECASE)
