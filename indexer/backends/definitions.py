"""Sections that define a term → terms with all their wordings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from indexer.analysis import PART, fold, term
from indexer.gazetteers import slug
from indexer.model import Definition, Place, Section, Wording

_ASIDE = re.compile(r"\s*\([^()]*\)")
_PLURAL = re.compile(r"([A-Za-z]{2,}?)s?")
_BEHIND = re.compile(r"\)?(?:\s*\([A-Za-z]{2,8}\))?(?:\s*\([^()]*\)(?=[\s*:–—.-]+[A-Z]))?[\s*_:.–—-]*")
"""What may follow a heading: an acronym, an aside before a new sentence, marks."""
_LEANING = re.compile(
    r"[,;)]|(?:is|are|was|were|has|have|had|do|does|can|could|may|might|must|shall|should|will|would|means?|refers?|"
    r"includes?|consists?|comprises?|requires?|apply|applies|allows?|provides?|prevents?|covers?|and|or|of|for|to|"
    r"in|on|by|with|who|which|whose|where|when|under)\b"
)
"""How a sentence goes on that begins in the heading, and so cannot stand without it."""


@dataclass(frozen=True, slots=True)
class DefinedSection:
    """A section that defines a term; `group` is shared by those of the same text."""

    section: Section
    place: Place
    group: str

    @property
    def key(self) -> str:
        return _key(self.section.term or self.section.title)

    @property
    def acronym(self) -> str:
        return (self.section.acronym or "").casefold()


class Definitions:
    """All definitions by term, and how to find one."""

    def __init__(self, sections: Iterable[DefinedSection]) -> None:
        """Singular and plural, letter case and "the" do not make another term; an acronym links its terms."""
        self._found: dict[str, Definition] = {}
        terms = list(_terms(sorted(filter(_defines, sections), key=_newest_first)))
        for members in terms:
            definition = _definition(members)
            for name in [definition.slug, *(each.key for each in members)]:
                self._found.setdefault(name, definition)
        for members in terms:
            for acronym in filter(None, (each.acronym for each in members)):
                self._found.setdefault(acronym, self._found[members[0].key])
        self.all = tuple(sorted({id(each): each for each in self._found.values()}.values(), key=_by_term))

    def find(self, asked: str) -> tuple[Definition, ...]:
        """The one whose term, acronym or slug this is, if there is one."""
        acronym = _PLURAL.fullmatch(asked.strip())
        names = [asked, _key(asked), asked.strip().casefold(), acronym[1].casefold() if acronym else ""]
        return tuple(self._found[name] for name in names if name in self._found)[:1]


def _terms(sections: Iterable[DefinedSection]) -> Iterator[list[DefinedSection]]:
    """Sections of the same term together, in the order given. Two terms of one report stay two, even if they share an
    acronym."""
    by_key: dict[str, list[DefinedSection]] = defaultdict(list)
    for each in sections:
        by_key[each.key].append(each)
    by_acronym: dict[str, list[DefinedSection]] = {}
    for members in by_key.values():
        acronym = next(filter(None, (each.acronym for each in members)), "")
        known = by_acronym.get(acronym)
        if known and not {each.place.report for each in known} & {each.place.report for each in members}:
            known += members
            continue
        if acronym:
            by_acronym.setdefault(acronym, members)
    merged = {id(members): members for members in by_acronym.values()}
    taken = {id(each) for members in merged.values() for each in members}
    yield from (sorted(members, key=_newest_first) for members in merged.values())
    yield from (members for members in by_key.values() if id(members[0]) not in taken)


def _definition(members: list[DefinedSection]) -> Definition:
    groups: dict[str, list[DefinedSection]] = defaultdict(list)
    for each in members:
        groups[each.group].append(each)
    newest = members[0].section
    name = newest.term or newest.title
    acronym = next((each.section.acronym for each in members if each.section.acronym), None)
    return Definition(slug(name) or newest.id, name, acronym, tuple(map(_wording, groups.values())))


def _wording(same: list[DefinedSection]) -> Wording:
    return Wording(wording_text(same[0].section), same[0].place, tuple(each.place for each in same[1:]))


def wording_text(section: Section) -> str:
    """The text without list mark, letter and heading, as far as the rest stands on its own; always an end of it."""
    begin, end = _heading(section)
    rest = _BEHIND.match(section.text, end)
    behind = rest.end() if rest else end
    if end == begin or behind == len(section.text) or _LEANING.match(section.text, behind):
        behind = begin
    return section.text[behind:]


def _heading(section: Section) -> tuple[int, int]:
    """Where the heading's first word begins, its letter apart, and where the last one ends; the same where there is
    no heading."""
    parts = _words(section.text)
    typed = [fold(part[0]) for part in parts]
    names = (section.title, section.term or "", f"{section.term} {section.acronym}")
    heads = [[fold(part[0]) for part in _words(name)] for name in names]
    length = max(len(head) if typed[: len(head)] == head else 0 for head in heads)
    begin = parts[0].start() if parts else 0
    return begin, parts[length - 1].end() if length else begin


def _words(text: str) -> list[re.Match[str]]:
    """Without the letter or number of a list: `(h)`, `3.`"""
    parts = list(PART.finditer(text))
    lettered = len(parts) > 1 and len(parts[0][0]) <= 2 and text[parts[0].end()] in ")."
    return parts[1:] if lettered else parts


def _key(name: str) -> str:
    """The words that count of a term: without asides, stop words and endings."""
    plain = _ASIDE.sub("", name).strip() or name
    return " ".join(filter(None, map(term, PART.findall(plain)))) or plain.strip().casefold()


def _defines(each: DefinedSection) -> bool:
    return each.section.kind == "definition" and bool(each.section.term) and each.section.subtype != "heading_only"


def _newest_first(each: DefinedSection) -> tuple[int, str, int]:
    return -each.place.year_start, each.place.area_slug, each.place.order


def _by_term(definition: Definition) -> tuple[str, str]:
    return definition.term.casefold(), definition.slug
