"""The quick way through a content stream gives what pypdf gives, or leaves the stream to pypdf."""

from __future__ import annotations

import pytest
from pypdf.errors import PdfReadError
from pypdf.generic import ContentStream

from indexer.readers.pdf_operators import PLAIN_BYTES, operations, plain_operations

PLAIN = (
    b"",
    b" \r\n",
    b"q Q",
    b"BT /F1 11.5 Tf 1 0 0 -1 57 .5 Tm [(Ke) -4 (nt) 5.(!)-.25<4b 656e74>] TJ ET".replace(b"4b 65", b"4b65"),
    b"(a\\(b\\)\\\\\\n\\053\\101) Tj (two\rlines)' 1 2(x)\" T*",
    b"<4d4150504> Tj <> Tj",
    b"/P <</MCID 3 /Lang (en-GB)>>BDC /Artifact << /Type /Pagination /BBox [0 1 2 3] >> BDC EMC",
    b"[[1 2] [(a)]] 0 d -0.64285714285714285714 +7 1. re f*",
    b"/Span<</ActualText<FEFF00AD>>> BDC",
    b"1 2 3",
)
ODD = (
    b"(nested (brackets)) Tj",
    b"(a line \\\n that goes on) Tj",
    b"% a remark\nq",
    b"--5 0 Td",
    b"1.5.5 0 Td",
    b"/a#20name gs",
    b"BI /W 1 /H 1 ID x EI Q",
    b"[(never closed) TJ",
    b"(never closed Tj",
    b"<zz> Tj",
    b"] TJ",
    b"[true] TJ",
    b"[" * 50 + b"]" * 50 + b" TJ",
)


def of_pypdf(written: bytes) -> list[tuple[object, bytes]]:
    return list(stream(written).operations)


def stream(written: bytes) -> ContentStream:
    made = ContentStream(None, None, "bytes")
    made.set_data(written)
    return made


@pytest.mark.parametrize("written", PLAIN)
def test_plain_streams_give_what_pypdf_gives(written: bytes) -> None:
    assert plain_operations(written) == of_pypdf(written)


@pytest.mark.parametrize("written", ODD)
def test_odd_streams_are_left_to_pypdf(written: bytes) -> None:
    assert plain_operations(written) is None


def test_a_comment_is_read_by_pypdf() -> None:
    assert operations(stream(b"q % a remark\nQ")) == ([([], b"q"), ([], b"Q")], False)


def test_pypdf_stops_at_its_limit_in_long_streams() -> None:
    written = b"q " * PLAIN_BYTES
    assert len(operations(stream(written))[0]) == PLAIN_BYTES


def test_of_a_damaged_stream_the_lines_that_can_be_read_are_there() -> None:
    written = b"q\nBT (one) Tj ET\nBT (two) Tj <zz> Tj ET\n(lost) Tj\nBT (three) Tj ET\nQ"
    with pytest.raises(PdfReadError):
        of_pypdf(written)
    read, damaged = operations(stream(written))
    assert damaged
    assert [operands[0] for operands, operator in read if operator == b"Tj"] == [b"one", b"three"]
    assert [operator for _, operator in read if operator in (b"q", b"Q")] == [b"q", b"Q"]


def test_a_stream_of_nothing_but_damage_cannot_be_read() -> None:
    with pytest.raises(PdfReadError):
        operations(stream(b"<zz> Tj"))
