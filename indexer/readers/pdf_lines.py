"""Runs of text → lines in reading order."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from indexer.readers.pdf_sheet import CELL_GAP, WORD_GAP, Run, Sheet
from indexer.readers.pdf_tags import Tag, Tree
from indexer.readers.words import tidy

BULLETS = r"[•·●▪■□◦○‣⁃➢➤►▶✓✔*\uf076\uf0a7\uf0b7\uf0d8\uf0fc]"
"""Signs that lead list items; the last are those of symbol fonts."""
BULLET = re.compile(BULLETS)
MOST_BULLETS = 300
COVERED = 0.7
"""Share of a page's letters that the tag tree must cover to be followed there."""
REFERENCE = re.compile(r"\d{1,2}(?:,\d{1,2})*|[*†‡§]")
SAME_LINE = 0.45
"""Ems that baselines of one line may lie apart: raised and lowered letters do."""


@dataclass(slots=True, eq=False)
class Line:
    """A line of text, or the part of it that stands in one column or cell. `runs` are in reading order."""

    page: int
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool
    runs: tuple[Run, ...]
    tag: Tag | None = None
    colour: tuple[float, ...] = ()

    def pieces(self, gap: float = CELL_GAP) -> list[Line]:
        """The parts of the line that wide gaps, in ems, set apart."""
        made = [make_line(group, self.page, self.tag) for group in _apart(self.runs, gap)]
        return [piece for piece in made if piece is not None]


def read_lines(sheet: Sheet, tree: Tree) -> list[Line]:
    """The lines of a page, in the order of the tag tree where it covers the page, else in that of the file."""
    tagged = [(run, tree.tags.get((sheet.number, run.mcid)) if run.mcid is not None else None) for run in sheet.runs]
    ordered = _by_tree(tagged) if _covered(tagged) >= COVERED else _with_bullets(sheet.runs)
    lines: list[Line] = []
    group: list[Run] = []
    last: Tag | None = None
    for run, tag in ordered:
        if group and not (_same(last, tag) and _goes_on(group[-1], run)):
            _close(lines, group, last, sheet.number)
            group = []
        group.append(run)
        last = tag
    _close(lines, group, last, sheet.number)
    return lines


def _covered(tagged: Sequence[tuple[Run, Tag | None]]) -> float:
    text = [(len(run.text.strip()), tag) for run, tag in tagged if not run.artifact]
    whole = sum(length for length, _ in text)
    return sum(length for length, tag in text if tag is not None) / whole if whole else 0.0


def _by_tree(tagged: Sequence[tuple[Run, Tag | None]]) -> list[tuple[Run, Tag | None]]:
    """Sorted by the tree; what bears no tag stays behind what precedes it in the file."""
    keyed = []
    order = -1
    for run, tag in tagged:
        order = tag.order if tag is not None else order
        keyed.append((order, run, tag))
    keyed.sort(key=lambda entry: entry[0])
    return [(run, tag) for _, run, tag in keyed]


def _same(one: Tag | None, other: Tag | None) -> bool:
    if one is None or other is None:
        return one is other
    return one.block is other.block and one.cell is other.cell


def _with_bullets(runs: Sequence[Run]) -> list[tuple[Run, Tag | None]]:
    """Some producers print all bullets of a page after its text: bring each before the line that it leads."""
    bullets = {place: run for place, run in enumerate(runs) if BULLET.fullmatch(run.text.strip())}
    if not 0 < len(bullets) <= MOST_BULLETS:
        return [(run, None) for run in runs]
    leads: dict[int, Run] = {}
    for own, bullet in bullets.items():
        led = [
            (run.x0 - bullet.x0, place)
            for place, run in enumerate(runs)
            if place not in bullets
            and abs(run.y - bullet.y) < SAME_LINE * run.size
            and 0 < run.x0 - bullet.x0 < 6 * run.size
        ]
        leads.setdefault(min(led)[1] if led else own, bullet)
    ordered: list[tuple[Run, Tag | None]] = []
    for place, run in enumerate(runs):
        if place in leads:
            ordered.append((leads[place], None))
        if place not in bullets:
            ordered.append((run, None))
    return ordered


