"""Reports in files with odd names."""

from __future__ import annotations

import os

from tests import reports
from tests.hostile import INDEXED, Case
from tests.hostile.pdf import file, report

NAMES = (
    "name with spaces.md",
    " name that begins with a space.md",
    "name that ends in a space .md",
    "name\nin two lines.md",
    "name\twith\ttabs.md",
    "name\r\nforged: header.md",
    "name\x1b[31m in red\x07.md",
    "name in \u202edm.gnorw.md",
    "name\u200bof\ufeffno width.md",
    "enw Cymraeg ŷ ŵ.md",
    "enw Cymraeg y\u0302 w\u0302.md",
    "имя 名前 اسم.md",
    "👮 report.md",
    "long " + "n" * 190 + ".md",
    "-rf.md",
    "--help.md",
    "-",
    "$(reboot) `id` ; x.md",
    "'; DROP TABLE reports;--.md",
    '"quoted" & <b>bold<b>.md',
    "<script>alert(1)<∕script>.md",
    "{{7*7}} %s %n {0}.md",
    "..%2f..%2fetc%2fpasswd.md",
    "back\\slash\\..\\name.md",
    "C:name?.md",
    "CON.txt",
    "nul.md",
    "x.pdf.md",
    "x.md.txt",
    "#hash?query=1&y=2.md",
    "http:⁄⁄example.org.md",
    "= 1+1.md",
    "*.md",
    "~.md",
    "NaN.md",
    "00000000.md",
    os.fsdecode(b"bytes \xff\xfe that are no text.md"),
    os.fsdecode(b"\xed\xa0\x80.md"),
)


def _named(name: str) -> Case:
    return Case(name, lambda area, year: reports.text(area, year).encode(), INDEXED)


CASES = (
    *(_named(name) for name in NAMES if name != "-"),
    Case("-.pdf", lambda area, year: file(report(area, year)), INDEXED),
    Case(os.fsdecode(b"\xff.pdf"), lambda area, year: file(report(area, year)), INDEXED),
    Case("Kent MAPPA annual report 2009-10.md", lambda area, year: reports.text(area, year).encode(), None),
)
