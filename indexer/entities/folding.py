"""Text as the names and patterns are matched against it, with the way back to the text as it stands.

Folding takes away what never tells two names apart: marks of emphasis, tags, web addresses, doubled spaces, the shape
of quotes and dashes, hyphens inside words, `&` for `and`. Letter case and line breaks between paragraphs stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from indexer.model import Span

BLOT = "\x00"
LONG_LINE = 40
"""Characters from which on a line without an end mark may have been wrapped, so that a name can go on below it."""

SHOUTED_WORDS = 4
BEGINNING = "[^a-gi-vx-z0-9.,;()]"
"""What a piece can begin with, addresses of mail left out: a look that spares most characters all the rest."""

MAIL = r"\b[\w.-]+@[\w.-]+\w"
PIECES = rf"""
      (?P<gone> [\u00ad\u200b\ufeff] | \*+ | (?<!\w)_+ | _+(?!\w) | </?[A-Za-z][^<>\n]*> )
    | (?P<hyphen> (?<=\bco)[-‐‑\ ](?=o(?:p|rd)) )
    | (?P<apart> \]\([^)\s]*\) | https?://[^\s<>)\]]+ | \bwww\.[^\s<>)\]]+ )
    | (?P<wrap> (?<=[^\n\t|]{{{LONG_LINE}}})(?<![.:;!?\s])[^\S\n\t]*\n(?=[^\s\t#*•·▪|0-9>-]) )
    | (?P<stop> [^\S\n]*\n\s* )
    | (?P<cell> [^\S\n]*\t[^\S\n]* | [ ]{{4,}}(?=\S) )
    | (?P<et> \s&(?:amp;)?\s )
    | (?P<space> [^\S\n\t]{{2,}} | [^\S\n\t\ ] | (?<=[A-Za-z])[-‐‑](?:[^\S\n]*\n)?(?=[A-Za-z]) )
    | (?P<single> [‘’‚‛`´′] )
    | (?P<double> [“”„‟″«»] )
    | (?P<dash> [‐‑‒–—―−] )
"""  # the hyphen of "co-op" and "co-ord" goes, since half of the reports write these words without it;
# a single space is no piece, since it stays as it is
WITHOUT_MAIL = re.compile(rf"(?={BEGINNING})(?:{PIECES})", re.VERBOSE | re.IGNORECASE)
WITH_MAIL = re.compile(rf"{PIECES} | (?P<mail> {MAIL} )", re.VERBOSE | re.IGNORECASE)
INSTEAD = {
    "gone": "", "hyphen": "", "apart": "\n", "mail": "\n", "wrap": " ", "stop": "\n", "cell": "\t", "et": " and ",
    "space": " ", "single": "'", "double": '"', "dash": "-",
}  # fmt: skip


@dataclass(frozen=True)
class Folded:
    """A folded `text`; `places` holds for each of its characters where it stands in `original`."""

    text: str
    original: str
    places: tuple[int, ...]

    def without(self, spans: Iterable[tuple[int, int]]) -> Folded:
        """The same with what stands in the spans blotted out."""
        parts, end = [], 0
        for start, stop in spans:
            parts += [self.text[end:start], BLOT * (stop - start)]
            end = stop
        return replace(self, text="".join([*parts, self.text[end:]]))

    def span(self, start: int, end: int) -> Span:
        """Where characters `start` to `end` of the folded text stand in the original."""
        return Span(self.places[start], self.places[end - 1] + 1)

    def words(self, start: int, end: int) -> str:
        """These characters as they were written, with single spaces."""
        span = self.span(start, end)
        return " ".join(re.sub(r"[*\u00ad]|</?[A-Za-z][^<>]*>", "", self.original[span.start : span.end]).split())


def fold(text: str) -> Folded:
    """The text folded."""
    parts: list[str] = []
    places: list[int] = []
    end = 0
    pieces = WITH_MAIL if "@" in text else WITHOUT_MAIL
    for piece in pieces.finditer(text):
        parts.append(text[end : piece.start()])
        places.extend(range(end, piece.start()))
        instead = INSTEAD[piece.lastgroup or "gone"]
        parts.append(instead)
        places.extend(_spread(piece.start(), piece.end(), len(instead)))
        end = piece.end()
    parts.append(text[end:])
    places.extend(range(end, len(text)))
    return Folded("".join(parts), text, tuple(places))


def shouted(text: str, place: int) -> bool:
    """Whether the line around this place is in capitals, so that these do not tell short forms from words there."""
    line = text[text.rfind("\n", 0, place) + 1 : (text.find("\n", place) + 1 or len(text) + 1) - 1]
    return line.isupper() and len(line.split()) >= SHOUTED_WORDS


def _spread(start: int, end: int, count: int) -> list[int]:
    """The places of `count` characters that stand for those from start to end; ` and ` shares the sign of ` & `."""
    return [start] * count if count < 2 else [start, *[start + 1] * (count - 2), end - 1]
