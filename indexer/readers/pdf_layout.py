"""Lines without tags → parts, by their place, size and weight on the page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from indexer.readers.pdf_grids import ruled_rows
from indexer.readers.pdf_lines import Body, Line
from indexer.readers.pdf_parts import BULLET, SENTENCE_END, Part, marks_item
from indexer.readers.pdf_sheet import Sheet
from indexer.readers.pdf_tables import table_rows

NEIGHBOURS = 8
"""Lines before and after that tell where a column ends at the right."""
FEW_STEPS = 8
LARGER = 1.12
"""Type size over that of the body from which on a line is a heading whatever its weight."""
LONGEST_HEADING = 160
LONGEST_BOLD = 110
MINOR = 5
"""Minor headings set off by colour or size, from which on a document hardly uses bold type alone for headings: then
that is how those who sign are set."""
MUCH_LARGER = 1.3
QUOTES = "\"'‘’“”„«"


def untagged_parts(sheet: Sheet, lines: Sequence[Line], pitch: float) -> list[Part]:
    """Rows of tables, and what stands between them, of lines of one page. `pitch`: that of the document, in ems."""
    rows, used = ruled_rows(sheet, lines)
    parts: list[Part] = []
    rest: list[Line] = []
    for line in lines:
        if id(line) not in used:
            rest.append(line)
            continue
        parts += _unruled_parts(rest, pitch)
        rest = []
        due = [row for row in rows if any(run in line.runs for piece in row.lines for run in piece.runs)]
        parts += [row for row in due if row not in parts]
    return parts + _unruled_parts(rest, pitch)


def _unruled_parts(lines: Sequence[Line], pitch: float) -> list[Part]:
    """Parts of lines outside ruled tables: rows of other tables, and paragraphs between them."""
    tables, used = table_rows(lines)
    parts: list[Part] = []
    start = 0
    for first, rows in [*tables, (len(lines), [])]:
        between = [lines[place] for place in range(start, first) if place not in used]
        parts += layout_parts(between, pitch)
        parts += rows
        start = first
    return parts


def layout_parts(lines: Sequence[Line], pitch: float) -> list[Part]:
    """Paragraphs, items and headings (still without level) of consecutive lines."""
    if not lines:
        return []
    pitch = pitch_of(lines, pitch)
    groups = [[lines[0]]]
    for index in range(1, len(lines)):
        if _starts_anew(lines, index, groups[-1], pitch):
            groups.append([])
        groups[-1].append(lines[index])
    return [Part("item" if marks_item(group[0]) else "text", group) for group in groups]


def pitch_of(lines: Sequence[Line], otherwise: float = 1.25) -> float:
    """The distance of baselines inside paragraphs, in ems; `otherwise` where there are too few lines to tell."""
    steps: Counter[float] = Counter()
    for one, two in pairwise(lines):
        if one.page == two.page and abs(one.size - two.size) < 0.3 and 0.8 < (two.y - one.y) / two.size < 2.5:
            steps[round((two.y - one.y) / two.size * 10) / 10] += 1
    if steps.total() < FEW_STEPS:
        return otherwise
    most = steps.most_common(1)[0][1]
    return min(step for step, count in steps.items() if count >= most * 0.5)


def _starts_anew(lines: Sequence[Line], index: int, group: Sequence[Line], pitch: float) -> bool:
    last, line = lines[index - 1], lines[index]
    beside = line.x0 > last.x1 and line.y < last.y + 0.5 * last.size
    if last.page != line.page or line.y < last.y - last.size or beside:
        return True
    if abs(line.size - last.size) > 0.06 * last.size:
        return True
    if (line.y - last.y) > (pitch * 1.2 + 0.1) * line.size:
        return True
    if _begins_item(lines, index, group):
        return True
    if last.bold and not line.bold and all(member.bold for member in group):
        return line.colour != last.colour or _room(lines, index) > 0
    return _leaves_hanging(line, group) or _is_indented(lines, index, group) or _ended(lines, index)


def _begins_item(lines: Sequence[Line], index: int, group: Sequence[Line]) -> bool:
    """Whether the line begins a list item. A letter, number or dash may also be a word that came to stand there: then
    the line before is full and ends in mid-sentence."""
    last, line = lines[index - 1], lines[index]
    if not marks_item(line):
        return False
    if BULLET.match(line.text) and line.text[0] not in "-–—o":
        return True
    hanging = marks_item(group[0]) and len(group) > 1 and line.x0 < group[1].x0 - 0.5 * line.size
    ended = SENTENCE_END.search(last.text) or last.text.endswith((",", " and", " or"))
    return hanging or bool(ended) or _room(lines, index) > 0.5 * line.size


def _leaves_hanging(line: Line, group: Sequence[Line]) -> bool:
    """Whether the line stands left of the text of the list item above it."""
    if not marks_item(group[0]) or len(group) < 2:
        return False
    return group[1].x0 > group[0].x0 + 0.5 * line.size and line.x0 < group[1].x0 - 0.5 * line.size


def _is_indented(lines: Sequence[Line], index: int, group: Sequence[Line]) -> bool:
    """Whether the line is the first of a paragraph because it stands right of the column's edge; centred lines do so
    on both sides."""
    line = lines[index]
    last = group[-1]
    if line.text[0].islower() or marks_item(group[0]) or not (SENTENCE_END.search(last.text) or line.x0 > last.x0 + 1):
        return False
    column = [other for other in lines[max(0, index - NEIGHBOURS) : index + NEIGHBOURS] if _same_column(line, other)]
    left, right = min(other.x0 for other in column), max(other.x1 for other in column)
    indent = line.x0 - left
    centred = abs(indent - (right - line.x1)) < 0.5 * line.size and abs(group[0].x0 - left) > 0.8 * line.size
    return 0.8 * line.size < indent < 4 * line.size and not centred


def _ended(lines: Sequence[Line], index: int) -> bool:
    """Whether the line before ends so early that the first word of this one would have found room there."""
    last, line = lines[index - 1], lines[index]
    if line.text[0].islower() or (line.bold and not last.bold):
        return False
    if SENTENCE_END.search(last.text):
        return _room(lines, index) > 0.5 * line.size
    return _room(lines, index) > 4 * line.size and last.text[-1] not in "-\u2010,"


def _room(lines: Sequence[Line], index: int) -> float:
    """Points that the first word of a line would have left free at the end of the line before."""
    last, line = lines[index - 1], lines[index]
    near = lines[max(0, index - NEIGHBOURS) : index + NEIGHBOURS]
    right = max(other.x1 for other in near if _same_column(last, other))
    word = line.text.split(" ", 1)[0]
    return right - last.x1 - (line.x1 - line.x0) * (len(word) + 1) / max(len(line.text), 1)


def _same_column(line: Line, other: Line) -> bool:
    alike = abs(other.size - line.size) <= 0.06 * line.size
    return alike and other.page == line.page and abs(other.x0 - line.x0) < 5 * line.size


def find_headings(parts: Sequence[Part], body: Body, tagged: bool) -> None:
    """Give the role of heading to parts of larger or bold type that stand alone, and levels by size. Where the tags
    name headings (`tagged`) they are believed, and only what bears no tag is looked at."""
    leads = [part for part in parts if _is_bold_lead(part) and part.size < MUCH_LARGER * body.size]
    plain = sum(_is_plain(part, body) for part in leads)
    weight_counts = len(leads) - plain < MINOR or plain * 2 > len(leads)
    for part, following in zip(parts, [*parts[1:], None], strict=True):
        if part.role in ("text", "item") and not (tagged and part.block is not None):
            large = part.size >= LARGER * body.size and _is_title(part)
            lead = _is_bold_lead(part) and (not _is_plain(part, body) or (weight_counts and _leads(following)))
            part.role = "heading" if large or lead else part.role
    found = [part for part in parts if part.role == "heading" and part.level is None]
    sizes = sorted({round(part.size) for part in found}, reverse=True)
    for part in found:
        part.level = min(6, 1 + sizes.index(round(part.size)))


def _is_title(part: Part) -> bool:
    """Whether larger type is short enough for a heading, and neither a figure nor a quotation set large."""
    text = " ".join(line.text for line in part.lines)
    if len(text) > LONGEST_HEADING or not any(letter.isalpha() for letter in text):
        return False
    return text[0] not in QUOTES and not text.endswith((",", ";")) and len(part.lines) <= 4


def _is_bold_lead(part: Part) -> bool:
    text = part.lines[-1].text
    short = part.letters <= LONGEST_BOLD and any(letter.isalpha() for letter in text)
    return part.role in ("text", "item") and part.bold and short and not text.endswith((".", ",", ";"))


def _is_plain(part: Part, body: Body) -> bool:
    """Whether nothing but its weight sets the part off from the body."""
    return part.size < 1.03 * body.size and part.lines[0].colour == body.colour


def _leads(part: Part | None) -> bool:
    """Whether a heading may stand before this part: a list, a table, another heading or a sentence; not the post
    that follows the name of someone who signs."""
    if part is None:
        return False
    if part.role in ("row", "heading", "item") or part.bold:
        return True
    return any(SENTENCE_END.search(line.text) for line in part.lines) or part.letters > 90
