"""For machines: is the process alive, has it an index to serve; and the icon that browsers ask for."""

from __future__ import annotations

from flask import Blueprint, Response, current_app

from indexer.errors import BrokenIndex
from webapp.site import site

pages = Blueprint("service", __name__)


@pages.get("/healthz")
def healthz() -> Response:
    """200 as long as the process answers."""
    return Response("ok\n", mimetype="text/plain")


@pages.get("/readyz")
def readyz() -> Response:
    """200 with the generation served, 503 where there is no whole index."""
    try:
        site().backend.health()
        generation = site().backend.stats().generation
    except BrokenIndex:
        return Response("no index\n", status=503, mimetype="text/plain")
    return Response(f"ready {generation}\n", mimetype="text/plain")


@pages.get("/favicon.ico")
def favicon() -> Response:
    return current_app.send_static_file("favicon.svg")
