"""Work on files in child processes, with limits for each file, so that a bad file harms no other.

A child works on one file after another, since starting one costs as much as reading some pages. It goes on only as long
as all is well: after an error, or once it has kept memory, another takes its place.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from indexer.errors import ReadError
from indexer.isolation import serving
from indexer.isolation.outcomes import checked, outcome
from indexer.isolation.queue import Queue
from indexer.isolation.serving import Work

__all__ = ["run_isolated"]

Item = TypeVar("Item")
Result = TypeVar("Result")


def run_isolated(
    function: Callable[[Item], Result], items: Sequence[Item], *, workers: int, seconds: int, memory_mb: int
) -> Iterator[tuple[Item, Result | ReadError]]:
    """`function(item)` for each item, at most `workers` at once, in the order of the items.

    Each runs in a child process with `memory_mb` more memory than it began with and `seconds` of processor time. What
    raises an error, takes too much, hangs or crashes comes out as a ReadError that says so; other errors of ours
    (a broken rule file) are raised. Items are named by their `name`, where they have one.
    """
    if not serving.may_fork():
        # Without fork each child would import everything anew, at a second or more a file, and without limits it would
        # protect little: there the work is done here.
        yield from ((item, checked(outcome(function, item), item, memory_mb)) for item in items)
        return
    queue = Queue(Work(function, items, seconds, memory_mb), workers)
    try:
        for number, item in enumerate(items):
            yield item, queue.result(number)
    finally:
        queue.kill()
