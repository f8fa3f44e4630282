"""Query → Results on one generation: match, filter, put the same texts together, sort, count, show."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from indexer import analysis, snippets
from indexer.backends.arrays import Scores
from indexer.backends.conventions import ENOUGH, TOO_COMMON
from indexer.backends.matching import NOTHING_FOUND, Found, count_prefixes, units_of
from indexer.backends.spelling import correct, misspelt
from indexer.backends.table import Numbers
from indexer.backends.texts import Texts
from indexer.backends.view import View
from indexer.model import Clause, Facet, Hit, Not, Query, Results, Snippet, Sort, Word

_ASKED = re.compile(
    r"\b(?:what'?s? (?:is|are|was|were|does)|what.?s|define|definition|meaning|meant|means?|stands? for)\b",
    re.IGNORECASE,
)
"""How people ask what a thing is."""


ROUNDED = np.float32(10_000)
"""Scores that differ by less than one part of so many are the same."""
WINDOW = 50
"""The best texts, among which it makes a difference that words stand in a row as they were typed."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a query finds, by the numbers of sections: those of the page, the best one of each text, with their scores,
    and all that pass. `total` counts distinct texts, `places` sections, `whole` the texts with all the words."""

    shown: Numbers
    scores: Scores
    passing: Numbers
    total: int
    whole: int
    facets: tuple[Facet, ...]


class Passages(Protocol):
    """`snippets.snippets` with the length and the sentences that the settings ask for."""

    def __call__(
        self, text: str, query: Query, *, title: str, found: Sequence[snippets.Match]
    ) -> tuple[Snippet, ...]: ...


def search(view: View, query: Query, facets: Iterable[str], passages: Passages) -> Results:
    """What the generation holds for a query. Sections of the same text are one hit."""
    start = time.perf_counter()
    query = view.widen(query)
    ranked = rank(view, query, facets)
    noted = replace(query, notices=tuple(dict.fromkeys((*query.notices, *_notices(view, query)))))
    doubtful = ranked.whole < ranked.total or not ranked.total or misspelt(query)
    return Results(
        query=noted,
        hits=_hits(view, query, ranked, passages),
        total=ranked.total,
        places=len(ranked.passing),
        facets=ranked.facets,
        whole=ranked.whole,
        suggestion=correct(view.words, query) if doubtful else None,
        took_ms=(time.perf_counter() - start) * 1000,
    )


def rank(view: View, query: Query, facets: Iterable[str]) -> Ranked:
    """The sections of a page, how many there are in all, and the counts of facets."""
    table = view.table
    clauses, worth = analysis.content(query.clauses), view.worth(asks_for_definition(view, query))
    found = match(view, query, clauses)
    kept = table.passes(query.filters, found.sections)
    passing = found if kept.all() else found.taken(kept)
    shown = _shown(view, query, clauses, passing, worth)
    total = table.texts.count(passing.sections)
    return Ranked(
        shown=shown.sections,
        scores=shown.scores,
        passing=passing.sections,
        total=total,
        whole=total if passing.whole.all() else table.texts.count(passing.sections[passing.whole]),
        facets=table.facets(facets, found.sections, passing.sections, query.filters),
    )


def match(view: View, query: Query, clauses: Sequence[Clause]) -> Found:
    """All words; where few of the sections that are allowed have all of several, those that have some of them, too.
    `clauses`: what can be searched for of the query."""
    wanted = sum(map(units_of, clauses))
    if not wanted and any(not isinstance(clause, Not) for clause in query.clauses):
        return NOTHING_FOUND
    sought = view.words.seek(clauses)
    found = sought.whole()
    if wanted < 2 or query.strict:
        return found
    allowed = found.sections[view.table.passes(query.filters, found.sections)]
    return sought.some(found.sections) if view.table.texts.count(allowed) < ENOUGH else found


def asks_for_definition(view: View, query: Query) -> bool:
    """Whether a query asks what a thing is, or names a defined term and nothing else."""
    return bool(_ASKED.search(query.text) or view.definitions.find(query.text))


def _shown(view: View, query: Query, clauses: Sequence[Clause], found: Found, worth: Scores) -> Found:
    """The sections of a page, the best one of each text. `worth`: what the score of each section is multiplied by."""
    texts, last = view.table.texts, query.page * query.size
    found = found._replace(scores=found.scores * worth[found.sections])
    if query.sort == "relevance":
        found = _in_a_row(view, clauses, found, worth)
        leading = _leading(texts, found, last)
        found = found if leading is None else found.taken(leading)
    order = _ordered(view, query, found)
    if texts.any_shared:
        order = order[np.sort(np.unique(texts.groups[found.sections[order]], return_index=True)[1])]
    return found.taken(order[last - query.size : last])


def _in_a_row(view: View, clauses: Sequence[Clause], found: Found, worth: Scores) -> Found:
    """Words that stand in a row as they were typed count more. Only the best sections are looked at: the same ones
    whichever page is shown, so that nothing stands on two pages."""
    row = view.words.row(clauses) if len(clauses) > 1 and len(found.sections) > 1 else []
    if not any(row):
        return found
    leading = _leading(view.table.texts, found, WINDOW)
    sections = found.sections if leading is None else found.sections[leading]
    more = view.words.in_a_row(row, sections)
    if more is None:
        return found
    scores = found.scores.copy()
    scores[slice(None) if leading is None else leading] += more * worth[sections]
    return found._replace(scores=scores)


def _leading(texts: Texts, found: Found, wanted: int) -> Numbers | None:
    """Where the best are: what has all the words comes first, however good the rest is. None: all."""
    if found.whole.all():
        return texts.leading(found.sections, found.scores, wanted)
    first = np.flatnonzero(found.whole)
    if texts.count(found.sections[first]) >= wanted:
        return first
    rest = texts.leading(found.sections, found.scores, wanted)
    if rest is None:
        return None
    either = found.whole.copy()
    either[rest] = True
    return np.flatnonzero(either)


def _ordered(view: View, query: Query, found: Found) -> Numbers:
    """Sections as they are shown: by relevance those with all the words first; equal ones by area and newest first,
    which is how they are numbered."""
    score, numbers = (found.scores * -ROUNDED).round(), found.sections
    if query.sort == "area" or (query.sort == "relevance" and not score.any()):
        return np.arange(len(numbers))
    year = view.table.years[numbers]
    keys: dict[Sort, tuple[npt.NDArray[Any], ...]] = {
        "relevance": (-year, score, ~found.whole),
        "newest": (score, -year),
        "oldest": (score, year),
    }
    return np.lexsort(keys[query.sort])


def _hits(view: View, query: Query, ranked: Ranked, passages: Passages) -> tuple[Hit, ...]:
    """Each with the other sections of its text, of those that pass."""
    rows, shown = view.table.rows, ranked.shown
    passes = np.zeros(view.table.size, bool)
    passes[ranked.passing] = True
    same = [members[passes[members]] for members in map(view.table.texts.same, shown)]
    places = view.places(int(row) for each in same for row in rows[each])
    texts = view.texts(map(int, rows[shown]))
    sought, hits = snippets.sought(query.clauses), []
    for number, score, members in zip(shown, ranked.scores, same, strict=True):
        also = tuple(places[int(rows[other])] for other in members if other != number)
        place, text = places[int(rows[number])], texts[int(rows[number])]
        found = sought.matches(text)
        shown_text = passages(text, query, title=place.title, found=found)
        hits.append(Hit(place, float(score), shown_text, len(found), also))
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
