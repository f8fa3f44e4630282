"""What a search means, said without an engine: every section is looked at. Slow, and the measure of the fast ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from indexer import analysis, snippets
from indexer.backends.conventions import (
    ENOUGH,
    HIDDEN,
    TOO_COMMON,
    field_texts,
    place_of,
)  # fmt: skip
from indexer.backends.plain_facets import facet, passes
from indexer.model import (
    Clause,
    Hit,
    Leaf,
    Link,
    Not,
    Query,
    Record,
    Results,
    StoredSection,
    Widened,
)


def stored(records: Iterable[Record], links: Mapping[str, Link]) -> Iterator[StoredSection]:
    """The sections of records, in order, with what links them to others."""
    given = tuple(records)
    places = {section.id: place_of(record.report, section) for record in given for section in record.sections}
    found = {name: links.get(name, Link(name, "local", name)) for name in places}
    for record in given:
        for section in sorted(record.sections, key=lambda each: each.order):
            link = found[section.id]
            also = (name for name, other in found.items() if other.group == link.group and name != section.id)
            own = sorted((e for e in record.entities if e.section == section.id), key=lambda each: each.span.start)
            place, others = places[section.id], tuple(places[name] for name in also)
            facts = tuple(fact for fact in record.facts if fact.section == section.id)
            told = dict.fromkeys(figure.measure for figure in record.figures if figure.section == section.id)
            yield StoredSection(section, place, link.boilerplate, link.group, others, tuple(own), facts, tuple(told))


def search(sections: Iterable[StoredSection], query: Query, facets: Iterable[str]) -> Results:
    """What a page of results shows of the sections."""
    known = tuple(sections)
    wanted = [clause for clause in analysis.content(query.clauses) if not isinstance(clause, Not)]
    found = matching(known, query)
    passing = sorted((s for s in found if passes(s, query.filters)), key=_order(query, wanted))
    groups: dict[str, list[StoredSection]] = {}
    for each in passing:
        groups.setdefault(each.group, []).append(each)
    shown = list(groups.values())[(query.page - 1) * query.size : query.page * query.size]
    notices = (TOO_COMMON,) if query.clauses and not analysis.content(query.clauses) else ()
    return Results(
        query=replace(query, notices=(*query.notices, *notices)),
        hits=tuple(_hit(query, same, wanted) for same in shown),
        total=len(groups),
        places=len(passing),
        facets=tuple(facet(name, found, query.filters, known) for name in facets),
        whole=len({s.group for s in passing if whole(s, wanted)}),
    )


def matching(sections: Iterable[StoredSection], query: Query) -> list[StoredSection]:
    """Those that hold all that is wanted, filters apart; where few texts that pass the filters do, those that hold some
    of it, too."""
    clauses = analysis.content(query.clauses)
    wanted = [clause for clause in clauses if not isinstance(clause, Not)]
    refused = [clause.clause for clause in clauses if isinstance(clause, Not)]
    if not wanted and any(not isinstance(clause, Not) for clause in query.clauses):
        return []
    allowed = [s for s in sections if s.section.subtype not in HIDDEN and not any(count(s, each) for each in refused)]
    found = [s for s in allowed if whole(s, wanted)]
    if not wanted or query.strict or len({s.group for s in found if passes(s, query.filters)}) >= ENOUGH:
        return found
    return [s for s in allowed if any(count(s, clause) for clause in wanted)]


def whole(stored: StoredSection, wanted: Iterable[Clause]) -> bool:
    """Whether a section holds all that is wanted."""
    return all(_holds(stored, clause) for clause in wanted)


def _holds(stored: StoredSection, clause: Clause) -> bool:
    if not isinstance(clause, Widened):
        return count(stored, clause) > 0
    return all(count(stored, word) for word in clause.typed) or any(count(stored, o.clause) for o in clause.others)


@dataclass(frozen=True, slots=True)
class PlainWords:
    """The words of some sections, for spelling."""

    sections: tuple[StoredSection, ...]

    def vocabulary(self) -> Counter[str]:
        texts = ("\n".join(field_texts(each.section).values()) for each in self.sections)
        return Counter(word for text in texts for word in set(analysis.words(text)))

    def knows(self, clause: Leaf) -> bool:
        return any(count(each, clause) for each in self.sections)


def count(stored: StoredSection, clause: Clause) -> int:
    """How often a clause matches in the fields of a section."""
    return sum(len(snippets.matches(text, [clause])) for text in field_texts(stored.section).values())


def _order(query: Query, wanted: Sequence[Clause]) -> Callable[[StoredSection], Any]:
    def key(stored: StoredSection) -> Any:
        partly, year = not whole(stored, wanted), stored.place.year_start
        score = -_score(stored, wanted)
        keys = {"relevance": (partly, score, -year), "newest": (-year, score), "oldest": (year, score), "area": ()}
        return () if query.sort == "relevance" and not wanted else keys[query.sort]

    return key


def _score(stored: StoredSection, wanted: Sequence[Clause]) -> float:
    """Words in the title count threefold, words that were typed twice as much as others; long texts are damped."""
    title = sum(len(snippets.matches(stored.section.title, [clause])) for clause in wanted)
    inside = sum(count(stored, clause) for clause in wanted)
    typed = sum(count(stored, leaf) for clause in wanted for leaf in analysis.typed_leaves(clause))
    return (typed + inside + 4 * title) / (50 + len(stored.section.text.split()))


def _hit(query: Query, same: list[StoredSection], wanted: Sequence[Clause]) -> Hit:
    best, text = same[0], same[0].section.text
    shown = snippets.snippets(text, query, title=best.section.title)
    also = sorted((each.place for each in same[1:]), key=lambda each: (each.area_slug, -each.year_start, each.order))
    return Hit(best.place, _score(best, wanted), shown, len(snippets.matches(text, query.clauses)), tuple(also))
