"""The `mappa` command. Rows go to standard output, everything said to a person about a run to standard error."""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from indexer import open_index, output
from indexer.backend import FACETS, SearchBackend
from indexer.batch import form_of, narrowed, read_batch
from indexer.config import CONFIG_FILE, LAST_PORT, Config, load_config
from indexer.definitions import newest_year, timeline
from indexer.errors import MappaError, NotFound, UsageError
from indexer.sources import SAID
from indexer.statistics import measures
from indexer.terminal import Progress, instead_of, show_answer, show_definition, show_hits, show_results, show_summary

BATCH_SIZE = 20
"""Hits that a batch of queries gets for each."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit status: 0 done, 1 not all of it could be done, 2 the call was wrong."""
    args = _parser().parse_args(arguments)
    warnings.showwarning = _show_warning
    try:
        config = _config(args)
        return int(args.run(args, config))
    except MappaError as error:
        if args.debug:
            raise
        print(f"mappa: {error}", file=sys.stderr)
        return 2 if isinstance(error, UsageError) else 1
    except BrokenPipeError:  # the reader, such as `head`, has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("mappa: stopped", file=sys.stderr)
        return 130


def _show_warning(message: Warning | str, *_: object, **__: object) -> None:
    print(f"mappa: warning: {message}", file=sys.stderr)


# ---- commands


def index(args: argparse.Namespace, config: Config) -> int:
    from indexer.pipeline import build

    paths = args.sources or config.index.sources
    with Progress() as progress:
        outcomes = build(paths, open_index(config), config, fresh=args.fresh, progress=progress)
    show_summary(outcomes)
    return 1 if any(outcome.status == "skipped" for outcome in outcomes) else 0


def sections(args: argparse.Namespace, config: Config) -> int:
    """Title pages are left out: they say what every row says anyway."""
    stored = open_index(config).sections(args.report)
    _print(output.section_row(part) for part in stored if part.section.subtype != "cover")
    return 0


def statistics(args: argparse.Namespace, config: Config) -> int:
    index = open_index(config)
    if args.report:
        index.report(args.report)  # says so where there is none
    left_out = set() if args.all else {measure.id for measure in measures() if measure.rare}
    figures = index.figures(report=args.report)
    rows = (output.figure_row(stored) for stored in figures if stored.figure.measure not in left_out)
    if args.format == "csv":
        _print_csv(rows)
    else:
        _print(rows)
    return 0


def tables(args: argparse.Namespace, config: Config) -> int:
    index = open_index(config)
    if args.report:
        index.report(args.report)
    _print(map(output.table_row, index.tables(args.report)))
    return 0


def entities(args: argparse.Namespace, config: Config) -> int:
    rows = (
        output.entity_row(entity, stored.place.report)
        for stored in open_index(config).sections(args.report)
        for entity in stored.entities
    )
    _print(rows)
    return 0


def search(args: argparse.Namespace, config: Config) -> int:
    from indexer.query import parse

    if (args.queries is None) == (not args.words):
        raise UsageError("give either words to search for or --queries FILE")
    backend = open_index(config)
    if args.queries:
        _print(_batch(backend, args.queries, exact=args.exact))
        return 0
    text = " ".join(args.words)
    size = BATCH_SIZE if args.json else config.search.page_size
    results = backend.search(parse(text, size=size, exact=args.exact, begun=_begun(backend)), facets=FACETS)
    if args.json:
        _print([output.results_row(results, text)])
    else:
        show_results(results)
    return 0


def similar(args: argparse.Namespace, config: Config) -> int:
    hits = open_index(config).similar(args.section, limit=BATCH_SIZE if args.json else config.search.page_size)
    if args.json:
        _print(map(output.hit_row, hits))
    else:
        show_hits(hits)
    return 0


def ask(args: argparse.Namespace, config: Config) -> int:
    from indexer.answer import answer

    if (args.questions is None) == (not args.words):
        raise UsageError("give either a question or --questions FILE")
    backend = open_index(config)
    backend.stats()  # without an index there is nothing that could say no
    given = narrowed(args.area, args.year)
    if args.questions:
        _print(
            output.answer_row(answer(asked.text, backend, (*asked.filters, *given)), asked.id)
            for asked in read_batch(args.questions, "question")
        )
        return 0
    found = answer(" ".join(args.words), backend, given)
    if args.json:
        _print([output.answer_row(found)])
    else:
        show_answer(found, explain=args.explain)
    return 0


def define(args: argparse.Namespace, config: Config) -> int:
    from indexer.lookup import instead

    term = " ".join(args.term)
    backend = open_index(config)
    found = backend.definitions(term)
    if not found:
        known = ", ".join(item.acronym or item.term for item in backend.definitions())
        offered = instead_of(instead(term, backend))
        raise NotFound(f"the reports do not define '{term}'; they define: {known or 'nothing'}{offered}")
    told = timeline(found[0], newest_year(backend.definitions()))
    if args.json:
        _print([output.timeline_row(told)])
    else:
        show_definition(told)
    return 0


def serve(args: argparse.Namespace, config: Config) -> int:
    from webapp.server import serve as run_server

    given = {name: value for name in ("host", "port") if (value := getattr(args, name)) is not None}
    run_server(replace(config, server=replace(config.server, **given)))
    return 0


