"""What the first visitor would wait for, done before anybody comes: the lists of the collection, the templates, the
words of the questions, the stems of the words that the reports use most."""

from __future__ import annotations

import gc
from heapq import nlargest

from flask import Flask

from indexer import analysis
from indexer.answer import answer
from webapp.site import Site

ADDRESSES = ("/", "/search?q=risk", "/definitions", "/statistics", "/about")
QUESTION = "What is MAPPA?"
WORDS = 30_000
"""Words that are stemmed beforehand: to stem a word takes longer than to find it in ten texts."""


def warm(app: Flask) -> None:
    """Raises BrokenIndex where there is no index to serve."""
    site: Site = app.extensions["mappa"]
    site.backend.health()
    visitor = app.test_client()
    for address in ADDRESSES:
        visitor.get(address)
    site.collection().label("agency", "")  # the names of all values that a filter may have
    answer(QUESTION, site.backend)
    known = site.backend.vocabulary()
    for word in nlargest(WORDS, known, key=known.__getitem__):
        analysis.term(word)
    gc.collect()
    gc.freeze()  # what stays for good is not looked through again: a tenth of a page's time
