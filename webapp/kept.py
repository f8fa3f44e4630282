"""Pages of results that were asked for last, as they were sent: the same search is often asked for again, by those who
follow a link or go back. Kept in memory only, by what the page depends on, and never by who asked."""

from __future__ import annotations

import threading
from collections import OrderedDict
from dataclasses import dataclass

from flask import Response

ROOM = 16 * 1024 * 1024
"""Bytes of pages that each process keeps: some seven hundred."""
LARGEST = 128 * 1024
OVERHEAD = 2048
"""Bytes that a page takes beside its body: its name, headers, place."""


@dataclass(frozen=True, slots=True)
class _Page:
    body: bytes
    headers: tuple[tuple[str, str], ...]

    @property
    def size(self) -> int:
        return len(self.body) + OVERHEAD


class Pages:
    """By ETag. For any number of threads."""

    def __init__(self, room: int = ROOM) -> None:
        self._room, self._used, self._lock = room, 0, threading.Lock()
        self._held: OrderedDict[str, _Page] = OrderedDict()

    def get(self, etag: str) -> Response | None:
        with self._lock:
            page = self._held.get(etag)
            if page is None:
                return None
            self._held.move_to_end(etag)
        return Response(page.body, headers=list(page.headers))

    def keep(self, etag: str, response: Response) -> None:
        """What is too large or sent bit by bit is not kept."""
        if not response.is_sequence or (response.content_length or 0) > LARGEST:
            return
        page = _Page(response.get_data(), tuple(response.headers))
        with self._lock:
            if etag in self._held or page.size > self._room:
                return
            self._held[etag] = page
            self._used += page.size
            while self._used > self._room:
                self._used -= self._held.popitem(last=False)[1].size
