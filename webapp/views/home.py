"""The front page."""

from __future__ import annotations

from flask import Blueprint, render_template

pages = Blueprint("home", __name__)


@pages.get("/")
def page() -> str:
    return render_template("home.html")
