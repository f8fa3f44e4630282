"""Work on one file in a child process of its own, with limits, so that a bad file harms no other."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import selectors
import signal
import sys
import time
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Generic, NoReturn, TypeVar

from indexer.errors import MappaError, ReadError, UnreadableFile

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

Item = TypeVar("Item")
Result = TypeVar("Result")

WALL = 3
"""Times the processor time that a child may take by the clock: it may wait for the disk and for other processes."""
AHEAD = 4
"""Results kept for each worker while an earlier item is still being worked on, so that memory stays flat."""
RECURSION = 3_000
"""Enough for deeply nested tags of honest files, and too little to run out of stack."""
PIECE = 1 << 20
RARELY = 500_000
"""New objects after which a child looks for garbage: few reports make so many, and looking took a sixth of the time."""


def run_isolated(
    function: Callable[[Item], Result], items: Iterable[Item], *, workers: int, seconds: int, memory_mb: int
) -> Iterator[tuple[Item, Result | ReadError]]:
    """`function(item)` for each item, at most `workers` at once, in the order of the items.

    Each runs in a child process with `memory_mb` more memory than this one has and `seconds` of processor time. What
    raises an error, takes too much, hangs or crashes comes out as a ReadError that says so; other errors of ours
    (a broken rule file) are raised. Items are named by their `name`, where they have one.
    """
    if resource is None or "fork" not in multiprocessing.get_all_start_methods():
        # Without fork each child would import everything anew, at a second or more a file, and without limits it would
        # protect little: there the work is done here.
        yield from ((item, _checked(_outcome(function, item), item, memory_mb)) for item in items)
        return
    queue = _Queue(function, iter(items), workers, seconds, memory_mb)
    try:
        while child := queue.next_done():
            yield child.item, child.result()
    finally:
        queue.kill()


class _Child(Generic[Item, Result]):
    """One process, and what it has sent so far."""

    def __init__(self, function: Callable[[Item], Result], item: Item, seconds: int, memory_mb: int) -> None:
        self.item = item
        self.seconds = seconds
        self.memory_mb = memory_mb
        self.deadline = time.monotonic() + WALL * seconds
        self.sent: list[bytes] = []
        self.done = False
        self.problem: str | None = None
        self.pipe, end = os.pipe()
        limits = (seconds, _address_space() + memory_mb * 1024 * 1024)
        context = multiprocessing.get_context("fork")
        self.process: BaseProcess = context.Process(target=_work, args=(function, item, end, limits), daemon=True)
        try:
            self.process.start()
        finally:
            os.close(end)

    def receive(self) -> bool:
        """Take what has been sent; True where there may be more to come. Who sends has finished the work: from then on
        it may be we who are slow."""
        piece = os.read(self.pipe, PIECE)
        self.sent.append(piece)
        self.deadline = time.monotonic() + WALL * self.seconds
        return bool(piece)

    def end(self, *, late: bool = False) -> None:
        """Nothing more is expected: clear up, and note what went wrong."""
        os.close(self.pipe)
        if late:
            self.process.kill()
        self.process.join(WALL)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.problem = self._problem(late)
        self.process.close()
        self.done = True

    def _problem(self, late: bool) -> str | None:
        code = self.process.exitcode
        if late:
            return f"took more than {WALL * self.seconds} s"
        if code == -signal.SIGXCPU:
            return f"took more than {self.seconds} s of processor time"
        return None if code == 0 and any(self.sent) else "the reader crashed"

    def result(self) -> Result | ReadError:
        """What the child returned or raised. Raises an error of ours that is no ReadError."""
        if self.problem:
            return _unreadable(self.item, self.problem)
        result = pickle.loads(b"".join(self.sent))  # noqa: S301 (written by our own child)
        return _checked(result, self.item, self.memory_mb)


class _Queue(Generic[Item, Result]):
    """Children in the order of their items: some at work, some done and waiting for their turn."""

    def __init__(
        self, function: Callable[[Item], Result], items: Iterator[Item], workers: int, seconds: int, memory_mb: int
    ) -> None:
        self.function = function
        self.items = items
        self.workers = workers
        self.limits = (seconds, memory_mb)
        self.children: deque[_Child[Item, Result]] = deque()
        self.working = selectors.DefaultSelector()

    def next_done(self) -> _Child[Item, Result] | None:
        """The child of the next item, once it is done, or None at the end."""
        self._start()
        while self.children and not self.children[0].done:
            self._wait()
            self._start()
        return self.children.popleft() if self.children else None

    def kill(self) -> None:
        for child in self._at_work():
            self._end(child, late=True)
        self.working.close()

    def _at_work(self) -> list[_Child[Item, Result]]:
        return [child for child in self.children if not child.done]

    def _start(self) -> None:
        while len(self._at_work()) < self.workers and len(self.children) < AHEAD * self.workers:
            try:
                item = next(self.items)
            except StopIteration:
                return
            child = _Child(self.function, item, *self.limits)
            self.children.append(child)
            self.working.register(child.pipe, selectors.EVENT_READ, child)

    def _wait(self) -> None:
        """Until a child sends something, or one is late."""
        first = min(child.deadline for child in self._at_work())
        for key, _ in self.working.select(max(0, first - time.monotonic())):
            if not key.data.receive():
                self._end(key.data)
        for child in self._at_work():
            if child.deadline <= time.monotonic():
                self._end(child, late=True)

    def _end(self, child: _Child[Item, Result], *, late: bool = False) -> None:
        self.working.unregister(child.pipe)
        child.end(late=late)


# ---- in the child


def _work(function: Callable[[Item], Result], item: Item, end: int, limits: tuple[int, int]) -> NoReturn:
    """Do the work and leave at once, without the clearing up that is the parent's business."""
    code = 1
    try:
        gc.freeze()  # so that looking for garbage does not copy the parent's memory page by page
        gc.set_threshold(RARELY, 20, 20)
        sys.setrecursionlimit(RECURSION)
        _limit(*limits)
        sent = _pickled(item, _outcome(function, item))
        signal.alarm(0)
        with os.fdopen(end, "wb") as pipe:
            pipe.write(sent)
        code = 0
    finally:
        os._exit(code)


