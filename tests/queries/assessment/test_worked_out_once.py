"""What is the same for many measures or events is worked out once, and only where it is the same."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.assessment.answer import Assessment
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.queries.assessment.graph_law import law_of
from sanctionsgraph.queries.assessment.regime import Regimes

from helpers.made_world import (
    BAN,
    BUYING,
    DEAL,
    GRAIN,
    LILLIPUT,
    World,
    deal,
    elements,
    exemption,
    said,
    statuses,
    step,
)

OTHER = "made-regime:other"
ASKED, GRANTED = "made-regime:relief#asked", "made-regime:relief#granted"
SECOND = "sg:deal-2"


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def other(**changes: object) -> dict[str, object]:
    """A second measure beside the ban."""
    return {"id": OTHER, "name": "Other", "steps": [step(**changes)]}


def made(world: World) -> dict[tuple[str, str], Assessment]:
    """All events by all measures, in one call."""
    return {(each.event, each.measure): each for each in assess(world.graph).assessments}


def shown(about: str, condition: str) -> dict[str, object]:
    return said(about, "exemption", True, condition=condition)


def test_an_element_that_is_the_same_in_two_measures_is_made_once(world: World) -> None:
    world.law(step(), measures=(other(duties=[BUYING]),)).told(*deal(), said(DEAL, "place", "sg:pier"))
    first, second = made(world).values()
    assert elements(first)["place"] is elements(second)["place"]
    assert elements(first)["exemption"] is elements(second)["exemption"]
    assert elements(first)["nexus"] != elements(second)["nexus"]


def test_an_exemption_of_which_nobody_speaks_is_weighed_once_for_all_events(world: World) -> None:
    world.law(step(), exemptions=(exemption(),)).told(*deal(), *deal(SECOND))
    first, second = (each.exemption.exemptions[0] for each in made(world).values())
    assert first is second
    assert first.status == "not met"


def test_an_exemption_that_one_event_is_shown_to_have_is_not_another_s(world: World) -> None:
    world.law(step(), exemptions=(exemption(),))
    world.told(*deal(), *deal(SECOND), shown(SECOND, ASKED), shown(SECOND, GRANTED))
    world.told(*deal("sg:deal-3"), shown("sg:deal-3", ASKED), on="2020-06-02")
    assert {event: each.outcome for (event, _), each in made(world).items()} == {
        DEAL: "met",
        SECOND: "exempt",
        "sg:deal-3": "contested",
    }


def test_an_exemption_for_goods_is_weighed_for_each_event(world: World) -> None:
    """Silence on a condition leaves it open for such goods, and not for others."""
    relief = exemption(goods=["goods:made-rifles"], conditions=[{"id": "told", "text": "It was notified."}])
    world.law(step(), exemptions=(relief,)).told(*deal(), *deal(SECOND, goods="goods:made-rifles"))
    assert {event: each.exemption.status for (event, _), each in made(world).items()} == {
        DEAL: "not met",
        SECOND: "open",
    }


def test_a_duty_of_other_states_does_not_reach_the_state_that_its_measure_aims_at(world: World) -> None:
    """One measure aims at the sender, the other at the buyer: the same ways, and not the same States."""
    aimed = {"id": OTHER, "name": "Other", "steps": [step(direction="to", duties=[BUYING], targets=[LILLIPUT])]}
    world.law(step(duties=[BUYING]), measures=(aimed,)).told(*deal())
    answers = {measure: each for (_, measure), each in made(world).items()}
    assert {measure: statuses(each)["nexus"] for measure, each in answers.items()} == {BAN: "met", OTHER: "unknown"}
    assert [bearer.state for bearer in answers[BAN].bearers] == [LILLIPUT]
    assert not answers[OTHER].bearers


def test_the_elements_are_in_the_order_of_an_answer(world: World) -> None:
    asks = step(threshold="It is more than a gift.", unless=[{"id": "told", "text": "It was notified."}])
    world.law(asks).told(*deal(), said(DEAL, "application", True, condition="made-regime:ban"))
    assert list(statuses(world.one())) == [
        *("place", "date", "quantity", "act", "object", "direction", "nexus"),
        *("in-force", "application", "threshold", "conditions", "exemption"),
    ]


def test_goods_as_known_on_a_day_are_kept_with_the_law(graph: sg.Graph, tmp_path: Path) -> None:
    world = World(tmp_path, graph).law(step())
    goods = Regimes(graph, "2020-01-01").goods
    assert goods.covers(["goods:made-cargo"], GRAIN)
    assert Regimes(graph, "2020-01-01").goods is goods
    assert Regimes(graph, "1999-01-01").goods is not goods
    assert not Regimes(graph, "1999-01-01").goods.covers(["goods:made-cargo"], GRAIN), "classified in 2000"

    world.law(step(), goods=[])
    assert Regimes(graph, "2020-01-01").goods is not goods, "the graph was written"


def test_goods_are_kept_for_a_few_days_only(world: World) -> None:
    law = law_of(world.law(step()).graph)
    first = law.goods("2020-01-01")
    for day in range(2, 10):
        law.goods(f"2020-01-{day:02}")
    assert law.goods("2020-01-09") is law.goods("2020-01-09")
    assert law.goods("2020-01-01") is not first
