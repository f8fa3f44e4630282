"""Typed words ↔ Query: a small grammar of our own, which understands every text in some way.

    words            all of them; where few sections have all, those with some of them come behind
    this AND that    all words of the query must be found
    "two words"      next to each other
    -word            must not be found
    this OR that     one of them
    this NEAR that   at most ten words apart, in either order; NEAR/3: at most three
    prefix*          any ending, after three letters or more
    exact:           the words as they are typed, without others that mean the same; also `exact:word`
    field:value      a filter: area, region, year (2021, 2021-22, 2010..2015; the year in which a report begins, or
                     ends where none begins in it), kind, agency, order, programme, need,
                     risk, category, level, measure, text (national, edited, local), report

What is not understood is read as plain words, and a notice says so.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from indexer.filters import FIELDS, MOST_VALUES, NAMES, ended, merged, values_of
from indexer.model import AnyOf, Clause, Filter, Near, Not, Phrase, Query, Sort, Widened, Word

LONGEST_TEXT = 512
"""Characters that are read."""
MOST_WORDS = 32
"""Words that are searched for, those of phrases included."""
LONGEST_WORD = 64
SHORTEST_PREFIX = 3
LARGEST_PAGE_SIZE = 100
USUAL_NEAR, LARGEST_NEAR = 10, 20
"""Words from the one to the other."""
_SPACE = r"[\s\x00-\x1f\x7f]"
_TOKEN = re.compile(rf'(-?)([A-Za-z]+):("[^"]*"|[^\s\x00-\x1f"]+)|(-?)"([^"]*)"?|((?:(?!{_SPACE})[^"])+)')
_LETTERS = r"[^\W_](?:[^\W_]|[\u00ad\u0300-\u036f])*"
_WORD = re.compile(
    rf"(?:\d{{1,3}}(?:,\d{{3}})+(?!\d)|{_LETTERS}(?:['’‘ʼ]{_LETTERS})*)(?:[-\u2010\u2011]{_LETTERS}(?:['’‘ʼ]{_LETTERS})*)*"
)
_QUOTES = str.maketrans(dict.fromkeys("“”„‟«»＂", '"'))
_NEAR = re.compile(r"NEAR(?:/(\d{1,3}))?")
_OPERATORS = frozenset({"OR", "AND", "NOT", "NEAR"})


def parse(
    text: str,
    *,
    filters: Iterable[Filter] = (),
    sort: Sort = "relevance",
    page: int = 1,
    size: int = 10,
    exact: bool = False,
    begun: Collection[int] = (),
) -> Query:
    """What the words mean. `filters` come from elsewhere than the words; those of the same field widen each other.
    `begun`: the years in which the reports held begin; without it a year is always one in which reports begin.

    Every text has a meaning; `notices` say where it may not be the one intended.
    """
    reading = _Reading(begun=begun)
    kept = reading.shorten(text)
    for match in _TOKEN.finditer(kept.translate(_QUOTES)):
        reading.take(match)
    reading.end(kept)
    return Query(
        text=kept,
        clauses=tuple(reading.clauses),
        filters=merged((*filters, *reading.filters)),
        sort=sort,
        page=max(1, page),
        size=min(max(1, size), LARGEST_PAGE_SIZE),
        notices=tuple(dict.fromkeys(reading.notices)),
        exact=exact or reading.exact,
        strict=reading.strict,
    )


def render(query: Query) -> str:
    """The words that mean this query; sort and page apart, `parse` makes the same of them."""
    words = [shown(clause) for clause in query.clauses]
    if query.strict:
        words.insert(1, "AND")
    if query.exact:
        words.insert(0, "exact:")
    words += [f"{each.field}:{_value(value)}" for each in query.filters for value in each.values]
    return " ".join(words)


@dataclass(slots=True)
class _Reading:
    """What has been understood so far."""

    clauses: list[Clause] = field(default_factory=list)
    filters: list[Filter] = field(default_factory=list)
    notices: list[str] = field(default_factory=list)
    words: int = 0
    joining: bool = False
    negating: bool = False
    near: int = 0
    exact: bool = False
    strict: bool = False
    begun: Collection[int] = ()

    def shorten(self, text: str) -> str:
        kept = text.strip()
        if len(kept) <= LONGEST_TEXT:
            return kept
        self.notices.append(f"Only the first {LONGEST_TEXT} characters were read.")
        return kept[:LONGEST_TEXT].rstrip()

    def take(self, match: re.Match[str]) -> None:
        minus, name, value, quote_minus, phrase, plain = match.groups()
        if name:
            self.take_filter(bool(minus), name, value.strip('"'))
        elif phrase is not None:
            self.take_phrase(phrase, negative=bool(quote_minus))
        else:
            self.take_plain(plain)

    def take_filter(self, minus: bool, name: str, value: str) -> None:
        if name.lower() == "exact":
            self.exact = True
            return self.take_plain(f"{'-' * minus}{value}")
        known = FIELDS.get(name.lower())
        if known is None:
            self.notices.append(f"“{name}:” is no filter, so it was read as a word. Filters: {', '.join(NAMES)}.")
            return self.take_plain(f"{'-' * minus}{name} {value}")
        values = values_of(known, value, self.begun)
        if not values:
            self.notices.append(f"“{value}” is no {known} that is known here, so it was read as plain words.")
            return self.take_plain(value)
        if known == "year":
            self.say_ended(value)
        if minus:
            self.notices.append(f"A filter cannot be turned round: “-{name}:{value}” was left out.")
            return None
        if self.joining:
            self.joining = False
            self.notices.append("OR joins words and phrases only; a filter always applies.")
        self.filters.append(Filter(known, values[:MOST_VALUES]))
        return None

    def say_ended(self, value: str) -> None:
        for typed in value.split(","):
            if found := ended(typed, self.begun):
                self.notices.append(
                    f"No report held begins in {typed.strip().replace('..', ' to ')}, so “year:{typed.strip()}” was "
                    f"read as the report years that end in it: {', '.join(found)}."
                )

    def take_phrase(self, phrase: str, *, negative: bool) -> None:
        words = tuple(word[:LONGEST_WORD] for word in _WORD.findall(phrase))
        if words and self.room(len(words)):
            self.add(Phrase(words), negative)

    def take_plain(self, plain: str) -> None:
        for piece in plain.split():
            if piece in _OPERATORS or _NEAR.fullmatch(piece):
                self.operator(piece)
            elif piece.lower() == "exact:":
                self.exact = True
            else:
                self.take_piece(piece)

    def take_piece(self, piece: str) -> None:
        if piece[-1] == ":" and piece[:-1].lower() in FIELDS:
            self.notices.append(f"“{piece}” needs a value right behind it, so it was read as a word.")
        negative = len(piece) > 1 and piece[0] == "-" and piece[1] != "-"
        found = list(_WORD.finditer(piece))
        for match in found:
            starred = piece[match.end() : match.end() + 1] == "*"
            if self.room(1):
                self.add(self.word(match[0], starred), negative)
        if "*" in piece and not (found and piece[found[-1].end() : found[-1].end() + 1] == "*"):
            self.notices.append("* stands for any ending, so it works only right behind a word.")

    def word(self, text: str, starred: bool) -> Word:
        if len(text) > LONGEST_WORD:
            self.notices.append(f"A word was cut to {LONGEST_WORD} letters.")
            text = text[:LONGEST_WORD].rstrip("-‐‑'’‘ʼ")
        if text in _OPERATORS:
            text = text.lower()
        if starred and sum(map(str.isalnum, text)) < SHORTEST_PREFIX:
            self.notices.append(f"“{text}*” was read as “{text}”: * needs {SHORTEST_PREFIX} letters or more before it.")
            starred = False
        return Word(text, prefix=starred)

    def operator(self, name: str) -> None:
        if name == "NOT":
            self.negating = True
        elif name == "AND":
            self.strict = True
        elif near := _NEAR.fullmatch(name):
            self.begin_near(int(near[1] or USUAL_NEAR))
        elif name == "OR":
            if self.clauses and not isinstance(self.clauses[-1], Not):
                self.joining = True
            else:
                self.notices.append("OR needs a word or a phrase on both sides.")

    def begin_near(self, within: int) -> None:
        if not self.clauses or not _single(self.clauses[-1]):
            self.notices.append("NEAR needs a word or a phrase on both sides, so it was left out.")
            return
        if not 1 <= within <= LARGEST_NEAR:
            self.notices.append(f"NEAR/{within} was read as NEAR/{LARGEST_NEAR}, which is the furthest.")
            within = LARGEST_NEAR
        self.near = within

    def room(self, count: int) -> bool:
        if self.words + count > MOST_WORDS:
            self.notices.append(f"Only the first {MOST_WORDS} words were searched for.")
            return False
        self.words += count
        return True

    def add(self, leaf: Word | Phrase, negative: bool) -> None:
        near, self.near = self.near, 0
        if near and not negative and not self.negating and _single(leaf):
            before = self.clauses[-1]
            assert isinstance(before, Word | Phrase)
            self.clauses[-1] = Near(before, leaf, near)
            return
        if near:
            self.notices.append("NEAR needs a word or a phrase on both sides, so it was left out.")
        if negative or self.negating:
            if self.joining:
                self.notices.append("OR joins words and phrases only, so the one before “-” was left out.")
            self.clauses.append(Not(leaf))
        elif self.joining:
            self.clauses[-1] = _either(self.clauses[-1], leaf)
        else:
            self.clauses.append(leaf)
        self.joining = self.negating = False

    def end(self, text: str) -> None:
        if self.joining:
            self.notices.append("OR needs a word or a phrase on both sides.")
        if self.near:
            self.notices.append("NEAR needs a word or a phrase on both sides, so it was left out.")
        if text and not (self.clauses or self.filters or self.notices):
            self.notices.append("There is no word to search for in this.")


def _single(clause: Clause) -> bool:
    """Whether a clause can stand beside NEAR."""
    return isinstance(clause, Phrase) or (isinstance(clause, Word) and not clause.prefix)


def _either(clause: Clause, leaf: Word | Phrase) -> AnyOf:
    if isinstance(clause, AnyOf):
        return AnyOf((*clause.clauses, leaf))
    assert not isinstance(clause, Not | Widened)
    return AnyOf((clause, leaf))


def shown(clause: Clause) -> str:
    """A clause as it would be typed."""
    match clause:
        case AnyOf(clauses):
            return " OR ".join(map(shown, clauses))
        case Not(inner):
            return f"-{shown(inner)}"
        case Phrase(words):
            return f'"{" ".join(words)}"'
        case Near(first, second, within):
            return f"{shown(first)} NEAR/{within} {shown(second)}"
        case Widened(typed):
            return " ".join(map(shown, typed))
        case Word(text, prefix):
            return f"{text}*" if prefix else text


def _value(value: str) -> str:
    return value if re.fullmatch(r"[\w-]+", value) else f'"{value}"'
