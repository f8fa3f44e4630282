"""What does a term mean? Quoted from its definition, or else from a sentence that says what it is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from indexer import analysis
from indexer.answer.evidence import Found, find, quote, sentences
from indexer.answer.expected import expects
from indexer.answer.question import Passed, Question
from indexer.answer.reading import Reading
from indexer.answer.terms import content, terms
from indexer.answer.years import label
from indexer.model import Answer, Citation, Definition, Place, Wording
from indexer.rules import load

LONGEST = 140
"""Words of a quotation; a longer wording is cut at the end of a paragraph."""
GENERIC = frozenset({"order", "offend", "peopl", "person"})
"""Stems that may be missing at the end of a term."""


def definition(question: Question) -> Answer | Passed:
    """Claims a question that asks what one term means and nothing else."""
    if changed := _changed(question):
        return changed
    rest = subject(question.reading)
    wants = expects(question.reading.words)
    if rest is None or (wants and wants.name == "person"):
        return Passed("it does not ask what something means")
    if not rest:
        return Passed("it names no term")
    if chosen := _defined(question, rest):
        return _told(question, chosen)
    if said := _sentence(question, rest):
        return said
    return Passed(f"nothing says what “{' '.join(rest)}” is")


def subject(reading: Reading) -> list[str] | None:
    """The words that are asked about, where the question asks for a meaning and for nothing else."""
    words = [word for word in content(reading.words) if not _is_year(word)]
    if not _asks().search(" ".join(words)):
        return None
    places = {part for slug in reading.places.areas for part in slug.split("-")}
    rest = [word for word in words if word not in _asking() and word not in places]
    return rest[:-1] if len(rest) > 1 and rest[-1] == "management" else rest


def _is_year(word: str) -> bool:
    return bool(re.fullmatch(r"(?:19|20)\d\d|\d\d", word))


@cache
def _asks() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(load('questions')['definition']['asked'])})\b")


@cache
def _asking() -> frozenset[str]:
    return frozenset(load("questions")["definition"]["ask"].split("|"))


@dataclass(frozen=True, slots=True)
class Chosen:
    definition: Definition
    wordings: tuple[Wording, ...]


CHANGES = re.compile(r"\b(?:chang\w*|differ\w*|compar\w*)\b")
SHOWN = 13
"""Words of a sentence that are shown of each wording."""


def _changed(question: Question) -> Answer | None:
    """How the wording of one term differs between years: the sentences that changed, side by side."""
    words = question.reading.words
    if not CHANGES.search(words) or question.reading.unknown == ():
        return None
    asked = set(_key(words.split()))
    for each in question.backend.definitions():
        name = set(_key(re.sub(r"\([^()]*\)", " ", each.term).split()))
        if name <= asked or (each.acronym and _key([each.acronym])[0] in asked):
            held = {report.id for report in question.scope.reports}
            kept = [w for wording in each.wordings if (w := _narrow(wording, held))]
            years = sorted({w.place.year_start for w in kept})
            if len(years) > 1:
                old = next(w for w in kept if w.place.year_start == years[0])
                new = next(w for w in kept if w.place.year_start == years[-1])
                return _side_by_side(question, old, new)
    return None


def _side_by_side(question: Question, old: Wording, new: Wording) -> Answer:
    parts, cited = [], []
    for mine, other in ((old, new), (new, old)):
        theirs = {" ".join(other.text[s.start : s.end].split()) for s in sentences(other.text)}
        own = [s for s in sentences(mine.text) if " ".join(mine.text[s.start : s.end].split()) not in theirs]
        shown = " / ".join(" ".join(mine.text[s.start : s.end].split()[:SHOWN]) + " …" for s in own[:2])
        parts.append(f"{label(mine.place.year_start)}: {shown or 'the same'}")
        cited.append(_cited(question, mine))
    return Answer(question.text, "comparison", "; ".join(parts), tuple(cited))


def _cited(question: Question, wording: Wording) -> Citation:
    section = question.backend.section(wording.place.section)
    at = section.section.text.find(wording.text)
    return quote(section, at, at + len(wording.text)) if at >= 0 else Citation(wording.place, wording.text)


def _defined(question: Question, rest: list[str]) -> Chosen | None:
    """The definition whose term the words name, all of them, in the wordings of the reports asked about."""
    asked = _key(rest)
    for each in question.backend.definitions():
        names = [_key(re.sub(r"\([^()]*\)", " ", each.term).split()), *([_key([each.acronym])] if each.acronym else [])]
        if any(_same(asked, name, [*names]) for name in names):
            held = {report.id for report in question.scope.reports}
            kept = tuple(filter(None, (_narrow(wording, held) for wording in each.wordings)))
            return Chosen(each, kept) if kept else None
    return None


def _key(words: list[str]) -> tuple[str, ...]:
    return tuple(filter(None, (analysis.term(part) for word in words for part in analysis.PART.findall(word))))


def _same(asked: tuple[str, ...], name: tuple[str, ...], names: list[tuple[str, ...]]) -> bool:
    """Term, acronym or both; a general word at the end may be missing on either side."""
    both = {stem for each in names for stem in each}
    return (set(name) - GENERIC == set(asked) - GENERIC and bool(set(asked) - GENERIC)) or (
        set(asked) <= both | GENERIC and set(name) <= set(asked)
    )


def _narrow(wording: Wording, reports: set[str]) -> Wording | None:
    places = [place for place in (wording.place, *wording.also) if place.report in reports]
    return Wording(wording.text, places[0], tuple(places[1:])) if places else None


def _told(question: Question, chosen: Chosen) -> Answer:
    newest = max(chosen.wordings, key=lambda wording: wording.place.year_start)
    text = _first_paragraphs(newest.text)
    name = chosen.definition.term + (f" ({chosen.definition.acronym})" if chosen.definition.acronym else "")
    section = question.backend.section(newest.place.section)
    at = section.section.text.find(text)
    cited = quote(section, at, at + len(text)) if at >= 0 else Citation(newest.place, text)
    years = sorted({label(place.year_start) for place in (newest.place, *newest.also)})
    others = [
        each for each in chosen.wordings if each is not newest and each.place.year_start != newest.place.year_start
    ]
    differs = tuple(f"{label(each.place.year_start)} ({each.place.area}): {_shorter(each.text)}" for each in others[:3])
    notes = (f"As the reports of {', '.join(years)} have it.",)
    return Answer(question.text, "definition", f"{name}: {text}", (cited,), differs=differs, notes=notes)


def _shorter(text: str) -> str:
    words = text.split()
    return " ".join(words[:60]) + (" …" if len(words) > 60 else "")


def _first_paragraphs(text: str) -> str:
    """As many whole paragraphs as an answer may have words, the first in any case, cut at the end of a sentence."""
    end = 0
    for match in re.finditer(r"[^\n]+", text):
        if end and len(text[: match.end()].split()) > LONGEST:
            break
        end = match.end()
    kept = text[:end].strip()
    if len(kept.split()) > LONGEST:
        whole = [s for s in sentences(kept) if len(kept[: s.end].split()) <= LONGEST]
        kept = kept[: whole[-1].end].strip() if whole else " ".join(kept.split()[:LONGEST])
    return kept


def _sentence(question: Question, rest: list[str]) -> Answer | None:
    """A sentence that begins with the term and says what it is, with those that follow."""
    wanted = terms(rest, question.backend)
    if not wanted:
        return None
    stems = {each.stem for each in wanted}
    everything = find(question, wanted)
    if spelt := _spelt_out(question, rest, everything):
        return spelt
    found = [each for each in everything if all(term_.found(each.sentence.stems) for term_ in wanted)]
    says = [each for each in found if _says(each, rest, _is())]
    says = says or [each for each in found if _then_says(each, stems)]
    says = says or [each for each in found if _called(each, rest)]
    says = says or [each for each in found if _says(each, rest, _copula())]
    if says:
        return _from(question, max(says, key=lambda each: (each.stored.place.year_start, each.rank)))
    return None


def _spelt_out(question: Question, rest: list[str], found: Sequence[Found]) -> Answer | None:
    """An abbreviation with the words before it in a text: "Circles of Support and Accountability (CoSA)". Where the
    reports use it and nowhere say it in full, that is said."""
    if len(rest) != 1 or not _letters().search(question.reading.words):
        return None
    pattern = re.compile(
        rf"(?:[A-Z][\w'’-]*\W+(?:(?:of|and|for|the|&)\W+)*){{1,8}}\(\W*{re.escape(rest[0])}s?\W*\)", re.IGNORECASE
    )
    for each in found:
        if pattern.search(each.text):
            cited = quote(each.stored, each.sentence.start, each.sentence.end)
            return Answer(question.text, "definition", cited.quote, (cited,))
    return Answer(question.text, "definition", reason=f"the reports nowhere say “{rest[0].upper()}” in full")


@cache
def _letters() -> re.Pattern[str]:
    return re.compile(load("questions")["definition"]["in_full"])


def _from(question: Question, found: Found) -> Answer:
    each, text = sentences(found.stored.section.text), found.stored.section.text
    last = found.number
    while last + 1 < len(each) and len(text[found.sentence.start : each[last + 1].end].split()) <= 100:
        last += 1
    cited = quote(found.stored, found.sentence.start, each[last].end)
    return Answer(question.text, "definition", cited.quote, (cited,))


def _says(found: Found, rest: list[str], verb: str) -> bool:
    """The sentence has the words of the term in a row, near its beginning, and goes on with "is" or the like."""
    text = " ".join(found.text.split())
    name = r"\W+(?:\w+\W+){0,1}?".join(map(_loose, rest))
    match = re.search(rf"^(?:\W*(?:\w+\W+){{0,4}}?)(?:{name})(?:{verb})", text, re.IGNORECASE)
    return bool(match)


def _called(found: Found, rest: list[str]) -> bool:
    """The sentence says what is called so: "... what is known as the Responsible Authority"."""
    name = r"\W+".join(map(_loose, rest))
    said = load("questions")["definition"]["called"]
    return bool(re.search(rf"(?:{said})\W+(?:\w+\W+){{0,2}}?{name}", " ".join(found.text.split()), re.IGNORECASE))


def _loose(word: str) -> str:
    """A word in singular or plural."""
    stem = word.removesuffix("s") if len(word) > 3 else word
    return re.sub(r"visor|viser", "vis[eo]r", re.escape(stem)) + r"\w{0,3}"


def _then_says(found: Found, stems: set[str]) -> bool:
    """The sentence names the term, and the next one begins "This is"."""
    after = found.stored.section.text[found.sentence.end : found.sentence.end + 60].lstrip()
    return stems <= found.sentence.stems and bool(
        re.match(r"(?:This|These|It|They) (?:is|are|was|were|provides?|has|aims?)\b", after)
    )


@cache
def _is() -> str:
    return str(load("questions")["definition"]["is"])


@cache
def _copula() -> str:
    return str(load("questions")["definition"]["copula"])


__all__ = ["Place", "definition", "subject"]
