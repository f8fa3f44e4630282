"""National, edited or local: told by what several areas' reports share."""

from __future__ import annotations

from indexer.boilerplate import link
from indexer.model import Kind, Link, Report, Section, Source, Span

NATIONAL = (
    "Agencies that meet under these arrangements share what they know about a person who may do harm, weigh how "
    "likely and how grave that harm is, and agree who does what by when; they come back to it until the risk is lower."
)
LOCAL = "In this county the board met four times, audited twenty files and found the chairing of meetings to be good."


def report(area: str, year: int = 2021) -> Report:
    slug = area.lower().replace(" ", "-")
    source = Source(f"{slug}.md", f"{slug}.md", "text", slug, 1)
    return Report(f"{slug}-{year}", area, slug, "", year, year + 1, source)


def section(of: Report, text: str, order: int = 1, kind: Kind = "background") -> tuple[Report, Section]:
    span = Span(0, len(text))
    return of, Section(f"{of.id}#{order}", of.id, order, kind, "Title", 1, text, span, 0)


def marks(links: tuple[Link, ...]) -> list[str]:
    return [item.boilerplate for item in links]


def test_the_same_text_in_two_areas_is_national() -> None:
    links = link([section(report("Kent"), NATIONAL), section(report("Essex"), NATIONAL)])
    assert marks(links) == ["national", "national"]
    assert links[0].also == ("essex-2021#1",)
    assert links[0].group == links[1].group


def test_the_same_text_in_two_years_of_one_area_is_local() -> None:
    links = link([section(report("Kent", 2020), LOCAL), section(report("Kent"), LOCAL)])
    assert marks(links) == ["local", "local"]
    assert links[1].also == ("kent-2020#1",)


def test_a_changed_sentence_makes_it_edited() -> None:
    changed = NATIONAL.replace("until the risk is lower", "at least every twelve weeks in this county")
    links = link([section(report("Kent"), NATIONAL), section(report("Essex"), changed)])
    assert marks(links) == ["national", "edited"]


def test_other_text_is_local_and_has_a_group_of_its_own() -> None:
    links = link([section(report("Kent"), NATIONAL), section(report("Essex"), LOCAL)])
    assert marks(links) == ["local", "local"]
    assert links[0].group != links[1].group


def test_equal_tables_are_not_the_same_text() -> None:
    table = "Level 2\t0\t-\t-\t0\nLevel 3\t0\t-\t-\t0\nTotal\t0\t-\t-\t0"
    links = link(
        [section(report("Kent"), table, kind="statistics"), section(report("Essex"), table, kind="statistics")]
    )
    assert marks(links) == ["local", "local"]


def test_own_text_around_much_of_the_national_is_edited() -> None:
    long_national = f"{NATIONAL} " + NATIONAL.replace("Agencies", "Boards").replace("person", "prisoner")
    mixed = long_national + " " + " ".join(f"word{i}" for i in range(40))
    links = link(
        [
            section(report("Kent"), long_national),
            section(report("Essex"), long_national),
            section(report("Surrey"), mixed),
        ]
    )
    assert marks(links) == ["national", "national", "edited"]


def test_letters_and_marks_do_not_count() -> None:
    links = link([section(report("Kent"), f"- (h) {NATIONAL}"), section(report("Essex"), f"## (f) {NATIONAL}")])
    assert marks(links) == ["national", "national"]


def test_an_empty_corpus_has_no_links() -> None:
    assert link([]) == ()
