"""The same text once, filters, facets, pages, order and snippets."""

from __future__ import annotations

import pytest

from indexer.backend import FACETS, STUDY_FACETS, SearchBackend
from indexer.errors import NotFound
from indexer.model import Filter, Query
from indexer.query import parse
from tests.contract.corpus import (
    DORSET_14,
    DORSET_21,
    LANCASHIRE_21,
    LINKS,
    WARWICKSHIRE_14,
    counts,
    ids,
    publish,
    search,
)
from tests.records import record, report, section


class ResultsContract:
    def test_the_same_text_is_one_hit(self, served: SearchBackend) -> None:
        results = search(served, "volunteers")
        (hit,) = results.hits
        assert (results.total, results.places) == (1, 2)
        assert {hit.place.section, *(place.section for place in hit.also)} == {
            f"{DORSET_14.id}#2",
            f"{WARWICKSHIRE_14.id}#1",
        }

    def test_a_filter_shows_its_own_copy_of_the_same_text(self, served: SearchBackend) -> None:
        results = search(served, "volunteers area:warwickshire")
        assert ids(results) == [f"{WARWICKSHIRE_14.id}#1"]
        assert (results.hits[0].also, results.total, results.places) == ((), 1, 1)

    def test_a_section_knows_where_else_it_stands(self, served: SearchBackend) -> None:
        stored = served.section(f"{DORSET_14.id}#2")
        assert (stored.boilerplate, stored.group) == ("edited", "advisers")
        assert [place.section for place in stored.also] == [f"{WARWICKSHIRE_14.id}#1"]
        assert served.section(f"{DORSET_14.id}#4").also == ()
        assert served.section(f"{DORSET_14.id}#4").boilerplate == "local"

    def test_values_widen_within_a_field_and_narrow_between_fields(self, served: SearchBackend) -> None:
        assert search(served, "area:dorset").places == 8
        assert search(served, "area:dorset area:lancashire").places == 9
        assert search(served, "area:dorset,lancashire year:2021").places == 5
        assert search(served, "kind:faq,case_study").places == 2

    def test_every_field_can_be_filtered_by(self, served: SearchBackend) -> None:
        for name, value, places in (
            ("area", "dorset", 8),
            ("year", "2014-15", 6),
            ("kind", "definition", 4),
            ("agency", "police", 2),
            ("programme", "tagging", 1),
            ("order", "police", 0),
            ("report", LANCASHIRE_21.id, 1),
            ("region", "south-west", 8),
            ("text", "national", 3),
            ("text", "local", 7),
            ("measure", "b_measure", 1),
            ("risk", "alcohol", 0),
            ("colour", "red", 0),
        ):
            assert served.search(Query(filters=(Filter(name, (value,)),))).places == places, name

    def test_a_facet_that_there_is_not_has_no_values(self, served: SearchBackend) -> None:
        (facet,) = served.search(Query(), facets=["colour"]).facets
        assert (facet.field, facet.values) == ("colour", ())
        (facet,) = served.search(Query(filters=(Filter("colour", ("red",)),)), facets=["colour"]).facets
        assert [(each.value, each.count, each.selected) for each in facet.values] == [("red", 0, True)]

    def test_facets_count_distinct_texts(self, served: SearchBackend) -> None:
        results = search(served, "")
        assert counts(results, "area") == {"dorset": 8, "warwickshire": 2, "lancashire": 1}
        assert counts(results, "year") == {"2021-22": 5, "2014-15": 4}
        assert counts(results, "agency") == {"police": 2, "housing-provider": 1}
        assert counts(results, "programme") == {"gps": 1, "tagging": 1}
        assert counts(results, "order") == {}
        assert counts(results, "text") == {"local": 7, "national": 2, "edited": 1}
        assert counts(results, "region")["south-west"] == 8
        assert counts(results, "category") == {"category-3": 1}
        assert counts(results, "level") == {"level-2": 1}
        assert counts(results, "need") == {"mental-health": 1}
        assert [facet.field for facet in results.facets] == list(FACETS)
        studies = served.search(parse("ending:complies"), facets=STUDY_FACETS)
        assert counts(studies, "intervention") == {"tag-fitted": 1}
        assert ids(studies) == [f"{DORSET_14.id}#4"]

    def test_a_facet_ignores_its_own_selection(self, served: SearchBackend) -> None:
        results = search(served, "tag area:dorset year:2014")
        assert counts(results, "year") == {"2021-22": 1, "2014-15": 1}
        assert counts(results, "area") == {"dorset": 1}
        assert counts(results, "agency") == {"police": 1}

    def test_selected_values_are_marked_and_stay(self, served: SearchBackend) -> None:
        (facet,) = served.search(parse("exact:nominals area:dorset"), facets=["area"]).facets
        found = [(value.value, value.count, value.selected) for value in facet.values]
        assert found == [("lancashire", 1, False), ("dorset", 0, True)]

    def test_values_are_named_for_people_and_sorted(self, served: SearchBackend) -> None:
        facets = {facet.field: [value.label for value in facet.values] for facet in search(served, "").facets}
        assert facets["area"] == ["Dorset", "Warwickshire", "Lancashire"]
        assert facets["year"] == ["2021 to 2022", "2014 to 2015"]
        assert facets["kind"] == ["Commentary", "Definition", "Case study", "Frequently asked question", "Statistics"]
        assert facets["programme"] == ["GPS", "Tagging"]
        assert (facets["category"], facets["level"]) == (["Category 3"], ["Level 2"])

    def test_facets_are_counted_only_when_asked_for(self, served: SearchBackend) -> None:
        assert served.search(parse("tag")).facets == ()
        assert [facet.field for facet in served.search(parse("tag"), facets=["kind"]).facets] == ["kind"]

    def test_without_words_everything_is_listed_in_order(self, served: SearchBackend) -> None:
        assert ids(search(served, "area:dorset")) == [
            *(f"{DORSET_21.id}#{n}" for n in (1, 2, 3, 4)),
            *(f"{DORSET_14.id}#{n}" for n in (2, 3, 4, 5)),
        ]

    def test_results_come_in_pages(self, served: SearchBackend) -> None:
        every = ids(search(served, "", size=100))
        paged = [ids(search(served, "", size=4, page=page)) for page in (1, 2, 3, 4)]
        assert [len(page) for page in paged] == [4, 4, 1, 0]
        assert [each for page in paged for each in page] == every
        assert search(served, "", size=4, page=9).total == len(every)

    def test_results_are_sorted_as_asked(self, served: SearchBackend) -> None:
        assert [hit.place.year_start for hit in search(served, "police OR tag", sort="newest").hits] == [
            2021,
            2021,
            2014,
        ]
        assert [hit.place.year_start for hit in search(served, "police OR tag", sort="oldest").hits] == [
            2014,
            2021,
            2021,
        ]
        assert [hit.place.area for hit in search(served, "police OR board", sort="area").hits] == [
            "Dorset",
            "Dorset",
            "Lancashire",
        ]

    def test_snippets_mark_what_matched(self, served: SearchBackend) -> None:
        (hit,) = search(served, 'panels "gps tag"').hits
        marked = [snippet.text[mark.start : mark.end] for snippet in hit.snippets for mark in snippet.marks]
        assert marked == ["GPS tag", "panel"]
        assert hit.matches == 2

    def test_a_hit_without_words_shows_its_beginning(self, served: SearchBackend) -> None:
        (hit,) = search(served, "kind:faq").hits
        assert hit.snippets[0].text.startswith("No, they do not attend.")
        assert (hit.snippets[0].marks, hit.matches) == ((), 0)

    def test_a_hit_says_where_it_stands(self, served: SearchBackend) -> None:
        (hit,) = search(served, "exact:nominals").hits
        assert hit.place == served.section(f"{LANCASHIRE_21.id}#1").place
        assert (hit.place.area, hit.place.year_end, hit.place.kind) == ("Lancashire", 2022, "faq")

    def test_sections_like_another_are_of_another_text(self, served: SearchBackend) -> None:
        found = served.similar(f"{DORSET_14.id}#4")
        shown = {hit.place.section for hit in found}
        assert {f"{DORSET_21.id}#1", f"{LANCASHIRE_21.id}#1"} <= shown
        assert f"{DORSET_14.id}#4" not in shown
        copies = {f"{DORSET_14.id}#2", f"{WARWICKSHIRE_14.id}#1"}
        for copy in copies:
            assert not copies & {hit.place.section for hit in served.similar(copy)}
        assert len(served.similar(f"{DORSET_14.id}#4", limit=1)) == 1
        elsewhere = served.similar(f"{DORSET_14.id}#4", filters=(Filter("area", ("lancashire",)),))
        assert {hit.place.area for hit in elsewhere} <= {"Lancashire"}
        with pytest.raises(NotFound):
            served.similar("nowhere#1")

    def test_the_same_section_in_other_years_of_the_area(self, full: SearchBackend) -> None:
        later = report("Dorset", 2019)
        same = section(later, 1, "LAY ADVISERS\nNobody was found this year.")
        publish(full, record(later, [same, section(later, 2, "Housing\nNothing.", kind="voice")]), links=LINKS)
        assert [place.section for place in full.other_years(f"{DORSET_14.id}#2")] == [same.id]
        assert [place.section for place in full.other_years(same.id)] == [f"{DORSET_14.id}#2"]
        assert full.other_years(f"{WARWICKSHIRE_14.id}#1") == ()
        assert full.other_years(f"{DORSET_21.id}#1") == ()
        with pytest.raises(NotFound):
            full.other_years("nowhere#1")
