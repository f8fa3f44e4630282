"""Document → where its sections start: headings first, then what tables, terms, questions and lists say about them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace

from indexer.model import Document
from indexer.sections.contents import Contents
from indexer.sections.features import Context, is_prose
from indexer.sections.headings import Boundary, find_headings, tidy_title, with_first_lines
from indexer.sections.lines import Line
from indexer.sections.questions import find_questions
from indexer.sections.rules import known, phrases
from indexer.sections.run_ins import find_run_ins
from indexer.sections.tables import find_tables
from indexer.sections.terms import find_terms
from indexer.sections.unheaded import find_unheaded

LONGEST = 90
"""Characters of a line that serves as a title for want of one."""
COVER_WORDS = 12


def find_boundaries(document: Document, lines: Sequence[Line], contents: Sequence[Contents]) -> list[Boundary]:
    """The boundaries in order; the first is the start of the text."""
    entries = frozenset(i for listed in contents for i in range(listed.first, listed.last + 1))
    announced = frozenset(words for listed in contents for _, words in listed.titles if words)
    context = Context(lines, announced, entries)
    found = _after_cover(lines, find_headings(context), entries)
    found = list(_whole_interviews(_whole_cases(_with_lists(lines, found, contents))))
    found = find_run_ins(document, lines, found)
    found = find_tables(lines, found, entries)
    found = find_terms(document, lines, found)
    found = find_questions(lines, found)
    found = find_unheaded(lines, found, contents)
    return _from_the_start(document, lines, list(with_first_lines(context, found)))


def _after_cover(lines: Sequence[Line], found: list[Boundary], entries: Collection[int]) -> list[Boundary]:
    """Headings without those of the title page, which have no text below them but a list of contents."""
    for n, boundary in enumerate(found[:-1]):
        end = found[n + 1].line
        listed = next((i for i in range(boundary.last + 1, end) if i in entries), None)
        below = lines[boundary.last + 1 : end if listed is None else max(listed - 2, boundary.last + 1)]
        if boundary.known or any(is_prose(line) or line.role == "row" or line.item for line in below):
            return found[n:]
    return found


def _whole_cases(found: Sequence[Boundary]) -> Iterator[Boundary]:
    """Headings without those that divide a case study: "Background", "Outcome"."""
    case: Boundary | None = None
    for boundary in found:
        divides = case is not None and boundary.known != case.known and _not_above(boundary, case)
        if divides and phrases("case part").match(boundary.title):
            continue
        case = boundary if boundary.known and boundary.known.kind == "case_study" else None
        yield boundary


def _whole_interviews(found: Iterable[Boundary]) -> Iterator[Boundary]:
    """Headings without the questions that a lay adviser or a victim liaison officer is asked."""
    speaks = False
    for boundary in found:
        if speaks and boundary.known is None and phrases("interview").search(boundary.title):
            continue
        speaks = boundary.known is not None and boundary.known.kind == "voice"
        yield boundary


def _not_above(boundary: Boundary, case: Boundary) -> bool:
    """The heading may be a part of the case; one that could close the report has to be deeper than the case."""
    if boundary.level is None or case.level is None:
        return boundary.known is None or boundary.known.kind != "closing"
    return boundary.level > case.level or (boundary.level == case.level and boundary.known is None)


def _with_lists(lines: Sequence[Line], found: list[Boundary], contents: Sequence[Contents]) -> list[Boundary]:
    """The headings of lists of contents are headings even where nothing else says so."""
    there = {boundary.line for boundary in found}
    lists = [_of_list(lines, listed) for listed in contents]
    return sorted([*found, *(b for b in lists if b.line not in there)], key=lambda boundary: boundary.start)


def _of_list(lines: Sequence[Line], listed: Contents) -> Boundary:
    if listed.heading is None:
        first = listed.first
        return Boundary(
            first, lines[first].span.start, "Contents", "heading", "list of contents", first - 1, known("Contents")
        )
    line = lines[listed.heading]
    title = tidy_title(line.words)
    return Boundary(line.number, line.span.start, title, "heading", "list of contents", line.number, known(title))


def _from_the_start(document: Document, lines: Sequence[Line], found: list[Boundary]) -> list[Boundary]:
    """With the cover, which is what stands before the first section; without any heading all is one section."""
    if not found:
        title = tidy_title(lines[0].words)[:LONGEST] if lines else ""
        return [Boundary(0, 0, title or document.source.name, "implied", "no heading", -1)]
    if any(line.span.start < found[0].start for line in lines):
        return [_cover(lines, found[0].line), *found]
    return [replace(found[0], start=0), *found[1:]]


def _cover(lines: Sequence[Line], end: int) -> Boundary:
    """The cover, by the line on it that names the report."""
    named = (line for line in lines[:end] if "report" in line.words.casefold() and line.count <= COVER_WORDS)
    line = next(named, lines[0])
    words = next((cell for cell in line.cells if any(c.isalpha() for c in cell)), line.words)
    return Boundary(0, 0, tidy_title(words)[:LONGEST], "cover", "before the first heading", -1)
