"""Which report a document is: its area and year, from what the text says weighed with the name of the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from indexer import rules
from indexer.errors import UnknownReport
from indexer.identity.catalogue import Catalogue, Entry, load_catalogue
from indexer.identity.evidence import READ, Evidence, Question, Scores, gather
from indexer.identity.names import Place, places
from indexer.identity.years import year_slug
from indexer.model import Document, Report

__all__ = ["Catalogue", "Entry", "Identity", "identify", "load_catalogue"]

TOP = 2_000
"""Characters at the top of a text in which a digest says that it is one."""


@dataclass(frozen=True, slots=True)
class Identity:
    """The report that a document is, and what is odd about how that was told."""

    report: Report
    warnings: tuple[str, ...] = ()


def identify(document: Document, catalogue: Catalogue) -> Identity:
    """Tell area and year of a document. What the catalogue says of the file's checksum comes first, then the text;
    the file name decides where the text leaves it open. Raises UnknownReport that says what was found and what to do.
    """
    if entry := catalogue.of_file(document.source.sha256):
        return Identity(_report(document, entry.place, entry.year_end, catalogue))
    evidence = gather(document)
    area, year = (_decide(question, evidence[question]) for question in ("area", "year"))
    if year.winner and int(year.winner) > datetime.now(UTC).year:  # a year that has not ended has no report
        year = replace(year, winner=None)
    if not _is_about_mappa(document) or area.winner is None or year.winner is None:
        raise UnknownReport(_unknown(document, area, year))
    report = _report(document, places()[area.winner], int(year.winner), catalogue)
    return Identity(report, (*area.warnings(), *year.warnings()))


@dataclass(frozen=True, slots=True)
class Decision:
    """`winner` is None where nothing settles the question; `told_by_name`: the text alone does not settle it."""

    question: Question
    evidence: Evidence
    winner: str | None
    told_by_name: bool = False

    def warnings(self) -> tuple[str, ...]:
        """Where the answer rests on the file name, or the file name says otherwise."""
        if self.winner is None:
            return ()
        winner = self.label(self.winner)
        if self.told_by_name:
            return (f"the {self.question} {winner} is taken from the file's name: the text does not say it clearly",)
        if self.evidence.name and self.winner not in self.evidence.name:
            named = self.label(_ranked(self.evidence.name)[0])
            return (f"the file's name says {named}, the text {winner}: taken as {winner}",)
        return ()

    def found(self) -> str:
        """What the text and the file name hold, for a person."""
        counts = self.evidence.named
        named = [f"{name} ({_times(counts[name])})" for name in _ranked(counts)[:3]]
        said = f"{self.question}s named: {', '.join(named)}" if named else f"no {self.question} named"
        by_name = [self.label(name) for name in _ranked(self.evidence.name)[:1]]
        return said + (f", {by_name[0]} in the file's name" if by_name else "")

    def label(self, candidate: str) -> str:
        return places()[candidate].name if self.question == "area" else year_slug(int(candidate))


def _decide(question: Question, evidence: Evidence) -> Decision:
    limits = rules.load("identity")["decision"]
    if winner := _clear(evidence.text, limits["margin"], limits["lead"]):
        return Decision(question, evidence, winner)
    both = {name: evidence.text.get(name, 0) + evidence.name.get(name, 0) for name in {*evidence.text, *evidence.name}}
    winner = _clear(both, limits["margin"], limits["lead_with_name"])
    return Decision(question, evidence, winner, told_by_name=winner is not None)


def _clear(scores: Scores, margin: float, lead: float) -> str | None:
    """The candidate that stands out, if there is one."""
    first, second = (*_ranked(scores), "", "")[:2]
    best, rival = scores.get(first, 0), scores.get(second, 0)
    return first if best - rival >= margin and best >= lead * rival else None


def _ranked(scores: Mapping[str, float]) -> list[str]:
    return sorted(scores, key=lambda name: (-scores[name], name))


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _is_about_mappa(document: Document) -> bool:
    return re.search(rules.load("identity")["subject"], document.text[:READ], re.IGNORECASE) is not None


def _unknown(document: Document, area: Decision, year: Decision) -> str:
    what = [f"which {decision.question}" for decision in (area, year) if decision.winner is None]
    if not _is_about_mappa(document):
        problem = "this seems to be no MAPPA report, for it does not name MAPPA"
    else:
        problem = f"cannot tell {' and '.join(what)} this report is of"
    area_name = places()[area.winner].name if area.winner else "?"
    year_named = year_slug(int(year.winner)) if year.winner else "?"
    return (
        f"{document.source.name}: {problem}; {year.found()}; {area.found()}. "
        "To say it, add this to corpus/reports.toml:\n"
        f'    [[report]]\n    area = "{area_name}"\n    year = "{year_named}"\n'
        f'    sha256 = ["{document.source.sha256}"]'
    )


def _report(document: Document, place: Place, year_end: int, catalogue: Catalogue) -> Report:
    language = language_of(document.text)
    digest = _digest(document.text)
    report = f"{place.id}-{year_slug(year_end)}"
    return Report(
        id=report if language == "en" else f"{report}-{language}",
        area=place.name,
        area_slug=place.id,
        region=place.region,
        year_start=year_end - 1,
        year_end=year_end,
        source=document.source,
        url=catalogue.url(place, year_end) or _address(digest),
        digest=bool(digest),
        language=language,
    )


def language_of(text: str) -> str:
    """The language whose commonest words are more frequent; English where both are alike, as in bilingual reports."""
    words = re.findall(r"[^\W\d_]+", text[:READ].lower())
    counts = {language: sum(word in known for word in words) for language, known in _common_words().items()}
    return max(counts, key=lambda language: (counts[language], language == "en"))


def _common_words() -> dict[str, frozenset[str]]:
    return {language: frozenset(words) for language, words in rules.load("identity")["language"].items()}


def _digest(text: str) -> str:
    """The paragraph at the top in which a text calls itself a digest; empty where there is none."""
    match = re.search(rf"(?im)^[>*_\s]*{rules.load('identity')['digest']}[\s\S]*?(?=\n\s*\n|\Z)", text[:TOP])
    return match[0] if match else ""


def _address(digest: str) -> str | None:
    match = re.search(r"https?://[^\s<>()\[\]]+", digest)
    return match[0].rstrip(".,;:") if match else None
