"""Which sections are the same text."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import Numbers

Mask = npt.NDArray[np.bool_]


class Texts:
    """Which sections are the same text: `groups` has one number for each text."""

    def __init__(self, groups: Numbers) -> None:
        self.groups = groups
        self._sizes = np.bincount(groups) if len(groups) else np.zeros(0, np.int64)
        self.alone: Mask = self._sizes[groups] == 1
        """Sections whose text stands nowhere else. These can be counted without looking at texts."""
        self.any_shared = not bool(self.alone.all())
        self._by_group = np.argsort(groups, kind="stable")
        self._firsts = np.concatenate([np.zeros(1, np.int64), np.cumsum(self._sizes)])

    def same(self, number: int | np.int64) -> Numbers:
        """The sections of the text of one, in order."""
        group = int(self.groups[number])
        members: Numbers = self._by_group[self._firsts[group] : self._firsts[group + 1]]
        return members

    def count(self, numbers: Numbers) -> int:
        """Distinct texts among sections."""
        if not self.any_shared:
            return int(numbers.size)
        seen = np.zeros(len(self._sizes), bool)
        seen[self.groups[numbers]] = True
        return int(np.count_nonzero(seen))

    def leading(self, numbers: Numbers, worth: npt.NDArray[np.float32], wanted: int) -> Numbers | None:
        """Where among sections the `wanted` best distinct texts are, and all that are worth as much as the last of
        these or less by a rounding error; None: anywhere. `worth`: one for each of `numbers`."""
        count = wanted
        while count * 8 < len(numbers):
            best: Numbers = np.flatnonzero(worth >= _threshold(worth, count) - ROUNDING)
            if len(best) >= wanted and self.count(numbers[best]) >= wanted:
                return best
            count *= 4
        return None


ROUNDING = np.float32(2e-4)
"""More than what the rounding of a score to four places makes of it."""
BLOCKS = 8
"""Blocks for each number that is looked for."""


def _threshold(worth: npt.NDArray[np.float32], count: int) -> Any:
    """A value that at least `count` of the numbers reach, and hardly more: the best of each block are looked at."""
    block = len(worth) // (count * BLOCKS)
    tops = worth if block < 2 else worth[: len(worth) // block * block].reshape(-1, block).max(axis=1)
    return np.partition(tops, len(tops) - count)[len(tops) - count]
