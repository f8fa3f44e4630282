"""Sections of a report → the entities in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.config import LanguageConfig
from indexer.entities.acronyms import Acronym, Learnt, implied, learn
from indexer.entities.folding import Folded, fold
from indexer.entities.joining import join
from indexer.entities.lines import Lines
from indexer.entities.mentions import OPEN_CLASS, Mention, longest, may_be_beside, settle
from indexer.entities.names import Names
from indexer.entities.patterns import Pattern, patterns
from indexer.model import Document, Entity, Section

SHORT_ACT = re.compile(r"(?P<year>\d{4}) Act(?P<part>, .+)?")
ACT = re.compile(r"(?P<act>.* Act (?P<year>\d{4}))(?:, .+)?")


class Tagger:
    """Finds entities. Building one takes a moment, since thousands of names are compiled: build one, use it for all."""

    def __init__(self, config: LanguageConfig) -> None:
        """Raises ConfigError where the spaCy model is missing, RulesError where a rule or gazetteer is faulty."""
        self._names = Names(config)
        self._patterns = patterns()

    def tag(self, sections: Sequence[Section], document: Document | None = None) -> tuple[Entity, ...]:
        """The mentions in the sections of one report, by section and position; those of a section never overlap.

        Short forms that one section defines are known in all. With `document`, lines are counted in its text; without,
        from the section's first line.
        """
        texts = tuple(fold(section.text) for section in sections)
        search = _Search(self._names, tuple(_that_may_match(self._patterns, texts)))
        candidates = [search.candidates(folded) for folded in texts]
        found = [search.found(known, folded) for known, folded in zip(candidates, texts, strict=True)]
        learnt = _learnt(texts, found)
        for number, folded in enumerate(texts):
            if more := list(learnt.find(folded)):
                found[number] = search.found([*candidates[number], *more], folded)
        lines = Lines(document)
        return tuple(
            entity
            for section, folded, known in zip(sections, texts, found, strict=True)
            for entity in _entities(section, folded, known, lines)
        )


def _that_may_match(known: Iterable[Pattern], texts: Iterable[Folded]) -> Iterator[Pattern]:
    """The patterns that any of the texts has the words for."""
    whole = "\n".join(folded.text for folded in texts)
    for pattern in known:
        if needs := pattern.regex.needs.within(whole):
            yield replace(pattern, regex=replace(pattern.regex, needs=needs))


class _Search:
    """What is looked for in the sections of one report."""

    def __init__(self, names: Names, wanted: Sequence[Pattern]) -> None:
        self._names = names
        self._firm = tuple(pattern for pattern in wanted if not pattern.loose and not pattern.beside)
        self._beside = tuple(pattern for pattern in wanted if pattern.beside)
        self._loose = tuple(pattern for pattern in wanted if pattern.loose)

    def candidates(self, folded: Folded) -> list[Mention]:
        known = list(self._names.find(folded))
        ends = {(mention.label, mention.end) for mention in known}
        open_class = (
            found
            for pattern in self._firm
            for found in pattern.find(folded)
            if not (pattern.yields and (found.label, found.end) in ends)
        )
        return [*known, *open_class]

    def found(self, candidates: Sequence[Mention], folded: Folded) -> list[Mention]:
        """The candidates that count, and what the loose patterns find between them, joined to whole names."""
        settled = settle([*candidates, *self._next_to(candidates, folded)], folded.text)
        return join(sorted([*settled, *self._between(settled, folded)], key=lambda mention: mention.start), folded)

    def _next_to(self, candidates: Sequence[Mention], folded: Folded) -> Iterator[Mention]:
        """What counts only beside certain others, where there are any of those at all."""
        for pattern in self._beside:
            if any(may_be_beside(pattern.beside, mention) for mention in candidates):
                yield from pattern.find(folded)

    def _between(self, settled: Sequence[Mention], folded: Folded) -> list[Mention]:
        masked = folded.without((mention.start, mention.end) for mention in settled)
        return longest(found for pattern in self._loose for found in pattern.find(masked))


def _whole_acts(mentions: Iterable[Mention]) -> Iterator[Mention]:
    """`the 2003 Act` gets the name of the Act of that year that the section named last. There are several of most
    years, so that without one the short name stays."""
    named: dict[str, str] = {}
    for mention in mentions:
        if act := ACT.fullmatch(mention.canonical):
            named[act["year"]] = act["act"]
        short = SHORT_ACT.fullmatch(mention.canonical)
        if short and short["year"] in named:
            yield replace(mention, canonical=named[short["year"]] + (short["part"] or ""))
        else:
            yield mention


def _learnt(texts: Sequence[Folded], found: Sequence[Sequence[Mention]]) -> Learnt:
    defined = [acronym for folded, known in zip(texts, found, strict=True) for acronym in learn(folded, known)]
    return Learnt([*defined, *implied(texts, found), *_named(texts, found)])


def _named(texts: Sequence[Folded], found: Sequence[Sequence[Mention]]) -> Iterator[Acronym]:
    """Programmes that a section tells of by their kind ("Widget Skies, a project of the council"), known by their name
    alone in the others."""
    for folded, known in zip(texts, found, strict=True):
        for mention in known:
            name = folded.text[mention.start : mention.end]
            if mention.label == "PROGRAMME" and mention.rank == OPEN_CLASS and name.istitle() and " " in name:
                yield Acronym(name, name, mention.label, mention.canonical)


def _entities(section: Section, folded: Folded, mentions: Iterable[Mention], lines: Lines) -> Iterator[Entity]:
    for mention in _whole_acts(mentions):
        span = folded.span(mention.start, mention.end)
        yield Entity(
            section=section.id,
            label=mention.label,
            text=section.text[span.start : span.end],
            canonical=mention.canonical,
            span=span,
            line=lines.line(section, span.start),
        )
