"""Address → report and section, also where the section has moved since the address was made.

The name of a section in addresses is its number and its title. When a report is read anew, by better rules or from a
better file, sections may get another number or a mended title; the words of the title outlive both.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from rapidfuzz import fuzz

from indexer.errors import NotFound
from indexer.model import Report, StoredSection
from webapp.addresses import section_name
from webapp.errors import Gone
from webapp.site import site

ALIKE, MUCH_ALIKE = 75, 88
"""How alike (0 to 100) the words of an old address must be to those of the section of the same number, and to those of
another one, to lead there."""
_NAME = re.compile(r"(?:(?P<number>\d{1,4})(?:-|$))?(?P<words>[a-z0-9-]*)")


def find_report(area: str, year: str) -> Report:
    """Raises NotFound."""
    if not re.fullmatch(r"\d{4}-\d\d", year):
        raise NotFound(f"'{year}' is not a year such as 2021-22")
    return site().backend.report(f"{area}-{year}")


def find_section(sections: Sequence[StoredSection], name: str) -> StoredSection:
    """The section that an address names; where none has this name now, the one that the address meant. Raises
    NotFound for what never was the name of a section, Gone where it may have been one."""
    if exact := next((stored for stored in sections if section_name(stored.place) == name), None):
        return exact
    named = _NAME.fullmatch(name)
    if named is None or not (named["number"] or named["words"]):
        raise NotFound(f"there is no section '{name}'")
    number = int(named["number"]) if named["number"] else None
    if found := _meant(sections, number, named["words"]):
        return found
    if number is None or not named["words"]:
        raise NotFound(f"there is no section '{name}'")
    raise Gone(name)


def _meant(sections: Sequence[StoredSection], number: int | None, words: str) -> StoredSection | None:
    there = next((stored for stored in sections if stored.place.order == number), None)
    if not words:
        return there
    if same := [stored for stored in sections if _words(stored) == words]:
        return min(same, key=lambda stored: abs(stored.place.order - (number or 0)))
    if there and fuzz.ratio(_words(there), words) >= ALIKE:
        return there
    scores = [(fuzz.ratio(_words(stored), words), stored) for stored in sections]
    best = max(scores, key=lambda each: each[0], default=None)
    return best[1] if best and best[0] >= MUCH_ALIKE else None


def _words(stored: StoredSection) -> str:
    """The name of a section without its number."""
    return section_name(stored.place).partition("-")[2]
