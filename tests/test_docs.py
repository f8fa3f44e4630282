"""What the README promises is there, and what is there is in the README."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

import pytest

from indexer.cli import _parser

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def commands() -> dict[str, argparse.ArgumentParser]:
    for action in _parser()._actions:
        if isinstance(action, argparse._SubParsersAction):
            return dict(action.choices)
    raise AssertionError("the command line has no commands")


@pytest.mark.parametrize("name", commands())
def test_every_command_is_in_the_readme(name: str) -> None:
    assert re.search(rf"`mappa {name}\b", README)


@pytest.mark.parametrize(
    ("name", "option"),
    [
        (name, option)
        for name, parser in commands().items()
        for action in parser._actions
        for option in action.option_strings
        if option.startswith("--")
    ],
)
def test_every_option_is_in_the_readme(name: str, option: str) -> None:
    assert option in README


def test_every_command_of_the_readme_exists() -> None:
    assert set(re.findall(r"`?\bmappa ([a-z]+)\b(?=[^`\n]*[`\n])", README)) - {"is"} <= set(commands())


def test_every_make_target_of_the_readme_exists() -> None:
    targets = set(re.findall(r"^([a-z]+):", MAKEFILE, re.MULTILINE))
    assert {"serve", "test"} <= set(re.findall(r"make ([a-z]+)", README)) <= targets


def test_every_file_of_the_readme_exists() -> None:
    named = re.findall(r"\]\(((?!https?:)[^)#]+)\)", README) + re.findall(
        r"`((?:indexer|webapp|corpus)/[^`*]*)`", README
    )
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_continuous_integration_runs_make_test() -> None:
    assert "make test" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
