"""rules/measures.toml → Measures, and the labels and titles by which tables are known."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, Literal

from indexer import rules
from indexer.errors import RulesError
from indexer.model import Division
from indexer.statistics.wordings import wordings
from indexer.statistics.words import REMEMBERED, near, plain, words

Axis = Literal["category", "level", "both"]
BOTH = " / "
"""What stands between a label in Welsh and the same in English."""
CUT_WORDS = 3
CUT_SHARE = 0.6


@dataclass(frozen=True, slots=True)
class Comparability:
    """What to mind when figures of the years `first` to `last` (None: without bound) are compared with others."""

    text: str
    first: int | None = None
    last: int | None = None

    def covers(self, year_start: int) -> bool:
        return (self.first is None or self.first <= year_start) and (self.last is None or year_start <= self.last)


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted. Years are those in which a reporting year begins; `rare` is what only some reports print.
    `category` is what an undivided measure
    belongs to; `levels` are those that add up to the total of a divided one."""

    id: str
    label: str
    definition: str
    unit: str
    period: Literal["snapshot", "year"]
    by_category: bool = False
    by_level: bool = False
    category: Division = None
    levels: tuple[int, ...] = ()
    first: int | None = None
    last: int | None = None
    replaced_by: str | None = None
    rare: bool = False
    notes: tuple[Comparability, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether its figures are whole numbers: all but rates."""
        return not self.unit.startswith("per ")

    @property
    def divided(self) -> bool:
        return self.by_category or self.by_level

    def published(self, year_start: int) -> bool:
        """Whether area reports of that year print it, as far as is known."""
        return (self.first is None or self.first <= year_start) and (self.last is None or year_start <= self.last)


@dataclass(frozen=True, slots=True)
class Entry:
    """What a label stands for: a table, a row, or one cell of a measure; or a heading under which short labels mean
    something. `label` is its full wording."""

    label: str
    measure: Measure | None = None
    heading: str | None = None
    cell: tuple[Division, Division] | None = None
    under: str | None = None

    @property
    def opens_table(self) -> bool:
        """Whether a table by category and level follows, and not a figure."""
        return self.measure is not None and self.measure.divided and self.cell is None


@dataclass(frozen=True, slots=True)
class Named:
    """A division of a table as a label names it."""

    axis: Axis
    value: Division
    label: str


@cache
def measures() -> tuple[Measure, ...]:
    """All measures, in the order of measures.toml. Raises RulesError."""
    try:
        return tuple(_measure(row) for row in rules.load("measures")["measure"])
    except (KeyError, TypeError) as error:
        raise RulesError(f"rules/measures.toml: a measure lacks or has too much: {error}") from None


def _measure(row: dict[str, Any]) -> Measure:
    known = {name: row[name] for name in Measure.__dataclass_fields__ if name in row}
    notes = tuple(Comparability(note["text"], note.get("from"), note.get("to")) for note in row.get("notes", ()))
    return Measure(**(known | {"levels": tuple(row.get("levels", ())), "notes": notes}))


class Lexicon:
    """All labels and titles. `find` knows them as printed, `damaged` cut off or garbled."""

    def __init__(self) -> None:
        table, self._by_id = rules.load("measures"), {measure.id: measure for measure in measures()}
        self.anywhere: dict[str, Entry] = {}
        self.by_length: dict[int, dict[str, Entry]] = defaultdict(dict)
        self.under: dict[str, dict[str, Entry]] = {row["id"]: {} for row in table["heading"]}
        self.heading_of = {row["id"]: rows["under"] for row in table["measure"] for rows in row.get("rows", ())}
        for row in table["heading"]:
            self._add(self.anywhere, row["titles"], heading=row["id"])
        for row in table["measure"]:
            self._add_measure(row)
        known = (self.anywhere, *self.under.values())
        self.titles = {phrase for entries in known for phrase, entry in entries.items() if entry.opens_table}
        self.beginnings = {
            " ".join(phrase.split()[:n]) for phrase in self.anywhere for n in range(phrase.count(" ") + 1)
        }

    def _add_measure(self, row: dict[str, Any]) -> None:
        measure = self._by_id[row["id"]]
        self._add(self.anywhere, (*row.get("tables", ()), *row.get("labels", ())), measure=measure)
        for cell in row.get("cells", ()):
            self._add(self.anywhere, cell["labels"], measure=measure, cell=(cell["category"], cell["level"]))
        for rows in row.get("rows", ()):
            self._add(self.under[rows["under"]], rows["labels"], measure=measure, under=rows["under"])

    def _add(self, known: dict[str, Entry], labels: Iterable[str], **what: Any) -> None:
        for label in labels:
            entry = known.setdefault(words(label), Entry(label, **what))
            if entry.measure and not entry.under:
                self.by_length[len(plain(label).split())][plain(label)] = entry

    def find(self, label: str, heading: str | None = None) -> Entry | None:
        """What a printed label stands for, below a heading."""
        if found := self._find(label, heading):
            return found
        parts = {self._find(part, heading) for part in label.split(BOTH)} - {None}
        return parts.pop() if len(parts) == 1 and BOTH in label else None

    def _find(self, label: str, heading: str | None) -> Entry | None:
        key = words(label)
        return self.under.get(heading or "", {}).get(key) or self.anywhere.get(key) or self._worded(label, heading)

    @lru_cache(REMEMBERED)  # noqa: B019 (there is one Lexicon, for good)
    def _worded(self, label: str, heading: str | None) -> Entry | None:
        """What the wordings of labels.toml say, if they agree."""
        key = words(label)
        found = [
            Entry(label, self._by_id.get(each.measure or ""), each.heading, cell=each.cell, under=each.under)
            for each in wordings()
            if each.under in {None, heading} and each.stands_for(key, label)
        ]
        return found[0] if len({(entry.measure, entry.heading, entry.cell) for entry in found}) == 1 else None

    def opens(self, label: str) -> bool:
        """Whether a label is the title of a table by category and level, under whatever heading."""
        return words(label) in self.titles

    def counts(self, label: str) -> bool:
        """Whether a label names one figure of a measure, under whatever heading."""
        found = (self.find(label, heading) for heading in (None, *self.under))
        return any(entry is not None and entry.measure is not None and not entry.opens_table for entry in found)

    def begins(self, label: str) -> bool:
        """Whether a printed label may be the first part of one that runs over several lines."""
        return words(label) in self.beginnings

    def cut(self, label: str) -> Entry | None:
        """What a label stands for that stops before its end: within a word, or after most of its words."""
        key = words(label)
        if len(key.split()) < CUT_WORDS:
            return None
        found = [entry for phrase, entry in self.anywhere.items() if entry.measure and _is_cut(key, phrase)]
        return found[0] if len({(entry.measure, entry.cell) for entry in found}) == 1 else None

    def damaged(self, label: str) -> Entry | None:
        """What a label stands for that has letters wrong."""
        key = plain(label)
        found = [entry for phrase, entry in self.by_length[len(key.split())].items() if near(key, phrase)]
        return found[0] if len({(entry.measure, entry.cell) for entry in found}) == 1 else None


def _is_cut(key: str, phrase: str) -> bool:
    if not phrase.startswith(key) or phrase == key:
        return False
    within_word = phrase[len(key)] != " "
    return within_word or len(key.split()) >= CUT_SHARE * len(phrase.split())


@cache
def lexicon() -> Lexicon:
    """The labels of measures.toml."""
    return Lexicon()


@cache
def _divisions() -> tuple[tuple[re.Pattern[str], Named], ...]:
    return tuple(
        (re.compile("|".join(row["patterns"])), Named(row["axis"], row["value"], row["label"]))
        for row in rules.load("measures")["division"]
    )


@lru_cache(REMEMBERED)
def division(label: str) -> Named | None:
    """The category, level or total that the head of a column or row names, in one language or in two."""
    named = {_division(part) for part in label.split(BOTH)}
    return named.pop() if len(named) == 1 else None


def _division(label: str) -> Named | None:
    """A label that names a category and a level is of one cell, and of no row or column."""
    key = words(label)
    if len({named.axis for named in divisions_in(label)} - {"both"}) > 1:
        return None
    return next((named for pattern, named in _divisions() if pattern.fullmatch(key)), None)


def division_label(axis: Axis, value: Division) -> str:
    """How a division is named: `Category 2: Violent offenders`."""
    return next(named.label for _, named in _divisions() if named.value == value and named.axis in (axis, "both"))


@cache
def _heads() -> tuple[re.Pattern[str], re.Pattern[str]]:
    heads = rules.load("measures")["heads"]
    names = "|".join(f"(?P<{axis}>{heads[axis]})" for axis in ("category", "level", "total"))
    return re.compile(rf"\b(?:{names})\b"), re.compile(heads["number"])


def divisions_in(text: str) -> tuple[Named, ...]:
    """The heads that stand one behind the other on an undivided line; none if other numbers stand between them."""
    pattern, key = _heads()[0], words(text)
    if any(character.isdigit() for character in pattern.sub("", key)):
        return ()
    return tuple(_head(match) for match in pattern.finditer(key))


def names_only_heads(text: str) -> bool:
    """Whether a label says nothing besides the heads in it: `Category 1, Level 2: 74`, but not of meetings."""
    rest = _heads()[0].sub("", words(text)).split()
    return set(rest) <= {*rules.load("measures")["heads"]["words"], "at", "in", "managed"}


def before_heads(text: str) -> str:
    """What stands on an undivided line before the first of its heads: `Breach of licence   Category 1   Total`."""
    key = words(text)
    match = _heads()[0].search(key)
    return key[: match.start()].strip() if match else ""


def _head(match: re.Match[str]) -> Named:
    if match["total"]:
        return Named("both", "total", match[0])
    return Named("category" if match["category"] else "level", int(match[0][-1]), match[0])


def continues_head(text: str) -> bool:
    """Whether a line may be the rest of heads that run over several lines."""
    return set(words(text).split()) <= set(rules.load("measures")["heads"]["words"])


def is_number_head(text: str) -> bool:
    """Whether a head only says that figures follow."""
    return bool(words(text) and _heads()[1].fullmatch(words(text)))
