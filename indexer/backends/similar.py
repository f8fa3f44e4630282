"""Sections like another: by their words, and by what they are in other years. Both rest on the search itself."""

from __future__ import annotations

from collections import Counter
from typing import Protocol

from rapidfuzz import fuzz

from indexer import analysis
from indexer.model import Filter, Hit, Place, Query, Results, Section, StoredSection, Word

MOST_WORDS = 25
"""Words of a section that others are looked for by, the most frequent."""
TITLE_COUNTS = 3
"""How often a word of the title counts."""
SAME_TITLE = 80
"""Of 100: how like two titles are that name the same part of a report."""
MOST_SECTIONS = 100
"""Sections of an area and kind that are looked through."""


class Searching(Protocol):
    """What a backend must be able to do."""

    def search(self, query: Query) -> Results: ...

    def section(self, section: str) -> StoredSection: ...


def similar(backend: Searching, section: str, limit: int, filters: tuple[Filter, ...] = ()) -> tuple[Hit, ...]:
    """Sections that pass the filters and have most of the telling words, best first, without those of the same text.
    Raises NotFound."""
    stored = backend.section(section)
    words = telling(stored.section)
    if not words:
        return ()
    own = {section, *(place.section for place in stored.also)}
    query = Query(clauses=tuple(map(Word, words)), filters=filters, size=limit + 1, exact=True)
    return tuple(hit for hit in backend.search(query).hits if hit.place.section not in own)[:limit]


def telling(section: Section) -> tuple[str, ...]:
    """The words that a section uses most, one for each term, as it first spells them."""
    spelt: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text, worth in ((section.title, TITLE_COUNTS), (section.text, 1)):
        for token in analysis.tokens(text):
            word = text[token.start : token.end]
            if not word[0].isdigit():
                spelt.setdefault(token.term, word)
                counts[token.term] += worth
    return tuple(spelt[term] for term, _ in counts.most_common(MOST_WORDS))


def other_years(backend: Searching, section: str) -> tuple[Place, ...]:
    """The same part of the area's other reports, one of each, newest first: the same text, the same term, or the same
    kind of section under a title much the same. Raises NotFound."""
    stored = backend.section(section)
    place = stored.place
    filters = (Filter("area", (place.area_slug,)), Filter("kind", (place.kind,)))
    same = {other.section for other in stored.also}
    best: dict[str, tuple[float, Place]] = {}
    for other in _places(backend, Query(filters=filters, sort="newest", size=MOST_SECTIONS)):
        likeness = 101.0 if other.section in same else fuzz.token_sort_ratio(_plain(place), _plain(other))
        if other.report != place.report and likeness >= SAME_TITLE:
            best[other.report] = max(best.get(other.report, (0.0, other)), (likeness, other), key=lambda each: each[0])
    return tuple(other for _, other in sorted(best.values(), key=lambda each: -each[1].year_start))


def _places(backend: Searching, query: Query) -> tuple[Place, ...]:
    return tuple(place for hit in backend.search(query).hits for place in (hit.place, *hit.also))


def _plain(place: Place) -> str:
    return " ".join(analysis.words(place.title))
