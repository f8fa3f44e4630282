"""The values that sections have of a facet, as arrays, and how many distinct texts of a selection have each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import Numbers, load
from indexer.model import Facet, FacetValue

Mask = npt.NDArray[np.bool_]
Bits = npt.NDArray[np.uint64]

FEW = 10
"""Where fewer than one section in so many is counted, each is looked up for itself."""
HANDFUL = 64
"""Fewer sections are counted without arrays."""
MOST_BITMAPS = 64
"""Values of a facet that are kept as bits. Of 500 these would be more to read than the sections of the values."""


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


class Selection:
    """Sections to be counted: those whose text stands nowhere else, and those of shared texts, each in order."""

    def __init__(self, numbers: Numbers, texts: Texts) -> None:
        self.alone, self.shared = numbers, numbers[:0]
        self._size = len(texts.groups)
        if texts.any_shared:
            kept = texts.alone[numbers]
            self.alone, self.shared = numbers[kept], numbers[~kept]
        self.few = len(self.alone) * FEW < self._size

    @cached_property
    def mask(self) -> Mask:
        """Of the sections whose text stands nowhere else."""
        found = np.zeros(self._size, bool)
        found[self.alone] = True
        return found

    @cached_property
    def bits(self) -> Bits:
        (found,) = _packed(self.mask[None, :])
        return np.asarray(found)


def _packed(masks: Mask) -> Bits:
    """Each row as bits, 64 in a number."""
    width = -(-masks.shape[1] // 64) * 64
    padded = np.pad(masks, ((0, 0), (0, width - masks.shape[1])))
    return np.asarray(np.packbits(padded, axis=1).view(np.uint64), np.uint64)


class Counted(Sequence[FacetValue]):
    """The values of a facet. Of hundreds a page shows some, so each is made only when it is looked at."""

    def __init__(
        self, names: Sequence[str], labels: Sequence[str], found: Sequence[tuple[int, int]],
        selected: set[str], unknown: tuple[str, ...],
    ) -> None:  # fmt: skip
        """`names` and `labels`: of all values by code; `found`: the codes there are, with their counts; `unknown`:
        values that are selected and that nothing has."""
        self._names, self._labels, self._found = names, labels, found
        self._selected, self._unknown = selected, unknown

    def counted(self) -> list[tuple[str, int]]:
        """The values with their counts."""
        names = self._names
        return [(names[code], count) for code, count in self._found] + [(name, 0) for name in self._unknown]

    def __len__(self) -> int:
        return len(self._found) + len(self._unknown)

    def __iter__(self) -> Iterator[FacetValue]:
        yield from self._values(self._found)
        yield from (FacetValue(name, name, 0, selected=True) for name in self._unknown)

    def _values(self, found: Iterable[tuple[int, int]]) -> Iterator[FacetValue]:
        for code, count in found:
            name = self._names[code]
            yield FacetValue(name, self._labels[code], count, name in self._selected)

    @overload
    def __getitem__(self, at: int) -> FacetValue: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[FacetValue, ...]: ...
    def __getitem__(self, at: int | slice) -> FacetValue | tuple[FacetValue, ...]:
        if isinstance(at, slice) and not self._unknown:
            return tuple(self._values(self._found[at]))
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
        newest = name == "year"
        unknown: tuple[str, ...] = ()
        if selected:
            found = self._sorted(self.counts(selection), newest, [self._numbers.get(value, -1) for value in selected])
            unknown = tuple(sorted(selected.difference(self.names), key=lambda value: (value.casefold(), value)))
        elif len(selection.shared) or len(selection.alone) >= HANDFUL:
            found = self._sorted(self.counts(selection), newest)
        else:
            found = self._handful(selection.alone, newest)
        return Facet(name, Counted(self.names, self._shown, found, selected, unknown))

    def _sorted(self, counts: Numbers, newest: bool, always: Iterable[int] = ()) -> list[tuple[int, int]]:
        """The codes that have a count, and those that are shown `always`, with their counts."""
        kept = counts > 0
        for code in always:
            if code >= 0:
                kept[code] = True
        codes = kept.nonzero()[0]
        found = counts[codes]
        order = (-codes if newest else self._ranks[codes] - found * len(counts)).argsort()
        return list(zip(codes[order].tolist(), found[order].tolist(), strict=True))

    def _handful(self, numbers: Numbers, newest: bool) -> list[tuple[int, int]]:
        """The same of some dozen sections, one by one."""
        if self._single:
            codes = self._codes[numbers].tolist()
        else:
            bounds = zip(self._starts[numbers].tolist(), self._starts[numbers + 1].tolist(), strict=True)
            codes = [code for first, last in bounds for code in self._codes[first:last].tolist()]
        counts = Counter(codes).items()
        return sorted(counts, reverse=True) if newest else sorted(counts, key=self._frequent)

    def _frequent(self, counted: tuple[int, int]) -> tuple[int, int]:
        return -counted[1], self._listed[counted[0]]

    def counts(self, selection: Selection) -> Numbers:
        """How many distinct texts of a selection have each value."""
        counts = self._count(selection)
        if len(selection.shared):
            pairs, codes = self._shared
            seen = np.zeros(len(codes), bool)
            seen[pairs[self._places(selection.shared)]] = True
            counts = counts + np.bincount(codes[seen], minlength=len(self.names))
        return counts

    def _count(self, selection: Selection) -> Numbers:
        """Of texts that stand once. Few sections are looked up one by one; else the sections of all values are gone
        through, as bits where there are few of these: how many are counted does not matter then."""
        if selection.few:
            return np.bincount(self._codes[self._places(selection.alone)], minlength=len(self.names))
        if self._bounds is not None:
            return np.diff(selection.alone.searchsorted(self._bounds))
        if len(self.names) <= MOST_BITMAPS:
            held = np.bitwise_count(self._bitmaps & selection.bits).sum(axis=1, dtype=np.uint32)
            return np.asarray(held, np.int64)
        sections, starts = self._by_value
        return np.add.reduceat(selection.mask.take(sections).view(np.uint8), starts, dtype=np.int64)

    def _places(self, numbers: Numbers) -> Numbers:
        """Where the pairs of sections are."""
        if self._single:
            return numbers
        first = self._starts[numbers]
        sizes = self._starts[numbers + 1] - first
        ends = sizes.cumsum()
        places: Numbers = (first - ends + sizes).repeat(sizes)
        places += np.arange(len(places))
        return places

    @cached_property
    def _bitmaps(self) -> Bits:
        """Of each value the sections that have it."""
        masks = np.zeros((len(self.names), len(self._texts.groups)), bool)
        masks[self._codes, self._sections] = True
        return _packed(masks)

    @cached_property
    def _by_value(self) -> tuple[Numbers, Numbers]:
        """The sections of each value, one after another, and where these begin."""
        order = np.argsort(self._codes, kind="stable")
        starts = np.searchsorted(self._codes[order], np.arange(len(self.names)))
        return self._sections[order], starts

    @cached_property
    def _shown(self) -> list[str]:
        return [self.labels.get(name, name) for name in self.names]

    @cached_property
    def _numbers(self) -> dict[str, int]:
        return {name: code for code, name in enumerate(self.names)}

    @cached_property
    def _bounds(self) -> Numbers | None:
        """Where the sections of each value begin, and one more, where these follow each other value by value."""
        if not self._single or np.any(self._codes[1:] < self._codes[:-1]):
            return None
        return np.searchsorted(self._codes, np.arange(len(self.names) + 1))

    @cached_property
    def _listed(self) -> list[int]:
        ranks: list[int] = self._ranks.tolist()
        return ranks

    @cached_property
    def _ranks(self) -> Numbers:
        """The order of the labels."""
        labels = [(self.labels.get(name, name).casefold(), name) for name in self.names]
        ranks = np.zeros(len(labels), np.int64)
        ranks[sorted(range(len(labels)), key=labels.__getitem__)] = np.arange(len(labels))
        return ranks

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
