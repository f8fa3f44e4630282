"""What a case study tells of a person, as facts with the places where they stand.

`story` splits the study and finds the person; `mentions` judges what the tagger found in it, `wording` finds what has
no name, `endings` what came of it, and `telling` puts them together. The knowledge is in `rules/cases.toml`.
"""

from __future__ import annotations

from indexer.cases.telling import facts
from indexer.cases.values import CaseFacts, Fact

__all__ = ["CaseFacts", "Fact", "facts"]
