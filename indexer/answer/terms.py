"""What is looked for in text: the words of a question with their weight, and words that may stand for them."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from indexer import analysis
from indexer.answer.everyday import ALL, JOINED, instead, typed_and_meant
from indexer.backend import SearchBackend
from indexer.rules import load

STANDS_IN = 0.75
"""What a word counts that stands for the one that was typed, where it is as rare."""
IN_SAYING = 0.7
MOST_IN_SAYING = 0.95
"""What a saying counts of which one word of its meaning is there, and all of them."""
FEW = 2
"""Words of what is asked about that must all be held; of more some may be said otherwise."""
ANYONE = 0.3
"""What a word for the people that all the reports are about weighs, against its rarity."""


@dataclass(frozen=True, slots=True)
class Term:
    """A word that is looked for, or several that are said for one thing: their stems, how rare they are (0 to 1), and
    the stems that may stand in for them with what they count. `words` and `others` are the words of these stems;
    `known`: the reports hold it, or one that stands in for it; `whole`: what letters stand for."""

    word: str
    stem: str
    weight: float
    typed: frozenset[str]
    instead: Mapping[str, float]
    known: bool
    words: tuple[str, ...]
    others: tuple[str, ...] = ()
    saying: bool = False
    whole: frozenset[str] = frozenset()

    def found(self, stems: AbstractSet[str]) -> float:
        """How well it is matched among stems: 1 by itself, less by a word that stands in for it; a saying by how many
        of the words it means are there."""
        if self.typed and self.typed <= stems:
            return 1.0
        if self.whole and self.whole <= stems:
            return MOST_IN_SAYING
        there = self.instead.keys() & stems
        if self.saying and there:
            return IN_SAYING + (MOST_IN_SAYING - IN_SAYING) * len(there) / len(self.instead)
        return max((self.instead[stem] for stem in there), default=0.0)


def held(wanted: Sequence[Term], stems: AbstractSet[str]) -> float:
    """How much of what is looked for stands among stems, by weight: 0 to 1."""
    return sum(term.weight * term.found(stems) for term in wanted) / weight(wanted)


def typed(wanted: Sequence[Term], stems: AbstractSet[str]) -> float:
    """The same by the words that were typed alone, and what letters stand for."""
    there = (term for term in wanted if any(words and words <= stems for words in (term.typed, term.whole)))
    return sum(term.weight for term in there) / weight(wanted)


def unheard(wanted: Sequence[Term]) -> float:
    """How much of what is looked for stands in no report, not even in other words."""
    return sum(term.weight for term in wanted if not term.known) / weight(wanted)


def thing(wanted: Sequence[Term]) -> tuple[Term, ...]:
    """What is asked about: without words that say only that something is done with it, "used", "an area"."""
    return tuple(term for term in wanted if term.word not in _general() and term.word not in _anyone())


def holds_thing(wanted: Sequence[Term], stems: AbstractSet[str], names: AbstractSet[str] = frozenset()) -> bool:
    """Whether what is asked about, or words that stand in for it, is among the stems: one or two words both, of more
    those that are names."""
    asked = thing(wanted)
    needed = asked if len(asked) <= FEW else [term for term in asked if term.word in names and not term.whole]
    return all(term.found(stems) for term in needed)


def weight(wanted: Sequence[Term]) -> float:
    """Of all that is looked for; never 0, to divide by."""
    return sum(term.weight for term in wanted) or 1.0


def terms(words: Iterable[str], backend: SearchBackend, *, every: bool = False) -> tuple[Term, ...]:
    """The content words, each once; `every`: words that only ask are looked for as well."""
    rarity = _rarity(backend, backend.stats().generation)
    found: dict[str, Term] = {}
    for word in words:
        if JOINED in word:
            said = _letters(word, rarity) if ALL in word else _saying(word, rarity)
            found[said.stem] = said
            continue
        stem = analysis.term(word)
        if stem and (every or word not in _empty()) and stem not in found:
            found[stem] = _term(word, stem, rarity)
    return tuple(found.values())


def _term(word: str, stem: str, rarity: Mapping[str, float]) -> Term:
    others = {each: other for each, other in instead().get(stem, {}).items() if each in rarity}
    own = rarity.get(stem) or (max(map(rarity.__getitem__, others)) if others else 1.0)
    counts = {each: STANDS_IN * min(1.0, rarity[each] / own) for each in others}
    known = stem in rarity or bool(others)
    weight = own * (ANYONE if word in _anyone() else 1.0)
    return Term(word, stem, weight, frozenset({stem}), counts, known, (word,), tuple(others.values()))


def _saying(joined: str, rarity: Mapping[str, float]) -> Term:
    """What a saying means: any of its words will do."""
    words, means = typed_and_meant(joined)
    typed = {stem: word for word in words if word not in _empty() and (stem := analysis.term(word))}
    stems = {stem: word for word in means if (stem := analysis.term(word))}
    weights = [rarity[stem] for stem in stems if stem in rarity] or [1.0]
    known = any(stem in rarity for stem in stems)
    weight, instead = sum(weights) / len(weights), dict.fromkeys(stems, IN_SAYING)
    shown, others = tuple(typed.values()), tuple(stems.values())
    return Term(means[0], joined, weight, frozenset(typed), instead, known, shown, others, saying=True)


def _letters(joined: str, rarity: Mapping[str, float]) -> Term:
    """An abbreviation: itself, or all the words it stands for."""
    word, means = joined.split(JOINED)
    plain = _term(word, analysis.term(word) or word, rarity)
    words = means.split(ALL)
    stems = {stem for each in words if (stem := analysis.term(each))}
    known = plain.known or all(stem in rarity for stem in stems)
    return replace(plain, known=known, whole=frozenset(stems), others=(*plain.others, *words))


@cache
def _anyone() -> frozenset[str]:
    return frozenset(load("questions")["anyone"]["words"].split())


@cache
def _general() -> frozenset[str]:
    return frozenset(load("questions")["thing"]["general"].split())


@cache
def _empty() -> frozenset[str]:
    return frozenset(load("questions")["asking"]["words"].split())


@lru_cache(maxsize=4)
def _rarity(backend: SearchBackend, _generation: str) -> dict[str, float]:
    """How rare each stem of the reports is, 0 to 1, by the sections it stands in."""
    counts: Counter[str] = Counter()
    for word, count in backend.vocabulary().items():
        if stem := analysis.term(word):
            counts[stem] = max(counts[stem], count)
    total = max(backend.stats().sections, 1)
    return {stem: _rare(min(count, total), total) for stem, count in counts.items()}


def _rare(holding: int, total: int) -> float:
    return math.log(1 + (total - holding + 0.5) / (holding + 0.5)) / math.log(2 * total + 2)
