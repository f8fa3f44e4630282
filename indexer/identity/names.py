"""Names of areas and regions in text: found whole, the longest first, and rewritten as marks that rules can name."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from indexer import rules
from indexer.gazetteers import areas, slug

AREA_MARK = r"\[a:(?P<area>[a-z-]+)\]"
PLACE_MARK = r"\[[ag]:(?P<area>[a-z-]+)\]"
LIST = re.compile(r"\[a:[a-z-]+\](?:(?:\s*[,;/&]\s*(?:and\b|a\b)?|\s+(?:and|or|a)\b)\s*(?:the\s+)?\[a:[a-z-]+\])+")
"""Areas that are named together say nothing of the one that the report is of."""


@dataclass(frozen=True, slots=True)
class Place:
    """What a report can be of: a MAPPA area, or (from 2024-25 on) a probation region. `id` is its slug."""

    id: str
    name: str
    region: str


@cache
def places() -> dict[str, Place]:
    """The areas and regions by id; West Midlands, London and Greater Manchester are both, and here the area."""
    regions = {slug(area.region): Place(slug(area.region), area.region, area.region) for area in areas()}
    return regions | {area.id: Place(area.id, area.name, area.region) for area in areas()}


@cache
def region_mark() -> str:
    """Matches the mark of any region, those included that are marked as areas."""
    return rf"\[[ag]:(?P<area>{'|'.join(sorted({slug(area.region) for area in areas()}))})\]"


@cache
def spellings() -> dict[str, str]:
    """Every name of a place, and of what is none but holds one (id ""), with its id."""
    found = {place.name: place.id for place in places().values()}
    found |= {alias: area.id for area in areas() for alias in area.aliases}
    return found | {name: row["id"] for row in rules.load("identity")["name"] for name in row["names"]}


def place_named(name: str) -> Place | None:
    """The place that goes by this name, letter case and "&" aside."""
    known = {slug(spelling): id_ for spelling, id_ in spellings().items() if id_}
    return places().get(known.get(slug(name), ""))


def mark_places(text: str, *, any_case: bool = False, glued: bool = False) -> str:
    """`text` with marks for names. They begin with a capital letter unless `any_case`; `glued` finds "westyorkshire".
    What belongs to another name or to a list of areas is left unmarked."""
    marked = _pattern(any_case, glued).sub(_mark, text)
    for mask in _masks():
        marked = mask.sub("", marked)
    return LIST.sub(_unlisted, marked)


def named_in(marked: str) -> list[str]:
    """The areas, and not the regions, that a marked text names, each as often as it does."""
    return [places()[id_].name for id_ in re.findall(AREA_MARK, marked)]


def _mark(match: re.Match[str]) -> str:
    id_ = _ids()[_key(match[0])]
    if not id_:
        return ""
    return f"[a:{id_}]" if any(area.id == id_ for area in areas()) else f"[g:{id_}]"


def _unlisted(match: re.Match[str]) -> str:
    named = set(re.findall(AREA_MARK, match[0]))
    return "" if len(named) > 1 else match[0]


@cache
def _masks() -> tuple[re.Pattern[str], ...]:
    patterns = (row["pattern"].replace("{area}", r"\[a:[a-z-]+\]") for row in rules.load("identity")["mask"])
    return tuple(re.compile(rf"(?<!\w)(?:{pattern})", re.IGNORECASE) for pattern in patterns)


@cache
def _ids() -> dict[str, str]:
    return {_key(name): id_ for name, id_ in spellings().items()}


def _key(name: str) -> str:
    return re.sub(r"and|[^a-z]", "", name.lower())


@cache
def _pattern(any_case: bool, glued: bool) -> re.Pattern[str]:
    """Names by first letter, which makes the search some ten times faster than one list of alternatives."""
    gap = r"[\s,_–-]*" if glued else r"[\s,_–-]+"
    acronyms = [name for name in spellings() if name.isupper()]
    words = [name for name in spellings() if not name.isupper()]
    by_letter: dict[str, list[str]] = {}
    for name in sorted(words, key=len, reverse=True):
        by_letter.setdefault(name[0], []).append(_spelling(name, gap)[1:])
    start = "" if any_case else "(?=[A-Z])"
    found = [f"{letter}(?i:{'|'.join(rests)})" for letter, rests in by_letter.items()]
    found.append("|".join(f"(?-i:{re.escape(name)})" for name in acronyms))
    return re.compile(rf"(?<![\w&]){start}(?:{'|'.join(found)})(?![\w&])", re.IGNORECASE if any_case else 0)


def _spelling(name: str, gap: str) -> str:
    words: Iterable[str] = re.split(r"[\s,-]+", name)
    return gap.join("(?:and|&)" if word in ("and", "&") else re.escape(word) for word in words)
