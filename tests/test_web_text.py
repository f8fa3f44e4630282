"""Report text → HTML: what each mark becomes, and that nothing else gets through."""

from __future__ import annotations

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from indexer.model import Snippet, Span, Table, TableRow
from webapp.inline import Numbering, plain_html, snippet_html
from webapp.text import article, wording

LONG = "A line that was broken because the paper it stood on had room for so many words"


def body(text: str, *marks: tuple[int, int], title: str = "") -> str:
    return str(article(text, tuple(Span(*mark) for mark in marks), title=title, numbering=Numbering()).body)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\n\nTwo", "<p>One</p>\n<p>Two</p>"),
        ("**bold** and *slanted*", "<p><strong>bold</strong> and <em>slanted</em></p>"),
        ("**bold *and both* too**", "<p><strong>bold <em>and both</em> too</strong></p>"),
        ("14<sup>th</sup> of July.<SUP>8</SUP>", "<p>14<sup>th</sup> of July.<sup>8</sup></p>"),
        ("<b>strong</b> <i>em</i>", "<p><strong>strong</strong> <em>em</em></p>"),
        ('see <a href="javascript:alert(1)">here</a>', "<p>see here</p>"),
        ("left over</a> <u>here", "<p>left over here</p>"),
        ("[the words](https://example.org) count", "<p>the words count</p>"),
        ("<script>alert('x')</script>", "<p>&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;</p>"),
        ("<sup><script></sup>", "<p><sup>&lt;script&gt;</sup></p>"),
        ("<iframe src=x>", "<p>&lt;iframe src=x&gt;</p>"),
        ("&lt;b&gt; &amp; &#39;", "<p>&lt;b&gt; &amp; &#39;</p>"),
        ("2 * 3 * 4 and a * footnote", "<p>2 * 3 * 4 and a * footnote</p>"),
        ("**never closed", "<p>**never closed</p>"),
        ("\\*not slanted\\*", "<p>*not slanted*</p>"),
        ("Above\n\n---\n\nBelow", "<p>Above</p>\n<p>Below</p>"),
        ("> quoted", "<p>quoted</p>"),
        ("#### **A name**", '<p class="lead">A name</p>'),
    ],
)  # fmt: skip
def test_marks_of_converters(text: str, html: str) -> None:
    assert body(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("the use of it enables the\n\nsafe transfer", "<p>the use of it enables the safe transfer</p>"),
        ("It ended.\n\nand began", "<p>It ended.</p>\n<p>and began</p>"),
        ("It ended.<sup>2</sup>\n\nand began", "<p>It ended.<sup>2</sup></p>\n<p>and began</p>"),
        ("He said “so.”\n\nand began", "<p>He said “so.”</p>\n<p>and began</p>"),
        ("A name\n\nA person", "<p>A name</p>\n<p>A person</p>"),
        (f"{LONG}\nMAPPA meetings", f"<p>{LONG} MAPPA meetings</p>"),
        ("A short line\nMAPPA meetings", "<p>A short line</p>\n<p>MAPPA meetings</p>"),
        ("- an entry\n\ngoes on\n- two", "<ul>\n<li>an entry goes on</li>\n<li>two</li>\n</ul>"),
    ],
)  # fmt: skip
def test_paragraphs_cut_by_a_break_are_joined(text: str, html: str) -> None:
    assert body(text) == html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("- one\n\n- two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("• one\n• two", "<ul>\n<li>one</li>\n<li>two</li>\n</ul>"),
        ("1. one\n2. two", "<ol>\n<li>one</li>\n<li>two</li>\n</ol>"),
        ("3) c\n4) d\n7) g", '<ol>\n<li value="3">c</li>\n<li>d</li>\n<li value="7">g</li>\n</ol>'),
        ("- one\n1. first", "<ul>\n<li>one</li>\n</ul>\n<ol>\n<li>first</li>\n</ol>"),
    ],
)  # fmt: skip
def test_lists(text: str, html: str) -> None:
    assert body(text) == html


