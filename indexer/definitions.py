"""A defined term over the years: which wording each year has and what changed, which areas word it otherwise, the Act
it rests on, and the sentences that give its facts.

What the law says of a term stands in rules/terms.toml; everything else is quoted from the reports.
"""

from __future__ import annotations

import datetime
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from indexer import rules
from indexer.compare.wording import Piece, compare_words
from indexer.gazetteers import slug
from indexer.model import Definition, Place, Wording
from indexer.sentences import PLAIN, Splitter


@dataclass(frozen=True, slots=True)
class Law:
    """What a term rests on. `begins` and `ends` are the days on which it came into force and was replaced, None where
    they are not known or it is in force."""

    names: tuple[str, ...]
    act: str
    section: str
    url: str
    begins: datetime.date | None = None
    ends: datetime.date | None = None
    replaced_by: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """The wording that most reports of the years `first` to `last` use. `pieces` set it against the version before;
    none for the first."""

    first: int
    last: int
    wording: Wording
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True)
class Variant:
    """Another wording in a year, and the places that use it."""

    year_start: int
    wording: Wording
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of the newest wording that gives something; `label` says what."""

    label: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Timeline:
    """`versions` oldest first. `out_of_date`: newer reports that define terms no longer define this one, or the law
    has replaced it."""

    definition: Definition
    law: Law | None
    versions: tuple[Version, ...]
    variants: tuple[Variant, ...]
    facts: tuple[Fact, ...]
    out_of_date: bool

    @property
    def first(self) -> int:
        return self.versions[0].first

    @property
    def last(self) -> int:
        return self.versions[-1].last


def newest_year(definitions: Iterable[Definition]) -> int:
    """The last year of which a report that defines terms is held, in which it begins; 0 where there is none."""
    return max((each.place.year_start for definition in definitions for each in definition.wordings), default=0)


def timeline(definition: Definition, newest: int, splitter: Splitter = PLAIN) -> Timeline:
    """`newest`: what `newest_year` says of all definitions that are held."""
    by_year = _by_year(definition)
    law = law_of(definition)
    versions = tuple(_versions(by_year))
    return Timeline(
        definition=definition,
        law=law,
        versions=versions,
        variants=tuple(_variants(by_year)),
        facts=facts(definition.wordings[0].text, splitter),
        out_of_date=bool(law and law.replaced_by) or versions[-1].last < newest,
    )


def facts(text: str, splitter: Splitter = PLAIN) -> tuple[Fact, ...]:
    """The sentences of a wording that give a fact, in the order of the rules; one sentence may give several."""
    sentences = tuple(_sentences(text, splitter))
    return tuple(Fact(label, each) for label, known in _fact_rules() for each in sentences if known.search(each))


def now_called(told: Timeline, definitions: Iterable[Definition]) -> Definition | None:
    """The term of the same law that later reports define, where they no longer define this one: its newer name."""
    if told.law is None:
        return None
    alike = (each for each in definitions if each.slug != told.definition.slug and law_of(each) == told.law)
    newest = max(alike, key=lambda each: newest_year([each]), default=None)
    return newest if newest and newest_year([newest]) > told.last else None


def law_of(definition: Definition) -> Law | None:
    """What is known of the term, by any of its names."""
    names = {slug(definition.term), slug(definition.term.removesuffix("s")), slug(definition.acronym or "")} - {""}
    return next((law for law in laws() if names & set(map(slug, law.names))), None)


@cache
def laws() -> tuple[Law, ...]:
    return tuple(
        Law(
            names=tuple(row["names"]),
            act=row["act"],
            section=row["section"],
            url=row["url"],
            begins=row.get("from"),
            ends=row.get("until"),
            replaced_by=tuple(row.get("replaced_by", ())),
            replaced=tuple(row.get("replaced", ())),
        )
        for row in rules.load("terms")["term"]
    )


def _by_year(definition: Definition) -> dict[int, list[tuple[Wording, tuple[Place, ...]]]]:
    """For each year, oldest first, the wordings with the places that use them, the most used first."""
    found: dict[int, list[tuple[Wording, tuple[Place, ...]]]] = defaultdict(list)
    for wording in definition.wordings:
        places: dict[int, list[Place]] = defaultdict(list)
        for place in (wording.place, *wording.also):
            places[place.year_start].append(place)
        for year, used in places.items():
            found[year].append((wording, tuple(used)))
    return {year: sorted(found[year], key=lambda each: -len(each[1])) for year in sorted(found)}


def _versions(by_year: dict[int, list[tuple[Wording, tuple[Place, ...]]]]) -> Iterator[Version]:
    """Years that follow each other with one wording are one version."""
    current: Version | None = None
    for year, used in by_year.items():
        wording = used[0][0]
        if current and current.wording == wording:
            current = Version(current.first, year, wording, current.pieces)
            continue
        pieces = compare_words(current.wording.text, wording.text) if current else ()
        if current:
            yield current
        current = Version(year, year, wording, pieces)
    if current:
        yield current


def _variants(by_year: dict[int, list[tuple[Wording, tuple[Place, ...]]]]) -> Iterator[Variant]:
    for year, used in by_year.items():
        yield from (Variant(year, wording, places) for wording, places in used[1:])


def _sentences(text: str, splitter: Splitter) -> Iterable[str]:
    """A paragraph that goes on after an empty line with a small letter was cut by a page."""
    joined = re.sub(r"(?<=[\w,;])\s*\n\s*\n?\s*(?=[a-z])", " ", text)
    for line in filter(str.strip, joined.split("\n")):
        yield from (line[start:end].strip() for start, end in splitter.spans(line))


@cache
def _fact_rules() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (row["label"], re.compile("|".join(row["patterns"]), re.IGNORECASE)) for row in rules.load("terms")["fact"]
    )
