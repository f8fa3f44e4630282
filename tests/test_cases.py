"""Case studies: the person, the facts that the text tells, those it denies, and what came of it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from indexer import rules
from indexer.cases import CaseFacts, Fact, facts
from indexer.cases.rules import compiled, doubts, pattern
from indexer.config import LanguageConfig
from indexer.entities import Tagger
from indexer.gazetteers import rows
from indexer.model import Document, Entity, Section, Source, Span
from tests.case_stories import STUDIES, WEST_YORKSHIRE, Told
from tests.conftest import SHARED

FILE = rules.load("cases")
PATTERNS = [(name, row) for name, rows in FILE.items() for row in (rows if isinstance(rows, list) else [rows])]
WITH_EXAMPLES = [(n, r) for n, r in PATTERNS if "examples" in r and n not in ("doubt", "alleged", "sought", "deed")]
IN_BRACKETS = [(name, row) for name in ("doubt", "alleged") for row in FILE[name]]
GROUPS = ("categories", "levels", "agencies", "orders", "risks", "interventions", "endings")


@pytest.fixture(scope="module")
def tagger() -> Tagger:
    return Tagger(LanguageConfig())


def section(text: str, *, kind: Any = "case_study", title: str = "Case study", **more: Any) -> Section:
    return Section("r#1", "r", 1, kind, title, 1, text, Span(0, len(text)), 0, **more)


def told(tagger: Tagger, text: str) -> CaseFacts:
    study = section(text)
    found = facts(study, tagger.tag([study]))
    assert found is not None
    return found


def values(found: Iterable[Fact[Any]]) -> list[Any]:
    return [fact.value for fact in found]


# ---- rules


@pytest.mark.parametrize(
    ("name", "row"), WITH_EXAMPLES, ids=[f"{n}: {next(iter(r.values()))}" for n, r in WITH_EXAMPLES]
)
def test_each_pattern_by_its_examples(name: str, row: dict[str, Any]) -> None:
    patterns = [compiled(each) for each in row.get("patterns", [row.get("pattern", row.get("anchor"))])]
    unless = compiled(row.get("unless"))

    def matches(text: str) -> bool:
        return any(each.search(text) for each in patterns if each) and not (unless and unless.search(text))

    assert [text for text in row["examples"] if not matches(text)] == []
    assert [text for text in row["counterexamples"] if matches(text)] == []


@pytest.mark.parametrize(("name", "row"), IN_BRACKETS, ids=[row["id"] for _, row in IN_BRACKETS])
def test_each_doubt_by_its_examples(name: str, row: dict[str, Any]) -> None:
    doubt = next(each for each in doubts(name) if each.id == row["id"])

    def holds(example: str) -> bool:
        before, after = re.split(r"\[[^\]]*\]", example)
        return doubt.holds(pattern("clause").regex.split(before)[-1], after)

    assert [example for example in row["examples"] if not holds(example)] == []
    assert [example for example in row["counterexamples"] if holds(example)] == []


def test_what_was_sought_by_its_examples() -> None:
    row = FILE["sought"]

    def holds(example: str) -> bool:
        before, after = re.split(r"\[[^\]]*\]", example)
        return bool(pattern("sought", "before").search(before) or pattern("sought", "after").search(after))

    assert [example for example in row["examples"] if not holds(example)] == []
    assert [example for example in row["counterexamples"] if holds(example)] == []


def test_what_is_of_no_kind_is_told_in_the_words_of_the_report(tagger: Tagger) -> None:
    row = FILE["deed"]
    story = (
        "Mr X was released in May. He had served four years for robbery. {} The police visit him. He has a flat now."
    )
    found = {text: values(told(tagger, story.format(text)).interventions) for text in row["examples"]}
    assert [(values[-1:]) for values in found.values()] == [
        ["Spoke to the youths"],
        ["Her local authority was alerted"],
        ["Put on a methadone programme"],
    ]
    plain = [told(tagger, story.format(text)).interventions for text in row["counterexamples"]]
    assert [fact for facts in plain for fact in facts if fact.note] == []


def test_each_row_has_examples() -> None:
    bare = {"agencies", "orders", "risks", "interventions", "wider", "implied_risk", "outcome"}
    assert [name for name, row in PATTERNS if name not in bare and not (row.get("examples"))] == []


def test_names_are_those_of_the_tagger(tagger: Tagger) -> None:
    """Facet values must not part from the tagger's names."""
    names = ("agencies", "orders", "risk_factors", "offences", "programmes", "roles")
    known = {row["id"] for name in names for row in rows(name)}
    own = {row["risk"] for name in ("harmed", "risk") for row in FILE[name]} | {row["agency"] for row in FILE["agency"]}
    used = {name for row in FILE["wider"] for name in (row["name"], *row["narrower"])} | {
        name
        for key in ("agencies", "orders", "risks", "interventions", "sought")
        for names in (FILE[key].get(part, []) for part in ("never", "bodies", "needs", "orders"))
        for name in names
    }
    used |= {row["agency"] for key in ("post", "agency", "implied_risk") for row in FILE[key]}
    used |= {row["risk"] for row in FILE["implied_risk"]} | {row["order"] for row in FILE["order"]}
    used = {name.replace("…", "Dorset") for name in used}
    patterns = rules.load("entities")["pattern"]
    known |= {name for row in patterns for text in row["examples"] for name in re.split(r" (?:=>|\|) ", text)[1:]}
    unlisted = used - known - own - {"*"}
    found = {entity.canonical for name in unlisted for entity in tagger.tag([section(name)])}
    assert unlisted - found == set()


