"""Lists of contents: where they stand, and which titles they announce."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from indexer.sections.features import key
from indexer.sections.lines import Line
from indexer.sections.rules import known, phrases

LEADER = re.compile(
    r"\s*(?:\.\s?){3,}\s*(?:\d{1,3})?$|\s*…+\s*\d{0,3}$|(?<=[^\s\d.,:;|–-])\s+\d{1,3}$|\s*_{3,}\s*\d{0,3}$"
)
PAGE = re.compile(r"(?:\b|^)(\d{1,3})$")
NUMBER_FIRST = re.compile(r"^\d{1,3}\s+(?=[A-Z])")
ENTRY_WORDS, LONGEST = 14, 300
"""Words that most entries have at most, and characters that all have."""
FEWEST, MOST = 3, 150
"""Entries that make a list of contents, and that are read of one."""
MET = 0.6
"""Share of entries that have to stand as headings later on, where nothing else shows a list of contents."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A list of contents: its lines `first` to `last`, the line with its heading where it has one, and its titles with
    the words they are compared by."""

    first: int
    last: int
    heading: int | None
    titles: tuple[tuple[str, str], ...]


def find_contents(lines: Sequence[Line]) -> tuple[Contents, ...]:
    """All lists of contents of a document."""
    later = _later(lines)
    return tuple(listed for first, last in _runs(lines) if (listed := _contents(lines, first, last, later)))


def _contents(lines: Sequence[Line], first: int, last: int, later: Mapping[str, int]) -> Contents | None:
    """The lines as a list of contents, if a heading, page numbers or the titles that follow say that they are one."""
    inside = range(first, last + 1)
    titles = tuple((title, key(title)) for i in inside if (title := _title(lines[i])))
    heading = _heading(lines, first)
    if len(titles) < FEWEST:
        return None
    headed = _is_headed(lines, first)
    paged = sum(bool(LEADER.search(lines[i].words)) for i in inside) >= FEWEST
    some = any(later.get(words, -1) > last for _, words in titles)  # numbers before a title are no page numbers
    numbered = _ascend(lines, inside) and sum(_leads(lines[i]) for i in inside) >= FEWEST and (paged or some)
    met = heading is not None and sum(later.get(words, -1) > last for _, words in titles) >= MET * len(titles)
    return Contents(first, last, heading, titles) if headed or numbered or met else None


def _is_headed(lines: Sequence[Line], first: int) -> bool:
    """ "Contents" stands before the list, or in the row above the rule of a table."""
    return first > 0 and _is_contents(lines[_before(lines, first)])


def _before(lines: Sequence[Line], first: int) -> int:
    """The line before the list; the one before that where it is the rule of a table, or empty heads and their rule."""
    before = first - 1
    while before > max(first - 3, 0) and lines[before].role == "row" and not any(map(str.isalpha, lines[before].words)):
        before -= 1
    return before


def _is_contents(line: Line) -> bool:
    heading = known(line.words.rstrip(":"))
    return heading is not None and heading.id == "contents"


def _heading(lines: Sequence[Line], first: int) -> int | None:
    """The line before the list, if it reads like a heading of it."""
    if first == 0:
        return None
    before = lines[_before(lines, first)]
    short = before.count <= ENTRY_WORDS and not before.words.endswith((".", ":")) and before.role in ("text", "heading")
    short = short and not phrases("cover line").search(before.words)
    named = short and any(c.isalpha() for c in before.words) and not phrases("clause").search(before.words)
    return before.number if named or _is_contents(before) else None


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Stretches of lines that could be entries, each of another title: alike in shape, or below "Contents"."""
    start, seen = 0, set[str]()
    for i, line in enumerate(lines):
        title = key(_title(line)) if len(line.words) <= LONGEST else ""
        alike = start == i or _shape(lines[i - 1]) == _shape(line) or _is_contents(lines[max(start - 1, 0)])
        if _could_be(line) and alike and not _met(line, title, seen) and i - start < MOST:
            seen.add(title)
            continue
        if i > start:
            yield start, i - 1
        fresh = _could_be(line)
        start, seen = (i, {title}) if fresh else (i + 1, set())
    if len(lines) > start:
        yield start, len(lines) - 1


def _met(line: Line, title: str, seen: Collection[str]) -> bool:
    """An entry announces the title, or the beginning of it: what it announces begins here."""
    begun = not _leads(line) and any(title.startswith(f"{entry} ") for entry in seen if " " in entry)
    return title in seen or begun


def _shape(line: Line) -> str:
    if _leads(line):
        return "leader"
    return "row" if line.role == "row" else "item" if line.item else line.role


def _could_be(line: Line) -> bool:
    if (
        len(line.words) > LONGEST
        or _is_contents(line)
        or line.count > ENTRY_WORDS + 8
        or not any(c.isalpha() for c in line.words)
    ):
        return False
    return _leads(line) or (line.count <= ENTRY_WORDS + 6 and not line.words.endswith((".", ";", ",")))


def _leads(line: Line) -> bool:
    if _may_have_leader(line.words) and LEADER.search(line.words):
        return True
    return bool(NUMBER_FIRST.match(line.words) and line.count <= ENTRY_WORDS)


def _may_have_leader(words: str) -> bool:
    """Whether the words end as a leader or a page number does, which most do not: a look that spares a search."""
    last = words[-1:]
    if last == ".":
        return words[:-1].rstrip()[-1:] == "."
    return last in "_…" or last.isdigit() or last.isspace()


def _ascend(lines: Sequence[Line], inside: range) -> bool:
    """The page numbers rise, as they do in no table of figures; dots alone will do."""
    pages = [int(match[1]) for i in inside if (match := PAGE.search(lines[i].words))]
    return not pages or (pages == sorted(pages) and len(set(pages)) > len(pages) // 2)


def _title(line: Line) -> str:
    """What an entry announces: the last cell with letters, without leader, page number and its own number."""
    cells = [cell for cell in line.cells if any(c.isalpha() for c in cell)] or [line.words]
    title = NUMBER_FIRST.sub("", cells[-1])
    return (LEADER.sub("", title) if _may_have_leader(title) else title).strip()


def _later(lines: Sequence[Line]) -> dict[str, int]:
    """The last line at which each title stands as a line of its own."""
    return {key(line.words): i for i, line in enumerate(lines) if _stands(line)}


def _stands(line: Line) -> bool:
    return line.role != "row" and line.count <= ENTRY_WORDS and len(line.words) <= LONGEST
