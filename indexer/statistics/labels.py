"""Where the label of a table or a row stands, over how many lines, and which cells belong to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise, product

from indexer.statistics.cells import read_cell
from indexer.statistics.lines import LONGEST_LABEL, Line, Split
from indexer.statistics.measures import Entry, Lexicon, Named, division
from indexer.statistics.scope import Scope, is_furniture, names_area
from indexer.statistics.tables import Known, Row
from indexer.statistics.words import NUMBERING, plain

LABEL_LINES = 4
TOTAL = "Total"


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
    for label, cells in line.splits:
        entry = lexicon.find(label, heading)
        if entry and (entry.heading or cells):
            return 1
    listed = NUMBERING.match(line.text) is not None and not line.divided
    return LABEL_LINES if listed or any(lexicon.begins(label) for label, _ in line.splits) else 1


def _of_area(lines: Sequence[Line], at: int, heading: str | None, lexicon: Lexicon, scope: Scope) -> Known | None:
    """A label that names an area; its figure may stand on the line on which it ends."""
    two = tuple(lines[at : at + 2])
    if not any(names_area(line.text) for line in two):
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
    return not any(cells for _, cells in line.splits)


def _behind(line: Line, heading: str | None, lexicon: Lexicon) -> Known | None:
    """A row below a heading whose figure stands before its label: `104 SOPOs`."""
    first, _, rest = line.text.partition(" ")
    entry = lexicon.find(rest, heading) if heading and rest else None
    cell = read_cell(first)
    return Known(entry, rest, (cell,), (line,)) if entry and entry.under and cell.is_value else None


def _imperfect(line: Line, lexicon: Lexicon) -> Known | None:
    label, cells = line.splits[0]
    if division(label):  # the whole name of a row
        return None
    if line.divided and cells and (entry := lexicon.cut(label)):
        return Known(entry, label, cells, (line,), cut=True)
    entry = lexicon.damaged(label)
    if entry and entry.measure and (line.divided or entry.measure.divided) and bool(cells) != entry.measure.divided:
        return Known(entry, label, cells, (line,), damaged=True)
    return None


def _joined(window: tuple[Line, ...]) -> Iterator[Split]:
    """The ways to read lines as one label with the cells of at most one of them."""
    for chosen in product(*(line.splits for line in window)):
        filled = [cells for _, cells in chosen if cells]
        if len(filled) <= 1 and all(any(map(str.isalnum, label)) for label, _ in chosen):
            yield " ".join(label for label, _ in chosen), filled[0] if filled else ()


def find_row(line: Line) -> tuple[str, Row] | None:
    """A row of a table by category and level, with its cells, if any, and what stands before its label."""
    if line.divided:
        return _divided_row(line)
    whole, *parted = line.splits
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
    label = next(text for text in line.texts if text) if line.divided else line.splits[-1][0]
    return plain(label)


def may_be_mark(known: Known) -> bool:
    """Whether the one figure behind an undivided label may be the mark of a footnote."""
    return not known.lines[-1].divided and len(known.cells) == 1 and len(known.cells[0].printed) == 1