# ---- studies of many kinds, in our own words


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_what_a_study_tells(tagger: Tagger, study: Told) -> None:
    found = told(tagger, study.text)
    assert (found.subject.value if found.subject else None) == study.subject
    assert " ".join(found.outcome.value.split() if found.outcome else ()) == study.outcome
    for group in GROUPS[:3]:
        assert values(getattr(found, group)) == list(getattr(study, group)), group
    assert set(values(found.orders)) == study.orders
    assert set(values(found.risks)) == study.risks
    assert study.interventions - set(values(found.interventions)) == set()
    assert study.endings - set(values(found.endings)) == set()


@pytest.mark.parametrize("study", STUDIES, ids=lambda study: study.name)
def test_each_fact_stands_in_the_text(tagger: Tagger, study: Told) -> None:
    text, found = study.text, told(tagger, study.text)
    told_facts = [fact for group in GROUPS for fact in getattr(found, group)]
    for fact in [*told_facts, *filter(None, [found.subject, found.outcome])]:
        assert fact.spans
        assert all(0 <= span.start < span.end <= len(text) for span in fact.spans)
    assert found.outcome is not None
    assert found.outcome.value in text


# ---- single points


def test_other_sections_have_no_facts(tagger: Tagger) -> None:
    assert facts(section("Mr X was released.", kind="local_page"), ()) is None
    assert facts(section("Case studies", subtype="heading_only"), ()) is None


def test_an_empty_study_tells_nothing() -> None:
    assert facts(section(""), ()) == CaseFacts("r#1")


def test_mentions_of_other_sections_do_not_count() -> None:
    other = Entity("r#2", "ORG", "Police", "Police", Span(0, 6))
    found = facts(section("Police helped Mr X."), [other])
    assert found is not None
    assert found.agencies == ()


def test_the_heading_is_no_part_of_the_story(tagger: Tagger) -> None:
    found = told(tagger, "## **Stalking and arson**\n\nMr X was sentenced to prison for robbery.")
    assert values(found.risks) == ["Robbery"]


def test_what_stands_before_the_person_is_an_introduction(tagger: Tagger) -> None:
    found = told(tagger, "Level 3 is rare, and Category 2 rarer.\n\nOffender Q was managed at Level 2.")
    assert (values(found.levels), found.categories) == ([2], ())


def test_what_is_implied_says_so(tagger: Tagger) -> None:
    found = told(tagger, "Mr X is on the sex offender register. Learning disability services saw him each week.")
    assert found.categories[0].note is not None
    assert "registration" in found.categories[0].note
    assert [(fact.value, fact.note) for fact in found.risks if fact.note] == [
        ("Learning disability", "follows from Learning disability services")
    ]


def test_an_expired_registration_implies_no_category(tagger: Tagger) -> None:
    assert told(tagger, "Mr X was previously a registered sex offender, which has expired.").categories == ()


def test_a_stated_category_needs_no_implied_one(tagger: Tagger) -> None:
    found = told(tagger, "Mr X is on the sex offender register. He is managed in Category 3.")
    assert values(found.categories) == [3]


@pytest.mark.parametrize(
    ("text", "risks"),
    [
        ("Mr X faced allegations of domestic abuse, but no convictions.", [("Domestic abuse", "alleged")]),
        ("Mr X was accused of stalking. He was later convicted of stalking.", [("Stalking", None)]),
        ("Mr X was suspected of stalking. He posed a risk of stalking.", [("Stalking", "alleged")]),
        ("Mr X posed a risk of stalking.", [("Stalking", None)]),
        ("Mr X was charged with stalking and later convicted.", [("Stalking", None)]),
        ("Mr X was convicted of arson. Robbery was suspected.", [("Arson", None), ("Robbery", "alleged")]),
        (
            "Mr X was sentenced for sexual offences. There were allegations of rape.",
            [("Sexual offence", None), ("Rape", "alleged")],
        ),
    ],
)
def test_allegations_are_called_so(tagger: Tagger, text: str, risks: list[tuple[str, str | None]]) -> None:
    assert [(fact.value, fact.note) for fact in told(tagger, text).risks] == risks


def test_wrapped_lines_are_one_sentence(tagger: Tagger) -> None:
    text = (
        "Mr X was seen by the panel that met each week and he was\nnot considered suitable for the Horizon\nprogramme."
    )
    assert "Horizon" not in values(told(tagger, text).interventions)


def test_no_ending_is_invented(tagger: Tagger) -> None:
    found = told(tagger, "Mr X was sentenced in May. He was released in June. The panel heard of it in July.")
    assert found.outcome is None
    assert found.endings == ()


