"""The `mappa` command: its rows, its messages and its exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.cli import main
from tests import reports

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of two small reports."""
    folder = tmp_path_factory.mktemp("cli")
    for area in ("Kent", "Essex"):
        reports.write(folder, area)
    assert main(["index", str(folder), "--index", str(folder / "index")]) == 0
    return folder / "index"


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    monkeypatch.chdir(tmp_path)  # away from the project's own config.toml

    def call(*arguments: object) -> tuple[int, str, str]:
        capsys.readouterr()
        status = main([str(argument) for argument in arguments])
        said = capsys.readouterr()
        return status, said.out, said.err

    return call


def rows(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in text.splitlines()]


def test_sections_as_rows(run: Run, index: Path) -> None:
    status, out, _ = run("sections", "--index", index)
    found = rows(out)
    assert status == 0
    assert list(found[0]) == [
        "id", "report", "area", "year_start", "year_end", "type", "subtype", "title", "level", "parent", "term",
        "acronym", "question", "text", "lines", "pages", "boilerplate", "also",
    ]  # fmt: skip
    order = next(row for row in found if row["acronym"] == "SRO" and row["area"] == "Essex")
    assert (order["type"], order["term"], order["boilerplate"]) == ("definition", "Sexual Risk Order", "national")
    assert len(order["also"]) == 1
    assert order["also"][0].startswith("kent-2021-22#")


def test_statistics_as_rows_and_as_csv(run: Run, index: Path) -> None:
    status, out, _ = run("statistics", "--index", index, "--format", "jsonl")
    total = next(
        row
        for row in rows(out)
        if (row["report"], row["metric"], row["category"], row["level"])
        == ("kent-2021-22", "eligible_offenders", "total", "total")
    )
    assert status == 0
    assert (total["value"], total["printed"], total["flag"], total["pages"]) == (158, "158", "ok", None)
    status, out, _ = run("statistics", "--index", index, "--format", "csv", "--report", "kent-2021-22")
    lines = out.splitlines()
    assert lines[0].startswith("report,area,year_start,year_end,metric,category,level,value,printed,flag")
    assert len(lines) == 1 + 17


def test_figures_of_rare_measures_are_printed_if_asked_for(run: Run, tmp_path: Path) -> None:
    reports.write(tmp_path, "Kent", 2006, extra="\n\nTotal number of SOPOs applied for\t7\n")
    assert main(["index", str(tmp_path), "--index", str(tmp_path / "index")]) == 0
    usual, everything = (
        {row["metric"] for row in rows(run("statistics", *more, "--index", tmp_path / "index")[1])}
        for more in ((), ("--all",))
    )
    assert everything - usual == {"sopo_applied"}
    assert "eligible_offenders" in usual


def test_tables_of_no_known_measure_as_rows(run: Run, tmp_path: Path) -> None:
    reports.write(tmp_path, "Kent", extra="\n\nAgency\t2020-21\t2021-22\nPolice\t99%\t100%\nHousing\t62%\t71%\n")
    assert main(["index", str(tmp_path), "--index", str(tmp_path / "index")]) == 0
    status, out, _ = run("tables", "--index", tmp_path / "index", "--report", "kent-2021-22")
    (row,) = rows(out)
    assert status == 0
    assert list(row) == [
        "report", "area", "year_start", "year_end", "number", "section", "caption", "corner", "columns", "rows",
        "lines", "pages",
    ]  # fmt: skip
    assert (row["caption"], row["corner"], row["columns"]) == ("Housing in Kent", "Agency", ["2020-21", "2021-22"])
    assert row["rows"][1] == {"label": "Housing", "cells": ["62%", "71%"]}
    assert row["lines"][1] - row["lines"][0] == 2


def test_entities_as_rows(run: Run, index: Path) -> None:
    status, out, _ = run("entities", "--index", index)
    assert status == 0
    for row in rows(out):
        assert list(row) == ["section", "report", "label", "text", "canonical", "start", "end", "line"]
        assert len(row["text"]) == row["end"] - row["start"]


