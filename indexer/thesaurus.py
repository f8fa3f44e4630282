"""Other words for those that are typed: of the same meaning, of nearly the same, and what replaced them in law.

They come from `gazetteers/thesaurus.toml`, from abbreviations in the other gazetteers, and from abbreviations that the
reports of an index define. Only plain words are widened; words in quotation marks, joined by OR or refused are meant as
they stand.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from indexer import analysis, gazetteers
from indexer.errors import RulesError
from indexer.model import Clause, Other, Phrase, Query, Relation, Widened, Word

GAZETTEERS = ("orders", "agencies", "programmes", "roles", "systems", "offences", "legislation")
"""Where abbreviations are looked for."""
SHORTEST_ACRONYM = 2
LONGEST_TERM = 8
"""Words of the longest entry that is looked for."""
MOST_OTHERS = 8
"""Other words for one that is typed, the nearest in meaning first."""

_RELATIONS: tuple[Relation, ...] = ("spelling", "same", "similar", "replaced")
_ACRONYM = re.compile(r"[A-Z][A-Za-z&]*[A-Z]s?")
_SMALL = frozenset({"a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})

Key = tuple[str, ...]
"""The terms of the words of an entry, in a row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """`typed` stands for `other`. `capitals`: only where it is typed in capitals, for it is a word as well."""

    typed: str
    other: str
    relation: Relation
    capitals: bool = False


Thesaurus = Mapping[Key, tuple[Entry, ...]]


def widen(query: Query, thesaurus: Thesaurus, mend: Callable[[str], str] = str) -> Query:
    """The query with other words beside its plain ones. `mend` gives for a word that no report has the one that was
    probably meant, else the word itself. An exact query stays as it is, and so does one that is widened already."""
    if query.exact or any(isinstance(clause, Widened) for clause in query.clauses):
        return query
    return replace(query, clauses=tuple(_widened(query.clauses, thesaurus, mend)))


def others(query: Query) -> tuple[Other, ...]:
    """What is searched for beside the words typed, each once."""
    found = (other for clause in query.clauses if isinstance(clause, Widened) for other in clause.others)
    return tuple({other.clause: other for other in found}.values())


def build(entries: Iterable[Entry]) -> Thesaurus:
    found: dict[Key, dict[tuple[Key, bool], Entry]] = {}
    for entry in sorted(entries, key=lambda each: _RELATIONS.index(each.relation)):
        key = key_of(entry.typed)
        if key and key != key_of(entry.other):
            found.setdefault(key, {}).setdefault((key_of(entry.other), entry.capitals), entry)
    return MappingProxyType({key: tuple(known.values()) for key, known in found.items()})


def key_of(text: str) -> Key:
    """What an entry is found by: endings, letter case, hyphens and stop words do not count."""
    words = analysis.PART.findall(text)
    return tuple(filter(None, map(analysis.term, words)))


@cache
def standing() -> tuple[Entry, ...]:
    """The entries that hold for every index."""
    return (*_rows(), *_abbreviations())


def defined(pairs: Iterable[tuple[str, str]]) -> Iterator[Entry]:
    """Entries for short forms with their long forms, as the reports define them. A short form that is a word as well
    counts in capitals only, and is not searched for in place of the long one."""
    for short, long in pairs:
        if _ACRONYM.fullmatch(short) and len(long) > len(short) and initials(short, long):
            yield Entry(short, long, "same", capitals=len(short) <= SHORTEST_ACRONYM)
            if len(short) > SHORTEST_ACRONYM:
                yield Entry(long, short, "same")


def initials(short: str, long: str) -> bool:
    """Whether a short form has the initials of the long one, each small word counted or not."""
    letters = "".join(letter for letter in short.removesuffix("s").casefold() if letter.isalpha())
    told = {0}  # how many of the letters the words so far may stand for
    for word in map(str.casefold, analysis.PART.findall(long)):
        counted = {at + 1 for at in told if letters[at : at + 1] == word[0]}
        told = counted | told if word in _SMALL else counted
    return bool(letters) and len(letters) in told


# ---- the words of a query


