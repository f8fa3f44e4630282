"""In the parent: the children, and which of them works on what."""

from __future__ import annotations

import multiprocessing
import pickle
import selectors
import signal
import socket
import time
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.process import BaseProcess
from typing import Generic, TypeVar

from indexer.errors import ReadError
from indexer.isolation import serving
from indexer.isolation.outcomes import checked, unreadable
from indexer.isolation.serving import HEAD, NUMBER, Work

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 4
"""Results kept for each worker while an earlier item is still being worked on, so that memory stays flat."""
PIECE = 1 << 20


class Child(Generic[Item, Result]):
    """One process: the `number` of the item that it works on, whether it was `used` for others before, and what it
    has sent so far."""

    def __init__(self, work: Work[Item, Result], others: Iterable[Child[Item, Result]]) -> None:
        self.work = work
        self.number = -1
        self.used = False
        self.deadline = 0.0
        self.sent = bytearray()
        self.socket, end = socket.socketpair()
        ours = [self.socket, *(child.socket for child in others)]
        context = multiprocessing.get_context("fork")
        self.process: BaseProcess = context.Process(target=serving.serve, args=(work, end, ours), daemon=True)
        try:
            self.process.start()
        finally:
            end.close()

    def begin(self, number: int) -> None:
        self.used = self.number >= 0
        self.number = number
        self.sent.clear()
        self._wait_on()
        with suppress(OSError):  # it has died meanwhile, as will be seen when its answer is read
            self.socket.sendall(NUMBER.pack(number))

    def receive(self) -> bool:
        """Take what has been sent; False where nothing more will come. Who sends has finished the work: from then on
        it may be we who are slow."""
        try:
            piece = self.socket.recv(PIECE)
        except OSError:
            return False
        self.sent += piece
        self._wait_on()
        return bool(piece)

    def _wait_on(self) -> None:
        self.deadline = time.monotonic() + serving.WALL * self.work.seconds

    @property
    def answered(self) -> bool:
        return len(self.sent) >= HEAD.size and len(self.sent) >= HEAD.size + HEAD.unpack_from(self.sent)[0]

    @property
    def goes_on(self) -> bool:
        return self.answered and bool(HEAD.unpack_from(self.sent)[1])

    def answer(self) -> bytearray:
        """The result as it was sent."""
        return self.sent[HEAD.size :]

    def end(self, *, kill: bool = False) -> int | None:
        """Nothing more is expected: clear up, and tell the exit code."""
        self.socket.close()
        if kill:
            self.process.kill()
        self.process.join(serving.WALL)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        code = self.process.exitcode
        self.process.close()
        return code


class Queue(Generic[Item, Result]):
    """Children at work on the items in their order, and answers that wait for their turn."""

    def __init__(self, work: Work[Item, Result], workers: int) -> None:
        self.work = work
        self.workers = workers
        self.next = 0
        self.idle: list[Child[Item, Result]] = []
        self.busy: list[Child[Item, Result]] = []
        self.done: dict[int, bytearray | str] = {}
        """Of each item: what was sent, or what went wrong instead."""
        self.working = selectors.DefaultSelector()

    def result(self, number: int) -> Result | ReadError:
        """What came of an item, once it is done. Raises an error of ours that is no ReadError."""
        self._start(number)
        while number not in self.done:
            self._wait()
            self._start(number)
        answer, item = self.done.pop(number), self.work.items[number]
        if isinstance(answer, str):
            return unreadable(item, answer)
        return checked(pickle.loads(answer), item, self.work.memory_mb)  # noqa: S301 (written by our own child)

    def kill(self) -> None:
        for child in (*self.busy, *self.idle):
            child.end(kill=True)
        self.working.close()

    def _start(self, wanted: int) -> None:
        end = min(len(self.work.items), wanted + AHEAD * self.workers)
        while len(self.busy) < self.workers and self.next < end:
            self._begin(self.idle.pop() if self.idle else self._new(), self.next)
            self.next += 1

    def _new(self) -> Child[Item, Result]:
        return Child(self.work, (*self.busy, *self.idle))

    def _begin(self, child: Child[Item, Result], number: int) -> None:
        self.busy.append(child)
        self.working.register(child.socket, selectors.EVENT_READ, child)
        child.begin(number)

    def _wait(self) -> None:
        """Until a child sends something, or one is late."""
        first = min(child.deadline for child in self.busy)
        for key, _ in self.working.select(max(0, first - time.monotonic())):
            if not key.data.receive() or key.data.answered:
                self._finish(key.data)
        for child in [child for child in self.busy if child.deadline <= time.monotonic()]:
            self._finish(child, late=True)

    def _finish(self, child: Child[Item, Result], *, late: bool = False) -> None:
        self.working.unregister(child.socket)
        self.busy.remove(child)
        number = child.number
        if child.goes_on:
            self.done[number] = child.answer()
            self.idle.append(child)
            return
        code = child.end(kill=late)
        if child.answered:
            self.done[number] = child.answer()
        elif child.used and not late and code != -signal.SIGPROF:
            self._begin(self._new(), number)  # what killed the child may have been something before this item
        else:
            self.done[number] = self._problem(code, late)

    def _problem(self, code: int | None, late: bool) -> str:
        if late:
            return f"took more than {serving.WALL * self.work.seconds} s"
        if code == -signal.SIGPROF:
            return f"took more than {self.work.seconds} s of processor time"
        return "the reader crashed"
