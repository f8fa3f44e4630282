"""How many pages of results are served? 35,000 made sections, gunicorn with two workers of four threads, asked by `wrk`
(Debian: apt-get install wrk) on the same machine: eight connections for the times, then 64 for faults.

    python -m tests.bench.serving
    python -m tests.bench.serving --index DIR --seconds 60

Every address is another search, of six sorts, with all its facets: nothing is asked for again that a process may have
kept, which is some seven hundred pages. Then the same 300 searches again and again.
"""

from __future__ import annotations

import argparse
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

from flask.testing import FlaskClient

from indexer.backends.embedded import EmbeddedBackend
from indexer.config import Config
from tests.bench.passages import COLLECTIONS, Asked, passages, questions
from tests.bench.searching import build
from webapp import create_app
from webapp.warming import warm

SECTIONS = 35_000
ASKED = 6000
"""Searches of each sort; no two are the same, so that there are fewer of a common word."""
FEW, FIRST = 300, 2000
"""Searches that are asked again, and those by which the processes are warmed."""
SCRIPT = Path(__file__).with_suffix(".lua")
WORKERS, THREADS = 2, 4


def address(asked: Asked) -> str:
    words = f'"{" ".join(asked.words)}"' if asked.phrase else " ".join(asked.words)
    return "/search?" + urlencode({"q": words} | ({"area": asked.area} if asked.area else {}))


def processor_time(index: Path, addresses: list[str]) -> list[float]:
    """CPU milliseconds of each page, asked for the first time, in a warm process."""
    app = create_app(Config(), EmbeddedBackend(index))
    warm(app)
    client = app.test_client()
    return sorted(_took(client, each) for each in addresses)


def _took(client: FlaskClient, wanted: str) -> float:
    start = time.process_time()
    status = client.get(wanted).status_code
    if status != 200:
        raise SystemExit(f"{wanted}: status {status}")
    return (time.process_time() - start) * 1000


@contextmanager
def served(index: Path) -> Iterator[str]:
    """The site behind gunicorn on a free port, until left."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        host = f"127.0.0.1:{probe.getsockname()[1]}"
    settings = index / "serving.toml"
    settings.write_text('[index]\ndirectory = "."\n', encoding="utf-8")
    command = [
        sys.executable, "-m", "gunicorn", "--workers", str(WORKERS), "--threads", str(THREADS), "--bind", host,
        "--log-level", "error", "webapp.wsgi:app",
    ]  # fmt: skip
    process = subprocess.Popen(command, env={**os.environ, "MAPPA_CONFIG": str(settings)})
    try:
        _wait(f"http://{host}/readyz")
        yield f"http://{host}"
    finally:
        process.terminate()
        process.wait(30)


def _wait(ready: str) -> None:
    for _ in range(600):
        try:
            with urllib.request.urlopen(ready, timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{ready} does not answer")


def asked_by_wrk(host: str, listed: Path, connections: int, seconds: int) -> tuple[float, float, float, int, int]:
    """Pages a second, median and 95th percentile in milliseconds, pages, faults."""
    command = [
        "wrk",
        "-t1",
        f"-c{connections}",
        f"-d{seconds}s",
        "--timeout=30s",
        "-s",
        str(SCRIPT),
        host,
        "--",
        str(listed),
    ]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    figures = next(line for line in said.splitlines() if line.startswith("figures ")).split()[1:]
    return float(figures[0]), float(figures[1]), float(figures[2]), int(figures[3]), int(figures[4])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--index", type=Path, help="keep the index here, and use it where it is there already")
    parser.add_argument("--seconds", type=int, default=300, help="how long 64 connections ask (default: %(default)s)")
    args = parser.parse_args()
    if not shutil.which("wrk"):
        raise SystemExit("wrk is not installed; try: apt-get install wrk")
    if not COLLECTIONS.is_dir():
        raise SystemExit(f"the public collections are not beside this checkout: {COLLECTIONS} does not exist")
    with tempfile.TemporaryDirectory() as made:
        index = (args.index or Path(made) / "index").resolve()
        held = passages(SECTIONS)
        if not (index / "CURRENT").exists():
            build(index, held)
        addresses = list(dict.fromkeys(map(address, questions(held, ASKED))))
        took = processor_time(index, addresses[:FEW])
        print(f"a page              {took[len(took) // 2]:8.1f} ms CPU at the median (wanted: 10 at most)")
        print(f"                    {took[len(took) * 95 // 100]:8.1f} ms CPU at the 95th percentile")
        few, first, listed = (Path(made) / name for name in ("few", "first", "listed"))
        for path, part in ((few, slice(FEW)), (first, slice(FEW, FIRST)), (listed, slice(FIRST, None))):
            path.write_text("\n".join(addresses[part]), encoding="utf-8")
        with served(index) as host:
            asked_by_wrk(host, first, 8, 5)
            rate, median, late, _, failed = asked_by_wrk(host, listed, 8, 30)
            print(f"8 connections       {rate:8.0f} pages a second (wanted: 300 at least)")
            print(f"                    {median:8.1f} ms at the median")
            print(f"                    {late:8.1f} ms at the 95th percentile (wanted: 100 at most)")
            asked_by_wrk(host, few, 8, 5)
            rate, _, late, _, again = asked_by_wrk(host, few, 8, 10)
            print(f"asked again         {rate:8.0f} pages a second, 95th percentile {late:.0f} ms")
            failed += again
            rate, _, late, pages, faults = asked_by_wrk(host, listed, 64, args.seconds)
            print(f"64 connections      {rate:8.0f} pages a second, 95th percentile {late:.0f} ms")
            print(f"                    {faults + failed:8} faults in {pages:,} pages (wanted: none)")


if __name__ == "__main__":
    main()
