"""Where the label of a table or a row stands, over how many lines, and which cells belong to it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from indexer.statistics.cells import Cell, read_cell
from indexer.statistics.lines import LONGEST_LABEL, Line
from indexer.statistics.measures import Entry, Lexicon, Named, division
from indexer.statistics.scope import Scope, is_furniture, names_area
from indexer.statistics.tables import Known, Row
from indexer.statistics.words import NUMBERING, plain

LABEL_LINES = 4
TOTAL = "Total"
UNREADABLE = 2
"""Characters up to which a cell that is no number passes for a damaged one."""
ENDS_DATE = re.compile(r"(?:march|april|mawrth|ebrill) 20\d\d", re.IGNORECASE)
Split = tuple[str, tuple[Cell, ...]]


def find_label(lines: Sequence[Line], at: int, heading: str | None, lexicon: Lexicon, scope: Scope) -> Known | None:
    """The label that begins at a line, over as many lines as make one; else one that is cut off or damaged."""
    line = lines[at]
    if len(line.text) > LONGEST_LABEL:
        return None
    for count in range(_most_lines(line, heading, lexicon), 0, -1):
        window = tuple(lines[at : at + count])
        if any(map(_names_columns, window[1:])):
            continue
        for label, cells in _joined(window):
            entry = lexicon.find(label, heading) if len(label) <= LONGEST_LABEL else None
            if entry and not _said_twice(window, entry, heading, lexicon):
                return Known(entry, label, cells, window)
    return _of_area(lines, at, heading, lexicon, scope) or _behind(line, heading, lexicon) or _imperfect(line, lexicon)


def _names_columns(line: Line) -> bool:
    """Whether all cells of a line are heads of columns, so that it does not go on with a label."""
    return line.divided and all(division(text) for text in line.texts if text)


def _said_twice(window: tuple[Line, ...], entry: Entry, heading: str | None, lexicon: Lexicon) -> bool:
    """Whether the lines behind the first say it all, so that the first is a label of its own."""
    rest = " ".join(line.text for line in window[1:])
    return bool(rest) and lexicon.find(rest, heading) == entry


def _most_lines(line: Line, heading: str | None, lexicon: Lexicon) -> int:
    """Over how many lines the label may run. A heading stands on one, since labels under it would make another; and so
    does a label that is whole and has its figure. An entry of a list may be any label."""
    for label, cells in splits(line):
        entry = lexicon.find(label, heading)
        if entry and (entry.heading or cells):
            return 1
    listed = NUMBERING.match(line.text) is not None and not line.divided
    return LABEL_LINES if listed or any(lexicon.begins(label) for label, _ in splits(line)) else 1


def _of_area(lines: Sequence[Line], at: int, heading: str | None, lexicon: Lexicon, scope: Scope) -> Known | None:
    """A label that names an area; its figure may stand on the line on which it ends."""
    two = tuple(lines[at : at + 2])
    if not names_area(" ".join(line.text for line in two)):
        return None
    for window in (two, two[:1]):
        for label, cells in _joined(window):
            rest, foreign = scope.without_area(label)
            whole = len(window) == 1 or (cells and _bare(window[0]))
            if not whole or rest == label or len(label) > LONGEST_LABEL or window[-1].is_prose:
                continue
            if entry := lexicon.find(rest, heading):
                return Known(entry, label, cells, window, foreign=foreign)
    return None


def _bare(line: Line) -> bool:
    """Whether no cells stand behind the label."""
    return not any(cells for _, cells in splits(line))


def _behind(line: Line, heading: str | None, lexicon: Lexicon) -> Known | None:
    """A row below a heading whose figure stands before its label: `104 SOPOs`."""
    first, _, rest = line.text.partition(" ")
    entry = lexicon.find(rest, heading) if heading and rest else None
    cell = read_cell(first)
    return Known(entry, rest, (cell,), (line,)) if entry and entry.under and cell.is_value else None


def _imperfect(line: Line, lexicon: Lexicon) -> Known | None:
    label, cells = next(splits(line))
    if line.divided and cells and (entry := lexicon.cut(label)):
        return Known(entry, label, cells, (line,), cut=True)
    entry = lexicon.damaged(label)
    if entry and entry.measure and (line.divided or entry.measure.divided) and bool(cells) != entry.measure.divided:
        return Known(entry, label, cells, (line,), damaged=True)
    return None


def _joined(window: tuple[Line, ...]) -> Iterator[Split]:
    """The ways to read lines as one label with the cells of at most one of them."""
    for chosen in product(*(tuple(splits(line)) for line in window)):
        filled = [cells for _, cells in chosen if cells]
        if len(filled) <= 1 and all(any(map(str.isalnum, label)) for label, _ in chosen):
            yield " ".join(label for label, _ in chosen), filled[0] if filled else ()


def splits(line: Line) -> Iterator[Split]:
    """The ways to part a line into a label and cells; the whole line as label comes first where it is not divided."""
    if line.divided:
        yield _split_cells(line)
        yield from _unreadable(line)
        return
    yield line.text, ()
    tokens = line.text.split(" ") if len(line.text) <= LONGEST_LABEL else []
    last = len(tokens)
    while last > 1 and read_cell(tokens[last - 1]).is_value and not _ends_date(tokens, last):
        last -= 1
    for first in range(last, len(tokens)):
        yield " ".join(tokens[:first]), tuple(read_cell(token) for token in tokens[first:])


def _ends_date(tokens: Sequence[str], last: int) -> bool:
    """Whether the last of these words is the year of a date: `31 March 2005`."""
    return bool(ENDS_DATE.fullmatch(" ".join(tokens[last - 2 : last])))


def _split_cells(line: Line) -> Split:
    """A divided line: what stands before its first value is the label; empty cells keep their place behind it."""
    texts = list(line.texts)
    while texts and not texts[0]:
        texts.pop(0)
    cells = [read_cell(text) for text in texts]
    first = next((at for at, cell in enumerate(cells) if at and cell.is_value), len(cells))
    label = [text for text in dict.fromkeys(texts[:first]) if text]
    if first < len(cells):
        while first > 1 and not texts[first - 1]:
            first -= 1
        return " ".join(label), tuple(cells[first:])
    return " ".join(label), ()


def _unreadable(line: Line) -> Iterator[Split]:
    """A divided line with a label and one cell so short that it must be a figure, though it cannot be read as one."""
    filled = [text for text in line.texts if text]
    if len(filled) == 2 and len(filled[1]) <= UNREADABLE and not read_cell(filled[1]).is_value:
        yield filled[0], (read_cell(filled[1]),)


def find_row(line: Line) -> tuple[str, Row] | None:
    """A row of a table by category and level, with its cells, if any, and what stands before its label."""
    if line.divided:
        return _divided_row(line)
    whole, *parted = splits(line)
    for label, cells in (*parted, whole):
        if (named := division(label)) and not (len(cells) > 1 and _doubled(label)):
            return "", Row(named, cells, (line,), None)
    return None


def _doubled(label: str) -> bool:
    """Whether a word stands twice in a row: the last lines of several heads, run together, and no label of figures."""
    found = plain(label).split()
    return any(one == two for one, two in pairwise(found))


def is_filled_row(line: Line) -> bool:
    """Whether it is a row that has its values behind it."""
    found = find_row(line)
    return found is not None and bool(found[1].cells)


def _divided_row(line: Line) -> tuple[str, Row] | None:
    at = next((at for at, text in enumerate(line.texts) if text), 0)
    named, start = _division_at(line.texts, at)
    before = ""
    if named is None:
        before = line.texts[at]
        named, start = _division_at(line.texts, at + 1)
    cells = tuple(read_cell(text) for text in line.texts[start:])
    filled = [cell for cell in cells if cell.kind != "empty"]
    if named is None or (filled and not any(cell.is_value for cell in filled)):
        return None
    return before, Row(named, cells if filled else (), (line,), start)


def _division_at(texts: Sequence[str], at: int) -> tuple[Named | None, int]:
    """The division that a cell names, or a cell and the next ("Level", "2"), and where the cells behind it begin."""
    label, *after = (*texts[at:], "", "")
    if (named := division(label)) is None and after[0].isdigit():
        return division(f"{label} {after[0]}"), at + 2
    return named, at + 1


def row_of_area(line: Line, scope: Scope) -> tuple[Row, bool] | None:
    """A filled row that names an area and nothing else, as one of the total, and whether it is another area than the
    report's."""
    rest, foreign = scope.without_area(line.texts[0])
    if not line.divided or rest == line.texts[0] or not is_furniture(rest):
        return None
    found = find_row(replace(line, texts=(TOTAL, *line.texts[1:])))
    return (replace(found[1], lines=(line,)), foreign) if found and found[1].cells else None


def label_of(line: Line) -> str:
    """What stands before the cells of a row."""
    label = next(text for text in line.texts if text) if line.divided else list(splits(line))[-1][0]
    return plain(label)


def may_be_mark(known: Known) -> bool:
    """Whether the one figure behind an undivided label may be the mark of a footnote."""
    return not known.lines[-1].divided and len(known.cells) == 1 and len(known.cells[0].printed) == 1
