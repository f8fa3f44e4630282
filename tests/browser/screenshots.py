"""The pictures of the README, from the shipped corpus: `make screenshots`."""

from __future__ import annotations

import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright
from waitress.server import create_server

from indexer.backends.embedded import EmbeddedBackend
from indexer.config import CONFIG_FILE, Config, load_config
from indexer.pipeline import build
from tests.browser.conftest import CHROMIUM, QUIET
from webapp import create_app

PICTURES = {
    "results": "/search?q=lay+adviser",
    "answer": "/ask?q=Which+area+had+the+most+offenders+at+Level+3+in+2021-22%3F",
    "definition": "/definitions/sexual-harm-prevention-order",
    "figures": "/statistics?measure=eligible_offenders&cell=total.total&year=2021-22",
    "examples": "/case-studies",
}
FOLDER = Path(__file__).resolve().parents[2] / "docs"
SIZE = {"width": 1280, "height": 900}


@contextmanager
def site(config: Config) -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        backend = EmbeddedBackend(Path(folder))
        build(config.index.sources, backend, config)
        server = create_server(create_app(config, backend), host="127.0.0.1", port=0, threads=2)
        threading.Thread(target=server.run, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.effective_port}"
        finally:
            server.close()


def main() -> None:
    if not CHROMIUM:
        raise SystemExit("Chromium is not installed; try: make browser")
    with site(load_config(CONFIG_FILE)) as host, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page(viewport=SIZE)
        for name, address in PICTURES.items():
            response = page.goto(host + address)
            if response is None or not response.ok:
                raise SystemExit(f"{address}: status {response.status if response else 'none'}")
            page.screenshot(path=FOLDER / f"{name}.png")
            sys.stdout.write(f"docs/{name}.png  {address}\n")
        browser.close()


if __name__ == "__main__":
    main()
