"""The pages, one file a family."""

from __future__ import annotations

from flask import Blueprint

from webapp import api
from webapp.views import (
    about,
    areas,
    ask,
    case_studies,
    compare,
    definitions,
    home,
    reading,
    reports,
    search,
    service,
    statistics,
    terms,
)

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.pages, search.pages, reports.pages, reading.pages, areas.pages, ask.pages, case_studies.pages,
    definitions.pages, statistics.pages, terms.pages, compare.pages, about.pages, api.pages,
    service.pages,
)  # fmt: skip
