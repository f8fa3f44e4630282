"""Serving: one clear error, the address, a clean stop."""

from __future__ import annotations

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
from tests.browser.records import fill
from webapp.server import serve

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
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=10) as response:
            assert response.status == 200
        process.send_signal(stop)
        _, errors = process.communicate(timeout=20)
        assert process.returncode == 0
        assert "Traceback" not in errors
    finally:
        process.kill()
