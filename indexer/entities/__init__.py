"""The sections of a report → the agencies, orders, laws, roles, places and so on that they mention.

spaCy finds the names of the gazetteers (`names`); `rules/entities.toml` finds the open classes (`patterns`), such as
Acts, dates and levels; short forms that a report defines are learnt from it (`acronyms`). Of what they find the longest
is kept, neighbours that form one name are joined (`joining`), and `tagger` ties it together.
"""

from __future__ import annotations

from indexer.entities.tagger import Tagger

__all__ = ["Tagger"]
