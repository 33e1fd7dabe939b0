"""That nobody who took part was listed is shown by the editions of the list next to the event, and by no others."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sanctionsgraph.graph.store import Graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.assessment.answer import ElementKind
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.queries.assessment.designated import designated
from sanctionsgraph.queries.assessment.events import read_events
from sanctionsgraph.queries.assessment.regime import Regimes
from sanctionsgraph.queries.evidence.reader import EvidenceReader
from sanctionsgraph.queries.evidence.rules import Weighed
from sanctionsgraph.schema.dates import LATEST

from helpers import un_file
from helpers.shipped import demo

EVENT, MEASURE = "sg:kim-yong-chol-2018-02-25", "un-dprk:asset-freeze"


@pytest.fixture(scope="module")
def lists(tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The shipped case with editions of the list on which nobody of the event stands."""
    graph, folder = demo(), tmp_path_factory.mktemp("lists")
    for day in ("2014-09-01", "2016-12-05", "2018-10-29", "2023-10-01"):
        entry = un_file.entry("", "KPi.905", "RI CHOL")
        load(graph, "un-list", un_file.write(folder / f"consolidated-{day}.xml", entry, day=day))
    return graph


def object_of(graph: Graph, as_of: str = LATEST) -> Weighed:
    """Weigh the object of the freeze as if it reached listed ones alone, and nobody who acts for one."""
    regimes = Regimes(graph, as_of)
    (event,) = read_events(EvidenceReader(graph, as_of), [EVENT])
    step = next(step for step in regimes.measures[MEASURE] if step.since <= "2018-02-25" < step.until)
    assert step.reaches
    return designated(event, replace(step, reaches=()), regimes)


def test_the_editions_next_to_the_event_show_it(lists: Graph) -> None:
    weighed = object_of(lists)
    assert weighed.status == "not met"
    assert weighed.because.endswith("around that day (5 Dec 2016, 29 Oct 2018)")


def test_an_edition_that_became_known_later_shows_nothing_yet(lists: Graph) -> None:
    assert object_of(lists, as_of="2018-10-28").status == "unknown"
    assert object_of(lists, as_of="2018-10-29").status == "not met"


def test_an_edition_of_the_very_day_is_of_before_and_after(tmp_path: Path) -> None:
    graph = demo()
    entry = un_file.entry("", "KPi.905", "RI CHOL")
    load(graph, "un-list", un_file.write(tmp_path / "consolidated-2018-02-25.xml", entry, day="2018-02-25"))
    weighed = object_of(graph)
    assert (weighed.status, weighed.because.rpartition("(")[2]) == ("not met", "25 Feb 2018)")


def test_no_edition_shows_it_where_a_measure_reaches_those_who_act_for_a_listed_one(lists: Graph) -> None:
    (assessment,) = assess(lists, EVENT, measure=MEASURE).assessments
    element = next(element for element in assessment.elements if element.element is ElementKind.OBJECT)
    assert element.status == "unknown"
    assert element.because.endswith("by one that is listed is not known")


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
