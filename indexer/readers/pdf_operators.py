"""Content stream → operators with their operands, as pypdf gives them, in a fraction of the time.

pypdf reads a stream character by character, which took two thirds of the time that a PDF takes. Nearly all streams
consist of few sorts of tokens, written plainly; where anything else stands in a stream, pypdf reads all of it.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

from pypdf.generic import ContentStream, DictionaryObject, NameObject

Operation = tuple[Any, bytes]
PLAIN_BYTES = 400_000
"""A longer stream is left to pypdf, which counts its tokens and stops at a limit; in fewer bytes there is no room for
so many."""
DEEPEST_ARRAY = 20
_END = rb"(?=[\t\n\r ()<>\[\]/]|\Z)"
_NUMBER = rb"[+-]?(?:\d{1,15}(?:\.\d{0,40})?|\.\d{1,40})" + _END
_PLAIN = rb"\([^()\\]*\)"
_TOKEN = re.compile(
    rb"[\t\n\r ]*(?:"
    rb"(?P<number>" + _NUMBER + rb")|"
    rb"\((?P<plain>[^()\\]*)\)|"
    rb"(?P<array>\[(?:[\t\n\r ]*+(?:" + _PLAIN + rb"|" + _NUMBER + rb"))*+[\t\n\r ]*+\])|"
    rb"(?P<operator>[A-Za-z][A-Za-z0-9*]{0,5}|['\"])" + _END + rb"|"
    rb"(?P<open>\[)|(?P<close>\])|"
    rb"<(?P<hex>[0-9A-Fa-f]*)>|"
    rb"(?P<name>/[A-Za-z0-9_+.-]{1,60})" + _END + rb"|"
    rb"\((?P<escaped>(?:[^()\\]|\\[nrtbf()\\]|\\[0-3][0-7]{2})*)\)|"
    rb"(?P<dictionary><<)|(?P<end>\Z))"
)
_ITEM = re.compile(rb"\(([^()\\]*)\)|([^\t\n\r \[\]()]+)")
"""A string or a number in an array that holds nothing else, as most that show text do: these are read in one go."""
_LINE = re.compile(rb"[^\r\n]+")
_ESCAPE = re.compile(rb"\\([nrtbf()\\]|[0-7]{3})")
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_SHOWING = frozenset((b"Tj", b"TJ", b"'", b'"'))
_NOT_OPERATORS = frozenset((b"BI", b"R"))
"""An inline image, whose bytes are no tokens, and the end of a reference."""


def operations(content: ContentStream) -> tuple[Sequence[Operation], bool]:
    """Each operator with its operands before it, and whether the stream is damaged: then the lines that can be read
    are there. Raises whatever pypdf raises on streams in which there is nothing else."""
    written = content.get_data()
    found = plain_operations(written) if len(written) <= PLAIN_BYTES else None
    if found is not None:
        return found, False
    try:
        return content.operations, False
    except MemoryError:
        raise
    except Exception:
        left = _salvaged(written[:PLAIN_BYTES])
        if not left:
            raise
        return left, True


def _salvaged(written: bytes) -> list[Operation]:
    """The operations of the lines of a damaged stream that can be read, each line by itself. Behind a line that cannot,
    no text is shown until the next text object begins: it might stand in a wrong place."""
    found: list[Operation] = []
    placed = True
    for line in _LINE.findall(written):
        read = plain_operations(line)
        placed = placed and read is not None
        for operands, operator in read or ():
            placed = placed or operator == b"BT"
            if placed or operator not in _SHOWING:
                found.append((operands, operator))
    return found


def plain_operations(written: bytes) -> list[Operation] | None:
    """The operations of a stream that holds plain tokens only, else None."""
    found: list[Operation] = []
    operands: list[Any] = []
    outer: list[list[Any]] = []
    place = 0
    while token := _TOKEN.match(written, place):
        place = token.end()
        kind = token.lastgroup
        if _misplaced(kind, token, len(outer)):
            return None
        if kind == "operator":
            found.append((operands, token["operator"]))
            operands = []
        elif kind == "open":
            outer.append(operands)
            operands = []
        elif kind == "close":
            outer[-1].append(operands)
            operands = outer.pop()
        elif kind == "dictionary":
            read = _dictionary(written, place - 2)
            if read is None:
                return None
            operands.append(read[0])
            place = read[1]
        elif kind == "end":
            return found
        else:
            operands.append(_operand(str(kind), token[str(kind)]))
    return None


def _misplaced(kind: str | None, token: re.Match[bytes], depth: int) -> bool:
    """Whether a token stands where pypdf would read it as something else, or fail."""
    if kind == "operator":
        return depth > 0 or token["operator"] in _NOT_OPERATORS
    if kind == "open":
        return depth == DEEPEST_ARRAY
    return depth == 0 if kind == "close" else kind == "end" and depth > 0


def _operand(kind: str, written: bytes) -> Any:
    if kind == "number":
        return _number(written)
    if kind == "array":
        return [_number(number) if number else string for string, number in _ITEM.findall(written)]
    if kind == "name":
        return NameObject(written.decode("ascii"))
    if kind == "hex":
        return bytes.fromhex((written + b"0" * (len(written) % 2)).decode("ascii"))
    return _ESCAPE.sub(_unescaped, written) if kind == "escaped" else written


def _number(written: bytes) -> float:
    return float(written) if b"." in written else int(written)


def _unescaped(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8)]) if code.isdigit() else _ESCAPED.get(code, code)


def _dictionary(written: bytes, place: int) -> tuple[DictionaryObject, int] | None:
    """The dictionary that begins at `place`, and where it ends; None where pypdf may not like it."""
    stream = io.BytesIO(written)
    stream.seek(place)
    try:
        return DictionaryObject.read_from_stream(stream, None, "bytes"), stream.tell()
    except MemoryError:
        raise
    except Exception:
        return None
