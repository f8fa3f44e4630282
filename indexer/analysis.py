"""Text → terms: one analyser for what is indexed, what is typed and what is marked on a page.

Letter case and accents do not count, stop words are left out, endings are cut (Porter). A hyphenated word is found by
its parts and as one word, so that "multi-agency", "multi agency" and "multiagency" meet. Pure: no engine here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from nltk.stem.porter import PorterStemmer

from indexer.model import AnyOf, Clause, Leaf, Near, Not, Phrase, Widened, Word

STOP_WORDS = frozenset(
    re.findall(
        r"\w+",
        "a an and are as at be but by for if in into is it no not of on or such that the their then there these they "
        "this to was will with",
    )
)
"""Lucene's English list. A stop word in capitals may be an acronym ("NO": Notification Order), so that one is kept."""

ASKING_WORDS = frozenset(
    re.findall(
        r"\w+",
        "what whats which who whom whose when where why how do does did doing can could would should shall may "
        "might must am been being have has had having i im me my we us our you your he him his she her hers its them "
        "from about than so just please pls plz tell explain describe mean means meaning stand stands define got get",
    )
)
"""Words by which people ask, and which say nothing of what is asked for. In capitals they may be acronyms."""

LONGEST = 64
"""Characters of a term that count; longer "words" are wreckage of a reader."""

_LETTERS = r"[^\W_]+(?:[\u00ad\u0300-\u036f]+[^\W_]*)*"
_PART = rf"\d{{1,3}}(?:,\d{{3}})+(?!\d)|{_LETTERS}(?:['’‘ʼ]{_LETTERS})*"
_HYPHEN = r"[-\u2010\u2011]"
PART = re.compile(_PART)
COMPOUND = re.compile(rf"(?:{_PART})(?:{_HYPHEN}(?:{_PART}))*")
PLURAL_ACRONYM = re.compile(r"[A-Z]{2,}s")
_POSSESSIVE = re.compile(r"['’‘ʼ]s$", re.IGNORECASE)

Pattern = tuple[tuple[int, str], ...]
"""Terms that stand in a row: how far behind the first one, and which."""


class Token(NamedTuple):
    """A term at the word number `position`, which stands at characters `start` to `end`."""

    term: str
    position: int
    start: int
    end: int


def tokens(text: str, wanted: frozenset[str] | None = None, *, placed: bool = True) -> Iterator[Token]:
    """The terms of a text; of these the `wanted` ones, where that is given. Stop words count as positions. The joined
    form of a hyphenated word stands at each position of its parts, so that it is next to the words on both sides.
    To know the positions takes the longest: where they are not `placed`, those of wanted terms mean nothing."""
    spaced = text.replace("\n", " ").replace("\t", " ")
    if wanted is None or not (text.isascii() or _FOREIGN.search(text) is None):
        found = _all(spaced)
        return found if wanted is None else (token for token in found if token.term in wanted)
    return _some(spaced, wanted, placed)


def _all(text: str) -> Iterator[Token]:
    """No word goes on over a space."""
    start = position = 0
    for run in text.split(" "):
        count, found = _run(run) if len(run) <= LONGEST else _run.__wrapped__(run)
        for term, at, first, end in found:
            yield Token(term, position + at, start + first, start + end)
        start += len(run) + 1
        position += count


def _some(text: str, wanted: frozenset[str], placed: bool) -> Iterator[Token]:
    """Of the runs in which a word begins like one that is wanted: to look for letters is far quicker than to read."""
    end = position = counted = 0
    for at in _likely(text.lower(), _beginnings(wanted)):
        if at < end:
            continue
        start = text.rfind(" ", 0, at) + 1
        end = text.find(" ", at)
        run = text[start:] if end < 0 else text[start:end]
        end = start + len(run)
        if placed:
            position += len(PART.findall(text, counted, start))
            counted = start
        for term, behind, first, last in _run(run)[1] if len(run) <= LONGEST else _run.__wrapped__(run)[1]:
            if term in wanted:
                yield Token(term, position + behind, start + first, start + last)


