"""How definitions are worded: which words are the term, and which acronym the report has for it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.sections.headings import tidy_title
from indexer.sections.marks import tidy
from indexer.sections.rules import Named, phrases, terms

LETTERED = re.compile(r"^[\s#>*•_-]*(?:\d{1,2}\.\d{1,2}\.?\s+)?\(?([a-zA-Z])\)[\s*_]*(?=\S)")
PARTED = re.compile(r"\s*(?:\s[–—-]|[–—:])\s+")
ACRONYM = re.compile(r"\(([A-Z][A-Za-z]{1,6}?)s?\)")
INITIALS = re.compile(r"(?=\w*[A-Z]\w*[A-Z])[A-Z][A-Za-z]{1,6}")
BOLD = re.compile(r"[\s#>•*-]*?\*\*(.+?)\*\*")
LONGEST = 14
"""Words that a term has at most."""
START = 120
"""Characters in which the acronym of a term stands behind it."""


def after_letter(words: str) -> str:
    return LETTERED.sub("", words, count=1)


def printed_term(raw: str, whole: bool) -> str:
    """The term with which a definition begins: what is bold, what stands before a dash, what is known to be a term, or
    what comes before the words with which definitions start."""
    words = after_letter(tidy(raw))
    if acronym := ACRONYM.search(words[:START]):
        candidate = words[: acronym.end()]
        if len(candidate.split()) <= LONGEST and not phrases("says").search(words[: acronym.start()]):
            return candidate
    if whole and len(words.split()) <= LONGEST:
        return tidy_title(words)
    for cut in _cuts(raw, words):
        candidate = tidy_title(words[:cut])
        if 0 < len(candidate.split()) <= LONGEST:
            return candidate
    return tidy_title(words) if len(words.split()) <= LONGEST else " ".join(words.split()[:6])


def _cuts(raw: str, words: str) -> Iterator[int]:
    """Where the term may end, best first."""
    bold = BOLD.match(raw)
    if bold and (name := after_letter(tidy(bold[1]))) and words.startswith(name):
        yield len(name)
    parted = PARTED.search(words)
    if parted and not phrases("says").search(words[: parted.start()]):
        yield parted.start()
    if term := known_term(words):
        match = term.pattern.search(words)
        assert match
        yield with_brackets(words, match.end())
    if says := phrases("says").search(words, 1):
        yield says.start()
    if len(words.split()) > LONGEST and (stop := words.find(". ")) > 0:
        yield stop


def with_brackets(words: str, end: int) -> int:
    brackets = re.match(r"\s*\([^)]*\)", words[end:])
    return end + brackets.end() if brackets else end


def known_term(words: str) -> Named | None:
    words = after_letter(words)
    return next((term for term in terms() if term.pattern.search(words)), None)


def read_term(title: str, body: str, report_text: str) -> tuple[str, str | None]:
    """The term of a definition without letter and brackets, and the acronym that the report ties to it: in brackets
    behind it, as a label of its tables where it is known nationally ("NOs"), or the term itself ("ViSOR")."""
    words = after_letter(title)
    named = known_term(words)
    name = re.sub(r"\s*\([^)]*\)", "", PARTED.split(words)[0]).strip() or title
    acronym = _in_brackets(name, words) or _in_brackets(name, body) or (name if INITIALS.fullmatch(name) else None)
    if not acronym and named and named.acronym and _occurs(named.acronym, report_text):
        acronym = named.acronym
    return _singular(name), acronym


def _in_brackets(name: str, text: str) -> str | None:
    """An acronym in brackets straight behind the term, or behind its words in the singular."""
    stem = re.escape(re.sub(r"(?i)s$", "", name)).replace(r"\ ", r"\s+")
    match = re.search(rf"(?i:{stem}s?)\s*\(([A-Z][A-Za-z]{{1,6}}?)s?\)", tidy(text))
    return match[1] if match else None


def _occurs(acronym: str, text: str) -> bool:
    """The acronym stands in the report as such; one that is also a word counts only in the plural or in brackets."""
    forms = rf"{acronym}s\b|\({acronym}\)" + ("" if acronym == "NO" else rf"|{acronym}\b")
    return bool(re.search(rf"(?<![\w])(?:{forms})", text))


def _singular(name: str) -> str:
    """An order is one order; groups of people stay in the plural, as they are defined."""
    return name[:-1] if name.endswith(("Orders", "orders")) else name
