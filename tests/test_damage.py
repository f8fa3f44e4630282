"""Whatever happens to a build, and to the files of an index, what is served is whole."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import time
import warnings
from pathlib import Path

import pytest

from indexer.backends.embedded import EmbeddedBackend
from indexer.backends.generations import Generations
from indexer.errors import BrokenIndex
from indexer.query import parse
from tests.contract.corpus import DORSET_21, dorset_14, dorset_21, lancashire_21, publish

FLIPS = 200
KILLS = 200
FULL_AT = (0, 1_000, 8_000, 20_000, 40_000, 60_000, 80_000, 100_000)
"""Bytes that fit on the disk."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two generations: Dorset 2014-15, and Lancashire 2021-22 beside it."""
    backend = EmbeddedBackend(tmp_path / "index")
    publish(backend, dorset_14())
    publish(backend, lancashire_21())
    return tmp_path / "index"


def current(folder: Path) -> Path:
    return folder / "generations" / (folder / "CURRENT").read_text().strip()


@pytest.mark.slow
def test_every_flipped_bit_is_noticed_at_the_start(folder: Path) -> None:
    """Anywhere in the files of the current generation, its manifest included; the one before is served."""
    chance = random.Random(8)
    files = sorted(file for file in current(folder).rglob("*") if file.is_file())
    sizes = [file.stat().st_size for file in files]
    for _ in range(FLIPS):
        (file,) = chance.choices(files, sizes)
        whole = file.read_bytes()
        at = chance.randrange(len(whole))
        file.write_bytes(whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :])
        reader = EmbeddedBackend(folder)
        with pytest.warns(UserWarning, match="is served"):
            assert len(reader.reports()) == 1, f"{file.name} at {at}"
        reader.close()
        file.write_bytes(whole)
    assert len(EmbeddedBackend(folder).reports()) == 2


def _publish_for_ever(folder: Path) -> None:
    """In a child: Dorset 2021-22 comes and goes."""
    backend = EmbeddedBackend(folder)
    while True:
        publish(backend, dorset_21())
        with backend.begin() as generation:
            generation.remove(DORSET_21.id)
            generation.publish()


def _read_for_ever(folder: Path, stop: int) -> None:
    """In a child: every answer is of one whole generation, until something can be read from `stop`."""
    backend = EmbeddedBackend(folder)
    os.set_blocking(stop, False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")  # nothing damaged may ever be met
        while True:
            reports = {report.id for report in backend.reports()}
            found = backend.search(parse("tag"), facets=["area"])
            if not {dorset_14().report.id} <= reports or found.total not in {1, 2} or found.places != found.total:
                os._exit(1)
            try:
                os.read(stop, 1)
                os._exit(0)
            except BlockingIOError:
                continue


def _two_builds(folder: Path) -> float:
    """Seconds that two builds take on this machine, which leaves dorset_21 out again: a moment at which a writer is
    killed lies within them, so that some come to an end."""
    start = time.perf_counter()
    backend = EmbeddedBackend(folder)
    publish(backend, dorset_21())
    with backend.begin() as generation:
        generation.remove(DORSET_21.id)
        generation.publish()
    return time.perf_counter() - start


def _number(folder: Path) -> int:
    return int(current(folder).name.split("-")[0])


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_writer_may_be_killed_at_any_moment_while_others_read(folder: Path) -> None:
    chance, longest = random.Random(9), _two_builds(folder)
    reading, stop = os.pipe()
    reader = os.fork()
    if not reader:
        try:
            _read_for_ever(folder, reading)
        finally:
            os._exit(2)
    begun = _number(folder)
    for _ in range(KILLS):
        writer = os.fork()
        if not writer:
            try:
                _publish_for_ever(folder)
            finally:
                os._exit(2)
        time.sleep(chance.uniform(0, longest))
        os.kill(writer, signal.SIGKILL)
        assert os.waitstatus_to_exitcode(os.waitpid(writer, 0)[1]) == -signal.SIGKILL
        sealed = Generations(folder).current()
        assert sealed
        sealed.check(thoroughly=True)
    os.write(stop, b"x")
    assert os.waitstatus_to_exitcode(os.waitpid(reader, 0)[1]) == 0
    assert _number(folder) > begun, "no build came to its end"
    backend = EmbeddedBackend(folder)
    publish(backend, dorset_21())
    assert len(backend.reports()) == 3
    assert len(list((folder / "generations").iterdir())) == 2


class Disk:
    """Refuses to write more than fits."""

    def __init__(self, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
        self.room = room
        self._fsync, self._copyfile = os.fsync, shutil.copyfile
        monkeypatch.setattr(os, "fsync", self.fsync)
        monkeypatch.setattr(shutil, "copyfile", self.copyfile)

    def copyfile(self, source: Path, target: Path, **more: bool) -> Path:
        """As the system does it: a part is written, then it says so."""
        size = Path(source).stat().st_size
        if size > self.room:
            Path(target).write_bytes(Path(source).read_bytes()[: self.room])
            self.room = 0
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self.room -= size
        return Path(self._copyfile(source, target, **more))

    def fsync(self, handle: int) -> None:
        """What was only promised is refused when it must be written."""
        self.room -= os.fstat(handle).st_size
        if self.room < 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        self._fsync(handle)


@pytest.mark.parametrize("room", FULL_AT)
def test_a_full_disk_leaves_the_old_generation(folder: Path, room: int, monkeypatch: pytest.MonkeyPatch) -> None:
    backend = EmbeddedBackend(folder)
    with monkeypatch.context() as patch:
        Disk(room, patch)
        with pytest.raises(BrokenIndex, match="could not be written"):
            publish(backend, dorset_21())
    assert len(backend.reports()) == 2
    assert backend.search(parse("tag")).total == 1
    backend.health()
    publish(backend, dorset_21())
    assert len(backend.reports()) == 3
    assert not [path for path in (folder / "generations").iterdir() if path.name.startswith(".")]


def test_one_generation_is_never_enough(tmp_path: Path) -> None:
    """There must be one to fall back on."""
    with pytest.raises(ValueError, match="at least 2"):
        EmbeddedBackend(tmp_path, keep=1)
