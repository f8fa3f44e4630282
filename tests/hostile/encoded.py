"""Text files in odd encodings and of odd characters."""

from __future__ import annotations

import codecs
import unicodedata
from collections.abc import Callable

from tests import reports
from tests.hostile import INDEXED, Case

NO_TEXT = "bytes that no text has|not text|no text"
UNKNOWN = "which (area|year)|area|year"
WELSH = "Tŷ Hafan, Ynys Môn, gŵr, café – “quoted” … "


def _as(name: str, says: str | None, encode: Callable[[str], bytes]) -> Case:
    """A report in an encoding, with letters that tell encodings apart."""
    return Case(f"{name}.txt", lambda area, year: encode(reports.text(area, year, extra=WELSH)), says)


def _in(encoding: str, says: str | None = INDEXED, mark: bytes = b"") -> Case:
    return _as(encoding, says, lambda text: mark + text.encode(encoding, "replace"))


def _changed(name: str, says: str | None, change: Callable[[str], str]) -> Case:
    """A report in UTF-8 whose text was changed."""
    return _as(name, says, lambda text: change(text).encode())


def _spread(mark: str) -> Callable[[str], str]:
    """The mark after each letter."""
    return lambda text: "".join(letter + mark if letter.isalnum() else letter for letter in text)


def _lined(end: str) -> Callable[[str], str]:
    return lambda text: text.replace("\n", end)


def _between(mark: str, every: int = 400) -> Callable[[str], str]:
    def change(text: str) -> str:
        return mark.join(text[start : start + every] for start in range(0, len(text), every))

    return change


def _after(more: str) -> Callable[[str], str]:
    return lambda text: text + "\n" + more


def _bytes_between(mark: bytes, says: str | None, name: str) -> Case:
    def encode(text: str) -> bytes:
        data = text.encode()
        return data[:1_800] + mark + data[1_800:]

    return _as(name, says, encode)


def _other_digits(first: str) -> Callable[[str], str]:
    """The digits of another script, or other forms of ours."""
    return lambda text: text.translate({ord("0") + n: chr(ord(first) + n) for n in range(10)})


def _mathematical(text: str) -> str:
    return "".join(chr(0x1D400 + ord(letter) - ord("A")) if "A" <= letter <= "Z" else letter for letter in text)


BYTES = bytes(range(256))

