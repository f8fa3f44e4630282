"""The digests that ship: true to the reports in every figure, complete, in words of our own, and in the catalogue."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
import unicodedata
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from indexer.gazetteers import areas, slug
from tests.conftest import ROOT, SHARED

CORPUS = ROOT / "corpus"
DIGESTS = sorted((CORPUS / "digests").glob("*.md"))
IDS = [path.stem for path in DIGESTS]
KEYS = {"area", "year", "url", "publisher", "sha256", "digest"}

HEADING = re.compile(r"# (?P<area>.+) MAPPA annual report (?P<start>\d{4}) to (?P<end>\d{4}): digest")
HEAD = "> This is a digest: our own restatement of the facts and figures, not the report's words."
CELL = re.compile(r"\d+|-")
CAPTION = re.compile(r"(SHPOs, SHPOs with foreign travel restriction|SOPOs, NOs) & \w+ imposed by the courts")
TERM = re.compile(r"(?m)^\(([a-z])\) (.+?) – (?=[A-Z])")

digests = pytest.mark.parametrize("path", DIGESTS, ids=IDS)
REFERENCED = ["dorset-2014-15", "lancashire-2021-22"]  # those of which there is a careful reader's account
referenced = pytest.mark.parametrize("path", [CORPUS / "digests" / f"{id_}.md" for id_ in REFERENCED], ids=REFERENCED)


@cache
def catalogue() -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = tomllib.loads((CORPUS / "reports.toml").read_text(encoding="utf-8"))["report"]
    return rows


@cache
def gold(name: str, report: str) -> list[dict[str, Any]]:
    lines = (SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [row for row in map(json.loads, lines) if row["report"] == report]


@cache
def official(report: str) -> str:
    """The text of the report's PDF on one line: the tables in it are whole, which those of the conversions are not."""
    pypdf = pytest.importorskip("pypdf")
    pages = pypdf.PdfReader(SHARED / "corpus" / "pdf" / f"{report}.pdf").pages
    return plain(" ".join(page.extract_text() for page in pages))


