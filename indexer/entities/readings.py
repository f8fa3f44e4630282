"""From the wording of an open class to its canonical name: what is the same thing has the same name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Groups = Mapping[str, str]
"""The named groups of a pattern as they were written, "" where a group took no part."""

NUMBERS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "first": 1, "second": 2, "third": 3, "fourth": 4,
}  # fmt: skip
NUMBER = re.compile(rf"\d|\b(?:{'|'.join(NUMBERS)})\b", re.IGNORECASE)
RANGE = re.compile(r"\w(?: ?[-–—] ?| to )(?:levels? |categor(?:y|ies) )?\w+\Z", re.IGNORECASE)
MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
SMALL = {"and", "or", "of", "for", "the", "with", "in", "on", "upon", "to", "by", "at", "y", "a"}


def _numbered(kind: str) -> Callable[[Groups, str], str]:
    def reading(groups: Groups, words: str) -> str:
        del groups
        found = NUMBER.findall(words.lower())
        numbers = [int(number) if number.isdigit() else NUMBERS[number] for number in found]
        if RANGE.search(words) and len(numbers) == 2:
            numbers = list(range(numbers[0], numbers[1] + 1))
        return "; ".join(f"{kind} {number}" for number in dict.fromkeys(numbers))

    return reading


def _date(groups: Groups, words: str) -> str:
    """`1st April, 2014` → `1 April 2014`; `01/04/2014` and `1.4.14` likewise."""
    month = groups.get("month", "")
    if month.isdigit():
        month = MONTHS[int(month) - 1] if 1 <= int(month) <= 12 else month
    month = next((name for name in MONTHS if month and name.lower().startswith(month.lower()[:3])), month)
    day = groups.get("day", "").lstrip("0")
    year = groups.get("year", "")
    year = "20" + year if len(year) == 2 else year
    return " ".join(part for part in (day, month, year) if part) or words


def _years(groups: Groups, words: str) -> str:
    """`2014/15`, `2014 - 2015` → `2014-15`; `2003/4` → `2003-04`."""
    del words
    return f"{groups['first']}-{groups['last'][-2:]:0>2}"


def _title(groups: Groups, words: str) -> str:
    """The group `name`, or all of it, with plain quotes and spaces, `and` for `&` and the capitals of a title."""
    text = groups.get("name") or words
    text = " ".join(re.sub(r"\s&(?:amp;)?\s", " and ", text.replace("’", "'")).split())
    return " ".join(
        word if word in SMALL or not word[:1].islower() else word[0].upper() + word[1:] for word in text.split(" ")
    )


def _name(groups: Groups, words: str) -> str:
    """A title in the singular: `Serious Collision Units` → `Serious Collision Unit`."""
    return singular(_title(groups, words))


def _kind(groups: Groups, words: str) -> str:
    """A kind of thing in the singular: `substance misuse workers` → `Substance misuse worker`."""
    text = (groups.get("name") or words).replace("’", "'")
    return singular(text[:1].upper() + (text[1:] if re.match(r"[A-Z]{2}", text) else _lower_words(text[1:])))


def _words(groups: Groups, words: str) -> str:
    """The words in lower case and in the singular, to stand behind a name."""
    del groups
    return singular(re.sub(r"(?i)co[- ]?ordinator", "co-ordinator", _lower_words(words)))


def _lower_words(text: str) -> str:
    """Words in lower case but for short forms."""
    return " ".join(word if re.search(r"[A-Z].*[A-Z]", word) else word.lower() for word in text.split(" "))


def singular(text: str) -> str:
    """Without the plural of the last word."""
    if re.search(r"[^aeiou]ies$", text):
        return text[:-3] + "y"
    return re.sub(r"(?<=ss)es$|(?<=ch)es$|(?<=sh)es$|(?<=x)es$|(?<=[^siu])s$", "", text)


def _reference(groups: Groups, words: str) -> str:
    """`sections 325 to 327B` → `s.325-327B`, `Part 2` → `Part 2`, to go behind the name of an Act."""
    text = groups.get("reference") or words
    text = re.sub(r"(?i)^(?:sections?|ss?\.?)\s*(?=\d)", "s.", text)
    text = re.sub(r"(?i)^(schedule|part|chapter|article|regulation)s?\b", lambda kind: kind[1].capitalize(), text)
    return re.sub(r"\s+(?:to|-|–)\s+|\s*[–]\s*", "-", text)


READINGS: dict[str, Callable[[Groups, str], str]] = {
    "levels": _numbered("Level"),
    "categories": _numbered("Category"),
    "date": _date,
    "years": _years,
    "title": _title,
    "name": _name,
    "kind": _kind,
    "words": _words,
    "reference": _reference,
}
