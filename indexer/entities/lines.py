"""On which line of its source a place of a section's text stands."""

from __future__ import annotations

import re
from bisect import bisect_left

from indexer.model import Document, Section


class Lines:
    """Counts in the text of the document, where there is one, else from the first line of the section."""

    def __init__(self, document: Document | None) -> None:
        self._text = document.text if document else ""
        self._feeds = _feeds(self._text)

    def line(self, section: Section, place: int) -> int | None:
        """The line of character `place` of the section's text; None where the source has no lines (PDF)."""
        if section.lines is None:
            return None
        if self._text.startswith(section.text, section.start) and self._text:
            return 1 + bisect_left(self._feeds, section.start + place)
        return section.lines.first + section.text.count("\n", 0, place)


def _feeds(text: str) -> list[int]:
    return [feed.start() for feed in re.finditer("\n", text)]
