"""Texts of different years: how the wording of a term differs, what the reports of then and now say of something, and
which report first uses a term."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer import analysis
from indexer.answer.evidence import Found, find, further, quote, sentences
from indexer.answer.question import Question
from indexer.answer.saying import lists
from indexer.answer.terms import Term, held, terms, typed
from indexer.answer.tidy import phrases
from indexer.answer.years import label
from indexer.model import Answer, Citation, Definition, Filter, Kind, Phrase, Query, Wording
from indexer.rules import load

SHOWN = 13
"""Words of a sentence that are shown of each wording."""
SIDE = 24
"""Words of a sentence that are shown of each year."""
ENOUGH = 0.5
"""How much of what is asked about a sentence of each year must hold, to be set beside another."""
EXPLAINS: tuple[Kind, ...] = ("definition", "background", "commentary", "governance")


def changed(question: Question) -> Answer | None:
    """How the wording of one term differs between years."""
    if not phrases("wordings", "changes").search(question.reading.words) or question.reading.unknown == ():
        return None
    asked = _key(question.reading.words.split())
    for each in question.backend.definitions():
        name = _key(re.sub(r"\([^()]*\)", " ", each.term).split())
        if name <= asked or (each.acronym and _key([each.acronym]) <= asked):
            kept = _held(question, each)
            years = sorted({w.place.year_start for w in kept})
            if len(years) > 1:
                old = next(w for w in kept if w.place.year_start == years[0])
                new = next(w for w in kept if w.place.year_start == years[-1])
                return _side_by_side(question, old, new)
    return _then_and_now(question)


def first_used(question: Question) -> Answer | None:
    """The oldest report that uses a term, word for word."""
    if not phrases("wordings", "first").search(question.reading.words):
        return None
    rest = _rest(question)
    if not rest or len(rest) > MOST:
        return None
    query = Query(clauses=(Phrase(tuple(rest)),), filters=question.scope.filters, sort="oldest", size=1, exact=True)
    hits = question.backend.search(query).hits
    found = question.section(hits[0].place.section) if hits else None
    wanted = _key(rest)
    holding = [s for s in sentences(found.section.text) if wanted <= s.stems] if found else []
    if not found or not holding:
        return None
    cited = quote(found, holding[0].start, holding[0].end)
    held = sorted({each.year_start for each in question.scope.reports})
    text = f"Of the reports held ({label(held[0])} to {label(held[-1])}), “{' '.join(rest)}” first stands in that of "
    text += f"{found.place.area} {label(found.place.year_start)}: {_cut(cited.quote, SIDE)}"
    return Answer(question.text, "factual", text, (cited,))


MOST = 6
"""Words of a term."""


def _rest(question: Question) -> list[str]:
    drop = set(load("questions")["wordings"]["drop"].split())
    words = re.sub(r"\bco (?=operat|ordinat)", "co", question.reading.words).split()
    return [word for word in words if word not in drop and not re.fullmatch(r"\d\d+", word)]


def _held(question: Question, defined: Definition) -> list[Wording]:
    held = {report.id for report in question.scope.reports}
    found = []
    for wording in defined.wordings:
        places = [place for place in (wording.place, *wording.also) if place.report in held]
        if places:
            found.append(Wording(wording.text, places[0], tuple(places[1:])))
    return found


def _key(words: Sequence[str]) -> set[str]:
    return {stem for word in words for part in analysis.PART.findall(word) if (stem := analysis.term(part))}


def _side_by_side(question: Question, old: Wording, new: Wording) -> Answer:
    parts, cited = [], []
    for mine, other in ((old, new), (new, old)):
        theirs = {" ".join(other.text[s.start : s.end].split()) for s in sentences(other.text)}
        own = [s for s in sentences(mine.text) if " ".join(mine.text[s.start : s.end].split()) not in theirs]
        shown = " / ".join(" ".join(mine.text[s.start : s.end].split()[:SHOWN]) + " …" for s in own[:2])
        parts.append(f"{label(mine.place.year_start)}: {shown or 'the same'}")
        cited.append(_cited(question, mine))
    return Answer(question.text, "comparison", "; ".join(parts), tuple(cited))


def _then_and_now(question: Question) -> Answer | None:
    """What explanatory sections of the oldest and of the newest year say of it."""
    years = sorted({each.year_start for each in question.scope.reports})
    wanted = terms(_rest(question), question.backend)
    if len(years) < 2 or not wanted or question.reading.places.areas:
        return None
    ends = [_best(question, wanted, year) for year in (years[0], years[-1])]
    if not all(ends):
        return None
    found = [each for each in ends if each]
    text = "; ".join(f"{label(each.stored.place.year_start)}: {_about(each, wanted)}" for each in found)
    cited = tuple(quote(each.stored, each.sentence.start, (further(each) or each.sentence).end) for each in found)
    return Answer(question.text, "comparison", text, cited)


def _best(question: Question, wanted: Sequence[Term], year: int) -> Found | None:
    slugs = {each.year_slug for each in question.scope.reports if each.year_start == year}
    found = find(question, wanted, EXPLAINS, Filter("year", tuple(sorted(slugs))))
    best = max(found, key=lambda each: (*_told(each, wanted), each.rank), default=None)
    return best if best and held(wanted, best.sentence.stems) >= ENOUGH else None


def _told(found: Found, wanted: Sequence[Term]) -> tuple[float, bool, int]:
    """How well a sentence tells of what is asked: by its words, by whether it says which, by how soon it names it."""
    stems = set().union(*(term.typed for term in wanted))
    words = [_key([word]) for word in found.text.split()]
    rows = (set().union(*words[n : n + len(stems) + 1]) for n in range(len(words)))
    at = next((n for n, row in enumerate(rows) if stems <= row), len(words))
    return round(typed(wanted, found.sentence.stems), 2), lists(found), -at


def _about(found: Found, wanted: Sequence[Term]) -> str:
    """The next sentence where it says which, or the part around the first of the words that are looked for."""
    if which := further(found):
        return _cut(found.stored.section.text[which.start : which.end].strip(), SIDE)
    words = found.text.split()
    stems = {stem for term in wanted for stem in (*term.typed, *term.instead)}
    at = next((n for n, word in enumerate(words) if _key([word]) & stems), 0)
    start = max(0, min(at - 1, len(words) - SIDE))
    return ("… " if start else "") + _cut(" ".join(words[start:]), SIDE)


def _cut(text: str, most: int) -> str:
    words = text.split()
    return " ".join(words[:most]) + (" …" if len(words) > most else "")


def _cited(question: Question, wording: Wording) -> Citation:
    section = question.section(wording.place.section)
    at = section.section.text.find(wording.text)
    return quote(section, at, at + len(wording.text)) if at >= 0 else Citation(wording.place, wording.text)