def test_rows_with_tabs_become_a_table() -> None:
    html = body("Offenders\t\t\n\tCategory 1\tTotal\nLevel 1\t12\t-\nLevel 2\t\t3")
    assert '<div class="scroll" role="group" tabindex="0" aria-label="Table 1: Offenders">' in html
    assert "<caption>Offenders</caption>" in html
    assert '<thead><tr><td></td><th scope="col">Category 1</th><th scope="col">Total</th></tr></thead>' in html
    assert '<tr><th scope="row">Level 1</th><td class="num">12</td><td class="num">-</td></tr>' in html
    assert '<tr><th scope="row">Level 2</th><td></td><td class="num">3</td></tr>' in html


def test_rows_with_pipes_become_a_table() -> None:
    html = body("| Order | Number |\n|:--|--:|\n| A \\| B | 1,234 |\n|  | 5% |")
    assert '<thead><tr><th scope="col">Order</th><th scope="col">Number</th></tr></thead>' in html
    assert '<tr><th scope="row">A | B</th><td class="num">1,234</td></tr>' in html
    assert '<tr><td></td><td class="num">5%</td></tr>' in html


def test_a_table_of_words_has_no_heads_unless_it_says_so() -> None:
    assert "<thead>" not in body("Police\tProbation\nPrisons\tHealth")


def test_columns_between_wide_gaps_become_a_table() -> None:
    html = body(
        "          Men   Women\n\nKent      12    -\nEssex     9     4\n\nAnn Ash     Bob Birch\nChief       Governor"
    )
    assert '<thead><tr><td></td><th scope="col">Men</th><th scope="col">Women</th></tr></thead>' in html
    assert '<tr><th scope="row">Kent</th><td class="num">12</td><td class="num">-</td></tr>' in html
    assert html.count("<table>") == 1
    assert "<p>Ann Ash" in html


def test_a_table_that_the_index_keeps_can_be_linked_to_and_has_its_caption() -> None:
    text = "Costs\n\nItem\tPounds\nStaff\t<61>\n\nItem\tPounds\nRent\t9"
    kept = Table("r", 4, "Costs & <more>", "Item", ("Pounds",), (TableRow("Rent", ("9",)),), Span(100, 118))
    made = article(text, tables=((text.rindex("Item"), kept),))
    assert made.tables == (4,)
    assert 'id="table-4" aria-label="Table 2: Costs &amp; &lt;more&gt;"><table>' in made.body
    assert '<caption class="unseen">Costs &amp; &lt;more&gt;</caption>' in made.body
    assert made.body.count(" id=") == 1


def test_an_empty_line_begins_another_table() -> None:
    html = body("a\t1\n\nb\t2")
    assert 'aria-label="Table 1"' in html
    assert 'aria-label="Table 2"' in html


def test_a_line_between_rows_spans_the_table() -> None:
    html = body("\tCategory 1\tTotal\nBreach of licence\nLevel 2\t9\t33\nBreach of SOPO\nLevel 2\t0\t-")
    assert html.count("<table>") == 1
    assert '<thead><tr><td></td><th scope="col">Category 1</th><th scope="col">Total</th></tr></thead>' in html
    assert html.count("<tbody>") == 2
    assert '<tbody><tr><th scope="rowgroup" colspan="3">Breach of licence</th></tr>' in html
    assert '<tbody><tr><th scope="rowgroup" colspan="3">Breach of SOPO</th></tr>' in html


@pytest.mark.parametrize(
    "between",
    [
        "\nBreach of SOPO\n",
        "Breach of SOPO\n\tCategory 1\tTotal",
        "This is a sentence.",
        "- an entry",
        f"{LONG} {LONG}",
    ],
)
def test_other_lines_between_rows_do_not(between: str) -> None:
    html = body(f"Level 2\t9\t33\n{between}\nLevel 2\t0\t-")
    assert html.count("<table>") == 2
    assert "rowgroup" not in html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("people who are released", "<p><strong>Breach of Licence</strong> – people who are released</p>"),
        ("- people", "<p><strong>Breach of Licence</strong> –</p>\n<ul>\n<li>people</li>\n</ul>"),
        ("People are released", "<p>People are released</p>"),
        ("12 months", "<p><strong>Breach of Licence</strong> – 12 months</p>"),
        ("", ""),
    ],
)  # fmt: skip
def test_wording_that_goes_on_from_its_term_gets_it(text: str, html: str) -> None:
    assert wording(text, "Breach of Licence") == html


