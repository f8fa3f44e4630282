from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.analysis import LONGEST, STOP_WORDS, content, fold, patterns, term, tokens, words
from indexer.model import AnyOf, Not, Phrase, Word

DIGESTS = Path(__file__).resolve().parents[1] / "corpus" / "digests"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("offenders", "Offender"),
        ("SHPOs", "SHPO"),
        ("SHPO’s", "shpo"),
        ("MAPPA's", "MAPPA"),
        ("children’s", "children"),
        ("Dîn", "din"),
        ("D\u0069\u0302n", "dîn"),
        ("of\ufb01cer", "officer"),
        ("proba\u00adtion", "probation"),
        ("5,486", "5486"),
        ("CoSA", "cosa"),
    ],
)
def test_spellings_of_one_word_are_one_term(one: str, other: str) -> None:
    assert [token.term for token in tokens(one)] == [token.term for token in tokens(other)] != []


def test_stop_words_are_left_out_but_counted() -> None:
    assert [(token.term, token.position) for token in tokens("Circles of the Support")] == [
        ("circl", 0),
        ("support", 3),
    ]
    assert len(STOP_WORDS) == 33


def test_a_stop_word_in_capitals_is_kept() -> None:
    assert (term("NO"), term("NOs"), term("no"), term("A"), term("No")) == ("no", "no", None, None, None)


def test_a_hyphenated_word_is_found_by_its_parts_and_as_one() -> None:
    text = "a multi-agency panel"
    found = [(token.term, token.position, text[token.start : token.end]) for token in tokens(text)]
    assert found == [
        ("multi", 1, "multi"),
        ("agenc", 2, "agency"),
        ("multiag", 1, "multi-agency"),
        ("multiag", 2, "multi-agency"),
        ("panel", 3, "panel"),
    ]
    assert [token.term for token in tokens("2021-22")] == ["2021", "22"]


def test_words_are_whole() -> None:
    assert list(words("The co-ordinators’ SHPOs")) == ["the", "co", "ordinators", "coordinators", "shpos"]


def test_patterns_say_how_terms_stand_in_a_row() -> None:
    assert patterns(Word("of")) == patterns(Word("pol", prefix=True)) == patterns(Phrase(("of", "the"))) == ()
    assert patterns(Phrase(("the", "circles", "of", "support"))) == (((0, "circl"), (2, "support")),)
    assert patterns(Word("co-ordinator")) == (((0, "co"), (1, "ordin")), ((0, "coordin"),))
    assert patterns(Word("drop-in")) == (((0, "dropin"),),)


def test_what_can_be_searched_for_is_kept() -> None:
    assert content([Word("the"), Word("tag"), Not(Word("of")), AnyOf((Word("a"), Word("gps")))]) == (
        Word("tag"),
        AnyOf((Word("gps"),)),
    )
    assert content([Word("no")]) == content([Word("NO")]) == (Word("NO"),)
    assert content([Word("no"), Word("tag")]) == (Word("tag"),)
    assert content([Word("NO"), Word("tag")]) == (Word("NO"), Word("tag"))
    assert content([Word("BREACH"), Word("OF"), Word("LICENCE")]) == (Word("BREACH"), Word("LICENCE"))
    assert content([Word("to"), Word("be")]) == ()


def test_wreckage_of_a_reader_costs_little() -> None:
    start = time.process_time()
    found = list(tokens("x" * 200_000 + " " + "-".join("ab" * 20_000) + "'" * 20_000 + "1,234" * 20_000))
    assert all(len(token.term) <= LONGEST for token in found)
    assert time.process_time() - start < 2


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    last = 0
    for token in tokens(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.position >= last - 1_000
        assert token.term
    assert all(word == fold(word) for word in words(text) if word.isascii())


def test_words_that_only_ask_are_left_out_where_others_remain() -> None:
    asked = [Word(word) for word in ("what", "does", "SOPO", "mean")]
    assert content(asked) == (Word("SOPO"),)
    assert content([Word("who"), Word("attends")]) == (Word("attends"),)
    assert content([Word("who"), Word("what")]) == (Word("who"), Word("what"))
    assert content([Word("WHO"), Word("guidance")]) == (Word("WHO"), Word("guidance"))


PIECES = (
    "dying", "die", "multi-agency", "e\u2010safety", "O’Brien", "1,000", "1,234abc", "Dîn", "proba\u00adtion", "NO",
    "_risk_", "skies", "sky", "Police,", "the", "polic", "apolice", "-", "’", ",", "9risk", "don't",
    "of\ufb01cer", "multi-", "lay",
)  # fmt: skip


@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from((" ", "\n", "\t", "", "  ")))), st.data())
def test_terms_that_are_wanted_are_found_where_they_are_among_all(
    pieces: list[tuple[str, str]], data: st.DataObject
) -> None:
    text = "".join(piece + space for piece, space in pieces)
    everything = list(tokens(text))
    known = sorted({token.term for token in everything} | {"nowher", "di"})
    wanted = frozenset(data.draw(st.lists(st.sampled_from(known))))
    among = [token for token in everything if token.term in wanted]
    assert list(tokens(text, wanted)) == among
    places = [(token.term, token.start, token.end) for token in among]
    assert [(token.term, token.start, token.end) for token in tokens(text, wanted, placed=False)] == places


def test_a_stem_begins_like_its_words_but_for_two_letters() -> None:
    text = "".join(path.read_text(encoding="utf-8") for path in DIGESTS.glob("*.md"))
    known = {*words(text), "dying", "lying", "tying", "skies", "hoping", "mobility", "generalisation"}
    assert len(known) > 1000
    for word in known:
        stem = term(word) or ""
        assert word.startswith(stem[: max(len(stem) - 2, 1)]), (word, stem)
