"""The pages, one file a family."""

from __future__ import annotations

from flask import Blueprint

from webapp.views import about, areas, definitions, home, reports, search, service

BLUEPRINTS: tuple[Blueprint, ...] = (
    home.pages, search.pages, reports.pages, areas.pages, definitions.pages, about.pages, service.pages,
)  # fmt: skip
