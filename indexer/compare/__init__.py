"""Side by side: one figure or one term in many reports, or the text of two reports."""

from __future__ import annotations

from indexer.compare.figures import Cell, cells, compare
from indexer.compare.reports import Pair, pair_sections
from indexer.compare.terms import term_use
from indexer.compare.wording import Piece, compare_words

__all__ = ["Cell", "Pair", "Piece", "cells", "compare", "compare_words", "pair_sections", "term_use"]
