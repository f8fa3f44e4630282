"""Document → Figures: what the statistics tables of a report give, cell by cell, as printed.

    lines → walk → tables and readings → columns → sums → figures, then what the year's other reports have more
    lines → tables as printed, where a figure in them is not told

Domain knowledge (measures, labels, divisions) is in rules/measures.toml.
"""

from __future__ import annotations

from indexer.model import Document, Figure, Report, Section, Table
from indexer.statistics.assemble import Assembly
from indexer.statistics.beside import one_by_one
from indexer.statistics.commentary import note_contradictions
from indexer.statistics.gaps import missing
from indexer.statistics.lettered import with_lists
from indexer.statistics.lines import read_lines
from indexer.statistics.measures import Comparability, Measure, measures
from indexer.statistics.printed import printed_tables
from indexer.statistics.statements import as_rows
from indexer.statistics.walk import Walk

__all__ = ["Comparability", "Measure", "figures", "measures", "missing", "read"]


def read(
    document: Document, sections: tuple[Section, ...], report: Report
) -> tuple[tuple[Figure, ...], tuple[Table, ...]]:
    """One figure for each cell of the report's statistics tables, in the order in which they stand, and, as printed,
    the tables of which not every figure is one of a known measure.

    Tables of other areas or years give no figures. `sections` say in which of them a figure stands, and which are
    lists of contents.
    """
    contents = [section.span for section in sections if section.subtype == "contents"]
    lines = read_lines(document, contents)
    walk = Walk(one_by_one(as_rows(with_lists(lines))), report)
    walk.run()
    assembly = Assembly(report, sections)
    found = note_contradictions(assembly.figures(walk.tables, walk.readings), document.text)
    return found, printed_tables(lines, sections, assembly.told, report.id)


def figures(document: Document, sections: tuple[Section, ...], report: Report) -> tuple[Figure, ...]:
    """The figures alone."""
    return read(document, sections, report)[0]
