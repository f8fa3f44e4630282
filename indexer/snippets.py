"""Which words of a text match a query, and the passages that show it best. Plain text in, offsets out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from indexer import analysis
from indexer.analysis import Pattern, Token
from indexer.model import Clause, Leaf, Near, Not, Phrase, Query, Snippet, Span, Word
from indexer.sentences import PLAIN, Splitter
from indexer.tabular import in_words

_EDGE = re.compile(r"\s+")
_DIRT = re.compile(r"<sup>[^<>]*</sup>|</?[A-Za-z][^<>]{0,200}>|\*\*|__|^\s*(?:#+|[-*•·▪●]|>)\s+", re.MULTILINE)


class Match(NamedTuple):
    """Characters `start` to `end` match the clause number `clause` of a query."""

    start: int
    end: int
    clause: int


@dataclass(frozen=True, slots=True)
class Sought:
    """What clauses look for, made once for many texts. `single`: the terms that are looked for by themselves, with the
    numbers of their clauses; `rows`: the patterns of several, and what stands near, with theirs; `prefixes`."""

    single: Mapping[str, tuple[int, ...]]
    rows: tuple[tuple[int, Pattern | Near, frozenset[str]], ...]
    prefixes: tuple[tuple[int, str], ...]
    terms: frozenset[str]

    def matches(self, text: str) -> tuple[Match, ...]:
        """Where the text matches, in order; a match of a phrase is one."""
        places = _places(text, self.terms, placed=False)
        found = {
            Match(token.start, token.end, number)
            for term, tokens in places.items()
            for number in self.single.get(term, ())
            for token in tokens
        }
        if rows := [(number, row) for number, row, needed in self.rows if needed <= places.keys()]:
            places = _places(text, self.terms, placed=True)
            for number, row in rows:
                spans = (
                    _near(places, row) if isinstance(row, Near) else (each.span for each in _occurrences(places, row))
                )
                found.update(Match(*span, number) for span in spans)
        for number, prefix in self.prefixes:
            found.update(Match(*span, number) for span in _beginning(text, prefix))
        return _outermost(found)


def _places(text: str, terms: frozenset[str], *, placed: bool) -> dict[str, list[Token]]:
    places: dict[str, list[Token]] = {}
    for token in analysis.tokens(text, terms, placed=placed):
        places.setdefault(token.term, []).append(token)
    return places


def sought(clauses: Iterable[Clause]) -> Sought:
    """What the clauses look for that want something."""
    return _sought(tuple(clauses))


@lru_cache(maxsize=64)
def _sought(clauses: tuple[Clause, ...]) -> Sought:
    single: dict[str, tuple[int, ...]] = {}
    rows: list[tuple[int, Pattern | Near, frozenset[str]]] = []
    prefixes: list[tuple[int, str]] = []
    terms: set[str] = set()
    for number, leaf in _leaves(clauses):
        sides = (leaf.first, leaf.second) if isinstance(leaf, Near) else (leaf,)
        patterns = [pattern for side in sides for pattern in analysis.patterns(side)]
        terms.update(term for pattern in patterns for _, term in pattern)
        if isinstance(leaf, Near):
            rows.append((number, leaf, frozenset()))
        elif isinstance(leaf, Word) and leaf.prefix:
            prefixes.append((number, analysis.fold(leaf.text)))
        else:
            rows += [(number, each, frozenset(term for _, term in each)) for each in patterns if len(each) > 1]
            for pattern in (each for each in patterns if len(each) == 1):
                single[pattern[0][1]] = (*single.get(pattern[0][1], ()), number)
    return Sought(single, tuple(rows), tuple(prefixes), frozenset(terms))


def _leaves(clauses: tuple[Clause, ...]) -> Iterator[tuple[int, Leaf]]:
    """With the numbers of their clauses."""
    for number, clause in enumerate(analysis.content(clauses)):
        if not isinstance(clause, Not):
            yield from ((number, leaf) for leaf in analysis.leaves(clause))


def matches(text: str, clauses: Iterable[Clause]) -> tuple[Match, ...]:
    """Where a text matches the clauses that want something, in order; a match of a phrase is one."""
    return sought(clauses).matches(text)


def marks(text: str, query: Query) -> tuple[Span, ...]:
    """The words and phrases of a text that match a query."""
    return tuple(Span(match.start, match.end) for match in matches(text, query.clauses))


def snippets(
    text: str,
    query: Query,
    *,
    characters: int = 200,
    limit: int = 2,
    title: str = "",
    found: Sequence[Match] | None = None,
    splitter: Splitter = PLAIN,
) -> tuple[Snippet, ...]:
    """The passages that hold most of what was looked for, best first; the beginning where nothing is marked.

    A passage is about `characters` long, begins at a sentence where it can and ends between words. `title` is not
    worth showing once more, so a text that begins with it is shown from behind it. `found`: the matches of the query
    in the text, where they are known.
    """
    skipped = _behind(title, text)
    inner = [each for each in (matches(text, query.clauses) if found is None else found) if each.start >= skipped]
    lines = _Lines(text, splitter)
    windows = _windows(lines, skipped, inner, characters)
    chosen: list[tuple[int, int]] = []
    for window in sorted(windows, key=lambda each: _worth(each, inner)):
        if len(chosen) < limit and not any(window[0] < end and start < window[1] for start, end in chosen):
            chosen.append(window)
    chosen = chosen or [(skipped, _end(lines, skipped, characters))]
    shown = (_snippet(text, window, query, inner, first=skipped) for window in chosen)
    return tuple(snippet for snippet in shown if snippet.text)


def around(text: str, span: Span, *, characters: int = 160, splitter: Splitter = PLAIN) -> Snippet:
    """The passage that begins with the sentence of a span, which is marked; a long span is cut."""
    match = Match(span.start, min(span.end, span.start + characters), 0)
    (window,) = _windows(_Lines(text, splitter), 0, [match], characters)
    words = tuple(analysis.words(text[match.start : match.end]))
    query = Query(clauses=(Phrase(words),) if words else ())
    return _snippet(text, window, query, [match], first=0)


def _behind(title: str, text: str) -> int:
    """Where a text goes on that begins with its title, list marks apart; 0 where it does not."""
    at = text.find(title, 0, len(title) + 8) if title else -1
    return at + len(title) if at >= 0 and text[at + len(title) :].strip() else 0


def _worth(window: tuple[int, int], found: list[Match]) -> tuple[int, int, int]:
    inside = [match for match in found if window[0] <= match.start and match.end <= window[1]]
    return -len({match.clause for match in inside}), -len(inside), window[0]


class _Lines:
    """The sentences of a text, line by line. A line is split when it is first looked at."""

    def __init__(self, text: str, splitter: Splitter) -> None:
        self.text = text
        self._spans = splitter.spans
        self._held: dict[int, list[tuple[int, int]]] = {}

    def start(self, at: int) -> int:
        """Where the line of a character begins."""
        return self.text.rfind("\n", 0, at) + 1

    def sentences(self, start: int) -> list[tuple[int, int]]:
        """Of the line that begins there; a table row is one."""
        if start not in self._held:
            spans = self._spans(self.text[start : self._stop(start)])
            self._held[start] = [(start + first, start + end) for first, end in spans]
        return self._held[start]

    def between(self, begin: int, end: int) -> Iterator[tuple[int, int]]:
        """The sentences of the whole lines that lie between. Whole, so that a line is split once."""
        start = self.start(begin)
        while start < min(end, len(self.text)):
            yield from self.sentences(start)
            start = self._stop(start) + 1

    def _stop(self, start: int) -> int:
        stop = self.text.find("\n", start)
        return len(self.text) if stop < 0 else stop


def _windows(lines: _Lines, first: int, found: Sequence[Match], characters: int) -> tuple[tuple[int, int], ...]:
    """The passages that begin with the sentence of a match, or not far before it in a long one."""
    ends: dict[int, int] = {}
    windows: dict[tuple[int, int], None] = {}
    for match in found:
        line = lines.start(match.start)
        sentences = [line, *(start for start, _ in lines.sentences(line))]
        begin = max(first, sentences[bisect_right(sentences, match.start) - 1])
        if match.end - begin > characters:
            begin = _word_start(lines.text, match.start - characters // 3)
        if begin not in ends:
            ends[begin] = _end(lines, begin, characters)
        windows[begin, max(match.end, ends[begin])] = None
    return tuple(windows)


def _end(lines: _Lines, begin: int, characters: int) -> int:
    """Where whole lines or sentences end as far as they fit, else words."""
    limit = begin + characters
    if len(lines.text) <= limit:
        return len(lines.text)
    ends = [end for _, end in lines.between(begin, limit) if begin + characters // 2 < end <= limit]
    return ends[-1] if ends else _last_space(lines.text, begin + 1, limit + 1)


def _last_space(text: str, start: int, end: int) -> int:
    """Where the last space before `end` begins; the place before `end` where there is none."""
    words = text[start:end]
    if not words[-1].isspace():
        words = words[: -len(words.rsplit(None, 1)[-1])]
    return start + len(words.rstrip()) if words else end - 1


def _word_start(text: str, at: int) -> int:
    space = _EDGE.search(text, max(at, 0))
    return space.end() if at > 0 and space else max(at, 0)


def _snippet(text: str, window: tuple[int, int], query: Query, found: Sequence[Match], *, first: int) -> Snippet:
    """Without marks of layout, on one line; dots where a sentence is cut. A row of a table is told with the heads of
    its columns. `first`: where the text begins."""
    start, end = window
    cut = text[start:end]
    row = in_words(text, start, end)
    plain = " ".join(_DIRT.sub("", cut if row is None else row).split())
    if not plain:
        return Snippet("")
    if row is not None:
        return Snippet(plain, marks(plain, query))
    before = "" if start == first or text[:start].rstrip(" *_")[-1:] in {"", "\n", ".", "!", "?", ":"} else "… "
    after = "" if end >= len(text.rstrip()) or plain[-1] in ".!?" or text[end : end + 1] == "\n" else " …"
    shown = f"{before}{plain}{after}"
    if len(plain) != len(cut.strip()):
        return Snippet(shown, marks(shown, query))
    moved = len(before) - start - (len(cut) - len(cut.lstrip()))  # nothing was taken out in between
    inside = (match for match in found if start <= match.start and match.end <= end)
    return Snippet(shown, tuple(Span(match.start + moved, match.end + moved) for match in inside))


class _Row(NamedTuple):
    """Terms found in a row: the positions of the first and the last, and the characters that they take."""

    first: int
    last: int
    span: tuple[int, int]


def _occurrences(places: dict[str, list[Token]], pattern: Pattern) -> Iterator[_Row]:
    rows = [{token.position - offset: token for token in places.get(term, ())} for offset, term in pattern]
    for position in set(rows[0]).intersection(*rows[1:]) if rows else ():
        tokens = [row[position] for row in rows]
        span = min(token.start for token in tokens), max(token.end for token in tokens)
        yield _Row(position, position + pattern[-1][0], span)


def _near(places: dict[str, list[Token]], leaf: Near) -> Iterator[tuple[int, int]]:
    one, other = (
        [row for pattern in analysis.patterns(side) for row in _occurrences(places, pattern)]
        for side in (leaf.first, leaf.second)
    )
    for a in one:
        for b in other:
            if 1 <= b.first - a.last <= leaf.within or 1 <= a.first - b.last <= leaf.within:
                yield a.span
                yield b.span


def _beginning(text: str, prefix: str) -> Iterator[tuple[int, int]]:
    for compound in analysis.COMPOUND.finditer(text):
        if analysis.fold(compound[0]).startswith(prefix):
            yield compound.span()
        else:
            parts = analysis.PART.finditer(text, *compound.span())
            yield from (part.span() for part in parts if analysis.fold(part[0]).startswith(prefix))


def _outermost(found: Iterable[Match]) -> tuple[Match, ...]:
    """In order, and none within or across another: where two overlap they become one."""
    result: list[Match] = []
    for match in sorted(found, key=lambda each: (each.start, -each.end)):
        if result and match.start < result[-1].end:
            result[-1] = result[-1]._replace(end=max(match.end, result[-1].end))
        else:
            result.append(match)
    return tuple(result)
