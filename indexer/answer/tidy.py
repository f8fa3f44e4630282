"""A question as typed → words that rules can be compared with."""

from __future__ import annotations

import re
from functools import cache

from indexer.rules import load

_NUMBER = re.compile(r"(?<=\d),(?=\d{3}\b)")
_APOSTROPHE = re.compile(r"['’‘ʼ`]")
_PERCENT = re.compile(r"%|\bper cent\b")
_ORDINAL = re.compile(r"\b(\d{1,2})(?:st|nd|rd|th)\b")
_NUMBER_OF = re.compile(r"(?:\bno\b\.?|\bnos\b\.?|\bnr\b\.?|#) of\b")
_LEVELS = re.compile(r"\b(level|levels|l|category|categories|cat|cats) ?([1-4]) ?(?:/|&|\+|-) ?([1-4])\b")
_DATE = re.compile(r"\b(\d{1,2})[./-](0?[1-9]|1[0-2])[./-](20\d\d|\d\d)\b")
_MONTHS = (
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
)  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:\.\d+)?")
NUMBERS = {
    "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7", "eight": "8",
    "nine": "9", "ten": "10", "eleven": "11", "twelve": "12",
}  # fmt: skip


def tidy(text: str) -> str:
    """In lower case, words and numbers only: `What's the rate per 100,000?` → `whats the rate per 100000`"""
    text = _DATE.sub(_spelt_out, text)
    plain = _APOSTROPHE.sub("", _NUMBER.sub("", text.lower()))
    plain = _NUMBER_OF.sub("number of", plain)
    plain = _LEVELS.sub(r"\1 \2 and \3", plain)
    plain = _ORDINAL.sub(r"\1", _PERCENT.sub(" percent ", plain)).replace("&", " and ")
    return " ".join(_WORD.findall(plain))


def _spelt_out(match: re.Match[str]) -> str:
    day, month, year = match.groups()
    return f"{day} {_MONTHS[int(month) - 1]} {year if len(year) == 4 else '20' + year}"


class Remainder:
    """The words of a question that nothing has accounted for yet."""

    GAP = "|"

    def __init__(self, words: str) -> None:
        self.words = words.split()
        self.origins = list(range(len(self.words)))
        """Which word of the question each one was."""

    @property
    def text(self) -> str:
        return " ".join(self.words)

    @property
    def left(self) -> tuple[str, ...]:
        return tuple(word for word in self.words if word != self.GAP)

    def take(self, pattern: re.Pattern[str]) -> list[tuple[re.Match[str], int]]:
        """All matches of a pattern of whole words, with the number of the word each begins at; their words are
        accounted for from now on."""
        text = self.text
        found = []
        for match in pattern.finditer(text):
            if match[0].strip():
                first = text[: match.start()].count(" ")
                size = match[0].strip().count(" ") + 1
                self.words[first : first + size] = [self.GAP] * size
                found.append((match, self.origins[first]))
        return found

    def drop(self, words: frozenset[str]) -> None:
        """Take words out without leaving a gap."""
        kept = [at for at, word in enumerate(self.words) if word not in words]
        self.words, self.origins = [self.words[at] for at in kept], [self.origins[at] for at in kept]


def whole(patterns: list[str] | tuple[str, ...] | str) -> re.Pattern[str]:
    """A pattern of whole words, any of several."""
    each = [patterns] if isinstance(patterns, str) else patterns
    return re.compile(rf"(?<!\S)(?:{'|'.join(each)})(?!\S)")


@cache
def phrases(table: str, name: str) -> re.Pattern[str]:
    """Words that rules/questions.toml lists in a table, as a pattern."""
    return whole(load("questions")[table][name])
