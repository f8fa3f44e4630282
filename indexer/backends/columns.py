"""The values that sections have of a facet, as arrays, and how many distinct texts of a selection have each.

Packed bitmaps, one a value, were tried: for a facet of 500 values they read far more than the codes of the sections.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import Numbers, load
from indexer.model import Facet, FacetValue

Mask = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]


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
_BLOCK = 256


def _threshold(worth: npt.NDArray[np.float32], count: int) -> Any:
    """A value that at least `count` of the numbers reach, and hardly more: the best of each block are looked at."""
    whole = len(worth) // _BLOCK * _BLOCK
    if count * 4 > whole // _BLOCK:
        return np.partition(worth, len(worth) - count)[len(worth) - count]
    tops = worth[:whole].reshape(-1, _BLOCK).max(axis=1)
    return np.partition(tops, len(tops) - count)[len(tops) - count]


@dataclass(frozen=True, slots=True)
class Selection:
    """Sections to be counted: those whose text stands nowhere else, or all such but these where that is less, and
    those of shared texts."""

    alone: Numbers
    inverted: bool
    shared: Numbers


def select(numbers: Numbers, texts: Texts) -> Selection:
    """`numbers`: of sections, in order."""
    nothing = np.zeros(0, np.int64)
    size = len(texts.groups)
    if not texts.any_shared:
        alone, shared = numbers, nothing
    else:
        kept = texts.alone[numbers]
        alone, shared = numbers[kept], numbers[~kept]
    if 2 * len(alone) <= size:
        return Selection(alone, False, shared)
    others = texts.alone.copy()
    others[alone] = False
    return Selection(np.flatnonzero(others), True, shared)


class Counted(Sequence[FacetValue]):
    """The values of a facet. Of hundreds a page shows some, so each is made only when it is looked at."""

    def __init__(
        self, names: Objects, labels: Objects, codes: Numbers, counts: Numbers,
        selected: frozenset[str], unknown: tuple[str, ...],
    ) -> None:  # fmt: skip
        """`names` and `labels`: of all values by code; `codes`: the values there are, with their `counts`; `unknown`:
        values that are selected and that nothing has."""
        self._names, self._labels, self._codes, self._counts = names, labels, codes, counts
        self._selected, self._unknown = selected, unknown

    def counted(self) -> list[tuple[str, int]]:
        """The values with their counts."""
        known = zip(self._names[self._codes].tolist(), self._counts.tolist(), strict=True)
        return [*known, *((name, 0) for name in self._unknown)]

    def __len__(self) -> int:
        return len(self._codes) + len(self._unknown)

    def __iter__(self) -> Iterator[FacetValue]:
        labels = [*self._labels[self._codes].tolist(), *self._unknown]
        for (name, count), label in zip(self.counted(), labels, strict=True):
            yield FacetValue(name, label, count, name in self._selected)

    @overload
    def __getitem__(self, at: int) -> FacetValue: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[FacetValue, ...]: ...
    def __getitem__(self, at: int | slice) -> FacetValue | tuple[FacetValue, ...]:
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Column:
    """Pairs of a section and the code of a value that it has, by section."""

    def __init__(
        self, sections: Numbers, codes: Numbers, names: Sequence[str], labels: dict[str, str], texts: Texts
    ) -> None:
        """`names`: the values by their codes, in order."""
        self.names, self.labels = names, labels
        self._sections, self._codes, self._texts = sections, codes, texts
        size = len(texts.groups)
        self._starts = np.searchsorted(sections, np.arange(size + 1))
        self._single = len(sections) == size and bool(np.all(sections == np.arange(size)))

    def mask(self, wanted: Iterable[str]) -> Mask:
        """The sections that have one of the values."""
        known = [code for code, name in enumerate(self.names) if name in set(wanted)]
        passes = np.zeros(len(self._texts.groups), bool)
        passes[self._sections[np.isin(self._codes, known)]] = True
        return passes

    def facet(self, name: str, selection: Selection, selected: set[str]) -> Facet:
        """Most frequent first, but years newest first."""
        if not (self.names or selected):
            return Facet(name, ())
        counts = self.counts(selection)
        codes = np.flatnonzero(counts)
        if selected:
            codes = np.union1d(codes, [code for code, value in enumerate(self.names) if value in selected]).astype(int)
        order = codes[::-1] if name == "year" else codes[np.argsort(self._ranks[codes] - counts[codes] * len(counts))]
        unknown = sorted(selected.difference(self.names), key=lambda value: (value.casefold(), value))
        return Facet(name, Counted(*self._shown, order, counts[order], frozenset(selected), tuple(unknown)))

    def counts(self, selection: Selection) -> Numbers:
        """How many distinct texts of a selection have each value."""
        counts = self._count(selection.alone)
        if selection.inverted:
            counts = self._all_alone - counts
        if len(selection.shared):
            pairs, codes = self._shared
            seen = np.zeros(len(codes), bool)
            seen[pairs[self._places(selection.shared)]] = True
            counts = counts + np.bincount(codes[seen], minlength=len(self.names))
        return counts

    def _count(self, numbers: Numbers) -> Numbers:
        return np.bincount(self._codes[self._places(numbers)], minlength=len(self.names))

    def _places(self, numbers: Numbers) -> Numbers:
        """Where the pairs of sections are."""
        if self._single:
            return numbers
        first, last = self._starts[numbers], self._starts[numbers + 1]
        sizes = last - first
        places: Numbers = np.repeat(first - (np.cumsum(sizes) - sizes), sizes) + np.arange(int(sizes.sum()))
        return places

    @cached_property
    def _shown(self) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
        """Values and their labels."""
        labels = [self.labels.get(name, name) for name in self.names]
        return np.array(self.names, object), np.array(labels, object)

    @cached_property
    def _ranks(self) -> Numbers:
        """The order of the labels."""
        labels = [(self.labels.get(name, name).casefold(), name) for name in self.names]
        ranks = np.zeros(len(labels), np.int64)
        ranks[sorted(range(len(labels)), key=labels.__getitem__)] = np.arange(len(labels))
        return ranks

    @cached_property
    def _all_alone(self) -> Numbers:
        return self._count(np.flatnonzero(self._texts.alone))

    @cached_property
    def _shared(self) -> tuple[Numbers, Numbers]:
        """Of each pair the number of its pair of text and value, and the codes of these; for shared texts only."""
        keys = self._codes * (self._texts.groups.max(initial=0) + 1) + self._texts.groups[self._sections]
        inner = ~self._texts.alone[self._sections]
        found, numbers = np.unique(keys[inner], return_inverse=True)
        pairs = np.zeros(len(keys), np.int64)
        pairs[inner] = numbers
        return pairs, found // (self._texts.groups.max(initial=0) + 1)


def write_column(folder: Path, name: str, sections: Numbers, values: Sequence[str]) -> list[str]:
    """The arrays of a column, for pairs in any order; returns the names of the values."""
    names, codes = np.unique(np.array(values, dtype=np.str_), return_inverse=True)
    order = np.argsort(sections, kind="stable")
    np.save(folder / f"{name}.sections.npy", sections[order].astype(np.int64))
    np.save(folder / f"{name}.codes.npy", codes[order].astype(np.int64))
    return [str(each) for each in names]


def read_column(folder: Path, name: str, names: Sequence[str], labels: dict[str, str], texts: Texts) -> Column:
    return Column(load(folder / f"{name}.sections.npy"), load(folder / f"{name}.codes.npy"), names, labels, texts)
