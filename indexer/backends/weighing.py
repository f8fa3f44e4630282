"""BM25F: what it is worth how often something stands in the fields of a document."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt

from indexer.backends.conventions import FIELDS

Floats = npt.NDArray[np.float32]

WEIGHTS = {"title": 2.0, "term": 3.0, "question": 2.0, "place": 0.5, "text": 1.0}
"""What a word in a field counts."""
K1, B = 1.2, 0.4
"""How soon more of the same says nothing new, and how much a field's length counts: little, because a long section is
about several things rather than wordy."""

_WEIGHTS = np.array([WEIGHTS[name] for name in FIELDS], np.float32)


def shares(lengths: Floats) -> Floats:
    """What one word in each field (a row each) of each document counts: its weight, evened out by the field's length,
    so that one of average length has the weight itself; empty ones do not make the average."""
    used = lengths > 0
    means = lengths.sum(axis=1, where=used) / np.maximum(used.sum(axis=1), 1)
    norms = 1 - B + B * lengths / np.maximum(means, 1)[:, None]
    found: Floats = (_WEIGHTS[:, None] / norms).astype(np.float32)
    return found


def rarity(documents: int, having: int) -> float:
    """Lucene's inverse document frequency, which is never negative."""
    return math.log1p((documents - having + 0.5) / (having + 0.5))


def damped(total: Floats, rare: float | Floats) -> Floats:
    """Scores: the counts of all fields together are damped, so that the tenth says less than the first."""
    found: Floats = total * (rare * (K1 + 1)) / (total + K1)
    return found
