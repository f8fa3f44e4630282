"""Printed labels → words that compare: one spelling, no punctuation, no dates."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache

from rapidfuzz import fuzz

from indexer import rules
from indexer.model import Report
from indexer.rules.sought import Sought, sought

RAISED = re.compile(r"<sup>\s{0,3}([^<]{0,20})</sup>", re.IGNORECASE)
RAISED_CHARACTER = re.compile("[\u00aa\u00b2\u00b3\u00b9\u00ba\u2070-\u207f\u2122]")
TAG = re.compile(r"<[^<>]{1,40}>")
EMPHASIS = re.compile(r"\*{2,}|(?<!\w)_{1,2}(?=\w)|(?<=\w)_{1,2}(?!\w)|`|\\(?=[\W_])")
SLANTED = re.compile(r"(?<![\w*])\*(\S[^*]*?)\*(?!\w)")
MARKED = re.compile(r"[*_`\\]")
"""What emphasis begins with. Most lines have none, nor narrow spaces, so that a look for them spares a search."""
MARK = re.compile(r"^\s*(?:#{1,6}|[•▪◦●·*]|>|-(?=\s+\S))\s+")
NUMBERING = re.compile(
    r"^(?:(?:table\s+\d{1,2}[a-z]?|\(?(?:[ivx]{1,4}[a-z]?|[a-z]|\d{1,2}[a-z]?)[.)])[:.)]*\s+"
    r"|\d{1,2}\s+(?=(?:the\s+)?(?:total\s+)?number\s+of\b))",
    re.IGNORECASE,
)
THOUSANDS = re.compile(r"(?<=\d)[,\u00a0\u2009\u202f](?=\d{3}(?!\d))")
NARROW = re.compile("[\u00a0\u2009\u202f]")
SPACES = re.compile(r"(?:(?!(?<=\d)[\u00a0\u2009\u202f]\d{3}(?!\d))\s)+")
"""White space, but for the narrow or fixed space that divides thousands."""
PLURAL = re.compile(r"\(e?s\)")
FOOTNOTE = re.compile(r"\b(?!level|lefel|category|categori)([a-z]{4,})\d{1,2}\b")
DATES = (
    (re.compile(r"(?:(?:between|from|for|in)\s+)?1(?:st)?\s+(?:april|ebrill)\s+(20\d\d)\s*(?:to|and|until|i|a|[-–—])\s*"
                r"31(?:st)?\s+(?:march|mawrth)\s+(20\d\d)", re.IGNORECASE), "range"),
    (re.compile(r"(?:(?:as\s+)?(?:at|on|of|ar|to)\s+)?(?:the\s+)?31(?:st)?\s+(?:of\s+)?(?:march|mawrth)\s+(20\d\d)",
                re.IGNORECASE), "end"),
    (re.compile(r"(?:(?:as\s+)?(?:at|on|of)\s+)?(?:the\s+)?31[/.]0?3[/.](20\d\d)\b", re.IGNORECASE), "end"),
    (re.compile(r"(?:(?:in|for|during|of)\s+)?\b(20\d\d)\s*(?:[-–—/]|to|i)\s*((?:20)?\d\d)\b", re.IGNORECASE), "range"),
    (re.compile(r"(?:(?:as\s+)?(?:at|on|of|ar)\s+)?(?:the\s+)?31(?:st)?\s+(?:of\s+)?(?:march|mawrth)\b", re.IGNORECASE),
     "no year"),
    (re.compile(r"(?:(?:in|for|during)\s+)?\b(20\d\d)\b", re.IGNORECASE), "either"),
)  # fmt: skip
SAME_WORD = 60
SAME_LABEL = 85
LONG_LABEL = 4
SHORT_WORD = 5
REMEMBERED = 4096


@cache
def _spellings() -> tuple[tuple[Sought, str], ...]:
    rows = rules.load("measures")["spelling"]
    return tuple((sought(re.compile(rf"\b(?:{'|'.join(row['patterns'])})\b")), row["becomes"]) for row in rows)


@lru_cache(REMEMBERED)
def tidy(text: str) -> str:
    """Printed text without the marks of Markdown and HTML; raised numbers (footnote marks) are dropped."""
    if "<" in text:
        text = TAG.sub(" ", RAISED.sub(" ", text))
    text = MARK.sub("", text.replace("\u00ad", ""))
    if MARKED.search(text):
        text = SLANTED.sub(r"\1", EMPHASIS.sub("", text))
    return SPACES.sub(" ", text).strip() if NARROW.search(text) else " ".join(text.split())


@lru_cache(REMEMBERED)
def plain(text: str) -> str:
    """The words of a label as printed: lower case, no punctuation, no numbering, dates left out."""
    text = without_dates(NUMBERING.sub("", tidy(text)))
    text = unicodedata.normalize("NFKC", RAISED_CHARACTER.sub(" ", text)).casefold()
    text = PLURAL.sub("", THOUSANDS.sub("", text)).replace("&", " and ").replace("'", "").replace("’", "")
    return FOOTNOTE.sub(r"\1", " ".join(re.findall(r"[^\W_]+", text)))


@lru_cache(REMEMBERED)
def words(text: str) -> str:
    """The same in the one spelling in which labels are compared; a word that stands twice in a row counts once."""
    text = plain(text)
    for pattern, becomes in _spellings():
        if pattern.needs.met_by(text):
            text, changes = pattern.regex.subn(becomes, text)
            text = " ".join(text.split()) if changes else text
    found = text.split()
    return " ".join(word for at, word in enumerate(found) if at == 0 or word != found[at - 1])


def without_dates(text: str) -> str:
    """The text without years and without 31 March."""
    if "20" not in text and "31" not in text:
        return text
    for pattern, _ in DATES:
        text = pattern.sub(" ", text)
    return text


def of_year(text: str, report: Report) -> bool | None:
    """Whether the dates in a title or head are those of the report's year; None where there are none."""
    found = []
    if "20" not in text:
        return None
    for pattern, kind in DATES:
        found += [_matches(kind, match, report) for match in pattern.finditer(text) if match.lastindex]
        text = pattern.sub(" ", text)
    return any(found) if found else None


def _matches(kind: str, match: re.Match[str], report: Report) -> bool:
    year = int(match[1])
    if kind == "end":
        return year == report.year_end
    if kind == "either":
        return year in (report.year_start, report.year_end)
    return year == report.year_start and int(match[2]) % 100 == report.year_end % 100


def near(one: str, other: str, *, strict: bool = True) -> bool:
    """Whether two labels (`plain`) differ only as damaged print does: the same number of words, each alike. Strictly,
    short words, acronyms for the most part, must be the same."""
    pairs = list(zip(one.split(), other.split(), strict=False))
    if len(one.split()) != len(other.split()) or len(pairs) < LONG_LABEL:
        return False
    return fuzz.ratio(one, other) >= SAME_LABEL and all(_alike(a, b, strict) for a, b in pairs)


def _alike(one: str, other: str, strict: bool) -> bool:
    if one.isdigit() or other.isdigit() or (strict and min(len(one), len(other)) <= SHORT_WORD):
        return one == other
    return fuzz.ratio(one, other) >= SAME_WORD
