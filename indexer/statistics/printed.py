"""Lines → tables as they are printed, whatever they count: kept where not every figure is one of a known measure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from indexer.model import Range, Section, Span, Table, TableRow
from indexer.statistics.cells import read_cell
from indexer.statistics.lines import YEAR, Line, is_head

LONGEST_TITLE = 200
"""Characters of the longest line that may be the caption of a table."""
ENDS = (".", ",", ";")
"""How a line ends that is no caption, but the last of a paragraph."""
LONGEST_GROUP = 60
"""Characters of the longest line between rows that says what the rows below it are of."""
MOST_CELLS = 50_000
"""Cells of all the tables of a report; hundreds are usual, and a file that goes on like that is none."""
SPARSE = 4
"""Of so many places in a table one at least is filled."""
FEWEST = 2
"""Rows of the smallest table, and of the smallest body of one that holds words only."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Lines that make one table, and the line before them."""

    before: Line | None
    lines: tuple[Line, ...]


def printed_tables(
    lines: Sequence[Line], sections: Sequence[Section], told: Mapping[int, int], report: str
) -> tuple[Table, ...]:
    """The tables among the lines, in order, but for those of which every figure is known. `told`: how many figures of
    a line are known, by where its block begins."""
    ordered = sorted(sections, key=lambda section: section.span.start)
    places = _Places(ordered, [section.span.start for section in ordered])
    found = (_table(stretch, places, report) for stretch in _stretches(lines, places) if _unknown(stretch, told))
    kept: list[Table] = []
    room = MOST_CELLS
    for table in filter(None, found):
        room -= len(table.rows) * len(table.columns)
        if room < 0:
            break
        kept.append(replace(table, number=len(kept) + 1))
    return tuple(kept)


@dataclass(frozen=True, slots=True)
class _Places:
    sections: Sequence[Section]
    starts: Sequence[int]

    def section(self, line: Line) -> Section | None:
        at = bisect_right(self.starts, line.block.span.start) - 1
        return self.sections[at] if at >= 0 else None


# ---- where tables are


def _stretches(lines: Sequence[Line], places: _Places) -> Iterator[Stretch]:
    """The lines of each table. It ends where another section begins, at heads that follow rows with figures, and at
    any line without columns, but for one that says what the rows below it are of."""
    held: list[Line] = []
    before: Line | None = None
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        same = bool(held) and places.section(held[0]) is places.section(line)
        goes_on = same and (not _opens(line, held) if line.divided else _names_rows(line, after))
        if not goes_on:
            if held:
                yield Stretch(before, tuple(held))
            held, before = [], lines[at - 1] if at else None
        if line.divided or goes_on:
            held.append(line)
    if held:
        yield Stretch(before, tuple(held))


def _opens(line: Line, held: Sequence[Line]) -> bool:
    """Whether a line begins a table of its own below the rows of another: heads do, and words behind a blank line."""
    figures = any(_figures(each) for each in held)
    apart = line.block.span.start > held[-1].block.span.end
    if line.ruled:
        return figures or any(each.ruled for each in held)
    return figures and is_head(line.texts) and (apart or not line.texts[0])


def _names_rows(line: Line, after: Line | None) -> bool:
    short = not line.is_heading and not line.is_prose and len(line.text) <= LONGEST_GROUP
    return short and after is not None and after.divided and not is_head(after.texts)


def _figures(line: Line) -> int:
    return sum(read_cell(text).is_value for text in line.texts[1:])


def _unknown(stretch: Stretch, told: Mapping[int, int]) -> bool:
    """Whether there are figures in a table that were not told, or none at all."""
    counts = [(_figures(line), told.get(line.block.span.start, 0)) for line in stretch.lines]
    return any(printed > known for printed, known in counts) or not any(printed for printed, _ in counts)


# ---- what a table says


