"""Notes on figures."""

from __future__ import annotations

from dataclasses import replace

from indexer.model import Figure


def remarked(figure: Figure, *remarks: str | None) -> Figure:
    """The figure with more said in its note."""
    return replace(figure, note="; ".join(filter(None, (figure.note, *remarks))) or None)
