"""What every route is given, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from indexer.answer.reading import Reading
from indexer.answer.scope import Scope
from indexer.backend import SearchBackend
from indexer.model import Answer, Filter


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was read, and where answers may come from."""

    reading: Reading
    scope: Scope
    backend: SearchBackend
    filters: tuple[Filter, ...] = ()

    @property
    def text(self) -> str:
        return self.reading.text


@dataclass(frozen=True, slots=True)
class Passed:
    """The route does not claim the question; `why` is shown by --explain."""

    why: str


Route = Callable[[Question], Answer | Passed]
