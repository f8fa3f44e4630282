"""The facts of a case."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from indexer.model import Span

Value = TypeVar("Value", str, int)


@dataclass(frozen=True, slots=True)
class Fact(Generic[Value]):
    """Something that a study says; `spans` are where, in the text of its section, in order.

    `note` says from what it follows where the text does not say it in so many words, or that it is alleged only.
    """

    value: Value
    spans: tuple[Span, ...]
    note: str | None = None


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """What a case study tells. Each group is in the order of telling; what the text does not say is left empty.

    `section`: its id. `subject`: the pseudonym as the report gives it ("Offender X", "Mr X"). `categories`, `levels`:
    MAPPA's, 1 to 4 and 1 to 3. `agencies`, `orders`, `risks`: canonical names of the tagger, for risks also our own
    ("Harm to children"). `interventions` and `endings` are kinds ("Housing found", "No reoffending"); their spans hold
    the words. Interventions of no known kind follow in the report's words, with a note that says so. `outcome` is the
    text of the sentences that tell what came of it, word for word.
    """

    section: str
    subject: Fact[str] | None = None
    categories: tuple[Fact[int], ...] = ()
    levels: tuple[Fact[int], ...] = ()
    agencies: tuple[Fact[str], ...] = ()
    orders: tuple[Fact[str], ...] = ()
    risks: tuple[Fact[str], ...] = ()
    interventions: tuple[Fact[str], ...] = ()
    endings: tuple[Fact[str], ...] = ()
    outcome: Fact[str] | None = None
