"""Question → answer. Routes are tried in order; the first that accounts for every content word of the question
answers it. Where none does, the answer is that the reports do not say."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from indexer.answer.definition import definition
from indexer.backend import SearchBackend
from indexer.model import Answer

Route = Callable[[str, SearchBackend], Answer | None]

ROUTES: tuple[Route, ...] = (definition,)

NOT_ANSWERED = "only questions for the meaning of a term can be answered yet; `mappa define` knows these terms: "


def _terms(backend: SearchBackend) -> str:
    return ", ".join(each.acronym or each.term for each in backend.definitions()) or "none"


def answer(question: str, backend: SearchBackend) -> Answer:
    """Answer from the definitions of the reports, or say why not."""
    start = time.perf_counter()
    found = next(filter(None, (route(question, backend) for route in ROUTES)), None)
    result = found or Answer(question, reason=NOT_ANSWERED + _terms(backend))
    return replace(result, took_ms=(time.perf_counter() - start) * 1000)
