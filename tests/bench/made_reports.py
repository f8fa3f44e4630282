"""PDF reports by the hundred, made from the digests with other words, areas and years."""

from __future__ import annotations

import random
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path

from indexer.gazetteers import areas
from tests.pdf_maker import HEIGHT, PdfMaker

ROOT = Path(__file__).resolve().parents[2]
COLUMNS = (57, 309)
"""Left edges of the two columns, in points."""

TOP, BOTTOM, PITCH = 80, 780, 15
WIDTH = 46
"""Characters of a line of a column."""

FIRST_YEAR = 2001
CHANGED = 0.05
"""Share of the words that each copy has of its own."""


def write_reports(folder: Path, count: int, seed: int = 1) -> list[Path]:
    """`count` reports of different areas and years, each some ten pages in two columns."""
    digests = sorted((ROOT / "corpus" / "digests").glob("*.md"))
    paths = []
    for number in range(count):
        area, year = areas()[number % 42], FIRST_YEAR + number // 42
        text = _changed(digests[number % len(digests)].read_text(encoding="utf-8"), random.Random(seed + number))
        body = re.sub(r"\A# .*\n\n> .*\n", "", text)
        title = f"# {area.name} MAPPA Annual Report {year}-{(year + 1) % 100:02d}\n"
        path = folder / f"{number:04d}-{area.id}-{year}.pdf"
        path.write_bytes(_pdf(title + _dated(body, year)))
        paths.append(path)
    return paths


def _changed(text: str, chance: random.Random) -> str:
    """Every word in twenty is made another: enough that no two copies are the same text."""
    return re.sub(r"(?<=\s)[a-z]{5,}(?=\s)", lambda m: m[0][::-1] if chance.random() < CHANGED else m[0], text)


def _dated(text: str, year: int) -> str:
    for old in (2014, 2021):
        text = text.replace(f"31 March {old + 1}", f"31 March {year + 1}").replace(f"1 April {old}", f"1 April {year}")
    return text


def _pdf(text: str) -> bytes:
    made = PdfMaker()
    page, column, y = made.page(), 0, TOP
    for line, size in _lines(text):
        if y > BOTTOM:
            column, y = column + 1, TOP
            if column == len(COLUMNS):
                page, column = made.page(), 0
        if line:
            page.raw(_shown(line, COLUMNS[column], HEIGHT - y, size))
        y += PITCH
    return made.build()


def _shown(line: str, x: float, y: float, size: float) -> str:
    """One line as word processors write it: pairs of letters with the space between them set by hand."""
    plain = line.encode("latin-1", "replace").decode("latin-1")
    pairs = [plain[at : at + 2] for at in range(0, len(plain), 2)]
    escaped = (re.sub(r"([\\()])", r"\\\1", pair) for pair in pairs)
    return f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm [{' -4 '.join(f'({pair})' for pair in escaped)}] TJ ET"


def _lines(text: str) -> Iterator[tuple[str, float]]:
    for line in text.split("\n"):
        mark = re.match(r"(#+) ", line)
        size = 11.0 if mark is None else {1: 22.0, 2: 18.0}.get(len(mark[1]), 14.0)
        for part in textwrap.wrap(line[mark.end() :] if mark else line.replace("\t", "   "), WIDTH) or [""]:
            yield part, size
