"""config.toml: every key known, documented and used; anything else refused by name."""

from __future__ import annotations

from pathlib import Path

import pytest

from indexer.config import Config, keys, load_config
from indexer.errors import ConfigError

ROOT = Path(__file__).resolve().parents[1]


def written(folder: Path, text: str) -> Path:
    path = folder / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_the_shipped_settings_are_the_defaults() -> None:
    shipped, default = load_config(ROOT / "config.toml"), Config()
    assert shipped.index.directory == ROOT / default.index.directory
    assert shipped.index.sources == tuple(ROOT / source for source in default.index.sources)
    assert shipped.index.catalogue == ROOT / default.index.catalogue
    for part in ("reading", "language", "search", "server"):
        assert getattr(shipped, part) == getattr(default, part)


@pytest.mark.parametrize("key", keys())
def test_every_key_is_in_the_shipped_file_with_a_comment(key: str) -> None:
    part, name = key.split(".")
    text = (ROOT / "config.toml").read_text(encoding="utf-8")
    table = text.split(f"[{part}]")[1].split("\n[")[0]
    line = next(line for line in table.splitlines() if line.startswith(f"{name} = "))
    assert "#" in line or name == "port"


@pytest.mark.parametrize("key", keys())
def test_every_key_is_used(key: str) -> None:
    name = key.split(".")[1]
    code = [p for folder in ("indexer", "webapp") for p in (ROOT / folder).rglob("*.py") if p.name != "config.py"]
    assert any(f".{name}" in path.read_text(encoding="utf-8") for path in code)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "[server]\nprot = 80",
            "unknown key 'server.prot'; known here: host, port, proxies, questions_a_minute, threads",
        ),
        ("colour = 'red'", "unknown key 'colour'"),
        ("[server]\nport = 'eighty'", "'server.port' must be a whole number"),
        ("[server]\nport = true", "'server.port' must be a whole number"),
        ("[server]\nport = 65536", "'server.port' must be at least 0 and at most 65535"),
        ("[server]\nthreads = 0", "'server.threads' must be at least 1"),
        ("[index]\nsources = 'corpus'", "'index.sources' must be a list of paths"),
        ("index = 3", "'index' must be a table"),
        ("[server", "is not valid TOML"),
    ],
)
def test_what_is_wrong_is_named(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(ConfigError, match=message.split("'")[0].strip() or None) as caught:
        load_config(written(tmp_path, text))
    assert message in str(caught.value)
    assert "config.toml" in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"none\.toml: cannot be read"):
        load_config(tmp_path / "none.toml")


def test_paths_are_relative_to_the_file(tmp_path: Path) -> None:
    config = load_config(written(tmp_path, "[index]\ndirectory = 'here'\nsources = ['a', '/b']"))
    assert config.index.directory == tmp_path / "here"
    assert config.index.sources == (tmp_path / "a", Path("/b"))
