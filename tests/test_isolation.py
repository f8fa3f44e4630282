"""One item a child process: whatever happens to it, the others go on."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from indexer.errors import RulesError, UnreadableFile
from indexer.isolation import run_isolated, serving


def forever() -> None:
    while True:
        pass


def allocate() -> bytes:
    return bytes(400 * 1024 * 1024)


def recurse() -> None:
    recurse()


def missing_key() -> int:
    numbers: dict[str, int] = {}
    return numbers["key"]


def big() -> bytes:
    return b"x" * 20_000_000


def raise_unreadable() -> None:
    raise UnreadableFile("bad.pdf: the file is empty")


def call(function: Callable[[], Any]) -> Any:
    return function()


def run(*functions: Callable[[], Any], seconds: int = 10, memory_mb: int = 200, workers: int = 2) -> list[Any]:
    found = run_isolated(call, functions, workers=workers, seconds=seconds, memory_mb=memory_mb)
    return [result for _, result in found]


def problem(function: Callable[[], Any], **limits: int) -> str:
    before, result, after = run(int, function, str, **limits)
    assert (before, after) == (0, "")
    assert isinstance(result, UnreadableFile)
    return str(result).split(": ", 1)[1]


def test_results_come_in_the_order_of_the_items() -> None:
    def slow_first(item: int) -> int:
        time.sleep(0.2 if item == 0 else 0)
        return item * item

    found = list(run_isolated(slow_first, range(12), workers=2, seconds=5, memory_mb=100))
    assert found == [(item, item * item) for item in range(12)]


def test_nothing_to_do() -> None:
    assert run() == []


@pytest.mark.parametrize("workers", [1, 3])
def test_large_results_arrive_whole(workers: int) -> None:
    assert [len(result) for result in run(big, big, big, workers=workers)] == [20_000_000] * 3


def test_too_much_processor_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "WALL", 60)  # so that it does not matter what else the machine does
    assert problem(forever, seconds=1) == "took more than 1 s of processor time"


def test_too_much_memory() -> None:
    assert problem(allocate, memory_mb=100) == "needed more than 100 MB of memory"


def test_enough_memory() -> None:
    assert run(lambda: len(allocate()), memory_mb=1_000) == [400 * 1024 * 1024]


def test_hanging(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "WALL", 1)
    assert problem(lambda: time.sleep(60), seconds=1) == "took more than 1 s"


def test_stopped_while_it_sends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "WALL", 1)
    assert problem(Stopping, seconds=1) == "took more than 1 s"


class Stopping:
    """Something that stops whoever packs it up."""

    def __reduce__(self) -> tuple[type[str], tuple[()]]:
        os.kill(os.getpid(), signal.SIGSTOP)
        return str, ()


@pytest.mark.parametrize("code", [0, 3])
def test_leaving(code: int) -> None:
    assert problem(lambda: os._exit(code)) == "the reader crashed"


def test_killed() -> None:
    assert problem(lambda: os.kill(os.getpid(), signal.SIGKILL)) == "the reader crashed"


def test_exit_is_a_crash() -> None:
    assert problem(lambda: exit(0)) == "the reader crashed"


def test_its_own_error_comes_through() -> None:
    assert str(run(raise_unreadable)[0]) == "bad.pdf: the file is empty"


def test_any_other_error_is_told_with_its_traceback() -> None:
    error = run(missing_key)[0]
    assert str(error).endswith("the reader failed: KeyError: 'key'")
    assert any("Traceback" in note for note in error.__notes__)


def test_recursion_without_end() -> None:
    assert "RecursionError" in problem(recurse)


def test_what_cannot_be_sent() -> None:
    assert "the reader failed" in problem(lambda: lambda: None)


def test_a_broken_rule_file_stops_everything() -> None:
    def broken() -> None:
        raise RulesError("rules/identity.toml is missing")

    with pytest.raises(RulesError, match=r"identity\.toml"):
        run(broken)


def test_an_item_is_named_by_its_name() -> None:
    found = run_isolated(lambda _: os._exit(1), [SimpleNamespace(name="kent.pdf")], workers=1, seconds=5, memory_mb=100)
    assert [str(result) for _, result in found] == ["kent.pdf: the reader crashed"]


def test_closing_ends_the_children(tmp_path: Path) -> None:
    def note_and_wait(item: int) -> int:
        if item:
            (tmp_path / str(os.getpid())).touch()
            time.sleep(60)
        return item

    running = run_isolated(note_and_wait, range(3), workers=3, seconds=30, memory_mb=100)
    assert next(running) == (0, 0)
    end = time.monotonic() + 10
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < end:
        time.sleep(0.01)
    running.close()  # type: ignore[attr-defined]
    for path in tmp_path.iterdir():
        with pytest.raises(ProcessLookupError):
            os.kill(int(path.name), 0)


def test_a_slow_taker_does_not_make_its_children_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "WALL", 1)
    running = run_isolated(lambda _: big(), range(3), workers=2, seconds=1, memory_mb=300)
    lengths = []
    for _, result in running:
        assert isinstance(result, bytes)
        lengths.append(len(result))
        time.sleep(1.2)
    assert lengths == [20_000_000] * 3


def test_without_fork_the_work_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "resource", None)
    assert run(os.getpid) == [os.getpid()]
    assert "KeyError" in str(run(missing_key)[0])


# ---- one child for many items


def test_a_child_goes_on_from_item_to_item() -> None:
    first, refused, *more = run(os.getpid, raise_unreadable, *[os.getpid] * 5, workers=1)
    assert isinstance(refused, UnreadableFile)
    assert set(more) == {first} != {os.getpid()}


@pytest.mark.parametrize("function", [missing_key, recurse, allocate, lambda: lambda: None, lambda: os._exit(0)])
def test_after_an_error_another_takes_its_place(function: Callable[[], Any]) -> None:
    first, _, *more = run(os.getpid, function, os.getpid, os.getpid, workers=1, memory_mb=100)
    assert len({first, *more}) == len({first}) + len(set(more)) == 2


def test_a_child_that_keeps_memory_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "KEPT", 100 << 20)
    kept: list[bytes] = []

    def keep() -> int:
        kept.append(bytes(60 << 20))
        return os.getpid()

    found = run(*[keep] * 4, workers=1)
    assert found[0] == found[1] != found[2] == found[3]


def test_each_item_has_all_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(serving, "WALL", 60)

    def work() -> int:
        end = time.process_time() + 0.6
        while time.process_time() < end:
            pass
        return os.getpid()

    assert len(set(run(*[work] * 3, workers=1, seconds=1))) == 1


def test_an_idle_child_that_dies_harms_no_item() -> None:
    running = run_isolated(call, [os.getpid] * 12, workers=1, seconds=5, memory_mb=100)
    _, first = next(running)
    assert isinstance(first, int)
    time.sleep(0.5)  # until it has worked ahead
    os.kill(first, signal.SIGKILL)
    assert {type(result) for _, result in running} == {int}
