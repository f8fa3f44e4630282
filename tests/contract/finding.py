"""Words, phrases, what is refused, and what is enough."""

from __future__ import annotations

from indexer.backend import SearchBackend
from tests.contract.corpus import (
    DORSET_14,
    DORSET_21,
    LANCASHIRE_21,
    ids,
    search,
)


class FindingContract:
    def test_all_words_must_stand_in_a_section(self, served: SearchBackend) -> None:
        assert ids(search(served, "tag police")) == [f"{DORSET_14.id}#4"]
        assert set(ids(search(served, "tag"))) == {f"{DORSET_14.id}#4", f"{DORSET_21.id}#1"}

    def test_words_may_stand_in_different_fields(self, served: SearchBackend) -> None:
        assert ids(search(served, "fto abroad children")) == [f"{DORSET_14.id}#3"]

    def test_endings_case_and_accents_do_not_count(self, served: SearchBackend) -> None:
        for text in ("TAGS police", "Tagged POLICE", "tág police"):
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
        assert ids(search(served, "NO force")) == [f"{DORSET_21.id}#4"]
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
        assert ids(search(served, "nominals OR gps adam")) == [f"{DORSET_14.id}#4"]

    def test_a_prefix_stands_for_any_ending(self, served: SearchBackend) -> None:
        assert ids(search(served, "volunt*")) == ids(search(served, "volunteers"))
        assert ids(search(served, "nomin*")) == [f"{LANCASHIRE_21.id}#1"]
        assert ids(search(served, "multi-ag*")) == [f"{DORSET_14.id}#4"]
        assert search(served, "zzz*").total == 0

    def test_where_nothing_has_all_words_some_are_enough(self, served: SearchBackend) -> None:
        results = search(served, "nominals volunteers")
        assert results.any_word
        assert {f"{LANCASHIRE_21.id}#1", f"{DORSET_14.id}#2"} == set(ids(results))
        assert not search(served, "nominals attend").any_word
        assert not search(served, "zebra quagga").any_word

    def test_what_is_refused_stays_out_when_some_words_are_enough(self, served: SearchBackend) -> None:
        assert ids(search(served, "nominals volunteers -attend")) == ids(search(served, "volunteers"))

    def test_the_filters_decide_whether_some_words_are_enough(self, served: SearchBackend) -> None:
        results = search(served, "tag police area:lancashire")
        assert results.any_word
        assert ids(results) == [f"{LANCASHIRE_21.id}#1"]

    def test_covers_and_bare_headings_are_no_results(self, served: SearchBackend) -> None:
        assert search(served, "annual report").total == 0
        assert f"{DORSET_14.id}#1" not in ids(search(served, "area:dorset"))
        assert served.section(f"{DORSET_14.id}#1").section.subtype == "cover"

    def test_a_section_about_a_thing_comes_before_one_that_mentions_it(self, served: SearchBackend) -> None:
        assert ids(search(served, "housing"))[0] == f"{DORSET_21.id}#1"
        assert ids(search(served, "notification order"))[0] == f"{DORSET_21.id}#3"
