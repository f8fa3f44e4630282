"""The text of two reports by section: what both have, what was changed, what only one of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz import fuzz

from indexer.compare.wording import Piece, bare, compare_words
from indexer.gazetteers import slug
from indexer.model import StoredSection

ALIKE = 70
"""How alike (0 to 100) the words of two sections without a common name must be to be set side by side."""
WORDS_COMPARED = 400

Kind = Literal["same", "changed", "only_before", "only_now"]


@dataclass(frozen=True, slots=True)
class Pair:
    """A section of one report, one of the other, or both. Sections are told apart by their words only: white space,
    marks and where pages end do not count."""

    before: StoredSection | None
    now: StoredSection | None

    @property
    def kind(self) -> Kind:
        if self.before is None:
            return "only_now"
        if self.now is None:
            return "only_before"
        return "same" if _words(self.before) == _words(self.now) else "changed"

    def pieces(self) -> tuple[Piece, ...]:
        """What was changed, word by word; none unless both have the section."""
        if self.before is None or self.now is None:
            return ()
        return compare_words(self.before.section.text, self.now.section.text)


def pair_sections(before: Iterable[StoredSection], now: Iterable[StoredSection]) -> tuple[Pair, ...]:
    """Every section of both reports once, without title pages and lists of contents: in the order of `now`, each
    section that only `before` has behind the one that it follows there.

    Sections belong together that hold the same text, or define the same term, or have the same title and kind, or,
    among what is left, much the same words.
    """
    left, right = _shown(before), _shown(now)
    paired: dict[str, StoredSection] = {}
    for name in (_group, _term, _title):
        _join(name, left, right, paired)
    _join_alike(left, right, paired)
    return tuple(_in_order(left, right, paired))


def _shown(sections: Iterable[StoredSection]) -> list[StoredSection]:
    hidden = {"cover", "contents", "heading_only"}
    return [each for each in sections if each.section.subtype not in hidden and each.section.text.strip()]


def _group(stored: StoredSection) -> Hashable:
    return stored.group


def _term(stored: StoredSection) -> Hashable:
    return slug(stored.section.term.removesuffix("s")) if stored.section.term else None


def _title(stored: StoredSection) -> Hashable:
    title = slug(stored.section.title)
    return (stored.section.kind, title) if title else None


def _join(
    name: Callable[[StoredSection], Hashable],
    left: Sequence[StoredSection],
    right: Sequence[StoredSection],
    paired: dict[str, StoredSection],
) -> None:
    """Pair what has the same name on both sides, the first with the first."""
    waiting: dict[Hashable, list[StoredSection]] = {}
    for each in _free(left, paired):
        waiting.setdefault(name(each), []).append(each)
    for each in _free(right, paired):
        key = name(each)
        if key is not None and waiting.get(key):
            _pair(waiting[key].pop(0), each, paired)


def _join_alike(
    left: Sequence[StoredSection], right: Sequence[StoredSection], paired: dict[str, StoredSection]
) -> None:
    free = _free(left, paired)
    alike = [
        (fuzz.token_set_ratio(_beginning(one), _beginning(other), score_cutoff=ALIKE), one, other)
        for other in _free(right, paired)
        for one in free
        if one.section.kind == other.section.kind
    ]
    for score, one, other in sorted(alike, key=lambda each: -each[0]):
        if score and one.section.id not in paired and other.section.id not in paired:
            _pair(one, other, paired)


def _pair(one: StoredSection, other: StoredSection, paired: dict[str, StoredSection]) -> None:
    paired[one.section.id], paired[other.section.id] = other, one


def _free(sections: Sequence[StoredSection], paired: dict[str, StoredSection]) -> list[StoredSection]:
    return [each for each in sections if each.section.id not in paired]


def _in_order(
    left: Sequence[StoredSection], right: Sequence[StoredSection], paired: dict[str, StoredSection]
) -> Iterable[Pair]:
    behind: dict[str | None, list[StoredSection]] = {}
    last: str | None = None
    for each in left:
        if each.section.id in paired:
            last = paired[each.section.id].section.id
        else:
            behind.setdefault(last, []).append(each)
    yield from (Pair(each, None) for each in behind.get(None, ()))
    for each in right:
        yield Pair(paired.get(each.section.id), each)
        yield from (Pair(lost, None) for lost in behind.get(each.section.id, ()))


def _beginning(stored: StoredSection) -> str:
    return " ".join(_words(stored)[:WORDS_COMPARED])


def _words(stored: StoredSection) -> list[str]:
    return re.findall(r"\w+", bare(stored.section.text).casefold())
