"""From files to an index: what is read, what is skipped and why, and what a second run leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer import pipeline
from indexer.backends.embedded import EmbeddedBackend
from indexer.config import Config
from indexer.model import Outcome, Query
from indexer.pipeline import build
from indexer.query import parse
from tests import reports


@pytest.fixture
def config(tmp_path: Path) -> Config:
    default = Config()
    index = replace(default.index, directory=tmp_path / "index", catalogue=tmp_path / "reports.toml")
    return replace(default, index=index)


@pytest.fixture
def backend(config: Config) -> Iterator[EmbeddedBackend]:
    found = EmbeddedBackend(config.index.directory)
    yield found
    found.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "reports"
    made.mkdir()
    return made


def statuses(outcomes: tuple[Outcome, ...]) -> dict[str, str]:
    return {outcome.name: outcome.status for outcome in outcomes}


def test_a_folder_becomes_an_index(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    reports.write(folder, "Kent")
    reports.write(folder, "Essex", one=200)
    outcomes = build([folder], backend, config)
    assert statuses(outcomes) == {"essex-2021.md": "indexed", "kent-2021.md": "indexed"}
    assert [report.id for report in backend.reports()] == ["essex-2021-22", "kent-2021-22"]
    figures = {
        (f.figure.measure, f.figure.category, f.figure.level): f.figure.value for f in backend.figures(area="essex")
    }
    assert figures["eligible_offenders", "total", "total"] == 258
    assert figures["rso_per_100k", 1, None] == 120
    assert backend.search(parse("housing protocol")).total >= 1
    assert any(entity.canonical == "SRO" for entity in backend.entities())


def test_a_bad_file_does_not_stop_the_others(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    reports.write(folder, "Kent")
    (folder / "empty.md").write_text("")
    (folder / "page.pdf").write_text("<html><body>not found</body></html>")
    (folder / "poem.txt").write_text("Nothing in here says what it is.\n" * 20)
    (folder / "twice.txt").write_text(reports.text("Kent") + "\nThe same report again.\n")
    outcomes = build([folder], backend, config)
    reasons = {outcome.name: outcome.reason or "" for outcome in outcomes}
    assert statuses(outcomes) == {
        "empty.md": "skipped",
        "kent-2021.md": "indexed",
        "page.pdf": "skipped",
        "poem.txt": "skipped",
        "twice.txt": "skipped",
    }
    assert "empty" in reasons["empty.md"]
    assert "HTML" in reasons["page.pdf"]
    assert "reports.toml" in reasons["poem.txt"]
    assert "the same report as kent-2021.md" in reasons["twice.txt"]
    assert [report.id for report in backend.reports()] == ["kent-2021-22"]


def test_a_second_run_reads_nothing(
    folder: Path, backend: EmbeddedBackend, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports.write(folder, "Kent")
    build([folder], backend, config)
    generation = backend.stats().generation
    monkeypatch.setattr(pipeline, "read", lambda *_: pytest.fail("a file was read again"))
    assert statuses(build([folder], backend, config)) == {"kent-2021.md": "unchanged"}
    assert backend.stats().generation == generation


def test_other_rules_make_it_read_again(
    folder: Path, backend: EmbeddedBackend, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports.write(folder, "Kent")
    build([folder], backend, config)
    monkeypatch.setattr(pipeline, "fingerprint", lambda _: "another version")
    assert statuses(build([folder], backend, config)) == {"kent-2021.md": "indexed"}


def test_a_changed_file_replaces_its_report(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    reports.write(folder, "Kent", extra="Before.")
    build([folder], backend, config)
    reports.write(folder, "Kent", extra="An aardvark came.")
    assert statuses(build([folder], backend, config)) == {"kent-2021.md": "indexed"}
    assert backend.search(Query(text="aardvark", clauses=parse("aardvark").clauses)).total == 1
    assert len(backend.reports()) == 1


def test_a_file_that_has_gone_takes_its_report_along(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    path = reports.write(folder, "Kent")
    reports.write(folder, "Essex")
    build([folder], backend, config)
    path.unlink()
    assert statuses(build([folder], backend, config)) == {"kent-2021.md": "removed", "essex-2021.md": "unchanged"}
    assert [report.id for report in backend.reports()] == ["essex-2021-22"]


def test_a_file_that_went_bad_keeps_what_was_read_before(
    folder: Path, backend: EmbeddedBackend, config: Config
) -> None:
    path = reports.write(folder, "Kent")
    build([folder], backend, config)
    path.write_text("")
    assert statuses(build([folder], backend, config)) == {"kent-2021.md": "skipped"}
    assert [report.id for report in backend.reports()] == ["kent-2021-22"]


def test_one_more_source_leaves_the_others(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    build([reports.write(folder, "Kent")], backend, config)
    build([reports.write(folder, "Essex")], backend, config)
    assert [report.id for report in backend.reports()] == ["essex-2021-22", "kent-2021-22"]
    build([folder / "essex-2021.md"], backend, config, fresh=True)
    assert [report.id for report in backend.reports()] == ["essex-2021-22"]


def test_the_report_itself_goes_before_its_digest(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    digest = (
        "# Kent MAPPA annual report 2021 to 2022: digest\n\n> This is a digest. The report is at https://www.gov.uk.\n"
    )
    (folder / "a-digest.md").write_text(digest + reports.text("Kent").split("\n", 3)[3])
    reports.write(folder, "Kent")
    outcomes = build([folder], backend, config)
    assert statuses(outcomes) == {"a-digest.md": "skipped", "kent-2021.md": "indexed"}
    assert not backend.report("kent-2021-22").digest
    assert statuses(build([folder], backend, config)) == {"a-digest.md": "skipped", "kent-2021.md": "unchanged"}


def test_what_other_reports_of_the_year_give_is_missing(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    for area in ("Kent", "Essex"):
        reports.write(folder, area)
    without = reports.text("Surrey").split("#### Total number")[0] + "# Local page\n\nNothing more.\n"
    (folder / "surrey.md").write_text(without)
    build([folder], backend, config)
    flags = {f.figure.flag for f in backend.figures(area="surrey", measure="rso_per_100k")}
    assert flags == {"missing"}


def test_an_interrupted_run_leaves_the_old_index(
    folder: Path, backend: EmbeddedBackend, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    reports.write(folder, "Kent")
    build([folder], backend, config)
    reports.write(folder, "Essex")

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(pipeline, "_finish", stop)
    with pytest.raises(KeyboardInterrupt):
        build([folder], backend, config)
    assert [report.id for report in backend.reports()] == ["kent-2021-22"]


def test_progress_hears_of_each_file(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    heard: list[tuple[str, int, int]] = []
    reports.write(folder, "Kent")
    reports.write(folder, "Essex")
    build([folder], backend, config, progress=lambda *what: heard.append(what))
    assert heard == [("essex-2021.md", 1, 2), ("kent-2021.md", 2, 2)]
