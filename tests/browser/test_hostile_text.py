"""Reports that hold script, in every place from which words reach a page: nothing runs, and nothing is asked of another
host."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from waitress.server import create_server

from indexer.backends.embedded import EmbeddedBackend
from indexer.config import Config
from indexer.model import Record
from tests.browser.records import all_records, fill
from webapp import create_app

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

EVIL = (
    "<script>alert(1)</script>",
    "<img src=https://evil.example/x onerror=alert(2)>",
    '"><svg onload=alert(3)>',
    "[press](javascript:alert(4))",
    "<a href=javascript:alert(5)>here</a>",
    "&lt;script&gt;alert(6)&lt;/script&gt;",
    "<iframe srcdoc='<script>alert(7)</script>'></iframe>",
    "<style>@import 'https://evil.example/x.css'</style><meta http-equiv=refresh content='0;url=https://evil.example'>",
    "{{ 7 * 7 }}{% raw %}",
)
ALL = " ".join(EVIL)
TYPED = "%22%3E%3Cscript%3Ealert(8)%3C/script%3E+police"
PAGES = (
    "/", "/search", "/search?q=police", f"/search?q={TYPED}", f"/search?q=police&area={TYPED}",
    "/search?q=alert&page=x",
    "/search?section=case_study", "/areas/dorset", "/reports/dorset/2014-15", "/reports/dorset/2014-15?q=alert",
    *(f"/reports/dorset/2014-15/{number:02d}" for number in range(1, 9)), "/definitions", f"/definitions?find={TYPED}",
    f"/definitions/{TYPED}", "/case-studies", f"/case-studies?q=police&need={TYPED}", "/statistics",
    f"/statistics?measure={TYPED}", "/compare?first=dorset-2014-15&second=greater-manchester-2021-22",
    f"/compare?first={TYPED}&second=x", f"/terms?q={TYPED}", f"/ask?q={TYPED}", "/ask?q=who+is+told+alert",
    f"/reading-list?keep={TYPED}", f"/nowhere/{TYPED}", "/about", "/api",
)  # fmt: skip


def _hostile(record: Record) -> Record:
    """With script in file names, titles, terms, questions, texts, names of entities and what a case tells."""
    sections = tuple(
        replace(
            section,
            title=f"{section.title} {ALL}",
            text=f"{section.text}\n\n{ALL}\n\n# {ALL}\n\n- {ALL}\n\n| {ALL} | b |\n|---|---|\n| {ALL} | 1 |\n",
            term=f"{section.term} {ALL}" if section.term else None,
            acronym=ALL if section.acronym else None,
            question=f"{section.question} {ALL}" if section.question else None,
        )
        for section in record.sections
    )
    report = replace(record.report, source=replace(record.report.source, name=f"{ALL}.md"), url="javascript:alert(9)")
    return replace(
        record,
        report=report,
        sections=sections,
        entities=tuple(replace(entity, canonical=f"{entity.canonical} {ALL}") for entity in record.entities),
        facts=tuple(replace(fact, value=f"{fact.value} {ALL}") for fact in record.facts),
        figures=tuple(replace(figure, printed=ALL, note=ALL, flag="ambiguous") for figure in record.figures),
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    backend = EmbeddedBackend(tmp_path_factory.mktemp("hostile"))
    app = create_app(Config(), fill(backend, tuple(map(_hostile, all_records()))))
    server = create_server(app, host="127.0.0.1", port=0, threads=4)
    threading.Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


def _run(page: Any, site: str, addresses: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """What dialogs said, and what was asked of other hosts."""
    dialogs: list[str] = []
    elsewhere: list[str] = []

    def heard(dialog: Any) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    page.on("dialog", heard)
    page.on("request", lambda request: None if request.url.startswith(site) else elsewhere.append(request.url))
    for address in addresses:
        page.goto(site + address)
        assert "49{%" not in page.content()
    return dialogs, elsewhere


def test_nothing_of_a_report_runs_or_leaves_the_host(browser: Any, site: str) -> None:
    """Without the security policy, too: what stands on the page must be harmless by itself."""
    for bypass in (False, True):
        context = browser.new_context(bypass_csp=bypass)
        context.set_default_timeout(30_000)
        assert _run(context.new_page(), site, PAGES) == ([], [])
        context.close()


def test_no_link_of_a_page_runs_script(browser: Any, site: str) -> None:
    page = browser.new_page()
    for address in PAGES:
        page.goto(site + address)
        links = page.eval_on_selector_all("a[href], form[action]", "all => all.map(e => e.href || e.action)")
        assert [link for link in links if str(link).lower().startswith(("javascript:", "data:", "vbscript:"))] == []
    page.close()


def test_the_test_would_see_a_script_that_runs(browser: Any, site: str) -> None:
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.route(f"{site}/planted", lambda route: route.fulfill(content_type="text/html", body="".join(EVIL[:3])))
    dialogs, elsewhere = _run(page, site, ("/planted",))
    assert dialogs
    assert elsewhere == ["https://evil.example/x"]
    context.close()
