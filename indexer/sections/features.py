"""What can be seen of a line and of its place among the others: the evidence that the heading rules weigh."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from indexer.sections.joining import SHORT_WORDS
from indexer.sections.lines import Line
from indexer.sections.rules import KnownHeading, known, phrases

NUMBER = re.compile(r"^(?:[Ss]ection |SECTION )?(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[A-Z“\"'‘])")
QUOTED_NAME = re.compile(r"^[“\"‘][^”\"’]{3,60}[”\"’]\s*[–—:-]\s+\w")
"""A heading that begins with a saying: "Fresh eyes" – our lay advisers."""
LETTERED = re.compile(r"^\(?[a-h]\)\s+(?=[A-Z])")
"""The letter of a sub-heading: "a) Assessing Risk"."""
LETTERS = re.compile(r"[^\W\d_]+")
PROSE_WORDS, SENTENCE_WORDS = 8, 6
"""Words that make a paragraph, and that make one where it ends as a sentence does."""
BRIEF = 5
"""Words that most headings have at most."""
LARGE, HUGE = 1.12, 1.45
"""Type sizes, over that of the body, from which on a line looks like a heading."""
VERY_LONG = 22
PAGES = 3
"""Pages with the same line at the top, for it to be a running head."""
WINDOW, LOOSE = 3, 5
"""Of this many lines before and after, so many that end without a full stop show a picture with words in it."""


@dataclass(frozen=True)
class Context:
    """All lines of a document, the titles that its lists of contents announce, and the lines of these lists."""

    lines: Sequence[Line]
    announced: frozenset[str] = frozenset()
    entries: frozenset[int] = frozenset()

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each line stands in the document."""
        return Counter(line.words.casefold() for line in self.lines)

    @cached_property
    def announces(self) -> frozenset[int]:
        """The lines that bear an announced title first, outside of the lists."""
        first: dict[str, int] = {}
        for line in self.lines:
            if line.number not in self.entries and line.role != "row" and line.count <= SHORT_WORDS:
                for words in (line.words, *line.halves):
                    first.setdefault(key(words), line.number)
        return frozenset(number for title, number in first.items() if title in self.announced)

    @cached_property
    def running(self) -> frozenset[int]:
        """Lines that stand in the same words at the top of several pages."""
        tops = Counter(line.words.casefold() for line in self.lines if line.page_start)
        return frozenset(line.number for line in self.lines if line.page_start and tops[line.words.casefold()] >= PAGES)

    def at(self, i: int) -> Line | None:
        return self.lines[i] if 0 <= i < len(self.lines) else None

    def words(self, i: int) -> str:
        line = self.at(i)
        return line.words if line else ""


def key(title: str) -> str:
    """A title as it is compared: without numbers, brackets, case, punctuation and a leading "MAPPA"."""
    title = re.sub(r"\([^)]*\)", " ", NUMBER.sub("", LETTERED.sub("", title))).casefold()
    words = LETTERS.findall(title.replace("’", "").replace("'", ""))
    while len(words) > 2 and words[0] in ("mappa", "the", "a"):
        words = words[1:]
    return " ".join(words)


def title_case(words: str) -> bool:
    """All words that matter start with a capital, and not all letters are capitals."""
    if capitals(words):
        return False
    names = [w for w in LETTERS.findall(words) if len(w) > 2 and not _connects(w)]
    return bool(names) and sum(w[0].isupper() for w in names) >= 0.8 * len(names)


@lru_cache(maxsize=4096)
def _connects(word: str) -> bool:
    return phrases("connects").match(word) is not None


@lru_cache(maxsize=2048)
def capitals(words: str) -> bool:
    letters = "".join(filter(str.isalpha, words))
    return len(letters) >= 4 and sum(map(str.isupper, letters)) >= 0.95 * len(letters)


def features(context: Context, i: int) -> frozenset[str]:
    """The names of all features that line `i` has."""
    line = context.lines[i]
    return frozenset(
        name for tests in (_LOOKS, _WORDS) for name, test in tests.items() if test(line)
    ) | frozenset(name for name, place in _PLACE.items() if place(context, i))  # fmt: skip


