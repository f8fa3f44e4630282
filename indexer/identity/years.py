"""Years in text, in the forms that reports use, rewritten as marks that rules can name."""

from __future__ import annotations

import re
from functools import cache

from indexer import rules

RANGE_MARK = r"\[r:(?P<range>\d{4})\]"
"""Two years; the mark holds the second."""
LONE_MARK = r"\[y:(?P<lone>\d{4})\]"
END_MARK = r"\[y:(?P<end>\d{4})\]"
YEAR_MARK = r"\[[ry]:\d{4}\]"
BEFORE = r"(?<![\d£])(?<!\[[ry]:)"
AFTER = r"(?!\d)(?![-/.]\d)"
"""No part of a longer number, a sum of money, a date in digits, or a mark."""
LONE = re.compile(rf"{BEFORE}20\d\d(?!\d)")
SPAN_OF_YEARS = re.compile(r"(?<!\d)20\d\d\s?(?:[-–—/]|to)\s?20\d\d(?!\d)")
"""What is left of these when all reports' years are marked is a plan or a study over several years."""


def year_slug(end: int) -> str:
    """2015 → `2014-15`."""
    return f"{end - 1}-{end % 100:02d}"


def mark_years(text: str, where: str) -> str:
    """`text` with marks for a report's two years and for single years; `where` is that of the rules."""
    for form in _forms(where):
        text = form.sub(_mark, text)
    return LONE.sub(lambda match: f"[y:{match[0]}]", SPAN_OF_YEARS.sub("", text))


def named_in(marked: str) -> list[str]:
    """The years that a marked text names, each as often as it does: `2014-15`, or `2014` where it stands alone."""
    return [year_slug(int(year)) if kind == "r" else year for kind, year in re.findall(r"\[([ry]):(\d{4})\]", marked)]


def _mark(match: re.Match[str]) -> str:
    start = _full(match["start"])
    end = match["end"]
    follows = str(start + 1).endswith(end)
    return f"[r:{start + 1}]" if follows else match[0]


def _full(start: str) -> int:
    """The four digits of "2004", "04" or (a nought too many) "20010"."""
    return 2000 + int(start[-2:])


@cache
def _forms(where: str) -> tuple[re.Pattern[str], ...]:
    rows = (row for row in rules.load("identity")["form"] if where in row.get("only", [where]))
    return tuple(re.compile(f"{BEFORE}(?:{row['pattern']}){AFTER}", re.IGNORECASE) for row in rows)
