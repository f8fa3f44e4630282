"""The gazetteers as spaCy span rulers: names that are known in advance.

A row is `{"id": canonical name, "label": …, "pattern": a string or a list of them, "examples": […]}`. Letter case does
not count unless `"case": true`. A plural is found by itself. `"beside"` and `"near"` make a row conditional (see
`Mention`); `"inside"` rows are words that also begin sentences ("Prevent") and count only within one. Rows labelled
NONE are wording that must not be taken for a name.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from indexer import gazetteers
from indexer.config import LanguageConfig
from indexer.entities.folding import Folded, fold, shouted
from indexer.entities.mentions import LABELS, NOT_A_NAME, Mention
from indexer.errors import ConfigError, RulesError

if TYPE_CHECKING:
    from spacy.language import Language

SUBJECTS = (
    "agencies", "orders", "legislation", "roles", "programmes", "systems", "places", "offences", "risk_factors",
)  # fmt: skip
SINGLE = ("LEGISLATION", "SYSTEM", "DATE")
"""Labels whose names have no plural, but for devices: "GPS tags"."""
SHORTEST_SHOUTED = 4
BEGINNING = re.compile(r"(?:\A|[.:;!?\n\t\"-])\W*\Z")
UNSPACED = re.compile(r"[^\w\s]{40,}|\S{1000,}")
"""What is too long to be part of a name. The tokeniser would part it mark by mark, and look through the rest each time,
which takes minutes for some thousand marks."""
FORCE = re.compile(r"\b(Police|Constabulary|Metropolitan|MPS|GMP|TVP)\b|&")
"""Other names of an area that are those of its police force, or initials."""


@dataclass(frozen=True, slots=True)
class Name:
    """A row of a gazetteer; `patterns` are folded, with their plurals."""

    id: str
    label: str
    patterns: tuple[str, ...]
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...] = ()
    case: bool = False
    beside: str | None = None
    near: str | None = None
    inside: bool = False

    @property
    def short(self) -> bool:
        """Whether these are short forms, known from words only by their capitals."""
        return self.case and self.label != "PLACE" and any(pattern.isupper() for pattern in self.patterns)

    def counts(self, text: str, place: int) -> bool:
        """Whether the capitals of this name mean anything where it stands."""
        if self.inside and BEGINNING.search(text, max(0, place - 5), place):
            return False
        return not (self.short and shouted(text, place))


@cache
def names() -> tuple[Name, ...]:
    """The rows of all gazetteers, and the areas. Raises RulesError that names the file and the row."""
    return (*(_name(row, subject) for subject in SUBJECTS for row in gazetteers.rows(subject)), *_areas())


@cache
def words_of(canonical: str) -> frozenset[str]:
    """All words of all patterns for the thing of this canonical name, in lower case."""
    return frozenset(
        word for name in names() if name.id == canonical for form in name.patterns for word in form.lower().split()
    )


def singular_and_plural(words: str) -> tuple[str, ...]:
    """The words, and their plural where they have one."""
    if re.search(r"(?:[^aeiou]|[iu])s$|[\d)+']$", words, re.IGNORECASE):
        return (words,)
    if re.search(r"[^aeiou]y$", words):
        return (words, words[:-1] + "ies")
    return (words, words + ("es" if re.search(r"(?:[sxz]|ch|sh)$", words) else "s"))


class Names:
    """Finds the names in a folded text. Built once: some thousand patterns."""

    def __init__(self, config: LanguageConfig) -> None:
        self._nlp = _language(config.spacy_model)
        rows = names()
        self._rows = {str(number): name for number, name in enumerate(rows)}
        self._rulers = (self._ruler("LOWER", rows, case=False), self._ruler("ORTH", rows, case=True))

    def find(self, folded: Folded) -> Iterator[Mention]:
        """All candidates, overlapping ones as well."""
        doc = self._nlp.make_doc(UNSPACED.sub(lambda run: " " * len(run[0]), folded.text))
        for ruler in self._rulers:
            for span in ruler.match(doc):
                name = self._rows[span.id_]
                if name.counts(folded.text, span.start_char):
                    yield Mention(span.start_char, span.end_char, name.label, name.id, 1, name.beside, name.near)

    def _ruler(self, attribute: str, rows: Iterable[Name], *, case: bool) -> Any:
        from spacy.pipeline import SpanRuler

        ruler = SpanRuler(self._nlp, phrase_matcher_attr=attribute)
        ruler.add_patterns(
            [
                {"label": name.label, "pattern": pattern, "id": str(number)}
                for number, name in enumerate(rows)
                for pattern in name.patterns
                if name.case is case
            ]
        )
        return ruler


def _language(model: str) -> Language:
    """The tokeniser: that of the named model, or spaCy's own for English. spaCy is only imported here, since that takes
    a second that other commands need not spend."""
    import spacy

    try:
        language = spacy.load(model) if model else spacy.blank("en")
    except OSError:
        raise ConfigError(
            f"language.spacy_model: there is no spaCy model '{model}'; install it or leave the setting empty"
        ) from None
    language.max_length = sys.maxsize  # the bound is meant for what needs a model
    return language


def _name(row: dict[str, Any], subject: str) -> Name:
    where = f"gazetteers/{subject}.jsonl, '{row.get('id', '?')}'"
    patterns = row.get("pattern")
    patterns = [patterns] if isinstance(patterns, str) else patterns
    case = row.get("case", False)
    unknown = row.keys() - {"id", "label", "pattern", "examples", "counterexamples", "case", "beside", "near", "inside"}
    if unknown:
        raise RulesError(f"{where}: unknown key '{min(unknown)}'")
    if not isinstance(row.get("id"), str) or row.get("label") not in (*LABELS, NOT_A_NAME):
        raise RulesError(f"{where}: needs an 'id' and one of the labels {', '.join(LABELS)}")
    if not patterns or not all(isinstance(pattern, str) and pattern.strip() for pattern in patterns):
        raise RulesError(f"{where}: 'pattern' must be a text or a list of texts")
    if not row.get("examples"):
        raise RulesError(f"{where}: has no examples")
    return Name(
        id=row["id"],
        label=row["label"],
        patterns=_forms(patterns, row["label"]),
        examples=tuple(row["examples"]),
        counterexamples=tuple(row.get("counterexamples", ())),
        case=case,
        beside=row.get("beside"),
        near=row.get("near"),
        inside=row.get("inside", False),
    )


def _forms(patterns: Iterable[str], label: str) -> tuple[str, ...]:
    """The patterns folded, and with them plurals, or the names of places in capitals as headings have them."""
    folded = [fold(pattern).text for pattern in patterns]
    if label == "PLACE":
        folded += [words.upper() for words in folded if len(words) >= SHORTEST_SHOUTED]
    elif label not in SINGLE:
        folded = [form for words in folded for form in singular_and_plural(words)]
    elif label == "SYSTEM":
        devices = [words for words in folded if re.search(r" [a-z]+\Z", words)]
        folded += [form for words in devices for form in singular_and_plural(words)]
    return tuple(dict.fromkeys(folded))


def _areas() -> Iterator[Name]:
    for area in gazetteers.areas():
        known = [name for name in (area.name, *area.aliases) if not FORCE.search(name)]
        yield Name(area.name, "PLACE", _forms(known, "PLACE"), (f"across {area.name} this year",), case=True)
