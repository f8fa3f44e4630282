"""Patterns that are looked for only where they can be: they find what `re` finds, in any text."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.rules.sought import Needs, needs_of, sought

PATTERNS = (
    r"\b(?:police|probation) (?:officers?|service)",
    r"(?i:level|cat)s? [1-3]",
    r"(?P<day>\d+)(?:st|nd)? (?:of )?March",
    r"(?<=section )\d+|(?:schedule|part) \d+",
    r"(?:(?!not )re)?call(?:ed)+",
    r"k\w{2,}s$",
)
LETTERS = st.text("aceilmoprst KIıſİß123.") | st.sampled_from(
    ["police officer", "Level 2", "LEVEL 3", "31st of March", "section 5", "Part 2", "recalled", "Kings", "K\u212aings"]
)


@given(st.lists(LETTERS, max_size=5).map(" ".join), st.sampled_from(PATTERNS), st.sampled_from([0, re.IGNORECASE]))
def test_finds_what_the_pattern_finds(text: str, pattern: str, flags: int) -> None:
    regex = re.compile(pattern, flags)
    one = sought(regex)
    assert [found.span() for found in one.finditer(text)] == [found.span() for found in regex.finditer(text)]
    for name in ("search", "match", "fullmatch"):
        assert bool(getattr(one, name)(text)) == bool(getattr(regex, name)(text))
    assert one.sub("x", text) == regex.sub("x", text)


@pytest.mark.parametrize(
    ("pattern", "flags", "needs"),
    [
        (r"\bAct \d{4}", 0, Needs(("Act ",), ())),
        (r"(?:gets?|got) probation", 0, Needs((" probation",), ())),
        (r"(?:levels?|stage) \d", re.IGNORECASE, Needs((), ("level", "stage"))),
        (r"(?:level)? \d", 0, Needs((), ())),
        (r"x|level", 0, Needs((), ())),
    ],
)
def test_reads_off_what_a_match_must_hold(pattern: str, flags: int, needs: Needs) -> None:
    assert needs_of(re.compile(pattern, flags)) == needs
