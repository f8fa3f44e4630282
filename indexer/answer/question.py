"""What every route is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from indexer.answer.reading import Reading
from indexer.answer.scope import Scope
from indexer.backend import SearchBackend
from indexer.model import Answer, Filter, StoredSection


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read, and where answers may come from. `seen` and `looked_up` keep what one route has found
    for the next."""

    reading: Reading
    scope: Scope
    backend: SearchBackend
    filters: tuple[Filter, ...] = ()
    seen: dict[str, StoredSection] = field(default_factory=dict, compare=False)
    looked_up: dict[Any, Any] = field(default_factory=dict, compare=False)

    def section(self, section: str) -> StoredSection:
        """As in the index; read once for all routes."""
        if section not in self.seen:
            self.seen[section] = self.backend.section(section)
        return self.seen[section]

    @property
    def text(self) -> str:
        return self.reading.text


@dataclass(frozen=True, slots=True)
class Passed:
    """The route does not claim the question; `why` is shown by --explain."""

    why: str


Route = Callable[[Question], Answer | Passed]
