"""Whatever a folder holds, each file comes to one outcome with a reason, and the good reports beside it are indexed."""

from __future__ import annotations

import os
import re
import socket
import stat
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.backends.embedded import EmbeddedBackend
from indexer.config import Config
from indexer.model import Outcome
from indexer.pipeline import build
from tests import hostile, reports
from tests.hostile.broken import spoilt_copies

GOOD = {"Kent": "kent-2024-25", "Essex": "essex-2024-25", "Surrey": "surrey-2024-25"}
ERROR = re.compile(r"Traceback|\b[A-Z]\w*(Error|Exception)\b|<class|object at 0x")
"""What says something only to who wrote the program."""
LONGEST_REASON = 300


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
    for area in GOOD:
        reports.write(made, area, 2024)
    return made


def limited(config: Config, seconds: int, memory_mb: int = 1024) -> Config:
    return replace(config, reading=replace(config.reading, seconds=seconds, memory_mb=memory_mb))


def said(outcome: Outcome) -> str:
    """An outcome as one line that can be printed anywhere."""
    line = f"{outcome.name} [{outcome.report}]: {outcome.status}: {outcome.reason}"
    return line.encode("ascii", "backslashreplace").decode()


def is_clear(reason: str | None) -> bool:
    """Whether a reason is one line for people; what may be pasted into reports.toml follows on lines of its own."""
    first, *more = (reason or "").split("\n")
    plain = 0 < len(first) <= LONGEST_REASON and first.isprintable() and not ERROR.search(first)
    return plain and all(line.startswith("    ") for line in more)


def is_right(placed: hostile.Placed, outcome: Outcome) -> bool:
    """Whether the outcome is one that the file may have. One that is too much may always be left out as such."""
    says = placed.case.says
    if outcome.status == "indexed":
        return not says and outcome.report == placed.report
    if outcome.status != "skipped" or not is_clear(outcome.reason):
        return False
    too_much = (outcome.reason or "").startswith(("took more than", "needed more than"))
    return says is None or too_much or bool(says and re.search(says, outcome.reason or ""))


PARTS = 12
"""The hostile files are tried in so many folders, together with good ones."""
TRIED = PARTS if os.environ.get("HOSTILE_ALL") else 5
"""How many of the folders: enough for 200 files; HOSTILE_ALL=1 tries them all."""


def test_there_are_hundreds_and_all_differ() -> None:
    files = {placed.case.make(placed.area, placed.year) for placed in hostile.everything()}
    names = {placed.case.name for placed in hostile.everything()}
    assert len(files) == len(names) == len(hostile.everything()) >= 200
    assert len({placed.report for placed in hostile.everything()}) == len(names)


def test_they_are_the_same_each_time() -> None:
    for placed in hostile.everything():
        assert placed.case.make(placed.area, placed.year) == placed.case.make(placed.area, placed.year)


def test_two_hundred_are_tried() -> None:
    assert sum(len(hostile.everything()[part::PARTS]) for part in range(TRIED)) >= 200


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize("part", range(TRIED))
def test_a_folder_of_them_has_one_outcome_each(
    folder: Path, backend: EmbeddedBackend, config: Config, part: int
) -> None:
    """With a fifth of the time that a file is usually given."""
    cases = {placed.case.name: placed for placed in hostile.everything()[part::PARTS]}
    for placed in cases.values():
        placed.write(folder)
    outcomes = build([folder], backend, limited(config, seconds=4))
    wrong = [said(o) for o in outcomes if o.name in cases and not is_right(cases[o.name], o)]
    assert not wrong, "\n".join(wrong)
    seen = [path for path in folder.iterdir() if not path.name.startswith(".")]  # hidden files are nobody's reports
    assert len(outcomes) == len(seen)
    assert all(outcome.reason for outcome in outcomes if outcome.status == "skipped")
    assert {o.report for o in outcomes if o.status == "indexed"} == {report.id for report in backend.reports()}
    assert set(GOOD.values()) <= {report.id for report in backend.reports()}


# ---- what is in a folder and is no file


def not_files(folder: Path) -> Iterable[Path]:
    """Things under the names of reports that have no bytes to read, or no end of them."""
    fifo, device, device_of_nothing = folder / "pipe.pdf", folder / "zeros.pdf", folder / "null.md"
    os.mkfifo(fifo)
    device.symlink_to("/dev/zero")
    device_of_nothing.symlink_to("/dev/null")
    circle, dangling = folder / "circle.pdf", folder / "dangling.md"
    circle.symlink_to(circle)
    dangling.symlink_to(folder / "nowhere.md")
    return fifo, device, device_of_nothing, circle, dangling


