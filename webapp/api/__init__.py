"""The same verbs for a program, under /api/v1. The parameters are checked and described by pydantic models; the
OpenAPI document is made from them."""

from __future__ import annotations

from webapp.api.description import document
from webapp.api.views import pages

__all__ = ["document", "pages"]