CASES = (
    _in("utf-8", mark=codecs.BOM_UTF8),
    _in("utf-16-le", mark=codecs.BOM_UTF16_LE),
    _in("utf-16-be", mark=codecs.BOM_UTF16_BE),
    _as("utf-16 of odd length", None, lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le") + b"\n"),
    _as("utf-16 without mark", f"{NO_TEXT}|UTF-16", lambda text: text.encode("utf-16-le")),
    _as("utf-16 backwards without mark", f"{NO_TEXT}|UTF-16", lambda text: text.encode("utf-16-be")),
    _as("utf-32", None, lambda text: text.encode("utf-32")),
    _as("utf-32 backwards", None, lambda text: codecs.BOM_UTF32_BE + text.encode("utf-32-be")),
    _in("cp1252"),
    _in("latin-1"),
    _in("iso8859-14"),
    _in("cp850"),
    _in("cp437"),
    _in("mac-roman"),
    _in("utf-7", None),
    _in("cp500", None),
    _in("shift-jis"),
    _in("koi8-r"),
    _bytes_between(b"\xff", INDEXED, "one bad byte"),
    _bytes_between(b"\x81\x8d\x8f\x90\x9d", INDEXED, "bytes that no encoding has"),
    _bytes_between(b"\xc0\xaf\xe0\x80\xaf", INDEXED, "letters in too many bytes"),
    _bytes_between(b"\xed\xa0\x80 \xed\xbf\xbf", INDEXED, "halves of letters"),
    _bytes_between(b"\xf8\x88\x80\x80\x80\xff\xfe", INDEXED, "letters beyond all"),
    _bytes_between(b"\x00", None, "one zero byte"),
    _bytes_between(BYTES, None, "all bytes"),
    _bytes_between("é".encode()[:1], INDEXED, "half of a letter"),
    _as("cut in a letter", INDEXED, lambda text: text.encode() + "ŷ".encode()[:1]),
    _as("half in another encoding", INDEXED, lambda text: text.encode() + WELSH.encode("cp1252", "replace") * 20),
    Case("zeros.txt", lambda area, year: bytes(5_000), NO_TEXT),
    Case("zeros.md", lambda area, year: codecs.BOM_UTF16_LE + bytes(5_001), None),
    Case("controls.txt", lambda area, year: bytes(range(1, 9)) * 500, f"{NO_TEXT}|empty|{UNKNOWN}"),
    Case("noise.txt", lambda area, year: BYTES[128:] * 50, f"{NO_TEXT}|{UNKNOWN}"),
    Case("marks only.txt", lambda area, year: "\u200b\ufeff\u2060".encode() * 500, f"empty|{NO_TEXT}|{UNKNOWN}"),
    Case("accents only.txt", lambda area, year: "\u0301\u0302".encode() * 500, f"{NO_TEXT}|{UNKNOWN}"),
    _changed("carriage returns", INDEXED, _lined("\r")),
    _changed("both line ends", INDEXED, _lined("\r\n")),
    _changed("line ends twice", INDEXED, _lined("\r\r\n")),
    _changed("line ends backwards", INDEXED, _lined("\n\r")),
    _changed("line separators", None, _lined("\u2028")),
    _changed("next lines", None, _lined("\x85")),
    _changed("form feeds", None, _lined("\x0c")),
    _changed("vertical tabs", None, _lined("\x0b")),
    _changed("one line", None, _lined(" ")),
    _changed("one line of five megabytes", None, _after("word " * 1_000_000)),
    _changed("one word of five megabytes", None, _after("w" * 5_000_000)),
    _changed("more than is read", None, _after("word after word\n" * 600_000)),
    _changed("empty lines by the hundred thousand", INDEXED, _after("\n" * 500_000)),
    _changed("empty lines first", None, lambda text: "\n" * 500_000 + text),
    _changed("blanks by the million", INDEXED, _after(" " * 1_000_000 + "x")),
    _changed("no-break spaces", INDEXED, lambda text: text.replace(" ", "\u00a0")),
    _changed("wide spaces", INDEXED, lambda text: text.replace(" ", "\u3000")),
    _changed("zero width spaces", None, _spread("\u200b")),
    _changed("joiners", None, _spread("\u200d")),
    _changed("soft hyphens", None, _spread("\u00ad")),
    _changed("storm of accents", None, _spread("\u0301\u0316\u0489" * 5)),
    _changed("storm of accents on one letter", INDEXED, _after("a" + "\u0301" * 50_000)),
    _changed("right to left marks", INDEXED, _between("\u200f", 100)),
    _changed("right to left overrides", INDEXED, _between("\u202e \u202c", 300)),
    _changed("isolates that are not closed", INDEXED, _between("\u2066\u2067\u2068 ", 300)),
    _changed("emoji", INDEXED, _between(" 👩🏽‍⚖️🏴󠁧󠁢󠁷󠁬󠁳󠁿 ", 500)),
    _changed("letters apart from their accents", INDEXED, lambda text: unicodedata.normalize("NFD", text)),
    _changed("letters of mathematics", None, _mathematical),
    _changed("wide digits", None, _other_digits("０")),
    _changed("arabic digits", None, _other_digits("٠")),
    _changed("devanagari digits", None, _other_digits("०")),
    _changed("raised digits", None, lambda text: text.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))),
    _changed("letters that look alike", None, lambda text: text.translate(str.maketrans("AEOaeo", "АЕОаео"))),
    _changed("letters that grow", INDEXED, _after("ﷺ" * 20_000 + "İ" * 20_000 + "ß" * 20_000)),
    _changed("no characters", INDEXED, _between("\ufffe \uffff \U0010ffff", 500)),
    _changed("replaced characters", INDEXED, _between("\ufffd" * 20, 500)),
    _changed("private characters", INDEXED, _between(" \uf0b7 \ue000 \U000f0000 ", 500)),
    _changed("byte order marks inside", INDEXED, _between("\ufeff", 500)),
    _changed("control characters inside", INDEXED, _between("\x01\x07\x08\x1b[31m\x7f", 500)),
)  # fmt: skip
