"""Where reports come from: files and folders → Sources, each known by the sha256 of its bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

from indexer.errors import UnreadableFile
from indexer.model import Outcome, Source

FORMATS: dict[str, Literal["pdf", "text"]] = {".pdf": "pdf", ".md": "text", ".txt": "text"}
CONVERTIBLE = {
    ".doc": "a Word file",
    ".docx": "a Word file",
    ".htm": "a web page",
    ".html": "a web page",
    ".odt": "an OpenDocument file",
    ".rtf": "a rich text file",
}
"""Types in which reports are kept, too, and which a folder therefore does not leave out in silence."""
PACKED = frozenset({".7z", ".gz", ".rar", ".tar", ".tgz", ".zip"})
"""Types that may hold reports; they are named as well."""
SAID = (
    "Area, year and address of a file may be said in corpus/reports.toml, which is looked for beside the settings, "
    "without settings in the current folder."
)
"""For a person who names sources."""
LARGEST = 256 * 1024**2
"""Bytes of a file that is still looked at."""


def find_sources(paths: Iterable[Path]) -> tuple[tuple[Source, ...], tuple[Outcome, ...]]:
    """The files named and those in the folders named (all the way down, by name, hidden ones left out), and what was
    skipped with the reason. A path named twice counts once."""
    sources: dict[str, Source] = {}
    skipped: list[Outcome] = []
    for path in dict.fromkeys(_files(paths, skipped)):
        try:
            source = _source(path)
        except UnreadableFile as error:
            skipped.append(_skipped(path, str(error)))
            continue
        except OSError as error:
            skipped.append(_skipped(path, f"cannot be read: {error.strerror}"))
            continue
        if twin := sources.get(source.sha256):
            skipped.append(_skipped(path, f"the same file as {twin.name if twin.name != source.name else twin.path}"))
        else:
            sources[source.sha256] = source
    return tuple(sources.values()), tuple(skipped)


def _files(paths: Iterable[Path], skipped: list[Outcome]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from _in_folder(path, skipped)
        elif not path.exists():
            skipped.append(_skipped(path, "there is no such file or folder", name=str(path)))
        elif not path.is_file():
            skipped.append(_skipped(path, "neither a file nor a folder"))
        elif path.suffix.lower() not in FORMATS:
            skipped.append(_skipped(path, _wrong_type(path)))
        else:
            yield path.resolve()


def _in_folder(folder: Path, skipped: list[Outcome]) -> Iterator[Path]:
    def note(error: OSError) -> None:
        skipped.append(_skipped(Path(error.filename), f"cannot be read: {error.strerror}"))

    for home, folders, names in os.walk(folder.resolve(), onerror=note):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for path in (Path(home, name) for name in sorted(names) if not name.startswith(".")):
            if path.suffix.lower() in FORMATS:
                if path.is_file():
                    yield path
                else:
                    skipped.append(_skipped(path, "not a file that can be read, but a pipe, a device or a broken link"))
            elif path.suffix.lower() in CONVERTIBLE or path.suffix.lower() in PACKED:
                skipped.append(_skipped(path, _wrong_type(path)))


def _wrong_type(path: Path) -> str:
    if path.suffix.lower() in PACKED:
        return "not .pdf, .md or .txt but a packed file; unpack it and index what is in it"
    kind = CONVERTIBLE.get(path.suffix.lower())
    return "not .pdf, .md or .txt" + (f" but {kind}; save it as PDF" if kind else "")


def _skipped(path: Path, reason: str, name: str | None = None) -> Outcome:
    shown = name or path.name or str(path)
    plain = "".join(letter if letter.isprintable() else "\ufffd" for letter in shown)
    return Outcome(plain, "skipped", reason=reason)


def _source(path: Path) -> Source:
    if not path.name.isprintable():
        raise UnreadableFile("the name holds characters that cannot be shown; rename the file")
    if path.stat().st_size > LARGEST:
        raise UnreadableFile(f"larger than {LARGEST // 1024**2} MB, which no report is")
    with path.open("rb") as file:
        checksum = hashlib.file_digest(file, "sha256").hexdigest()
        size = file.tell()
    return Source(str(path), path.name, FORMATS[path.suffix.lower()], checksum, size)