def test_search_prints_one_object(run: Run, index: Path) -> None:
    status, out, _ = run("search", "housing", "protocol", "--index", index, "--json")
    (row,) = rows(out)
    assert status == 0
    assert row["id"] is None
    assert row["total"] == 2
    assert row["hits"][0]["type"] == "local_page"
    assert {"value": "Kent", "count": 1} in row["facets"]["area"]


def test_search_reads_a_batch_with_filters(run: Run, index: Path, tmp_path: Path) -> None:
    queries = tmp_path / "queries.jsonl"
    filters = {"area": "Kent", "year_start": 2021, "type": "definition"}
    queries.write_text(
        json.dumps({"id": "one", "query": "housing"})
        + "\n\n"
        + json.dumps({"id": "two", "query": "sexual risk order", "filters": filters})
    )
    status, out, _ = run("search", "--queries", queries, "--index", index)
    one, two = rows(out)
    assert (status, one["id"], two["id"]) == (0, "one", "two")
    assert [hit["report"] for hit in two["hits"]] == ["kent-2021-22"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{", "line 1: not JSON"),
        ('{"id": "1"}', 'line 1: wanted an object such as {"id": "1", "query": "..."}'),
        ('{"id": "1", "query": "x", "filters": {"colour": 1}}', "unknown filter colour"),
        ('{"id": "1", "query": "x", "filters": {"type": "poem"}}', "line 1: there is no type 'poem'"),
        ('{"id": "1", "query": "x", "filters": {"area": "Narnia"}}', "line 1: there is no area 'Narnia'"),
        ('{"id": "1", "query": "x", "filters": {"year_start": "abc"}}', "year_start must be a year such as 2021"),
        ('{"id": "1", "query": "x", "filters": ["a"]}', '"filters" must be an object'),
    ],
)
def test_a_bad_batch_is_named(run: Run, index: Path, tmp_path: Path, text: str, message: str) -> None:
    queries = tmp_path / "queries.jsonl"
    queries.write_text(text)
    status, _, err = run("search", "--queries", queries, "--index", index)
    assert status == 2
    assert message in err


def test_search_for_a_person(run: Run, index: Path) -> None:
    status, out, _ = run("search", "housing", "--index", index)
    assert status == 0
    assert "Kent 2021 to 2022, lines" in out


def test_more_like_a_section(run: Run, index: Path) -> None:
    (found,) = rows(run("search", "housing", "protocol", "--index", index, "--json")[1])
    section = found["hits"][0]["section"]
    status, out, _ = run("similar", section, "--index", index, "--json")
    assert status == 0
    assert section not in {row["section"] for row in rows(out)}
    assert all(row["title"] in run("similar", section, "--index", index)[1] for row in rows(out))
    status, _, err = run("similar", "nowhere#1", "--index", index)
    assert (status, "no section 'nowhere#1'" in err) == (1, True)


def test_define_by_acronym(run: Run, index: Path) -> None:
    status, out, _ = run("define", "sro", "--index", index, "--json")
    (row,) = rows(out)
    assert status == 0
    assert (row["term"], row["acronym"]) == ("Sexual Risk Order", "SRO")
    assert row["definitions"][0]["lines"]
    assert "magistrates" in run("define", "sexual", "risk", "order", "--index", index)[1]


def test_define_says_what_is_defined(run: Run, index: Path) -> None:
    status, _, err = run("define", "blackmail", "--index", index)
    assert status == 1
    assert "do not define 'blackmail'; they define:" in err
    assert "SRO" in err