def _likely(lower: str, beginnings: tuple[str, ...]) -> list[int]:
    """Where a word has one of the beginnings, or something within it that a term leaves out."""
    found = [inner.start() for inner in _INNER.finditer(lower)]
    for beginning in beginnings:
        at = lower.find(beginning)
        while at >= 0:
            if not at or not lower[at - 1].isalpha():
                found.append(at)
            at = lower.find(beginning, at + 1)
    found.sort()
    return found


_FOREIGN = re.compile(r"[^\W\x00-\x7f]|[\u00ad\u0300-\u036f]")
"""What may become other letters, or none, in a term."""
_INNER = re.compile(r"[-,'’‘ʼ\u2010\u2011](?=[^\W_])")


@lru_cache(maxsize=1 << 10)
def _beginnings(terms: frozenset[str]) -> tuple[str, ...]:
    """How words begin that may become one of the terms: a stem differs from its words in its last two letters at most
    ("die": "dying")."""
    return tuple({term[: max(len(term) - 2, 1)] for term in terms})


@lru_cache(maxsize=1 << 16)
def _run(text: str) -> tuple[int, tuple[Token, ...]]:
    """How many positions a text without spaces takes, and its terms."""
    position, found = 0, []
    for compound in COMPOUND.finditer(text):
        parts, start = list(PART.finditer(compound[0])), compound.start()
        for at, part in enumerate(parts, position):
            if stem := term(part[0]):
                found.append(Token(stem, at, start + part.start(), start + part.end()))
        if joined := _joined(tuple(part[0] for part in parts)):
            found += [Token(joined, position + at, start, compound.end()) for at in range(len(parts))]
        position += len(parts)
    return position, tuple(found)


def words(text: str) -> Iterator[str]:
    """The words of a text as a reader knows them, in lower case and without accents: neither stemmed nor stopped."""
    for compound in COMPOUND.finditer(text):
        if compound[0].isalnum():
            yield fold(compound[0])
            continue
        parts = PART.findall(compound[0])
        yield from filter(None, map(fold, parts))
        if _joined(tuple(parts)):
            yield fold("".join(parts))


class Compound(NamedTuple):
    """One word of a text, hyphens and all: the terms of its parts in a row (None: a stop word), the term of it as one,
    and the words as a reader knows them."""

    parts: tuple[str | None, ...]
    joined: str | None
    words: tuple[str, ...]


def compound(text: str) -> Compound:
    """What `tokens` and `words` make of a match of COMPOUND."""
    parts = (text,) if text.isalnum() else tuple(PART.findall(text))
    return Compound(tuple(map(term, parts)), _joined(parts), tuple(words(text)))


@lru_cache(maxsize=1 << 16)
def term(word: str) -> str | None:
    """What a word is indexed as, or None for a stop word."""
    if PLURAL_ACRONYM.fullmatch(word):
        word = word[:-1]
    plain = fold(word)
    if plain in STOP_WORDS and not (word.isupper() and len(word) > 1):
        return None
    return _stem(plain) or None


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """In lower case, without accents, apostrophes, soft hyphens and thousands commas: `Children’s` → `children`."""
    plain = unicodedata.normalize("NFKD", _POSSESSIVE.sub("", word[: 2 * LONGEST]))
    return "".join(filter(str.isalnum, plain)).lower()[:LONGEST]


@lru_cache(maxsize=1 << 12)
def patterns(clause: Word | Phrase) -> tuple[Pattern, ...]:
    """The rows of terms by which a clause is found, any of them; none where it has stop words only, or is a prefix."""
    if isinstance(clause, Word) and clause.prefix:
        return ()
    typed = (clause.text,) if isinstance(clause, Word) else clause.words
    compounds = [tuple(PART.findall(c[0])) for word in typed for c in COMPOUND.finditer(word)]
    apart = _pattern([term(part) for parts in compounds for part in parts])
    joined = _pattern([found for parts in compounds for found in _merged(parts)])
    if joined != apart and len(apart) == 1:
        return (joined,)  # "drop-in": without its stop word the first part says too little
    return tuple(dict.fromkeys(filter(None, (apart, joined))))


