"""What can go wrong, as a tree; every message may be shown to the user.

MappaError                 the root: the command line prints it as one line
├── ConfigError            config.toml: an unknown key, a wrong type, a missing file
├── UsageError             a call of the command line that cannot be meant
├── RulesError             a rule or gazetteer file does not hold what it should
├── ReadError              one file cannot be read as a report; the others go on
│   ├── UnreadableFile     no PDF, damaged, encrypted, empty, without text, over the limits
│   └── UnknownReport      the area or the year cannot be told
├── BrokenIndex            the index is missing, damaged or of another version
└── NotFound               no such report, section or term
"""

from __future__ import annotations


class MappaError(Exception):
    """The root of all errors that are meant for the user: the message says what is wrong, where, and what to do."""


class ConfigError(MappaError):
    """config.toml cannot be used."""


class UsageError(MappaError):
    """The command was called in a way that cannot be meant, or a file of queries is not as it should be."""


class RulesError(MappaError):
    """A rule or gazetteer file cannot be used."""


class ReadError(MappaError):
    """One file cannot be indexed; the run goes on without it."""


class UnreadableFile(ReadError):
    """The file holds nothing that can be read as a report."""


class UnknownReport(ReadError):
    """Which area or which year the report is of cannot be told from its name and content."""


class BrokenIndex(MappaError):
    """The index is missing, damaged, or was written by another version."""


class NotFound(MappaError):
    """There is no such report, section or term in the index."""
