"""Entities: what is found, where it ends, what it is called."""

from __future__ import annotations

from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.config import LanguageConfig
from indexer.entities import Tagger
from indexer.entities.folding import fold
from indexer.entities.mentions import LABELS, NOT_A_NAME, Mention, longest, settle
from indexer.entities.readings import singular
from indexer.errors import ConfigError
from indexer.model import Document, Entity, Range, Section, Source, Span
from indexer.readers.text import read_text


@cache
def _tagger() -> Tagger:
    return Tagger(LanguageConfig())


@pytest.fixture(scope="session")
def tagger() -> Tagger:
    return _tagger()


def section(text: str, number: int = 0, *, start: int = 0, lines: Range | None = None) -> Section:
    span = Span(start, start + len(text))
    return Section(f"r#{number}", "r", number, "local_page", "", 1, text, span, start, lines=lines)


def tag(tagger: Tagger, *texts: str) -> list[Entity]:
    return list(tagger.tag([section(text, number) for number, text in enumerate(texts)]))


def found(tagger: Tagger, *texts: str) -> list[tuple[str, str, str]]:
    return [(entity.text, entity.label, entity.canonical) for entity in tag(tagger, *texts)]


# ---- what counts, and how far it goes


def test_the_longest_of_nested_candidates_counts(tagger: Tagger) -> None:
    assert found(tagger, "met the Dorset MAPPA co-ordinator") == [
        ("Dorset MAPPA co-ordinator", "ROLE", "MAPPA Co-ordinator")
    ]
    assert found(tagger, "an offence of sexual assault of a child") == [
        ("sexual assault of a child", "OFFENCE", "Sexual assault of a child")
    ]


def test_name_and_short_form_are_two_mentions_of_one_thing(tagger: Tagger) -> None:
    assert found(tagger, "a Sexual Harm Prevention Order (SHPO)") == [
        ("Sexual Harm Prevention Order", "ORDER", "SHPO"),
        ("SHPO", "ORDER", "SHPO"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "at the MAPPA meeting and the MAPPA panel",
        "the MAPPA group and MAPP meetings decided",
        "MAPPA works",
        "the court and the agency agreed",
        "for two years or 18 months",
        "There is no order. NO doubt about it",
        "a form of words that we sort, and the act of a horizon",
        "our channel to prevent harm",
    ],
)
def test_general_words_are_no_entities(tagger: Tagger, text: str) -> None:
    assert found(tagger, text) == []


def test_somebody_named_like_a_place_is_no_place(tagger: Tagger) -> None:
    assert found(tagger, "Mrs Chester thanked Mr John Lincoln") == []


def test_mentions_are_separate_from_marks_quotes_and_possessives(tagger: Tagger) -> None:
    text = "**CoSA** and the Circles' work, NPS's staff, “ViSOR” and Police/Probation"
    assert [entity.text for entity in tag(tagger, text)] == ["CoSA", "Circles", "NPS", "ViSOR", "Police", "Probation"]


def test_shapes_of_dashes_quotes_and_spaces_do_not_matter(tagger: Tagger) -> None:
    for text in ("children’s  services", "Children's services", "childrens services"):
        assert [name for _, _, name in found(tagger, text)] == ["Children's social care"]
    for text in ("MAPPA coordinator", "MAPPA co-ordinator", "MAPPA Co‑ordinator"):
        assert [name for _, _, name in found(tagger, text)] == ["MAPPA Co-ordinator"]


def test_a_name_goes_on_where_a_long_line_was_wrapped(tagger: Tagger) -> None:
    text = "The arrangements are described at length in the Criminal\nJustice Act 2003 and elsewhere."
    (entity,) = tag(tagger, text)
    assert (entity.text, entity.canonical) == ("Criminal\nJustice Act 2003", "Criminal Justice Act 2003")


def test_a_name_does_not_go_on_in_the_next_item_or_cell(tagger: Tagger) -> None:
    assert [entity.text for entity in tag(tagger, "Level 2\t3\nDorset\nPolice\n- Probation\n- Officer\n")] == [
        "Level 2",
        "Dorset",
        "Police",
        "Probation",
    ]


def test_addresses_hold_no_mentions(tagger: Tagger) -> None:
    assert found(tagger, "see www.dorset-police.uk, https://a.uk/Dorset/police or Police@Dorset.uk") == []


def test_plurals_have_the_name_of_the_singular(tagger: Tagger) -> None:
    names = {name for _, _, name in found(tagger, "SOPOs, a SOPO, Sexual Offences Prevention Orders")}
    assert names == {"SOPO"}
    assert found(tagger, "our local authorities") == [("local authorities", "ORG", "Local authority")]


@pytest.mark.parametrize(
    ("many", "one"),
    [
        ("local authorities", "local authority"),
        ("services", "service"),
        ("status", "status"),
        ("notices", "notice"),
        ("police", "police"),
        ("coaches", "coach"),
    ],
)
def test_singular(many: str, one: str) -> None:
    assert singular(many) == one


def test_general_nouns_are_agencies_only_in_a_list_of_agencies(tagger: Tagger) -> None:
    assert [(e.text, e.label) for e in tag(tagger, "the police, housing and health worked on his housing")] == [
        ("police", "ORG"),
        ("housing", "ORG"),
        ("health", "ORG"),
        ("housing", "RISK_FACTOR"),
    ]
    assert found(tagger, "he left prison in good health") == []


def test_a_need_amid_agencies_is_an_agency(tagger: Tagger) -> None:
    assert [label for _, label, _ in found(tagger, "Police, Mental Health and Probation")] == ["ORG", "ORG", "ORG"]
    assert [label for _, label, _ in found(tagger, "the police worked on his mental health")] == ["ORG", "RISK_FACTOR"]