def _goes_on(last: Run, run: Run) -> bool:
    """Whether `run` stands on the line of `last`, to its right."""
    if not (last.upright and run.upright):
        return last.upright == run.upright and abs(last.x0 - run.x0) < 1
    size = max(last.size, run.size)
    return abs(last.y - run.y) < SAME_LINE * size and run.x0 > last.x1 - 0.6 * size


def _close(lines: list[Line], runs: Sequence[Run], tag: Tag | None, page: int) -> None:
    line = make_line(runs, page, tag)
    if line is not None:
        lines.append(line)


def make_line(runs: Sequence[Run], page: int, tag: Tag | None = None) -> Line | None:
    """Runs as a line; None where they show nothing. Its size and baseline are those of most of its letters."""
    shown = [run for run in runs if run.text.strip()]
    if len(shown) == 1:
        return _of_one(shown[0], runs, page, tag)
    letters: Counter[float] = Counter()
    for run in shown:
        letters[round(run.size, 1)] += len(run.text.strip())
    text = tidy(_text([run for place, run in enumerate(runs) if not place or not _is_reference(run, letters, shown)]))
    if not shown or not text:
        return None
    bold = sum(len(run.text.strip()) for run in shown if run.bold) >= 0.95 * sum(letters.values())
    size = letters.most_common(1)[0][0]
    colour = max(shown, key=lambda run: len(run.text)).colour
    base = median(run.y for run in shown if round(run.size, 1) == size)
    return Line(page, text, shown[0].x0, max(run.x1 for run in shown), base, size, bold, tuple(runs), tag, colour)


def _of_one(shown: Run, runs: Sequence[Run], page: int, tag: Tag | None) -> Line | None:
    """The same of runs of which one shows something, as most lines are: nothing needs to be counted."""
    if not (text := tidy(_text(runs))):
        return None
    size = round(shown.size, 1)
    return Line(page, text, shown.x0, shown.x1, shown.y, size, shown.bold, tuple(runs), tag, shown.colour)


def _is_reference(run: Run, letters: Counter[float], shown: Sequence[Run]) -> bool:
    """Whether a run is the raised number of a footnote, which must not be read as part of a figure."""
    size = letters.most_common(1)[0][0] if letters else run.size
    if not REFERENCE.fullmatch(run.text.strip()) or run.size > 0.8 * size:
        return False
    return all(run.y < other.y - 0.15 * size for other in shown if round(other.size, 1) == size)


def _text(runs: Iterable[Run]) -> str:
    """The text of runs on one line, with a space where they stand apart."""
    parts: list[str] = []
    last: Run | None = None
    for run in runs:
        if last is not None and run.x0 - last.x1 > WORD_GAP * min(run.size, last.size):
            parts.append(" ")
        parts.append(run.text)
        last = run
    return "".join(parts)


def _apart(runs: Sequence[Run], gap: float) -> list[list[Run]]:
    groups: list[list[Run]] = []
    for run in runs:
        if not run.text.strip():
            continue
        if groups and run.x0 - groups[-1][-1].x1 <= gap * min(run.size, groups[-1][-1].size):
            groups[-1].append(run)
        else:
            groups.append([run])
    return groups


@dataclass(frozen=True, slots=True)
class Body:
    """Size in points and colour of most of a document's text."""

    size: float
    colour: tuple[float, ...]


def body_of(lines: Iterable[Line]) -> Body:
    letters: Counter[tuple[float, tuple[float, ...]]] = Counter()
    for line in lines:
        letters[line.size, line.colour] += len(line.text)
    return Body(*letters.most_common(1)[0][0]) if letters else Body(10.0, ())
