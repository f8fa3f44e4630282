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

WRONG = {
    "bool_parsing": "must be true or false",
    "greater_than_equal": "must be {ge} or more",
    "int_parsing": "must be a whole number",
    "less_than_equal": "must be {le} or less",
    "literal_error": "must be {expected}",
    "string_pattern_mismatch": "is not written as it must be, which is {pattern}",
    "string_too_long": "must have {max_length} characters at most",
    "string_too_short": "must not be empty",
    "too_long": "must not be given more than {max_length} times",
}
"""Kind of error, as pydantic names it → what is said of the value."""


def _refuse(_: Request, response: Response | None, error: Any, *__: object) -> None:
    """A request that the document does not allow: which parameter, and what is wrong with it."""
    if error is None or response is None:
        return
    told = problem(400, "; ".join(dict.fromkeys(_told(each) for each in error.errors())))
    response.set_data(told.get_data())
    response.content_type = told.content_type


def _told(error: dict[str, Any]) -> str:
    name = ".".join(str(part) for part in error["loc"][:1]) or "request"
    if error["type"] == "extra_forbidden":
        return f"there is no parameter '{name}' here"
    if error["type"] == "missing":
        return f"{name}: is needed"
    given = json.dumps(error.get("input"), ensure_ascii=False, default=str)[:60]
    return f"{name}: {_wrong(error)} (given: {given})"


def _wrong(error: dict[str, Any]) -> str:
    """What is wrong with a value; in the words of the library where we have none."""
    said = WRONG.get(error["type"])
    return said.format(**error.get("ctx", {})) if said else error["msg"]


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
