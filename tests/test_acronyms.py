"""Short forms that a report defines are known in it, and in no other."""

from __future__ import annotations

import pytest

from indexer.entities import Tagger
from indexer.entities.acronyms import fits
from tests.test_entities import found, tag, tagger

__all__ = ["tagger"]


def test_a_defined_short_form_is_known_in_all_sections(tagger: Tagger) -> None:
    mentions = found(tagger, "LFRS came", "the Lancashire Fire and Rescue Service (LFRS) helps", "with LFRS")
    assert [name for _, _, name in mentions] == ["Lancashire Fire and Rescue Service"] * 4


def test_a_short_form_is_only_known_in_its_report(tagger: Tagger) -> None:
    tag(tagger, "the Widget Prevention Service (WPS)")
    assert found(tagger, "with WPS") == []


@pytest.mark.parametrize(
    ("text", "label", "name"),
    [
        ("the Brighter Mornings (BM) project. BM grew", "PROGRAMME", "Brighter Mornings"),
        ("BMT (Brighter Mornings Team) grew. BMT", "ORG", "Brighter Mornings Team"),
        ("a Widget Safety Officer in Lancashire (WSO). The WSO", "ROLE", "Widget safety officer"),
        ("the Specialist Offending Team for Widgets (SOTW). The SOTW", "ORG", "Specialist Offending Team for Widgets"),
        ("a Multi-Agency Widget Forum, (MAWF), met. MAWF", "ORG", "Multi-Agency Widget Forum"),
    ],
)
def test_short_forms_of_many_kinds(tagger: Tagger, text: str, label: str, name: str) -> None:
    last = tag(tagger, text)[-1]
    assert (last.label, last.canonical) == (label, name)
    assert last.text in text.split()[-2:]


def test_initials_of_a_named_agency_need_no_definition(tagger: Tagger) -> None:
    assert found(tagger, "Lancashire Fire & Rescue Service", "with LFRS")[1][2] == "Lancashire Fire and Rescue Service"


def test_the_report_has_the_last_word_on_a_short_form(tagger: Tagger) -> None:
    assert found(tagger, "the Sexual Offending Resource Team (SORT), part of SORT")[-1][1:] == (
        "ORG",
        "Sexual Offending Resource Team",
    )
    assert (
        found(tagger, "the Child Safeguarding Partnership (CSP)", "the CSP met")[-1][2]
        != "Community Safety Partnership"
    )


def test_other_wording_of_a_known_short_form_keeps_its_name(tagger: Tagger) -> None:
    mentions = found(tagger, "the MAPPA Strategic Board (SMB)", "the SMB met")
    assert {name for _, _, name in mentions} == {"SMB"}


def test_a_post_does_not_lend_its_label_to_the_board_that_it_names(tagger: Tagger) -> None:
    mentions = found(tagger, "Jo Widge, Chair of the Strategic Management Board (SMB)", "the SMB met")
    assert [(text, label) for text, label, _ in mentions] == [
        ("Chair of the Strategic Management Board", "ROLE"),
        ("SMB", "ORG"),
        ("SMB", "ORG"),
    ]


def test_what_is_no_entity_does_not_become_one_by_a_short_form(tagger: Tagger) -> None:
    text = "Multi-Agency Public Protection Arrangements (MAPPA) Co-ordinator. Registered Sexual Offenders (RSOs)."
    assert "MAPPA" not in [mention for mention, _, _ in found(tagger, text, "MAPPA and RSOs")]


@pytest.mark.parametrize(
    ("short", "long", "place"),
    [
        ("LFRS", "the Lancashire Fire and Rescue Service", 4),
        ("ABC", "nothing here", None),
        ("CF", "Changing Futures", 0),
    ],
)
def test_fits(short: str, long: str, place: int | None) -> None:
    assert fits(short, long) == place