def test_an_indented_paragraph_is_no_table() -> None:
    assert body("\tIndented words") == "<p>Indented words</p>"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# **Key achievements:**\n\nText", "Key achievements"),
        ("Key\nachievements\nText", "Key achievements"),
        ("Key achievements\n\nText", "Key achievements"),
        ("- Key achievements\nText", "Key achievements"),
    ],
)
def test_the_title_is_not_said_twice(text: str, title: str) -> None:
    made = article(text, title=title)
    assert (made.title, made.body) == ("Key achievements", "<p>Text</p>")


def test_a_title_that_runs_into_its_sentence_stays_there() -> None:
    made = article("- (a) Notification Order this requires", title="(a) Notification Order")
    assert made.body == "<p><strong>(a) Notification Order</strong> this requires</p>"
    assert article("- Orders are made", title="Order").body == "<ul>\n<li>Orders are made</li>\n</ul>"


def test_marks_are_numbered_through_title_and_body() -> None:
    made = article("# The police\n\nThe police", (Span(6, 12), Span(18, 24)), title="The police")
    assert made.title == 'The <mark id="m1">police</mark>'
    assert made.body == '<p>The <mark id="m2">police</mark></p>'
    assert made.matches == 2


def test_a_mark_over_a_tag_stays_well_formed_and_has_one_id() -> None:
    assert body("so **bold** it", (0, 14)) == (
        '<p><mark id="m1">so </mark><strong><mark>bold</mark></strong><mark> it</mark></p>'
    )


def test_a_mark_over_two_paragraphs_is_cut() -> None:
    assert body("One.\n\nTwo.", (0, 10)) == '<p><mark id="m1">One.</mark></p>\n<p><mark>Two.</mark></p>'


def test_numbers_carry_on_from_one_text_to_the_next() -> None:
    numbering = Numbering()
    article("a\t1", (Span(0, 1),), numbering=numbering)
    assert (
        'aria-label="Table 2"><table><tbody><tr><th scope="row"><mark id="m2">b'
        in article("b\t1", (Span(0, 1),), numbering=numbering).body
    )


def test_snippets_are_one_line_with_marks_without_ids() -> None:
    assert snippet_html(Snippet("the <b>police</b> & others", (Span(7, 13),))) == (
        "the <mark>police</mark> &amp; others"
    )
    assert plain_html("**(a)** <i>x</i> <") == "(a) x &lt;"


PIECES = st.lists(
    st.sampled_from(
        ["word ", "**", "*", "<sup>", "</sup>", "<a href='x'>", "</a>", "<script>", "&amp;", "&", "<", ">", "\n",
         "\n\n", "- ", "1. ", "# ", "\t", "|", "|---|\n", "[a](b)", "\\*", "`", '"', "12", "."]
    ),
    max_size=30,
).map("".join)  # fmt: skip


@given(PIECES, st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=4), st.text(max_size=5))
def test_whatever_the_text_the_html_is_valid_and_safe(text: str, marks: list[tuple[int, int]], title: str) -> None:
    spans = tuple(Span(min(pair), max(pair)) for pair in marks if pair[0] != pair[1])
    made = article(text, spans, title=title)
    parser = html5lib.HTMLParser(namespaceHTMLElements=False)
    tree = parser.parseFragment(str(made.body))
    assert parser.errors == []
    allowed = {"p", "ul", "ol", "li", "strong", "em", "sup", "sub", "mark", "div", "br",
               "table", "caption", "thead", "tbody", "tr", "th", "td", "DOCUMENT_FRAGMENT"}  # fmt: skip
    assert {element.tag for element in tree.iter() if isinstance(element.tag, str)} <= allowed
    assert not {"href", "src", "style", "onerror"} & {name for element in tree.iter() for name in element.attrib}


@given(st.text(alphabet="ab *#->.|\\\t\n", max_size=200))
@example("|\\|")  # a table without a cell
def test_no_letter_is_lost(text: str) -> None:
    shown = html5lib.parseFragment(str(article(text).body), namespaceHTMLElements=False)
    assert [letter for letter in "".join(shown.itertext()) if letter.isalpha()] == [c for c in text if c.isalpha()]
