"""A report's document → its sections.

First it is settled which lines start a section (`headings`, `tables`, `terms`, `questions`, `unheaded`), then how the
sections are nested (`nesting`) and of which kind each is (`kinds`). The knowledge is in `rules/sections.toml`.
"""

from __future__ import annotations

from indexer.sections.splitting import split

__all__ = ["split"]
