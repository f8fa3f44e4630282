"""How the wording of a defined term differs between years: the sentences that changed, side by side."""

from __future__ import annotations

import re

from indexer import analysis
from indexer.answer.evidence import quote, sentences
from indexer.answer.question import Question
from indexer.answer.years import label
from indexer.model import Answer, Citation, Definition, Wording

CHANGES = re.compile(r"\b(?:chang\w*|differ\w*|compar\w*)\b")
SHOWN = 13
"""Words of a sentence that are shown of each wording."""


def changed(question: Question) -> Answer | None:
    """How the wording of one term differs between years."""
    words = question.reading.words
    if not CHANGES.search(words) or question.reading.unknown == ():
        return None
    asked = _key(words.split())
    for each in question.backend.definitions():
        name = _key(re.sub(r"\([^()]*\)", " ", each.term).split())
        if name <= asked or (each.acronym and _key([each.acronym]) <= asked):
            kept = _held(question, each)
            years = sorted({w.place.year_start for w in kept})
            if len(years) > 1:
                old = next(w for w in kept if w.place.year_start == years[0])
                new = next(w for w in kept if w.place.year_start == years[-1])
                return _side_by_side(question, old, new)
    return None


def _held(question: Question, defined: Definition) -> list[Wording]:
    held = {report.id for report in question.scope.reports}
    found = []
    for wording in defined.wordings:
        places = [place for place in (wording.place, *wording.also) if place.report in held]
        if places:
            found.append(Wording(wording.text, places[0], tuple(places[1:])))
    return found


def _key(words: list[str]) -> set[str]:
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


def _cited(question: Question, wording: Wording) -> Citation:
    section = question.section(wording.place.section)
    at = section.section.text.find(wording.text)
    return quote(section, at, at + len(wording.text)) if at >= 0 else Citation(wording.place, wording.text)
