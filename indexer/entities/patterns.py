"""The open classes of `rules/entities.toml`: Acts, dates, levels, posts, local agencies."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from indexer import rules
from indexer.entities import readings
from indexer.entities.folding import Folded
from indexer.entities.mentions import LABELS, NOT_A_NAME, OPEN_CLASS, Mention
from indexer.entities.names import names
from indexer.errors import RulesError
from indexer.rules.sought import Sought, sought

FRAGMENT = re.compile(r"\(\?&(\w+)\)")


@dataclass(frozen=True, slots=True)
class Pattern:
    """Wording of an open class. Its canonical name comes from a template over the pattern's groups, or from the
    function of `readings` that `reading` names; without either it is the wording itself."""

    id: str
    label: str
    regex: Sought
    canonical: str | None
    reading: str | None
    beside: str | None
    loose: bool
    yields: bool
    examples: tuple[str, ...]
    counterexamples: tuple[str, ...]

    def find(self, folded: Folded) -> Iterator[Mention]:
        """All candidates."""
        for match in self.regex.finditer(folded.text):
            first, last = match.span("it" if "it" in match.re.groupindex else 0)
            if last > first:
                yield Mention(first, last, self.label, self._name(match, folded, first, last), OPEN_CLASS, self.beside)

    def _name(self, match: re.Match[str], folded: Folded, first: int, last: int) -> str:
        groups = {name: folded.words(*match.span(name)) if match[name] else "" for name in match.re.groupindex}
        words = folded.words(first, last)
        if self.reading:
            return readings.READINGS[self.reading](groups, words)
        return self.canonical.format(**groups) if self.canonical else words


@cache
def patterns() -> tuple[Pattern, ...]:
    """The `[[pattern]]` rules. Raises RulesError that names the rule."""
    fragments = {**rules.load("entities")["fragments"], "place": _places()}
    return tuple(_pattern(row, fragments) for row in rules.load("entities")["pattern"])


def expand(pattern: str, fragments: dict[str, str]) -> str:
    """The pattern on one line, with `(?&name)` replaced by the fragment of this name, to any depth."""
    pattern = pattern.replace("\n", "")
    while FRAGMENT.search(pattern):
        pattern = FRAGMENT.sub(lambda use: f"(?:{fragments[use[1]]})", pattern)
    return pattern


def _pattern(row: dict[str, Any], fragments: dict[str, str]) -> Pattern:
    where = f"rules/entities.toml, '{row.get('id', '?')}'"
    if row.get("label") not in (*LABELS, NOT_A_NAME):
        raise RulesError(f"{where}: 'label' must be one of {', '.join(LABELS)}")
    if "reading" in row and row["reading"] not in readings.READINGS:
        raise RulesError(f"{where}: there is no reading '{row['reading']}'")
    try:
        regex = sought(re.compile(expand(row["pattern"], fragments)))
    except (KeyError, re.error) as error:
        raise RulesError(f"{where}: the pattern cannot be used: {error}") from None
    return Pattern(
        id=row["id"],
        label=row["label"],
        regex=regex,
        canonical=row.get("canonical"),
        reading=row.get("reading"),
        beside=row.get("beside"),
        loose=row.get("loose", False),
        yields=row.get("yields", False),
        examples=tuple(row["examples"]),
        counterexamples=tuple(row.get("counterexamples", ())),
    )


def _places() -> str:
    """Every place that a gazetteer names, prisons left out."""
    return _tree(
        form
        for name in names()
        if name.label == "PLACE" and name.case and not name.beside and not name.id.startswith("HMP ")
        for form in name.patterns
        if not form.isupper()
    )


def _tree(words: Iterable[str]) -> str:
    """An expression for any of the words, the longest that fits, branching letter by letter: tried at every place of a
    text, a plain list of hundreds of words would be slow."""
    by_letter: dict[str, list[str]] = {}
    for word in words:
        by_letter.setdefault(word[:1], []).append(word[1:])
    ends = by_letter.pop("", None) is not None
    branches = [re.escape(letter) + _tree(rest) for letter, rest in sorted(by_letter.items())]
    if len(branches) == 1 and not ends:
        return branches[0]  # a group for each letter would take seconds to compile
    return f"(?:{'|'.join(branches)}){'?' if ends else ''}" if branches else ""
