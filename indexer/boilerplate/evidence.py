"""What the reports that are held say about what is national: it stands in the reports of enough areas.

How many are enough depends on how many areas' reports there are to compare. With a few, two must do. With many, text
that two neighbours or the areas of one region share (a region has up to seven of the 42 areas) is not national: a
quarter must have it. Reports in Welsh are counted by themselves.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from math import ceil

import numpy as np

from indexer.boilerplate.fingerprint import NOTHING, Hashes
from indexer.boilerplate.passages import Passage

FEW = 8
"""From so many areas on, more than two of them must share a text."""

QUARTER = 0.25


def needed(areas: int) -> int:
    """In how many areas' reports a text must stand to be national, when so many areas' reports are held."""
    return 2 if areas < FEW else max(3, ceil(QUARTER * areas))


def national_runs(passages: Iterable[Passage]) -> Hashes:
    """The runs of words that enough areas' reports have in one year, or over the years: sorted, each once."""
    years: dict[tuple[str, int], dict[str, list[Hashes]]] = defaultdict(lambda: defaultdict(list))
    for each in passages:
        if each.print is not None:
            years[each.language, each.year][each.area].append(each.print.runs)
    found = []
    ever: dict[str, dict[str, list[Hashes]]] = defaultdict(lambda: defaultdict(list))
    for (language, _), areas in years.items():
        by_area = {area: np.unique(np.concatenate(runs)) for area, runs in areas.items()}
        found.append(_shared(by_area.values()))
        for area, runs in by_area.items():
            ever[language][area].append(runs)
    found += [_shared([np.unique(np.concatenate(runs)) for runs in areas.values()]) for areas in ever.values()]
    return np.unique(np.concatenate(found)) if found else NOTHING


def _shared(areas: Collection[Hashes]) -> Hashes:
    values, counts = np.unique(np.concatenate(tuple(areas)), return_counts=True)
    return values[counts >= needed(len(areas))]


class Held:
    """Which areas' reports there are, by year."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self._areas: dict[tuple[str, int], set[str]] = defaultdict(set)
        for each in passages:
            self._areas[each.language, each.year].add(each.area)

    def compared(self, passage: Passage) -> bool:
        """Is there a report of another area for the same year?"""
        return len(self._areas[passage.language, passage.year]) > 1

    def national(self, members: Sequence[Passage]) -> bool:
        """Do enough areas, of those whose reports of these years are held, have the text? An area that repeats itself
        from year to year counts once."""
        years = {(each.language, each.year) for each in members}
        held = set().union(*(self._areas[year] for year in years))
        return len({each.area for each in members}) >= needed(len(held))