def test_prisons_in_a_list_are_known_by_the_first(tagger: Tagger) -> None:
    names = [name for _, _, name in found(tagger, "at HMP Preston, Garth, Lancaster Farms and Kirkham")]
    assert names == ["HMP Preston", "HMP Garth", "HMP Lancaster Farms", "HMP Kirkham"]
    assert found(tagger, "we went to Kirkham") == []


def test_the_act_of_a_year_is_the_one_that_the_section_named(tagger: Tagger) -> None:
    names = [name for _, _, name in found(tagger, "the Sexual Offences Act 2003. Under Part 2 of the 2003 Act, …")]
    assert names == ["Sexual Offences Act 2003", "Sexual Offences Act 2003, Part 2"]
    assert [name for _, _, name in found(tagger, "the Sexual Offences Act 2003", "the 2003 Act")][1] == "2003 Act"


# ---- places


def test_spans_count_in_the_text_of_the_section(tagger: Tagger) -> None:
    text = (
        "# **Housing & the Police**\n\nThe NPS\u00ad and Devon &amp; Cornwall Police met on 31<sup>st</sup> March 2015."
    )
    entities = tag(tagger, text)
    assert [text[entity.span.start : entity.span.end] for entity in entities] == [entity.text for entity in entities]
    assert [entity.canonical for entity in entities][-1] == "31 March 2015"


def test_lines_are_those_of_the_source(tagger: Tagger) -> None:
    document = read_text(Source("r.md", "r.md", "text", "", 0), b"\n\nPolice\n\nProbation\nViSOR", characters=100)
    sections = [section("Police", start=2, lines=Range(1, 4)), section("Probation\nViSOR", start=10, lines=Range(5, 6))]
    assert [entity.line for entity in tagger.tag(sections, document)] == [3, 5, 6]
    assert [entity.line for entity in tagger.tag(sections[1:])] == [5, 6]


def test_lines_fall_back_on_the_section_where_its_text_is_not_that_of_the_document(tagger: Tagger) -> None:
    document = Document(Source("r.md", "r.md", "text", "", 0), "something else", ())
    (entity,) = tagger.tag([section("A\nPolice", lines=Range(7, 8))], document)
    assert entity.line == 8


def test_a_pdf_has_no_lines(tagger: Tagger) -> None:
    assert [entity.line for entity in tag(tagger, "Police")] == [None]


def test_mentions_come_in_order_and_do_not_overlap(tagger: Tagger) -> None:
    entities = tag(tagger, "Dorset Police, the Dorset NPS Offender Manager and Category 2 or 3 at Level 2 in May 2014")
    spans = [entity.span for entity in entities]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    assert {entity.label for entity in entities} <= set(LABELS)


@pytest.mark.parametrize("text", ["", "\n", "(", "[]()", "\x00", "—–-", "(A)" * 300, "&" * 50, "é" * 10])
def test_odd_text_is_harmless(tagger: Tagger, text: str) -> None:
    assert found(tagger, text) == []


WORDS = [
    "Dorset",
    "Police",
    "NPS",
    "(NPS)",
    "Level 2",
    "and 3",
    "the",
    "Act",
    "2003",
    "s.37",
    "of",
    "-",
    "&",
    "\n",
    "\t",
    "**",
]


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=4), max_size=25).map(" ".join))
@settings(max_examples=150, deadline=None)
def test_any_text_gives_whole_separate_mentions(text: str) -> None:
    place = 0
    for entity in tag(_tagger(), text):
        assert entity.label in LABELS
        assert entity.canonical.strip()
        assert place <= entity.span.start < entity.span.end <= len(text)
        assert text[entity.span.start : entity.span.end] == entity.text == entity.text.strip()
        place = entity.span.end


# ---- the parts


def test_folding_leads_back_to_the_original() -> None:
    folded = fold("the  “co-operative” Police & Crime – **plan**")
    assert folded.text == 'the "cooperative" Police and Crime - plan'
    start = folded.text.index("Police and")
    assert folded.words(start, start + 16) == "Police & Crime"
    assert len(folded.places) == len(folded.text)


def test_longest_prefers_length_then_rank_then_place() -> None:
    short, long = Mention(0, 4, "ORG", "short"), Mention(2, 9, "ORG", "long")
    same = Mention(2, 9, "ROLE", "same", rank=1)
    assert longest([short, same, long]) == [long]


def test_wording_that_is_no_name_takes_its_place_and_goes() -> None:
    text = "police station"
    assert settle([Mention(0, 6, "ORG", "Police"), Mention(0, 14, NOT_A_NAME, "")], text) == []


# ---- spaCy


def test_a_model_on_disk_is_used(tmp_path: Path, tagger: Tagger) -> None:
    spacy.blank("en").to_disk(tmp_path / "tiny")
    other = Tagger(LanguageConfig(spacy_model=str(tmp_path / "tiny")))
    assert found(other, "the police and a SOPO") == found(tagger, "the police and a SOPO")


def test_a_missing_model_is_a_clear_error() -> None:
    with pytest.raises(ConfigError, match="no spaCy model 'xx_nothing'"):
        Tagger(LanguageConfig(spacy_model="xx_nothing"))


# ---- the five reports


@pytest.mark.shared
@pytest.mark.parametrize("report", ["dorset-2014-15", "lancashire-2021-22"])
def test_a_whole_report_is_tagged(tagger: Tagger, shared: Path, report: str) -> None:
    text = (shared / "corpus" / "text" / f"{report}.md").read_text(encoding="utf-8")
    entities = tagger.tag([section(text, lines=Range(1, text.count("\n") + 1))])
    assert {entity.label for entity in entities} == set(LABELS)
    lines = text.split("\n")
    assert all(entity.text.split("\n")[0] in lines[(entity.line or 0) - 1] for entity in entities)
