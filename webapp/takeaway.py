"""What a page shows, to take away: as CSV that is safe to open in a spreadsheet, as JSON and as text."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response

Rows = Iterable[Mapping[str, Any]]

_FORMULA = re.compile(r"[=+@\t\r]|-(?=.)")
"""How a cell begins that a spreadsheet would compute. A lone dash is what reports print for "does not apply"."""


def as_csv(rows: Rows, name: str) -> Response:
    """One row a line, with a head; marked as UTF-8, which spreadsheets do not guess. `name` is that of the file."""
    written, writer = io.StringIO(), None
    for row in rows:
        if writer is None:
            writer = csv.DictWriter(written, list(row))
            writer.writeheader()
        writer.writerow({key: plain(value) for key, value in row.items()})
    response = Response("\ufeff" + written.getvalue(), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def as_json(value: Any) -> Response:
    return Response(json.dumps(value, ensure_ascii=False, indent=1) + "\n", mimetype="application/json")


def as_text(text: str) -> Response:
    return Response(text.rstrip() + "\n", content_type="text/plain; charset=utf-8")


def flat(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row whose lists, such as the first and last line, are one cell each."""
    return {name: " to ".join(map(str, value)) if isinstance(value, list) else value for name, value in row.items()}


def plain(value: Any) -> Any:
    """A value as a cell that nothing is computed from."""
    if isinstance(value, str) and _FORMULA.match(value):
        return f"'{value}"
    return value
