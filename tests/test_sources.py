"""Files and folders → sources; a source → the reader that its content calls for."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from indexer.config import ReadingConfig
from indexer.errors import UnreadableFile
from indexer.model import Source
from indexer.readers import read
from indexer.sources import find_sources

CONFIG = ReadingConfig()


def write(path: Path, content: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(content, encoding="utf-8")
    return path


def skipped(*paths: Path) -> dict[str, str | None]:
    return {outcome.name: outcome.reason for outcome in find_sources(paths)[1]}


def source(path: Path) -> Source:
    return find_sources([path])[0][0]


def test_a_file_is_known_by_its_bytes(tmp_path: Path) -> None:
    path = write(tmp_path / "Kent.MD", "Kent")
    checksum = hashlib.sha256(b"Kent").hexdigest()
    assert find_sources([path]) == ((Source(str(path), "Kent.MD", "text", checksum, 4),), ())


def test_a_folder_is_read_all_the_way_down_in_order(tmp_path: Path) -> None:
    for name in (
        "b.txt",
        "a.pdf",
        "sub/c.md",
        "sub/deeper/d.TXT",
        ".hidden.md",
        ".git/e.md",
        "picture.png",
        "data.csv",
    ):
        write(tmp_path / name, name)
    sources, outcomes = find_sources([tmp_path])
    assert [item.name for item in sources] == ["a.pdf", "b.txt", "c.md", "d.TXT"]
    assert [item.format for item in sources] == ["pdf", "text", "text", "text"]
    assert outcomes == ()


def test_what_could_be_a_report_in_another_format_is_said(tmp_path: Path) -> None:
    write(tmp_path / "kent.docx", "x")
    write(tmp_path / "page.html", "x")
    write(tmp_path / "reports.ZIP", "x")
    assert skipped(tmp_path) == {
        "kent.docx": "not .pdf, .md or .txt but a Word file; save it as PDF",
        "page.html": "not .pdf, .md or .txt but a web page; save it as PDF",
        "reports.ZIP": "not .pdf, .md or .txt but a packed file; unpack it and index what is in it",
    }


def test_a_named_file_of_another_type_or_a_missing_one_is_said(tmp_path: Path) -> None:
    assert skipped(write(tmp_path / "data.csv", "x"), tmp_path / "none.pdf") == {
        "data.csv": "not .pdf, .md or .txt",
        str(tmp_path / "none.pdf"): "there is no such file or folder",
    }


def test_the_same_bytes_count_once(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "Kent")
    write(tmp_path / "b.txt", "Kent")
    write(tmp_path / "sub/a.md", "Kent")
    reasons = [outcome.reason for outcome in find_sources([tmp_path])[1]]
    assert reasons == ["the same file as a.md", f"the same file as {tmp_path / 'a.md'}"]


def test_a_path_named_twice_is_no_second_file(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "Kent")
    sources, outcomes = find_sources([path, tmp_path, tmp_path / "." / "a.md"])
    assert [item.name for item in sources] == ["a.md"]
    assert outcomes == ()


def test_a_pipe_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    write(tmp_path / "a.md", "Kent")
    assert [item.name for item in find_sources([tmp_path])[0]] == ["a.md"]
    assert skipped(tmp_path / "pipe.md") == {"pipe.md": "neither a file nor a folder"}


def test_a_link_that_leads_nowhere(tmp_path: Path) -> None:
    (tmp_path / "gone.md").symlink_to(tmp_path / "nothing.md")
    assert list(skipped(tmp_path).values()) == ["not a file that can be read, but a pipe, a device or a broken link"]
    assert list(skipped(tmp_path / "gone.md").values()) == ["there is no such file or folder"]


def test_an_empty_folder(tmp_path: Path) -> None:
    assert find_sources([tmp_path]) == ((), ())


# ---- reading


def test_a_text_is_read_as_text(tmp_path: Path) -> None:
    document = read(source(write(tmp_path / "a.txt", "Kent\nMAPPA\n")), CONFIG)
    assert document.text == "Kent\nMAPPA\n"
    assert document.source.format == "text"


@pytest.mark.shared
def test_the_content_decides_on_the_reader(tmp_path: Path, shared: Path) -> None:
    path = tmp_path / "warwickshire.txt"
    path.write_bytes((shared / "corpus/pdf/warwickshire-2014-15.pdf").read_bytes())
    document = read(source(path), CONFIG)
    assert document.source.format == "pdf"
    assert document.pages


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.md", b"", "the file is empty"),
        ("empty.pdf", b"", "the file is empty"),
        ("bytes.txt", b"Kent\x00\x01\x02", "holds bytes that no text has"),
        ("page.pdf", b"<html><body>not found</body></html>", "HTML"),
        ("broken.pdf", b"%PDF-1.7\n" + bytes(range(256)) * 9, ""),
    ],
)
def test_what_cannot_be_read_is_one_line_with_the_name(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(UnreadableFile) as error:
        read(source(path), CONFIG)
    message = str(error.value)
    assert message.startswith(f"{name}: ")
    assert message.count(name) == 1
    assert said in message
    assert "\n" not in message


def test_a_file_that_has_gone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.md", "Kent")
    found = source(path)
    path.unlink()
    with pytest.raises(UnreadableFile, match=r"^a\.md: cannot be read: No such file"):
        read(found, CONFIG)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError("odd\nnumber"), "a.md: cannot be read: ValueError: odd number"),
        (RecursionError(), "a.md: is nested too deeply to be read"),
    ],
)
def test_any_error_of_a_reader_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("indexer.readers.read_text", fail)
    with pytest.raises(UnreadableFile) as raised:
        read(source(write(tmp_path / "a.md", "Kent")), CONFIG)
    assert str(raised.value) == said


def test_want_of_memory_is_left_to_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setattr("indexer.readers.read_text", fail)
    with pytest.raises(MemoryError):
        read(source(write(tmp_path / "a.md", "Kent")), CONFIG)
