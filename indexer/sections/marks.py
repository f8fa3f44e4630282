"""The words of a printed line without the marks of Markdown and HTML."""

from __future__ import annotations

import re
import unicodedata

from indexer.sections.spaced import close_up, is_spaced

TAG = re.compile(r"</?[A-Za-z][^<>]*>")
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
SUPERSCRIPT = re.compile(r"<sup>[^<]*</sup>")
LINK = re.compile(r"!?\[([^\[\]]{0,300})\]\([^()\s]{0,500}\)")
BULLET = re.compile(r"^[\s>]*(?:#{1,6}\s+|[-*+•·▪◦➢❖]\s+|o\s+(?=[A-Z]))+")
MARK = re.compile(r"[*_\\]")
"""What EMPHASIS begins with: finding it, which most lines have none of, costs far less."""
EMPHASIS = re.compile(r"\*+|(?<!\w)_+|_+(?!\w)|\\(?=\W)")


def tidy(text: str) -> str:
    """The words of a line without Markdown and HTML marks, bullets, soft hyphens and doubled spaces."""
    text = unicodedata.normalize("NFKC", text.replace("\u00ad", ""))
    text = close_up(text) if is_spaced(text) else text
    if "<" in text:
        text = BREAK.sub(" ", SUPERSCRIPT.sub("", text))
    if "[" in text:
        text = LINK.sub(r"\1", text)
    if "<" in text:
        text = TAG.sub("", text)
    text = BULLET.sub("", text)
    return " ".join((EMPHASIS.sub("", text) if MARK.search(text) else text).split())
