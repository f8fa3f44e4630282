"""How many questions one address may ask in a minute. Counted in memory, by each process for itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from flask import Flask, request
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from webapp.site import site

limiter = Limiter(get_remote_address, storage_uri="memory://", headers_enabled=True)

View = TypeVar("View", bound=Callable[..., object])


def install(app: Flask) -> None:
    limiter.init_app(app)


def questions(view: View) -> View:
    """Limits a view that answers questions; its form without a question is free."""
    limited = limiter.shared_limit(_most, scope="questions", exempt_when=lambda: not request.args.get("q"))
    return cast(View, limited(view))


def _most() -> str:
    return f"{site().config.server.questions_a_minute} per minute"