def known_of(line: Line) -> KnownHeading | None:
    """The known heading that a line is, unless it is a row or a sentence that starts like one."""
    sentence = line.words.endswith(".") and line.count > PROSE_WORDS
    if line.role == "row" or sentence:
        return None
    candidates = (known(words.rstrip(" :.")) for words in (line.words, *line.halves))
    return next((heading for heading in candidates if heading), None)


def is_prose(line: Line | None) -> bool:
    """A paragraph: long enough for a sentence, or ending as one, and starting as one."""
    if line is None or line.role == "row" or line.count < (SENTENCE_WORDS if line.finished else PROSE_WORDS):
        return False
    return not line.item and not line.words[:1].islower()


def _whole_prose(line: Line | None) -> bool:
    return line is not None and line.finished and is_prose(line)


def signs(context: Context, i: int) -> bool:
    """The line is a name above a post, or the post below a name."""
    line, before, after = context.lines[i], context.at(i - 1), context.at(i + 1)
    return bool((_named(line) and after and _post(after)) or (_post(line) and before and _named(before)))


def _plain_title(line: Line) -> bool:
    """A few words that start with a capital and are no sentence."""
    if not 0 < line.count <= PROSE_WORDS or line.finished or line.words.endswith(",") or line.role == "row":
        return False
    return not line.words[0].islower() and not phrases("clause").search(line.words)


def _named(line: Line) -> bool:
    words = line.words.title() if capitals(line.words) else line.words
    return bool(phrases("person").match(words)) and known(line.words) is None


def _post(line: Line) -> bool:
    return line.count <= SHORT_WORDS and bool(phrases("post").match(line.words))


def _number(line: Line | None) -> tuple[int, ...]:
    match = NUMBER.match(line.words) if line else None
    return tuple(int(part) for part in match[1].split(".")) if match else ()


def _in_numbered_list(context: Context, i: int) -> bool:
    """The lines around bear the numbers before or after this one's, with nothing in between. Numbers of sub-sections
    ("6.0", "6.1") that empty lines part are no list, nor is a known heading one of a list."""
    line = context.lines[i]
    mine = _number(line)
    if not mine or known_of(line) or (len(mine) > 1 and line.opens and line.ends):
        return False
    return any(_number(context.at(i + step)) == (*mine[:-1], mine[-1] + step) for step in (-1, 1))


def _repeated(context: Context, i: int) -> bool:
    """The line stands elsewhere too. The commentary has some known headings once more: those twice say nothing."""
    line = context.lines[i]
    return context.counts[line.words.casefold()] > (1 if known_of(line) is None else 2)


def _scattered(context: Context, i: int) -> bool:
    mine = capitals(context.lines[i].words)
    around = [
        line
        for line in context.lines[max(0, i - WINDOW) : i + WINDOW + 1]
        if line.role in ("text", "heading") and (line.number == i or not mine or capitals(line.words))
    ]
    return sum(not line.finished and not line.item for line in around) >= LOOSE


def _listed(context: Context, i: int) -> bool:
    """Two short lines stand before, or one below the colon of a list: the line is one more of them."""
    above = context.at(i - 2)
    return _loose(context, i - 1) and (_loose(context, i - 2) or (above is not None and above.words.endswith(":")))


def _after_lead(context: Context, i: int) -> bool:
    before = context.at(i - 1)
    return before is not None and before.words.endswith(":") and known_of(before) is None


def _loose(context: Context, i: int) -> bool:
    """A few words without any mark, which are no heading that is known or announced, nor a running head."""
    line = context.at(i)
    if line is None or line.role != "text" or line.bold or line.finished or line.count > PROSE_WORDS:
        return False
    if (line.size or 0) >= LARGE or i in context.announces or i in context.running:
        return False
    return known_of(line) is None


def _after_open(context: Context, i: int) -> bool:
    before = context.at(i - 1)
    return before is not None and before.role == "text" and before.count >= PROSE_WORDS and not before.finished


def _after_finished(context: Context, i: int) -> bool:
    before = context.at(i - 1)
    return before is not None and before.finished


def _before(test: Callable[[Line], bool]) -> Callable[[Context, int], bool]:
    def holds(context: Context, i: int) -> bool:
        after = context.at(i + 1)
        return after is not None and test(after)

    return holds


