"""Traces in a made-up world: what an example of the shipped case does not tell apart."""

from __future__ import annotations

from pathlib import Path

import pytest
from sanctionsgraph.queries.trace.answer import EARLIER, INVOLVES, RESTS, Trace
from sanctionsgraph.queries.trace.trace import trace

from helpers.made_world import ARMS, ATLANTIS, DEAL, LILLIPUT, World, deal, said

PIER, SIGHT, SAME_DAY = "sg:pier", "sg:sight", "sg:sight-2"
WORD = {"basis": "official-statement"}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path).law()


def seen(world: World, event: str, *dates: str) -> str:
    """A report of an observation at the pier; return the id of its first claim."""
    world.told(said(event, "place", PIER), *(said(event, "date", day) for day in dates), said(event, "exists"))
    (claim, *_) = sorted(claim.id for event_ in traced(world).seen if event_.event == event for claim in event_.claims)
    return claim


def traced(world: World) -> Trace:
    return trace(world.graph, PIER)


def test_the_first_of_its_dates_is_that_of_an_observation(world: World) -> None:
    seen(world, SIGHT, "2020-03-03", "2020-03-01")
    assert [event.date for event in traced(world).seen] == ["2020-03-01"]


def test_who_repeats_a_claim_carries_it_and_is_no_root(world: World) -> None:
    place = seen(world, SIGHT, "2020-03-01")
    world.told(said(SIGHT, "place", PIER, rests_on=[place]), on="2020-07-01", speaker="sg:envoy")
    answer = traced(world)
    (event,) = answer.seen
    ids = {source.n: source.id for source in answer.sources}
    assert event.roots == (place.partition("#")[0],)
    assert [ids[number].startswith("report:made-2020-07-01") for number in event.carried_by] == [True]


def test_what_rests_on_the_sight_comes_before_what_weighs_more_and_alone_shares_its_doubts(world: World) -> None:
    place = seen(world, SIGHT, "2020-03-01")
    world.told(said(SIGHT, "direction", "either way", stance="doubts"), on="2020-06-02")
    concluded = {"basis": "inference", "rests_on": [place]}
    world.told(said(DEAL, "exists", **concluded), said(DEAL, "legality", "it broke the ban"), on="2020-06-03")
    world.told(said(DEAL, "legality", "it broke nothing", stance="denies"), on="2020-06-04")
    # Named in one report with the sight, and involving the place by its claims.
    world.told(said(SIGHT, "exists"), *deal("sg:deal-2"), said("sg:deal-2", "place", PIER), on="2020-06-05")
    answer = traced(world)
    first, second = answer.may_be
    assert [(first.event, first.link), (second.event, second.link)] == [(DEAL, RESTS), ("sg:deal-2", INVOLVES)]
    assert ([claim.property for claim in first.doubts], second.doubts) == (["direction"], ())
    closed = {of.partition(" ")[0] for step in answer.would_settle for of in step.closes}
    assert closed == {SIGHT, DEAL}, "what would settle it is of the first alone"
    assert [claim.value for claim in first.legality] == ["it broke the ban"], "that it broke nothing is no word of it"


def test_a_denial_is_no_root_of_what_it_denies_and_no_end_of_a_leg(world: World) -> None:
    place = seen(world, SIGHT, "2020-03-01")
    world.told(said(DEAL, "from", ATLANTIS, rests_on=[place]), said(DEAL, "leg", "sg:deal-3"), on="2020-06-02")
    world.told(said(DEAL, "from", ATLANTIS, stance="denies", **WORD), on="2020-06-03")
    world.told(said("sg:deal-3", "from", ATLANTIS), said("sg:deal-3", "to", LILLIPUT, stance="denies"), on="2020-06-04")
    (transfer,) = traced(world).may_be
    (sender,) = (element for element in transfer.elements if element.element == "from")
    assert (len(sender.claims), sender.roots) == (2, (place.partition("#")[0],))
    assert [(leg.from_, leg.to) for leg in transfer.legs] == [((":Xa",), ())]


def test_what_rests_on_another_sight_of_the_same_day_is_not_later(world: World) -> None:
    for event, of in ((SIGHT, DEAL), (SAME_DAY, "sg:deal-2")):
        place = seen(world, event, "2020-03-01")
        ends = [said(of, "from", ATLANTIS), said(of, "to", LILLIPUT), said(of, "goods", ARMS)] if of == DEAL else []
        world.told(said(of, "exists", basis="inference", rests_on=[place]), *ends)
    assert [(transfer.event, transfer.link) for transfer in traced(world).may_be] == [
        (DEAL, RESTS),
        ("sg:deal-2", EARLIER),
    ]
