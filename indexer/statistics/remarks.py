"""Notes on figures."""

from __future__ import annotations

from dataclasses import replace

from indexer.model import Figure


def remarked(figure: Figure, *remarks: str | None) -> Figure:
    """The figure with more said in its note."""
    return replace(figure, note="; ".join(filter(None, (figure.note, *remarks))) or None)


def printed_again(value: str) -> str:
    """What is said of a row of which the report holds a damaged copy: neither value is hidden."""
    return f'the report prints this row a second time, damaged, with "{value}"'
