"""Fonts of a PDF, as far as text needs them: letters and width of each code, and whether the type is bold.

pypdf decodes encodings, character maps and widths; it does so in a class that it does not yet offer by name, so this is
the one place that knows where it lives.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from pypdf.generic import DictionaryObject
from pypdf.generic._font import Font

BOLD = re.compile(r"bold|black|heavy|demi|-(bd|sb)\b", re.IGNORECASE)
SWAPPED = {ord(letter) << 8: letter for letter in "abcdefghijklmnopqrstuvwxyz"} | {0xCF00: "fi"}
"""Letters whose two bytes the producer wrote in the wrong order, as Ghostscript does with the letters of a ligature:
"琀椀" for "ti", "昀케" for "ffi"."""
FORCE_BOLD = 1 << 18
"""The flag of a font descriptor (ISO 32000-1, table 123)."""


SHORT = 3
"""Bytes of the longest string of which a font keeps what it shows."""


class Shown(NamedTuple):
    """The letters of a string, how wide they are in ems, how many glyphs there are, and how many of these spaces."""

    text: str
    width: float
    glyphs: int
    spaces: int


@dataclass(slots=True)
class Face:
    """A font, as far as text needs it: each code's letters and width in ems."""

    bold: bool
    encoding: str | dict[int, str]
    glyphs: dict[str, tuple[str, float]]
    letters: dict[str, str]
    widths: dict[str, float]
    mapped: bool
    space: float
    strings: dict[bytes, Shown] = field(default_factory=dict)

    def shown(self, string: bytes) -> Shown:
        """What is shown of a string. Short ones come again and again, where lines are set pair by pair."""
        if len(string) > SHORT:
            return _shown(self.read(string))
        if (known := self.strings.get(string)) is None:
            known = self.strings[string] = _shown(self.read(string))
        return known

    def read(self, string: bytes) -> list[tuple[str, float]]:
        """Letters and width of each glyph in `string`."""
        if isinstance(self.encoding, str):
            codes = string.decode(self.encoding, "replace")
            return [self.glyphs.get(code) or self._learn(code, code) for code in codes]
        known = self.encoding
        return [self.glyphs.get(chr(b)) or self._learn(chr(b), known.get(b, chr(b))) for b in string]

    def _learn(self, code: str, default: str) -> tuple[str, float]:
        letters = str(self.letters.get(default, default)).translate(SWAPPED)
        width = self.widths.get(code, self.widths.get("default", 500.0))
        glyph = (letters, float(width) / 1000)
        self.glyphs[code] = glyph
        return glyph


def _shown(glyphs: Sequence[tuple[str, float]]) -> Shown:
    texts = [text for text, _ in glyphs]
    return Shown("".join(texts), sum(width for _, width in glyphs), len(glyphs), texts.count(" "))


Faces = dict[int, Face]
"""Faces by the object number of their font: a document's pages share them."""


def read_face(font: DictionaryObject) -> Face:
    """The face of a font dictionary. Raises whatever pypdf raises on damaged fonts."""
    read = Font.from_font_resource(font)
    descriptor = read.font_descriptor
    weight = descriptor.weight if isinstance(descriptor.weight, (int, float)) else 0
    flags = descriptor.flags if isinstance(descriptor.flags, int) else 0
    mapped = read.interpretable and not (read.sub_type == "Type0" and not read.character_map and _opaque(font))
    return Face(
        bold=bool(BOLD.search(read.name)) or weight >= 600 or bool(flags & FORCE_BOLD),
        encoding=read.encoding,
        glyphs={},
        letters=read.character_map,
        widths=read.character_widths,
        mapped=mapped,
        space=float(read.space_width) / 1000,
    )


def _opaque(font: DictionaryObject) -> bool:
    """Whether the codes of a composite font are glyph numbers, which say nothing about letters."""
    return "/ToUnicode" not in font and str(font.get("/Encoding", "")).startswith("/Identity")