def _widened(clauses: Sequence[Clause], thesaurus: Thesaurus, mend: Callable[[str], str]) -> Iterator[Clause]:
    at = 0
    while at < len(clauses):
        row = _row(clauses[at : at + LONGEST_TERM])
        mended = tuple(Word(mend(word.text)) for word in row)
        length, entries = _longest(row, mended, thesaurus)
        if not row:
            yield clauses[at]
        else:
            yield _clause(row[:length], mended[:length], entries)
        at += length


def _row(clauses: Sequence[Clause]) -> tuple[Word, ...]:
    """The plain words at the beginning."""
    found: list[Word] = []
    for clause in clauses:
        if not isinstance(clause, Word) or clause.prefix:
            break
        found.append(clause)
    return tuple(found)


def _longest(row: Sequence[Word], mended: Sequence[Word], thesaurus: Thesaurus) -> tuple[int, tuple[Entry, ...]]:
    """How many of the words an entry is for, at least one, and what it says."""
    for length in range(len(row), 0, -1):
        if not all(analysis.patterns(mended[at]) for at in (0, length - 1)):
            continue  # a stop word at an end belongs to no entry
        typed = " ".join(word.text for word in mended[:length])
        known = _of_letters(typed, thesaurus.get(key_of(typed), ()))
        if entries := tuple(each for each in known if not each.capitals or row[0].text.isupper()):
            return length, entries
    return 1, ()


def _of_letters(typed: str, entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Without those of abbreviations that have other letters than the one typed: GPS is no plural of GP, GPs is."""
    known = tuple(entries)
    letters = (typed[:-1] if analysis.PLURAL_ACRONYM.fullmatch(typed) else typed).casefold()
    if all(each.typed.casefold() != letters for each in known):
        return known
    return tuple(each for each in known if each.typed.casefold() == letters or not _ACRONYM.fullmatch(each.typed))


def _clause(typed: tuple[Word, ...], mended: tuple[Word, ...], entries: Iterable[Entry]) -> Clause:
    meant = [Other(_leaf(" ".join(word.text for word in mended)), "spelling")] if mended != typed else []
    found = [*meant, *(Other(_leaf(entry.other), entry.relation) for entry in entries)]
    return Widened(typed, tuple(found[:MOST_OTHERS])) if found else typed[0]


def _leaf(text: str) -> Word | Phrase:
    words = tuple(compound[0] for compound in analysis.COMPOUND.finditer(text))
    return Word(words[0]) if len(words) == 1 else Phrase(words)


# ---- where entries come from


def load() -> dict[str, list[dict[str, Any]]]:
    """The rows of `thesaurus.toml` by kind. Raises RulesError."""
    try:
        text = (files("indexer.gazetteers") / "thesaurus.toml").read_text(encoding="utf-8")
        return tomllib.loads(text)
    except (FileNotFoundError, tomllib.TOMLDecodeError) as error:
        raise RulesError(f"gazetteers/thesaurus.toml: {error}") from None


def _rows() -> Iterator[Entry]:
    for kind, rows in load().items():
        for row in rows:
            yield from row_entries(kind, row)


def row_entries(kind: str, row: Mapping[str, Any]) -> Iterator[Entry]:
    """What one row says."""
    capitals = row.get("capitals", ())
    if kind == "replaced":
        for old in row["old"]:
            for new in row["new"]:
                yield Entry(old, new, "replaced")
                yield Entry(new, old, "replaced")
    elif kind in ("same", "similar"):
        relation: Relation = "same" if kind == "same" else "similar"
        for typed in row["words"]:
            for other in row["words"]:
                if typed != other:
                    yield Entry(typed, other, relation, capitals=typed in capitals)
    else:
        raise RulesError(f"gazetteers/thesaurus.toml: '{kind}' is no kind of row")


def _abbreviations() -> Iterator[Entry]:
    """Short forms in the gazetteers that are the initials of another name of the same thing."""
    for name in GAZETTEERS:
        for row in gazetteers.rows(name):
            given = [row["pattern"]] if isinstance(row["pattern"], str) else row["pattern"]
            names = list(dict.fromkeys([row["id"], *(each for each in given if isinstance(each, str))]))
            shorts = [each for each in names if _ACRONYM.fullmatch(each)]
            pairs = [(short, long) for short in shorts for long in names if initials(short, long) and long != short]
            for entry in defined(pairs):
                yield entry if not row.get("case") else replace(entry, capitals=entry.typed in shorts)
