from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.model import Query, Snippet
from indexer.query import parse
from indexer.snippets import marks, matches, snippets

LONG = (
    "Introduction\nThe board met four times in the year. It looked at the plans of every agency in turn. "
    "Nothing was left to chance, and each plan had an owner. Mr. Smith of s. 4 fame spoke about the polygraph, which "
    "he had used for years. The audience asked what a polygraph costs. Then the meeting closed.\n"
    "A second meeting was held in spring. It dealt with housing alone, and with nothing else at all."
)


def marked(text: str, typed: str) -> list[str]:
    return [text[mark.start : mark.end] for mark in marks(text, parse(typed))]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("advisers", ["adviser", "Advisers"]),
        ('"lay adviser"', ["lay adviser"]),
        ("lay adviser", ["lay", "adviser", "Advisers"]),
        ("multiagency", ["multi-agency"]),
        ("agency", ["agency"]),
        ('"the multi-agency panel"', ["multi-agency panel"]),
        ("adv*", ["adviser", "Advisers"]),
        ("tag OR panel", ["panel"]),
        ("-panel", []),
        ("the", []),
        ("panel -adviser", ["panel"]),
        ('"panel lay"', []),
        ("", []),
    ],
)
def test_marks_are_the_words_that_match(typed: str, found: list[str]) -> None:
    assert marked("A lay adviser sits on the multi-agency panel. Advisers ask.", typed) == found


def test_marks_do_not_overlap() -> None:
    assert marked("multi-agency public protection", "agency multiagency multi public") == ["multi-agency", "public"]
    assert marked("risk of harm", '"risk of harm" harm') == ["risk of harm"]


def test_a_match_says_which_clause() -> None:
    assert [match.clause for match in matches("tag police tag", parse("police tag").clauses)] == [1, 0, 1]


def test_a_passage_begins_at_a_sentence_and_holds_what_was_looked_for() -> None:
    (first, second) = snippets(LONG, parse("polygraph housing"), characters=130)
    assert first.text.startswith("Mr. Smith of s. 4 fame spoke about the polygraph")
    assert "housing" in second.text
    assert len(first.text) <= 140


def test_the_best_passage_holds_most_of_the_words() -> None:
    assert "costs" in snippets(LONG, parse("polygraph costs"), characters=120)[0].text


def test_a_table_row_is_not_cut() -> None:
    text = "Table\nLevel\tCategory 1\tCategory 2\n" + "Level 2\t120\t44\n" * 6
    (first, *_) = snippets(text, parse("44"), characters=40)
    assert first.text.startswith("Level 2: Category 1 120, Category 2 44")


def test_without_matches_the_text_begins_behind_its_title() -> None:
    assert snippets("## Tagging\nThe tag is worn.", parse("x"), title="Tagging") == (Snippet("The tag is worn."),)
    assert snippets("Tagging", parse("x"), title="Tagging") == (Snippet("Tagging"),)
    assert snippets("", parse("x"), title="") == ()


def test_layout_is_not_shown() -> None:
    text = "- **Level 1**: <sup>8</sup>the usual <a href='x'>work</a>\n- __Level 2__: meetings"
    assert snippets(text, Query())[0].text == "Level 1: the usual work Level 2: meetings"


@given(st.text("ab c.\n\t*-<>’é", max_size=300), st.integers(1, 60))
def test_any_text_has_passages(text: str, characters: int) -> None:
    for snippet in snippets(text, parse("ab bc* a"), characters=characters):
        assert snippet.text.strip() == snippet.text != ""
        assert all(0 <= mark.start < mark.end <= len(snippet.text) for mark in snippet.marks)


@given(st.text(max_size=300))
def test_any_text_can_be_marked(text: str) -> None:
    for mark in marks(text, parse(text)):
        assert text[mark.start : mark.end].strip()
