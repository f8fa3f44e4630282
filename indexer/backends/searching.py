"""Query → Results on one generation: match, filter, put the same texts together, sort, count, show."""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from indexer import analysis, snippets
from indexer.backends.conventions import ENOUGH, TOO_COMMON
from indexer.backends.matching import Scores, count_prefixes, units_of
from indexer.backends.spelling import correct, misspelt
from indexer.backends.table import Mask, Numbers
from indexer.backends.view import View
from indexer.model import Clause, Hit, Not, Query, Results, Snippet, Sort, Word

ALL = 0.999
"""Share from which on all is held, as floating point numbers go."""
FIRST = 1000
"""More than any score."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Sections by their number that are listed, filters apart, how well they match, and which hold all the words."""

    mask: Mask
    scores: Scores
    whole: Mask

    @property
    def ranks(self) -> Scores:
        """Scores that put those with all the words first."""
        if self.whole[self.mask].all():
            return self.scores
        return self.scores + np.where(self.whole, np.float32(FIRST), np.float32(0))


class Passages(Protocol):
    """`snippets.snippets` with the length and the sentences that the settings ask for."""

    def __call__(
        self, text: str, query: Query, *, title: str, found: Sequence[snippets.Match]
    ) -> tuple[Snippet, ...]: ...


def search(view: View, query: Query, facets: Iterable[str], passages: Passages) -> Results:
    """What the generation holds for a query. Sections of the same text are one hit."""
    start = time.perf_counter()
    query = view.widen(query)
    matched = match(view, query)
    passing = np.flatnonzero(matched.mask & view.table.mask(query.filters))
    shown = _shown(view, query, passing, matched)
    total = view.table.texts.count(passing)
    whole = view.table.texts.count(passing[matched.whole[passing]])
    noted = replace(query, notices=tuple(dict.fromkeys((*query.notices, *_notices(view, query)))))
    hits = _hits(view, query, shown, passing, matched.scores, passages)
    return Results(
        query=noted,
        hits=hits,
        total=total,
        places=len(passing),
        facets=view.table.facets(facets, matched.mask, query.filters),
        whole=whole,
        suggestion=correct(view.words, query) if whole < total or not total or misspelt(query) else None,
        took_ms=(time.perf_counter() - start) * 1000,
    )


def match(view: View, query: Query) -> Matched:
    """All words; where few of the sections that pass the filters have all of several, those that have some of them,
    too."""
    clauses = analysis.content(query.clauses)
    wanted = sum(map(units_of, clauses))
    size = view.table.size
    if not wanted and any(not isinstance(clause, Not) for clause in query.clauses):
        return Matched(np.zeros(size, bool), np.zeros(size, np.float32), np.zeros(size, bool))
    found = _look_up(view, clauses)
    passing = np.flatnonzero(found.whole & view.table.mask(query.filters))
    if wanted < 2 or query.strict or view.table.texts.count(passing) >= ENOUGH:
        return replace(found, mask=found.mask & found.whole)
    return found


def _look_up(view: View, clauses: tuple[Clause, ...]) -> Matched:
    size = view.table.size
    if not clauses:
        return Matched(np.ones(size, bool), np.zeros(size, np.float32), np.ones(size, bool))
    found = view.words.search(clauses)
    mask, scores, whole = np.zeros(size, bool), np.zeros(size, np.float32), np.zeros(size, bool)
    mask[found.numbers] = True
    scores[found.numbers] = found.scores
    whole[found.numbers] = found.shares > ALL
    return Matched(mask, scores, whole)


def _shown(view: View, query: Query, passing: Numbers, matched: Matched) -> Numbers:
    """The sections of a page, the best one of each text."""
    texts, last = view.table.texts, query.page * query.size
    if query.sort == "relevance":
        passing = texts.leading(passing, matched.ranks[passing], last)
    order = _ordered(view, query, passing, matched)
    first = np.sort(np.unique(texts.groups[order], return_index=True)[1])
    return order[first[last - query.size : last]]


def _ordered(view: View, query: Query, numbers: Numbers, matched: Matched) -> Numbers:
    """Sections as they are shown; equal ones by area and newest first, which is how they are numbered."""
    score = -np.round(matched.ranks[numbers], 4)
    year = view.table.years[numbers]
    keys: dict[Sort, tuple[npt.NDArray[Any], ...]] = {
        "relevance": (numbers, -year, score),
        "newest": (numbers, score, -year),
        "oldest": (numbers, score, year),
        "area": (numbers,),
    }
    listing = query.sort == "relevance" and not np.any(score)
    return numbers[np.lexsort(keys["area" if listing else query.sort])]


def _hits(
    view: View, query: Query, shown: Numbers, passing: Numbers, scores: Scores, passages: Passages
) -> tuple[Hit, ...]:
    """Each with the other sections of its text, of those that pass."""
    rows = view.table.rows
    same = [np.intersect1d(view.table.texts.same(number), passing, assume_unique=True) for number in shown]
    places = view.places(int(row) for each in same for row in rows[each])
    texts = view.texts(map(int, rows[shown]))
    hits = []
    for number, members in zip(shown, same, strict=True):
        also = tuple(places[int(rows[other])] for other in members if other != number)
        place, text = places[int(rows[number])], texts[int(rows[number])]
        found = snippets.matches(text, query.clauses)
        shown_text = passages(text, query, title=place.title, found=found)
        hits.append(Hit(place, float(scores[number]), shown_text, len(found), also))
    return tuple(hits)


def _notices(view: View, query: Query) -> Iterable[str]:
    if query.clauses and not analysis.content(query.clauses):
        yield TOO_COMMON
    sharing = count_prefixes(query.clauses)
    for leaf in (leaf for clause in query.clauses for leaf in analysis.leaves(clause)):
        if isinstance(leaf, Word) and leaf.prefix:
            found, complete = view.words.expansions(leaf.text, sharing)
            if not complete:
                yield f"“{leaf.text}*” begins many words; the most frequent {len(found)} were searched for."
