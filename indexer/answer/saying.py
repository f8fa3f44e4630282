"""Sentences that say what something is: "Level 2 is where …", "… are known as Lay Advisers", "This is a national …"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cache

from indexer import analysis
from indexer.answer.evidence import Found, quote, sentences
from indexer.model import Citation
from indexer.rules import load

Way = Callable[[Found, list[str]], bool]
"""Whether a sentence says in this way what something of this name is."""


def saying(found: Iterable[Found], names: Sequence[list[str]], *, does: bool = False) -> Found | None:
    """The sentence that best says what one of the names is, or where that is asked what it does; the newest of
    equals."""
    candidates = [each for each in found if not _denies(each)]
    ways: tuple[Way, ...] = (
        _is,
        _item,
        _then,
        _lists,
        _called,
        _heads,
        _goes_on,
        _which,
    )
    if does:
        ways = (_acts, *ways)
    for way in ways:
        says = [each for each in candidates if any(way(each, name) for name in names)]
        if says:
            return max(says, key=lambda each: (each.stored.place.year_start, each.rank))
    return None


def told(found: Found, longest: int) -> Citation:
    """The sentence and those that follow, up to so many words."""
    each, text = sentences(found.stored.section.text), found.stored.section.text
    last = found.number
    if _entry(found):
        return quote(found.stored, found.sentence.start, found.sentence.end)
    while last + 1 < len(each) and len(text[found.sentence.start : each[last + 1].end].split()) <= longest:
        last += 1
    return quote(found.stored, found.sentence.start, each[last].end)


def _entry(found: Found) -> bool:
    """Whether the sentence is that of one level or category: what follows tells of the next."""
    return bool(re.match(r"\W*(?:\(?\w\)\W*)?(?:level|category)\W+\d\b", found.text, re.IGNORECASE))


def replacing(found: Iterable[Found], names: Sequence[list[str]]) -> Found | None:
    """A sentence in which one of the names is replaced, or replaces."""
    words = re.compile(load("questions")["definition"]["replaces"], re.IGNORECASE)
    holding = [
        each for each in found if words.search(each.text) and any(_stems(name) <= each.sentence.stems for name in names)
    ]
    return max(holding, key=lambda each: (each.stored.place.year_start, each.rank), default=None)


def _denies(found: Found) -> bool:
    return bool(re.match(r"\W*(?:\w+\W+){1,5}(?:is|are|was|were) not\b", found.text))


def _is(found: Found, name: list[str]) -> bool:
    return _begins(found, name, _rule("is"))


def _goes_on(found: Found, name: list[str]) -> bool:
    return _begins(found, name, _rule("copula"))


def _acts(found: Found, name: list[str]) -> bool:
    """The sentence begins with the term and says what it does: "The units coordinate meetings"."""
    return _begins(found, name, _rule("acts"))


def _which(found: Found, name: list[str]) -> bool:
    """The term stands anywhere in the sentence, and the next words tell of it: "a referral which provides"."""
    text = " ".join(found.text.split())
    return bool(re.search(rf"{_words(name)}(?:{_rule('which')})", text, re.IGNORECASE))


def _begins(found: Found, name: list[str], verb: str) -> bool:
    """The sentence has the words of the term in a row, near its beginning, and goes on with "is" or the like."""
    text = " ".join(found.text.split())
    before = _rule("before") if len(name) == 1 else r"\w+"
    begins = rf"(?:^(?:\W*(?:{before}\W+){{0,4}}?)|[;:]\W+)(?:{_words(name)})(?:{verb})"
    return bool(re.search(begins, text, re.IGNORECASE))


def _words(name: list[str]) -> str:
    return r"\W+(?:\w+\W+){0,1}?".join(map(_loose, name))


def _item(found: Found, name: list[str]) -> bool:
    """A numbered thing at the beginning of an entry of a list: "Category 2 (in the main) violent offenders …"."""
    if not name[-1].isdigit():
        return False
    text = " ".join(found.text.split())
    words = r"\W+".join(map(_loose, name))
    return bool(re.search(rf"(?:^\W*|[;:]\W*)(?i:{words})\W{{1,3}}(?:\([^()]*\)\W*)?[a-z]", text))


def _called(found: Found, name: list[str]) -> bool:
    """The sentence says what is called so: "... what is known as the Responsible Authority"."""
    words = r"\W+".join(map(_loose, name))
    text = " ".join(found.text.split())
    return bool(re.search(rf"(?:{_rule('called')})\W+(?:\w+\W+){{0,2}}?{words}", text, re.IGNORECASE))


def _then(found: Found, name: list[str]) -> bool:
    """The sentence names the term, and the next one begins "This is"."""
    after = found.stored.section.text[found.sentence.end : found.sentence.end + 60].lstrip()
    return _stems(name) <= found.sentence.stems and bool(re.match(_rule("then"), after))


def _lists(found: Found, name: list[str]) -> bool:
    """The sentence soon names the term, and the next one lists what belongs to it."""
    first = {token.term for token in analysis.tokens(found.text) if token.position <= SOON}
    return _stems(name) <= first and lists(found)


def lists(found: Found) -> bool:
    """Whether the next sentence lists what belongs to what this one names."""
    after = found.stored.section.text[found.sentence.end : found.sentence.end + 60].lstrip()
    return bool(re.match(_rule("lists"), after))


SOON = 12
"""Words at the beginning of a sentence."""


def _heads(found: Found, name: list[str]) -> bool:
    """The first whole sentence of a section whose heading is the term."""
    heading = {analysis.term(word) for word in _joined(found.stored.section.title or "").split()} - {None}
    if not _stems(name) <= heading or len(heading) > len(_stems(name)) + 2:
        return False
    text = found.stored.section.text
    whole = [s for s in sentences(text) if len(text[s.start : s.end].split()) > SHORT]
    return bool(whole) and whole[0].start == found.sentence.start


SHORT = 6
"""Words of a line that is no sentence."""


def _joined(text: str) -> str:
    return " ".join(re.findall(r"\w+", re.sub(r"(?<=\w)[-‐‑](?=\w)", "", text)))


def _stems(name: list[str]) -> set[str]:
    return {stem for word in name if (stem := analysis.term(word))}


def _loose(word: str) -> str:
    """A word in singular or plural."""
    stem = word.removesuffix("s") if len(word) > 3 else word
    return re.sub(r"visor|viser", "vis[eo]r", re.escape(stem)) + (r"\w{0,3}" if not word.isdigit() else r"\b")


@cache
def _rule(name: str) -> str:
    return str(load("questions")["definition"][name])
