"""Case studies and local initiatives → cards: how each begins, what was detected in it, and why it is listed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup

from indexer.backend import ENTITY_FACETS
from indexer.gazetteers import slug
from indexer.model import CaseFact, CaseFactName, Hit, Place, Query, Report, Span, StoredSection
from indexer.snippets import around, snippets
from webapp import readinglist
from webapp.addresses import section_address
from webapp.inline import snippet_html
from webapp.listings import HEADINGS
from webapp.params import Params
from webapp.site import Collection
from webapp.words import title_of, where, year_slug

WORDS = 40
"""Of the text that a card shows."""
MOST_TAGS = 5
"""Of a group on a card; the reader's page has them all."""
MOST_REASONS = 6
MOST_ALSO = 5
GROUPS: dict[CaseFactName, str] = {
    "need": "Needs and risks",
    "order": "Orders",
    "agency": "Agencies",
    "intervention": "What was done",
    "ending": "What came of it",
}
NUMBERED: dict[CaseFactName, str] = {"level": "Level", "category": "Category"}
"""Of the facts of a case; a facet that counts one of these has its name."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a section is listed: what was asked for, and a passage that shows it."""

    asked: str
    passage: Markup


@dataclass(frozen=True, slots=True)
class Card:
    """`short`: level and category. `groups`: heading, the first tags, and how many more there are. `toggle` is the
    address of the same list with this section kept, or no longer kept. `same`: how many other reports have the same
    text, of which `also` are the first."""

    place: Place
    title: str
    address: str
    beginning: str
    short: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...], int], ...]
    reasons: tuple[Reason, ...]
    where: str
    report: Report | None
    also: tuple[Place, ...]
    same: int
    name: str
    kept: bool
    toggle: str


def card(
    stored: StoredSection,
    params: Params,
    collection: Collection,
    hit: Hit | None = None,
    keeping: Callable[[tuple[str, ...]], str] | None = None,
) -> Card:
    """`hit` is what the words of the search found in the section, where there were words. `keeping`: the address of
    the page with another reading list, where it is no list by `params`."""
    place, name = stored.place, readinglist.name_of(stored.place)
    keep = readinglist.toggled(params.keep, name)
    return Card(
        place=place,
        title=title_of(place),
        address=section_address(place, q=params.text, mark=bool(hit and hit.matches), exact=params.exact),
        beginning=beginning(stored),
        short=short(stored.facts),
        groups=groups(stored.facts),
        reasons=tuple(_reasons(stored, params, collection, hit)),
        where=where(place),
        report=collection.by_id.get(place.report),
        also=hit.also[:MOST_ALSO] if hit else (),
        same=len(hit.also) if hit else 0,
        name=name,
        kept=name in params.keep,
        toggle=keeping(keep) if keeping else params.keeping(keep).address(),
    )


def beginning(stored: StoredSection) -> str:
    """The first words of the text behind the title."""
    section = stored.section
    shown = snippets(section.text, Query(), characters=WORDS * 10, title=section.title)
    words = shown[0].text.removesuffix(" …").split() if shown else []
    return " ".join(words[:WORDS]) + (" …" if len(section.text.split()) > WORDS else "")


def short(facts: Iterable[CaseFact]) -> tuple[str, ...]:
    told = tuple(facts)
    return tuple(f"{label} {fact.value}" for name, label in NUMBERED.items() for fact in told if fact.name == name)


def groups(facts: Iterable[CaseFact]) -> tuple[tuple[str, tuple[str, ...], int], ...]:
    told: dict[str, list[str]] = {}
    for fact in facts:
        told.setdefault(fact.name, []).append(f"{fact.value} (alleged)" if fact.note == "alleged" else fact.value)
    held = ((heading, told[name]) for name, heading in GROUPS.items() if name in told)
    return tuple((heading, tuple(tags[:MOST_TAGS]), max(0, len(tags) - MOST_TAGS)) for heading, tags in held)


def _reasons(stored: StoredSection, params: Params, collection: Collection, hit: Hit | None) -> Iterator[Reason]:
    if params.text and hit and hit.matches:
        for snippet in hit.snippets[:2]:
            yield Reason("Your words", snippet_html(snippet))
    chosen = [(field, value) for name, field in params.listing.names.items() for value in params.values(name)]
    for field, value in chosen[:MOST_REASONS]:
        if spans := list(_spans(stored, field, value)):
            said = f"{HEADINGS[field].removesuffix(' mentioned')}: {collection.label(field, value)}"
            yield Reason(said, snippet_html(around(stored.section.text, spans[0])))


def _spans(stored: StoredSection, field: str, value: str) -> Iterator[Span]:
    """Where a section tells what a filter asks for; nothing for areas and years, which stand above it."""
    for each in stored.facts:
        counted = each.name == field and (field in NUMBERED or field in GROUPS)
        if counted and slug(f"{field} {each.value}" if field in NUMBERED else each.value) == value:
            yield from each.spans
    for entity in stored.entities:
        if entity.label == ENTITY_FACETS.get(field) and value in map(slug, entity.canonical.split(";")):
            yield entity.span


def record(made: Card, stored: StoredSection) -> dict[str, Any]:
    """A card as a row to take away, with all that was detected."""
    place = made.place
    told: dict[str, list[str]] = {}
    for fact in stored.facts:
        told.setdefault(fact.name, []).append(" ".join(fact.value.split()) + (f" ({fact.note})" if fact.note else ""))
    return {
        "section": place.section,
        "title": made.title,
        "kind": place.kind,
        "area": place.area,
        "year": year_slug(place.year_start, place.year_end),
        "where": made.where,
        "beginning": made.beginning,
        **{name: "; ".join(told.get(name, ())) for name in (*NUMBERED, *GROUPS, "outcome")},
        "why": " · ".join(f"{reason.asked}: {reason.passage.striptags()}" for reason in made.reasons),
        "source": section_address(place, whole=True),
    }


def shared(first: Sequence[CaseFact], second: Sequence[CaseFact]) -> tuple[str, ...]:
    """What two cases have in common, of what was detected in them."""
    one, other = ({(fact.name, fact.value) for fact in facts} for facts in (first, second))
    both = [fact for fact in second if (fact.name, fact.value) in one & other and fact.name != "subject"]
    return tuple(dict.fromkeys([*short(both), *(fact.value for fact in both if fact.name in GROUPS)]))
