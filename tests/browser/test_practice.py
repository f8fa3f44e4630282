"""Practice examples, terms and comparisons with the keyboard, without scripts, on paper and in forced colours."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

import pytest
from pypdf import PdfReader

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

KEPT = "keep=dorset.2014-15.06-case-study&keep=greater-manchester.2021-22.06-case-study"
PAGES = (
    f"/case-studies?q=police&need=accommodation&{KEPT}",
    "/case-studies/similar?to=dorset.2014-15.06-case-study",
    f"/reading-list?{KEPT}",
    "/terms?q=police&year=2021-22",
    "/compare?first=dorset-2014-15&second=greater-manchester-2021-22",
)
ORDER = """() => {
    const kinds = 'a[href], button, input:not([type=hidden]), select, summary, [tabindex]';
    return [...document.querySelectorAll(kinds)].indexOf(document.activeElement);
}"""
every = pytest.mark.parametrize("address", PAGES)


@pytest.fixture
def plain(browser: Any) -> Iterator[Any]:
    """A page of a browser without scripts."""
    context = browser.new_context(java_script_enabled=False, viewport={"width": 320, "height": 900})
    context.set_default_timeout(20_000)
    yield context.new_page()
    context.close()


@every
def test_the_focus_goes_through_the_page_in_the_order_in_which_it_reads(page: Any, host: str, address: str) -> None:
    page.goto(host + address)
    assert page.locator("[tabindex]:not([tabindex='0']):not([tabindex='-1'])").count() == 0
    passed = []
    for _ in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        passed.append(page.evaluate(ORDER))
        assert page.evaluate("document.activeElement.checkVisibility()")
    assert len(passed) > 15
    assert passed == sorted(set(passed))


def test_a_reading_list_is_made_without_scripts(plain: Any, host: str) -> None:
    plain.goto(f"{host}/case-studies?area=dorset&year=2014-15")
    plain.get_by_role("link", name="Keep for reading").first.click()
    assert plain.url == f"{host}/case-studies?area=dorset&year=2014-15&keep=dorset.2014-15.06-case-study"
    plain.get_by_role("searchbox").fill("police")
    plain.get_by_role("button", name="Search").click()
    assert "keep=dorset.2014-15.06-case-study" in plain.url
    plain.get_by_role("link", name="Open the reading list").click()
    assert plain.get_by_role("heading", level=1).inner_text() == "Reading list"
    plain.get_by_role("link", name="Take it off").click()
    assert plain.url == f"{host}/reading-list"
    assert plain.get_by_text("It is empty.").is_visible()


def test_a_term_is_counted_without_scripts(plain: Any, host: str) -> None:
    plain.goto(f"{host}/terms")
    plain.get_by_label("Word, phrase or name").fill("police")
    plain.get_by_role("button", name="Count").click()
    assert plain.get_by_role("heading", name="By area").is_visible()


@every
def test_paper_has_what_was_asked_for_and_nothing_to_press(page: Any, host: str, address: str) -> None:
    page.goto(host + address)
    page.emulate_media(media="print")
    assert not page.get_by_role("navigation", name="Main").is_visible()
    assert not any(form.is_visible() for form in page.locator("form").all())
    assert not any(link.is_visible() for link in page.get_by_role("link", name="Keep for reading").all())
    words = "".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf())).pages)
    assert f"Printedfrom{host}{address}on" in re.sub(r"\s", "", words)


def test_a_printed_reading_list_has_the_whole_texts(page: Any, host: str) -> None:
    page.goto(f"{host}/reading-list?{KEPT}")
    words = " ".join("".join(one.extract_text() for one in PdfReader(io.BytesIO(page.pdf())).pages).split())
    assert "Mr Z of Dorset met police and housing." in words
    assert "Mr Z of Greater Manchester met police and housing." in words


def test_forced_colours_leave_the_chosen_list_and_the_marks_visible(page: Any, host: str) -> None:
    page.goto(host + PAGES[0])
    page.emulate_media(forced_colors="active")
    line = "e => getComputedStyle(e).borderBottomStyle"
    assert page.locator(".lists a[aria-current]").evaluate(line) == "solid"
    assert page.locator(".lists a:not([aria-current])").first.evaluate(line) == "none"
    colour = "e => getComputedStyle(e).backgroundColor"
    assert page.locator("mark").first.evaluate(colour) != page.locator("body").evaluate(colour)
