"""What converters do to the layout of a text, as functions of the text: the words stay."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Callable

MARK = re.compile(r"(?m)^[ \t]*#+[ \t]*(.*)$")
WIDTH = 95


def _headings(text: str, change: Callable[[str], str]) -> str:
    """The text with each marked heading put into another form."""
    return MARK.sub(lambda match: change(re.sub(r"[*#]", "", match[1]).strip()), text)


def unmarked(text: str) -> str:
    """Neither "##" before headings nor stars around what is bold."""
    return _headings(text, str).replace("**", "").replace("__", "")


def one_level(text: str) -> str:
    return re.sub(r"(?m)^[ \t]*#+", "##", text)


def close(text: str) -> str:
    """No empty line before a marked heading."""
    return re.sub(r"(?m)\n\s*\n(?=[ \t]*#)", "\n", text)


def wrapped(text: str) -> str:
    return "\n".join(wrapped_line for line in text.split("\n") for wrapped_line in _wrapped(line))


def _wrapped(line: str) -> list[str]:
    if len(line) <= WIDTH or "\t" in line or "|" in line or line.lstrip().startswith("#"):
        return [line]
    return textwrap.wrap(line, WIDTH, break_long_words=False)


def tight(text: str) -> str:
    """No empty line anywhere, as when text is taken from a PDF in the order of its lines."""
    return re.sub(r"\n\s*\n+", "\n", text)


def doubled(text: str) -> str:
    """An empty line after every line."""
    return text.replace("\n", "\n\n")


def capitals(text: str) -> str:
    return _headings(text, str.upper)


def underlined(text: str) -> str:
    return _headings(text, lambda words: f"{words}\n{'-' * 20}")


def numbered(text: str) -> str:
    numbers = iter(range(1, 1000))
    return _headings(text, lambda words: f"{next(numbers)}. {words}")


def paged(text: str) -> str:
    """Page numbers and a running head in the gaps between paragraphs."""
    out: list[str] = []
    for number, line in enumerate(text.split("\n"), 1):
        out.append(line)
        if number % 20 == 0 and not line.strip():
            out += ["", str(number // 20), "", "MAPPA Annual Report", ""]
    return "\n".join(out)


def carriage_returns(text: str) -> str:
    return text.replace("\n", "\r\n")