# ---- what a careful reader found


def gold() -> list[dict[str, Any]]:
    path = SHARED / "gold" / "case_studies.jsonl"
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] if path.is_file() else []


def read(row: dict[str, Any]) -> str:
    lines = (SHARED / "corpus" / "text" / f"{row['report']}.md").read_text(encoding="utf-8").split("\n")
    return "\n".join(lines[row["start_line"] - 1 : row["end_line"]]).strip()


class Alike:
    """When a phrase of a reader and a value of ours are the same fact: the tagger gives both the same canonical name,
    or the words of the shorter (without endings and small words) are at least half in the other. Each counts once, the
    most alike first."""

    SMALL = frozenset("a an and at by for from in of on or that the to until was with its own".split())  # noqa: SIM905

    def __init__(self, tagger: Tagger) -> None:
        self._tagger = tagger

    def names(self, phrase: str) -> set[str]:
        return {entity.canonical for entity in self._tagger.tag([section(phrase)])}

    def words(self, phrase: str) -> set[str]:
        return {word[:5] for word in re.findall(r"[a-z0-9]+", phrase.casefold()) if word not in self.SMALL}

    def __call__(self, phrase: str, value: str) -> float:
        if self.names(phrase) & {value, *self.names(value)}:
            return 2.0
        left, right = self.words(phrase), self.words(value)
        share = len(left & right) / max(1, min(len(left), len(right)))
        return share if share >= 0.5 else 0.0

    def right(self, wanted: list[str], found: list[str]) -> int:
        pairs = sorted(((self(w, f), n, m) for n, w in enumerate(wanted) for m, f in enumerate(found)), reverse=True)
        left, right = set[int](), set[int]()
        for likeness, n, m in pairs:
            if likeness and n not in left and m not in right:
                left.add(n)
                right.add(m)
        return len(left)


@pytest.mark.shared
def test_facts_are_those_of_a_careful_reader(tagger: Tagger, shared: Path) -> None:
    counts = {group: [0, 0, 0] for group in GROUPS[:-1]}
    alike = Alike(tagger)
    for row in [*gold(), WEST_YORKSHIRE]:
        found = told(tagger, read(row))
        assert found.subject is not None
        assert found.subject.value == row["subject"]
        assert found.outcome is not None
        for group in GROUPS[:-1]:
            ours, theirs = [str(fact.value) for fact in getattr(found, group)], [str(each) for each in row[group]]
            same = alike.right if group not in GROUPS[:2] else lambda a, b: len(set(a) & set(b))
            for place, number in enumerate((same(theirs, ours), len(ours), len(theirs))):
                counts[group][place] += number
    scores = {group: 2 * right / (ours + theirs) for group, (right, ours, theirs) in counts.items()}
    needed = dict.fromkeys(GROUPS[:5], 0.85) | {"interventions": 0.6, "categories": 1.0, "levels": 1.0}
    assert {group: score for group, score in scores.items() if score < needed[group]} == {}, scores


@pytest.mark.slow
@pytest.mark.timeout(20)
@pytest.mark.parametrize(
    "words", ["not managed to reduce the risk of harm to children and housing ", "A was B was. ", "Mr "]
)
def test_a_huge_study_takes_no_long_time(words: str) -> None:
    assert facts(section("Mr X was " + words * (1_000_000 // len(words))), ()) is not None


def test_document_is_not_needed(tagger: Tagger) -> None:
    study = section("Mr X was managed at Level 2.")
    document = Document(Source("a", "a", "text", "0" * 64, 0), study.text, ())
    assert facts(study, tagger.tag([study], document)) == facts(study, tagger.tag([study]))


# ---- headings and labels


def test_the_heading_names_the_person(tagger: Tagger) -> None:
    text = "Case study 1: Jordan\n\nBackground: Jordan is 26 and was sentenced to two years in prison."
    study = section(text, title="Case study 1: Jordan")
    found = facts(study, tagger.tag([study]))
    assert found is not None
    assert found.subject is not None
    assert (found.subject.value, found.subject.spans) == ("Jordan", (Span(34, 40),))
    assert values(found.orders) == ["Prison sentence"]


def test_a_heading_that_names_no_person_of_the_text_names_nobody(tagger: Tagger) -> None:
    study = section("Case study: Partnership\n\nHe was released from prison.", title="Case study: Partnership")
    found = facts(study, tagger.tag([study]))
    assert found is not None
    assert found.subject is None


def test_an_outcome_under_its_label_is_the_outcome(tagger: Tagger) -> None:
    text = "Mr B was released.\n\nRisk: arson.\n\nOutcome:   None since. He lives in a flat.\n\nNames were changed."
    outcome = told(tagger, text).outcome
    assert outcome is not None
    assert outcome.value == "None since. He lives in a flat."


def test_a_named_force_says_what_police_says(tagger: Tagger) -> None:
    text = "Mr B was released. Kent Police visited him and police told probation."
    assert values(told(tagger, text).agencies) == ["Kent Police", "Probation Service"]
