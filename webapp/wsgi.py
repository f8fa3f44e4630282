"""The site for servers that ask for an application: `gunicorn --workers 2 --threads 4 webapp.wsgi:app`.

The settings are those of the file that MAPPA_CONFIG names, else of config.toml in the working directory where there is
one. Every worker opens the index for itself, so that none shares a connection with another: do not use --preload.
Raises ConfigError and BrokenIndex, so that a server with nothing to serve does not start.
"""

from __future__ import annotations

import os
from pathlib import Path

from indexer.config import CONFIG_FILE, load_config
from webapp import create_app
from webapp.warming import warm

_named = os.environ.get("MAPPA_CONFIG")
app = create_app(load_config(Path(_named) if _named else CONFIG_FILE if CONFIG_FILE.is_file() else None))
warm(app)
