"""Source → document → sections → figures and entities → index. What has not changed is not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from indexer import boilerplate, statistics
from indexer.backend import Generation, SearchBackend
from indexer.cases.record import case_facts
from indexer.config import Config, LanguageConfig, ReadingConfig
from indexer.entities import Tagger
from indexer.errors import ReadError, UnknownReport
from indexer.identity import Catalogue, identify, load_catalogue
from indexer.isolation import run_isolated
from indexer.model import Document, Outcome, Record, Report, Source
from indexer.readers import read
from indexer.readers.text import read_text
from indexer.sections import split
from indexer.sources import find_sources


def build(
    paths: Iterable[Path],
    backend: SearchBackend,
    config: Config,
    *,
    fresh: bool = False,
    progress: Callable[[str, int, int], None] = lambda _name, _done, _of: None,
) -> tuple[Outcome, ...]:
    """Bring the index up to date with files and folders; one outcome for each file, in their order.

    Reports of other sources stay in the index, unless `fresh`; a report whose file has gone from one of the folders
    is removed. Files that cannot be read or told are skipped, with the reason. The served generation is replaced only
    when everything has been written, and only if anything has changed. `progress` hears the name of each file that
    was read, how many that makes, and of how many.
    """
    named = tuple(paths)
    catalogue = load_catalogue(config.index.catalogue)
    version = fingerprint(config)
    sources, skipped = find_sources(named)
    with backend.begin(fresh=fresh) as generation:
        run = _Run(generation, version, sources)
        gone = run.remove_gone(named)
        run.skip_unchanged()
        changed = run.changed
        if changed:
            reader = Reader(config.reading, catalogue, _tagger(config.language), version)
            reader.warm()
            for done, (source, result) in enumerate(_read_all(reader, changed, config), 1):
                run.take(source, result)
                progress(source.name, done, len(changed))
        if run.written or gone:
            _finish(generation, run.passages)
            run.passages.clear()  # the room is needed for publishing
            generation.publish()
    return (*gone, *run.outcomes(), *skipped)


def fingerprint(config: Config) -> str:
    """Of everything but the file itself that decides how a report is read: code, rules, gazetteers, settings and the
    catalogue."""
    digest = sha256(repr((config.reading, config.language)).encode())
    package = Path(str(files("indexer")))
    for path in sorted(package.rglob("*")):
        if path.suffix in {".py", ".toml", ".jsonl"} and "backends" not in path.parts:
            digest.update(path.relative_to(package).as_posix().encode() + b"\0" + path.read_bytes())
    if config.index.catalogue.is_file():
        digest.update(config.index.catalogue.read_bytes())
    return digest.hexdigest()[:16]


SAMPLE = """# Kent MAPPA annual report 2021-22

# MAPPA-eligible offenders on 31 March 2022

Level 1\t3\t2\t-\t5

# Explanation commentary on statistical tables

(a) Sexual Risk Order (SRO) - made by a court for a person who poses a risk of harm (s.37 of the Act).

# Case study