def _table(stretch: Stretch, places: _Places, report: str) -> Table | None:
    section = places.section(stretch.lines[0])
    lines, caption = _captioned(stretch, places)
    width = max(len(line.texts) for line in lines)
    if width * len(lines) > SPARSE * sum(len(list(filter(None, line.texts))) for line in lines):
        return None
    heads = _heads(lines)
    rows = _squared([line.texts for line in lines])
    body = rows[heads:]
    if len(lines) < FEWEST or not body or not _tells(lines, heads, body):
        return None
    labels = 0 if _without_labels(body) else 1
    columns = _joined(rows[:heads])
    first, last = stretch.lines[0].block, stretch.lines[-1].block
    return Table(
        report=report,
        number=0,
        caption=caption or (section.title if section else ""),
        corner=columns[0] if labels and columns else "",
        columns=columns[labels:] if columns else ("",) * (len(body[0]) - labels),
        rows=tuple(TableRow(row[0] if labels else "", row[labels:]) for row in body),
        span=Span(first.span.start, last.span.end),
        section=section.id if section else None,
        lines=_range(first.lines, last.lines),
        pages=_range(first.pages, last.pages),
    )


def _captioned(stretch: Stretch, places: _Places) -> tuple[tuple[Line, ...], str]:
    """The lines without the caption, where a first row of one cell is it, and the caption, as far as there is one."""
    first, *others = stretch.lines
    filled, *more = ([text for text in line.texts if text] for line in stretch.lines)
    alone = len(filled) == 1 and len(more) >= FEWEST and not any(len(texts) == 1 for texts in more)
    if alone and not read_cell(filled[0]).is_value:
        return tuple(others), filled[0]
    before = stretch.before
    near = before is not None and not before.divided and places.section(before) is places.section(first)
    if before is None or not near or before.is_prose or len(before.text) > LONGEST_TITLE:
        return stretch.lines, ""
    return stretch.lines, "" if before.text.endswith(ENDS) else before.text.rstrip(" :")


def _heads(lines: Sequence[Line]) -> int:
    """How many lines at the top are heads: up to the rule below them, else all before the first with a figure."""
    ruled = next((at for at, line in enumerate(lines, 1) if line.ruled), None)
    if ruled is not None:
        return ruled
    heads = next((at for at, line in enumerate(lines) if not is_head(line.texts)), len(lines))
    return heads if heads < len(lines) else 0


def _squared(rows: Sequence[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """All rows of the same width, without columns that are blank throughout."""
    width = max(map(len, rows), default=0)
    full = [(*row, *[""] * (width - len(row))) for row in rows]
    kept = [at for at in range(width) if any(row[at] for row in full)]
    return [tuple(row[at] for at in kept) for row in full]


def _tells(lines: Sequence[Line], heads: int, body: Sequence[tuple[str, ...]]) -> bool:
    """Whether there is a figure in a row; a table of words must have a rule below its heads and no gap."""
    if len(body[0]) < FEWEST:
        return False
    if any(_figures(line) for line in lines[heads:]):
        return True
    ruled = any(line.ruled for line in lines)
    return ruled and len(body) >= FEWEST and all(all(row) for row in body)


def _without_labels(body: Sequence[tuple[str, ...]]) -> bool:
    """Whether the first column holds figures as the others do, and not years."""
    first = [read_cell(row[0]) for row in body]
    if all(YEAR.fullmatch(row[0]) for row in body):
        return False
    others = [read_cell(text) for row in body for text in row[1:]]
    return all(cell.is_value for cell in first) and any(cell.is_value for cell in others)


def _joined(heads: Sequence[tuple[str, ...]]) -> tuple[str, ...]:
    """Heads that run over several rows as one for each column. One that stands over several columns is the head of
    each."""
    spread = [_spread(row, heads[at + 1]) if at + 1 < len(heads) else row for at, row in enumerate(heads)]
    return tuple(" ".join(filter(None, column)) for column in zip(*spread, strict=True))


def _spread(row: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...]:
    """The row with each of its heads repeated over the columns to the right that only the row below names. Heads that
    all stand over columns of the same number are told to span them; otherwise they stay where they are."""
    named = [at for at, text in enumerate(row) if at and text]
    widths = {after - at for at, after in zip(named, [*named[1:], len(row)], strict=True)}
    if not named or named[0] != 1 or len(widths) != 1 or not all(below[1:]):
        return row
    (width,) = widths
    return (row[0], *(row[1 + (at - 1) // width * width] for at in range(1, len(row))))


def _range(first: Range | None, last: Range | None) -> Range | None:
    return Range(first.first, last.last) if first and last else None
