"""The explorer in a real browser: search, expand, days, claims, files, by keyboard, at two widths."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.serve.http import application

from helpers.browser import DESK, PHONE, axe_core
from helpers.serving import served
from helpers.shipped import demo


@pytest.fixture(scope="module")
def address(embedded_case: sg.Graph) -> Iterator[str]:
    """A server on a port of its own."""
    with served(application(sg.Workspace(embedded_case))) as address:
        yield address


class Visit:
    """A page of the explorer, with what it complained of and what it asked of others."""

    def __init__(self, browser: Any, address: str, **context: Any) -> None:
        self.address = address
        self.context = browser.new_context(accept_downloads=True, **context)
        self.page = self.context.new_page()
        self.complaints: list[str] = []
        self.outside: list[str] = []
        self.page.on("console", lambda m: self.complaints.append(f"{m.type}: {m.text}"))
        self.page.on("pageerror", lambda e: self.complaints.append(str(e)))
        self.page.on("request", lambda r: self.outside.append(r.url) if not self.inside(r.url) else None)

    def inside(self, url: str) -> bool:
        return url.startswith((self.address, "data:", "blob:"))

    def go(self, path: str) -> Any:
        self.page.goto(self.address + path)
        return self.page

    def quiet(self) -> None:
        assert self.complaints == []
        assert self.outside == []


@pytest.fixture
def visit(browser: Any, address: str) -> Iterator[Any]:
    visits: list[Visit] = []

    def open_(**context: Any) -> Visit:
        visits.append(Visit(browser, address, **{"viewport": DESK, **context}))
        return visits[-1]

    yield open_
    for each in visits:
        each.context.close()


def drawn(page: Any) -> None:
    page.wait_for_selector("#links tbody tr")


def test_from_a_korean_name_to_the_summit_by_keyboard_alone(visit: Any) -> None:
    it = visit()
    page = it.go("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("두만강역")
    page.wait_for_selector("#hits li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/thing/sg:tumangang-station")
    drawn(page)
    assert page.inner_text("h1") == "Tumangang Station"
    before = page.locator("#links tbody tr").count()
    page.get_by_label("Expand Khasan Station").first.focus()
    page.keyboard.press("Enter")
    page.locator("#links tbody tr").nth(before).wait_for()
    it.quiet()


def test_a_day_later_shows_what_became_known(visit: Any) -> None:
    it = visit()
    page = it.go("/thing/sg:kp-ru-munitions-2023?as_of=2023-10-06")
    drawn(page)
    assert "White House, 2023-10-13" not in page.inner_text("main")
    page.fill("#as_of", "2023-10-14")
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url("**as_of=2023-10-14")
    drawn(page)
    assert "White House, 2023-10-13" in page.inner_text("main")
    it.quiet()


def test_a_line_opens_its_statement_with_its_source(visit: Any) -> None:
    it = visit()
    page = it.go("/thing/sg:tumangang-station?as_of=2023-10-06")
    drawn(page)
    page.get_by_label("Statement: ", exact=False).first.click()
    box = page.locator("#edge")
    assert "Statement location:sg:tumangang-station/" in box.inner_text()
    assert box.get_by_text("Source: ").is_visible()
    it.quiet()


def test_two_days_are_compared(visit: Any) -> None:
    it = visit()
    page = it.go("/compare/sg:tumangang-station?since=2023-10-06&until=2023-10-14")
    assert "White House" in page.inner_text("main")
    it.quiet()


@pytest.mark.parametrize(
    ("button", "name", "start"),
    [
        ("png", "graph.png", b"\x89PNG"),
        ("svg", "graph.svg", b"<svg"),
        ("csv", "graph.csv", b"\xef\xbb\xbffrom,"),
        ("graphml", "graph.graphml", b"<?xml"),
        ("cypher", "graph.cypher", b"MATCH"),
    ],
)
def test_the_picture_is_exported(
    visit: Any, button: str, name: str, start: bytes, tmp_path: Path, embedded_case: sg.Graph
) -> None:
    it = visit()
    page = it.go("/thing/sg:angara")
    drawn(page)
    with page.expect_download() as waiting:
        page.locator(f"#{button}").click()
    assert waiting.value.suggested_filename == name
    waiting.value.save_as(tmp_path / name)
    content = (tmp_path / name).read_bytes()
    assert content.startswith(start)
    if button == "cypher":
        assert len(sg.Workspace(embedded_case).cypher(content.decode().strip().rstrip(";")).rows) > 4
    it.quiet()


def test_kinds_and_stances_are_filtered(visit: Any) -> None:
    page = visit().go("/thing/sg:angara")
    drawn(page)
    rows = page.locator("#links tbody tr:visible")
    everything = rows.count()
    page.select_option("#kind", "Country")
    assert 0 < rows.count() < everything
    page.select_option("#kind", "")
    page.select_option("#stance", "suggests")
    assert 0 < rows.count() < everything


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize(
    "path", ["/", "/thing/sg:tumangang-station", "/regime/un-dprk?on=2023-10-05", "/history/sg:angara"]
)
def test_axe_finds_nothing_and_nothing_runs_over(visit: Any, path: str, size: dict[str, int]) -> None:
    axe = axe_core()
    it = visit(viewport=size, bypass_csp=True)
    page = it.go(path)
    if path.startswith("/thing"):
        drawn(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    page.evaluate(axe.read_text(encoding="utf-8"))
    violations = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    assert [(v["id"], [n["html"][:120] for n in v["nodes"][:3]]) for v in violations] == []


def test_axe_finds_nothing_in_a_graph_that_was_expanded_nor_in_two_days_compared(visit: Any) -> None:
    axe = axe_core().read_text(encoding="utf-8")
    it = visit(viewport=PHONE, bypass_csp=True)
    page = it.go("/thing/sg:rajin-port?as_of=2024-03-01")
    drawn(page)
    before = page.locator("#links tbody tr").count()
    page.locator("#links button[aria-label^='Expand']").first.click()
    page.locator("#links tbody tr").nth(before).wait_for()
    page.locator("#links button[aria-label^='Statement']").first.click()
    page.wait_for_selector("#edge blockquote, #edge p")
    shown = [page.evaluate(f"{axe}; axe.run({{resultTypes: ['violations']}})")]
    page = it.go("/compare/sg:rajin-port?since=2023-09-01&until=2024-03-01")
    shown.append(page.evaluate(f"{axe}; axe.run({{resultTypes: ['violations']}})"))
    assert [violation["id"] for each in shown for violation in each["violations"]] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_the_slider_goes_from_day_to_day_by_keyboard(visit: Any) -> None:
    it = visit()
    page = it.go("/thing/sg:kp-ru-munitions-2023")
    days = page.get_attribute("form.days", "data-days").split()
    page.locator("#slider").focus()
    for _ in days[1:]:
        page.keyboard.press("ArrowLeft")
        if page.url.endswith(f"as_of={days[0]}"):
            break
        page.wait_for_url("**as_of=**")
        page.locator("#slider").focus()
    assert page.url.endswith(f"as_of={days[0]}")
    it.quiet()


#: Whether a thing of a name was expanded in the graph.
_OPEN = """name => document.getElementById("graph").cy.nodes(".open").some(node => node.data("name") === name)"""


#: The names that are shown in the graph: how many, how many lie on another, and the least size of their letters.
_NAMES = """() => {
  const cy = document.getElementById("graph").cy, shown = cy.nodes().not(".hidden, .unnamed");
  const boxes = shown.map(node => node.boundingBox({ includeNodes: false, includeOverlays: false }));
  const over = (a, b) => a.x1 < b.x2 && b.x1 < a.x2 && a.y1 < b.y2 && b.y1 < a.y2;
  return { shown: boxes.length, all: cy.nodes().length,
    overlapping: boxes.filter((a, n) => boxes.some((b, m) => m > n && over(a, b))).length,
    letters: Math.min(...shown.map(node => parseFloat(node.style("font-size")) * cy.zoom())) };
}"""


@pytest.mark.parametrize(("size", "width"), [(DESK, 1280), (PHONE, 390)])
def test_pictures_of_the_explorer_for_the_docs(visit: Any, size: dict[str, int], width: int, tmp_path: Path) -> None:
    """Written beside the docs where SANCTIONSGRAPH_PICTURES names the folder. No name of them lies on another."""
    folder = Path(os.environ.get("SANCTIONSGRAPH_PICTURES") or tmp_path)
    page = visit(viewport=size).go("/thing/sg:tumangang-station?as_of=2023-10-14")
    drawn(page)
    for name in ("Khasan Station", "Kim Jong Un's trip to Russia in September 2023", "Kim Jong Un"):
        page.get_by_label(f"Expand {name}", exact=True).first.click()
        page.wait_for_function(_OPEN, arg=name)
    page.locator("[aria-label^='Statement: '][aria-label*='Alleged']").first.click()
    names = page.evaluate(_NAMES)
    assert names["overlapping"] == 0
    assert names["letters"] > 9.9
    assert names["shown"] > names["all"] * (0.8 if size == DESK else 0.3)
    page.evaluate("window.scrollTo(0, 0)")
    path = folder / f"explorer-{width}.png"
    page.screenshot(path=path, clip={"x": 0, "y": 0, "width": width, "height": 1500}, full_page=True)
    assert 20_000 < path.stat().st_size < 400_000
    for _ in range(2):
        page.get_by_role("button", name="Zoom in").click()
    closer = page.evaluate(_NAMES)
    assert (closer["overlapping"], closer["shown"] >= names["shown"]) == (0, True)
    page.get_by_role("button", name="Whole graph").click()
    assert page.evaluate(_NAMES)["shown"] == names["shown"]


def test_names_that_are_script_stay_text(browser: Any) -> None:
    name = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    with sg.Workspace(demo()) as g:
        with g.graph.writing() as tx:
            tx.run("MATCH (e:Entity) SET e.name = $name", {"name": name})
        with served(application(g)) as address:
            it = Visit(browser, address, viewport=DESK)
            page = it.go("/thing/sg:angara")
            drawn(page)
            page.locator("#links button").first.click()
            assert name in page.inner_text("main")
            assert page.locator("main script, main img").count() == 0
            it.quiet()
            it.context.close()
