"""What a server keeps: no answer leaves anything for the garbage collector."""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Callable

import pytest
import sanctionsgraph as sg
from sanctionsgraph.serve.pages import regime_page, search, thing_page

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
