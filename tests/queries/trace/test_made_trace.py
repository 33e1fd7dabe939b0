"""Traces in a made-up world: what an example of the shipped case does not tell apart."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from sanctionsgraph.queries.assessment.regime import Regimes
from sanctionsgraph.queries.evidence import statements
from sanctionsgraph.queries.evidence.ranking import LawClass
from sanctionsgraph.queries.evidence.reader import EvidenceReader
from sanctionsgraph.queries.trace.answer import EARLIER, INVOLVES, RESTS, NamedValue, StationAcross, Trace
from sanctionsgraph.queries.trace.border import meetings_before, observations_after
from sanctionsgraph.queries.trace.law import heaviest, steps_touched
from sanctionsgraph.queries.trace.trace import trace
from sanctionsgraph.schema.dates import LATEST

from helpers.made_world import ARMS, ATLANTIS, BLEFUSCU, DEAL, LILLIPUT, Item, World, deal, exemption, said, step

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


@pytest.mark.parametrize(
    ("dates", "on"),
    [(["2020-03"], "2020-03-31"), (["2020-03-05"], "2020-03-05"), (["2020-03-01", "2020-04-01"], "2020-04-01")],
)
def test_the_last_day_that_is_claimed_of_a_transfer_selects_its_law(world: World, dates: list[str], on: str) -> None:
    place = seen(world, SIGHT, "2020-01-01")
    world.told(*deal(date=None, exists={"rests_on": [place]}), *(said(DEAL, "date", day) for day in dates))
    assert [measure.on for measure in traced(world).forbidden_by] == [on]


@pytest.mark.parametrize(
    ("law", "ends", "touched"),
    [
        (step(direction="both"), {}, True),
        (step(direction="to"), {}, False),
        (step(), {"from": {"stance": "denies"}}, False),
    ],
)
def test_a_measure_touches_what_is_claimed_to_go_its_way(tmp_path: Path, law: Item, ends: Item, touched: bool) -> None:
    ended = exemption(until="2015-01-01")
    world = World(tmp_path).law(law, exemptions=(ended, exemption(id="made-regime:waiver", name="Waiver")))
    world.told(*deal(**ends), said(DEAL, "from", BLEFUSCU))
    measures = trace(world.graph, DEAL).forbidden_by
    names = [exempt.name for measure in measures for exempt in measure.exemptions]
    assert names == (["Waiver"] if touched else []), "an exemption that has ended is none"


def test_of_several_measures_the_heaviest_is_the_class_of_the_law(world: World) -> None:
    duty = step(duties=[{"bearer": "states", "act": "inspect", "nexus": []}])
    second = {"id": "made-regime:inspection", "name": "Inspection", "steps": [duty]}
    world.law(step(), measures=(second,)).told(*deal())
    claims = EvidenceReader(world.graph, LATEST).claims([DEAL])[DEAL]
    assert heaviest(steps_touched(Regimes(world.graph, LATEST), claims, "2020-03-01", {})) is LawClass.FORBIDDEN


class Rows:
    """A reader that has rows for two statements, and notes what it is asked."""

    def __init__(self, rows: dict[type, list[object]]) -> None:
        self._rows, self.asked = rows, dict[str, object]()
        self.citations = SimpleNamespace(number=lambda report: 1)

    def read_as(self, model: type, cypher: str, **asked: object) -> list[object]:
        self.asked |= asked
        return self._rows[model]


def test_meetings_of_sixty_days_are_before_and_their_records_narrow_each_other() -> None:
    def record(statement: str, earliest: str, latest: str) -> statements.MeetingRecord:
        return statements.MeetingRecord("sg:trip", "Trip", ["Trip"], statement, earliest, latest, [], "r", [], [])

    holders = [statements.OfficeHolder(ATLANTIS, "sg:scribe"), statements.OfficeHolder(LILLIPUT, "sg:envoy")]
    records = [record("a", "2020-01-05", "2020-01-10"), record("b", "2020-01-10", "2020-01-12")]
    reader = Rows({statements.OfficeHolder: holders, statements.MeetingRecord: records})
    across = StationAcross("sg:pier", "Pier", (NamedValue(LILLIPUT, "Xb"),), (), (), (), (), ())
    (meeting,) = meetings_before(cast(EvidenceReader, reader), [ATLANTIS], [across], "2020-03-01")
    assert (meeting.date, meeting.days_before, reader.asked["after"]) == ("2020-01-10", 51, "2020-01-01")


def test_what_was_seen_on_no_single_day_is_not_after_a_meeting() -> None:
    rows = [
        statements.LaterObservation(SIGHT, "Sight", day, "2020-02-01", PIER, "r") for day in ("2020-03", "2020-03-01")
    ]
    reader = cast(EvidenceReader, Rows({statements.LaterObservation: rows}))
    assert [(seen.date, seen.days_after) for seen in observations_after(reader, "sg:trip")] == [("2020-03-01", 29)]
