"""Words, phrases, what is refused, and what is enough."""

from __future__ import annotations

from indexer.backend import SearchBackend
from indexer.query import parse, shown
from indexer.thesaurus import others
from tests.contract.corpus import (
    DORSET_14,
    DORSET_21,
    LANCASHIRE_21,
    WARWICKSHIRE_14,
    ids,
    search,
)


class FindingContract:
    def test_all_words_must_stand_in_a_section(self, served: SearchBackend) -> None:
        assert ids(search(served, "tag AND police")) == [f"{DORSET_14.id}#4"]
        assert set(ids(search(served, "tag"))) == {f"{DORSET_14.id}#4", f"{DORSET_21.id}#1"}

    def test_words_may_stand_in_different_fields(self, served: SearchBackend) -> None:
        assert ids(search(served, "exact: fto AND abroad children")) == [f"{DORSET_14.id}#3"]

    def test_endings_case_and_accents_do_not_count(self, served: SearchBackend) -> None:
        for text in ("TAGS AND police", "Tagged AND POLICE", "tág AND police"):
            assert ids(search(served, text)) == [f"{DORSET_14.id}#4"], text

    def test_hyphens_do_not_count(self, served: SearchBackend) -> None:
        for text in ("multi-agency", "multiagency", "multi agency", '"multi-agency panel"', '"multiagency panel"'):
            assert ids(search(served, text)) == [f"{DORSET_14.id}#4"], text
        for text in ("coordinator", "co-ordinator", "co‑ordinators", "cooperate", "co-operating"):
            assert ids(search(served, text)) == [f"{DORSET_21.id}#1"], text

    def test_an_acronym_that_looks_like_a_stop_word_is_found(self, served: SearchBackend) -> None:
        both = {f"{DORSET_21.id}#3", f"{DORSET_21.id}#4"}
        for text in ("NO", "no", "NOs"):
            assert set(ids(search(served, text))) == both, text
        assert ids(search(served, "NO AND force")) == [f"{DORSET_21.id}#4"]
        assert ids(search(served, "no police")) == ids(search(served, "police"))

    def test_words_that_are_too_common_are_said_to_be(self, served: SearchBackend) -> None:
        results = search(served, "of the")
        assert (results.total, len(results.query.notices)) == (0, 1)

    def test_a_phrase_is_found_in_order_only(self, served: SearchBackend) -> None:
        assert ids(search(served, '"GPS tag"')) == [f"{DORSET_14.id}#4"]
        assert search(served, '"tag gps"').total == 0
        assert ids(search(served, '"police and the multi-agency panel"')) == [f"{DORSET_14.id}#4"]
        assert search(served, '"police multi-agency panel"').total == 0

    def test_a_phrase_may_leave_one_word_for_a_stop_word(self, served: SearchBackend) -> None:
        assert search(served, '"sit on the board"').places == 2
        assert search(served, '"sit board"').places == 0

    def test_what_is_refused_is_left_out(self, served: SearchBackend) -> None:
        assert ids(search(served, "tag -police")) == [f"{DORSET_21.id}#1"]
        assert ids(search(served, 'tag -"gps tag"')) == [f"{DORSET_21.id}#1"]
        assert search(served, "-tag").places == search(served, "").places - 2

    def test_either_of_two_is_enough(self, served: SearchBackend) -> None:
        found = set(ids(search(served, 'nominals OR "gps tag"')))
        assert found == {f"{LANCASHIRE_21.id}#1", f"{DORSET_14.id}#4"}
        assert ids(search(served, "nominals OR gps AND adam")) == [f"{DORSET_14.id}#4"]

    def test_a_prefix_stands_for_any_ending(self, served: SearchBackend) -> None:
        assert ids(search(served, "volunt*")) == ids(search(served, "volunteers"))
        assert ids(search(served, "nomin*")) == [f"{LANCASHIRE_21.id}#1"]
        assert ids(search(served, "multi-ag*")) == [f"{DORSET_14.id}#4"]
        assert search(served, "zzz*").total == 0

    def test_where_few_have_all_words_others_come_behind(self, served: SearchBackend) -> None:
        results = search(served, "tag police")
        assert (ids(results)[0], results.whole, results.total) == (f"{DORSET_14.id}#4", 1, 3)
        assert set(ids(results)[1:]) == {f"{DORSET_21.id}#1", f"{LANCASHIRE_21.id}#1"}
        assert results.any_word
        assert not search(served, "tag AND police").any_word

    def test_where_nothing_has_all_words_some_are_enough(self, served: SearchBackend) -> None:
        results = search(served, "exact: nominals volunteers")
        assert (results.whole, results.any_word) == (0, True)
        assert {f"{LANCASHIRE_21.id}#1", f"{DORSET_14.id}#2"} == set(ids(results))
        assert search(served, "nominals AND volunteers").total == 0
        assert not search(served, "exact: nominals attend").any_word
        assert not search(served, "zebra quagga").any_word

    def test_what_is_refused_stays_out_when_some_words_are_enough(self, served: SearchBackend) -> None:
        found = ids(search(served, "exact: nominals volunteers -attend"))
        assert found == ids(search(served, "volunteers"))

    def test_words_of_the_same_meaning_are_found_and_told(self, served: SearchBackend) -> None:
        results = search(served, "advisors")
        assert results.places == 2
        assert [shown(other.clause) for other in others(results.query)] == ["adviser"]
        assert set(ids(search(served, "perpetrators"))) == {f"{DORSET_14.id}#3"}
        assert search(served, "exact:perpetrators").total == 0
        assert others(search(served, "exact:advisors").query) == ()

    def test_the_word_typed_counts_more_than_one_of_the_same_meaning(self, served: SearchBackend) -> None:
        assert ids(search(served, "nominals"))[0] == f"{LANCASHIRE_21.id}#1"
        assert ids(search(served, "travel offenders"))[0] in {f"{DORSET_14.id}#3", f"{WARWICKSHIRE_14.id}#2"}

    def test_short_forms_that_the_reports_define_stand_for_their_long_ones(self, served: SearchBackend) -> None:
        found = {shown(other.clause) for other in others(served.widen(parse("foreign travel order")))}
        assert "FTO" in found
        assert ids(search(served, "exact:FTO"))[0] in ids(search(served, "foreign travel order"))

    def test_a_word_that_no_report_has_is_mended_and_told(self, served: SearchBackend) -> None:
        results = search(served, "volenteers")
        (other,) = (each for each in others(results.query) if each.relation == "spelling")
        assert shown(other.clause) == "volunteers"
        assert ids(results) == ids(search(served, "volunteers"))
        assert results.suggestion == "volunteers"
        assert search(served, "exact:volenteers").total == 0

    def test_near_finds_words_close_to_each_other_in_either_order(self, served: SearchBackend) -> None:
        for text in ("tag NEAR/2 fitted", "fitted NEAR/2 tag", '"gps tag" NEAR/4 fitted', "tag NEAR fitted"):
            assert ids(search(served, text)) == [f"{DORSET_14.id}#4"], text
        assert search(served, "gps NEAR/2 fitted").total == 0
        assert ids(search(served, "gps NEAR/3 fitted")) == [f"{DORSET_14.id}#4"]

    def test_area_year_and_kind_are_found_as_words(self, served: SearchBackend) -> None:
        assert ids(search(served, "tag lancashire dorset"))[0] in {f"{DORSET_14.id}#4", f"{DORSET_21.id}#1"}
        assert ids(search(served, "case study AND dorset")) == [f"{DORSET_14.id}#4"]

    def test_the_filters_decide_whether_some_words_are_enough(self, served: SearchBackend) -> None:
        results = search(served, "tag police area:lancashire")
        assert (results.whole, results.any_word) == (0, True)
        assert ids(results) == [f"{LANCASHIRE_21.id}#1"]

    def test_covers_and_bare_headings_are_no_results(self, served: SearchBackend) -> None:
        assert search(served, "annual report").total == 0
        assert f"{DORSET_14.id}#1" not in ids(search(served, "area:dorset"))
        assert served.section(f"{DORSET_14.id}#1").section.subtype == "cover"

    def test_a_section_about_a_thing_comes_before_one_that_mentions_it(self, served: SearchBackend) -> None:
        assert ids(search(served, "housing"))[0] == f"{DORSET_21.id}#1"
        assert ids(search(served, "notification order"))[0] == f"{DORSET_21.id}#3"
