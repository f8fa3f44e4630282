"""PDF files under lock: with a password to read, with one only to change, and with locks that are broken."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from pypdf import PdfReader, PdfWriter

from tests.hostile import INDEXED, Case
from tests.hostile.pdf import FREE, file, put, report

PASSWORD = "asks for a password"
ALGORITHMS = ("RC4-40", "RC4-128", "AES-128", "AES-256-R5", "AES-256")


def _locked(name: str, says: str | None, algorithm: str, *, user: str, owner: str) -> Case:
    def make(area: str, year: int) -> bytes:
        written = io.BytesIO()
        with _known_chance(year):
            writer = PdfWriter(PdfReader(io.BytesIO(file(report(area, year)))))
            writer.encrypt(user, owner, algorithm=algorithm)
            writer.write(written)
        return written.getvalue()

    return Case(f"{name}.pdf", make, says)


@contextmanager
def _known_chance(seed: int) -> Iterator[None]:
    """The keys of a lock are drawn by chance; here the same ones each time."""
    chance = random.Random(seed)
    with mock.patch("secrets.token_bytes", chance.randbytes):
        yield


def _bad_lock(name: str, lock: bytes) -> Case:
    return put(f"lock {name}", None, {FREE: lock}, b"/Root 1 0 R /Encrypt 50 0 R /ID [<00> <00>]")


KEYS = b"/O <" + b"41" * 32 + b"> /U <" + b"42" * 32 + b"> /P -4"

CASES = (
    *(_locked(f"for readers only {a}", PASSWORD, a, user="secret", owner="owner") for a in ALGORITHMS),
    *(_locked(f"for changes only {a}", INDEXED, a, user="", owner="owner") for a in ALGORITHMS),
    _bad_lock("is empty", b"<< >>"),
    _bad_lock("is a number", b"5"),
    _bad_lock("is unheard of", b"<< /Filter /Unheard /V 4 /R 4 " + KEYS + b" >>"),
    _bad_lock("of another age", b"<< /Filter /Standard /V 99 /R 99 " + KEYS + b" >>"),
    _bad_lock("without keys", b"<< /Filter /Standard /V 1 /R 2 >>"),
    _bad_lock("with wrong keys", b"<< /Filter /Standard /V 1 /R 2 " + KEYS + b" >>"),
    _bad_lock("with a huge key", b"<< /Filter /Standard /V 2 /R 3 /Length 2147483640 " + KEYS + b" >>"),
    _bad_lock("is itself", b"50 0 R"),
    put("lock is the catalog", None, {}, b"/Root 1 0 R /Encrypt 1 0 R"),
    put("lock is nowhere", None, {}, b"/Root 1 0 R /Encrypt 99 0 R"),
)