def test_ask_quotes_a_definition_or_refuses(run: Run, index: Path) -> None:
    status, out, _ = run("ask", "What is a Sexual Risk Order?", "--index", index, "--json")
    (row,) = rows(out)
    assert (status, row["answered"], row["kind"]) == (0, True, "definition")
    assert row["citations"][0]["quote"] in row["answer"]
    status, out, _ = run("ask", "How many horses are there?", "--index", index, "--json")
    (row,) = rows(out)
    assert (row["answered"], row["answer"], row["citations"]) == (False, None, [])
    assert row["reason"]


@pytest.mark.parametrize("command", ["sections", "statistics", "entities"])
def test_a_report_that_is_not_there_is_named(run: Run, index: Path, command: str) -> None:
    status, out, err = run(command, "--index", index, "--report", "nope-2001-02")
    assert (status, out) == (1, "")
    assert "nope-2001-02" in err


@pytest.mark.parametrize(
    "arguments", [["search"], ["search", "a", "--queries", "b"], ["ask"], ["search", "--queries", "/nope"]]
)
def test_a_call_that_cannot_be_meant(run: Run, index: Path, arguments: list[str]) -> None:
    assert run(*arguments, "--index", index)[0] == 2


@pytest.mark.parametrize("port", ["70000", "-1", "eighty"])
def test_a_port_that_is_none(port: str) -> None:
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])


def test_a_question_without_an_index_is_not_answered_with_no(run: Run, tmp_path: Path) -> None:
    assert run("ask", "What is an SRO?", "--index", tmp_path / "none")[0] == 1


def test_a_missing_index_is_one_line(run: Run, tmp_path: Path) -> None:
    status, out, err = run("sections", "--index", tmp_path / "none")
    assert (status, out) == (1, "")
    assert len(err.splitlines()) == 1
    assert "mappa index" in err


def test_index_says_what_was_skipped(run: Run, tmp_path: Path) -> None:
    reports.write(tmp_path, "Kent")
    (tmp_path / "empty.txt").write_text("")
    status, out, err = run("index", tmp_path, "--index", tmp_path / "index")
    assert (status, out) == (1, "")
    assert err.splitlines()[0] == "1 indexed, 1 skipped:"
    assert "empty.txt: the file is empty" in err


def test_an_unknown_setting_is_named(run: Run, tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text("[serve]\nport = 1")
    status, _, err = run("sections")
    assert status == 1
    assert "unknown key 'serve'" in err


def test_check_passes_on_a_good_index(run: Run, index: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus" / "digests").mkdir(parents=True)
    status, out, _ = run("check", "--index", index)
    assert status == 0, out
    assert "index" in out


def test_check_fails_without_an_index(run: Run, tmp_path: Path) -> None:
    status, out, _ = run("check", "--index", tmp_path / "none")
    assert status == 1
    assert "FAILED" in out


def test_a_closed_pipe_is_no_error(index: Path) -> None:
    command = f"{sys.executable} -m indexer.cli sections --index {index} | head -n 1"
    piped = ["bash", "-o", "pipefail", "-c", command]
    done = subprocess.run(piped, check=False, capture_output=True, text=True, env=os.environ)
    assert done.stderr == ""
    assert len(done.stdout.splitlines()) == 1


@pytest.mark.parametrize(
    "command", ["index", "sections", "statistics", "entities", "search", "define", "serve", "check"]
)
def test_help_reads(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main([command, "--help"])
    assert left.value.code == 0
    assert "--index DIR" in capsys.readouterr().out


@pytest.mark.parametrize(("command", "field"), [("ask", "question"), ("search", "query")])
def test_the_help_names_the_fields_of_a_file(command: str, field: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main([command, "--help"])
    told = " ".join(capsys.readouterr().out.split())
    assert f'{{"id": "1", "{field}": "...", "filters": {{"area": "Dorset", "year_start": 2014}}}}' in told
    assert "a plain list" in told


def test_the_help_says_where_the_catalogue_is_looked_for(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["index", "--help"])
    assert "corpus/reports.toml, which is looked for beside the settings" in " ".join(capsys.readouterr().out.split())
