"""What goes along with every response: the security headers, and an ETag that is answered before anything is searched.

A page depends on the generation of the index, its address, the release of the site and, because it prints the day,
on that; so these are its ETag. Pages of results are kept by it for a while.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

from flask import Flask, Response, g, request

from indexer.errors import BrokenIndex
from webapp.site import site

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
}
KEPT = "search."
"""Endpoints whose pages are kept: what they show depends on nothing but the ETag's parts."""
UNCACHED = ("static", "service.")
"""Endpoints that have no ETag of ours: files have their own, and the state of the service is never old."""


def install(app: Flask) -> None:
    app.before_request(_answer_unchanged)
    app.after_request(_finish)


def release() -> str:
    """A fingerprint of the code and the templates of both packages."""
    digest = sha256()
    for package in ("indexer", "webapp"):
        folder = Path(str(files(package)))
        for path in sorted(path for path in folder.rglob("*") if path.suffix in {".py", ".toml", ".html", ".css"}):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:12]


def today() -> date:
    return datetime.now(UTC).date()


def _answer_unchanged() -> Response | None:
    """Raises BrokenIndex where there is no index to answer from."""
    if request.endpoint is None:
        with suppress(BrokenIndex):  # the page that says "not found" offers what there is
            g.collection = site().collection()
    if (request.endpoint or "static").startswith(UNCACHED) or request.method not in {"GET", "HEAD"}:
        return None
    g.collection = site().collection()
    parts = (site().version, g.collection.stats.generation, today().isoformat(), request.url_root, request.full_path)
    g.etag = sha256("\0".join(parts).encode()).hexdigest()[:20]
    if not request.if_none_match.contains_weak(g.etag):
        return site().pages.get(g.etag) if (request.endpoint or "").startswith(KEPT) else None
    response = Response(status=304)
    response.set_etag(g.etag, weak=True)
    return response


def _finish(response: Response) -> Response:
    for name, value in SECURITY.items():
        response.headers[name] = value
    if request.endpoint != "static":
        response.headers["Cache-Control"] = "no-cache"
    if response.status_code == 200 and "etag" in g:
        response.set_etag(g.etag, weak=True)
        if (request.endpoint or "").startswith(KEPT) and request.method == "GET":
            site().pages.keep(g.etag, response)
    return response
