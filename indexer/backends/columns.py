"""The values that sections have of a facet, as arrays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from indexer.backends.arrays import Numbers, load
from indexer.backends.texts import Mask


class Column:
    """Pairs of a section and the code of a value that it has, by section."""

    def __init__(self, sections: Numbers, codes: Numbers, names: Sequence[str], labels: dict[str, str]) -> None:
        """`names`: the values by their codes, in order; `labels`: how they are shown, where that is not by name."""
        self.sections, self.codes, self.names = sections, codes, names
        self.labels = [labels.get(name, name) for name in names]

    def mask(self, wanted: Iterable[str], size: int) -> Mask:
        """Which of all sections have one of the values. `size`: how many there are."""
        known = [self.numbers[value] for value in set(wanted) if value in self.numbers]
        passes = np.zeros(size, bool)
        passes[self.sections[np.isin(self.codes, known)]] = True
        return passes

    @cached_property
    def numbers(self) -> dict[str, int]:
        """Codes by value."""
        return {name: code for code, name in enumerate(self.names)}

    @cached_property
    def ranks(self) -> Numbers:
        """Of each value its place in the order of the labels."""
        labels = [(label.casefold(), name) for label, name in zip(self.labels, self.names, strict=True)]
        ranks = np.zeros(len(labels), np.int64)
        ranks[sorted(range(len(labels)), key=labels.__getitem__)] = np.arange(len(labels))
        return ranks


def write_column(folder: Path, name: str, sections: Numbers, values: Sequence[str]) -> list[str]:
    """The arrays of a column, for pairs in any order; returns the names of the values."""
    names, codes = np.unique(np.array(values, dtype=np.str_), return_inverse=True)
    order = np.argsort(sections, kind="stable")
    np.save(folder / f"{name}.sections.npy", sections[order].astype(np.int64))
    np.save(folder / f"{name}.codes.npy", codes[order].astype(np.int64))
    return [str(each) for each in names]


def read_column(folder: Path, name: str, names: Sequence[str], labels: dict[str, str]) -> Column:
    return Column(load(folder / f"{name}.sections.npy"), load(folder / f"{name}.codes.npy"), names, labels)
