"""Serves the site with waitress, a server in pure Python that runs on every platform."""

from __future__ import annotations

import signal
import sys
from types import FrameType
from typing import Any

from waitress import create_server

from indexer.config import Config
from indexer.errors import ConfigError
from webapp import create_app
from webapp.site import Site
from webapp.warming import warm


def serve(config: Config) -> None:
    """Serve until the process is told to stop. Raises BrokenIndex where there is no index to serve, ConfigError where
    the address is taken."""
    app = create_app(config)
    site: Site = app.extensions["mappa"]
    warm(app)
    server = _listen(app, config)
    signal.signal(signal.SIGTERM, _stop)
    stats = site.backend.stats()
    sys.stdout.write(f"Serving {stats.reports} reports at http://{_name(config)}\nStop with Ctrl+C.\n")
    sys.stdout.flush()
    try:
        server.run()  # returns when interrupted, its threads ended
    finally:
        server.close()
        site.backend.close()


def _listen(app: Any, config: Config) -> Any:
    settings = config.server
    try:
        return create_server(app, host=settings.host, port=settings.port, threads=settings.threads, ident=None)
    except (OSError, ValueError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigError(
            f"cannot listen on {_name(config)}: {reason}; name another address or port with --host and --port"
        ) from None


def _name(config: Config) -> str:
    host = config.server.host
    return f"[{host}]:{config.server.port}" if ":" in host else f"{host}:{config.server.port}"


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise SystemExit(0)
