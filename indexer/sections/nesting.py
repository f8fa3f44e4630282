"""Which section stands below which: by what reports are known to hold together, then by marks, type and position."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.sections.headings import CAPITALS, DEEP, Boundary, Origin
from indexer.sections.parts import Part
from indexer.sections.rules import phrases

NUMBER = re.compile(r"^(\d{1,2}(?:\.\d{1,2})*)[.)]?\s")
LETTER = re.compile(r"^\(?[a-h]\)\s")
PERSON = re.compile(r"\b(?:he|she|his|her|him)\b", re.IGNORECASE)
"""Somebody is spoken of."""
ACRONYM = re.compile(r"\b(?=\w*[A-Z]\w*[A-Z])[A-Za-z]{3,8}\b")
COMMON = frozenset({"MAPPA", "MAPP", "SMB", "MARAC"})
"""Acronyms that say nothing about what a section is about."""
SAME = 0.05
"""Type sizes that differ by less are the same."""
OWNERS: dict[Origin, str] = {"table": "statistics", "note": "statistics", "term": "commentary", "question": "faq"}
LEAVES = frozenset({"case_study", "voice", "contact", "faq", "closing"})
"""Kinds of known headings below which no other known heading stands."""
CLOSED = frozenset({"what is mappa", "statistics", "commentary", "contents"})
"""Known headings that take only what belongs to them, even where they have no text of their own."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a part stands: the number of its parent among the parts, or None, and its level: 0 the cover, 1 the top."""

    parent: int | None
    level: int


def nest(parts: Sequence[Part]) -> list[Place]:
    """The places of all parts, in order."""
    places: list[Place] = []
    for i, part in enumerate(parts):
        parent = _parent(parts, places, i)
        above = -1 if part.boundary.origin == "cover" else 0
        places.append(Place(parent, 1 + (above if parent is None else places[parent].level)))
    return places


def _parent(parts: Sequence[Part], places: Sequence[Place], i: int) -> int | None:
    boundary = parts[i].boundary
    if i == 0 or boundary.origin in ("cover", "closing"):
        return None
    owner = _owner(parts, i)
    if owner is not None:
        return owner
    if boundary.known and boundary.known.place:
        return _divided(parts, list(_chain(places, i - 1)), boundary)
    if boundary.origin == "case":
        return next((n for n in range(i - 1, -1, -1) if parts[n].boundary.origin != "case"), None)
    if boundary.origin == "pointer":
        return places[i - 1].parent
    chain = list(_chain(places, i - 1))
    return _first((_list_above(parts, chain, i), _subject(parts, i), _by_look(parts, chain, i)))


def _divided(parts: Sequence[Part], chain: Sequence[int], boundary: Boundary) -> int | None:
    """A known heading of the top stands below none but its own double, or a bare heading that marks show above it: the
    name of an area in the report of a region."""
    for n in chain:
        other = parts[n].boundary
        named = other.known is None and other.origin == "heading" and _deeper(boundary, other)
        if parts[n].bare and (named or other.known == boundary.known):
            return n
    return None


def _first(found: Sequence[int | None]) -> int | None:
    return next((n for n in found if n is not None), None)


def _chain(places: Sequence[Place], i: int | None) -> Iterator[int]:
    """Part `i` and the parts around it, innermost first."""
    while i is not None:
        yield i
        i = places[i].parent


def _owner(parts: Sequence[Part], i: int) -> int | None:
    """The known heading that a table, a term, a question or a part of the national text belongs to."""
    boundary = parts[i].boundary
    wanted = OWNERS.get(boundary.origin) or (boundary.known.under if boundary.known else None)
    for n in range(i - 1, -1, -1) if wanted else ():
        other = parts[n].boundary.known
        if other and other.id == wanted:
            return n
        if other and other.place and boundary.origin == "heading":
            break
    return None


def _list_above(parts: Sequence[Part], chain: Sequence[int], i: int) -> int | None:
    """The local list of contents that announces the section."""
    if not parts[i].boundary.announced:
        return None
    return next((n for n in chain if _is_local(parts[n].boundary)), None)


