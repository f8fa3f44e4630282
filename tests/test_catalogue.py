"""corpus/reports.toml: what a file is by its checksum, and where a report is published."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.errors import ConfigError
from indexer.identity import Catalogue, identify, load_catalogue
from indexer.model import Document, Source
from indexer.readers.text import read_text

SUM = "0123456789abcdef" * 4
EMPTY = Catalogue()


def document(text: str) -> Document:
    return read_text(Source("a.md", "a.md", "text", SUM, len(text)), text.encode(), characters=10_000)


def catalogue(tmp_path: Path, text: str) -> Catalogue:
    path = tmp_path / "reports.toml"
    path.write_text(text, encoding="utf-8")
    return load_catalogue(path)


ROW = f"""[[report]]
area = "Devon & Cornwall"
year = "2009-10"
url = "https://www.gov.uk/devon"
publisher = "Ministry of Justice"
sha256 = ["{SUM.upper()}"]
digest = "digests/devon.md"
"""


def test_the_catalogue_says_what_a_file_is(tmp_path: Path) -> None:
    report = identify(document("Nothing that would tell.\n"), catalogue(tmp_path, ROW)).report
    assert (report.id, report.url) == ("devon-and-cornwall-2009-10", "https://www.gov.uk/devon")


def test_the_catalogue_knows_the_address_of_other_files_of_a_report(tmp_path: Path) -> None:
    found = document("Kent MAPPA Annual Report 2021-22\n")
    known = catalogue(tmp_path, '[[report]]\narea = "Kent"\nyear = "2021-22"\nurl = "https://www.gov.uk/kent"\n')
    assert identify(found, known).report.url == "https://www.gov.uk/kent"
    assert identify(found, EMPTY).report.url is None


def test_what_is_left_empty_is_not_there(tmp_path: Path) -> None:
    known = catalogue(tmp_path, '[[report]]\narea = "Kent"\nyear = "2021-22"\nurl = ""\nsha256 = []\ndigest = ""\n')
    entry = known.reports["kent", 2022]
    assert (entry.url, entry.sha256, entry.digest) == (None, (), None)


def test_no_catalogue_and_an_empty_one(tmp_path: Path) -> None:
    assert load_catalogue(tmp_path / "none.toml") == EMPTY
    assert catalogue(tmp_path, "") == EMPTY


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ROW.replace("Devon & Cornwall", "Devonn and Cornwall"), "report 1: unknown area 'Devonn and Cornwall'; did"),
        (ROW.replace("2009-10", "2009"), "report 1: 'year' must be two years in a row"),
        (ROW.replace("2009-10", "2009-11"), "report 1: 'year' must be two years in a row"),
        (ROW.replace("url =", "link ="), "report 1: unknown key 'link'"),
        (ROW.replace('"2009-10"', "2009"), "report 1: 'year' must be a text, not 2009"),
        (ROW.replace('year = "2009-10"', ""), "report 1: 'year' is missing"),
        (ROW.replace(SUM.upper(), "abc"), "report 1: 'sha256' must hold checksums"),
        (ROW.replace(f'["{SUM.upper()}"]', '"abc"'), "report 1: 'sha256' must be a list"),
        (ROW + ROW, "report 2: Devon and Cornwall has this year"),
        (ROW + ROW.replace("2009-10", "2010-11"), f"report 2: sha256 {SUM} is in another row"),
        ("[[reports]]\n", "holds [[report]] tables and nothing else"),
        ("report = 3", "holds [[report]] tables and nothing else"),
        ("[[report]", "is not valid TOML"),
    ],
)  # fmt: skip
def test_a_bad_row_is_named(tmp_path: Path, text: str, said: str) -> None:
    with pytest.raises(ConfigError) as error:
        catalogue(tmp_path, text)
    assert said in str(error.value)
    assert "reports.toml" in str(error.value)


def test_the_catalogue_that_ships() -> None:
    corpus = Path(__file__).resolve().parents[1] / "corpus"
    for entry in load_catalogue(corpus / "reports.toml").reports.values():
        assert entry.url
        assert entry.digest is None or (corpus / entry.digest).is_file()
