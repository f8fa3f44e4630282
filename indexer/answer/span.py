"""A fact in a sentence: how long, how old, how much, when, who, which organisation. The sentence must hold something of
the kind that is asked for, near the words of the question."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from indexer import analysis
from indexer.answer.content import called, content_words
from indexer.answer.evidence import SHORT, Found, find, further, quote, sentences
from indexer.answer.expected import Expected, expects
from indexer.answer.expected import kind as fact
from indexer.answer.facts import counted, flat, holds
from indexer.answer.forms import by_hand, must_share
from indexer.answer.orders import orders, tells_of
from indexer.answer.question import Passed, Question
from indexer.answer.reading import says
from indexer.answer.terms import Term, held, terms, typed, weight
from indexer.model import Answer, Citation, Kind

MOST_WORDS, MOST_CHARACTERS = 58, 395
NAMED = 0.6
"""What a name in the heading counts, against one in the sentence."""
OF_ITSELF: tuple[Kind, ...] = ("background", "definition")
"""Sections that tell of the arrangements themselves, which all others name as well."""
OWN = 0.8
"""What it counts that an amount is said to be that of the thing asked about."""
OF_ORDER = 0.8
"""The part of the usual that a sentence must hold which names the order that is asked about."""


def span(question: Question) -> Answer | Passed:
    """Claims a question for a kind of fact where a sentence holds one of this kind and enough of the question."""
    wants = expects(question.reading.words)
    if wants is None:
        return Passed("no particular kind of fact is asked for")
    kind = wants.name
    wanted = terms(content_words(question, kind), question.backend)
    itself = bool(wants.attached) and not wanted and "mappa" in question.reading.words.split()
    if itself:
        wanted = terms(("mappa",), question.backend, every=True)
    asked = orders(question.text)
    everything = tuple(each for each in find(question, wanted, OF_ITSELF if itself else ()) if tells_of(each, asked))
    number_of = counted(question, wanted) if kind == "number" else ()
    named = _named(question, wanted, wants) if kind != "person" else []
    if kind == "person":
        everything = tuple(_signed(each, wanted) for each in everything)
    if kind == "money":
        everything = tuple(each for each in everything if _names_thing(question, each, wanted))
    if kind != "money" or says("worth", question.reading.words):
        everything = tuple(_of_thing(each, wanted, wants) for each in everything)
    everything = tuple(sorted((_with_name(each, named, wanted) for each in everything), key=lambda each: -each.rank))
    found = [each for each in everything if holds(kind, each, wanted, number_of) and _speaks_of(each, named)]
    if kind == "person" and by_hand(question):
        found = [each for each in found if each.sentence.end - each.sentence.start < SHORT]
    best = max(found, key=lambda each: each.rank, default=None)
    if best is None or not _enough(wants, best, wanted, must_share(question), asked):
        why = f"no sentence with {kind} near these words" + (f" ({best.score:.2f})" if best else "")
        if not wants.elsewhere:
            near = tuple(quote(each.stored, each.sentence.start, each.sentence.end) for each in everything[:3])
            return Answer(question.text, "factual", reason=f"no sentence gives {wants.said} for this", closest=near)
        return Passed(why)
    return Answer(question.text, "factual", *_quoted(kind, found))


def _named(question: Question, wanted: Sequence[Term], wants: Expected) -> list[Term]:
    """What the question calls by a name of its own, or by letters: "ViSOR", "Reconnect"; not what it asks for."""
    asks = wants.asks.search(question.reading.words)
    names = called(question.text)
    asked = asks[0].split() if asks and wants.elsewhere else ()
    return [term for term in wanted if len(term.word) > 1 and term.word in names and term.word not in asked]


def _signed(found: Found, wanted: Sequence[Term]) -> Found:
    """A short line may be a name to which the lines before and after belong."""
    if found.sentence.end - found.sentence.start >= SHORT:
        return found
    more = held(wanted, _around(found)) - held(wanted, found.sentence.stems)
    return replace(found, rank=found.rank + more)


def _names_thing(question: Question, found: Found, wanted: Sequence[Term]) -> bool:
    """Whether a sentence about money has what the money is for; where nothing but MAPPA is named, that."""
    sums = set(fact("money").bare)
    said = [term for term in wanted if term.word not in sums]
    whose = {stem for word in question.reading.words.split() if word == "mappa" and (stem := analysis.term(word))}
    return bool(said) or (bool(whose) and whose <= found.sentence.stems)


def _of_thing(found: Found, wanted: Sequence[Term], wants: Expected) -> Found:
    """A sentence that says "the programme is a £1m scheme" tells what the programme costs, more than one that says
    who was given £1m for it."""
    hit = wants.found.search(found.text) if wants.attached else None
    before = found.text[: hit.start()] if hit else ""
    if not before or not wants.attached or not wants.attached.search(before):
        return found
    return replace(found, rank=found.rank + OWN * held(wanted, {token.term for token in analysis.tokens(before)}))


def _around(found: Found) -> frozenset[str]:
    """The stems of the sentence and of those before and after."""
    each = sentences(found.stored.section.text)
    return frozenset().union(*(s.stems for s in each[max(found.number - 1, 0) : found.number + 2]))


def _with_name(found: Found, named: Sequence[Term], wanted: Sequence[Term]) -> Found:
    """What the question calls by its name and the heading has, the sentence need not say again."""
    titled = [term for term in named if term.found(found.heading) and not term.found(found.sentence.stems)]
    return replace(found, rank=found.rank + NAMED * weight(titled) / weight(wanted)) if titled else found


def _speaks_of(found: Found, named: Sequence[Term]) -> bool:
    """Whether each name stands in the section."""
    whole = found.heading.union(*(each.stems for each in sentences(found.stored.section.text)))
    return all(term.found(whole) for term in named)


def _enough(
    wants: Expected, best: Found, wanted: Sequence[Term], shared: frozenset[str], asked: frozenset[str]
) -> bool:
    """Whether so much of the question is held that the fact is likely the one asked for; `shared` has to be."""
    if best.score < wants.score or best.covered < wants.covered:
        return False
    if not shared <= best.sentence.stems:
        return False
    if wants.name == "person":
        return typed(wanted, _around(best) | best.heading) >= wants.own
    stems = best.sentence.stems | best.heading
    least = wants.own * (OF_ORDER if asked and asked <= orders(best.text) else 1.0)
    return (typed(wanted, stems) + held(wanted, stems)) / 2 >= least


def _quoted(kind: str, found: list[Found]) -> tuple[str, tuple[Citation, ...]]:
    """The best sentence, with others as long as there is room; at most three are cited."""
    ordered = sorted(found, key=lambda each: -each.rank)
    cited: list[Citation] = []
    text = ""
    for each in ordered[:6]:
        piece = _piece(kind, each)
        if any(piece.quote in other.quote or other.quote in piece.quote for other in cited):
            continue
        if not text or each.rank > ordered[0].rank - NEARLY:
            text = _joined(text, kind, piece)
        cited.append(piece)
        if len(cited) == 3:
            break
    return text, tuple(cited)


NEARLY = 0.4
"""How much worse than the best sentence another may be to be told as well."""
PART = 18
"""Words that are told of a further sentence, around what is asked for."""


def _joined(text: str, kind: str, piece: Citation) -> str:
    """The text with a further sentence, or the part of it that matters, as long as there is room."""
    whole_one = flat(piece.quote)
    hit = fact(kind).found.search(whole_one)
    words = whole_one.split()
    at = len(whole_one[: hit.start()].split()) if hit else 0
    part = " ".join(words[max(0, at - PART // 2) : at + PART // 2])
    for more in (whole_one, part):
        joined = f"{text} … {more}" if text else more
        if len(joined.split()) <= MOST_WORDS and len(joined) <= MOST_CHARACTERS:
            return joined
    return text


def _piece(kind: str, found: Found) -> Citation:
    """The sentence, with the next where that says which; of a long one the part around what is asked for."""
    text, start, end = found.stored.section.text, found.sentence.start, found.sentence.end
    each = sentences(text)
    if kind in ("agent", "organisation") and (which := further(found)):
        end = which.end
    if kind == "person" and end - start < 90 and found.number + 1 < len(each):
        following = each[found.number + 1]
        if following.end - following.start < 160:
            end = following.end
    if len(text[start:end].split()) <= MOST_WORDS and end - start <= MOST_CHARACTERS:
        return quote(found.stored, start, end)
    hit = fact(kind).found.search(text[start:end])
    middle = start + (hit.start() if hit else 0)
    words = [(m.start() + start, m.end() + start) for m in re.finditer(r"\S+", text[start:end])]
    at = next((n for n, (_, stop) in enumerate(words) if stop > middle), 0)
    first, last = max(0, at - 32), min(len(words) - 1, at + 22)
    while words[last][1] - words[first][0] > MOST_CHARACTERS or last - first >= MOST_WORDS:
        first, last = (first + 1, last) if at - first > last - at else (first, last - 1)
    return quote(found.stored, words[first][0], words[last][1])
