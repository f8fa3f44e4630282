"""Printed lines → running text: ligatures, soft hyphens, and words that a line end cut in two."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence

SOFT = "\u00ad"
ENDS = "-\u2010" + SOFT
"""What a word may end in that goes on in the next line."""
PREFIXES = frozenset("after counter every extra inter other super there trans under where".split())  # noqa: SIM905
"""Words that also begin others."""
HYPHENATED = frozenset(("co", "cross", "multi", "non", "quasi", "self", "semi"))
"""What is mostly followed by a hyphen, and seldom is the first half of a word."""
UNPRINTED = re.compile(
    "[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u200b\u200c\u200d\u2060\ufeff\ufffe\uffff]"
)
WORD = re.compile(r"\w+(?:-\w+)*")
ADDRESS = re.compile(r"(?:https?:|www\.|@|\w/\w)\S*$")
CUT_ADDRESS = re.compile(r"[/_=?&.-]$")
TAIL = re.compile(r"(?:[\w'’]+-)*[\w'’]+$")
HEAD = re.compile(r"[\w'’]+(?:-[\w'’]+)*")


def tidy(text: str) -> str:
    """NFKC, no unprinted characters, one space where there were several. A soft hyphen stays only at the very end."""
    if not (text.isascii() and text.isprintable()):  # as most lines are, of which only the spaces are left to see to
        text = unicodedata.normalize("NFKC", UNPRINTED.sub("", text).replace("\u2011", "-"))
    text = " ".join(text.split())
    if SOFT in text:
        text = text[:-1].replace(SOFT, "") + text[-1]
    return text


class Vocabulary:
    """The words of a document as they stand inside lines, to tell a hyphen of the word from one of the line end."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.words: Counter[str] = Counter()
        self.prefixes: Counter[str] = Counter()
        self.ends: Counter[str] = Counter()
        inside = 0
        cut = False
        for line in lines:
            words = WORD.findall(line.replace("\u2010", "-").casefold())[cut:]
            cut = line != "" and line[-1] in ENDS
            inside += "\u2010" in line[:-1]
            self.ends[line[-1:]] += 1
            self.words.update(words[:-1] if cut else words)
            self.prefixes.update(word.split("-")[0] for word in words[:-1] if "-" in word)
        self.typographic = self.ends["\u2010"] > 2 and not inside
        """Whether the document cuts words with U+2010 and writes its own hyphens otherwise."""

    def joins(self, left: str, right: str, hyphen: str) -> bool:
        """Whether a word cut into `left` and `right` is written in one, without the hyphen."""
        if hyphen == SOFT:
            return True
        one, two = self.words[(left + right).casefold()], self.words[f"{left}-{right}".casefold()]
        if one or two:
            return one >= two
        if right[0].isupper() or right[0].isdigit() or left.isupper() or left[-1].isdigit():
            return False
        if self.typographic:
            return hyphen == "\u2010"
        if left.casefold() in HYPHENATED or self.prefixes[left.casefold()]:
            return False
        return not self._compound(left.casefold(), right.casefold())

    def known(self, word: str) -> bool:
        return bool(self.words[word.casefold()])

    def _compound(self, left: str, right: str) -> bool:
        """Whether both halves are words of their own, long enough not to be so by chance."""
        return min(len(left), len(right)) > 4 and left not in PREFIXES and self.known(left) and self.known(right)


def join(lines: Sequence[str], vocabulary: Vocabulary) -> tuple[str, list[int]]:
    """Printed lines as running text, and where each line starts in it."""
    text = ""
    starts = []
    for line in lines:
        text = _append(text, line, vocabulary) if text else line
        starts.append(len(text) - len(line))
    return text.rstrip(SOFT).replace("\u2010", "-"), starts


def _append(text: str, line: str, vocabulary: Vocabulary) -> str:
    if not line:
        return text
    if text[-1] in ENDS and text[-2:-1].isalnum() and line[0].isalnum():
        return text[:-1] + ("" if _is_cut(text, line, vocabulary) else "-") + line
    if text[-1] == "/" and text[-2:-1].isalnum():
        return text + line
    if ADDRESS.search(text) and CUT_ADDRESS.search(text) and (line[0].islower() or line[0].isdigit()):
        return text + line
    return f"{text.rstrip(SOFT)} {line}"


def _is_cut(text: str, line: str, vocabulary: Vocabulary) -> bool:
    """Whether the hyphen at the end of `text` stands there only because the line ends. In a web address it does where
    the halves are no words of the document."""
    left, right = TAIL.search(text[:-1]), HEAD.match(line)
    if not left or not right:
        return False
    if ADDRESS.search(text):
        one, two = left[0].rpartition("-")[2], right[0].partition("-")[0]
        return vocabulary.known(one + two) or not (vocabulary.known(one) or vocabulary.known(two))
    return vocabulary.joins(left[0], right[0], text[-1])
