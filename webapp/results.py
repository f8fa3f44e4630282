"""Results → what the page of results shows: rows, facets, chips and pages. Everything that can be clicked knows its
address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from markupsafe import Markup

from indexer.model import Facet, FacetValue, Hit, Place, Query, Relation, Report, Results, Widened
from indexer.query import shown
from indexer.thesaurus import others
from webapp.addresses import section_address
from webapp.inline import snippet_html
from webapp.listings import HEADINGS
from webapp.params import LAST_PAGE, Params
from webapp.site import Collection
from webapp.words import title_of, where, year_slug, years

MOST_ALSO = 20
"""Other reports with the same text that a hit names: national text stands in all reports of its year."""
SHOWN = 8
"""Values of a facet that are listed before "Show all"."""
RELATIONS: dict[Relation, str] = {"replaced": " (what replaced it, or was replaced)"}
"""What is said of another word, where it does not mean the same."""


@dataclass(frozen=True, slots=True)
class Row:
    """One hit as it is listed. `also`: the first other places of the same text, of which there are `same`."""

    place: Place
    title: str
    address: str
    snippets: tuple[Markup, ...]
    where: str
    matches: int
    report: Report | None
    also: tuple[tuple[str, str], ...]
    same: int


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet: how its box and its label begin, as HTML, and how many have it."""

    input: Markup
    label: Markup
    count: int
    selected: bool


@dataclass(frozen=True, slots=True)
class Box:
    """A facet as it is shown. `total` values exist; `more` is the address that shows them all, where some are not;
    `most` the largest count."""

    name: str
    heading: str
    choices: tuple[Choice, ...]
    total: int
    selected: int
    open: bool
    more: str | None
    most: int = 0


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter in force; `address` is the search without it."""

    heading: str
    label: str
    address: str
    without: Params


@dataclass(frozen=True, slots=True)
class Step:
    """A link in the list of pages; no address stands for pages left out."""

    number: int
    address: str | None = None
    current: bool = False


def rows(results: Results, params: Params, collection: Collection) -> tuple[Row, ...]:
    return tuple(_row(hit, params, collection) for hit in results.hits)


def _row(hit: Hit, params: Params, collection: Collection) -> Row:
    place = hit.place
    return Row(
        place=place,
        title=title_of(place),
        address=section_address(place, q=params.text, mark=hit.matches > 0, exact=params.exact),
        snippets=tuple(snippet_html(snippet) for snippet in hit.snippets[:2]),
        where=where(place),
        matches=hit.matches,
        report=collection.by_id.get(place.report),
        also=tuple(_other(other, params) for other in hit.also[:MOST_ALSO]),
        same=len(hit.also),
    )


def _other(place: Place, params: Params) -> tuple[str, str]:
    return f"{place.area} {years(place)}", section_address(place, q=params.text, exact=params.exact)


def record(hit: Hit) -> dict[str, Any]:
    """A hit as a row to take away."""
    place = hit.place
    return {
        "section": place.section,
        "title": title_of(place),
        "kind": place.kind,
        "area": place.area,
        "year": year_slug(place.year_start, place.year_end),
        "where": where(place),
        "matches": hit.matches,
        "passages": " … ".join(snippet.text for snippet in hit.snippets),
        "source": section_address(place, whole=True),
        "same_text_in": "; ".join(other.section for other in hit.also),
    }


def whole(results: Results, params: Params, records: list[dict[str, Any]]) -> dict[str, Any]:
    """A page of results as JSON."""
    return {
        "query": params.text,
        "filters": {each.field: list(each.values) for each in params.query().filters},
        "sort": params.sort,
        "page": params.page,
        "per_page": params.size,
        "total": results.total,
        "sections": results.places,
        "with_all_words": results.whole,
        "results": records,
    }


def boxes(results: Results, params: Params, collection: Collection) -> tuple[Box, ...]:
    facets = {facet.field: facet for facet in results.facets}
    found = (
        _box(name, facets[field], params, collection) for name, field in params.listing.names.items() if field in facets
    )
    return tuple(box for box in found if box.choices)


def _box(name: str, facet: Facet, params: Params, collection: Collection) -> Box:
    chosen = set(params.values(name))
    known = facet.values
    missing = sorted(chosen - {value.value for value in known}) if chosen else []
    total = len(known) + len(missing)
    everything = name in params.all or total <= SHOWN
    shown = [*(known if everything else _most_frequent(facet, chosen))]
    shown += [FacetValue(value, value, 0, True) for value in missing]
    return Box(
        name=name,
        heading=HEADINGS[facet.field],
        choices=tuple(
            Choice(
                *_begun(name, value.value, collection.label(facet.field, value.value)),
                value.count,
                value.value in chosen,
            )
            for value in shown
        ),
        total=total,
        selected=len(chosen),
        open=name in params.listing.open or bool(chosen) or name in params.all,
        more=None if everything else replace(params, all=(*params.all, name)).address(),
        most=max((value.count for value in shown), default=0),
    )


@lru_cache(maxsize=1 << 12)
def _begun(name: str, value: str, label: str) -> tuple[Markup, Markup]:
    """A page has some fifty, and mostly the same."""
    of = Markup("{}-{}").format(name, value)
    box = Markup('<input type="checkbox" form="f" id="{}" name="{}" value="{}"').format(of, name, value)
    return box, Markup('<label for="{}">{}').format(of, label)


def _most_frequent(facet: Facet, chosen: set[str]) -> Sequence[FacetValue]:
    """Values come most frequent first, but years newest first."""
    values = facet.values if facet.field != "year" else sorted(facet.values, key=lambda value: -value.count)
    first = values[:SHOWN]
    return first if not chosen else [*first, *(value for value in values[SHOWN:] if value.value in chosen)]


def chips(params: Params, collection: Collection) -> tuple[Chip, ...]:
    return tuple(
        Chip(HEADINGS[field], collection.label(field, value), without.address(), without)
        for name, field in params.listing.names.items()
        for value in params.values(name)
        if (without := params.toggled(name, value))
    )


def mended(query: Query) -> dict[str, str]:
    """Words that no report has, with what was searched for instead, in quotation marks."""
    return {
        f"“{' '.join(word.text for word in clause.typed)}”": f"“{shown(other.clause)}”"
        for clause in query.clauses
        if isinstance(clause, Widened)
        for other in clause.others
        if other.relation == "spelling"
    }


def widened(query: Query) -> list[str]:
    """Other words that are searched for; of those that mean the same in other spellings the first."""
    said: dict[str, str] = {}
    for other in others(query):
        if other.relation != "spelling":
            words = shown(other.clause).strip('"')
            said.setdefault(
                words.casefold(), f"{words} ({RELATIONS[other.relation]})" if other.relation in RELATIONS else words
            )
    return list(said.values())


def last_page(results: Results, params: Params) -> int:
    """The last page there is, of those that are shown."""
    return min(max(1, -(-results.total // params.size)), LAST_PAGE)


def steps(params: Params, last: int) -> tuple[Step, ...]:
    """First, last, and the pages around this one."""
    if last == 1:
        return ()
    shown = sorted({1, last, *(n for n in range(params.page - 1, params.page + 2) if 1 <= n <= last)})
    made: list[Step] = []
    for before, number in zip([0, *shown], shown, strict=False):
        if number - before == 2:
            made.append(_step(params, number - 1))
        elif number - before > 2:
            made.append(Step(number - 1))
        made.append(_step(params, number))
    return tuple(made)


def _step(params: Params, number: int) -> Step:
    return Step(number, params.on_page(number).address(), number == params.page)
