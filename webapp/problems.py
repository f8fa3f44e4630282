"""Errors as programs read them: application/problem+json (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus

from flask import Response, request

API = "/api/"


def for_program() -> bool:
    """Whether who asks is a program, which reads no page."""
    return request.path.startswith(API)


def problem(status: int, detail: str) -> Response:
    title = HTTPStatus(status).phrase
    body = {"type": "about:blank", "title": title, "status": status, "detail": detail}
    return Response(json.dumps(body, ensure_ascii=False), status, content_type="application/problem+json")
