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
from indexer.backends.columns import Texts
from indexer.backends.conventions import ENOUGH, TOO_COMMON
from indexer.backends.matching import Found, count_prefixes, units_of
from indexer.backends.spelling import correct, misspelt
from indexer.backends.table import Numbers
from indexer.backends.view import View
from indexer.model import Facet, Hit, Not, Query, Results, Snippet, Sort, Word

_ASKED = re.compile(
    r"\b(?:what'?s? (?:is|are|was|were|does)|what.?s|define|definition|meaning|meant|means?|stands? for)\b",
    re.IGNORECASE,
)
"""How people ask what a thing is."""


@dataclass(frozen=True, slots=True)
class Ranked:
    """What a query finds, by the numbers of sections: those of the page, the best one of each text, and all that pass,
    in order, with their scores. `total` counts distinct texts, `whole` those with all the words."""

    shown: Numbers
    passing: Numbers
    scores: Scores
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
    table, found = view.table, match(view, query)
    passes = found.mask & table.mask(query.filters)
    passing = np.flatnonzero(passes)
    return Ranked(
        shown=_shown(view, query, passing, found),
        passing=passing,
        scores=found.scores,
        total=table.texts.count(passing),
        whole=table.texts.count(np.flatnonzero(passes & found.whole)),
        facets=table.facets(facets, found.mask, query.filters),
    )


def match(view: View, query: Query) -> Found:
    """All words; where few of the sections that pass the filters have all of several, those that have some of them,
    too."""
    clauses = analysis.content(query.clauses)
    size, wanted = view.table.size, sum(map(units_of, clauses))
    if not wanted and any(not isinstance(clause, Not) for clause in query.clauses):
        return Found(np.zeros(size, bool), np.zeros(size, np.float32), np.zeros(size, bool))
    found = view.words.search(clauses)
    found = found._replace(scores=found.scores * view.worth(asks_for_definition(view, query)))
    whole = found.mask & found.whole
    enough = wanted < 2 or query.strict
    if enough or view.table.texts.count(np.flatnonzero(whole & view.table.mask(query.filters))) >= ENOUGH:
        return found._replace(mask=whole)
    return found


def asks_for_definition(view: View, query: Query) -> bool:
    """Whether a query asks what a thing is, or names a defined term and nothing else."""
    return bool(_ASKED.search(query.text) or view.definitions.find(query.text))


def _shown(view: View, query: Query, passing: Numbers, found: Found) -> Numbers:
    """The sections of a page, the best one of each text."""
    texts, last = view.table.texts, query.page * query.size
    if query.sort == "relevance":
        passing = _leading(texts, passing, found, last)
    order = _ordered(view, query, passing, found)
    first = np.sort(np.unique(texts.groups[order], return_index=True)[1])
    return order[first[last - query.size : last]]


def _leading(texts: Texts, passing: Numbers, found: Found, wanted: int) -> Numbers:
    """What has all the words comes first, however good the rest is."""
    whole = found.whole[passing]
    first, rest = passing[whole], passing[~whole]
    if len(rest) and texts.count(first) < wanted:
        return np.concatenate([first, texts.leading(rest, found.scores[rest], wanted)])
    return texts.leading(first, found.scores[first], wanted)


def _ordered(view: View, query: Query, numbers: Numbers, found: Found) -> Numbers:
    """Sections as they are shown: by relevance those with all the words first; equal ones by area and newest first,
    which is how they are numbered."""
    score = -np.round(found.scores[numbers], 4)
    year = view.table.years[numbers]
    keys: dict[Sort, tuple[npt.NDArray[Any], ...]] = {
        "relevance": (numbers, -year, score, ~found.whole[numbers]),
        "newest": (numbers, score, -year),
        "oldest": (numbers, score, year),
        "area": (numbers,),
    }
    listing = query.sort == "relevance" and not np.any(score)
    return numbers[np.lexsort(keys["area" if listing else query.sort])]


def _hits(view: View, query: Query, ranked: Ranked, passages: Passages) -> tuple[Hit, ...]:
    """Each with the other sections of its text, of those that pass."""
    rows, scores, shown = view.table.rows, ranked.scores, ranked.shown
    same = [np.intersect1d(view.table.texts.same(number), ranked.passing, assume_unique=True) for number in shown]
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
