"""Which measures are shown of an event and in what order, and which end of a transfer a State's own duty is about."""

from __future__ import annotations

from pathlib import Path

import pytest
from sanctionsgraph.queries.assessment.assess import assess

from helpers.made_world import ATLANTIS, BAN, BLEFUSCU, DEAL, LILLIPUT, OWN_DUTY, World, deal, said, step

SUSPECT = "made-regime:suspect-ships"
SUPPLY = {"bearer": "states", "act": "prevent-supply", "nexus": ["territory", "nationals", "flag"]}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def suspect_ships() -> dict[str, object]:
    """A duty of flag States on ships, under a condition in words: it asks for no goods."""
    direct = {"bearer": "flag-states", "act": "direct-vessel", "nexus": ["flag"]}
    asks = step(direction="both", goods=None, threshold="Consent to an inspection was refused.", duties=[direct])
    return {"id": SUSPECT, "name": "Suspect ships", "steps": [asks], "exemptions": []}


def shown(world: World) -> list[str]:
    return [each.measure for each in assess(world.graph, DEAL).touched().assessments]


def test_a_duty_on_ships_is_shown_of_what_a_ship_carried_and_not_of_what_names_none(world: World) -> None:
    world.law(step(goods=["goods:made-oil"]), measures=(suspect_ships(),)).told(*deal())
    assert shown(world) == [], "arms that no source puts on a ship say nothing of ships"
    (left_out,) = assess(world.graph, DEAL).touched().untouched
    assert left_out.open == (), "nor is it told as a condition that is open"
    assert world.one(measure=SUSPECT).outcome == "unknown", "silence on the ship is no denial"
    world.told(said(DEAL, "carrier", "sg:ship"), said("sg:ship", "flag", BLEFUSCU), on="2020-06-02")
    assert shown(world) == [SUSPECT]


def test_what_the_event_touches_stands_before_what_it_says_nothing_of(world: World) -> None:
    oil = {"id": "made-regime:a-ban", "name": "A ban on oil", "steps": [step(goods=["goods:made-oil"])]}
    nowhere_to = {"from": None, "to": None, "goods": {"stance": "suggests"}}
    world.law(measures=(oil,)).told(*deal(**nowhere_to), said(DEAL, "place", ATLANTIS))
    made = assess(world.graph, DEAL).assessments
    assert [(each.measure, each.outcome, each.touches) for each in made] == [
        (BAN, "unknown", True),
        ("made-regime:a-ban", "unknown", False),
    ]


def test_of_equals_a_ban_stands_before_another_duty(world: World) -> None:
    """By their names the duty would come first."""
    services = step(duties=[{"bearer": "states", "act": "prevent-services", "nexus": []}])
    world.law(measures=({"id": "made-regime:a-service", "name": "Services", "steps": [services]},)).told(*deal())
    made = assess(world.graph, DEAL).assessments
    assert len({(each.outcome, each.touches) for each in made}) == 1
    assert [each.measure for each in made] == [BAN, "made-regime:a-service"]


@pytest.mark.parametrize(
    ("sender", "receiver", "bound"),
    [
        (ATLANTIS, LILLIPUT, {(ATLANTIS, "cease-export")}),
        (LILLIPUT, ATLANTIS, {(LILLIPUT, "prevent-supply")}),
    ],
)
def test_who_is_to_export_nothing_is_bound_as_sender_alone(
    world: World, sender: str, receiver: str, bound: set[tuple[str, str]]
) -> None:
    world.law(step(direction="both", duties=[OWN_DUTY, SUPPLY])).told(*deal(**{"from": sender, "to": receiver}))
    made = world.one()
    assert {(each.state, each.act) for each in made.bearers} == bound
    assert made.outcome == "met"


def test_who_is_to_export_nothing_does_not_answer_for_what_it_was_sent(world: World) -> None:
    world.law(step(direction="both", duties=[OWN_DUTY])).told(*deal(**{"from": LILLIPUT, "to": ATLANTIS}))
    made = world.one()
    assert ([*made.bearers], made.outcome) == ([], "unknown")
