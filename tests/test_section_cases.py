"""Small reports of our own words, in the shapes that reports have had since 2004, each with its reading beside it.

`<shape>.md` and `<shape>.txt` are text files, `<shape>.blocks.jsonl` what a PDF reader makes of a PDF; beside each lies
`<shape>.sections.jsonl` with one row a section, of which the fields that are there must be right.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from indexer.model import Block, Document, Range, Report, Section, Source, Span
from indexer.readers.text import read_text
from indexer.sections import split

CASES = Path(__file__).parent / "cases"
EXPECTED = sorted(CASES.glob("*.sections.jsonl"))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def document_of(shape: str) -> Document:
    path = next(path for path in CASES.glob(f"{shape}.*") if not path.name.endswith(".sections.jsonl"))
    data = path.read_bytes()
    source = Source(str(path), path.name, "text" if path.suffix != ".jsonl" else "pdf", "0" * 64, len(data))
    return (
        read_text(source, data, characters=1_000_000) if source.format == "text" else document_from(source, rows(path))
    )


def document_from(source: Source, found: list[dict[str, Any]]) -> Document:
    blocks: list[Block] = []
    at, page = 0, 0
    for row in found:
        end = at + len(row["text"]) + 1
        number = Range(row["page"], row["page"])
        blocks.append(Block(Span(at, end), row["role"], pages=number, size=row["size"], bold=row.get("bold", False),
                            page_start=row["page"] != page))  # fmt: skip
        at, page = end, row["page"]
    return Document(source, "".join(f"{row['text']}\n" for row in found), tuple(blocks))


def sections_of(shape: str) -> tuple[Section, ...]:
    document = document_of(shape)
    return split(document, Report("area-2020-21", "Area", "area", "", 2020, 2021, document.source))


def as_row(section: Section, titles: dict[str, str]) -> dict[str, Any]:
    names = ("title", "kind", "subtype", "level", "letter", "term", "acronym", "question")
    row = {name: getattr(section, name) for name in names} | {"parent": titles.get(section.parent or "")}
    places = {"lines": section.lines, "pages": section.pages}
    return row | {name: place and [place.first, place.last] for name, place in places.items()}


def as_rows(shape: str) -> list[dict[str, Any]]:
    sections = sections_of(shape)
    titles = {section.id: section.title for section in sections}
    return [as_row(section, titles) for section in sections]


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.name.partition(".")[0])
def test_shape_is_read_as_a_careful_reader_would(expected: Path) -> None:
    """Every section is in the expected reading; of each, the fields that the expected row has."""
    found = as_rows(expected.name.partition(".")[0])
    wanted = rows(expected)
    assert [row["title"] for row in found] == [row["title"] for row in wanted]
    for row, right in zip(found, wanted, strict=True):
        assert {name: row[name] for name in right} == right
