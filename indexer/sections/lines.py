"""Blocks of a document → lines: what a block says once marks are taken away, and how it stands among the others.

A line is a heading, a paragraph, a list item or a table row, whichever reader it comes from. Paragraphs that a text
file wraps over several lines are one line here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise

from indexer.model import Block, Document, Role, Span
from indexer.sections.rules import NUMBER, known, phrases
from indexer.sections.spaced import close_up, is_spaced
from indexer.sections.spacing import STOPPED, spaced

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
SUPERSCRIPT = re.compile(r"<sup>[^<]*</sup>")
LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
BULLET = re.compile(r"^[\s>]*(?:#{1,6}\s+|[-*+•·▪◦➢❖]\s+|o\s+(?=[A-Z]))+")
EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|\\(?=\W)")
ROLE_OF_PIPES = re.compile(r"^\s*\|.*\|\s*$")
MARK = re.compile(r"[*_\\]")
"""What EMPHASIS begins with: finding it, which most lines have none of, costs far less."""
COLUMNS = re.compile(r"^\s*\d[\d,]* {2,}[A-Z]{2,5}s?\b|\S {3,}(?=[\d\-–•]+(?:\s|$))|\S {5,}\S")
RULE = re.compile(r"^(?=[\s|:]*[-=_*—–])[\s|:*=_—–-]*$")
POINT = re.compile(r"\s*[•▪◦➢❖]")
LETTERED = re.compile(r"\([a-z]\)(?:\s+[*_]*[A-Z]|$)")
LETTER = re.compile(r"[*_]*\([a-z]\)[*_]*")
ADDRESS = re.compile(r"\S+@\S+$|www\.|https?:")
LISTED = re.compile(r"\(?(?:[ivx]{1,5}|[a-z])\)\s")
"""An entry of a list, which begins in lower case and yet goes on with no sentence."""
UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*")
FINISHED = re.compile(r"[.!?…:;][\"'”’)\]*_]*$|\S\.(?:uk|com|org|net|gov|cymru)(?:/\S*)?$")
SHORT_WORDS, PROSE_WORDS = 14, 8
"""Words that a title has at most, and a paragraph at least."""
NAMES_REPORT = re.compile(r"\bannual report\b|\badroddiad blynyddol\b", re.IGNORECASE)
HALF = 8
"""Words of one line of a heading in capitals that takes two."""
HEAD, TAIL = 1500, 500
"""Characters of a very long line that are looked at, from its start and from its end."""
WHOLE = 0.75
"""Share of the longer lines that end a sentence from which on each is a paragraph, and the file wraps none."""
MANY_LINES = 12
"""Lines of running text a file needs before its longest ones tell where it wraps."""


@dataclass(frozen=True)
class Line:
    """A block, or blocks that one paragraph was wrapped over. `words` is its text without marks and with single spaces,
    `cells` those of a table row. `opens` and `ends`: first and last of a run of lines without an empty one between.
    `halves`: the two lines of a heading in capitals that is broken, or that says the same in two languages."""

    number: int
    span: Span
    role: Role
    words: str
    cells: tuple[str, ...] = ()
    level: int | None = None
    size: float | None = None
    bold: bool = False
    opens: bool = True
    ends: bool = True
    page_start: bool = False
    page_end: bool = False
    item: bool = False
    lead: str = ""
    halves: tuple[str, ...] = ()

    @cached_property
    def finished(self) -> bool:
        """The line ends as a sentence, a list lead or an item does."""
        return bool(FINISHED.search(self.words, self.words.rfind(" ") + 1))

    @cached_property
    def count(self) -> int:
        """How many words."""
        return len(self.words.split())


def touch(before: Line, line: Line) -> bool:
    """No empty line parts the two, in a text file."""
    return line.size is None and line.span.start == before.span.end


def tidy(text: str) -> str:
    """The words of a line without Markdown and HTML marks, bullets, soft hyphens and doubled spaces."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    text = close_up(text) if is_spaced(text) else text
    if "<" in text:
        text = BREAK.sub(" ", SUPERSCRIPT.sub("", text))
    if "[" in text:
        text = LINK.sub(r"\1", text)
    if "<" in text:
        text = TAG.sub("", text)
    text = BULLET.sub("", text)
    return " ".join((EMPHASIS.sub("", text) if MARK.search(text) else text).split())


def read_lines(document: Document) -> tuple[Line, ...]:
    """The lines of a document in order, without the empty ones."""
    lines = [_line(document.text, number, group) for number, group in enumerate(_groups(document))]
    last = len(lines) - 1
    return tuple(replace(line, page_end=line.number == last or lines[line.number + 1].page_start) for line in lines)


