"""Names, forms of years and evidence: each rule by its own examples."""

from __future__ import annotations

from typing import Any

import pytest

from indexer import rules
from indexer.gazetteers import areas
from indexer.identity.evidence import counts, marked, rule_of
from indexer.identity.names import mark_places, place_named, places
from indexer.identity.years import mark_years

RULES = rules.load("identity")


@pytest.mark.parametrize(
    ("spelling", "id_"), [(spelling, area.id) for area in areas() for spelling in (area.name, *area.aliases)]
)
def test_every_name_of_an_area_is_found_whole(spelling: str, id_: str) -> None:
    assert mark_places(f"It was {spelling} that had MAPPA.") == f"It was [a:{id_}] that had MAPPA."


@pytest.mark.parametrize("row", RULES["name"], ids=lambda row: row["id"] or "none")
def test_names_by_their_examples(row: dict[str, Any]) -> None:
    for example in row["examples"]:
        text = mark_places(example)
        assert ("[" not in text) if not row["id"] else (f":{row['id']}]" in text)


@pytest.mark.parametrize("row", RULES["mask"], ids=lambda row: row["pattern"])
def test_masks_by_their_examples(row: dict[str, Any]) -> None:
    for example in row["examples"]:
        assert "[a:" not in mark_places(example)
    for example in row["counterexamples"]:
        assert "[a:" in mark_places(example)


@pytest.mark.parametrize("row", RULES["form"], ids=lambda row: row["pattern"])
def test_forms_of_years_by_their_examples(row: dict[str, Any]) -> None:
    where = row.get("only", ["text"])[0]
    for example in row["examples"]:
        assert mark_years(example["text"], where) == f"[r:{example['years'][1]}]"
    for example in row["counterexamples"]:
        assert "[r:" not in mark_years(example, where)


@pytest.mark.parametrize(
    ("question", "row"),
    [(question, row) for question in ("area", "year") for row in RULES[question]],
    ids=lambda value: value if isinstance(value, str) else value["name"],
)
def test_evidence_by_its_examples(question: Any, row: dict[str, Any]) -> None:
    rule = rule_of(question, row)
    for example in row["examples"]:
        found = counts(rule, marked(example["text"], rule.where))
        assert max(found, key=lambda candidate: found[candidate]) == str(example["found"])


@pytest.mark.parametrize(
    "text",
    [
        "the areas of Norfolk, Suffolk and Essex",
        "the Surrey & Sussex Probation Trust",
        "hospital beds", "MPs asked", "the staffs of both", "Kentish men", "Wakefield Metropolitan District Council",
    ],
)  # fmt: skip
def test_what_names_no_area(text: str) -> None:
    assert "[a:" not in mark_places(text)


def test_the_longest_name_is_taken() -> None:
    assert mark_places("Kent, Surrey and Sussex") == "[g:kent-surrey-and-sussex]"
    assert mark_places("South Yorkshire and the Humber") == "[a:south-yorkshire] and the Humber"
    assert mark_places("West Yorkshire Police and West Yorkshire") == "[a:west-yorkshire] and [a:west-yorkshire]"


def test_a_region_that_is_an_area_counts_as_the_area() -> None:
    assert len(places()) == 42 + 12 - 3
    assert mark_places("West Midlands") == "[a:west-midlands]"
    assert mark_places("East Midlands") == "[g:east-midlands]"


def test_an_area_goes_by_any_of_its_names() -> None:
    names = ("Kent", "KENT", "Kent Police", "A&S", "North West", "Cymru", "Nowhere", "")
    found = [known.id if (known := place_named(name)) else None for name in names]
    assert found == ["kent", "kent", "kent", "avon-and-somerset", "north-west", "wales", None, None]
