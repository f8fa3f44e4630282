"""The facts of all case studies of a report, as the index keeps them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from indexer.cases.telling import facts
from indexer.cases.values import CaseFacts, Fact
from indexer.cases.wording import IN_WORDS
from indexer.model import CaseFact, CaseFactName, Entity, Section

GROUPS: dict[str, CaseFactName] = {
    "categories": "category",
    "levels": "level",
    "agencies": "agency",
    "orders": "order",
    "risks": "need",
    "interventions": "intervention",
    "endings": "ending",
}


def case_facts(sections: Iterable[Section], entities: Sequence[Entity]) -> tuple[CaseFact, ...]:
    """By section, in the order of `CaseFacts`."""
    cases = filter(None, (facts(section, entities) for section in sections))
    return tuple(fact for case in cases for fact in _flat(case))


def _flat(case: CaseFacts) -> Iterator[CaseFact]:
    if case.subject:
        yield _fact(case, "subject", case.subject)
    for group, name in GROUPS.items():
        yield from (_fact(case, _told_as(name, each), each) for each in getattr(case, group))
    if case.outcome:
        yield _fact(case, "outcome", case.outcome)


def _told_as(name: CaseFactName, fact: Fact[str] | Fact[int]) -> CaseFactName:
    """What is told in words only is no kind to list and to filter by."""
    return "deed" if fact.note == IN_WORDS else name


def _fact(case: CaseFacts, name: CaseFactName, fact: Fact[str] | Fact[int]) -> CaseFact:
    return CaseFact(case.section, name, str(fact.value), fact.spans, None if name == "deed" else fact.note)
