"""Which report is it? Reports of every area and year, with all that can mislead."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from indexer.config import ReadingConfig
from indexer.errors import ReadError, UnknownReport
from indexer.gazetteers import Area, areas
from indexer.identity import Catalogue, Identity, identify
from indexer.identity.names import places
from indexer.model import Document, Source
from indexer.readers import read
from indexer.readers.text import read_text
from indexer.sources import find_sources

SUM = "0123456789abcdef" * 4
EMPTY = Catalogue()


def document(text: str, name: str = "report.md") -> Document:
    return read_text(Source(name, name, "text", SUM, len(text)), text.encode(), characters=1_000_000)


def told(text: str, name: str = "report.md") -> Identity:
    return identify(document(text, name), EMPTY)


def report_id(text: str, name: str = "report.md") -> str:
    return told(text, name).report.id


# ---- reports of our own


COVERS = (
    "# {area}\n\n# MAPPA Annual Report {slash}\n",
    "MAPPA\nMulti-Agency Public Protection Arrangements\nAnnual Report {dash}\n{area}\n",
    "{upper}\n\n\nAnnual Report {long}\n",
    "{area} Multi-Agency Public Protection Arrangements (MAPPA) annual report {to}\n",
    "Protecting the public in {area}\n\nMAPPA Annual Report {short}\n",
    "MAPPA Annual Report {end}\n",  # neither area nor the first year
    "{dash}\n",  # the area is in an image
)
BODY = """
## Foreword

We are glad to bring you what the {area} Strategic Management Board has to say about the year. Police, prisons and
probation staff in {area} met every month, and people of {area} may read here what came of it. An exercise with
{others} was a success; {neighbour} MAPPA lent us a chair, and HM Inspectors who visited {neighbour} and {others} in
the summer of {start} wrote well of it. A man who had done the Thames Valley Sex Offender Programme while at HMP Durham
was one whom {area} MAPPA had to place. Our plan for {next_dash} follows on from that of {last_dash}; from {later}
onwards there will be one system for England and Wales. The {last_dash} annual report is still to be had.

## Statistics

MAPPA-eligible offenders on 31 March {end}

Level 1 120 (on 31 March {start}: 118)

