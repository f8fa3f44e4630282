"""Read MAPPA annual reports, keep them in an index, and ask it.

    from indexer import build, load_config, open_index, parse

    config = load_config(Path("config.toml"))
    index = open_index(config)
    build([Path("reports")], index, config)
    index.search(parse('"lay adviser" area:dorset'))
    index.definitions("SHPO")
    answer("What is a Sexual Risk Order?", index)

What an index can be asked stands in `indexer.backend`, what comes back in `indexer.model`.
"""

from __future__ import annotations

from indexer.answer import answer
from indexer.backend import SearchBackend
from indexer.config import Config, load_config
from indexer.model import Outcome
from indexer.query import parse
from indexer.sentences import Splitter

__all__ = ["Outcome", "SearchBackend", "answer", "build", "load_config", "open_index", "parse"]


def open_index(config: Config) -> SearchBackend:
    """The index that the settings name; it need not exist yet."""
    from indexer.backends.embedded import EmbeddedBackend

    return EmbeddedBackend(
        config.index.directory,
        keep=config.index.keep,
        snippet_characters=config.search.snippet_characters,
        splitter=Splitter(config.language.nltk_data),
    )


def __getattr__(name: str) -> object:
    """`build` brings the readers and spaCy with it, which nobody needs who only asks."""
    if name == "build":
        from indexer.pipeline import build

        return build
    raise AttributeError(name)
