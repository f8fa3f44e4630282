"""Hostile and odd files, made in code: what a folder of reports may hold by accident or by malice.

Each file is a `Case`. Most hold a whole report of an area and a year of their own, so that a file that is only odd can
be told to have been read right, and one that lies can be told to have harmed no other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from indexer.gazetteers import areas

FIRST_YEAR = 2010
INDEXED = ""
"""In place of a reason: the file is only odd, and its report must be in the index."""

Make = Callable[[str, int], bytes]
"""A report's area and first year → the bytes of its file."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file, and a pattern that the reason for leaving it out must match; INDEXED where it must not be left out, and
    None where it may be, but must not be mistaken for another report."""

    name: str
    make: Make
    says: str | None


@dataclass(frozen=True, slots=True)
class Placed:
    """A case with the report that it holds."""

    case: Case
    area: str
    slug: str
    year: int

    @property
    def report(self) -> str:
        """The id that its report has in the index."""
        return f"{self.slug}-{self.year}-{(self.year + 1) % 100:02}"

    def write(self, folder: Path) -> Path:
        path = folder / self.case.name
        path.write_bytes(self.case.make(self.area, self.year))
        return path


@cache
def everything() -> tuple[Placed, ...]:
    """All cases, each with an area and a year that no other has."""
    return tuple(_placed())


def _placed() -> Iterator[Placed]:
    from tests.hostile import bombs, broken, circles, encoded, locked, mislabelled, named, scripted, shaped

    modules = (broken, locked, bombs, circles, mislabelled, encoded, scripted, named, shaped)
    known = areas()
    for index, case in enumerate(case for module in modules for case in module.CASES):
        area = known[index % len(known)]
        yield Placed(case, area.name, area.id, FIRST_YEAR + index // len(known))
