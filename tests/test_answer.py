"""The vocabulary of questions: each row of rules/questions.toml reads its own examples."""

from __future__ import annotations

import re
from typing import Any

import pytest

from indexer.analysis import term, tokens
from indexer.answer.cells import asked
from indexer.answer.everyday import instead, typed_and_meant, with_sayings
from indexer.answer.expected import expects
from indexer.answer.fixed import fixed
from indexer.answer.letters import spelt_out
from indexer.answer.orders import orders
from indexer.answer.places import by_city
from indexer.answer.reading import read, says
from indexer.answer.scope import uncounted
from indexer.answer.subject import pair, subject
from indexer.answer.terms import Term
from indexer.answer.tidy import tidy, whole
from indexer.answer.years import Remainder, read_years
from indexer.gazetteers import areas
from indexer.rules import load

RULES: dict[str, Any] = load("questions")


@pytest.mark.parametrize(
    ("name", "text"), [(row["name"], text) for row in RULES["concept"] for text in row["examples"]]
)
def test_a_concept_is_read(name: str, text: str) -> None:
    assert name in read(text).concepts


@pytest.mark.parametrize(
    ("name", "text"), [(row["name"], text) for row in RULES["concept"] for text in row.get("counterexamples", ())]
)
def test_another_is_not(name: str, text: str) -> None:
    assert name not in read(text).concepts


@pytest.mark.parametrize("row", RULES["asks"], ids=lambda row: row["question"])
def test_a_measure_is_asked_for(row: dict[str, Any]) -> None:
    reading = read(row["question"])
    assert reading.unknown == ()
    assert row["measure"] in {each.measure.id for each in asked(reading)[0]}


@pytest.mark.parametrize("row", RULES["orders"]["examples"], ids=lambda row: row["text"])
def test_an_order_is_named(row: dict[str, Any]) -> None:
    assert orders(row["text"]) == set(row["named"])


@pytest.mark.parametrize("row", RULES["cities_examples"], ids=lambda row: row["text"])
def test_a_city_stands_for_its_area(row: dict[str, Any]) -> None:
    assert by_city(read(row["text"]).words) == row.get("area")


def test_cities_are_of_areas() -> None:
    assert set(RULES["cities"]) <= {each.id for each in areas()}


@pytest.mark.parametrize("row", RULES["years"]["examples"], ids=lambda row: row["text"])
def test_a_year_is_read(row: dict[str, Any]) -> None:
    assert [choice[0] for choice in read_years(Remainder(tidy(row["text"]))).named] == row["starts"]


@pytest.mark.parametrize(("row", "example"), [(row, each) for row in RULES["threshold"] for each in row["examples"]])
def test_a_threshold_is_read(row: dict[str, Any], example: dict[str, Any]) -> None:
    assert read(example["text"]).threshold == (row["operator"], example["value"])


@pytest.mark.parametrize(
    ("operator", "text"),
    [(row["operator"], text) for row in RULES["threshold"] for text in row.get("counterexamples", ())],
)
def test_a_number_that_is_no_threshold(operator: str, text: str) -> None:
    assert read(text).threshold is None, operator


@pytest.mark.parametrize("example", RULES["directions"]["examples"], ids=lambda row: row["text"])
def test_a_direction_is_read(example: dict[str, str]) -> None:
    assert says(example["list"], tidy(example["text"]))


@pytest.mark.parametrize("example", RULES["area_words"]["examples"], ids=lambda row: row["text"])
def test_a_shortened_name_is_read(example: dict[str, str]) -> None:
    assert read(example["text"]).places.areas == (example["area"],)


@pytest.mark.parametrize("row", RULES["expects"], ids=lambda row: row["name"])
def test_a_kind_of_fact_is_expected(row: dict[str, Any]) -> None:
    for example in row["examples"]:
        wanted = expects(tidy(example["text"]))
        assert wanted is not None
        assert wanted.name == row["name"]
        assert wanted.found.search(example["sentence"])


@pytest.mark.parametrize("row", RULES["fixed"], ids=lambda row: row["name"])
def test_fixed_words(row: dict[str, Any]) -> None:
    for text in row["examples"]:
        said = fixed(text)
        assert said is not None
        assert (said.reason, said.answered, said.fixed) == (row["text"], False, True)
    assert not any(map(fixed, row["counterexamples"]))


@pytest.mark.parametrize("row", RULES["uncounted"], ids=lambda row: row["pattern"])
def test_what_no_table_counts(row: dict[str, Any]) -> None:
    assert all(uncounted(read(text)) == row["text"] for text in row["examples"])
    assert not any(uncounted(read(text)) for text in row["counterexamples"])


def test_a_name_that_reports_have_is_no_private_person() -> None:
    assert fixed("Is Peter Jones on the board?") is not None
    assert fixed("Is Peter Jones on the board?", lambda name: name == "Peter Jones") is None
    assert fixed("Where does Peter Jones live?", lambda _: True) is not None


