"""Addresses of comparisons of two reports ↔ what is compared, and what is shown of it: parts of a length that can be
read, and rows to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import BadRequest

from indexer.backend import BOILERPLATE_FACET
from indexer.compare import Pair
from indexer.model import StoredSection
from webapp.addresses import section_address
from webapp.words import title_of

PATH = "/compare"
KINDS = {
    "changed": "Changed",
    "only_now": "Only in the second report",
    "only_before": "Only in the first report",
    "same": "The same words",
}
"""What can be shown, with its heading."""
TEXTS: dict[str, str] = {str(name): label for name, label in BOILERPLATE_FACET.items()}
MOST_CHARACTERS = 30_000
"""Of the texts on one page."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A comparison as its address says it. `first` and `second` are the ids of reports, `show` is one of KINDS, `text`
    one of TEXTS, empty for all; `part` counts from 1."""

    first: str = ""
    second: str = ""
    show: str = ""
    text: str = ""
    part: int = 1

    def address(self, form: str = "") -> str:
        given = {"first": self.first, "second": self.second, "show": self.show, "text": self.text}
        pairs = [(name, value) for name, value in given.items() if value]
        pairs += [("part", str(self.part))] if self.part > 1 and not form else []
        return f"{PATH}{form}?{urlencode(pairs)}" if pairs else f"{PATH}{form}"

    def showing(self, show: str) -> Asked:
        return replace(self, show=show, part=1)

    def of_text(self, text: str) -> Asked:
        return replace(self, text=text, part=1)

    def at(self, part: int) -> Asked:
        return replace(self, part=part)

    def wants(self, pair: Pair) -> bool:
        """What is the same in both is shown on demand only: it is most of the text, and says nothing new."""
        kind = pair.kind == self.show if self.show else pair.kind != "same"
        return kind and self.text in ("", shown(pair).boilerplate)


def read(args: MultiDict[str, str]) -> Asked:
    """Raises BadRequest."""
    part = args.get("part") or "1"
    if not (part.isascii() and part.isdigit() and 0 < len(part) < 5 and int(part)):
        raise BadRequest(f"part: “{part[:60]}” is not the number of a part.")
    return Asked(
        first=args.get("first", ""),
        second=args.get("second", ""),
        show=_one(args, "show", KINDS),
        text=_one(args, "text", TEXTS),
        part=int(part),
    )


def _one(args: MultiDict[str, str], name: str, allowed: Iterable[str]) -> str:
    given = args.get(name, "")
    if given and given not in allowed:
        raise BadRequest(f"{name}: “{given[:60]}” is none of {', '.join(allowed)}.")
    return given


def shown(pair: Pair) -> StoredSection:
    """The section that stands for a pair."""
    stored = pair.now or pair.before
    assert stored
    return stored


def parts(pairs: Iterable[Pair]) -> tuple[tuple[Pair, ...], ...]:
    """In order, at least one; a section is never cut."""
    made: list[list[Pair]] = [[]]
    held = 0
    for pair in pairs:
        size = sum(len(each.section.text) for each in (pair.before, pair.now) if each)
        if made[-1] and held + size > MOST_CHARACTERS:
            made.append([])
            held = 0
        made[-1].append(pair)
        held += size
    return tuple(map(tuple, made))


def record(pair: Pair) -> dict[str, Any]:
    """A pair as a row: both texts and, of what was changed, the words added and removed."""
    pieces = pair.pieces()

    def words(kind: str) -> str:
        return " … ".join(piece.text for piece in pieces if piece.kind == kind)

    return {
        "kind": pair.kind,
        "title": title_of(shown(pair).place),
        "text_is": shown(pair).boilerplate,
        "first_section": _told(pair.before, lambda each: each.place.section),
        "second_section": _told(pair.now, lambda each: each.place.section),
        "added": words("added"),
        "removed": words("removed"),
        "first_text": _told(pair.before, lambda each: each.section.text),
        "second_text": _told(pair.now, lambda each: each.section.text),
        "first_source": _told(pair.before, lambda each: section_address(each.place, whole=True)),
        "second_source": _told(pair.now, lambda each: section_address(each.place, whole=True)),
    }


def _told(stored: StoredSection | None, say: Callable[[StoredSection], str]) -> str | None:
    return say(stored) if stored else None
