"""Counting by arrays gives what counting one by one gives."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from indexer.backends.columns import read_column, write_column
from indexer.backends.counting import Selection, Together
from indexer.backends.texts import Texts

SIZE = 40
GROUPS = st.lists(st.integers(0, 50), min_size=SIZE, max_size=SIZE)
MASK = st.lists(st.booleans(), min_size=SIZE, max_size=SIZE)
PAIRS = st.sets(st.tuples(st.integers(0, SIZE - 1), st.sampled_from("abcde")), min_size=1)


def texts_of(groups: list[int]) -> Texts:
    return Texts(np.unique(np.array(groups), return_inverse=True)[1])


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("columns")


@pytest.mark.parametrize("bitmaps", [0, 64])
@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(GROUPS, MASK, PAIRS)
def test_distinct_texts_are_counted(
    folder: Path, bitmaps: int, groups: list[int], mask: list[bool], pairs: set[tuple[int, str]]
) -> None:
    """One by one, as bits, and by value."""
    texts = texts_of(groups)
    given = sorted(pairs)
    names = write_column(folder, "x", np.array([section for section, _ in given]), [value for _, value in given])
    column = read_column(folder, "x", names, {})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("indexer.backends.counting.MOST_BITMAPS", bitmaps)
        counts = Together({"x": column}, texts).counts(Selection(np.flatnonzero(mask), texts))
    wanted = {
        name: len({groups[section] for section, value in given if value == name and mask[section]}) for name in names
    }
    assert dict(zip(names, counts.tolist(), strict=True)) == wanted
    assert texts.count(np.flatnonzero(mask)) == len({groups[n] for n in range(SIZE) if mask[n]})
    assert column.mask(["a", "zzz"], SIZE).tolist() == [(n, "a") in pairs for n in range(SIZE)]


@settings(deadline=None)
@given(st.integers(0, 10_000), st.integers(1, 30), st.integers(0, 3000))
def test_the_best_texts_are_among_the_leading(seed: int, wanted: int, size: int) -> None:
    """Where many are worth the same, too."""
    chance = np.random.default_rng(seed)
    texts = texts_of(chance.integers(0, max(size // 3, 1), 4000).tolist())
    numbers = np.sort(chance.choice(4000, size, replace=False))
    worth = chance.integers(0, 50, size).astype(np.float32) / 7
    best = np.lexsort((numbers, -worth))
    first = np.sort(np.unique(texts.groups[numbers[best]], return_index=True)[1])[:wanted]
    leading = texts.leading(numbers, worth, wanted)
    assert leading is None or set(numbers[best][first].tolist()) <= set(numbers[leading].tolist())


def test_the_sections_of_a_text_are_known() -> None:
    texts = texts_of([3, 1, 3, 2, 1, 3])
    assert [texts.same(n).tolist() for n in (0, 1, 3)] == [[0, 2, 5], [1, 4], [3]]
    assert texts.alone.tolist() == [False, False, False, True, False, False]
