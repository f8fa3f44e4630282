"""Serving: one clear error, the address, a clean stop."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import urllib.request
from dataclasses import replace
from pathlib import Path

import pytest

from indexer.backends.embedded import EmbeddedBackend
from indexer.config import Config
from indexer.errors import BrokenIndex, ConfigError
from tests.browser.records import all_records, fill
from webapp import create_app
from webapp.server import serve
from webapp.warming import warm

SERVE = (
    "import sys; from dataclasses import replace; from pathlib import Path; from indexer.config import Config; "
    "from webapp.server import serve; c = Config(); "
    "serve(replace(c, index=replace(c.index, directory=Path(sys.argv[1])), "
    "server=replace(c.server, port=int(sys.argv[2]))))"
)


def test_without_an_index_nothing_is_served(tmp_path: Path) -> None:
    config = Config()
    with pytest.raises(BrokenIndex):
        serve(replace(config, index=replace(config.index, directory=tmp_path)))


def test_an_address_that_is_taken_is_one_clear_error(tmp_path: Path) -> None:
    fill(EmbeddedBackend(tmp_path))
    config = Config()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        wanted = replace(
            config, index=replace(config.index, directory=tmp_path), server=replace(config.server, port=port)
        )
        with pytest.raises(ConfigError, match="--port"):
            serve(wanted)


@pytest.mark.slow
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGINT])
def test_it_serves_and_stops_when_told(tmp_path: Path, stop: signal.Signals) -> None:
    fill(EmbeddedBackend(tmp_path))
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", SERVE, str(tmp_path), str(port)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    try:
        line = process.stdout.readline()
        assert line == f"Serving 3 reports at http://127.0.0.1:{port}\n"
        before = _read(port, "/readyz")
        assert before.startswith("ready ")
        fill(EmbeddedBackend(tmp_path), (all_records()[0],))
        assert _read(port, "/readyz") != before, "a new generation is served at once"
        process.send_signal(stop)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in errors
    finally:
        process.kill()


def _read(port: int, address: str) -> str:
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{address}", timeout=10) as response:
        return str(response.read().decode())


def test_the_first_visitor_finds_everything_ready(tmp_path: Path) -> None:
    app = create_app(Config(), fill(EmbeddedBackend(tmp_path)))
    warm(app)
    held = app.extensions["mappa"].collection()
    assert {"reports", "values", "definitions", "measures"} <= vars(held).keys()
    assert {"results.html", "home.html"} <= {str(name) for _, name in app.jinja_env.cache or ()}


@pytest.mark.slow
@pytest.mark.parametrize(("filled", "status"), [(True, 0), (False, 1)])
def test_another_server_gets_the_application_or_a_clear_error(tmp_path: Path, filled: bool, status: int) -> None:
    if filled:
        fill(EmbeddedBackend(tmp_path / "index"))
    (tmp_path / "own.toml").write_text('[index]\ndirectory = "index"\n', encoding="utf-8")
    code = "from webapp.wsgi import app; print(app.test_client().get('/readyz').status_code)"
    environment = {**os.environ, "MAPPA_CONFIG": str(tmp_path / "own.toml")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == status
    assert done.stdout == ("200\n" if filled else "")
    assert filled or "BrokenIndex" in done.stderr


def test_behind_a_proxy_visitors_are_told_apart(tmp_path: Path) -> None:
    config = Config()
    trusting = replace(config, server=replace(config.server, proxies=1, questions_a_minute=1))
    client = create_app(trusting, fill(EmbeddedBackend(tmp_path))).test_client()
    asked = [
        client.get("/ask?q=police", headers={"X-Forwarded-For": visitor}).status_code
        for visitor in ("192.0.2.1", "192.0.2.1", "192.0.2.2")
    ]
    assert asked == [200, 429, 200]
