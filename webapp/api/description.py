"""The OpenAPI document, and what is said of a request that it does not allow."""

from __future__ import annotations

import json
from copy import deepcopy
from functools import cache
from typing import Any

from flask import Request, Response
from spectree import SpecTree

from webapp.api.models import Problem
from webapp.problems import problem


def _refuse(_: Request, response: Response | None, error: Any, *__: object) -> None:
    """A request that the document does not allow: which parameter, and what is wrong with it."""
    if error is None or response is None:
        return
    told = problem(400, "; ".join(_told(each) for each in error.errors()))
    response.set_data(told.get_data())
    response.content_type = told.content_type


def _told(error: dict[str, Any]) -> str:
    name = ".".join(str(part) for part in error["loc"][:1]) or "request"
    given = json.dumps(error.get("input"), ensure_ascii=False, default=str)[:60]
    return f"{name}: {error['msg']} (given: {given})"


spec = SpecTree(
    "flask",
    title="MAPPA reports",
    version="1",
    description="Search, read and compare the MAPPA annual reports of England and Wales. Not a government service.",
    mode="strict",
    validation_error_status=400,
    validation_error_model=Problem,
    before=_refuse,
)


@cache
def document() -> dict[str, Any]:
    """OpenAPI 3, made once. Errors are problem documents, whatever the operation."""
    made: dict[str, Any] = deepcopy(spec.spec)
    for operations in made["paths"].values():
        for operation in operations.values():
            for status, response in operation["responses"].items():
                if status >= "400" and "application/json" in response.get("content", {}):
                    response["content"]["application/problem+json"] = response["content"].pop("application/json")
    return made
