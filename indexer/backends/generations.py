"""The directory of an index: whole generations side by side, one of which is current.

    CURRENT                   name of the generation that is served; replaced in one step
    LOCK                      held by the process that is writing
    generations/<name>/       a sealed generation: manifest.json names every file with its size and sha256
    generations/.building-*   one under construction, or what a killed build left behind

Names count upwards and end in the checksum of the manifest, so a changed manifest is noticed, too.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest, sha256
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path
from typing import IO, Any

from indexer.errors import BrokenIndex

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_BACKENDS = ("arrays", "columns", "conventions", "gathering", "inverting", "records", "table", "weighing", "words")
DECIDING = ("analysis.py", *(f"backends/{name}.py" for name in _BACKENDS))
"""The code that decides what a generation holds: its tables, its words, how they are stemmed and stored."""


def _format() -> str:
    code = (files("indexer").joinpath(name).read_bytes() for name in DECIDING)
    return sha256(b"\0".join(code)).hexdigest()[:12]


FORMAT = _format()
"""Changes with that code, so that nobody has to think of it; a generation of another format is built anew."""
MANIFEST = "manifest.json"


_SEALED = re.compile(r"\d{6,}-[0-9a-f]{12}")
_BUILDING = re.compile(r"\.building-\d+")


@dataclass(frozen=True, slots=True)
class Sealed:
    """A generation that was finished; whether it is whole is for `check` to say."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.name

    def manifest(self) -> dict[str, Any]:
        """Raises BrokenIndex."""
        try:
            raw = (self.path / MANIFEST).read_bytes()
            found: dict[str, Any] = json.loads(raw)
            sizes = [int(entry["size"]) for entry in found["files"].values()]
        except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
            raise BrokenIndex(f"{self.path / MANIFEST}: cannot be read: {error}") from None
        if not self.name.endswith(_checksum(raw)) or not sizes:
            raise BrokenIndex(f"{self.path / MANIFEST}: has been changed")
        if found["format"] != FORMAT:
            raise BrokenIndex(
                f"{self.path}: was written by another version of mappa; run `mappa index` to build it anew"
            )
        return found

    def check(self, *, thoroughly: bool) -> dict[str, Any]:
        """The manifest, if all files are there in their size, and with `thoroughly` in their content. Raises
        BrokenIndex that names the first that is not."""
        manifest = self.manifest()
        for name, entry in manifest["files"].items():
            file = self.path / name
            if not file.is_file():
                raise BrokenIndex(f"{file}: is missing")
            if file.stat().st_size != entry["size"] or (thoroughly and _sha256(file) != entry["sha256"]):
                raise BrokenIndex(f"{file}: is damaged")
        return manifest