def _above_another(context: Context, i: int) -> bool:
    """Straight below, and after an empty line, stands a heading that is known, or one with a number."""
    after = context.at(i + 1)
    if after is None or after.role == "row" or not context.lines[i].ends:
        return False
    return bool(NUMBER.match(after.words) and after.opens and after.count <= SHORT_WORDS) or known_of(after) is not None


def _before_higher(context: Context, i: int) -> bool:
    """The next line is a heading of a higher level."""
    line, after = context.lines[i], context.at(i + 1)
    return bool(after and line.level and after.level and after.level < line.level)


def _dangling(line: Line) -> bool:
    """The line ends with a word that needs another, or inside brackets. "Mr A" ends with no article."""
    last = (line.words.split() or [""])[-1]
    lettered = last == "A" and not capitals(line.words)
    return (not lettered and bool(phrases("connects").match(last))) or line.words.count("(") > line.words.count(")")


@lru_cache(maxsize=1024)
def _has_address(words: str) -> bool:
    return phrases("address").search(words) is not None


_LOOKS: dict[str, Callable[[Line], bool]] = {
    "marked": lambda line: line.role == "heading",
    "row": lambda line: line.role == "row",
    "item": lambda line: line.item,
    "bold": lambda line: line.bold,
    "large": lambda line: (line.size or 0) >= LARGE,
    "huge": lambda line: (line.size or 0) >= HUGE,
    "alone": lambda line: line.opens and line.ends,
    "page_start": lambda line: line.page_start,
    "page_end": lambda line: line.page_end,
}
_WORDS: dict[str, Callable[[Line], bool]] = {
    "brief": lambda line: 0 < line.count <= BRIEF,
    "short": lambda line: 0 < line.count <= SHORT_WORDS - 2,
    "long": lambda line: line.count > SHORT_WORDS,
    "very_long": lambda line: line.count > VERY_LONG,
    "title_case": lambda line: title_case(line.words),
    "capitals": lambda line: capitals(line.words),
    "question": lambda line: line.words.endswith("?"),
    "plain_title": _plain_title,
    "known": lambda line: known_of(line) is not None,
    "asks": lambda line: bool(phrases("asks").match(line.words)),
    "colon": lambda line: line.words.endswith(":"),
    "comma": lambda line: line.words.endswith((",", ";")),
    "stop": lambda line: line.words.endswith((".", ".”", '."', ".'")),
    "quoted": lambda line: line.words.startswith(("“", '"', "‘")) and not QUOTED_NAME.match(line.words),
    "lower": lambda line: LETTERED.sub("", line.words)[:1].islower(),
    "dangling": _dangling,
    "clause": lambda line: bool(phrases("clause").search(line.words)),
    "numbered": lambda line: bool(NUMBER.match(line.words)),
    "figures": lambda line: bool(phrases("figures").match(line.words)),
    "address": lambda line: _has_address(line.words),
    "byline": lambda line: bool(phrases("byline").match(line.words)),
    "person": _named,
    "caption": lambda line: bool(phrases("caption").match(line.words)),
    "cover_line": lambda line: bool(phrases("cover line").match(line.words)),
}
_PLACE: dict[str, Callable[[Context, int], bool]] = {
    "announced": lambda context, i: i in context.announces,
    "signatory": signs,
    "repeated": _repeated,
    "numbered_list": _in_numbered_list,
    "scattered": _scattered,
    "listed": _listed,
    "after_lead": _after_lead,
    "after_open": _after_open,
    "after_finished": _after_finished,
    "after_known": lambda context, i: i > 0 and known_of(context.lines[i - 1]) is not None,
    "before_prose": _before(is_prose),
    "between": lambda context, i: _whole_prose(context.at(i - 1)) and _whole_prose(context.at(i + 1)),
    "before_item": _before(lambda line: line.item),
    "running": lambda context, i: i in context.running,
    "before_address": _before(lambda line: line.count <= SHORT_WORDS and _has_address(line.words)),
    "above_another": _above_another,
    "before_marked": _before(lambda line: line.role == "heading"),
    "before_higher": _before_higher,
    "after_item": lambda context, i: i > 0 and context.lines[i - 1].item,
    "before_row": _before(lambda line: line.role == "row"),
}
