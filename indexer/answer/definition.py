"""What does a term mean? Quoted from its definition, or else from a sentence that says what it is."""

from __future__ import annotations

import re
from dataclasses import dataclass

from indexer import analysis
from indexer.answer.evidence import Found, find, quote, sentences
from indexer.answer.expected import expects
from indexer.answer.letters import spelt_out
from indexer.answer.question import Passed, Question
from indexer.answer.saying import replacing, saying, told
from indexer.answer.subject import does, in_full, only_name, pair, replaced, subject, without_general
from indexer.answer.terms import terms
from indexer.answer.wordings import changed, first_used
from indexer.answer.years import label
from indexer.model import Answer, Citation, Definition, Kind, Wording

LONGEST = 140
"""Words of a quotation; a longer wording is cut at the end of a paragraph."""
OF_ONE = 120
"""Words of a sentence that says what something is, with those that follow."""
OF_TWO = 68
"""Words of each of two terms that are set against each other."""
GENERIC = frozenset({"order", "offend", "peopl", "person", "mappa"})
"""Stems that may be missing in a term."""
EXPLAINS: tuple[Kind, ...] = ("definition", "background", "commentary", "faq")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What is told of a term: `text` is a quotation with the term's name before it."""

    text: str
    citations: tuple[Citation, ...]
    differs: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


def definition(question: Question) -> Answer | Passed:
    """Claims a question that asks what one term means, how two differ, or how a wording changed, and nothing else."""
    if of_years := changed(question) or first_used(question):
        return of_years
    if (two := pair(question.reading)) and (both := _two(question, two)):
        return both
    rest, wants = subject(question.reading), expects(question.reading.words)
    if rest is None or (wants and wants.name == "person"):
        return Passed("it does not ask what something means")
    if not rest:
        return Passed("it names no term")
    name = only_name(question.reading, rest)
    if meant := _meaning(question, rest) or (_meaning(question, [name]) if name else None):
        return Answer(
            question.text, "definition", meant.text, meant.citations, differs=meant.differs, notes=meant.notes
        )
    unused = [each.word for each in terms(rest, question.backend) if not each.known]
    lacking = bool(unused) and len(without_general(rest)) == 1 and bool(question.reading.unknown)
    if lacking or (in_full(question.reading) and len(rest) == 1):
        named = (unused or rest)[0].upper()
        return Answer(question.text, "definition", reason=f"the reports nowhere say what “{named}” is")
    return Passed(f"nothing says what “{' '.join(rest)}” is")


def _two(question: Question, two: tuple[list[str], list[str]]) -> Answer | None:
    """Both definitions, cut to the same length."""
    meanings = [_meaning(question, each, OF_TWO) for each in two]
    if not all(meanings):
        return None
    found = [each for each in meanings if each]
    text = "\n\n".join(each.text for each in found)
    return Answer(question.text, "definition", text, tuple(c for each in found for c in each.citations))


def _meaning(question: Question, rest: list[str], longest: int = LONGEST) -> Meaning | None:
    chosen = _defined(question, rest) or _defined(question, without_general(rest))
    if chosen and not replaced(question.reading):
        return _defining(question, chosen, longest)
    if said := _sentence(question, rest, chosen, longest):
        return said
    return _defining(question, chosen, longest) if chosen else None


@dataclass(frozen=True, slots=True)
class Chosen:
    definition: Definition
    wordings: tuple[Wording, ...]


def _defined(question: Question, rest: list[str]) -> Chosen | None:
    """The definition whose term the words name, all of them, in the wordings of the reports asked about."""
    asked = _key(rest)
    for each in question.backend.definitions():
        names = _names(each)
        if any(_same(asked, name, names) for name in names):
            held = {report.id for report in question.scope.reports}
            kept = tuple(filter(None, (_narrow(wording, held) for wording in each.wordings)))
            return Chosen(each, kept) if kept else None
    return None


def _names(defined: Definition) -> list[tuple[str, ...]]:
    bare = re.sub(r"\([^()]*\)", " ", defined.term).split()
    return [_key(bare), *([_key([defined.acronym])] if defined.acronym else [])]


def _key(words: list[str]) -> tuple[str, ...]:
    return tuple(filter(None, (analysis.term(part) for word in words for part in analysis.PART.findall(word))))


