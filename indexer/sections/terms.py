"""Where definitions start: the lettered terms of the commentary, or its terms without letters."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from indexer.model import Document
from indexer.sections.features import title_case
from indexer.sections.headings import Boundary, tidy_title
from indexer.sections.lines import Line
from indexer.sections.marks import tidy
from indexer.sections.rules import NUMBER, known, phrases
from indexer.sections.wording import LETTERED, LONGEST, PARTED, after_letter, known_term, printed_term, with_brackets

INLINE = re.compile(r"(?<=[.!?:;”\"’)])\s+[*_]*(?:\d{1,2}\.\d{1,2}\.?\s+)?(?=\(([a-z])\)[\s*_]+[A-Z])")
REPEATED = frozenset({"background", "plain background", "commentary"})
"""Known headings that stand once more inside of a commentary."""
ENTRY_WORDS = 8
"""Words of a term in a glossary."""
MOST = 600
"""Characters in which a term is looked for."""


@dataclass(frozen=True, slots=True)
class _Start:
    line: int
    offset: int
    letter: str
    last: int


def find_terms(document: Document, lines: Sequence[Line], headings: Sequence[Boundary]) -> list[Boundary]:
    """Headings with those of definitions among them, and without those inside of the commentary."""
    starts: list[Boundary] = []
    zones = list(_zones(lines, headings))
    for first, last in zones:
        glossary = first > 0 and bool(phrases("glossary").search(lines[first - 1].words))
        lettered = [_boundary(document.text, lines, start) for start in _letters(document.text, lines, first, last)]
        starts += lettered or list(_leads(lines[first : last + 1], glossary))
    taken = {i for start in starts for i in range(start.line, start.last + 1)}
    kept = [h for h in headings if h.line not in taken and not _repeats(h, zones)]
    return sorted([*kept, *starts], key=lambda b: b.start)


def _zones(lines: Sequence[Line], headings: Sequence[Boundary]) -> Iterator[tuple[int, int]]:
    """Lines of a commentary: from its heading, or from a first lettered term that is known, to a heading of other."""
    for i, heading in enumerate(headings):
        if heading.known and heading.known.id == "commentary":
            others = (h.line for h in headings[i + 1 :] if not _belongs(lines, h))
            yield heading.last + 1, next(others, len(lines)) - 1
    if not any(h.known and h.known.id == "commentary" for h in headings):
        yield from _headless(lines, headings)


def _headless(lines: Sequence[Line], headings: Sequence[Boundary]) -> Iterator[tuple[int, int]]:
    """A commentary whose heading is lost: from a line lettered (a) with a known term."""
    for line in lines:
        match = LETTERED.match(line.words)
        if match and match[1] in "aA" and known_term(line.words[match.end() :]):
            others = (h.line for h in headings if h.line > line.number and not _belongs(lines, h))
            yield line.number, next(others, len(lines)) - 1
            return


def _belongs(lines: Sequence[Line], heading: Boundary) -> bool:
    """A lettered heading, the name of a known term, or "MAPPA background", which the commentary repeats. The name may
    be a known heading elsewhere in the report; then it has to say nothing else."""
    words = lines[heading.line].words
    if heading.known and not (LETTERED.match(words) and known_term(words)):
        return _repeated(heading) or _is_name(tidy_title(words))
    return bool(LETTERED.match(words)) or known_term(words) is not None


def _is_name(words: str) -> bool:
    """Whether the words are a known term and nothing else."""
    named = known_term(words)
    match = named.pattern.match(words) if named else None
    return match is not None and with_brackets(words, match.end()) == len(words)


def _repeats(heading: Boundary, zones: Sequence[tuple[int, int]]) -> bool:
    inside = any(first <= heading.line <= last for first, last in zones)
    return inside and _repeated(heading)


def _repeated(heading: Boundary) -> bool:
    """A known heading that may stand once more inside of a commentary; a glossary is one of its own."""
    known_id = heading.known.id if heading.known else ""
    return known_id in REPEATED and not phrases("glossary").search(NUMBER.sub("", heading.title))


def _letters(text: str, lines: Sequence[Line], first: int, last: int) -> Iterator[_Start]:
    """Lettered starts in the order of the alphabet, at the beginning of a line or, where the letter is due, in it."""
    due = ""
    for i in range(first, last + 1):
        raw = text[lines[i].span.start : lines[i].span.end]
        for offset, letter in _candidates(raw):
            if letter == (due or "a") or (due and offset == 0 and due < letter <= chr(ord(due) + 2)):
                due = chr(ord(letter) + 1)
                yield _Start(i, lines[i].span.start + offset, letter, last)


def _candidates(raw: str) -> Iterator[tuple[int, str]]:
    match = LETTERED.match(raw)
    if match:
        yield 0, match[1].lower()
    for match in INLINE.finditer(raw):
        yield match.end(), match[1]


def _boundary(text: str, lines: Sequence[Line], start: _Start) -> Boundary:
    line = lines[start.line]
    title, last = _title(text, lines, start)
    return Boundary(
        start.line, start.offset, title, "term", "lettered term", last, level=line.level, letter=start.letter
    )


def _title(text: str, lines: Sequence[Line], start: _Start) -> tuple[str, int]:
    """The letter and the term as printed, and the last line of it; a term may go on in the next line."""
    line = lines[start.line]
    raw = text[start.offset : min(line.span.end, start.offset + MOST)]
    term = printed_term(raw, line.role == "heading")
    last = start.line
    if last < start.last and term == after_letter(tidy(raw)) and not known_term(term):
        raw = f"{raw.rstrip()} {text[lines[last + 1].span.start : lines[last + 1].span.end].lstrip()}"
        longer = printed_term(raw.replace("**", ""), False)
        if known_term(longer) and title_case(longer):
            return f"({start.letter}) {longer}", last + 1
    return f"({start.letter}) {term}", last


def _leads(lines: Sequence[Line], glossary: bool) -> Iterator[Boundary]:
    """The terms of a commentary without letters; in a glossary every line that parts a term from its meaning."""
    for line in lines:
        if term := _lead(line) or (_entry(line) if glossary else ""):
            yield Boundary(line.number, line.span.start, term, "term", "term", line.number, level=line.level)


def _entry(line: Line) -> str:
    """The term of "term – meaning", or of a row of both."""
    cells = [cell for cell in line.cells if cell]
    term = cells[0] if len(cells) == 2 else PARTED.split(line.words, maxsplit=1)[0]
    rest = line.words[len(term) :].strip()
    return tidy_title(term) if rest and 0 < len(term.split()) <= ENTRY_WORDS else ""


def _lead(line: Line) -> str:
    """The term with which a paragraph of a commentary without letters begins, or nothing."""
    alone = tidy_title(line.words)
    if line.role != "row" and _is_name(alone):
        return alone
    lead = tidy_title(line.lead)
    if lead and not _leaves(lead) and len(lead.split()) <= LONGEST and not phrases("caption").match(f"{lead}:"):
        return lead
    short = line.count <= LONGEST and not (line.finished and PARTED.search(line.words))
    if short or line.role == "row" or not known_term(line.words):
        return ""
    term = printed_term(line.words, False)
    return term if known_term(term) and len(term.split()) <= LONGEST else ""


def _leaves(lead: str) -> bool:
    """The words are a heading of something else, which comes behind the commentary."""
    heading = known(lead)
    return heading is not None and heading.kind not in ("background", "commentary")
