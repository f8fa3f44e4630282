"""Which texts are wordings of one text. The work grows with the number of texts, not of pairs.

A text joins the group whose founder it is most like, or founds one. Founders are found by a sketch, their smallest
hashes, which are a fair sample of all (bottom-k MinHash); what is found is then compared exactly.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from indexer.boilerplate.fingerprint import Fingerprint, likeness

SAME = 0.6
"""Likeness from which two texts are wordings of one."""

SKETCH = 48
"""How many of a text's hashes are looked up: enough that two texts of likeness 0.6 share some for certain."""

CROWD = 32
"""Founders that a hash leads to, at most. It bounds the work where one text has hundreds of wordings."""

COMPARED = 8


def founders(texts: Sequence[Fingerprint | None]) -> list[int]:
    """For each text the place in the list of the one that its group begins with; None is alone in its group."""
    groups = _Groups()
    return [number if text is None else groups.place(number, text) for number, text in enumerate(texts)]


class _Groups:
    """Numbered texts by their founders."""

    def __init__(self) -> None:
        self._founders: dict[int, Fingerprint] = {}
        self._copies: dict[bytes, int] = {}
        self._index: dict[int, list[int]] = defaultdict(list)

    def place(self, number: int, text: Fingerprint) -> int:
        """The number of the text's founder: its own where there is none like it."""
        key = text.hashes.tobytes()
        founder = self._copies.get(key)
        if founder is None:
            sketch = text.hashes[:SKETCH].tolist()
            founder = self._nearest(text, sketch)
            if founder is None:
                founder = number
                self._add(number, text, sketch)
            self._copies[key] = founder
        return founder

    def _nearest(self, text: Fingerprint, sketch: Iterable[int]) -> int | None:
        met = Counter(founder for value in sketch for founder in self._index.get(value, ()))
        alike = ((likeness(text, self._founders[founder]), -founder) for founder, _ in met.most_common(COMPARED))
        best, founder = max(alike, default=(0.0, 0))
        return -founder if best >= SAME else None

    def _add(self, number: int, text: Fingerprint, sketch: Iterable[int]) -> None:
        self._founders[number] = text
        for value in sketch:
            if len(founders := self._index[value]) < CROWD:
                founders.append(number)
