"""The shapes of `cases/` in the layouts that converters make of a text: the same sections are found.

A new shape joins by its name in `NAMES`. `OPEN` names the shapes that are not yet read right in a layout, or of which
it leaves nothing to tell sections by.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from indexer.model import Report, Source
from indexer.readers.text import read_text
from indexer.sections import split
from tests import layouts

CASES = Path(__file__).parent / "cases"
NAMES = """
    abbreviations bilingual broken_heads capitals case_in_a_box case_parts contents_in_table contents_plain
    dotted_contents faq_marked faq_plain faq_run_in figures_listed_2005 glossary letters_alone list_2005
    local_subheads long_local mappp_2006 messy_marks nameless_case no_marks numbered one_line page_feeds
    picture_title plain_2012 region_areas regional_2024 regional_tables section_numbers several_cases shared_line
    spaced_letters torn_tables two_languages underlined unlettered_terms welsh wrapped
"""
SHAPES = [next(path for path in CASES.glob(f"{name}.*") if path.suffix in (".md", ".txt")) for name in NAMES.split()]
CHANGES: dict[str, tuple[Callable[[str], str], ...]] = {
    "one level": (layouts.one_level,),
    "carriage returns": (layouts.carriage_returns,),
    "unmarked": (layouts.unmarked,),
    "close": (layouts.close,),
    "close, unmarked": (layouts.close, layouts.unmarked),
    "wrapped": (layouts.wrapped,),
    "wrapped, close, unmarked": (layouts.wrapped, layouts.close, layouts.unmarked),
    "paged": (layouts.wrapped, layouts.paged),
    "capitals": (layouts.close, layouts.capitals),
    "underlined": (layouts.close, layouts.underlined),
    "numbered": (layouts.close, layouts.numbered),
    "doubled": (layouts.doubled,),
    "tight": (layouts.tight,),
    "tight, wrapped, unmarked": (layouts.wrapped, layouts.tight, layouts.unmarked),
}
OPEN: dict[str, str] = {
    "unmarked": "broken_heads glossary local_subheads messy_marks regional_2024 underlined",
    "close": "local_subheads regional_tables",
    "close, unmarked": """broken_heads contents_in_table glossary local_subheads messy_marks regional_2024
        regional_tables underlined""",
    "wrapped": "figures_listed_2005 list_2005 one_line shared_line",
    "wrapped, close, unmarked": """broken_heads contents_in_table figures_listed_2005 glossary list_2005 local_subheads
        messy_marks one_line regional_2024 underlined""",
    "paged": """figures_listed_2005 list_2005 messy_marks one_line page_feeds region_areas
        shared_line""",
    "capitals": "contents_in_table glossary local_subheads messy_marks regional_tables",
    "underlined": "messy_marks nameless_case shared_line",
    "numbered": """abbreviations bilingual case_in_a_box case_parts contents_in_table glossary
        local_subheads messy_marks numbered regional_2024 regional_tables""",
    "doubled": "letters_alone list_2005 two_languages",
    "tight": """broken_heads contents_plain dotted_contents letters_alone region_areas regional_2024
        regional_tables section_numbers two_languages""",
    "tight, wrapped, unmarked": """broken_heads case_in_a_box contents_in_table contents_plain figures_listed_2005
        glossary list_2005 local_subheads long_local messy_marks one_line plain_2012
        region_areas regional_2024 section_numbers spaced_letters torn_tables two_languages
        underlined""",
}


def sections(text: str) -> list[tuple[str, str]]:
    """Kind and title of all sections with text of their own; of a title the words count, not case and punctuation."""
    data = text.encode()
    source = Source("report.md", "report.md", "text", "0" * 64, len(data))
    report = Report("area-2020-21", "Area", "area", "", 2020, 2021, source)
    found = split(read_text(source, data, characters=1_000_000), report)
    return [(s.kind, " ".join(re.findall(r"\w+", s.title.casefold()))) for s in found if not bare(s.subtype)]


def bare(subtype: str | None) -> bool:
    return subtype in ("cover", "heading_only")


@pytest.mark.parametrize("change", CHANGES)
def test_layout_changes_no_section(change: str) -> None:
    for shape in SHAPES:
        if shape.stem in OPEN.get(change, "").split():
            continue
        text = laid_out = shape.read_text(encoding="utf-8")
        for step in CHANGES[change]:
            laid_out = step(laid_out)
        assert sections(laid_out) == sections(text), shape.stem


def test_open_layouts_name_shapes() -> None:
    assert OPEN.keys() <= CHANGES.keys()
    assert {shape for shapes in OPEN.values() for shape in shapes.split()} <= {shape.stem for shape in SHAPES}
