from __future__ import annotations

import json
import os
import shutil
import sqlite3
import threading
from pathlib import Path
from typing import Any

import pytest

from indexer.backend import FACETS
from indexer.backends.embedded import EmbeddedBackend
from indexer.errors import BrokenIndex
from indexer.model import Query
from indexer.query import parse
from tests.contract.corpus import (
    DORSET_14,
    LANCASHIRE_21,
    LINKS,
    dorset_14,
    dorset_21,
    lancashire_21,
    publish,
    warwickshire_14,
)
from tests.records import record


@pytest.fixture
def index(tmp_path: Path) -> EmbeddedBackend:
    """Two generations: Dorset 2014-15, and Lancashire 2021-22 beside it."""
    backend = EmbeddedBackend(tmp_path / "index")
    publish(backend, dorset_14())
    publish(backend, lancashire_21())
    return backend


def directory(backend: EmbeddedBackend) -> Path:
    return backend._generations.directory


def current(backend: EmbeddedBackend) -> Path:
    return directory(backend) / "generations" / (directory(backend) / "CURRENT").read_text().strip()


def test_a_generation_is_what_its_manifest_says(index: EmbeddedBackend) -> None:
    path = current(index)
    manifest = json.loads((path / "manifest.json").read_text())
    held = {file.relative_to(path).as_posix() for file in path.rglob("*") if file.is_file()}
    assert held == {*manifest["files"], "manifest.json"}
    assert manifest["whoosh"] == "2.7.5"
    assert path.name == index.stats().generation


def test_only_the_newest_generations_are_kept(index: EmbeddedBackend) -> None:
    for _ in range(3):
        publish(index, lancashire_21())
    assert len(list((directory(index) / "generations").iterdir())) == 2


def test_an_open_reader_sees_a_new_generation(index: EmbeddedBackend) -> None:
    reader = EmbeddedBackend(directory(index))
    assert reader.search(parse("zebras")).total == 0
    sections = reader.sections()
    next(sections)
    publish(index, record(LANCASHIRE_21, ["Zebras"]))
    publish(index, record(LANCASHIRE_21, ["Zebras and quaggas"]))
    assert reader.search(parse("zebras")).total == 1
    assert len(list(sections)) == 5  # what has begun goes on with the generation that it began with


def test_threads_read_while_generations_change(index: EmbeddedBackend) -> None:
    wrong: list[Any] = []

    def read() -> None:
        for _ in range(30):
            found = index.search(Query(), facets=["area"])
            if found.places not in {5, 6} or found.total != found.places:
                wrong.append(found)

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(4):
        publish(index, record(LANCASHIRE_21, ["One"] * (1 + n % 2)))
    for thread in threads:
        thread.join()
    assert not wrong


def test_records_are_plain_tables(index: EmbeddedBackend) -> None:
    with sqlite3.connect(current(index) / "records.sqlite") as connection:
        found = connection.execute(
            "SELECT r.area, s.title FROM sections s JOIN reports r ON r.id = s.report"
        ).fetchall()
        assert ("Lancashire", "Do nominals attend?") in found
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_files_can_be_read_by_whom_the_umask_says(index: EmbeddedBackend) -> None:
    umask = os.umask(0)
    os.umask(umask)
    for path in directory(index).rglob("*"):
        full = 0o777 if path.is_dir() else 0o666
        assert path.stat().st_mode & 0o777 == full & ~umask, path


def test_words_are_added_and_taken_out_as_if_all_were_written_anew(tmp_path: Path) -> None:
    """What was in the index before does not change scores."""
    grown, fresh = EmbeddedBackend(tmp_path / "grown"), EmbeddedBackend(tmp_path / "fresh")
    publish(grown, dorset_14(), dorset_21(), record(LANCASHIRE_21, ["Police tags everywhere"]))
    publish(grown, lancashire_21())
    publish(grown, warwickshire_14(), links=LINKS)
    publish(fresh, dorset_14(), dorset_21(), warwickshire_14(), lancashire_21(), links=LINKS)
    for text in ("police", "tag", "lay advisers", '"gps tag"', "volunt*", "no", "plice", ""):
        one, other = grown.search(parse(text), facets=FACETS), fresh.search(parse(text), facets=FACETS)
        assert [(hit.place, hit.score) for hit in one.hits] == [(hit.place, hit.score) for hit in other.hits], text
        assert (one.facets, one.suggestion) == (other.facets, other.suggestion), text


