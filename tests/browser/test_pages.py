"""Every kind of page in a browser: accessible, narrow and wide, printed, without scripts."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

import pytest
from pypdf import PdfReader

from tests.browser.conftest import DIGESTS

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

PAGES = {
    "home": "/",
    "browse": "/search",
    "results": "/search?q=police",
    "filtered": "/search?q=police&area=dorset&year=2014-15&section=case_study",
    "some words": "/search?q=polygraph+partners",
    "nothing": "/search?q=nothinglikethis&area=dorset",
    "too long": f"/search?q={'+'.join(['police'] * 40)}",
    "section": "/reports/dorset/2014-15/03-how-it-works?q=police",
    "section with table": "/reports/dorset/2014-15/04-offenders",
    "section with long word": "/reports/dorset/2014-15/08-introduction",
    "report": "/reports/dorset/2014-15?q=police",
    "digest": "/reports/dorset/2021-22",
    "case studies": "/case-studies",
    "filtered cases": "/case-studies?q=police&need=accommodation&keep=dorset.2014-15.06-case-study",
    "similar cases": "/case-studies/similar?to=dorset.2014-15.06-case-study",
    "reading list": "/reading-list?keep=dorset.2014-15.06-case-study&keep=greater-manchester.2021-22.06-case-study",
    "gone": "/reading-list?keep=dorset.2014-15.99-gone",
    "area": "/areas/dorset",
    "area without reports": "/areas/kent",
    "definitions": "/definitions",
    "definition": "/definitions/polygraph-condition",
    "statistics": "/statistics",
    "statistics of all years": "/statistics?measure=eligible_offenders&cell=total.1&area=dorset&year=all",
    "terms": "/terms",
    "term": "/terms?q=police&year=2021-22",
    "term of nobody": "/terms?q=nothinglikethis",
    "compare": "/compare",
    "compared": "/compare?first=dorset-2014-15&second=greater-manchester-2021-22",
    "api": "/api",
    "about": "/about",
}
if DIGESTS.is_dir():
    PAGES |= {"whole digest": "/reports/lancashire/2021-22"}
ERRORS = {"not found": "/reports/dorste/2014-15", "bad request": "/search?q=police&page=x"}
LEVELS = """[...document.querySelectorAll('main :is(h1, h2, h3, h4, h5, h6)')]
    .filter(heading => heading.checkVisibility() && !heading.closest('.problem'))
    .map(heading => Number(heading.tagName[1]))"""
WIDTHS = (320, 1280)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

every_page = pytest.mark.parametrize("address", [*PAGES.values(), *ERRORS.values()], ids=[*PAGES, *ERRORS])
both_widths = pytest.mark.parametrize("width", WIDTHS)


@dataclass
class Tab:
    """A page of the browser, with what it asked for and complained about since it was last sent somewhere."""

    page: Any
    host: str
    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def open(self, address: str) -> Any:
        self.requests.clear()
        self.complaints.clear()
        self.page.goto(self.host + address)
        return self.page


@pytest.fixture(scope="module")
def tab(browser: Any, host: str) -> Iterator[Callable[..., Tab]]:
    """Opens one tab for each width, and for each setting of scripts."""
    tabs: dict[tuple[int, bool], Tab] = {}

    def opened(width: int = 1280, *, scripts: bool = True) -> Tab:
        if (width, scripts) not in tabs:
            context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
            context.set_default_timeout(5000)
            made = tabs[width, scripts] = Tab(context.new_page(), host)
            made.page.on("request", lambda request: made.requests.append(request.url))
            made.page.on("pageerror", lambda error: made.complaints.append(str(error)))
            made.page.on("console", lambda said: made.complaints.append(said.text) if said.type == "error" else None)
        return tabs[width, scripts]

    yield opened
    for made in tabs.values():
        made.page.context.close()


@both_widths
@every_page
def test_axe_finds_nothing(tab: Callable[..., Tab], address: str, width: int) -> None:
    from axe_playwright_python.sync_playwright import Axe

    page = tab(width).open(address)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    found = Axe().run(page, options=options).response["violations"]
    assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []


@both_widths
@every_page
def test_a_page_is_sound(tab: Callable[..., Tab], address: str, width: int) -> None:
    used = tab(width)
    page = used.open(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= width, "the page scrolls sideways"
    assert page.locator("h1").count() == 1
    levels = page.evaluate(LEVELS)
    assert [level for before, level in pairwise(levels) if level - before > 1] == [], levels
    assert all(url.startswith(used.host) for url in used.requests)
    if address not in ERRORS.values():
        assert used.complaints == []


@every_page
def test_text_of_twice_the_size_fits(tab: Callable[..., Tab], address: str) -> None:
    page = tab(640).open(address)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= 640


@every_page
def test_a_page_reads_without_scripts(tab: Callable[..., Tab], address: str) -> None:
    page = tab(320, scripts=False).open(address)
    assert page.locator("h1").is_visible()
    assert page.get_by_role("navigation", name="Main").get_by_role("link").count() == 6


def test_figures_of_a_year_fit_a_phone(tab: Callable[..., Tab]) -> None:
    page = tab(320).open("/statistics?measure=eligible_offenders&cell=total.1&year=2014-15")
    box = page.get_by_role("group", name="Figures of the year")
    assert box.evaluate("box => box.scrollWidth <= box.clientWidth")
    assert box.get_by_role("columnheader", name="Source").is_visible()
    assert not box.locator(".bar").first.is_visible()
    wide = tab(1280).open("/statistics?measure=eligible_offenders&cell=total.1&year=2014-15")
    assert wide.locator(".bars .bar").first.is_visible()


def test_a_search_works_without_scripts(tab: Callable[..., Tab]) -> None:
    page = tab(1280, scripts=False).open("/")
    page.get_by_label("Search words").fill("police")
    page.get_by_role("button", name="Search").click()
    page.get_by_label(re.compile("^Dorset")).check()
    page.get_by_role("button", name="Apply filters").click()
    assert page.url.endswith("/search?q=police&area=dorset")
    page.get_by_label("Sort by").select_option("newest")
    page.get_by_role("button", name="Sort").click()
    assert page.url.endswith("/search?q=police&area=dorset&sort=newest")
    page.get_by_role("link", name="Remove filter Area: Dorset").click()
    assert page.url.endswith("/search?q=police&sort=newest")


def test_filters_are_folded_on_a_phone_and_open_on_a_wide_screen(tab: Callable[..., Tab]) -> None:
    box = "input[name=area]"
    assert tab(1280).open("/search?q=police").locator(box).first.is_visible()
    phone = tab(320).open("/search?q=police")
    assert not phone.locator(box).first.is_visible()
    phone.locator("summary", has_text="Filter results").click()
    assert phone.locator(box).first.is_visible()


def test_the_contents_of_a_report_stay_in_sight(tab: Callable[..., Tab]) -> None:
    page = tab(1280).open("/reports/dorset/2014-15")
    page.locator("#s8").scroll_into_view_if_needed()
    page.mouse.wheel(0, 1500)
    assert page.get_by_role("navigation", name="Contents").get_by_role("link", name="Offenders").is_visible()


def test_the_first_match_is_gone_to(tab: Callable[..., Tab]) -> None:
    page = tab(320).open("/search?q=polygraph&area=dorset&year=2014-15")
    page.get_by_role("link", name="Polygraph Condition", exact=True).first.click()
    assert page.url.endswith("05-polygraph-condition?q=polygraph#m1")
    assert page.locator("#m1").bounding_box()["y"] < 900


@both_widths
def test_the_skip_link_moves_the_focus(tab: Callable[..., Tab], width: int) -> None:
    page = tab(width).open("/search?q=police")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    assert page.locator(".skip").bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_what_has_the_focus_is_seen(tab: Callable[..., Tab]) -> None:
    page = tab().open("/search?q=police")
    seen = set()
    for _ in range(12):
        page.keyboard.press("Tab")
        seen.add(page.evaluate("getComputedStyle(document.activeElement).boxShadow"))
    assert "none" not in seen


def test_forced_colours_leave_marks_and_states_visible(tab: Callable[..., Tab]) -> None:
    page = tab().open("/search?q=police&area=dorset")
    page.emulate_media(forced_colors="active")
    try:
        colour = "e => getComputedStyle(e).backgroundColor"
        assert page.locator("mark").first.evaluate(colour) != page.locator("body").evaluate(colour)
        line = "e => getComputedStyle(e).borderBottomColor"
        others = page.locator("nav.main a:not([aria-current])").first.evaluate(line)
        assert page.locator("nav.main a[aria-current]").evaluate(line) != others
        assert page.locator("button").first.evaluate("e => getComputedStyle(e).borderTopStyle") == "solid"
    finally:
        page.emulate_media(forced_colors="none")


@pytest.mark.parametrize("address", [PAGES["report"], PAGES["results"], PAGES["section"]])
def test_paper_has_the_heading_and_the_address_and_no_navigation(tab: Callable[..., Tab], address: str) -> None:
    page = tab().open(address)
    page.emulate_media(media="print")
    try:
        assert page.locator("h1").is_visible()
        assert not page.get_by_role("navigation", name="Main").is_visible()
        assert not any(form.is_visible() for form in page.locator("form").all())
        words = "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf())).pages)
    finally:
        page.emulate_media(media="screen")
    plain = re.sub(r"\s", "", words)
    assert f"Printedfrom{tab().host}{address}on" in plain
    assert "Skiptomaincontent" not in plain