def _limit(seconds: int, space: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends its children
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    signal.alarm((WALL + 1) * seconds)  # for a child whose parent was killed
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    with suppress(ValueError, OSError):  # macOS knows this limit, but does not always accept it
        resource.setrlimit(resource.RLIMIT_AS, (space, space))


def _pickled(item: object, result: object) -> bytes:
    try:
        return pickle.dumps(result, pickle.HIGHEST_PROTOCOL)
    except MemoryError as error:
        return pickle.dumps(error.with_traceback(None))
    except Exception as error:
        return pickle.dumps(_failed(item, error))


# ---- in both


def _outcome(function: Callable[[Item], Result], item: Item) -> Result | MappaError | MemoryError:
    """What the function returns, or the error that it raises."""
    try:
        return function(item)
    except (MappaError, MemoryError) as error:
        return error.with_traceback(None)  # which would hold on to all that the function had in memory
    except Exception as error:
        return _failed(item, error)


def _checked(result: Result | MappaError | MemoryError, item: Item, memory_mb: int) -> Result | ReadError:
    if isinstance(result, MemoryError):
        return _unreadable(item, f"needed more than {memory_mb:,} MB of memory")
    if isinstance(result, MappaError) and not isinstance(result, ReadError):
        raise result
    return result


def _failed(item: object, error: Exception) -> UnreadableFile:
    failed = _unreadable(item, f"the reader failed: {type(error).__name__}: {' '.join(str(error).split())}")
    failed.add_note("".join(traceback.format_exception(error)))
    return failed


def _unreadable(item: object, problem: str) -> UnreadableFile:
    return UnreadableFile(f"{getattr(item, 'name', item)}: {problem}")


def _address_space() -> int:
    """Bytes of this process's address space, which its children begin with; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
