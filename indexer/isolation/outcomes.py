"""What came of the work on an item: a result, or an error that says what was wrong with the item."""

from __future__ import annotations

import traceback
from collections.abc import Callable
from typing import TypeVar

from indexer.errors import MappaError, ReadError, UnreadableFile

Item = TypeVar("Item")
Result = TypeVar("Result")


def outcome(function: Callable[[Item], Result], item: Item) -> Result | MappaError | MemoryError:
    """What the function returns, or the error that it raises."""
    try:
        return function(item)
    except (MappaError, MemoryError) as error:
        return error.with_traceback(None)  # which would hold on to all that the function had in memory
    except Exception as error:
        return failed(item, error)


def checked(result: Result | MappaError | MemoryError, item: Item, memory_mb: int) -> Result | ReadError:
    if isinstance(result, MemoryError):
        return unreadable(item, f"needed more than {memory_mb:,} MB of memory")
    if isinstance(result, MappaError) and not isinstance(result, ReadError):
        raise result
    return result


def failed(item: object, error: Exception) -> UnreadableFile:
    told = unreadable(item, f"the reader failed: {type(error).__name__}: {' '.join(str(error).split())}")
    told.add_note("".join(traceback.format_exception(error)))
    return told


def unreadable(item: object, problem: str) -> UnreadableFile:
    return UnreadableFile(f"{getattr(item, 'name', item)}: {problem}")
