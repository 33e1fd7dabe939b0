"""One walk through the explorer by keyboard alone, at the width of a desk and of a phone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.serve.http import application

from helpers.browser import DESK, PHONE
from helpers.serving import served


@pytest.fixture(scope="module")
def address(embedded_case: sg.Graph) -> Iterator[str]:
    with served(application(sg.Workspace(embedded_case))) as address:
        yield address


def press(page: Any, selector: str) -> None:
    """Reach an element as the Tab key does, and press it."""
    target = page.locator(selector).first
    target.wait_for()
    target.focus()
    assert page.evaluate("document.activeElement !== document.body")
    page.keyboard.press("Enter")


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_from_a_name_to_a_quote_and_two_days(address: str, browser: Any, size: dict[str, int]) -> None:
    context = browser.new_context(viewport=size, accept_downloads=True, locale="en-US")
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith((address, "data:", "blob:")) else complaints.append(r.url))
    page.goto(f"{address}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.type("두만강역")
    page.wait_for_selector("#hits li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thing/sg:tumangang-station")
    # To the summit, over the station across the border, the trip that led there, and who made it.
    for name in ("Khasan Station", "Kim Jong Un's trip to Russia in September 2023", "Kim Jong Un"):
        press(page, f'[aria-label="Expand {name}"]')
    page.wait_for_selector("#links tr:has-text('Kim-Putin summit at Vostochny Cosmodrome')")
    # The day goes from before the release of the White House to after it.
    page.goto(f"{address}/thing/sg:kp-ru-munitions-2023")
    for typed, known in (("10062023", False), ("10142023", True)):
        page.locator("#as_of").focus()
        page.keyboard.type(typed)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**as_of=2023-{typed[:2]}-{typed[2:4]}")
        assert ("White House, 2023-10-13" in page.inner_text("main")) is known
    assert page.locator(".claims blockquote").first.inner_text()
    # Two days, compared by the form.
    page.locator("#since").focus()
    page.keyboard.type("2023-10-06")
    page.locator("#until").focus()
    page.keyboard.type("2023-10-13")
    press(page, "form[action^='/compare'] button")
    page.wait_for_url("**/compare/**")
    assert "White House" in page.inner_text("main")
    page.go_back()
    page.wait_for_selector("#links tbody tr")
    with page.expect_download() as waiting:
        press(page, "#png")
    assert waiting.value.suggested_filename == "graph.png"
    assert complaints == []
    context.close()
