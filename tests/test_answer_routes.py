"""Each route on two small reports: what it claims, and what it refuses."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indexer import open_index
from indexer.answer import answer
from indexer.backend import SearchBackend
from indexer.config import Config
from indexer.model import Filter
from indexer.pipeline import build
from tests.reports import write


@pytest.fixture(scope="module")
def backend(tmp_path_factory: pytest.TempPathFactory) -> SearchBackend:
    folder = tmp_path_factory.mktemp("asked")
    config = replace(Config(), index=replace(Config().index, directory=folder / "index"))
    paths = [write(folder, "Kent", one=100), write(folder, "Dorset", one=60, rate=90)]
    found = open_index(config)
    build(paths, found, config)
    return found


@pytest.mark.parametrize(
    ("question", "kind", "start"),
    [
        ("How many RSOs were there in Kent on 31 March 2022?", "statistic", "104: "),
        ("RSOs per 100,000 people in Dorset", "statistic", "90: "),
        ("Which area had the most registered sex offenders?", "comparison", "Kent: 104; then Dorset 64"),
        ("How many more RSOs does Kent have than Dorset?", "comparison", "40 more in Kent: "),
        ("What are the RSO numbers for Kent and Dorset?", "comparison", "Kent 104, Dorset 64 (MAPPA"),
        ("RSOs on 31 March 2022, Kent plus Dorset", "comparison", "168 together: "),
        ("What is a Sexual Risk Order?", "definition", "Sexual Risk Order (SRO): "),
        ("I see SRO mentioned a lot, can you tell me what it is?", "definition", "Sexual Risk Order (SRO): "),
        ("For a talk I need to know how many RSOs Dorset had", "statistic", "64: "),
        ("When was the sexual risk order first mentioned?", "factual", "Of the reports held (2021-22 to 2021-22), “"),
    ],
)
def test_a_route_claims(backend: SearchBackend, question: str, kind: str, start: str) -> None:
    found = answer(question, backend)
    assert (found.kind, (found.text or "")[: len(start)]) == (kind, start)
    for citation in found.citations:
        assert citation.quote in backend.section(citation.place.section).section.text


@pytest.mark.parametrize(
    ("question", "reason"),
    [
        ("How many RSOs are there in Cumbria?", "no report of Cumbria is held"),
        ("How many RSOs were there in Kent in 2010-11?", "the report for 2010-11 is not held"),
        ("How many SHPOs were imposed in Kent?", "the report does not give this figure"),
        ("Have RSOs in Kent gone up since last year?", "a change needs two years"),
        ("Why must my town take its turn?", "nothing in the reports answers it"),
        ("Has anyone used drones to watch people?", "nothing in the reports answers it"),
        ("What is the success rate of the programme?", "nothing in the reports answers it"),
        ("number of drones bought last year", "no sentence gives a number for this"),
        ("Has any area used drones?", "nothing in the reports answers it"),
        ("Compare Kent and Dorset", "nothing in the reports answers it"),
        ("How long does a notification order last?", "no sentence gives a length of time for this"),
        ("How much is the MAPPA budget?", "no sentence gives an amount of money for this"),
        ("How many people are employed as VLOs in Dorset?", "no sentence gives a number for this"),
        ("How many level 2 offenders in Manchester?", "no report of Greater Manchester is held"),
    ],
)
def test_a_refusal_says_why(backend: SearchBackend, question: str, reason: str) -> None:
    found = answer(question, backend)
    assert not found.answered
    assert reason in (found.reason or "")


def test_filters_narrow_all_routes(backend: SearchBackend) -> None:
    found = answer("How many RSOs were there on 31 March 2022?", backend, (Filter("area", ("dorset",)),))
    assert (found.text or "").startswith("64: ")
