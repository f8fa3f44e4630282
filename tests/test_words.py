"""Printed lines as running text."""

from __future__ import annotations

import pytest

from indexer.readers.words import Vocabulary, join, tidy


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("o\ufb03cers  of\u00a0the \ufb01rst", "officers of the first"),
        ("multi\u2011agency", "multi-agency"),
        ("co\u00adoperate", "cooperate"),
        ("pro\u00ad", "pro\u00ad"),
        ("a\u200bb\x00c", "abc"),
        ("", ""),
    ],
)
def test_tidy(printed: str, text: str) -> None:
    assert tidy(printed) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("manage-", "ment of risk"), "management of risk"),
        (("a multi-", "agency plan", "multi-agency"), "a multi-agency plan multi-agency"),
        (("of MAPPA-", "eligible people"), "of MAPPA-eligible people"),
        (("in 2014-", "15 there were"), "in 2014-15 there were"),
        (("pro\u00ad", "bation"), "probation"),
        (("part\u2010", "ners"), "partners"),
        (("a non-", "statutory body"), "a non-statutory body"),
        (("health", "related", "a health-", "related need"), "health related a health-related need"),
        (("police and/", "or probation"), "police and/or probation"),
        (("see www.gov.uk/", "government/mappa"), "see www.gov.uk/government/mappa"),
        (("at https://a.uk/multi-", "agency is", "multi agency"), "at https://a.uk/multi-agency is multi agency"),
        (("at https://a.uk/gov\u2010", "ernment/mappa"), "at https://a.uk/government/mappa"),
        (("from April -", "to May"), "from April - to May"),
        (("one", "", "two"), "one two"),
    ],
)
def test_join(lines: tuple[str, ...], text: str) -> None:
    assert join(lines, Vocabulary(lines))[0] == text


def test_where_each_line_starts() -> None:
    text, starts = join(("manage-", "ment of", "risk"), Vocabulary(()))
    assert [text[start:] for start in starts] == ["management of risk", "ment of risk", "risk"]


def test_a_document_that_cuts_words_with_another_hyphen_means_its_own() -> None:
    vocabulary = Vocabulary(("part\u2010", "ner\u2010", "ship\u2010", "care-"))
    assert vocabulary.joins("part", "ners", "\u2010")
    assert not vocabulary.joins("care", "related", "-")