def plain(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def words(text: str) -> list[str]:
    return re.sub(r"\W+", " ", text).lower().split()


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    found = words(text)
    return {tuple(found[start : start + length]) for start in range(len(found) - length + 1)}


@cache
def report_runs(length: int) -> set[tuple[str, ...]]:
    texts = (SHARED / "corpus" / "text").glob("*.md")
    return set().union(*(runs(path.read_text(encoding="utf-8"), length) for path in texts))


def prose(text: str) -> str:
    """What we worded ourselves: without headings, defined terms, tables and addresses, which are names and figures."""
    lines = (
        line for line in text.splitlines() if not (line.startswith("#") or "\t" in line or CAPTION.fullmatch(line))
    )
    marked = "\n".join(TERM.sub(r"definition\1 ", line) for line in lines)
    return re.sub(r"https?://\S+", "address", marked)


def table_rows(text: str) -> list[tuple[str, str, tuple[str, ...]]]:
    """(table and part of it, label, cells) of each row of figures, in their order."""
    found, title, part = [], "", ""
    for line in text.splitlines():
        label, *cells = line.rstrip("\t").split("\t")
        if line.startswith("#"):
            title, part = line.lstrip("# "), ""
        elif line.startswith("Breach of "):
            part = line
        elif label and cells and all(CELL.fullmatch(cell) for cell in cells):
            found.append((f"{title}/{part}", label, tuple(cells)))
    return found


@digests
def test_a_digest_says_what_it_is(path: Path) -> None:
    first, empty, head, *_ = path.read_text(encoding="utf-8").split("\n")
    name = HEADING.fullmatch(first)
    assert name is not None
    assert int(name["end"]) == int(name["start"]) + 1
    assert path.stem == f"{slug(name['area'])}-{name['start']}-{name['end'][2:]}"
    assert empty == ""
    assert head.startswith(HEAD)


@digests
def test_a_digest_is_neither_thin_nor_long(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    without_tables = " ".join(line for line in text.splitlines() if "\t" not in line)
    assert 1200 <= len(without_tables.split()) <= len(text.split()) <= 2500


@digests
def test_the_catalogue_has_the_report(path: Path) -> None:
    (row,) = (row for row in catalogue() if row["digest"] == f"digests/{path.name}")
    assert path.stem == f"{slug(row['area'])}-{row['year']}"
    assert row["url"] in path.read_text(encoding="utf-8").split("\n")[2]


def test_the_catalogue_is_complete_and_sound() -> None:
    known = {area.name for area in areas()}
    for row in catalogue():
        assert set(row) == KEYS
        assert row["area"] in known
        assert re.fullmatch(r"\d{4}-\d{2}", row["year"])
        assert row["url"].startswith("https://www.gov.uk/government/")
        assert all(re.fullmatch(r"[0-9a-f]{64}", checksum) for checksum in row["sha256"])
    checksums = [checksum for row in catalogue() for checksum in row["sha256"]]
    assert len(checksums) == len(set(checksums))
    assert {row["digest"] for row in catalogue()} >= {f"digests/{path.name}" for path in DIGESTS}


def test_national_text_reads_alike_in_the_digests_of_a_year() -> None:
    for one, other in pairwise(sorted(DIGESTS, key=lambda path: path.stem[-7:])):
        if one.stem[-7:] == other.stem[-7:]:
            # (a) is left out: it may name a figure of the area.
            assert definitions(one)[1:] == definitions(other)[1:]


def definitions(path: Path) -> list[str]:
    """The lettered definitions, each with all its paragraphs."""
    commentary = path.read_text(encoding="utf-8").split("commentary on statistical tables\n")[1].split("\n## ")[0]
    return re.split(r"(?m)^(?=\([a-z]\) )", commentary.strip())[1:]


@pytest.mark.shared
@digests
def test_the_known_files_of_a_report_are_in_the_catalogue(path: Path) -> None:
    files = [SHARED / "corpus" / "pdf" / f"{path.stem}.pdf", SHARED / "corpus" / "text" / path.name]
    (row,) = (row for row in catalogue() if row["digest"].endswith(path.name))
    assert row["sha256"] == [hashlib.sha256(file.read_bytes()).hexdigest() for file in files]


@pytest.mark.shared
@digests
def test_every_row_of_a_digest_stands_in_the_report_in_this_order(path: Path) -> None:
    text, position = official(path.stem), 0
    for table, label, cells in table_rows(path.read_text(encoding="utf-8")):
        row = f"{label} {' '.join(cells)}"
        found = text.find(row, position)
        assert found >= 0, f"{table}: {row}"
        position = found + len(row)


@pytest.mark.shared
@digests
def test_every_clean_row_of_the_report_stands_in_the_digest(path: Path) -> None:
    """A row is clean where the conversion to text agrees with the PDF; it may hold the end of a longer label."""
    mine = [f"{label} {' '.join(cells)}" for _, label, cells in table_rows(path.read_text(encoding="utf-8"))]
    theirs = (SHARED / "corpus" / "text" / path.name).read_text(encoding="utf-8")
    rows = [f"{label} {' '.join(cells)}" for _, label, cells in table_rows(theirs)]
    clean = [row for row in rows if row in official(path.stem)]
    assert len(clean) >= 12
    for row in clean:
        assert any(own.endswith(row) for own in mine), row
    assert all(mine.count(row) >= clean.count(row) for row in clean if row.startswith(("Level", "Total ")))


@pytest.mark.shared
@referenced
def test_every_figure_read_with_care_stands_in_its_row(path: Path) -> None:
    expected = gold("statistics", path.stem)
    rows = table_rows(path.read_text(encoding="utf-8"))
    cells = {(table, label): values for table, label, values in rows}
    taken: dict[tuple[str, str], list[str]] = {}
    for figure in expected:
        taken.setdefault((f"{figure['table']}/{figure['subtable'] or ''}", figure["row"]), []).append(figure["printed"])
    assert {row: tuple(values) for row, values in taken.items()} == cells


@pytest.mark.shared
@referenced
def test_nothing_that_a_careful_reader_found_is_left_out(path: Path) -> None:
    found = gold("sections", path.stem)
    text = path.read_text(encoding="utf-8")
    headings = {" ".join(words(line)) for line in text.splitlines() if line.startswith("#")}
    terms = [f"({letter}) {term}" for letter, term in TERM.findall(text)]
    assert terms == [row["title"] for row in found if row["type"] == "definition"]
    for row in found:
        if row["type"] in ("statistics", "case_study", "governance", "voice") or row["subtype"] == "heading_only":
            assert " ".join(words(row["title"])) in headings
    questions = [row for row in found if row["type"] == "faq" and row["question"]]
    answers = text.partition("Frequently Asked Questions\n")[2]
    assert len(re.findall(r"(?m)^### .+\?$", answers)) == len(questions)


@pytest.mark.shared
@referenced
def test_no_lay_adviser_or_signatory_is_named(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for row in gold("sections", path.stem):
        for name in re.split(r"[;,]| and ", row.get("author") or ""):
            assert name.strip() not in text or not name.strip(), row["title"]


@pytest.mark.shared
@digests
def test_a_digest_is_in_our_own_words(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not runs(text, 25) & report_runs(25)
    assert not runs(prose(text), 12) & report_runs(12)