def _subject(parts: Sequence[Part], i: int) -> int | None:
    """A case study named after the section before it belongs to that: "CoSA case study" to the circles (CoSA)."""
    boundary = parts[i].boundary
    if not (boundary.known and boundary.known.kind == "case_study"):
        return None
    before = f"{parts[i - 1].boundary.title} {parts[i - 1].body[:600]}"
    names = set(ACRONYM.findall(boundary.title)) - COMMON
    return i - 1 if any(re.search(rf"\b{name}s?\b", before) for name in names) else None


def _by_look(parts: Sequence[Part], chain: Sequence[int], i: int) -> int | None:
    """By number, mark or type where both have one; else a heading without text takes the next ones as its own."""
    boundary = parts[i].boundary
    for n in chain:
        other = parts[n].boundary
        if _shut(parts[i], parts[n]):
            continue
        open_to = _takes(other, boundary) or _begins(parts, n, i)
        takes = parts[n].holds_others and not _beside(boundary, other) and open_to
        if takes or _deeper(boundary, other):
            return n
    return None


def _shut(inner: Part, part: Part) -> bool:
    """Nothing stands below a cover or a closing; below a known heading of the top only what looks deeper; below case
    studies and the like nothing else that is known nor, without marks, anything else."""
    boundary, other = inner.boundary, part.boundary
    if other.origin in ("cover", "closing"):
        return True
    if other.known is None or other.known == boundary.known:
        return False
    if other.known.id in CLOSED and boundary.known is not None:
        return True
    if _is_one_of_several(inner, part):
        return False
    if other.known.kind in LEAVES and (boundary.known is not None or boundary.level is None):
        return True
    return other.known.place == "top" and not part.bare and not _deeper(boundary, other)


def _is_one_of_several(inner: Part, part: Part) -> bool:
    """A case under a heading of its own wording, below a heading for several: "1. Leaving hospital"."""
    several = phrases("several").search(part.boundary.title)
    told = phrases("crime").search(inner.body) and PERSON.search(inner.body)
    return bool(several and told and inner.boundary.known is None and inner.boundary.level is None)


def _takes(other: Boundary, boundary: Boundary) -> bool:
    """A heading without text takes what follows, unless that is known to be elsewhere or announced beside it."""
    closed = other.known is not None and other.known.id in CLOSED
    return not closed and not (boundary.announced and other.announced)


def _begins(parts: Sequence[Part], n: int, i: int) -> bool:
    """A bare heading of the national text takes headings of any wording up to the first that is known."""
    heading = parts[n].boundary.known
    national = heading is not None and heading.id == "what is mappa"
    return parts[n].bare and national and all(part.boundary.known is None for part in parts[n + 1 : i + 1])


def _is_local(boundary: Boundary) -> bool:
    return boundary.known is not None and boundary.known.place == "local"


def _deeper(boundary: Boundary, other: Boundary) -> bool:
    number, above = NUMBER.match(boundary.title), NUMBER.match(other.title)
    if number and above:
        return number[1].startswith(f"{above[1]}.")
    if bool(LETTER.match(boundary.title)) != bool(LETTER.match(other.title)) and boundary.level == other.level:
        return bool(LETTER.match(boundary.title))
    mine, theirs = _levels(boundary, other)
    return mine > theirs + SAME


def _beside(boundary: Boundary, other: Boundary) -> bool:
    """Marks or type say that the heading is no deeper than the other."""
    mine, theirs = _levels(boundary, other)
    return (boundary.level is not None or other.level is not None) and mine <= theirs + SAME


def _levels(boundary: Boundary, other: Boundary) -> tuple[float, float]:
    """How deep both look; a heading without any mark is deeper than one in capitals, and as deep as another."""
    unknown = boundary.level is None or other.level is None
    if unknown and not {CAPITALS, DEEP} & {boundary.level, other.level}:
        return 0.0, 0.0
    return boundary.level or CAPITALS + 1, other.level or CAPITALS + 1
