"""Of which kind a section is: the weights of all rules that hold are added, the heaviest kind wins."""

from __future__ import annotations

from collections import defaultdict

from indexer.model import Kind
from indexer.sections.headings import Boundary
from indexer.sections.rules import kind_rules

MOST = 20_000
"""Characters of a section that tell of which kind it is."""


def kind_of(boundary: Boundary, body: str, parent: Kind | None, features: frozenset[str]) -> tuple[Kind, str]:
    """The kind, and the rule that speaks for it most."""
    weights: dict[Kind, float] = defaultdict(float)
    reasons: dict[Kind, tuple[float, str]] = {}
    for kind, weight, rule in _holding(boundary, body[:MOST], parent or "", features):
        weights[kind] += weight
        reasons[kind] = max(reasons.get(kind, (0.0, "")), (weight, rule))
    best = max(weights, key=lambda kind: weights[kind])
    return best, reasons[best][1]


def _holding(boundary: Boundary, body: str, parent: str, features: frozenset[str]) -> list[tuple[Kind, float, str]]:
    found = [
        (rule.kind, rule.weight, rule.id)
        for rule in kind_rules()
        if rule.holds(boundary.title, body, parent, boundary.origin, features)
    ]
    if boundary.known:
        found.append((boundary.known.kind, boundary.known.weight, boundary.known.id))
    return found