# ---- damage


def test_every_changed_byte_is_noticed(index: EmbeddedBackend) -> None:
    for file in sorted(current(index).rglob("*")):
        if file.is_file():
            whole = file.read_bytes()
            file.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
            with pytest.raises(BrokenIndex, match=file.name):
                EmbeddedBackend(directory(index)).health()
            file.write_bytes(whole)
    EmbeddedBackend(directory(index)).health()


@pytest.mark.parametrize("harm", ["shorter", "gone", "changed", "manifest", "folder"])
def test_a_damaged_generation_gives_way_to_the_one_before(index: EmbeddedBackend, harm: str) -> None:
    path = current(index)
    records = path / "records.sqlite"
    if harm == "shorter":
        records.write_bytes(records.read_bytes()[:-100])
    elif harm == "changed":
        raw = bytearray(records.read_bytes())
        raw[5000] ^= 1
        records.write_bytes(raw)
    elif harm == "folder":
        shutil.rmtree(path)
    else:
        (records if harm == "gone" else path / "manifest.json").unlink()
    reader = EmbeddedBackend(directory(index))
    with pytest.warns(UserWarning, match="is served"):
        assert [each.id for each in reader.reports()] == [DORSET_14.id]
    with pytest.raises(BrokenIndex):
        reader.health()


def test_a_damaged_pointer_gives_way_to_the_newest_generation(index: EmbeddedBackend) -> None:
    (directory(index) / "CURRENT").write_bytes(b"\xff\xfe../../etc\n")
    assert len(EmbeddedBackend(directory(index)).reports()) == 2


def test_a_lost_pointer_loses_nothing(index: EmbeddedBackend) -> None:
    (directory(index) / "CURRENT").unlink()
    reader = EmbeddedBackend(directory(index))
    with pytest.warns(UserWarning, match=r"CURRENT: is missing.* is served"):
        assert len(reader.reports()) == 2
    with reader.begin() as generation:
        assert len(generation.reports()) == 2
    assert len(list((directory(index) / "generations").iterdir())) == 2
    publish(reader, dorset_21())
    assert len(reader.reports()) == 3
    assert (directory(index) / "CURRENT").exists()


def test_nothing_is_built_on_damage(index: EmbeddedBackend) -> None:
    records = current(index) / "records.sqlite"
    records.write_bytes(records.read_bytes()[:-1] + b"x")
    with pytest.warns(UserWarning, match="not built upon"), index.begin() as generation:
        assert [each.id for each in generation.reports()] == [DORSET_14.id]


def test_without_a_whole_generation_the_index_is_broken(tmp_path: Path) -> None:
    backend = EmbeddedBackend(tmp_path)
    publish(backend, dorset_14())
    (current(backend) / "records.sqlite").unlink()
    with pytest.raises(BrokenIndex, match=r"records\.sqlite"):
        EmbeddedBackend(tmp_path).reports()
    with pytest.warns(UserWarning, match="not built upon"):
        publish(backend, dorset_14())
    assert backend.reports()


def test_an_index_of_another_version_is_built_anew(index: EmbeddedBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("indexer.backends.generations.FORMAT", 99)
    reader = EmbeddedBackend(directory(index))
    with pytest.raises(BrokenIndex, match="another version"):
        reader.reports()
    with pytest.warns(UserWarning, match="another version"), reader.begin() as generation:
        assert generation.reports() == ()


def test_the_wrong_whoosh_is_refused(index: EmbeddedBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whoosh.__version__", (2, 7, 4))
    with pytest.raises(BrokenIndex, match=r"whoosh-reloaded 2\.7\.5"):
        EmbeddedBackend(directory(index)).reports()
