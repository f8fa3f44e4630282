"""Small reports in our own words, for tests that need files to index."""

from __future__ import annotations

from pathlib import Path

TEXT = """# {area}

# Annual Report {year}-{next}

# Foreword

Welcome to the annual report of the {area} Strategic Management Board. We thank every agency for its work this year.

# What is MAPPA?

## MAPPA background

MAPPA are arrangements by which the police, probation and prisons manage people who may do serious harm. Other agencies
have a duty to co-operate with them, and lay advisers ask the questions that a member of the public would ask.

# MAPPA Statistics

#### MAPPA-eligible offenders on 31 March {next}

\tCategory 1: Registered sex offenders\tCategory 2: Violent offenders\tCategory 3: Other dangerous offenders\tTotal
Level 1\t{one}\t50\t-\t{sum}
Level 2\t3\t2\t1\t6
Level 3\t1\t0\t1\t2
Total\t{total}\t52\t2\t{all}

#### Total number of Registered Sexual Offenders per 100,000 population

{rate}

# Explanation commentary on statistical tables

## MAPPA background

The totals reflect the picture on 31 March {next}. The rest of the data covers 1 April {year} to 31 March {next}.

(a) MAPPA-eligible offenders – people whom the law makes eligible because of what they were convicted of.

(b) Breach of licence – a person released from prison who does not keep to the conditions may be recalled.

(c) Sexual Risk Order (SRO) – made by a magistrates' court for a person without a conviction who poses a risk of harm.

# Local page

## Housing in {area}

The board agreed a housing protocol with every council in {area}, so that a person is not released to no
address. {extra}
"""


def text(area: str = "Kent", year: int = 2021, *, one: int = 100, rate: int = 120, extra: str = "") -> str:
    """A report of the area for the year that begins in April of `year`."""
    return TEXT.format(
        area=area, year=year, next=year + 1, one=one, sum=one + 50, total=one + 4, all=one + 58, rate=rate, extra=extra
    )


def write(
    folder: Path, area: str = "Kent", year: int = 2021, *, one: int = 100, rate: int = 120, extra: str = ""
) -> Path:
    """The same as a file, named by area and year."""
    path = folder / f"{area.lower().replace(' ', '-')}-{year}.md"
    path.write_text(text(area, year, one=one, rate=rate, extra=extra), encoding="utf-8")
    return path