The rest of the data covers the period 1 April {start} to 31 March {end}. The Act is of 2003, the census of 2011.
"""


def synthetic(area: Area, start: int, cover: str) -> str:
    others = [other.name for other in areas() if other.id != area.id]
    neighbour = others[start % len(others)]
    end = start + 1
    values = {
        "area": area.name, "upper": area.name.upper(), "start": start, "end": end, "later": end + 1,
        "neighbour": neighbour, "others": f"{others[end % 41]}, {others[(end + 5) % 41]} and {others[(end + 9) % 41]}",
        "slash": f"{start}/{end % 100:02d}", "dash": f"{start} - {end}", "long": f"{start}/{end}",
        "to": f"{start} to {end}", "short": f"{start}-{end % 10 if end != 2010 else 10}",
        "next_dash": f"{end}-{(end + 1) % 100:02d}", "last_dash": f"{start - 1}-{start % 100:02d}",
    }  # fmt: skip
    return (cover + BODY).format(**values)


def cases() -> Iterator[tuple[Area, int, str]]:
    """Every area, every year from 2004 to 2025 and every cover, each many times."""
    for number, area in enumerate(areas()):
        for step in range(7):
            yield area, 2003 + (number + step * 3) % 22, COVERS[step]


@pytest.mark.parametrize("area", areas(), ids=lambda area: area.id)
def test_reports_of_all_areas_and_years(area: Area) -> None:
    for of, start, cover in cases():
        if of is area:
            identity = told(synthetic(of, start, cover))
            assert identity.report.id == f"{of.id}-{start}-{(start + 1) % 100:02d}", cover
            assert identity.warnings == ()


@pytest.mark.parametrize("area", areas()[::5], ids=lambda area: area.id)
def test_a_file_name_that_says_otherwise_is_noted(area: Area) -> None:
    wrong = next(other for other in areas() if other.id != area.id)
    name = f"{wrong.id}-mappa-2005-06.md"
    identity = told(synthetic(area, 2018, COVERS[0]), name)
    assert identity.report.id == f"{area.id}-2018-19"
    assert identity.warnings == (
        f"the file's name says {wrong.name}, the text {area.name}: taken as {area.name}",
        "the file's name says 2005-06, the text 2018-19: taken as 2018-19",
    )


@pytest.mark.parametrize("name", ["document.pdf", "MAPPA_FINAL_v2.pdf", "2019.md", "kent 2018 to 2019.md", "5f2a.md"])
def test_a_file_name_that_says_nothing_else_is_not_noted(name: str) -> None:
    kent = next(area for area in areas() if area.id == "kent")
    assert told(synthetic(kent, 2018, COVERS[0]), name).warnings == ()


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("west_yorkshire-mappa-2014-15.md", "west-yorkshire-2014-15"),
        ("WestYorkshireMAPPA201415.txt", "west-yorkshire-2014-15"),
        ("westyorkshire-mappa-annual-report-2014-2015 (1).md", "west-yorkshire-2014-15"),
        ("MAPPA_A&S_0405.md", "avon-and-somerset-2004-05"),
        ("Devon%20and%20Cornwall+MAPPA+2015.md", "devon-and-cornwall-2014-15"),
        ("gmp-20010-11.md", "greater-manchester-2010-11"),
        ("south-west-regional-2024-to-2025--2.md", "south-west-2024-25"),
    ],
)
def test_the_file_name_decides_where_the_text_says_nothing(name: str, expected: str) -> None:
    identity = told("A text on MAPPA that names neither place nor time, as short ones may.\n", name)
    assert identity.report.id == expected
    assert [warning.split(" is taken")[1][:21] for warning in identity.warnings] == [" from the file's name"] * 2


# ---- odd ones


def test_a_regional_report() -> None:
    text = (
        "East of England\n\nMAPPA Regional Annual Report 2024 to 2025\n\n"
        + "\n\n".join(f"## {name}\n\nThe {name} MAPPA Strategic Management Board met in {name} as before, and MAPPA in "
                      f"{name} went well: {name} Police and the people of {name} saw to that."
                      for name in ("Norfolk", "Suffolk", "Essex"))
        + "\n\nMAPPA-eligible individuals on 31 March 2025\n"
    )  # fmt: skip
    report = told(text).report
    assert (report.id, report.area, report.region) == ("east-of-england-2024-25", "East of England", "East of England")
    assert report_id(text.replace("East of England", "West Midlands")) == "west-midlands-2024-25"
    assert report_id(text.replace("East of England", "Wales")) == "wales-2024-25"
    assert report_id(text.replace("East of England", "Kent, Surrey & Sussex")) == "kent-surrey-and-sussex-2024-25"


def test_a_region_named_in_an_areas_report_is_no_regional_report() -> None:
    text = "Annual Report 2014 - 2015\n\nThe Dorset MAPPA board thanks National Probation Service South West.\n"
    assert report_id(text + "\nDeputy Director of Custody (South West)\n\nDorset MAPPA.\n") == "dorset-2014-15"


def test_a_welsh_report_has_an_id_of_its_own() -> None:
    text = (
        "Adroddiad Blynyddol MAPPA Gogledd Cymru 2010-11\n\n"
        "Mae'r bwrdd yn falch o gyflwyno'r adroddiad hwn ar y gwaith sydd wedi ei wneud yng Ngogledd Cymru gan "
        "yr heddlu ac eraill i ddiogelu'r cyhoedd, a bod y ffigurau ar 31 Mawrth 2011 yn dangos hyn.\n"
    )
    report = told(text).report
    assert (report.id, report.language, report.area_slug) == ("north-wales-2010-11-cy", "cy", "north-wales")
    assert told(synthetic(place("north-wales"), 2010, COVERS[0])).report.language == "en"


def place(id_: str) -> Area:
    return next(area for area in areas() if area.id == id_)


def test_a_digest_says_so_and_where_the_report_is() -> None:
    text = (
        "# Kent MAPPA annual report 2021 to 2022: digest\n\n"
        "> This is a digest: our own words. The official report is published at\n> https://www.gov.uk/kent-2022.\n\n"
        "The board met.\n"
    )
    report = told(text).report
    assert (report.id, report.digest, report.url) == ("kent-2021-22", True, "https://www.gov.uk/kent-2022")
    assert not told(synthetic(place("kent"), 2021, COVERS[0])).report.digest


def test_the_dates_of_the_tables_outweigh_a_lone_year_in_the_title() -> None:
    text = (
        "Kent MAPPA Annual Report 2014\n\nMAPPA-eligible offenders on 31 March 2015\n\n1 April 2014 to 31 March 2015\n"
    )
    assert report_id(text) == "kent-2014-15"
    assert report_id("Kent MAPPA Annual Report 2015\n\nWe met in 2015 as MAPPA does.\n") == "kent-2014-15"


def test_a_picture_on_the_cover_names_the_area() -> None:
    found = replace(document("MAPPA Annual Report 2014-15\n\nThe board met in Kent.\n"), cover=("Kent MAPPA",))
    assert identify(found, EMPTY).report.id == "kent-2014-15"


# ---- what cannot be told


def test_what_cannot_be_told_is_asked_for() -> None:
    with pytest.raises(UnknownReport) as error:
        told("MAPPA Annual Report 2013-14\n\nIn 2013-14 we met; the figures of 2013-14 show it.\n", "document.md")
    assert str(error.value) == (
        "document.md: cannot tell which area this report is of; years named: 2013-14 (3 times); no area named. "
        "To say it, add this to corpus/reports.toml:\n"
        '    [[report]]\n    area = "?"\n    year = "2013-14"\n'
        f'    sha256 = ["{SUM}"]'
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Kent MAPPA Annual Report\n\nMAPPA in Kent went well.\n", "which year this report is of; no year named"),
        ("MAPPA Annual Report\n", "which area and which year"),
        ("A day in Kent in 2015.\n", "no MAPPA report, for it does not name MAPPA"),
        ("Kent MAPPA Annual Report 2098-99\n\nMAPPA in Kent in 2098-99.\n", "which year this report is of"),
        ("Tayside MAPPA Annual Report 2018-19\n", "which area"),
        ("MAPPA Annual Report 2021/22\n\nMinistry of Justice\n\nEngland and Wales\n\n"
         + "".join(f"{area.name}\t12\n" for area in areas()), "which area"),
        ("MAPPA Annual Report 2012-13\n\nSurrey MAPPA and Kent MAPPA met; Kent MAPPA thanks Surrey MAPPA.\n",
         "which area"),
    ],
)  # fmt: skip
def test_nothing_is_made_up(text: str, said: str) -> None:
    with pytest.raises(UnknownReport, match=said):
        told(text)


WORDS = (
    "Kent",
    "Surrey",
    "MAPPA",
    "annual report",
    "2014-15",
    "2015",
    "31 March",
    "\n",
    "-",
    "[a:kent]",
    "South West",
    "y",
)


@given(st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8))), st.text(max_size=20))
def test_any_text_is_a_report_or_is_asked_about(words: list[str], name: str) -> None:
    text = " ".join(words)
    if not text.strip():
        return
    with suppress(ReadError):
        assert told(text, name).report.area_slug in places()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", [" - ", "Kent, ", "MAPPA ", "2014-15 ", "april 2014 ", "["])
def test_text_without_end_takes_little_time(text: str) -> None:
    with pytest.raises(UnknownReport):
        told("MAPPA annual report " + text * 30_000)


# ---- the five reports


@pytest.mark.shared
@pytest.mark.parametrize("kind", ["text", "pdf"])
def test_the_five_reports(shared: Path, kind: str) -> None:
    for source in find_sources([shared / "corpus" / kind])[0]:
        expected = Path(source.name).stem
        found = read(source, ReadingConfig())
        for name in ("report.pdf", f"{expected}.pdf"):
            identity = identify(replace(found, source=replace(source, name=name)), EMPTY)
            assert (identity.report.id, identity.warnings) == (expected, ())
        misnamed = identify(replace(found, source=replace(source, name="surrey-mappa-2009-10.pdf")), EMPTY)
        assert misnamed.report.id == expected
        assert len(misnamed.warnings) == 2
