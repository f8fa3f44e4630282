"""Statistical tables: one section each, from the line with the title to the line before the next."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from indexer.sections.features import LETTERS
from indexer.sections.headings import Boundary, tidy_title, with_ends
from indexer.sections.lines import Line, touch
from indexer.sections.rules import NUMBER, Named, known, phrases, tables

FIGURE = re.compile(r"^[\d,.%*() -]*\d[\d,.%*() ]*$|^[-–]$")
NUMBERED = re.compile(r"^\d{1,2}[.)]\s+([A-Z])")
COUNTED = re.compile(r"^\d[\d,]*\s+[A-Z]")
"""A figure with what it counts behind it: "104 SOPOs"."""
LISTED = re.compile(r"^\(?(?:[ivx]{1,5}|[a-z]|\d{1,2})[.)]\s")
"""An entry of a list, in which older reports give their figures."""
BELOW_NUMBER = re.compile(r"^\(?(?:[ivx]{1,5}|[a-z])[.)]\s")
"""An entry below a numbered heading."""
COUNT_LAST = re.compile(r"(?:\s[–—-]|:)\s*[\d,]+$")
NUMBERED_TABLE = re.compile(r"(?i)^table \d{1,2}\b")
TABLE_NUMBER = re.compile(r"(?i)^table \d{1,2}[a-z]?\s*[:.)–-]?\s+(?=[A-Z])")
FIGURE_BEHIND = re.compile(r"(?<=[a-z)])\s+(?!(?:19|20)\d\d$)[\d,]+$")
"""The figure of a table that has but one, on the line of its title; a year belongs to the title."""
CAPTION_WORDS = 16
NEAR = 6
"""Lines from its title within which a table must show a figure; heads do not count."""
CUT_SHORT = 0.6
"""Below this share of the words of the known title, the printed one is taken to be cut off."""


def find_tables(lines: Sequence[Line], headings: Sequence[Boundary], excluded: Collection[int]) -> list[Boundary]:
    """Headings with those of tables among them, and without those inside of tables."""
    zone = _zone(headings, lines)
    starts = _known_tables(lines, zone, excluded, {h.line for h in headings if h.known})
    starts += _other_tables(lines, zone, starts, headings)
    taken = {i for start in starts for i in range(start.line, start.last + 1)}
    kept = [h for h in headings if h.line not in taken and not _inside(lines, h, starts, zone)]
    return _as_tables(sorted([*kept, *starts], key=lambda b: b.start), lines)


def figures_in(line: Line) -> int:
    """How many cells of the line are figures."""
    return sum(bool(FIGURE.match(cell)) for cell in line.cells) if line.role == "row" else 0


def _zone(headings: Sequence[Boundary], lines: Sequence[Line]) -> set[int]:
    """Lines below a heading for statistics, up to the next heading that has nothing to do with tables."""
    zone: set[int] = set()
    inside = False
    for heading, end in with_ends(headings, len(lines)):
        opens = heading.known is not None and heading.known.id == "statistics"
        belongs = _about_figures(heading) and _shows_table(lines, heading.line, end)
        inside = opens or (inside and belongs)
        if inside:
            zone |= set(range(heading.line, end))
    return zone


def _about_figures(heading: Boundary) -> bool:
    """No known heading, or one for a category, which may be that of a table as well as of an explanation."""
    return heading.known is None or heading.known.id == "a category or level"


def _shows_table(lines: Sequence[Line], first: int, end: int) -> bool:
    """The lines hold a table, or are the title of one."""
    return _table(lines[first]) is not None or any(map(_figures_alone, lines[first:end]))


def _figures_alone(line: Line) -> bool:
    """A row with figures, or a line that is a figure and no page number after an entry of a list."""
    return figures_in(line) > 0 or bool(FIGURE.match(line.words) and len(line.words) > 2)


def _known_tables(
    lines: Sequence[Line], zone: set[int], excluded: Collection[int], others: Collection[int]
) -> list[Boundary]:
    found: list[Boundary] = []
    current = ""
    for i, line in enumerate(lines):
        current = "" if i in others else current
        table = _table(line)
        listed = (i in zone or _counts(line)) and _listed(lines, i) and not (table and table.among_entries)
        named = table and table.id != current and i not in excluded and not listed and not _is_row(lines, i)
        if table and named and (i in zone or _has_figures(lines, i)):
            found.append(_start(lines, i, table, found))
            current = table.id
        elif table and found and found[-1].rule == table.id and found[-1].last == i - 1 and touch(lines[i - 1], line):
            found[-1] = replace(found[-1], title=_title(lines, i)[0], last=i)  # the title in the other language
        elif (orphan := _orphan(line, current)) and found:
            found.append(Boundary(i, line.span.start, orphan.name, "note", orphan.id, i - 1))
            current = orphan.id
    return found


def _listed(lines: Sequence[Line], i: int) -> bool:
    """The line is one of a list of figures, or goes on in one: it belongs to the heading of the list."""
    items = lines[i].item and (_counts(lines[i]) or (i > 0 and lines[i - 1].item))
    if _numbered_title(lines[i]):
        return items or any(map(_entry, (*lines[max(i - 1, 0) : i], *lines[i + 1 : i + 2])))
    return items or any(map(_entry, lines[max(i - 1, 0) : i + 1]))


def _is_row(lines: Sequence[Line], i: int) -> bool:
    """The line is a row of a table of several measures: below a rule, or with a figure for each of several years, or
    the first half of the label of such a row. A table with title and figure on one line has one figure."""
    if i == 0 or lines[i - 1].role != "row":
        return False
    if _is_ruled(lines, i):
        return True
    goes_on = i + 1 < len(lines) and lines[i].role != "row" and _caption(lines[i + 1])[:1].islower()
    return figures_in(lines[i + 1 if goes_on else i]) > 1


def _is_ruled(lines: Sequence[Line], i: int) -> bool:
    """Rows with figures stand straight above, up to the rule of a Markdown table, and no rule straight below."""
    first = i
    while first and touch(lines[first - 1], lines[first]) and figures_in(lines[first - 1]):
        first -= 1
    above, below = lines[first - 1], lines[i + 1] if i + 1 < len(lines) else None
    return first < i and touch(above, lines[first]) and _is_rule(above) and not (below and _is_rule(below))


def _is_rule(line: Line) -> bool:
    return line.role == "row" and not any(map(str.isalnum, line.words))


def _numbered_title(line: Line) -> bool:
    """The title of a known table with a number before it, and no figure behind it as in a list."""
    return line.role != "row" and bool(NUMBERED.match(line.words)) and not COUNT_LAST.search(line.words)


def _list_follows(lines: Sequence[Line], heading: Boundary) -> bool:
    """A list of figures begins below the heading."""
    return any(map(_entry, lines[heading.last + 1 : heading.last + 2]))


def _entry(line: Line) -> bool:
    """The line begins as an entry of a list does."""
    if line.role != "row" and (known(line.words) or phrases("sub-caption").search(NUMBER.sub("", line.words))):
        return False  # a numbered heading
    words = " ".join(filter(None, line.cells)) if line.role == "row" else line.words
    return bool(LISTED.match(words))


def _table(line: Line) -> Named | None:
    words = next((cell for cell in line.cells if LETTERS.search(cell)), line.words)
    words = NUMBERED.sub(r"\1", words) if _numbered_title(line) else TABLE_NUMBER.sub("", words)
    return next((table for table in tables() if table.pattern.search(words)), None)


def _orphan(line: Line, current: str) -> Named | None:
    """The table whose note this line is, where the table itself is not there."""
    fitting = (table for table in tables() if table.note and table.note.search(line.words))
    return next((table for table in fitting if table.id != current), None)


def _has_figures(lines: Sequence[Line], i: int) -> bool:
    if lines[i].count > 24:
        return False
    others = 0
    for line in lines[i:]:
        if figures_in(line) or FIGURE.match(line.words):
            return True
        others += line.role != "row" and not phrases("sub-caption").search(line.words)
        if others == NEAR:
            break
    return False


def _start(lines: Sequence[Line], i: int, table: Named, before: Sequence[Boundary]) -> Boundary:
    title, last = _title(lines, i)
    first = i
    floor = max((b.last for b in before), default=-1)
    while (
        first - 1 > floor and not table.among_entries and not lines[first].opens and not _holds_table(lines[first - 1])
    ):
        first -= 1
    cut = _cut(title, table.name) and len(LETTERS.findall(title)) < CUT_SHORT * len(LETTERS.findall(table.name))
    named = table.name if cut or table.among_entries else title
    return Boundary(first, lines[first].span.start, named, "table", table.id, last)


def _cut(title: str, name: str) -> bool:
    """The title stops before the end of the known one."""
    return name.casefold().startswith(title.casefold()) or title[:1].islower() or len(title.split()) == 1


def _holds_table(line: Line) -> bool:
    """The line shows figures of a table or its notes, so it cannot belong to the title that follows."""
    return bool(line.role == "row" and figures_in(line)) or line.count > 6


def _title(lines: Sequence[Line], i: int) -> tuple[str, int]:
    """The title of a table with the lines that it goes on in, in lower case, and the last of them."""
    words = _caption(lines[i])
    while i + 1 < len(lines) and _caption(lines[i + 1])[:1].islower() and lines[i + 1].count <= 16:
        i += 1
        words = f"{words} {_caption(lines[i])}"
    divider = phrases("divider").search(words)
    return tidy_title(FIGURE_BEHIND.sub("", words[: divider.start()] if divider and divider.start() else words)), i


def _caption(line: Line) -> str:
    """The words of a title line without the figures behind it."""
    return next((cell for cell in line.cells if LETTERS.search(cell)), "" if line.cells else line.words)


def _other_tables(
    lines: Sequence[Line], zone: set[int], starts: Sequence[Boundary], headings: Sequence[Boundary]
) -> list[Boundary]:
    """Tables that are not known, by the line above their rows or by a numbered first row."""
    taken = {i for start in starts for i in range(start.line, start.last + 1)}
    heads = {h.last for h in headings}
    free = sorted(zone - taken - {h.line for h in headings})
    return [
        Boundary(i, lines[i].span.start, tidy_title(_caption(lines[i])), "table", "caption", i)
        for i in free
        if _is_caption(lines, i) and (i - 1 in heads or _figures_before(lines, i))
    ]


def _is_caption(lines: Sequence[Line], i: int) -> bool:
    """A line of its own straight before rows, or a row without figures that bears the number of a table."""
    line, after = lines[i], lines[i + 1] if i + 1 < len(lines) else None
    numbered = NUMBERED.match(line.words) is not None
    if after is None or not (after.role == "row" or _counts(after) or (numbered and _entry(after))):
        return False
    if line.count > 24 or line.words.endswith((".", ",", ";")) or _counts(line) or BELOW_NUMBER.match(line.words):
        return False
    if _caption(after)[:1].islower() and not _entry(after):  # the label of the row, which begins here
        return False
    divides = phrases("sub-caption").search(line.words) and not _entry(after)
    if divides or phrases("figures").search(line.words) or COUNTED.match(line.words):
        return False
    if line.role == "row":
        return figures_in(line) == 0 and bool(NUMBERED.match(_caption(line)))
    return line.opens and line.count <= CAPTION_WORDS


def _counts(line: Line) -> bool:
    """An item of a list that ends with its figure: "SHPOs imposed – 12"."""
    return line.item and COUNT_LAST.search(line.words) is not None


def _figures_before(lines: Sequence[Line], i: int) -> bool:
    return i > 0 and (figures_in(lines[i - 1]) > 0 or lines[i - 1].count > 6)


def _inside(lines: Sequence[Line], heading: Boundary, starts: Sequence[Boundary], zone: set[int]) -> bool:
    """The heading divides a table: "Breach of licence"."""
    if not any(start.line < heading.line for start in starts) or not _about_figures(heading):
        return False
    if _list_follows(lines, heading) or NUMBERED_TABLE.match(heading.title):
        return False
    near = heading.line in zone or _has_figures(lines, heading.line)
    return near and bool(phrases("sub-caption").search(heading.title))


def _as_tables(boundaries: Sequence[Boundary], lines: Sequence[Line]) -> list[Boundary]:
    """Headings in a statistical part that have rows of figures below them are titles of tables."""
    zone = _zone(boundaries, lines)
    return [
        replace(b, origin="table")
        if b.origin == "heading" and _about_figures(b) and b.line in zone and _shows_table(lines, b.line, end)
        else b
        for b, end in with_ends(boundaries, len(lines))
    ]
