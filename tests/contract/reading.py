"""Figures, entities, definitions, spelling, and what is not there."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from indexer.backend import SearchBackend
from indexer.errors import NotFound
from indexer.model import Figure
from tests.contract.corpus import (
    DORSET_14,
    DORSET_21,
    FTO,
    LANCASHIRE_21,
    WARWICKSHIRE_14,
    dorset_14,
    search,
)


class ReadingContract:
    def test_figures_come_by_report_measure_and_place(self, served: SearchBackend) -> None:
        found = served.figures()
        assert [each.figure for each in found] == [dorset_14().figures[n] for n in (1, 0, 2)]
        assert found[0].place == served.section(f"{DORSET_14.id}#5").place
        assert (found[0].area, found[0].year_start) == ("Dorset", 2014)
        assert isinstance(found[1].figure.value, int)
        assert isinstance(found[0].figure.value, float)

    def test_figures_can_be_narrowed(self, served: SearchBackend) -> None:
        assert len(served.figures(measure="b_measure")) == 2
        assert len(served.figures(area="dorset", report=DORSET_14.id)) == 3
        assert (
            served.figures(area="lancashire") == served.figures(measure="none") == served.figures(report="none") == ()
        )

    def test_printed_tables_come_as_they_are_with_their_place(self, served: SearchBackend) -> None:
        found = served.tables()
        assert [each.table for each in found] == list(dorset_14().tables)
        assert [each.place for each in found] == [served.section(f"{DORSET_14.id}#5").place, None]
        assert (found[0].area, found[0].area_slug, found[0].year_start) == ("Dorset", "dorset", 2014)
        assert (served.tables(DORSET_14.id), served.tables(LANCASHIRE_21.id), served.tables("none")) == (found, (), ())

    def test_printed_tables_go_with_their_report(self, full: SearchBackend) -> None:
        with full.begin() as generation:
            generation.write(replace(dorset_14(), tables=dorset_14().tables[:1]))
            generation.publish()
        assert [each.table for each in full.tables()] == list(dorset_14().tables[:1])
        with full.begin() as generation:
            generation.remove(DORSET_14.id)
            generation.publish()
        assert full.tables() == ()

    def test_missing_figures_are_replaced_together(self, full: SearchBackend) -> None:
        missing = Figure(LANCASHIRE_21.id, "b_measure", None, None, None, None, "missing", None)
        for _ in range(2):
            with full.begin() as generation:
                generation.add_missing([missing])
                assert missing in list(generation.figures())
                generation.publish()
        (stored,) = full.figures(report=LANCASHIRE_21.id)
        assert (stored.figure, stored.place, stored.area) == (missing, None, "Lancashire")
        assert full.stats().figures == 4

    def test_facts_of_a_case_come_with_its_section(self, served: SearchBackend) -> None:
        assert served.section(f"{DORSET_14.id}#4").facts == dorset_14().facts
        assert served.section(f"{DORSET_14.id}#2").facts == ()

    def test_entities_come_by_report_section_and_position(self, served: SearchBackend) -> None:
        assert [(each.section, each.text) for each in served.entities()] == [
            (f"{DORSET_21.id}#1", "housing provider"),
            (f"{DORSET_14.id}#4", "GPS tag"),
            (f"{DORSET_14.id}#4", "police"),
            (f"{LANCASHIRE_21.id}#1", "police"),
        ]

    def test_a_term_is_defined_once_with_all_its_wordings(self, served: SearchBackend) -> None:
        ban, order = served.definitions()[1], served.definitions()[0]
        assert (order.term, order.acronym, len(order.wordings)) == ("Notification Order", "NO", 1)
        assert (ban.term, ban.acronym) == ("Travel Ban", "FTO")
        assert [wording.place.year_start for wording in ban.wordings] == [2021, 2014]
        assert [place.section for place in ban.wordings[1].also] == [f"{WARWICKSHIRE_14.id}#2"]

    def test_a_wording_is_the_text_without_its_heading(self, served: SearchBackend) -> None:
        (definition,) = served.definitions("Foreign Travel Order")
        assert definition.wordings[1].text == FTO.removeprefix("(h) Foreign Travel Orders ")

    def test_a_definition_is_found_by_any_of_its_names(self, served: SearchBackend) -> None:
        (definition,) = served.definitions("travel-ban")
        for name in ("foreign travel orders", "the Foreign Travel Order", "FTO", "fto", "FTOs", "Travel bans"):
            assert served.definitions(name) == (definition,), name
        for name in ("travel", "order", "", "zebra", "’"):
            assert served.definitions(name) == (), name

    def test_an_unknown_word_is_mended(self, served: SearchBackend) -> None:
        assert served.suggest("volenteers") == "volunteers"
        assert served.suggest("polcie tag") == "police tag"
        assert search(served, "volenteers").suggestion == "volunteers"

    def test_known_and_short_words_are_left_alone(self, served: SearchBackend) -> None:
        for text in ("volunteer", "tagging police", "gqs", "2041", "", "zzzzzzzz"):
            assert served.suggest(text) is None, text

    def test_what_is_not_there_is_not_found(self, served: SearchBackend) -> None:
        for name in ("", "nowhere-2000-01", "x#1", "'; DROP TABLE reports; --", "\ud800"):
            with pytest.raises(NotFound):
                served.section(name)
            with pytest.raises(NotFound):
                served.report(name)
            with pytest.raises(NotFound):
                list(served.sections(name))

    def test_any_text_has_results(self, served: SearchBackend) -> None:
        pieces = [
            "tag",
            "OR",
            "-",
            '"',
            "*",
            "area:",
            "year:",
            "(",
            ")",
            "[a TO z]",
            "~9",
            "\\",
            "é",
            "\0",
            "NO",
            " ",
            "%",
            "ﬁ",
        ]
        chance = random.Random(7)
        for number in range(200):
            text = "".join(chance.choices(pieces, k=chance.randrange(12))) + chr(chance.randrange(0xFFFF)) * 2
            results = search(served, text)
            assert results.places >= results.total >= len(results.hits)
            if number < 50:
                served.suggest(text)
                served.definitions(text)

    def test_long_queries_are_cut_and_answered(self, served: SearchBackend) -> None:
        for text in ("a" * 50_000, "tag OR " * 1_000, "(" * 1_000, "*a* " * 100, "tag " * 10_000, "[a TO z]", "pol~9"):
            search(served, text)
