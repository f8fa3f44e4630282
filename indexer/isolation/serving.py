"""In the child: work on one item after another, each with limits of its own."""

from __future__ import annotations

import gc
import multiprocessing
import os
import pickle
import signal
import socket
import struct
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, NoReturn, TypeVar

from indexer.errors import ReadError
from indexer.isolation.outcomes import outcome

try:
    import resource
except ImportError:  # Windows
    resource = None  # type: ignore[assignment]

Item = TypeVar("Item")
Result = TypeVar("Result")

WALL = 3
"""Times the processor time that a child may take by the clock: it may wait for the disk and for other processes."""
RECURSION = 3_000
"""Enough for deeply nested tags of honest files, and too little to run out of stack."""
RARELY = 500_000
"""New objects after which a child looks for garbage: few reports make so many, and looking took a sixth of the time."""
KEPT = 128 << 20
"""Bytes by which the address space of a child may have grown between two files."""
NUMBER = struct.Struct("<q")
"""Of an item, as a child is told which is next."""
HEAD = struct.Struct("<q?")
"""Before a result: its length in bytes, and whether the child goes on to the next item."""


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Result]):
    """What there is to do; `seconds` and `memory_mb` are for each item."""

    function: Callable[[Item], Result]
    items: Sequence[Item]
    seconds: int
    memory_mb: int


def may_fork() -> bool:
    """Whether this system makes children that begin with all that is loaded here, and gives them limits."""
    return resource is not None and "fork" in multiprocessing.get_all_start_methods()


def serve(work: Work[Item, Result], end: socket.socket, others: Iterable[socket.socket]) -> NoReturn:
    """Work as long as there are items, and leave at once, without the clearing up that is the parent's business."""
    code = 1
    try:
        for other in others:
            other.close()  # so that the end of the parent is seen by all its children
        _prepare()
        most = _address_space() + KEPT
        goes_on = True
        while goes_on and (told := end.recv(NUMBER.size)):
            sent, well = _answer(work, work.items[NUMBER.unpack(told)[0]])
            goes_on = well and _address_space() < most
            end.sendall(HEAD.pack(len(sent), goes_on))
            end.sendall(sent)
        code = 0
    finally:
        os._exit(code)


def _answer(work: Work[Item, Result], item: Item) -> tuple[bytes, bool]:
    """What to send, and whether the state is known in which the work has left this process: it is after a result or a
    plain refusal."""
    _limit(work)
    result = outcome(lambda each: pickle.dumps(work.function(each), pickle.HIGHEST_PROTOCOL), item)
    _take_time()
    if isinstance(result, bytes):
        return result, True
    return pickle.dumps(result), isinstance(result, ReadError) and not hasattr(result, "__notes__")


def _prepare() -> None:
    gc.freeze()  # so that looking for garbage does not copy the parent's memory page by page
    gc.set_threshold(RARELY, 20, 20)
    sys.setrecursionlimit(RECURSION)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the parent, which ends its children
    for number in (signal.SIGTERM, signal.SIGPROF, signal.SIGALRM):
        signal.signal(number, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _limit(work: Work[Item, Result]) -> None:
    """Limits for the next item. A timer counts processor time from now on; a limit of the process would count all."""
    _take_time(work.seconds)
    space = _address_space() + work.memory_mb * 1024 * 1024
    with suppress(ValueError, OSError):  # macOS knows this limit, but does not always accept it
        resource.setrlimit(resource.RLIMIT_AS, (space, resource.getrlimit(resource.RLIMIT_AS)[1]))


def _take_time(seconds: int = 0) -> None:
    """How much processor time may be taken from now on; 0: any."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.alarm((WALL + 1) * seconds)  # for a child whose parent was killed


def _address_space() -> int:
    """Bytes of this process's address space, which its children begin with; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    except (OSError, ValueError):
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
