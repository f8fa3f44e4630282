"""The gazetteers as phrases that spaCy matches: names that are known in advance.

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
    from spacy.matcher import PhraseMatcher

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
LONG_WORD = 40
"""Characters without a space that may be some of those; few texts have so many, which is soon seen."""
TOKENISED = 50_000
"""Different words of which the tokeniser keeps how it parts them. The gazetteers alone have half of the 10,000 that
spaCy would keep, and what comes after those would be parted again each time."""
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
        self._rows: dict[int, tuple[int, Name]] = {}
        """By spaCy's number of a row: that of its label, and what it says."""
        self._matchers = (self._matcher("LOWER", case=False), self._matcher("ORTH", case=True))

    def find(self, folded: Folded) -> Iterator[Mention]:
        """All candidates, overlapping ones as well."""
        doc = self._nlp.make_doc(_spaced(folded.text))
        for matcher in self._matchers:
            found = {(start, end, self._rows[row][0], row) for row, start, end in matcher(doc)}
            for start, end, _, row in sorted(found):
                name, first, last = self._rows[row][1], doc[start].idx, doc[end - 1]
                if name.counts(folded.text, first):
                    yield Mention(first, last.idx + len(last), name.label, name.id, 1, name.beside, name.near)

    def _matcher(self, attribute: str, *, case: bool) -> PhraseMatcher:
        from spacy.matcher import PhraseMatcher

        strings = self._nlp.vocab.strings
        matcher = PhraseMatcher(self._nlp.vocab, attr=attribute)
        for number, name in enumerate(names()):
            if name.case is case:
                matcher.add(str(number), list(map(self._nlp.make_doc, name.patterns)))
                self._rows[strings[str(number)]] = strings.add(name.label), name
        return matcher


def _spaced(text: str) -> str:
    if max(map(len, text.split()), default=0) < LONG_WORD:
        return text
    return UNSPACED.sub(lambda run: " " * len(run[0]), text)


def _language(model: str) -> Language:
    """The tokeniser: that of the named model, or spaCy's own for English. spaCy is only imported here, since that takes
    a second that other commands need not spend."""
    import spacy
    from spacy.tokenizer import Tokenizer

    try:
        language = spacy.load(model) if model else spacy.blank("en")
    except OSError:
        raise ConfigError(
            f"language.spacy_model: there is no spaCy model '{model}'; install it or leave the setting empty"
        ) from None
    language.max_length = sys.maxsize  # the bound is meant for what needs a model
    if isinstance(language.tokenizer, Tokenizer):
        language.tokenizer.max_cache_size = TOKENISED
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
