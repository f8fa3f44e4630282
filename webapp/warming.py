"""What the first visitor would wait for, done before anybody comes: the lists of the collection, the templates, the
words of the questions."""

from __future__ import annotations

import gc

from flask import Flask

from indexer.answer import answer
from webapp.site import Site

ADDRESSES = ("/", "/search?q=risk", "/definitions", "/statistics", "/about")
QUESTION = "What is MAPPA?"


def warm(app: Flask) -> None:
    """Raises BrokenIndex where there is no index to serve."""
    site: Site = app.extensions["mappa"]
    site.backend.health()
    visitor = app.test_client()
    for address in ADDRESSES:
        visitor.get(address)
    answer(QUESTION, site.backend)
    gc.collect()
    gc.freeze()  # what stays for good is not looked through again: a tenth of a page's time