@dataclass(frozen=True, slots=True)
class _Group:
    blocks: tuple[Block, ...]
    role: Role
    opens: bool
    ends: bool


def _groups(document: Document) -> Iterator[_Group]:
    """Blocks that belong to one line, with whether an empty line stands before and after, or would if any did."""
    width, text = _width(document), document.text
    blocks, tight = spaced(document)
    for run in _runs(text, blocks):
        roles = [_role(text, block) for block in run]
        cuts = [0, *(i for i in range(1, len(run)) if not _continues(text, run, roles, i, width)), len(run)]
        apart = [True, *(_apart(text, run, roles, i, width, tight) for i in cuts[1:-1]), True]
        for n, (start, end) in enumerate(pairwise(cuts)):
            yield _Group(tuple(run[start:end]), roles[start], apart[n], apart[n + 1])


def _runs(text: str, blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Blocks between empty ones; in a PDF every block stands alone, and rows stand together."""
    run: list[Block] = []
    for block in blocks:
        blank = block.role == "blank" or not text[block.span.start : block.span.end].strip()
        apart = block.lines is None and not (run and run[-1].role == block.role == "row")
        broken = bool(run) and block.lines is not None and block.lines == run[-1].lines
        if run and (blank or apart or broken or block.page_start):
            yield run
            run = []
        if not blank:
            run.append(block)
    if run:
        yield run


def _role(text: str, block: Block) -> Role:
    words = text[block.span.start : block.span.end].rstrip("\n")
    if block.role == "text" and (ROLE_OF_PIPES.match(words) or (_in_columns(words) and not is_spaced(words))):
        return "row"
    return block.role


def _in_columns(words: str) -> bool:
    return "  " in words and COLUMNS.search(words) is not None


def _continues(text: str, run: Sequence[Block], roles: Sequence[Role], i: int, width: int) -> bool:
    """The block goes on with the sentence of the one before it, or underlines it as a heading."""
    if _underlines(text, run, i) or _halves(text, run):
        return True
    if roles[i] != "text" or roles[i - 1] not in ("text", "item") or run[i].lines is None:
        return False
    before, words = (text[b.span.start : b.span.end].strip() for b in (run[i - 1], run[i]))
    if LETTER.fullmatch(before):  # the letter of a definition on a line of its own
        return True
    if words[:1].islower() and not LISTED.match(words):
        return not (ADDRESS.match(words) and (FINISHED.search(before) or known(tidy(before))))
    if LETTERED.match(words) or _titled(text, run, i) or (i + 1 < len(run) and _underlines(text, run, i + 1)):
        return False
    indented = text[run[i].span.start] in " \t" and roles[i - 1] == "item" and not FINISHED.search(before)
    return indented or (width > 0 and not _breaks(text, run, i, width))


def _underlines(text: str, run: Sequence[Block], i: int) -> bool:
    """Block `i` is the line below a heading; below the head of a table it stands between two lines."""
    if i < 1 or run[i - 1].role not in ("text", "item") or run[i - 1].lines is None:
        return False
    before, title, under = ("" if b is None else text[b.span.start : b.span.end].rstrip()
                            for b in (run[i - 2] if i > 1 else None, run[i - 1], run[i]))  # fmt: skip
    if not UNDERLINE.fullmatch(under):
        return False
    return not before or (_is_title(title) and (not RULE.match(before) or _underlines(text, run, i - 2)))


def _is_title(words: str) -> bool:
    """The words are no row of a table and no end of a paragraph."""
    short = len(words.split()) <= SHORT_WORDS and not FINISHED.search(words)
    return bool(short or known(tidy(words))) and not _in_columns(words)


def _halves(text: str, run: Sequence[Block]) -> bool:
    """The run is two short lines in capitals, alone between empty lines: a heading broken over both, or given in two
    languages. Two headings that are known and differ are two; so are a name and a post."""
    if len(run) != 2 or any(block.role != "text" or block.lines is None for block in run):
        return False
    both = [tidy(text[block.span.start : block.span.end]) for block in run]
    if not all(_capitals(words) and len(words.split()) <= HALF and not FINISHED.search(words) for words in both):
        return False
    if phrases("post").search(both[1]) or any(NAMES_REPORT.search(words) for words in both):
        return False
    first, second = map(known, both)
    return first is None or second is None or first == second


def _capitals(words: str) -> bool:
    return words.isupper() and sum(c.isalpha() for c in words) >= 4


def _apart(text: str, run: Sequence[Block], roles: Sequence[Role], i: int, width: int, tight: bool) -> bool:
    """The break before block `i` is meant, though no empty line stands there."""
    if run[i].lines is None:
        return False
    if _titled(text, run, i) or width:
        return _titled(text, run, i) or _breaks(text, run, i, width)
    return tight and not (roles[i] == roles[i - 1] and roles[i] in ("row", "item"))


def _titled(text: str, run: Sequence[Block], i: int) -> bool:
    """Block `i` is a title straight below a paragraph: a known one, or a few words above an empty line."""
    before, words = (text[b.span.start : b.span.end].strip() for b in (run[i - 1], run[i]))
    named = NUMBER.sub("", words)[:1].isupper()
    ended = STOPPED.search(before) or known(tidy(before).rstrip(" :."))
    if run[i].role not in ("text", "heading", "item") or not ended or not named:
        return False
    if words.endswith("?") and (phrases("asks").match(words) or phrases("question mark-up").match(words)):
        return True
    last = i + 1 == len(run) and len(words.split()) <= PROSE_WORDS and not FINISHED.search(words)
    return last or known(tidy(words).rstrip(" :.")) is not None


def _breaks(text: str, run: Sequence[Block], i: int, width: int) -> bool:
    """In a file that wraps its lines, the break before block `i` is meant: the next word would have fitted."""
    if width == 0:
        return False
    before, words = (text[b.span.start : b.span.end].strip() for b in (run[i - 1], run[i]))
    return len(before) + 1 + len((words.split() or [""])[0]) <= width - 8


def _width(document: Document) -> int:
    """Where a text file wraps its lines, in characters; 0 where a paragraph is one line."""
    lines = [document.text[b.span.start : b.span.end - 1] for b in document.blocks if b.role == "text" and b.lines]
    lengths = sorted(map(len, lines))
    if len(lengths) < MANY_LINES or lengths[-1] > 130:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    full = [line for line in lines if len(line) >= width / 2]
    whole = sum(STOPPED.search(line) is not None for line in full)
    return 0 if whole > WHOLE * len(full) else width


def _line(text: str, number: int, group: _Group) -> Line:
    first, last = group.blocks[0], group.blocks[-1]
    raw = text[first.span.start : last.span.end]
    if len(group.blocks) > 1 and UNDERLINE.fullmatch(text[last.span.start : last.span.end]):
        return _underlined(text, number, group)
    role: Role = "row" if group.role == "text" and RULE.match(raw.strip()) else group.role
    cells = tuple(_clipped(tidy(cell)) for cell in _cells(raw)) if role == "row" else ()
    words = _clipped(" ".join(cell for cell in cells if cell) if role == "row" else tidy(raw))
    return Line(
        number=number, span=Span(first.span.start, last.span.end), role=role, words=words, cells=cells,
        level=first.level, size=first.size, bold=first.bold, opens=group.opens, ends=group.ends,
        page_start=first.page_start or raw.startswith("\f"), item=role == "item" or bool(POINT.match(raw)),
        lead=_lead(raw), halves=tuple(tidy(text[b.span.start : b.span.end]) for b in group.blocks)
        if _halves(text, group.blocks) else (),
    )  # fmt: skip


def _clipped(words: str) -> str:
    return words if len(words) <= HEAD + TAIL else f"{words[:HEAD]} … {words[-TAIL:]}"


def _underlined(text: str, number: int, group: _Group) -> Line:
    """A heading of Markdown's other form: "=" below it for the first level, "-" for the second."""
    first, under = group.blocks[0], group.blocks[-1]
    words = tidy(text[first.span.start : under.span.start])
    level = 1 if "=" in text[under.span.start : under.span.end] else 2
    return Line(
        number, Span(first.span.start, under.span.end), "heading", words, level=level, page_start=first.page_start
    )


def _cells(raw: str) -> list[str]:
    raw = raw.rstrip("\n")
    if ROLE_OF_PIPES.match(raw):
        return [cell.replace("\\|", "|") for cell in raw.strip().strip("|").split("|")]
    return raw.split("\t") if "\t" in raw else re.split(r" {3,}", raw)


def _lead(raw: str) -> str:
    """The words in bold with which a paragraph or item begins, if it goes on after them."""
    match = re.match(r"[\s#•*-]*?\*\*([^*\n]{2,90})\*\*\s*[–—:.-]?\s*\S", raw)
    return tidy(match[1]) if match else ""