def test_what_is_no_file_is_named_and_not_opened(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    paths = not_files(folder)
    outcomes = {outcome.name: outcome for outcome in build([folder], backend, config)}
    assert {report.id for report in backend.reports()} == set(GOOD.values())
    assert {path.name: path.name in outcomes and is_clear(outcomes[path.name].reason) for path in paths} == {
        path.name: True for path in paths
    }


def test_what_is_no_file_may_be_named_by_itself(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    paths = tuple(not_files(folder))
    outcomes = build(paths, backend, config)
    assert [(outcome.status, is_clear(outcome.reason)) for outcome in outcomes] == [("skipped", True)] * len(paths)


def test_folders_named_as_files(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    inside = folder / "x.pdf"
    inside.mkdir()
    reports.write(inside, "Dorset", 2024)
    (folder / "empty.md").mkdir()
    (inside / "round.pdf").symlink_to(folder, target_is_directory=True)
    outcomes = build([folder], backend, config)
    assert {report.id for report in backend.reports()} == {*GOOD.values(), "dorset-2024-25"}
    assert len(outcomes) == len(GOOD) + 1


def test_a_link_to_a_report_is_the_report(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    (folder / "link.md").symlink_to(folder / "kent-2024.md")
    outcomes = {outcome.name: outcome for outcome in build([folder], backend, config)}
    assert outcomes["link.md"].status == "skipped"
    assert "the same file as kent-2024.md" in (outcomes["link.md"].reason or "")


def test_a_socket(folder: Path, backend: EmbeddedBackend, config: Config, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)  # the whole path may be too long for a socket
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind("socket.pdf")
        outcomes = build([folder / "socket.pdf"], backend, config)
    assert [(outcome.status, is_clear(outcome.reason)) for outcome in outcomes] == [("skipped", True)]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read every file")
def test_files_and_folders_that_may_not_be_read(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    closed, shut = reports.write(folder, "Dorset", 2024), folder / "shut"
    shut.mkdir()
    closed.chmod(0)
    shut.chmod(0)
    try:
        outcomes = {outcome.name: outcome for outcome in build([folder], backend, config)}
    finally:
        shut.chmod(stat.S_IRWXU)
    assert {name: outcomes[name].reason for name in (closed.name, shut.name)} == {
        closed.name: "cannot be read: Permission denied",
        shut.name: "cannot be read: Permission denied",
    }


@pytest.mark.timeout(30)
def test_a_file_with_a_hole_of_many_gigabytes(folder: Path, backend: EmbeddedBackend, config: Config) -> None:
    """Nobody waits until all of it has been read."""
    with (folder / "hole.pdf").open("wb") as file:
        file.write(b"%PDF-1.7\n")
        file.truncate(1 << 40)
    outcomes = {outcome.name: outcome for outcome in build([folder], backend, config)}
    assert outcomes["hole.pdf"].status == "skipped"
    assert is_clear(outcomes["hole.pdf"].reason)


def test_a_file_that_goes_while_it_is_waited_for(
    folder: Path, backend: EmbeddedBackend, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the moment when a folder is listed and the moment when its files are read."""
    gone = reports.write(folder, "Dorset", 2024)
    heard: list[str] = []

    def remove(name: str, done: int, of: int) -> None:
        heard.append(name)
        gone.unlink(missing_ok=True)

    alone = replace(config, reading=replace(config.reading, workers=1))
    outcomes = {outcome.name: outcome for outcome in build([folder], backend, alone, progress=remove)}
    assert len(heard) == len(outcomes) == len(GOOD) + 1
    assert set(GOOD.values()) <= {report.id for report in backend.reports()}


# ---- real reports, spoilt


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.timeout(300)
def test_real_reports_that_were_spoilt(shared: Path, tmp_path: Path, backend: EmbeddedBackend, config: Config) -> None:
    """Cut or with flipped bits, a PDF is read as far as can be, or left out as damaged; never as another report."""
    folder = tmp_path / "spoilt"
    folder.mkdir()
    originals = sorted((shared / "corpus" / "pdf").glob("*.pdf"))
    expected: dict[str, str] = {}
    for path in originals:
        for name, data in spoilt_copies(path.read_bytes()):
            (folder / f"{name} {path.name}").write_bytes(data)
            expected[f"{name} {path.name}"] = path.stem
    outcomes = build([folder], backend, limited(config, seconds=8))
    assert {outcome.name for outcome in outcomes} == set(expected)
    wrong = [
        said(o) for o in outcomes if o.report not in (None, expected[o.name]) or not (o.report or is_clear(o.reason))
    ]
    assert not wrong, "\n".join(wrong)
