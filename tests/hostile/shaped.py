"""Text files whose content has a shape beyond measure, or that are of no known area or year."""

from __future__ import annotations

from collections.abc import Callable

from tests import reports
from tests.hostile import INDEXED, Case

UNKNOWN = "reports.toml"
HEAD = "\tCategory 1: Registered sex offenders\tCategory 2: Violent offenders\tTotal\n"
LONG = 20_000
"""Characters of what is repeated: a search whose work grows with the square of the length is still done with these, one
whose work grows faster is not."""


def _with(name: str, more: str, says: str | None = INDEXED) -> Case:
    """A report with more in it."""
    return Case(f"{name}.md", lambda area, year: f"{reports.text(area, year)}\n{more}\n".encode(), says)


def _repeated(name: str, piece: str, length: int = LONG, end: str = "") -> Case:
    """A report with a piece repeated up to so many characters: what a search for patterns may stumble over."""
    return _with(f"repeated {name}", piece * (length // len(piece)) + end)


def _changed(name: str, says: str | None, change: Callable[[str], str]) -> Case:
    return Case(f"{name}.md", lambda area, year: change(reports.text(area, year)).encode(), says)


def _of(name: str, says: str | None, area: str = "", year: str = "") -> Case:
    """A report of another area, or of another year, than any that there is."""

    def make(own_area: str, own_year: int) -> bytes:
        text = reports.text(area or own_area, own_year)
        if year:
            text = text.replace(str(own_year + 1), year).replace(str(own_year), year)
        return text.encode()

    return Case(f"{name}.md", make, says)


def _table(name: str, rows: str) -> Case:
    return _with(name, f"# MAPPA Statistics\n\n{HEAD}{rows}")


DIGITS = "9" * 400

CASES = (
    _table("table of 2,000 rows", "".join(f"Row {n}\t{n}\t{n}\t{2 * n}\n" for n in range(2_000))),
    _table("table of one row 2,000 times", "Level 1\t1\t2\t3\n" * 2_000),
    _table("table of empty rows", "\t\t\t\n" * 20_000),
    _with("table of 10,000 columns", "".join(("\t".join(f"{n}" for n in range(10_000)), "\n")) * 3),
    _with("table with 10,000 heads", "\t" + "Category 1\t" * 10_000 + "\nLevel 1\t" + "1\t" * 10_000),
    _with("table of pipes", "|a|b|\n|---|---|\n" + "|1|2|\n" * 5_000),
    _with("table of pipes and no end", "|" * 200_000),
    _table("figure of 400 digits", f"Level 1\t{DIGITS}\t{DIGITS}\t{DIGITS}\nLevel 2\t-{DIGITS}\t0\t1\n"),
    _table("figure of 100,000 digits", f"Level 1\t{'9' * 100_000}\t1\t2\n"),
    _table("figure of commas", f"Level 1\t{'1,' * 50_000}\t{',' * 500}\t1,,2\n"),
    _table("figures that are odd", "Level 1\t-5\t1e999\tNaN\nLevel 2\tInfinity\t0x1F\t½\nLevel 3\t１２\t٣\tⅫ\n"),
    _table("figures beyond counting", "Level 1\t9223372036854775808\t99999999999999999999\t1.7976931348623157e309\n"),
    _table("figures with many commas", f"Level 1\t9{',999' * 7}\t9{',999' * 2_000}\t3\nLevel 2\t1\t0\t1\n"),
    _table("figures of nothing", "Level 1\t\t\t\nLevel 2\t-\t–\t—\nLevel 3\t*\t.\t,\n"),
    _with("2,000 headings", "".join(f"# Heading {n}\n" for n in range(2_000))),
    _with("20,000 empty headings", "# \n" * 20_000),
    _with("100,000 headings", "".join(f"# {n}\n\na\n" for n in range(100_000)), None),
    _with("heading of a megabyte", "# " + "word " * 200_000, None),
    _with("headings in steps", "".join(f"{'#' * (n % 6 + 1)} {n}\n\ntext\n\n" for n in range(2_000))),
    _with("numbers in steps", "\n".join(".".join("1" * (n % 200 + 1)) + f" Heading {n}" for n in range(300))),
    _with("1,000 definitions", "".join(f"({chr(97 + n % 26)}) Term {n} (TN{n}) – such.\n\n" for n in range(1_000))),
    _with("2,000 questions", "# FAQ\n\n" + "".join(f"Q{n}. What is it?\nA: It is {n}.\n\n" for n in range(2_000))),
    _with("1,000 acronyms", " ".join(f"Agency Of Things {n} (AOT{n})" for n in range(1_000))),
    _with("report of a million words", "The board met on 3 May about 34 people at Level 2.\n\n" * 70_000, None),
    _with("one acronym 1,000 times", "Agency Of Things (AOT) and the AOT " * 1_000),
    _with("10,000 items", "".join(f"- item {n}\n" for n in range(10_000))),
    _with("quotes in quotes", ">" * 10_000 + " text\n" + "> " * 10_000 + "text"),
    _with("items in items", "".join(" " * n + "- item\n" for n in range(1_000))),
    _with("notes by the thousand", "".join(f"Text[^{n}] <sup>{n}</sup>\n[^{n}]: note\n" for n in range(2_000))),
    _with("contents by the thousand", "# Contents\n\n" + "".join(f"Heading {n} ........ {n}\n" for n in range(2_000))),
    _with("case studies by the thousand", "# Case study\n\nA was managed at Level 2 with a SOPO.\n\n" * 500),
    _with("links in links", "[" * 5_000 + "a" + "](b)" * 5_000),
    _with("tags in tags", "<b>" * 10_000),
    *(
        _repeated(name, piece, end=end)
        for name, piece, end in (
            ("letter", "a", "!"), ("capital", "A", "!"), ("digit", "1", "x"), ("dot", ".", "x"),
            ("dots apart", ". ", "x"),
            ("dash", "-", "x"), ("long dash", "–", "x"), ("star", "*", "x"), ("star apart", "* ", "x"),
            ("line", "_", "x"),
            ("line apart", "_ a", "x"), ("hash", "#", "x"), ("bar", "|", "x"), ("tab", "\t", "x"), ("blank", " ", "x"),
            ("bracket", "(", "x"), ("brackets", "()", "x"), ("square bracket", "[", "x"), ("angle", "<", "x"),
            ("angle and letter", "<a", "x"), ("quote", "'", "x"), ("quotes", '"a', "x"), ("backslash", "\\", "x"),
            ("comma", ",", "x"), ("colon", ": ", "x"), ("mark", "(a) ", "x"), ("number", "1.", "x"),
            ("numbers", "1 ", "x"),
            ("thousands", "1,000", "x"), ("question", "Q. ", "x"), ("and", " and", "x"), ("the", " the", "x"),
            ("of", " of", "x"),
            ("level", "Level 1 ", "x"), ("levels", "Levels 1, 2 and 3 ", "x"), ("category", "Category 1, ", "x"),
            ("section", "section 325 to ", "x"), ("sections", "s. 1, 2, ", "x"), ("Act", "Act 2003 ", "x"),
            ("acts", "Offences Act ", "x"), ("name of an act", "Of The ", "Act 2003"), ("year", "2021-22 ", "x"),
            ("years", "2021 ", "x"), ("date", "31 March ", "x"), ("date of a year", "1 April 2021 to ", "x"),
            ("agency", "Probation Service ", "x"), ("capitals", "Strategic Management ", "Board"),
            ("police", "Kent Police and ", "x"),
            ("areas", "Kent, Essex, ", "x"), ("area", "Kent ", "x"), ("order", "SHPO ", "x"),
            ("orders", "SHPOs/SROs, ", "x"),
            ("acronym", "(ABC) ", "x"), ("acronym in capitals", "ABC (", "x"), ("plural", "(s)", "x"),
            ("percent", "1 %", "x"),
            ("address", "http://", "x"), ("address on", "www.a/", "x"), ("mail", "a@", "x"), ("ampersand", " & ", "x"),
            ("hyphens", "multi-", "agency"), ("soft hyphens", "a\u00ad", "x"), ("raised", "<sup>1", "x"),
            ("apostrophe", "’s ", "x"),
            ("full stops", "A. ", "x"), ("page", "\f", "x"), ("lines of a letter", "a\n", "x"),
            ("empty rows", "\t\n", "x"),
        )
    ),
    _of("of no known area", UNKNOWN, area="Narnia"),
    _of("of an area with a script", UNKNOWN, area="<script>alert(1)</script>"),
    _of("of an area from elsewhere", UNKNOWN, area="Strathclyde"),
    _of("of no area", UNKNOWN, area=" "),
    _of("of the far future", UNKNOWN, year="2099"),
    _of("of the future beyond", UNKNOWN, year="9999"),
    _of("of the past", UNKNOWN, year="1999"),
    _of("of a long year", UNKNOWN, year="20211"),
    _of("of no year", UNKNOWN, year="last"),
    _changed("of two areas", None, lambda text: text + text.replace("Strategic", "Rutland and Narnia Strategic")),
    _changed("without headings", None, lambda text: text.replace("#", "")),
    _changed("in capitals", INDEXED, str.upper),
    _changed("backwards", UNKNOWN, lambda text: text[::-1]),
    _changed("every line a heading", None, lambda text: "\n".join(f"# {line}" for line in text.splitlines() if line)),
    _changed("fifty times", INDEXED, lambda text: text * 50),
    Case("poem.txt", lambda area, year: b"Nothing in here says what it is.\n" * 99, UNKNOWN),
    Case("one letter.txt", lambda area, year: b"a", UNKNOWN),
    Case("one heading.md", lambda area, year: b"#", UNKNOWN),
)  # fmt: skip
