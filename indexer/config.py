"""config.toml → Config. Every key has a default; an unknown key or a wrong type is an error that names it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields, is_dataclass, replace
from pathlib import Path
from typing import Any, get_type_hints

from indexer.errors import ConfigError


@dataclass(frozen=True, slots=True)
class IndexConfig:
    directory: Path = Path("build/index")
    sources: tuple[Path, ...] = (Path("corpus/digests"),)
    catalogue: Path = Path("corpus/reports.toml")
    keep: int = 2


@dataclass(frozen=True, slots=True)
class ReadingConfig:
    workers: int = 2
    seconds: int = 20
    memory_mb: int = 1024
    pages: int = 500
    characters: int = 5_000_000


@dataclass(frozen=True, slots=True)
class LanguageConfig:
    spacy_model: str = ""
    nltk_data: str = ""


@dataclass(frozen=True, slots=True)
class SearchConfig:
    page_size: int = 10
    snippet_characters: int = 200


@dataclass(frozen=True, slots=True)
class ServerConfig:
    host: str = "127.0.0.1"
    port: int = 8000
    threads: int = 4
    questions_a_minute: int = 60
    proxies: int = 0


@dataclass(frozen=True, slots=True)
class Config:
    index: IndexConfig = field(default_factory=IndexConfig)
    reading: ReadingConfig = field(default_factory=ReadingConfig)
    language: LanguageConfig = field(default_factory=LanguageConfig)
    search: SearchConfig = field(default_factory=SearchConfig)
    server: ServerConfig = field(default_factory=ServerConfig)


CONFIG_FILE = Path("config.toml")
"""Read from the working directory where no other is named."""

LAST_PORT = 65535
LIMITS: dict[str, tuple[int, int | None]] = {
    "server.port": (0, LAST_PORT),
    "server.proxies": (0, None),
    "index.keep": (2, None),
}
"""Least and most of numbers; others are at least 1. Of generations there must be one to fall back on."""


def load_config(path: Path | None) -> Config:
    """The settings in `path`; the defaults where it is None. Raises ConfigError."""
    if path is None:
        return Config()
    try:
        values = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ConfigError(f"{path}: cannot be read: {error.strerror}") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: is not valid TOML: {error}") from None
    config = _fill(Config(), values, str(path), "")
    return _beside(config, path.resolve().parent)


def keys() -> tuple[str, ...]:
    """All keys, as `section.key`."""
    return tuple(f"{part.name}.{key.name}" for part in fields(Config) for key in fields(getattr(Config(), part.name)))


def _fill(target: Any, values: dict[str, Any], file: str, prefix: str) -> Any:
    known = {f.name for f in fields(target)}
    hints = get_type_hints(type(target))
    changes: dict[str, Any] = {}
    for key, value in values.items():
        name = f"{prefix}{key}"
        if key not in known:
            raise ConfigError(f"{file}: unknown key '{name}'; known here: {', '.join(sorted(known))}")
        current = getattr(target, key)
        if is_dataclass(current):
            if not isinstance(value, dict):
                raise ConfigError(f"{file}: '{name}' must be a table: [{name}]")
            changes[key] = _fill(current, value, file, f"{name}.")
        else:
            changes[key] = _value(hints[key], value, file, name)
    return replace(target, **changes)


def _value(kind: Any, value: Any, file: str, name: str) -> Any:
    if kind is int and isinstance(value, int) and not isinstance(value, bool):
        least, most = LIMITS.get(name, (1, None))
        if value < least or (most is not None and value > most):
            upto = f" and at most {most}" if most else ""
            raise ConfigError(f"{file}: '{name}' must be at least {least}{upto}, not {value}")
        return value
    if kind is str and isinstance(value, str):
        return value
    if kind is Path and isinstance(value, str):
        return Path(value)
    if kind == tuple[Path, ...] and isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(map(Path, value))
    wanted = {int: "a whole number", str: "a text", Path: "a path"}.get(kind, "a list of paths")
    raise ConfigError(f"{file}: '{name}' must be {wanted}, not {value!r}")


def _beside(config: Config, home: Path) -> Config:
    index = config.index
    index = replace(
        index,
        directory=home / index.directory,
        sources=tuple(home / source for source in index.sources),
        catalogue=home / index.catalogue,
    )
    return replace(config, index=index)
