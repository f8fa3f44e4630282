"""A section as a reference: plain words, BibTeX and RIS, for reference managers and for court papers."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from indexer.model import Place, Report
from webapp.words import day, report_title, title_of, where


@dataclass(frozen=True, slots=True)
class Reference:
    """What a reader needs to find the passage again. `seen` is the day on which the index was built."""

    report: Report
    place: Place
    address: str
    seen: str

    @property
    def title(self) -> str:
        return " ".join(re.sub(r"[*#]+|<[^<>]*>", "", title_of(self.place)).split())

    @property
    def source(self) -> str:
        return report_title(self.report) + (" (digest)" if self.report.digest else "")


def plain(reference: Reference) -> str:
    """One line: what, where, and how it was found."""
    indexed = f", indexed on {day(reference.seen)}" if reference.seen else ""
    return (
        f"{reference.title}, {reference.source}, {where(reference.place)}. "
        f"In: MAPPA reports{indexed}. {reference.address}\n"
    )


def bibtex(reference: Reference) -> str:
    fields = {
        "title": reference.title,
        "booktitle": reference.source,
        "author": f"{{{reference.report.area} MAPPA}}",
        "year": str(reference.report.year_end),
        "note": where(reference.place),
        "url": reference.address,
    }
    key = re.sub(r"\W+", "-", reference.place.section).strip("-")
    lines = (f"  {name} = {{{_escaped(name, value)}}}" for name, value in fields.items())
    return f"@incollection{{{key},\n" + ",\n".join(lines) + "\n}\n"


def ris(reference: Reference) -> str:
    fields = [
        ("TY", "CHAP"),
        ("TI", reference.title),
        ("T2", reference.source),
        ("A1", f"{reference.report.area} MAPPA"),
        ("PY", str(reference.report.year_end)),
        ("N1", where(reference.place)),
        ("UR", reference.address),
        ("ER", ""),
    ]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in fields)


FORMS: dict[str, tuple[Callable[[Reference], str], str]] = {
    "cite": (plain, "text/plain"),
    "bib": (bibtex, "application/x-bibtex"),
    "ris": (ris, "application/x-research-info-systems"),
}
"""Ending of an address → how the reference is written, and its type."""


def _escaped(name: str, value: str) -> str:
    """BibTeX reads some letters as commands; addresses are kept, for they are not typeset."""
    return value if name == "url" else re.sub(r"([&%$#_])", r"\\\1", value)
