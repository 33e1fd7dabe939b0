"""The live picture: what is chosen in it is there in Python, what Python says is drawn, and its day holds."""

from __future__ import annotations

import json
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.dossier.exploration import elements


@pytest.fixture
def near(embedded_case: sg.Graph) -> Any:
    return sg.explore(embedded_case, "Tumangang", as_of="2023-10-06")


def ids(widget: Any) -> set[str]:
    return {node["id"] for node in widget.elements["nodes"]}


def test_the_day_and_what_is_opened_decide_what_is_shown(near: Any, embedded_case: sg.Graph) -> None:
    before = ids(near)
    assert "sg:tumangang-2023-10-05" in before
    assert "2023-10-06" in near.days
    statements = {one for edge in near.elements["edges"] for one in edge["statements"]}
    assert {row["id"] for row in embedded_case.read("MATCH (s:Statement) RETURN s.id AS id").rows} >= statements
    near.as_of = "2015-01-01"
    assert "sg:tumangang-2023-10-05" not in ids(near)
    near.as_of = "2023-10-06"
    near.expand("sg:khasan-station")
    assert ids(near) > before
    near.as_of = "soon"
    assert "soon" in near.problem
    near.as_of = ""
    assert near.problem == ""
    with pytest.raises(sg.NotFound):
        sg.explore(embedded_case, "Nothing of that name")


def test_it_is_the_same_from_either_engine(case: sg.Graph, embedded_case: sg.Graph) -> None:
    asked = (["sg:angara"], "2024-06-01")
    assert elements(case, *asked) == elements(embedded_case, *asked)


MODEL = """
window.model = { kept: KEPT, heard: {}, saved: 0,
  get(key) { return this.kept[key]; }, set(key, value) { this.kept[key] = value; },
  save_changes() { this.saved += 1; }, on(what, call) { this.heard[what] = call; } };
"""


def test_a_choice_in_the_picture_is_known_in_python(near: Any, browser: Any) -> None:
    """The script of the widget, with a model as a notebook gives it."""
    page = browser.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    kept = {
        key: getattr(near, key) for key in ("elements", "opened", "selected", "statements", "days", "as_of", "title")
    }
    hostile = "<img src=x onerror=alert(1)>"
    kept["elements"]["nodes"][0]["name"] = hostile
    page.set_content("<div id=el></div>")
    page.evaluate(MODEL.replace("KEPT", json.dumps(kept)))
    page.evaluate(
        "async (code) => { const url = URL.createObjectURL(new Blob([code], {type: 'text/javascript'}));"
        "const widget = (await import(url)).default; widget.render({model, el: document.getElementById('el')}); }",
        near._esm if isinstance(near._esm, str) else str(near._esm),
    )
    first = kept["elements"]["nodes"][1]["id"]
    page.select_option("select", [first])
    assert page.evaluate("model.get('selected')") == [first]
    page.evaluate("el.cy.edges()[0].select()")
    page.wait_for_function("model.get('statements').length > 0")
    assert set(page.evaluate("model.get('statements')")) <= {
        one for edge in kept["elements"]["edges"] for one in edge["statements"]
    }
    page.get_by_role("button", name="Expand").click()
    assert page.evaluate("model.get('opened')") == [*kept["opened"], first]
    page.get_by_label("As known on").press("Home")
    assert page.evaluate("model.get('as_of')") == kept["days"][0]
    page.evaluate(
        "model.kept.elements = {nodes: [{id: 'a', name: 'A', kind: 'Person'}], edges: []};"
        "model.heard['change:elements']()"
    )
    assert page.evaluate("el.cy.nodes().length") == 1
    assert page.locator("img").count() == 0
    assert complaints == []
    page.close()