def check(_: argparse.Namespace, config: Config) -> int:
    from indexer.check import checks

    failed = 0
    for name, run in checks(config, open_index(config)):
        try:
            print(f"ok      {name}: {run()}")
        except MappaError as error:
            failed += 1
            print(f"FAILED  {name}: {error}")
    return 1 if failed else 0


# ---- what they share


def _config(args: argparse.Namespace) -> Config:
    path = args.config or (CONFIG_FILE if CONFIG_FILE.is_file() else None)
    config = load_config(path)
    if args.index:
        config = replace(config, index=replace(config.index, directory=args.index))
    return config


def _batch(backend: SearchBackend, file: Path, *, exact: bool) -> Iterable[output.Row]:
    from indexer.query import parse

    begun = _begun(backend)
    for asked in read_batch(file, "query"):
        query = parse(asked.text, filters=asked.filters, size=BATCH_SIZE, exact=exact, begun=begun)
        results = backend.search(query, facets=FACETS)
        yield output.results_row(results, asked.text, asked.id)


def _begun(backend: SearchBackend) -> frozenset[int]:
    """The years in which the reports held begin."""
    return frozenset(report.year_start for report in backend.reports())


def _print(rows: Iterable[output.Row]) -> None:
    for row in rows:
        print(json.dumps(row, ensure_ascii=False))


def _print_csv(rows: Iterable[output.Row]) -> None:
    writer = None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(sys.stdout, row)
            writer.writeheader()
        writer.writerow({name: "-".join(map(str, v)) if isinstance(v, list) else v for name, v in row.items()})


# ---- the words of the command line


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > LAST_PORT:
        raise argparse.ArgumentTypeError(f"a port is a number from 0 to {LAST_PORT}, not '{text}'")
    return int(text)


def _parser() -> argparse.ArgumentParser:
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--config", type=Path, metavar="FILE", help="settings (default: config.toml, where there is one)"
    )
    common.add_argument("--index", type=Path, metavar="DIR", help="the index (default: the one that the settings name)")
    common.add_argument("--debug", action="store_true", help="show the traceback of an error")

    parser = argparse.ArgumentParser(prog="mappa", description="Search, read and compare MAPPA annual reports.")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")

    def command(run: Callable[[argparse.Namespace, Config], int], summary: str, name: str = "") -> Any:
        sub = commands.add_parser(name or run.__name__, help=summary, description=summary, parents=[common])
        sub.set_defaults(run=run)
        return sub

    sub = command(index, "Build the index from files and folders, or bring it up to date.")
    sub.add_argument(
        "sources", nargs="*", type=Path, metavar="SOURCE", help=f".pdf, .md or .txt files, and folders. {SAID}"
    )
    sub.add_argument("--fresh", action="store_true", help="forget what is in the index and read everything again")
    for run, what in ((sections, "the sections"), (entities, "the entities")):
        sub = command(run, f"Print {what} of all reports as JSON Lines.")
        sub.add_argument("--report", metavar="ID", help="only of this report, such as dorset-2014-15")
    sub = command(statistics, "Print the figures of all reports.")
    sub.add_argument("--report", metavar="ID", help="only of this report, such as dorset-2014-15")
    sub.add_argument("--all", action="store_true", help="also of measures that only some reports print")
    sub.add_argument("--format", choices=["jsonl", "csv"], default="jsonl", help="JSON Lines (default) or CSV")
    sub = command(tables, "Print the tables that hold figures of no known measure, as printed, as JSON Lines.")
    sub.add_argument("--report", metavar="ID", help="only of this report, such as dorset-2014-15")
    sub = command(search, "Search the sections.")
    sub.add_argument("words", nargs="*", metavar="WORD", help='words, "phrases", -not, OR, field:value')
    sub.add_argument("--queries", type=Path, metavar="FILE", help=form_of("queries", "query"))
    sub.add_argument("--exact", action="store_true", help="only the words typed, not others that mean the same")
    sub.add_argument("--json", action="store_true", help="print JSON")
    sub = command(similar, "Show more sections like one.")
    sub.add_argument("section", metavar="SECTION", help="id of a section, as `mappa search --json` gives it")
    sub.add_argument("--json", action="store_true", help="print JSON Lines, one for each section")
    sub = command(ask, "Answer a question from the reports, with the place, or say that they do not.")
    sub.add_argument("words", nargs="*", metavar="WORD", help="the question")
    sub.add_argument("--questions", type=Path, metavar="FILE", help=form_of("questions", "question"))
    sub.add_argument(
        "--area", action="append", default=[], metavar="AREA", help="only reports of this area; repeatable"
    )
    sub.add_argument("--year", action="append", default=[], metavar="YEAR", help="only of this year, such as 2021-22")
    sub.add_argument("--explain", action="store_true", help="show how the question was read and what each route said")
    sub.add_argument("--json", action="store_true", help="print JSON")
    sub = command(define, "Show what a legal term means, by area and year.")
    sub.add_argument("term", nargs="+", metavar="TERM", help="a term or its abbreviation, such as SHPO")
    sub.add_argument("--json", action="store_true", help="print JSON")
    sub = command(serve, "Serve the site.")
    sub.add_argument("--host", metavar="ADDRESS", help="address to listen on")
    sub.add_argument("--port", type=_port, metavar="N", help="port to listen on; 0: any that is free")
    command(check, "Check the settings, the rules, the gazetteers and the index.")
    return parser


if __name__ == "__main__":
    sys.exit(main())
