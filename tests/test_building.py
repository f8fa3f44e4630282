from __future__ import annotations

import os
import shutil
import signal
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from indexer.backends import words
from indexer.backends.embedded import EmbeddedBackend
from indexer.errors import BrokenIndex
from indexer.model import Link
from indexer.query import parse
from tests.contract.corpus import (
    DORSET_14,
    LANCASHIRE_21,
    dorset_14,
    dorset_21,
    lancashire_21,
    publish,
    warwickshire_14,
)


@pytest.fixture
def index(tmp_path: Path) -> EmbeddedBackend:
    """Two generations: Dorset 2014-15, and Lancashire 2021-22 beside it."""
    backend = EmbeddedBackend(tmp_path / "index")
    publish(backend, dorset_14())
    publish(backend, lancashire_21())
    return backend


def directory(backend: EmbeddedBackend) -> Path:
    return backend._generations.directory


def test_a_full_disk_leaves_the_old_generation(index: EmbeddedBackend, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(28, "No space left on device")

    for place, name in ((words, "write_words"), (shutil, "copyfile"), (os, "fsync")):
        with monkeypatch.context() as patch:
            patch.setattr(place, name, full)
            with pytest.raises(BrokenIndex, match="No space left"):
                publish(index, dorset_14(), dorset_21())
    assert len(index.reports()) == 2
    index.health()
    publish(index, dorset_21())
    assert len(index.reports()) == 3


def test_another_process_that_writes_is_named(index: EmbeddedBackend) -> None:
    started, release = os.pipe(), os.pipe()
    child = os.fork()
    if not child:
        with index.begin():
            os.write(started[1], b"x")
            os.read(release[0], 1)
        os._exit(0)
    os.read(started[0], 1)
    with pytest.raises(BrokenIndex, match=rf"pid {child}\)"):
        index.begin()
    os.write(release[1], b"x")
    os.waitpid(child, 0)
    index.begin().rollback()


FILE_EVENTS = {"open", "os.mkdir", "os.rename", "os.remove", "os.truncate", "shutil.copyfile", "sqlite3.connect"}


def in_child(build: Callable[[], object], *, die_at: int | None = None) -> int:
    """Run in a child process that is killed at its event number `die_at` on files; returns how many it came to."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        os.close(reading)
        seen = 0

        def watch(event: str, _: Any) -> None:
            nonlocal seen
            if event in FILE_EVENTS:
                seen += 1
                if seen == die_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        sys.addaudithook(watch)
        build()
        os.write(writing, str(seen).encode())
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        answer = pipe.read()
    os.waitpid(child, 0)
    return int(answer or 0)


@pytest.mark.slow
def test_a_killed_build_leaves_a_whole_index(index: EmbeddedBackend, tmp_path: Path) -> None:
    """At fifteen moments from the first file to the last: the old generation is served or the new one, and the next
    build goes through."""
    old, new = index.reports(), {*index.reports(), dorset_21().report}
    spare = tmp_path / "spare"
    shutil.copytree(directory(index), spare)
    events = in_child(lambda: publish(EmbeddedBackend(spare), dorset_21()))
    assert events > 20, "there is nothing to interrupt"
    outcomes = set()
    moments = {*range(1, events, events // 9), *range(events - 5, events + 1)}
    for step in sorted(moments):
        work = tmp_path / str(step)
        shutil.copytree(directory(index), work)
        in_child(partial(publish, EmbeddedBackend(work), dorset_21()), die_at=step)
        survivor = EmbeddedBackend(work)
        survivor.health()
        assert survivor.search(parse("tag")).total == len(survivor.reports()) - 1
        outcomes.add(survivor.reports() == old)
        assert survivor.reports() == old or set(survivor.reports()) == new
        publish(survivor, dorset_21(), warwickshire_14())
        assert len(survivor.reports()) == 4
        left = {path.name for path in (work / "generations").iterdir()}
        assert len(left) == 2
        assert not any(name.startswith(".") for name in left)
    assert outcomes == {True, False}


def test_words_are_only_copied_when_no_report_has_changed(
    index: EmbeddedBackend, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(words, "write_words", lambda *_, **__: pytest.fail("no word has changed"))
    publish(index, links=[Link(f"{of.id}#1", "national", "same") for of in (DORSET_14, LANCASHIRE_21)])
    assert index.section(f"{DORSET_14.id}#1").also[0].report == LANCASHIRE_21.id


def test_only_what_the_index_has_made_is_ever_removed(index: EmbeddedBackend) -> None:
    kept = directory(index) / "generations" / "notes"
    kept.mkdir()
    (directory(index) / "generations" / ".building-1").mkdir()
    (directory(index) / "generations" / "000099-0123456789ab").mkdir()
    publish(index, lancashire_21())
    assert sorted(path.name for path in kept.parent.iterdir())[2:] == ["notes"]
