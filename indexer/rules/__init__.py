"""Domain knowledge as data. Each file is TOML; each row carries examples (and where it helps counterexamples) that
`tests/test_rules.py` runs. This module only loads."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from indexer.errors import RulesError


@cache
def load(name: str) -> dict[str, Any]:
    """The rules in `<name>.toml`. Raises RulesError."""
    try:
        return tomllib.loads((files(__package__) / f"{name}.toml").read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise RulesError(f"rules/{name}.toml is missing") from None
    except tomllib.TOMLDecodeError as error:
        raise RulesError(f"rules/{name}.toml is not valid TOML: {error}") from None
