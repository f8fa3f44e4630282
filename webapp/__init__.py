"""The site: search, read and compare the reports in a browser. `create_app` makes it; `webapp.server` serves it."""

from __future__ import annotations

from flask import Flask, g, request
from werkzeug.middleware.proxy_fix import ProxyFix

from indexer import open_index
from indexer.backend import SearchBackend
from indexer.config import Config
from webapp import addresses, errors, headers, inline, limits, text, words
from webapp.site import Site
from webapp.views import BLUEPRINTS

YEAR = 365 * 24 * 60 * 60
"""Seconds that browsers keep the files of the site: their addresses change with each release."""


def create_app(config: Config, backend: SearchBackend | None = None) -> Flask:
    """The application over `backend`; over the index that the settings name where it is None."""
    app = Flask(__name__)
    app.extensions["mappa"] = Site(backend or open_index(config), config, headers.release())
    app.url_map.strict_slashes = False
    if proxies := config.server.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=proxies)  # type: ignore[method-assign]
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = YEAR
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.filters.update({function.__name__: function for function in words.FILTERS})
    app.jinja_env.filters.update(
        plain_html=inline.plain_html, article_html=lambda words: text.article(words).body, wording_html=text.wording
    )
    app.jinja_env.globals.update(addresses.FUNCTIONS, release=app.extensions["mappa"].version)
    app.context_processor(_frame)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    headers.install(app)
    limits.install(app)
    errors.install(app)
    return app


def _frame() -> dict[str, object]:
    """What the frame of every page shows. An error page has no collection where there is no index."""
    return {
        "collection": g.get("collection"),
        "navigation": [(name, address, _here(endpoint, address)) for name, endpoint, address in _navigation()],
        "today": headers.today(),
    }


def _navigation() -> list[tuple[str, str, str]]:
    return [
        ("Search", "search.", addresses.url_for("search.results")),
        ("Ask", "ask.", addresses.url_for("ask.page")),
        ("Definitions", "definitions.", addresses.url_for("definitions.terms")),
        ("Case studies", "case_studies.", addresses.url_for("case_studies.studies")),
        ("Statistics", "statistics.", addresses.url_for("statistics.page")),
        ("About", "about.", addresses.url_for("about.page")),
    ]


def _here(endpoint: str, address: str) -> bool:
    if request.full_path.rstrip("?") == address:
        return True
    return (request.endpoint or "").startswith(endpoint)