def content(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    """The clauses that can be searched for: without stop words and words that only ask, unless there is nothing else.

    Where all words are in capitals, capitals say nothing, and a stop word among them is one; alone it may be an
    acronym in either case.
    """
    return _content(tuple(clauses))


@lru_cache(maxsize=1 << 10)
def _content(given: tuple[Clause, ...]) -> tuple[Clause, ...]:
    typed = [word.text for clause in given for word in typed_leaves(clause) if isinstance(word, Word)]
    if len(typed) > 1 and all(map(str.isupper, typed)):
        given = tuple(_each(clause, str.lower) for clause in given)
    kept = _telling(_known(given))
    return kept if kept or len(typed) != 1 else _known(_each(clause, str.upper) for clause in given)


def _telling(clauses: tuple[Clause, ...]) -> tuple[Clause, ...]:
    """Without the words that only ask, unless there is nothing else."""
    return tuple(clause for clause in clauses if not _asks(clause)) or clauses


def _asks(clause: Clause) -> bool:
    words = clause.typed if isinstance(clause, Widened) else (clause,)
    return all(isinstance(word, Word) and not word.prefix and _asking(word.text) for word in words)


def _asking(word: str) -> bool:
    return fold(word) in ASKING_WORDS and not (word.isupper() and len(word) > 1)


def leaves(clause: Clause) -> tuple[Leaf, ...]:
    """The words and phrases of a clause, those that were not typed included."""
    others = tuple(other.clause for other in clause.others) if isinstance(clause, Widened) else ()
    return (*typed_leaves(clause), *others)


def typed_leaves(clause: Clause) -> tuple[Leaf, ...]:
    """The words and phrases of a clause that were typed."""
    match clause:
        case AnyOf(clauses):
            return clauses
        case Widened(typed):
            return typed
        case Not(inner):
            return (inner,)
    return (clause,)


def _known(clauses: Iterable[Clause]) -> tuple[Clause, ...]:
    return tuple(kept for clause in clauses if (kept := _without_stop_words(clause)))


def _each(clause: Clause, change: Callable[[str], str]) -> Clause:
    """The clause with its single stop words written in the other case."""
    match clause:
        case AnyOf(clauses):
            return AnyOf(tuple(_cased(leaf, change) for leaf in clauses))
        case Widened(typed, others):
            return Widened(tuple(_cased_word(word, change) for word in typed), others)
        case Not(inner):
            return Not(_cased(inner, change))
    return _cased(clause, change)


def _cased(leaf: Leaf, change: Callable[[str], str]) -> Leaf:
    return _cased_word(leaf, change) if isinstance(leaf, Word) else leaf


def _cased_word(word: Word, change: Callable[[str], str]) -> Word:
    return Word(change(word.text)) if not word.prefix and fold(word.text) in STOP_WORDS else word


def _without_stop_words(clause: Clause) -> Clause | None:
    match clause:
        case AnyOf(clauses):
            kept = tuple(leaf for leaf in clauses if _searchable(leaf))
            return AnyOf(kept) if kept else None
        case Widened(typed, others):
            words = tuple(word for word in typed if _searchable(word))
            return Widened(words, others) if words else None
        case Not(inner):
            return clause if _searchable(inner) else None
    return clause if _searchable(clause) else None


def _searchable(leaf: Leaf) -> bool:
    if isinstance(leaf, Near):
        return _searchable(leaf.first) and _searchable(leaf.second)
    return bool(isinstance(leaf, Word) and leaf.prefix and fold(leaf.text)) or bool(patterns(leaf))


def _pattern(terms: list[str | None]) -> Pattern:
    found = [(at, each) for at, each in enumerate(terms) if each]
    return tuple((at - found[0][0], each) for at, each in found)


def _merged(parts: tuple[str, ...]) -> list[str | None]:
    joined = _joined(parts)
    return [joined] if joined else [term(part) for part in parts]


def _joined(parts: tuple[str, ...]) -> str | None:
    """A hyphenated word as one; numbers such as 2021-22 are none."""
    if len(parts) < 2 or any(part[0].isdigit() for part in parts):
        return None
    return term("".join(parts))


@lru_cache(maxsize=1 << 16)
def _stem(word: str) -> str:
    return _porter().stem(word) if word.isascii() and word.isalpha() else word


@lru_cache(maxsize=1)
def _porter() -> PorterStemmer:
    return PorterStemmer()
