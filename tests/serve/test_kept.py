"""What a server keeps in memory: pages up to a bound, and nothing of an answer that it has let go."""

from __future__ import annotations

import gc
import tracemalloc
from collections import Counter
from collections.abc import Callable

import pytest
import sanctionsgraph as sg
from fastapi import FastAPI
from fastapi.testclient import TestClient
from sanctionsgraph.queries.screening.made_ready import names_kept
from sanctionsgraph.serve import gate as gates
from sanctionsgraph.serve.explorer import explorer
from sanctionsgraph.serve.gate import Gate
from sanctionsgraph.serve.pages import regime_page, search, thing_page

from helpers.counting import counting
from helpers.shipped import demo

PAGES: dict[str, Callable[[sg.Workspace], object]] = {
    "event": lambda g: thing_page(g, "sg:kim-putin-2023-09-13", None),
    "event under a ceiling": lambda g: g.assess("sg:kp-petroleum-2020"),
    "State": lambda g: thing_page(g, "iso:IR", "2022-12-31"),
    "place": lambda g: thing_page(g, "sg:rajin-port", None),
    "search": lambda g: search(g, "Rajin"),
    "screening": lambda g: search(g, "Kim Yong Un"),
    "regime": lambda g: regime_page(g, "un-libya", "2018-01-01", None),
    "comparison": lambda g: g.trace("sg:angara", between=("2022-06-01", "2024-06-01")),
    "network": lambda g: g.paths("Kim Jong Un", "Rajin Port"),
    "exposure": lambda g: g.exposure("sg:angara"),
}


@pytest.mark.parametrize("page", PAGES)
def test_an_answer_that_is_let_go_is_gone(embedded_case: sg.Graph, page: str) -> None:
    workspace = sg.Workspace(embedded_case)
    PAGES[page](workspace)  # what is worked out once from the law stays
    gc.collect()
    gc.freeze()  # what is there already is not looked at again
    gc.disable()
    try:
        PAGES[page](workspace)
        gc.set_debug(gc.DEBUG_SAVEALL)
        gc.collect()
        left = Counter(type(o).__qualname__ for o in gc.garbage if type(o).__module__.startswith("sanctionsgraph."))
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
        gc.enable()
    assert left == {}


def test_pages_are_kept_up_to_a_bound_and_the_latest_stay(
    embedded_case: sg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gates, "MOST_KEPT", 100_000)
    graph, engine = counting(embedded_case)
    gate = Gate(sg.Workspace(graph))
    app = FastAPI()
    app.include_router(explorer(gate))
    client = TestClient(app)
    weights = []
    for row in graph.read("MATCH (e:Entity:Vessel) RETURN e.id AS id ORDER BY id LIMIT 60").rows:
        last = client.get(f"/thing/{row['id']}")
        assert last.status_code == 200
        client.get("/search", params={"q": row["id"]})
        weights.append(gate.weight)
    assert 50_000 < max(weights) <= 100_000
    engine.reads.clear()
    assert client.get(last.url.path).content == last.content
    assert len(engine.reads) == 1, "the mark of the graph alone"


def test_a_page_larger_than_half_of_all_is_not_kept() -> None:
    with sg.open() as g:
        gate = Gate(g)
        gate.page("small", lambda _: "small")
        assert len(gate.page("large", lambda _: "é" * (gates.MOST_KEPT // 3))) > gates.MOST_KEPT // 2
        assert 0 < gate.weight < 1_000


def test_short_answers_weigh_what_they_take() -> None:
    """Searches without a hit are short and many: what each takes beside its bytes counts too."""
    with sg.open() as g:
        gate = Gate(g)
        tracemalloc.start()
        try:
            before = tracemalloc.get_traced_memory()[0]
            for n in range(500):
                gate.page(("search", f"두만강 {n}", None), lambda _: "[]")
            gc.collect()
            assert tracemalloc.get_traced_memory()[0] - before < gate.weight
        finally:
            tracemalloc.stop()


def test_names_that_readers_type_are_not_kept_without_end(
    embedded_case: sg.Graph, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gates, "MOST_NAMES", 100)
    gate = Gate(sg.Workspace(embedded_case))
    kept = []
    for n in range(40):
        near = f"Kim Jong Uhn {n}"
        answer = gate.page(near, lambda g, near=near: str(len(search(g, near))))
        kept.append((names_kept(), answer))
    assert max(number for number, _ in kept) <= 100
    assert any(answer != b"0" for _, answer in kept), "screening was asked"


def test_a_write_lets_every_page_go() -> None:
    with sg.Workspace(demo()) as g:
        gate = Gate(g)
        assert gate.page("notes", lambda g: str(g.notes("Angara"))) == gate.page("notes", lambda _: "another")
        g.note("Angara", "Look at its calls.", by="A. Analyst")
        assert b"Look at its calls." in gate.page("notes", lambda g: str(g.notes("Angara")))
