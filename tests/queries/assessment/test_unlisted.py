"""That nobody who took part was listed is shown by the editions of the list next to the event, and by no others."""

from __future__ import annotations

from pathlib import Path

import pytest
from sanctionsgraph.graph.store import Graph
from sanctionsgraph.loaders.curated.shipped import demo
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.assessment.answer import Element, ElementKind
from sanctionsgraph.queries.assessment.assess import assess

from helpers import un_file

EVENT, MEASURE = "sg:kim-yong-chol-2018-02-25", "un-dprk:asset-freeze"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The shipped case with editions of the list on which nobody of the event stands."""
    graph, folder = demo(), tmp_path_factory.mktemp("lists")
    for day in ("2014-09-01", "2016-12-05", "2018-10-29", "2023-10-01"):
        entry = un_file.entry("", "KPi.905", "RI CHOL")
        load(graph, "un-list", un_file.write(folder / f"consolidated-{day}.xml", entry, day=day))
    return graph


def object_of(graph: Graph, as_of: str | None = None) -> Element:
    (made,) = assess(graph, EVENT, measure=MEASURE, as_of=as_of).assessments
    return next(element for element in made.elements if element.element is ElementKind.OBJECT)


def test_the_editions_next_to_the_event_show_it(lists: Graph) -> None:
    found = object_of(lists)
    assert found.status == "not met"
    assert found.because.endswith("around that day (5 Dec 2016, 29 Oct 2018)")


def test_an_edition_that_became_known_later_shows_nothing_yet(lists: Graph) -> None:
    assert object_of(lists, as_of="2018-10-28").status == "unknown"
    assert object_of(lists, as_of="2018-10-29").status == "not met"


def test_an_edition_of_the_very_day_is_of_before_and_after(lists: Graph, tmp_path: Path) -> None:
    graph = demo()
    entry = un_file.entry("", "KPi.905", "RI CHOL")
    load(graph, "un-list", un_file.write(tmp_path / "consolidated-2018-02-25.xml", entry, day="2018-02-25"))
    found = object_of(graph)
    assert (found.status, found.because.rpartition("(")[2]) == ("not met", "25 Feb 2018)")


@pytest.mark.parametrize(
    ("event", "entries"),
    [
        # The EU listed both after the event; the law of the US is not in the graph.
        ("sg:kp-ru-munitions-2023-sea-dunay", [("sg:angara", "US"), ("sg:lady-r", "US")]),
        # Listed by the UN, whose law is here.
        ("sg:soleimani-moscow-2015-07", []),
        ("sg:kp-ru-munitions-2023", []),
    ],
)
def test_parties_on_lists_whose_law_is_not_here(
    embedded_case: Graph, event: str, entries: list[tuple[str, str]]
) -> None:
    assert [(row.id, row.list_name) for row in assess(embedded_case, event).listed_only] == entries