def _same(asked: tuple[str, ...], name: tuple[str, ...], names: list[tuple[str, ...]]) -> bool:
    """Term, acronym or both; a general word may be missing on either side."""
    both = {stem for each in names for stem in each}
    return (set(name) - GENERIC == set(asked) - GENERIC and bool(set(asked) - GENERIC)) or (
        set(asked) <= both | GENERIC and set(name) <= set(asked)
    )


def _narrow(wording: Wording, reports: set[str]) -> Wording | None:
    places = [place for place in (wording.place, *wording.also) if place.report in reports]
    return Wording(wording.text, places[0], tuple(places[1:])) if places else None


def _defining(question: Question, chosen: Chosen, longest: int) -> Meaning:
    newest = max(chosen.wordings, key=lambda wording: wording.place.year_start)
    text = _first_paragraphs(newest.text, longest)
    name = chosen.definition.term + (f" ({chosen.definition.acronym})" if chosen.definition.acronym else "")
    section = question.section(newest.place.section)
    at = section.section.text.find(text)
    cited = quote(section, at, at + len(text)) if at >= 0 else Citation(newest.place, text)
    years = sorted({label(place.year_start) for place in (newest.place, *newest.also)})
    others = [
        each for each in chosen.wordings if each is not newest and each.place.year_start != newest.place.year_start
    ]
    differs = tuple(f"{label(each.place.year_start)} ({each.place.area}): {_shorter(each.text)}" for each in others[:3])
    return Meaning(f"{name}: {text}", (cited,), differs, (f"As the reports of {', '.join(years)} have it.",))


def _shorter(text: str) -> str:
    words = text.split()
    return " ".join(words[:60]) + (" …" if len(words) > 60 else "")


def _first_paragraphs(text: str, longest: int) -> str:
    """As many whole paragraphs as an answer may have words, the first in any case, cut at the end of a sentence."""
    end = 0
    for match in re.finditer(r"[^\n]+", text):
        if end and len(text[: match.end()].split()) > longest:
            break
        end = match.end()
    kept = text[:end].strip()
    if len(kept.split()) > longest:
        whole = [s for s in sentences(kept) if len(kept[: s.end].split()) <= longest]
        kept = kept[: whole[-1].end].strip() if whole else " ".join(kept.split()[:longest])
    return kept


def _sentence(question: Question, rest: list[str], chosen: Chosen | None, longest: int) -> Meaning | None:
    """A sentence that says what the term is, with those that follow; an abbreviation with the words it stands for."""
    wanted = terms(without_general(rest), question.backend, every=True)
    if not wanted:
        return None
    explained = find(question, wanted, EXPLAINS)
    everything = (*explained, *find(question, wanted))
    stands = _in_full(rest, everything)
    names = [rest, without_general(rest), *([stands[0].lower().split()] if stands else [])]
    if replaced(question.reading):
        names += [name.split() for name in _other_names(chosen)]
        named = (each for name in names for each in find(question, terms(name, question.backend, every=True)))
        return _quoted(replacing((*everything, *named), names), None, longest)
    for part in (explained, everything):
        holding = [
            each for each in part if stands or all(term.found(each.sentence.stems | each.heading) for term in wanted)
        ]
        if said := saying(holding, names, does=does(question.reading)):
            return _quoted(said, stands, longest)
    return _quoted(None, stands, longest)


def _other_names(chosen: Chosen | None) -> tuple[str, ...]:
    if chosen is None:
        return ()
    return tuple(filter(None, (chosen.definition.term.lower(), (chosen.definition.acronym or "").lower())))


def _in_full(rest: list[str], found: tuple[Found, ...]) -> tuple[str, Found] | None:
    if len(rest) != 1:
        return None
    for each in found:
        if "(" in each.text and (words := spelt_out(rest[0], each.text)):
            return words, each
    return None


def _quoted(said: Found | None, stands: tuple[str, Found] | None, longest: int) -> Meaning | None:
    """The sentence, and before it the words that letters stand for with the sentence that has them."""
    cited = told(said, min(longest, OF_ONE)) if said else None
    if stands is None:
        return Meaning(cited.quote, (cited,)) if cited else None
    words, found = stands
    spelling = quote(found.stored, found.sentence.start, found.sentence.end)
    if cited is None or spelling.quote in cited.quote:
        only = cited or spelling
        return Meaning(f"{words}: {only.quote}", (only,))
    return Meaning(f"{words}: {cited.quote}", (cited, spelling))
