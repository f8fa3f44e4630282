"""Every row of the section rules does what its examples say, and nothing that its counterexamples rule out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from indexer import rules
from indexer.model import Source
from indexer.readers.text import read_text
from indexer.sections import rules as loaded
from indexer.sections.contents import find_contents
from indexer.sections.features import Context, features
from indexer.sections.headings import Boundary, tidy_title
from indexer.sections.kinds import kind_of
from indexer.sections.lines import Line, read_lines

SOURCE = Source("report.md", "report.md", "text", "0" * 64, 0)


def rows(*names: str) -> Iterator[Any]:
    """All examples and counterexamples of the tables named: (row, example, whether it should hold)."""
    for name in names:
        for row in rules.load("sections")[name]:
            for wanted, key in ((True, "examples"), (False, "counterexamples")):
                for example in row.get(key, ()):
                    yield pytest.param(row, example, wanted, id=f"{row['id']}: {example[:40]}")


def line_in_question(example: str) -> tuple[Context, int]:
    """The lines of an example, and which of them is meant: the one marked "> ", with its type size in braces."""
    marked = next(i for i, text in enumerate(example.split("\n")) if re.match(r"(\{[\d.]+\})?> ", text))
    size = re.search(r"\{([\d.]+)\}> ", example)
    plain = re.sub(r"(\{[\d.]+\})?(?m:^)> |\{[\d.]+\}> ", "", example)
    document = read_text(SOURCE, plain.encode(), characters=10_000)
    start = sum(len(text) + 1 for text in plain.split("\n")[:marked])
    lines = list(read_lines(document))
    number = next(line.number for line in lines if line.span.start <= start < line.span.end)
    if size:
        lines[number] = replace(lines[number], size=float(size[1]))
    contents = find_contents(lines)
    announced = frozenset(words for listed in contents for _, words in listed.titles)
    entries = frozenset(i for listed in contents for i in range(listed.first, listed.last + 1))
    return Context(tuple(lines), announced, entries), number


@pytest.mark.parametrize(("row", "example", "wanted"), rows("heading"))
def test_heading_rule(row: dict[str, Any], example: str, wanted: bool) -> None:
    rule = next(rule for rule in loaded.heading_rules() if rule.id == row["id"])
    context, i = line_in_question(example)
    words = (context.words(n) for n in (i, i - 1, i + 1))
    assert rule.holds(features(context, i), *words) is wanted


@pytest.mark.parametrize(("row", "example", "wanted"), rows("known"))
def test_known_heading(row: dict[str, Any], example: str, wanted: bool) -> None:
    heading = loaded.known(example)
    assert (heading is not None and heading.id == row["id"]) is wanted


@pytest.mark.parametrize(("row", "example", "wanted"), rows("table", "term", "phrase"))
def test_pattern(row: dict[str, Any], example: str, wanted: bool) -> None:
    assert bool(re.search(row["pattern"], example, re.IGNORECASE)) is wanted


@pytest.mark.parametrize(("row", "example", "wanted"), rows("kind"))
def test_kind_rule(row: dict[str, Any], example: str, wanted: bool) -> None:
    """An example is "origin: title", "kind of the parent > title", or a title and a body."""
    rule = next(rule for rule in loaded.kind_rules() if rule.id == row["id"])
    head, _, body = example.partition("\n\n")
    parent, _, title = head.rpartition(" > ")
    origin, colon, rest = title.partition(": ")
    after = origin if origin.startswith("after_") else ""
    found_as = origin if colon and not after else "heading"
    held = rule.holds(rest if colon else title, body, parent, found_as, frozenset({after}))
    assert held is wanted


def test_ids_are_unique() -> None:
    for name, found in rules.load("sections").items():
        if isinstance(found, list):
            ids = [row["id"] for row in found]
            assert len(ids) == len(set(ids)), name


def test_every_rule_has_examples() -> None:
    for name, found in rules.load("sections").items():
        if isinstance(found, list):
            assert all(row["examples"] for row in found), name
            assert all(row.get("counterexamples") or row["id"] == "anything local" for row in found), name


def test_heaviest_rule_of_the_winning_kind_is_the_reason() -> None:
    boundary = Boundary(0, 0, "CoSA case study", "heading", "", 0, loaded.known("CoSA case study"))
    assert kind_of(boundary, "A short text.", None, frozenset()) == ("case_study", "case study")


def test_unknown_kind_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        rules, "load", lambda name: {"known": [{"id": "x", "kind": "song", "weight": 1.0, "pattern": "x"}]}
    )
    loaded.known_headings.cache_clear()
    try:
        with pytest.raises(rules.RulesError, match="x: 'song'"):
            loaded.known_headings()
    finally:
        loaded.known_headings.cache_clear()


def test_titles_lose_colon_and_leader() -> None:
    assert tidy_title("Key achievements: ") == "Key achievements"
    assert tidy_title("The SMB.") == "The SMB"


def test_line_counts_words() -> None:
    assert Line(0, loaded_span(), "text", "three short words").count == 3


def loaded_span() -> Any:
    from indexer.model import Span

    return Span(0, 17)
