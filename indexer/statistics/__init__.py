"""Document → Figures: what the statistics tables of a report give, cell by cell, as printed.

    lines → walk → tables and readings → columns → sums → figures, then what the year's other reports have more

Domain knowledge (measures, labels, divisions) is in rules/measures.toml.
"""

from __future__ import annotations

from indexer.model import Document, Figure, Report, Section
from indexer.statistics.assemble import Assembly
from indexer.statistics.beside import one_by_one
from indexer.statistics.commentary import note_contradictions
from indexer.statistics.gaps import missing
from indexer.statistics.lettered import with_lists
from indexer.statistics.lines import read_lines
from indexer.statistics.measures import Comparability, Measure, measures
from indexer.statistics.walk import Walk

__all__ = ["Comparability", "Measure", "figures", "measures", "missing"]


def figures(document: Document, sections: tuple[Section, ...], report: Report) -> tuple[Figure, ...]:
    """One figure for each cell of the report's statistics tables, in the order in which they stand.

    Tables of other areas or years, and tables that are not known, give none. `sections` say in which of them a figure
    stands, and which are lists of contents.
    """
    contents = [section.span for section in sections if section.subtype == "contents"]
    walk = Walk(one_by_one(with_lists(read_lines(document, contents))), report)
    walk.run()
    return note_contradictions(Assembly(report, sections).figures(walk.tables, walk.readings), document.text)
