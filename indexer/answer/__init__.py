"""Question → answer. The routes are tried in this order; the first that claims the question answers it, or says why the
reports do not. Each route gives its reason for passing a question on."""

from __future__ import annotations

import time
from collections.abc import Iterable
from dataclasses import replace

from indexer.answer.comparison import comparison
from indexer.answer.definition import definition
from indexer.answer.faq import faq
from indexer.answer.figure import figure
from indexer.answer.fixed import fixed
from indexer.answer.mending import mend
from indexer.answer.passages import closest, passages
from indexer.answer.practice import practice
from indexer.answer.question import Question, Route
from indexer.answer.reading import Reading, read
from indexer.answer.scope import named, scope
from indexer.answer.span import span
from indexer.backend import SearchBackend
from indexer.model import Answer, Filter

ROUTES: tuple[Route, ...] = (definition, figure, comparison, faq, span, practice, passages)


def answer(text: str, backend: SearchBackend, filters: Iterable[Filter] = ()) -> Answer:
    """Answer from the reports that pass the filters, or say that they do not."""
    start = time.perf_counter()
    found = _answer(text, backend, tuple(filters))
    return replace(found, took_ms=(time.perf_counter() - start) * 1000)


def _answer(text: str, backend: SearchBackend, filters: tuple[Filter, ...]) -> Answer:
    if said := fixed(text, lambda name: named(name, backend)):
        return said
    mended, how = mend(text, backend)
    reading = replace(read(mended, how), text=text)
    asked = Question(reading, scope(reading, backend, filters), backend, filters)
    trace = [_understood(reading)]
    if asked.scope.refusal:
        return Answer(text, reason=asked.scope.refusal, notes=reading.mended, passed=tuple(trace))
    for route in ROUTES:
        found = route(asked)
        if isinstance(found, Answer):
            trace.append(f"{route.__name__}: {'answers' if found.answered else 'refuses'}")
            return replace(found, notes=(*found.notes, *reading.mended), passed=tuple(trace))
        trace.append(f"{route.__name__}: passes, {found.why}")
    near = closest(asked)
    return Answer(
        text, reason="nothing in the reports answers it", closest=near, notes=reading.mended, passed=tuple(trace)
    )


def _understood(reading: Reading) -> str:
    parts = {
        "areas": ", ".join(reading.places.areas),
        "years": ", ".join(str(choice[0]) for choice in reading.years.named),
        "concepts": ", ".join(reading.concepts),
        "not accounted for": ", ".join(reading.unknown),
    }
    return "read as: " + "; ".join(f"{name} {value}" for name, value in parts.items() if value)


__all__ = ["answer"]