@pytest.mark.parametrize("name", ["asks_area", "counting", "example"])
def test_ways_of_asking(name: str) -> None:
    rules = RULES[name]
    pattern = re.compile("|".join(rules["patterns"])) if name == "asks_area" else whole(rules["patterns"])
    assert all(pattern.search(tidy(text)) for text in rules["examples"])
    assert not any(pattern.search(tidy(text)) for text in rules.get("counterexamples", ()))


def test_a_word_that_nothing_accounts_for_is_left_over() -> None:
    assert read("How many female RSOs are there in Dorset?").unknown == ("female",)


@pytest.mark.parametrize("row", RULES["definition"]["examples"], ids=lambda row: row["text"])
def test_the_term_of_a_question_for_a_meaning(row: dict[str, str]) -> None:
    assert " ".join(subject(read(row["text"])) or ()) == row["rest"]


@pytest.mark.parametrize("row", RULES["definition"]["pairs"], ids=lambda row: row["text"])
def test_two_terms_set_against_each_other(row: dict[str, str]) -> None:
    two = pair(read(row["text"]))
    assert two is not None
    assert [" ".join(each) for each in two] == [row["a"], row["b"]]


@pytest.mark.parametrize("text", ["difference between Dorset and Kent", "how many more RSOs has Kent than Dorset"])
def test_figures_of_areas_are_no_terms(text: str) -> None:
    assert pair(read(text)) is None


@pytest.mark.parametrize(
    ("letters", "text", "words"),
    [
        ("smb", "The Strategic Management Boards (SMB) meet.", "Strategic Management Boards"),
        ("cosa", "We work with Circles of Support and Accountability (CoSA).", "Circles of Support and Accountability"),
        ("dtc", "staff of the Authority (RA), and those under a Duty to Cooperate (DTC)", "Duty to Cooperate"),
        (
            "mappa",
            "MAPPA (Multi-Agency Public Protection Arrangements) is",
            "Multi-Agency Public Protection Arrangements",
        ),
        ("arms", "such as the Active Risk Management Tool (ARMS)", "Active Risk Management Tool"),
        ("xyz", "The Strategic Board (SMB) meets (monthly).", None),
        ("smb", "the members of the group (SMB) meet", None),
    ],
)
def test_letters_are_spelt_out(letters: str, text: str, words: str | None) -> None:
    assert spelt_out(letters, text) == words


@pytest.mark.parametrize(("row", "text"), [(row, text) for row in RULES["saying"] for text in row["examples"]])
def test_a_saying_is_read(row: dict[str, Any], text: str) -> None:
    assert whole(row["says"]).search(tidy(text))
    assert "+" in with_sayings(tidy(text))


@pytest.mark.parametrize("text", ["the housing of offenders", "a sexual risk order", "who chairs the board"])
def test_plain_words_are_no_saying(text: str) -> None:
    assert with_sayings(tidy(text)) == text


def test_a_saying_counts_by_the_words_of_its_meaning() -> None:
    means = {"prison": 0.7, "custodi": 0.7}
    term = Term("prison", "lock_up", 1.0, frozenset({"lock"}), means, True, ("lock",), saying=True)
    assert term.found({"lock"}) == 1.0
    assert term.found({"prison", "custodi"}) == pytest.approx(0.95)
    assert term.found({"custodi"}) == pytest.approx(0.825)
    assert term.found({"release"}) == 0.0


def test_a_word_that_stands_in_counts_less() -> None:
    term = Term("cops", "cop", 1.0, frozenset({"cop"}), {"polic": 0.75}, True, ("cops",))
    assert (term.found({"cop"}), term.found({"polic"}), term.found({"court"})) == (1.0, 0.75, 0.0)


@pytest.mark.parametrize("row", load("everyday")["groups"], ids=lambda row: row["eg"])
def test_everyday_words_meet_those_of_reports(row: dict[str, str]) -> None:
    asked, told = row["eg"].split(" = ")
    stems = {token.term for token in tokens(told)}
    meant = set()
    for word in with_sayings(tidy(asked)).split():
        if "+" in word:
            meant |= {term(each) for each in typed_and_meant(word)[1]}
        else:
            meant |= set(instead().get(term(word) or "", ()))
    assert meant & stems
    own = {term(word) for word in row.get("told", row.get("term", "")).split()}
    assert meant & stems & own


@pytest.mark.parametrize("row", RULES["forms"]["preambles"], ids=lambda row: row["text"])
def test_what_is_said_before_a_question_is_left(row: dict[str, str]) -> None:
    assert read(row["text"]).words == row["asked"]


@pytest.mark.parametrize("row", RULES["wordings"]["examples"], ids=lambda row: row["text"])
def test_wordings_of_years_are_asked_for(row: dict[str, str]) -> None:
    assert whole(RULES["wordings"][row["list"]]).search(tidy(row["text"]))
