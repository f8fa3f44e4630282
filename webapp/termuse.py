"""How a term is used → what the page of terms shows: rows by year and by area, who does not say it, a chart, and rows
to take away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup

from indexer.model import Mention, Mentioning, TermUse
from webapp import charts
from webapp.addresses import url_for
from webapp.words import year_slug

PATH = "/terms"
FEWEST_YEARS = 2
"""That make a line."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A term as the address of the page says it. `also`: words of the same meaning count, too. `year`: the slug of the
    one year whose reports are told one by one."""

    text: str
    also: bool
    year: str

    @property
    def _exact(self) -> dict[str, str]:
        return {} if self.also else {"exact": "1"}

    def address(self, form: str = "") -> str:
        pairs = [("q", self.text), *([("also", "1")] if self.also else []), ("year", self.year)]
        return f"{PATH}{form}?{urlencode([pair for pair in pairs if pair[1]])}"

    def feed(self) -> str:
        """Of the sections that use it, newest first."""
        return url_for("search.feed", q=self.text, **self._exact)

    def search(self, **more: str) -> str:
        """Of the search for the sections that are counted."""
        return url_for("search.results", q=self.text, **self._exact, **more)


@dataclass(frozen=True, slots=True)
class Row:
    """A year or an area: how many reports are held, and how many of them say it, in how many sections and distinct
    texts. `share` is in whole per cent of the reports held."""

    name: str
    slug: str
    held: int
    saying: int
    sections: int
    texts: int
    bar: Markup

    @property
    def share(self) -> int:
        return round(100 * self.saying / self.held)


def by_year(found: TermUse) -> tuple[Row, ...]:
    """Newest first."""
    texts = dict(found.texts_by_year)
    years = [(f"{year} to {year + 1}", year_slug(year, year + 1), year) for year in reversed(found.years)]
    told = [
        (name, slug, [m for m in found.mentions if m.year_start == year], texts.get(year, 0))
        for name, slug, year in years
    ]
    return _rows(told)


def by_area(found: TermUse) -> tuple[Row, ...]:
    """Of areas of which reports are held."""
    texts = dict(found.texts_by_area)
    named: dict[tuple[str, str], list[Mention]] = {}
    for mention in found.mentions:
        if mention.report:
            named.setdefault((mention.area, mention.area_slug), []).append(mention)
    return _rows([(name, slug, mentions, texts.get(slug, 0)) for (name, slug), mentions in named.items()])


def _rows(told: list[tuple[str, str, list[Mention], int]]) -> tuple[Row, ...]:
    most = max((sum(each.sections for each in mentions) for _, _, mentions, _ in told), default=0)
    rows = []
    for name, slug, mentions, texts in told:
        sections = sum(each.sections for each in mentions)
        held, saying = sum(each.report is not None for each in mentions), sum(each.sections > 0 for each in mentions)
        rows.append(Row(name, slug, held, saying, sections, texts, charts.bar(sections, most)))
    return tuple(rows)


def chart(rows: Iterable[Row]) -> Markup:
    """The share of reports that say it, by year; nothing where there is one year only."""
    shares = {int(row.slug[:4]): row.share for row in rows}
    years = sorted(shares)
    if len(years) < FEWEST_YEARS:
        return Markup("")
    return charts.lines([charts.Series("% of reports", shares)], years, "Reports that say it, in per cent")


def grouped(found: TermUse, year: str) -> dict[Mentioning, list[Mention]]:
    """The areas of one year by what their reports say."""
    groups: dict[Mentioning, list[Mention]] = {"mentioned": [], "absent": [], "digest": [], "not_held": []}
    for mention in found.mentions:
        if year_slug(mention.year_start, mention.year_start + 1) == year:
            groups[mention.standing].append(mention)
    return groups


def grid(found: TermUse) -> dict[str, list[Mention]]:
    """Areas of which reports are held, by name, with every year."""
    areas: dict[str, list[Mention]] = {}
    for mention in found.mentions:
        areas.setdefault(mention.area, []).append(mention)
    return {area: mentions for area, mentions in areas.items() if any(each.report for each in mentions)}


def records(found: TermUse) -> list[dict[str, Any]]:
    """A row for each report, and for each that is not held."""
    return [
        {
            "area": each.area,
            "year": year_slug(each.year_start, each.year_start + 1),
            "standing": each.standing,
            "sections": each.sections if each.report else None,
            "report": url_for("reports.report", area=each.area_slug, year=each.report.year_slug, _external=True)
            if each.report
            else None,
        }
        for each in found.mentions
    ]


def whole(asked: Asked, found: TermUse) -> dict[str, Any]:
    return {
        "term": asked.text,
        "words_of_the_same_meaning": asked.also,
        "sections": found.sections,
        "texts": found.texts,
        "each_text_looked_at": found.looked_at,
        "years": [_plain(row, "year") for row in by_year(found)],
        "areas": [_plain(row, "area") for row in by_area(found)],
        "reports": records(found),
    }


def _plain(row: Row, name: str) -> dict[str, Any]:
    return {
        name: row.slug,
        "reports_held": row.held,
        "reports_with_it": row.saying,
        "sections": row.sections,
        "texts": row.texts,
    }
