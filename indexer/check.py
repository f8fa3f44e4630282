"""Is everything in order? What `mappa check` goes through: settings, rules, gazetteers, catalogue, index."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from indexer import gazetteers, rules
from indexer.answer.reading import read
from indexer.answer.subject import subject
from indexer.backend import SearchBackend
from indexer.config import Config, keys
from indexer.entities import Tagger
from indexer.errors import ConfigError, RulesError
from indexer.identity import load_catalogue
from indexer.identity.evidence import gather
from indexer.model import Block, Document, Source, Span
from indexer.sections.rules import heading_rules, kind_rules, known_headings, tables, terms
from indexer.statistics import measures

Check = tuple[str, Callable[[], str]]


def checks(config: Config, backend: SearchBackend) -> Iterator[Check]:
    """Pairs of what is checked and a function that checks it: it says what it found, or raises MappaError."""
    yield "settings", lambda: _settings(config)
    yield "section rules", _section_rules
    yield "identity rules", _identity_rules
    yield "measures", lambda: f"{len(measures())} measures"
    yield "questions", _questions
    yield "areas", lambda: f"{len(gazetteers.areas())} areas"
    yield "gazetteers", lambda: _gazetteers(config)
    yield "catalogue", lambda: _catalogue(config)
    yield "index", lambda: _index(backend)


def _settings(config: Config) -> str:
    for source in config.index.sources:
        if not source.exists():
            raise ConfigError(f"index.sources: {source} does not exist")
    return f"{len(keys())} keys"


def _section_rules() -> str:
    count = sum(len(part()) for part in (heading_rules, known_headings, kind_rules, tables, terms))
    return f"{count} rules"


def _identity_rules() -> str:
    """Weighing any text loads every rule of both questions."""
    text = "Kent MAPPA annual report 2021 to 2022"
    gather(Document(Source("", "", "text", "", len(text)), text, (Block(Span(0, len(text)), "text"),)))
    return f"{sum(len(rows) for rows in rules.load('identity').values() if isinstance(rows, list))} rules"


def _questions() -> str:
    examples = rules.load("questions")["definition"]["examples"]
    for example in examples:
        if " ".join(subject(read(example["text"])) or ()) != example["rest"]:
            raise RulesError(f"rules/questions.toml: '{example['text']}' is not read as a question for a meaning")
    return f"{len(examples)} examples hold"


def _gazetteers(config: Config) -> str:
    Tagger(config.language)
    return "all patterns load"


def _catalogue(config: Config) -> str:
    if not config.index.catalogue.exists():
        return f"none at {config.index.catalogue}"
    load_catalogue(config.index.catalogue)
    return "every row is as it should be"


def _index(backend: SearchBackend) -> str:
    backend.health()
    stats = backend.stats()
    return f"{stats.reports} reports, {stats.sections} sections, {stats.figures} figures, generation {stats.generation}"
