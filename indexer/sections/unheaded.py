"""Sections without a heading of their own: where reports are published, where to find more, a case told in a box, and
pages whose title was a picture."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from indexer.sections.contents import Contents
from indexer.sections.features import key, known_of
from indexer.sections.headings import Boundary, Origin, tidy_title, with_ends
from indexer.sections.joining import SHORT_WORDS
from indexer.sections.lines import Line, touch
from indexer.sections.rules import phrases

TAIL = 10
"""Short lines that may follow the last line of a report: an address, a page number, names of logos."""
MENTIONS = 2
"""How often the person of a case has to be named."""
PRONOUNS = 5
"""How often a person named once has to be spoken of."""
PRONOUN = re.compile(r"\b(?:he|him|his|she|her|hers|himself|herself)\b", re.IGNORECASE)
STORY = 12
"""Lines in which a case is told."""
CLOSE = 0.9
"""Share of lines that touch the one before from which on no empty line parts anything."""
OFTEN = 3
"""Titles of a list of contents that a word stands in, for it to tell nothing."""


def find_unheaded(
    lines: Sequence[Line], boundaries: Sequence[Boundary], contents: Sequence[Contents]
) -> list[Boundary]:
    """The boundaries with those of sections without heading among them."""
    closing = _closing(lines)
    found = [b for b in boundaries if closing is None or b.line < closing.line]
    extras = (_implied(lines, found, contents), _pointers(lines, found), _cases(lines, found), _thanks(lines, closing))
    for extra in extras:
        taken = {b.line for b in found}
        found += [b for b in extra if b.line not in taken and (closing is None or b.line < closing.line)]
    return sorted([*found, *([closing] if closing else [])], key=lambda b: b.start)


def _closing(lines: Sequence[Line]) -> Boundary | None:
    """The line that says where all reports are published, at the end of a report; elsewhere, and where no empty line
    parts it from addresses, it is part of a section."""
    tight = sum(touch(*both) for both in pairwise(lines)) > CLOSE * len(lines)
    for line in reversed(lines[-TAIL:]):
        if phrases("published").search(line.words):
            if line.number and not tight and _address_above(lines[line.number - 1], line):
                return None
            title = re.split(r"\s*(?:\bat\b)?\s*:|\bhttps?:|\bwww\.", line.words)[0].strip()
            return _unheaded(line, tidy_title(re.sub(r"\s+at$", "", title)), "closing", "published")
        if known_of(line) or (line.count > 12 and not phrases("imprint").search(line.words)):
            return None
    return None


def _address_above(before: Line, line: Line) -> bool:
    return touch(before, line) and phrases("address").search(before.words) is not None


def _thanks(lines: Sequence[Line], closing: Boundary | None) -> Iterator[Boundary]:
    """The sentence of thanks straight above the last line of a report."""
    before = lines[closing.line - 1] if closing and closing.line else None
    if before and before.role == "text" and phrases("thanks").match(before.words):
        yield _unheaded(before, "Thank you", "closing", "thanks")


def _pointers(lines: Sequence[Line], boundaries: Sequence[Boundary]) -> Iterator[Boundary]:
    """The last paragraph of a case study, where it says where to find more about what the case is about."""
    for boundary, end in with_ends(boundaries, len(lines)):
        if not _is_case(boundary):
            continue
        for line in lines[max(boundary.last + 2, end - 3) : end]:
            if phrases("pointer").search(line.words) and line.role != "heading":
                about = phrases("about").search(line.words)
                title = f"More information about {about[1].strip()}" if about else "More information"
                yield _unheaded(line, title, "pointer", "pointer")
                break


def _cases(lines: Sequence[Line], boundaries: Sequence[Boundary]) -> Iterator[Boundary]:
    """Cases told within another section, or one after the other below a heading for several: a paragraph that
    introduces a person who is then spoken of again."""
    for boundary, end in with_ends(boundaries, len(lines)):
        several = bool(phrases("several").search(boundary.title))
        if boundary.origin not in ("heading", "implied") or (_is_case(boundary) and not several):
            continue
        subjects = set[str]()
        for line in lines[boundary.last + (1 if several else 2) : end]:
            if (subject := _introduced(lines, line, end)) and subject not in subjects:
                subjects.add(subject)
                yield _unheaded(line, f"Case study: {subject}", "case", "case begins")


def _is_case(boundary: Boundary) -> bool:
    return boundary.known is not None and boundary.known.kind == "case_study"


def _introduced(lines: Sequence[Line], line: Line, end: int) -> str | None:
    """Whom the paragraph introduces, if the rest tells of sentence, risk and agencies as a case study does. Of somebody
    whose name is said not to be the real one, less is needed."""
    if line.role not in ("text", "item") or not phrases("case begins").search(line.words):
        return None
    match = phrases("subject").search(line.words)
    text = " ".join(other.words for other in lines[line.number : min(end, line.number + STORY)])
    hidden = bool(phrases("pseudonym").search(line.words))
    told = all(phrases(name).search(text) for name in (("crime", "agency") if hidden else ("crime", "risk", "agency")))
    named = len(re.findall(rf"\b{re.escape(match[0])}\b", text)) if match else 0
    spoken_of = named >= (1 if hidden else MENTIONS) or len(PRONOUN.findall(text)) >= PRONOUNS
    return match[0] if match and told and spoken_of else None


def _implied(lines: Sequence[Line], boundaries: Sequence[Boundary], contents: Sequence[Contents]) -> Iterator[Boundary]:
    """Pages whose title was a picture: the list of contents announces a title that stands nowhere, and at the place
    where it is due a paragraph begins to speak of it."""
    headed = {key(b.title): b.line for b in boundaries if b.origin != "question"}
    for listed in contents:
        places = [headed.get(words, -1) for _, words in listed.titles]
        for n, (title, words) in enumerate(listed.titles):
            if places[n] >= 0 or not words or _stands(lines, words, listed.last):
                continue
            first = max([listed.last, *places[:n]]) + 1
            last = min([p for p in places[n + 1 :] if p > first], default=len(lines))
            if line := _turns_to(lines[first + 1 : last], _wanted(listed, words)):
                places[n] = line.number
                yield replace(_unheaded(line, title, "implied", "announced"), announced=True)


def _stands(lines: Sequence[Line], words: str, after: int) -> bool:
    """A short line gives the title, or the first half of it: lists of contents say more than some headings."""
    short = (key(line.words) for line in lines[after + 1 :] if line.count <= SHORT_WORDS and line.role != "row")
    return any(words == said or (" " in said and words.startswith(f"{said} ")) for said in short)


def _wanted(listed: Contents, words: str) -> frozenset[str]:
    """The words of a title that tell it from the others of its list: not the name of the area."""
    titles = [frozenset(other.split()) for _, other in listed.titles]
    return frozenset(w for w in words.split() if len(w) > 3 and sum(w in other for other in titles) < OFTEN)


def _turns_to(lines: Sequence[Line], wanted: frozenset[str]) -> Line | None:
    """The first paragraph that names what is announced; at the top of a page one such word is enough."""
    for line in lines:
        if line.role != "text" or line.count < 8 or line.words[:1].islower():
            continue
        named = sum(any(w.startswith(stem[:-1]) for w in key(line.words).split()) for stem in wanted)
        if named >= max(1 if line.page_start else 2, 0.6 * len(wanted)):
            return line
    return None


def _unheaded(line: Line, title: str, origin: Origin, rule: str) -> Boundary:
    return Boundary(line.number, line.span.start, title, origin, rule, line.number - 1)
