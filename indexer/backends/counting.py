"""How many distinct texts of a selection have each value of several facets, counted together: for a small selection a
call of numpy takes longer than what it does, so that there must be few."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, overload

import numpy as np
import numpy.typing as npt

from indexer.backends.arrays import Numbers
from indexer.backends.columns import Column
from indexer.backends.texts import Mask, Texts
from indexer.model import FacetValue

Bits = npt.NDArray[np.uint64]

FEW = 8
"""Where fewer than one section in so many is counted, each is looked up for itself."""
MOST_BITMAPS = 64
"""Values of a facet that are kept as bits of all sections. Of 500 these would be more to read than their sections."""
WORD = 64


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
        """Of the sections whose text stands nowhere else; some more at the end are never selected."""
        found = np.zeros(_width(self._size), bool)
        found[self.alone] = True
        return found

    @cached_property
    def bits(self) -> Bits:
        return _packed(self.mask)


def _width(size: int) -> int:
    """A multiple of WORD that is greater."""
    return (size // WORD + 1) * WORD


def _packed(masks: Mask) -> Bits:
    """Each row as bits."""
    return np.asarray(np.packbits(masks, axis=-1).view(np.uint64), np.uint64)


class Counted(Sequence[FacetValue]):
    """The values of a facet. Of hundreds a page shows some, so each is made only when it is looked at."""

    def __init__(
        self, together: Together, codes: Numbers, counts: Numbers, selected: set[str], unknown: tuple[str, ...]
    ) -> None:
        """`codes`: the values there are, with their counts; `unknown`: values selected that nothing has."""
        self._together, self._codes, self._counts = together, codes, counts
        self._selected, self._unknown = selected, unknown

    def counted(self) -> list[tuple[str, int]]:
        """The values with their counts."""
        names: list[str] = self._together.names[self._codes].tolist()
        found = list(zip(names, self._counts.tolist(), strict=True))
        return found + [(name, 0) for name in self._unknown] if self._unknown else found

    def __len__(self) -> int:
        return len(self._codes) + len(self._unknown)

    def __iter__(self) -> Iterator[FacetValue]:
        yield from self._values(slice(None))
        yield from (FacetValue(name, name, 0, selected=True) for name in self._unknown)

    def _values(self, at: slice) -> Iterator[FacetValue]:
        names, labels = (of[self._codes[at]].tolist() for of in (self._together.names, self._together.labels))
        for name, label, count in zip(names, labels, self._counts[at].tolist(), strict=True):
            yield FacetValue(name, label, count, name in self._selected)

    @overload
    def __getitem__(self, at: int) -> FacetValue: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[FacetValue, ...]: ...
    def __getitem__(self, at: int | slice) -> FacetValue | tuple[FacetValue, ...]:
        if isinstance(at, slice) and not self._unknown:
            return tuple(self._values(at))
        return tuple(self)[at]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))


class Together:
    """The values of several facets, with codes one after another."""

    def __init__(self, columns: Mapping[str, Column], texts: Texts) -> None:
        self._columns, self._texts = columns, texts
        held, size = list(columns.values()), len(texts.groups)
        self._firsts = np.cumsum([0, *(len(column.names) for column in held)])
        """Of each facet its first code, and one more."""
        self._count = int(self._firsts[-1])
        self.names = _objects(name for column in held for name in column.names)
        self.labels = _objects(label for column in held for label in column.labels)
        sections = np.concatenate([np.zeros(0, np.int64), *(column.sections for column in held)])
        codes = [column.codes + first for column, first in zip(held, self._firsts, strict=False)]
        order = np.argsort(sections, kind="stable")
        self._sections, self._codes = sections[order], np.concatenate([np.zeros(0, np.int64), *codes])[order]
        self._starts = np.searchsorted(self._sections, np.arange(size + 1))
        self._before, self._step = self._order(size)

    def _order(self, size: int) -> tuple[Numbers, Numbers]:
        """Numbers that order the codes: the first of each code, less the second as often as it is counted. Facet by
        facet, most frequent first, but years newest first."""
        many = max((len(column.names) for column in self._columns.values()), default=0) + 1
        before, steps = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for number, (name, column) in enumerate(self._columns.items(), 1):
            newest = name == "year"
            ranks = -np.arange(len(column.names)) if newest else column.ranks
            before.append(number * (size + 1) * many + ranks)
            steps.append(np.full(len(ranks), 0 if newest else many))
        return np.concatenate(before), np.concatenate(steps)

    def facets(self, selection: Selection, selected: Mapping[str, set[str]]) -> dict[str, Counted]:
        """Of each facet the values that the selection has, and those selected."""
        counts = self.counts(selection)
        kept = counts > 0
        for name, values in selected.items():
            kept[self._known(name, values)] = True
        codes = kept.nonzero()[0]
        found = counts[codes]
        bounds = codes.searchsorted(self._firsts).tolist()
        order = (self._before[codes] - found * self._step[codes]).argsort()
        codes, found = codes[order], found[order]
        made = {}
        for number, (name, column) in enumerate(self._columns.items()):
            of, wanted = slice(bounds[number], bounds[number + 1]), selected.get(name, set())
            unknown = tuple(sorted(wanted.difference(column.numbers), key=_by_letters)) if wanted else ()
            made[name] = Counted(self, codes[of], found[of], wanted, unknown)
        return made

    def _known(self, name: str, values: Iterable[str]) -> list[int]:
        column = self._columns[name]
        first = int(self._firsts[list(self._columns).index(name)])
        return [first + column.numbers[value] for value in values if value in column.numbers]

    def counts(self, selection: Selection) -> Numbers:
        """How many distinct texts of a selection have each value, by code."""
        if selection.few:
            counts = np.bincount(self._codes[self._places(selection.alone)], minlength=self._count)
        else:
            counts = self._many(selection)
        if len(selection.shared):
            pairs, codes = self._shared
            seen = np.zeros(len(codes), bool)
            seen[pairs[self._places(selection.shared)]] = True
            counts = counts + np.bincount(codes[seen], minlength=self._count)
        return counts

    def _places(self, numbers: Numbers) -> Numbers:
        """Where the pairs of sections are."""
        first = self._starts[numbers]
        sizes = self._starts[numbers + 1] - first
        ends = sizes.cumsum()
        places: Numbers = (first - ends + sizes).repeat(sizes)
        places += np.arange(len(places))
        return places

    def _many(self, selection: Selection) -> Numbers:
        """Of texts that stand once. The sections of all values are gone through, as bits where there are few values:
        how many are counted does not matter then."""
        counts = np.zeros(self._count, np.int64)
        for of, bounds in self._blocks:
            counts[of] = np.diff(selection.alone.searchsorted(bounds))
        codes, bitmaps = self._bitmaps
        if len(codes):
            counts[codes] = np.bitwise_count(bitmaps & selection.bits).sum(axis=1, dtype=np.uint32)
        codes, sections, starts = self._by_value
        if len(codes):
            held = np.bitwise_count(_packed(selection.mask.take(sections)))
            counts[codes] = np.add.reduceat(held, starts, dtype=np.uint32)
        return counts

    @cached_property
    def _blocks(self) -> list[tuple[slice, Numbers]]:
        """Of facets whose values follow each other: where the sections of each value begin, and one more."""
        return [
            (slice(first, first + len(column.names)), np.searchsorted(column.codes, np.arange(len(column.names) + 1)))
            for first, column in zip(self._firsts.tolist(), self._columns.values(), strict=False)
            if self._in_blocks(column)
        ]

    def _in_blocks(self, column: Column) -> bool:
        """Whether each section has one value, and those of a value follow each other."""
        everything = np.arange(len(self._texts.groups))
        return np.array_equal(column.sections, everything) and not np.any(column.codes[1:] < column.codes[:-1])

    def _codes_of(self, many: bool) -> Numbers:
        """Of facets with few values, or with many."""
        found = [
            np.arange(first, first + len(column.names))
            for first, column in zip(self._firsts.tolist(), self._columns.values(), strict=False)
            if (len(column.names) > MOST_BITMAPS) == many and not self._in_blocks(column)
        ]
        return np.concatenate([np.zeros(0, np.int64), *found])

    @cached_property
    def _bitmaps(self) -> tuple[Numbers, Bits]:
        """Codes, and of each the sections that have it."""
        codes = self._codes_of(many=False)
        rows = np.full(self._count, -1)
        rows[codes] = np.arange(len(codes))
        inside = rows[self._codes] >= 0
        masks = np.zeros((len(codes), _width(len(self._texts.groups))), bool)
        masks[rows[self._codes[inside]], self._sections[inside]] = True
        return codes, _packed(masks)

    @cached_property
    def _by_value(self) -> tuple[Numbers, Numbers, Numbers]:
        """Codes, and of each the sections that have it, one after another, filled up to words with one that is never
        selected; and in which words they begin."""
        codes = self._codes_of(many=True)
        order = np.argsort(self._codes, kind="stable")
        sizes = np.bincount(self._codes, minlength=self._count)
        firsts = (np.cumsum(sizes) - sizes)[codes]
        words = -(-sizes[codes] // WORD)
        starts = np.cumsum(words) - words
        filled = np.full(int(words.sum()) * WORD, len(self._texts.groups))
        for first, size, start in zip(firsts.tolist(), sizes[codes].tolist(), starts.tolist(), strict=True):
            filled[start * WORD : start * WORD + size] = self._sections[order[first : first + size]]
        return codes, filled, starts

    @cached_property
    def _shared(self) -> tuple[Numbers, Numbers]:
        """Of each pair the number of its pair of text and value, and the codes of these; for shared texts only."""
        many = int(self._texts.groups.max(initial=0)) + 1
        keys = self._codes * many + self._texts.groups[self._sections]
        inner = ~self._texts.alone[self._sections]
        found, numbers = np.unique(keys[inner], return_inverse=True)
        pairs = np.zeros(len(keys), np.int64)
        pairs[inner] = numbers
        return pairs, found // many


def _objects(values: Iterable[str]) -> npt.NDArray[Any]:
    """As an array of which many can be taken at once."""
    listed = list(values)
    found = np.empty(len(listed), object)
    found[:] = listed
    return found


def _by_letters(value: str) -> tuple[str, str]:
    return value.casefold(), value