class Generations:
    """What lies in the directory of an index."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self.folder = directory / "generations"
        self._pointer = directory / "CURRENT"

    def stamp(self) -> tuple[int, int] | None:
        """Changes whenever another generation becomes current; None where there is no index."""
        try:
            found = self._pointer.stat()
        except OSError:
            newest = self._newest()
            if newest is None:
                return None
            found = newest.path.stat()
        return found.st_ino, found.st_mtime_ns

    def lost(self) -> bool:
        """Whether there is no pointer though there are generations."""
        return not self._pointer.exists() and self._newest() is not None

    def current(self) -> Sealed | None:
        """The generation that is served, whether it is whole or not. Where there is no pointer, the newest."""
        try:
            name = self._pointer.read_text(encoding="utf-8").strip()
        except FileNotFoundError:
            return self._newest()
        except (OSError, UnicodeDecodeError):
            return None
        return Sealed(self.folder / name) if name and Path(name).name == name else None

    def published(self) -> Iterator[Sealed]:
        """The current generation and those before it, newest first. Where the pointer is damaged, all of them."""
        current = self.current()
        if current:
            yield current
        for sealed in sorted(self._sealed(), key=lambda each: each.name, reverse=True):
            if current is None or sealed.name < current.name:
                yield sealed

    def whole(self) -> Sealed | None:
        """The newest generation of which every byte is as it was written; warns of those that are not."""
        for sealed in self.published():
            try:
                sealed.check(thoroughly=True)
            except BrokenIndex as error:
                warnings.warn(f"the index is not built upon {sealed.name}: {error}", stacklevel=2)
            else:
                return sealed
        return None

    def new(self) -> Path:
        """An empty directory to build in, after removing what dead builds left behind. The lock must be held."""
        self.sweep()
        path = self.folder / f".building-{os.getpid()}"
        path.mkdir(parents=True)
        return path

    def publish(self, building: Path, versions: dict[str, str], keep: int) -> str:
        """Seal what was built, make it current and remove the oldest beyond `keep` whole ones. Returns its name."""
        name = f"{self._next_number():06d}-{_seal(building, versions)}"
        path = building.rename(self.folder / name)
        _sync(self.folder)
        self._point_to(path.name)
        self._prune(keep)
        return name

    def _point_to(self, name: str) -> None:
        fresh = self._pointer.with_suffix(".new")
        with fresh.open("w", encoding="utf-8") as file:
            file.write(f"{name}\n")
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(self._pointer)
        _sync(self.directory)

    def _sealed(self) -> Iterator[Sealed]:
        if self.folder.is_dir():
            yield from (Sealed(path) for path in self.folder.iterdir() if _SEALED.fullmatch(path.name))

    def _newest(self) -> Sealed | None:
        return max(self._sealed(), key=lambda each: each.name, default=None)

    def _next_number(self) -> int:
        return max((int(each.name.split("-")[0]) for each in self._sealed()), default=0) + 1

    def sweep(self) -> None:
        """Remove dead builds, and generations that were sealed but never published. The lock must be held."""
        published = {sealed.path for sealed in self.published()}
        if self.folder.is_dir():
            for path in self.folder.iterdir():
                ours = _SEALED.fullmatch(path.name) or _BUILDING.fullmatch(path.name)
                if ours and path not in published:
                    shutil.rmtree(path, ignore_errors=True)

    def _prune(self, keep: int) -> None:
        """What is damaged does not count among those that are kept: there must be one to fall back on."""
        whole = 0
        for sealed in list(self.published()):
            if whole >= keep:
                shutil.rmtree(sealed.path, ignore_errors=True)
            else:
                whole += _is_whole(sealed)


def _is_whole(sealed: Sealed) -> bool:
    try:
        sealed.check(thoroughly=True)
    except BrokenIndex:
        return False
    return True


class Lock:
    """Lets one process write at a time; the system lets go of it when the process dies."""

    def __init__(self, directory: Path) -> None:
        """Raises BrokenIndex at once where another one writes."""
        directory.mkdir(parents=True, exist_ok=True)
        self._file: IO[str] = (directory / "LOCK").open("a+", encoding="utf-8")
        try:
            _lock(self._file)
        except OSError:
            self._file.seek(0)
            writer = self._file.read().strip() or "unknown"
            self._file.close()
            raise BrokenIndex(
                f"{directory}: another process (pid {writer}) is writing this index; try again when it has finished"
            ) from None
        self._file.truncate(0)
        self._file.write(str(os.getpid()))
        self._file.flush()

    def release(self) -> None:
        if fcntl:
            fcntl.flock(self._file, fcntl.LOCK_UN)  # children that were forked meanwhile hold the file open
        self._file.close()


def _lock(file: IO[str]) -> None:
    if fcntl:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    else:
        import msvcrt

        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]


def _seal(path: Path, versions: dict[str, str]) -> str:
    """Write every file of a generation through to the disk and name it in the manifest, whose checksum is returned."""
    found = sorted(file for file in path.rglob("*") if file.is_file())
    entries = {
        file.relative_to(path).as_posix(): {"size": file.stat().st_size, "sha256": _sha256(file)} for file in found
    }
    built = datetime.now(UTC).isoformat(timespec="seconds")
    manifest = {"format": FORMAT, "built": built, "package": _package(), **versions, "files": entries}
    raw = json.dumps(manifest, indent=1).encode()
    (path / MANIFEST).write_bytes(raw)
    for each in (*found, path / MANIFEST, *(folder for folder in path.rglob("*") if folder.is_dir()), path):
        _sync(each)
    return _checksum(raw)


def _sync(path: Path) -> None:
    if path.is_dir() and os.name == "nt":
        return  # Windows has no handle for a directory
    handle = os.open(path, os.O_RDONLY if os.name != "nt" else os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _checksum(raw: bytes) -> str:
    return sha256(raw).hexdigest()[:12]


def _package() -> str:
    try:
        return version("mappa-reports")
    except PackageNotFoundError:
        return "unknown"