Mr X was convicted in May 2014. He was managed at Level 2 by the police, housed, and has not reoffended.
"""
"""A little of everything that the rules look for."""


@cache
def _tagger(language: LanguageConfig) -> Tagger:
    """Made once: it takes longer than reading a report."""
    return Tagger(language)


@dataclass(frozen=True, slots=True)
class Read:
    """What stands in a source, and the hashes of its sections by which they are linked to others. These are made where
    the source is read, since there several processes are at work."""

    record: Record
    passages: tuple[boilerplate.Passage, ...]


@dataclass(frozen=True, slots=True)
class Reader:
    """Everything that is needed to read one source, ready to be used in a child process."""

    config: ReadingConfig
    catalogue: Catalogue
    tagger: Tagger
    version: str

    def __call__(self, source: Source) -> Read:
        """Raises ReadError."""
        record = self.record(read(source, self.config))
        return Read(record, tuple(boilerplate.passage(record.report, section) for section in record.sections))

    def warm(self) -> None:
        """Load every rule once, here: each child starts with what its parent has loaded, and takes nothing back."""
        source = Source("", "warm.md", "text", "", len(SAMPLE))
        self.record(read_text(source, SAMPLE.encode(), characters=len(SAMPLE)))

    def record(self, document: Document) -> Record:
        """What stands in a document. Raises UnknownReport."""
        try:
            identity = identify(document, self.catalogue)
        except UnknownReport as error:
            raise _with_warnings(error, document) from None
        report = replace(identity.report, version=self.version)
        sections = split(document, report)
        entities = self.tagger.tag(sections, document)
        figures, tables = statistics.read(document, sections, report)
        return Record(
            report=report,
            sections=sections,
            figures=figures,
            entities=entities,
            warnings=(*document.warnings, *identity.warnings),
            facts=case_facts(sections, entities),
            tables=tables,
        )


def _with_warnings(error: UnknownReport, document: Document) -> UnknownReport:
    """What could not be read may be what would have told the report."""
    start = f"{document.source.name}: "
    return UnknownReport(start + "; ".join((*document.warnings, str(error).removeprefix(start))))


def _read_all(reader: Reader, sources: tuple[Source, ...], config: Config) -> Iterator[tuple[Source, Read | ReadError]]:
    limits = config.reading
    return run_isolated(reader, sources, workers=limits.workers, seconds=limits.seconds, memory_mb=limits.memory_mb)


def _finish(generation: Generation, passages: Mapping[str, boilerplate.Passage]) -> None:
    """What can only be told when all reports are known: what a report lacks that others give, and what is national.
    `passages`: those that are known, by their sections."""
    generation.add_missing(statistics.missing(generation.figures(), generation.reports()))
    generation.link(
        boilerplate.link_passages(
            passages.get(section.id) or boilerplate.passage(report, section)
            for report, section in generation.sections()
        )
    )


class _Run:
    """What became of each source of a run."""

    def __init__(self, generation: Generation, version: str, sources: tuple[Source, ...]) -> None:
        self.generation = generation
        self.version = version
        self.sources = sources
        self.found: dict[str, Outcome] = {}
        self.written: dict[str, Report] = {}
        self.passages: dict[str, boilerplate.Passage] = {}
        self.kept: dict[str, Report] = {report.id: report for report in generation.reports()}

    @property
    def changed(self) -> tuple[Source, ...]:
        return tuple(source for source in self.sources if source.sha256 not in self.found)

    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(self.found[source.sha256] for source in self.sources)

    def remove_gone(self, named: Iterable[Path]) -> tuple[Outcome, ...]:
        folders = [str(path.resolve()) for path in named if path.is_dir()]
        held = {source.sha256 for source in self.sources}
        gone = [
            report
            for report in self.kept.values()
            if report.source.sha256 not in held
            and any(Path(report.source.path).is_relative_to(folder) for folder in folders)
            and not Path(report.source.path).exists()
        ]
        for report in gone:
            self.generation.remove(report.id)
            del self.kept[report.id]
        return tuple(Outcome(report.source.name, "removed", report.id, "the file is gone") for report in gone)

    def skip_unchanged(self) -> None:
        by_sum = {report.source.sha256: report for report in self.kept.values() if report.version == self.version}
        for source in self.sources:
            if report := by_sum.get(source.sha256):
                self.found[source.sha256] = Outcome(source.name, "unchanged", report.id)
                self.written.pop(report.id, None)

    def take(self, source: Source, result: Read | ReadError) -> None:
        if isinstance(result, ReadError):
            self._note(source, "skipped", None, str(result).removeprefix(f"{source.name}: "))
            return
        record = result.record
        report = record.report
        rival = self._rival(report)
        if rival and (report.digest or not rival.digest):
            self._note(source, "skipped", report.id, f"the same report as {rival.source.name} ({_name(report)})")
            return
        if rival:
            self._note(rival.source, "skipped", report.id, f"the report itself is in {source.name}")
        self.generation.write(record)
        self.passages |= {each.section: each for each in result.passages}
        self.written[report.id] = report
        self._note(source, "indexed", report.id, None, record.warnings)

    def _rival(self, report: Report) -> Report | None:
        """Another source of this run, or one indexed before that is still there, that holds the same report."""
        rival = self.written.get(report.id) or self.kept.get(report.id)
        if rival is None or rival.source.sha256 == report.source.sha256:
            return None
        if report.id in self.written or rival.source.sha256 in self.found:
            return rival
        return rival if report.digest and not rival.digest else None

    def _note(
        self, source: Source, status: str, report: str | None, reason: str | None, warnings: tuple[str, ...] = ()
    ) -> None:
        self.found[source.sha256] = Outcome(source.name, status, report, reason, warnings)  # type: ignore[arg-type]


def _name(report: Report) -> str:
    return f"{report.area} {report.year_slug}"
