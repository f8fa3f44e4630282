"""Generations: written, replaced, published, thrown away."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer.backend import SearchBackend
from indexer.errors import BrokenIndex, NotFound
from indexer.model import Query
from indexer.query import parse
from tests.contract.corpus import (
    DORSET_14,
    DORSET_21,
    LANCASHIRE_21,
    WARWICKSHIRE_14,
    dorset_14,
    dorset_21,
    ids,
    lancashire_21,
    publish,
    search,
)
from tests.records import record


class BuildingContract:
    def test_without_a_generation_everything_says_how_to_make_one(self, backend: SearchBackend) -> None:
        for ask in (backend.reports, backend.stats, backend.health, lambda: backend.search(Query())):
            with pytest.raises(BrokenIndex, match="mappa index"):
                ask()

    def test_what_is_written_comes_back(self, full: SearchBackend) -> None:
        assert full.report(DORSET_14.id) == DORSET_14
        assert [each.section for each in full.sections(DORSET_14.id)] == list(dorset_14().sections)
        assert full.section(f"{DORSET_14.id}#4").entities == tuple(
            sorted(dorset_14().entities, key=lambda each: each.span.start)
        )
        full.health()

    def test_reports_are_listed_by_area_and_newest_first(self, full: SearchBackend) -> None:
        assert full.reports() == (DORSET_21, DORSET_14, LANCASHIRE_21, WARWICKSHIRE_14)

    def test_nothing_is_visible_before_publish(self, full: SearchBackend) -> None:
        with full.begin() as generation:
            generation.remove(DORSET_14.id)
            generation.write(record(LANCASHIRE_21, ["Zebras"]))
            assert len(full.reports()) == 4
            assert not full.search(parse("zebras")).hits
            generation.publish()
        assert len(full.reports()) == 3
        assert ids(full.search(parse("zebras"))) == [f"{LANCASHIRE_21.id}#1"]

    def test_a_generation_shows_what_it_holds(self, full: SearchBackend) -> None:
        with full.begin() as generation:
            generation.remove(DORSET_14.id)
            generation.remove(DORSET_14.id)
            generation.write(replace(dorset_21(), report=replace(DORSET_21, url="https://example.org/")))
            assert [each.id for each in generation.reports()] == [DORSET_21.id, LANCASHIRE_21.id, WARWICKSHIRE_14.id]
            assert generation.reports()[0].url == "https://example.org/"
            assert [each.id for _, each in generation.sections()][:2] == [f"{DORSET_21.id}#1", f"{DORSET_21.id}#2"]
            assert not list(generation.figures())

    def test_a_report_is_replaced_whole(self, full: SearchBackend) -> None:
        publish(full, record(DORSET_14, ["Polygraph tests"]))
        assert [each.section.title for each in full.sections(DORSET_14.id)] == ["Polygraph tests"]
        assert not full.figures(report=DORSET_14.id)
        assert not full.search(parse("gps")).hits
        assert full.search(parse("tag")).total == 1
        assert ids(full.search(parse("polygraph"))) == [f"{DORSET_14.id}#1"]

    def test_a_removed_report_leaves_no_trace(self, full: SearchBackend) -> None:
        with full.begin() as generation:
            generation.remove(WARWICKSHIRE_14.id)
            generation.publish()
        assert full.search(parse("volunteers")).places == 1
        assert full.section(f"{DORSET_14.id}#2").also == ()
        with pytest.raises(NotFound):
            full.section(f"{WARWICKSHIRE_14.id}#1")

    def test_the_rest_is_kept_unless_fresh(self, full: SearchBackend) -> None:
        publish(full, lancashire_21())
        assert len(full.reports()) == 4
        publish(full, lancashire_21(), fresh=True)
        assert full.reports() == (LANCASHIRE_21,)

    def test_rollback_leaves_what_was_published(self, full: SearchBackend) -> None:
        generation = full.begin()
        generation.remove(DORSET_14.id)
        generation.rollback()
        assert len(full.reports()) == 4
        publish(full, lancashire_21())

    def test_an_error_while_building_rolls_back(self, full: SearchBackend) -> None:
        def fail() -> None:
            with full.begin() as generation:
                generation.remove(DORSET_14.id)
                raise KeyError

        with pytest.raises(KeyError):
            fail()
        assert len(full.reports()) == 4
        publish(full, lancashire_21())

    def test_a_second_writer_is_refused_at_once(self, full: SearchBackend) -> None:
        with full.begin(), pytest.raises(BrokenIndex, match="is writing this index"):
            full.begin()
        full.begin().rollback()

    def test_each_generation_has_a_name_of_its_own(self, backend: SearchBackend) -> None:
        names = {publish(backend, lancashire_21()) for _ in range(3)}
        assert len(names) == 3
        assert backend.stats().generation in names

    def test_an_index_may_be_empty(self, backend: SearchBackend) -> None:
        publish(backend)
        assert search(backend, "tag").total == 0
        assert search(backend, "").hits == ()
        assert (backend.reports(), backend.definitions(), backend.figures()) == ((), (), ())
        assert backend.suggest("tagg") is None
        assert backend.stats().sections == 0

    def test_stats_count_what_is_there(self, full: SearchBackend) -> None:
        stats = full.stats()
        held = (stats.reports, stats.areas, stats.years, stats.sections, stats.figures, stats.entities)
        assert held == (4, 3, (2014, 2021), 12, 3, 4)
