"""A corpus of four small reports, in our own words, on which the contract of backends is tried."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from indexer.backend import FACETS, SearchBackend
from indexer.model import CaseFact, Figure, Link, Range, Record, Report, Results, Section, Span, Table, TableRow
from indexer.query import parse
from tests.records import mention, record, report, section

DORSET_14 = report("Dorset", 2014)
DORSET_21 = report("Dorset", 2021)
WARWICKSHIRE_14 = report("Warwickshire", 2014)
LANCASHIRE_21 = report("Lancashire", 2021)

FTO = "(h) Foreign Travel Orders these prevent offenders from going abroad where children would be at risk."
ADVISERS = "Lay advisers\nTwo volunteers sit on the board. Lay advisers ask questions that others would not ask."
ADVISORS = "Lay advisors\nThree volunteers sit on the board. Lay advisers ask questions that nobody else would ask."
CASE = "Case study: Adam\nA GPS tag was fitted. The police and the multi-agency panel met every week. Adam said “no”."
HOUSING = "Housing\nThe co-ordinator found a flat. The tag stayed on, and staff co-operate with a housing provider."
ORDERS = "Notification orders\nA Notification Order (NO) was made. Five NOs were in force on 31 March."


def _definition(of: Report, order: int, text: str, term: str, acronym: str | None) -> Section:
    title = text.split(" these")[0].split(" that")[0]
    return section(of, order, text, kind="definition", title=title, term=term, acronym=acronym, letter=text[1])


def dorset_14() -> Record:
    case = section(DORSET_14, 4, CASE, kind="case_study")
    texts = [
        section(DORSET_14, 1, "Dorset MAPPA Annual Report", subtype="cover", kind="foreword"),
        section(DORSET_14, 2, ADVISERS),
        _definition(DORSET_14, 3, FTO, "Foreign Travel Order", "FTO"),
        case,
        section(DORSET_14, 5, "Statistics\nLevel 2\t12\nLevel 3\t5", kind="statistics"),
    ]
    figures = [
        Figure(
            DORSET_14.id, "b_measure", 1, 2, 12, "12", "ok", f"{DORSET_14.id}#5", row="Level 2", column="Category 1"
        ),
        Figure(DORSET_14.id, "a_measure", "total", None, 98.5, "98.5", "ok", f"{DORSET_14.id}#5"),
        Figure(
            DORSET_14.id, "b_measure", "total", 3, None, "-", "inconsistent", f"{DORSET_14.id}#5", expected=5, note="?"
        ),
    ]
    entities = [mention(case, "police", "ORG", "Police"), mention(case, "GPS tag", "PROGRAMME", "GPS; Tagging")]
    facts = (
        CaseFact(case.id, "category", "3", (Span(0, 4), Span(11, 15)), "follows from the text"),
        CaseFact(case.id, "level", "2", (Span(5, 10),)),
        CaseFact(case.id, "need", "Mental health", (Span(17, 20),)),
        CaseFact(case.id, "intervention", "Tag fitted", (Span(17, 20),)),
        CaseFact(case.id, "ending", "Complies", (Span(80, 95),)),
        CaseFact(case.id, "outcome", "Adam said “no”.", (Span(80, 95),)),
    )
    tables = (
        Table(
            DORSET_14.id, 1, "Attendance", "Agency", ("2013-14", "2014-15"),
            (TableRow("Meetings", ("", "")), TableRow("Police", ("-", "92%")), TableRow("Police", ("1", ""))),
            Span(5020, 5090), f"{DORSET_14.id}#5", Range(40, 44),
        ),
        Table(DORSET_14.id, 2, "", "", ("",), (TableRow("Cost, in £", ("3,000",)),), Span(5091, 5099)),
    )  # fmt: skip
    return replace(record(DORSET_14, texts, figures, entities), facts=facts, tables=tables)


def dorset_21() -> Record:
    housing = section(DORSET_21, 1, HOUSING)
    return record(
        DORSET_21,
        [
            housing,
            _definition(
                DORSET_21, 2, "(g) Travel ban orders that prevent going abroad altogether.", "Travel Ban", "FTO"
            ),
            _definition(DORSET_21, 3, "(i) Notification Order", "Notification Order", "NO"),
            section(DORSET_21, 4, ORDERS),
        ],
        entities=[mention(housing, "housing provider", "ORG", "Housing provider")],
    )


def warwickshire_14() -> Record:
    texts: list[str | Section] = [ADVISORS, _definition(WARWICKSHIRE_14, 2, FTO, "Foreign Travel Orders", None)]
    return record(WARWICKSHIRE_14, texts)


def lancashire_21() -> Record:
    faq = section(
        LANCASHIRE_21,
        1,
        "Do nominals attend?\nNo, they do not attend. The police tell them what was decided.",
        kind="faq",
        question="Do nominals attend?",
    )
    return record(LANCASHIRE_21, [faq], entities=[mention(faq, "police", "ORG", "Police")])


LINKS = (
    Link(f"{DORSET_14.id}#2", "edited", "advisers"),
    Link(f"{WARWICKSHIRE_14.id}#1", "national", "advisers"),
    Link(f"{DORSET_14.id}#3", "national", "fto"),
    Link(f"{WARWICKSHIRE_14.id}#2", "national", "fto"),
)


CORPUS = (dorset_14(), dorset_21(), warwickshire_14(), lancashire_21())


def publish(backend: SearchBackend, *records: Record, links: Iterable[Link] = (), fresh: bool = False) -> str:
    """A new generation with these records beside those that are there."""
    with backend.begin(fresh=fresh) as generation:
        for each in records:
            generation.write(each)
        generation.link(links)
        return generation.publish()


def ids(results: Results) -> list[str]:
    return [hit.place.section for hit in results.hits]


def counts(results: Results, field: str) -> dict[str, int]:
    (facet,) = (facet for facet in results.facets if facet.field == field)
    return {value.value: value.count for value in facet.values}


def search(backend: SearchBackend, text: str, **more: Any) -> Results:
    """Everything that a results page needs."""
    return backend.search(parse(text, **more), facets=FACETS)
