"""Whether a line of a text file goes on with the one before it, or stands by itself: a title, a row, a paragraph."""

from __future__ import annotations

import re
from collections.abc import Sequence

from indexer.model import Block, Document, Role
from indexer.sections.marks import tidy
from indexer.sections.rules import NUMBER, known, phrases
from indexer.sections.spacing import STOPPED

SHORT_WORDS, PROSE_WORDS = 14, 8
"""Words that a title has at most, and a paragraph at least."""
COLUMNS = re.compile(
    r"^\s*\d[\d,]* {2,}[A-Z]{2,5}s?\b|\S {3,}(?=[\d\-–•]+(?:\s|$))|\S {5,}\S"
    r"|^ {6,}\S.*[^\s.!?] {2,}\S.*[^\s.!?] {2,}\S|^ {8,}\S.*[^\s.!?] {3,}\S"
)
"""Wide gaps; where the line begins far in, as the heads of columns do, narrower ones."""
CELL = re.compile(r"\s*(?:\d[\d,.]*|[-–—])\s*$")
RULE = re.compile(r"^(?=[\s|:]*[-=_*—–])[\s|:*=_—–-]*$")
LETTERED = re.compile(r"\([a-z]\)(?:\s+[*_]*[A-Z]|$)")
LETTER = re.compile(r"[*_]*\([a-z]\)[*_]*")
ADDRESS = re.compile(r"\S+@\S+$|www\.|https?:")
LISTED = re.compile(r"\(?(?:[ivx]{1,5}|[a-z])\)\s")
"""An entry of a list, which begins in lower case and yet goes on with no sentence."""
UNDERLINE = re.compile(r"\s*(={3,}|-{3,})\s*")
FINISHED = re.compile(r"[.!?…:;][\"'”’)\]*_]*$|\S\.(?:uk|com|org|net|gov|cymru)(?:/\S*)?$")
NAMES_REPORT = re.compile(r"\bannual report\b|\badroddiad blynyddol\b", re.IGNORECASE)
LINKS = 4
"""Letters up to which a word of a title may be written small."""
HALF = 8
"""Words of one line of a heading in capitals that takes two."""
WHOLE = 0.75
"""Share of the longer lines that end a sentence from which on each is a paragraph, and the file wraps none."""
MANY_LINES = 12
"""Lines of running text a file needs before its longest ones tell where it wraps."""


def continues(text: str, run: Sequence[Block], roles: Sequence[Role], i: int, width: int) -> bool:
    """The block goes on with the sentence of the one before it, or underlines it as a heading."""
    if _underlines(text, run, i) or halves(text, run):
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
    return bool(short or known(tidy(words))) and not in_columns(words)


def in_columns(words: str) -> bool:
    """Wide gaps divide the words."""
    return "  " in words and COLUMNS.search(words) is not None


def is_piped(words: str) -> bool:
    """A row of a table whose pipes stand between the cells only, with a figure in the last."""
    return words.count("|") > 1 and not words.lstrip().startswith("|") and bool(CELL.match(words.rsplit("|", 1)[1]))


def halves(text: str, run: Sequence[Block]) -> bool:
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


def apart(text: str, run: Sequence[Block], roles: Sequence[Role], i: int, width: int, tight: bool) -> bool:
    """The break before block `i` is meant, though no empty line stands there."""
    if run[i].lines is None:
        return False
    if _titled(text, run, i) or width:
        return _titled(text, run, i) or _breaks(text, run, i, width)
    if i == 1 and _heads(text, run):
        return True
    return tight and not (roles[i] == roles[i - 1] and roles[i] in ("row", "item"))


def _titled(text: str, run: Sequence[Block], i: int) -> bool:
    """Block `i` is a title straight below a paragraph: a known one, or a few words above an empty line."""
    before, words = (text[b.span.start : b.span.end].strip() for b in (run[i - 1], run[i]))
    named = NUMBER.sub("", words)[:1].isupper()
    ended = STOPPED.search(before) or known(tidy(before).rstrip(" :."))
    if run[i].role not in ("text", "heading", "item") or not ended or not named:
        return False
    if phrases("published").match(words) or _signs(text, run, i):
        return True
    if words.endswith("?") and (phrases("asks").match(words) or phrases("question mark-up").match(words)):
        return True
    last = i + 1 == len(run) and len(words.split()) <= PROSE_WORDS and not FINISHED.search(words)
    return last or known(tidy(words).rstrip(" :.")) is not None


def _heads(text: str, run: Sequence[Block]) -> bool:
    """The run begins with a few words that are a name and no sentence, and goes on with a whole paragraph."""
    title, below = (text[b.span.start : b.span.end].strip() for b in run[:2])
    names = all(word[:1].isupper() for word in title.split() if len(word) > LINKS)
    short = (
        (names or known(title) is not None)
        and len(title.split()) <= PROSE_WORDS
        and "," not in title
        and not FINISHED.search(title)
    )
    return short and run[1].role == "text" and len(below.split()) > PROSE_WORDS and bool(STOPPED.search(below))


def _signs(text: str, run: Sequence[Block], i: int) -> bool:
    """Block `i` is a name, and the next one the post of its bearer."""
    name, post = (text[b.span.start : b.span.end].strip() for b in (*run[i : i + 2], run[i])[:2])
    return bool(phrases("person").match(name) and phrases("post").match(post))


def _breaks(text: str, run: Sequence[Block], i: int, width: int) -> bool:
    """In a file that wraps its lines, the break before block `i` is meant: the next word would have fitted."""
    if width == 0:
        return False
    before, words = (text[b.span.start : b.span.end].strip() for b in (run[i - 1], run[i]))
    return len(before) + 1 + len((words.split() or [""])[0]) <= width - 8


def width_of(document: Document) -> int:
    """Where a text file wraps its lines, in characters; 0 where a paragraph is one line."""
    lines = [document.text[b.span.start : b.span.end - 1] for b in document.blocks if b.role == "text" and b.lines]
    lengths = sorted(map(len, lines))
    if len(lengths) < MANY_LINES or lengths[-1] > 130:
        return 0
    width = lengths[int(len(lengths) * 0.9)]
    full = [line for line in lines if len(line) >= width / 2]
    whole = sum(STOPPED.search(line) is not None for line in full)
    return 0 if whole > WHOLE * len(full) else width
