"""What the law can say, and what an assessment makes of it: parties, conditions, force, renewals, readings, bearers."""

from __future__ import annotations

from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.queries.assessment.assess import assess
from sanctionsgraph.schema.dates import FOREVER
from sanctionsgraph.schema.outcomes import OUTCOMES, Outcome, Status

from helpers.made_world import (
    ARMS,
    ATLANTIS,
    BAN,
    BLEFUSCU,
    BUYING,
    DEAL,
    GRAIN,
    LILLIPUT,
    OIL,
    OWN_DUTY,
    RIFLES,
    Item,
    World,
    deal,
    elements,
    exemption,
    provision,
    said,
    statuses,
    step,
)

SUPPLY = {"bearer": "states", "act": "prevent-supply", "nexus": ["territory", "nationals", "flag"]}


@pytest.fixture
def world(tmp_path: Path) -> World:
    return World(tmp_path)


def supply(to: str = "sg:rebels", **changes: object) -> list[dict[str, object]]:
    """Arms from Lilliput to somebody in Atlantis."""
    return [*deal(**{"from": LILLIPUT, "to": ATLANTIS, **changes}), said(DEAL, "to", to)]


def of_kind(body: str, kind: str, basis: str = "document") -> dict[str, object]:
    return said(body, "party-kind", kind, basis=basis)


# -- who received ----------------------------------------------------------------------------------

REBELS = {"kinds": ["non-state"], "except": {"bodies": ["sg:army"], "kinds": ["government", "state-forces"]}}


@pytest.mark.parametrize(
    ("receiver", "kind", "status"),
    [
        ("sg:rebels", "armed-group", "met"),
        ("sg:rebels", "state-forces", "not met"),
        ("sg:rebels", None, "unknown"),
        ("sg:army", None, "not met"),
        ("sg:army", "armed-group", "not met"),
    ],
)
def test_who_received_is_of_the_kinds_that_are_named_and_not_left_out(
    world: World, receiver: str, kind: str | None, status: str
) -> None:
    world.law(step(direction="to", duties=[SUPPLY], recipients=REBELS)).told(*supply(receiver))
    if kind:
        world.told(of_kind(receiver, kind), on="2020-06-02")
    made = world.one()
    assert (statuses(made)["party"], made.outcome) == (status, status)


def test_a_party_that_is_only_said_to_be_of_a_kind_is_suggested(world: World) -> None:
    world.law(step(direction="to", duties=[SUPPLY], recipients=REBELS)).told(*supply())
    world.told(of_kind("sg:rebels", "armed-group", basis="official-statement"), on="2020-06-02")
    assert world.status("party") == "suggested"
    world.told(of_kind("sg:rebels", "state-forces", basis="official-statement"), on="2020-06-03")
    assert world.status("party") == "unknown", "by another's word it is one that is left out"


@pytest.mark.parametrize(
    ("receiver", "kind", "status"),
    [("sg:rebels", None, "met"), ("sg:army", None, "unknown"), ("sg:army", "government", "unknown")],
)
def test_who_received_is_listed_or_of_the_kinds_and_else_it_is_not_known(
    world: World, receiver: str, kind: str | None, status: str
) -> None:
    scope = {"kinds": ["armed-group"], "programmes": ["made-regime"]}
    world.law(step(direction="to", duties=[SUPPLY], recipients=scope), programme=JOINED).told(*supply(receiver))
    world.load("listings", listed())
    if kind:
        world.told(of_kind(receiver, kind), on="2020-06-02")
    assert world.status("party") == status


def test_a_party_that_is_shown_to_be_another_may_be_what_it_is_said_to_be_as_well(world: World) -> None:
    world.law(step(direction="to", duties=[SUPPLY], recipients={"kinds": ["armed-group"]})).told(*supply())
    world.told(of_kind("sg:rebels", "government"), of_kind("sg:rebels", "armed-group", basis="official-statement"))
    assert world.status("party") == "suggested"


def test_a_state_that_received_is_no_party_and_who_did_is_unknown(world: World) -> None:
    world.law(step(direction="to", duties=[SUPPLY], recipients={"except": {"bodies": ["sg:army"]}}))
    made = world.told(*deal(**{"from": LILLIPUT, "to": ATLANTIS})).one()
    assert elements(made)["party"].because == "no source says who received it"
    assert (made.outcome, made.touches) == ("unknown", True), "the way and the goods are claimed"


def test_a_kind_that_is_only_said_does_not_leave_a_party_out(world: World) -> None:
    world.law(step(direction="to", duties=[SUPPLY], recipients={"except": {"kinds": ["state-forces"]}}))
    world.told(*supply(), of_kind("sg:rebels", "state-forces", basis="official-statement"))
    assert world.status("party") == "unknown"


# -- listed parties with goods ---------------------------------------------------------------------


def listed(party: str = "sg:rebels", **more: object) -> dict[str, object]:
    entry = {"about": party, "list": "UN", "list_type": "Made", "entry": "entity", "name": "REBELS", "locator": "1"}
    return {
        "publishers": [{"id": "pub:made", "name": "Made Press"}],
        "reports": [
            {
                **{"id": "report:list", "title": "List", "publisher": "pub:made", "published": "2019-01-01"},
                **{"url": "https://example.org/", "seen": "primary"},
            }
        ],
        "listings": [{**entry, "listed_on": "2015-01-01", "source": "report:list", **more}],
    }


TARGETED = {"direction": "any", "designated": ["Person", "Organization"], "role": "recipient", "duties": [SUPPLY]}
JOINED = {"target": ATLANTIS, "list_types": [{"list": "UN", "type": "Made"}]}


def test_the_programme_to_which_the_law_joins_a_list_comes_before_that_of_the_file(world: World) -> None:
    world.law(step(**TARGETED), programme=JOINED).told(*supply())
    world.load("listings", listed())
    with world.graph.writing() as tx:
        tx.run("MERGE (p:Law:Programme {id: 'old-regime'}) SET p.name = 'Old regime'")
        tx.run("MATCH (l:Statement:Listing), (p:Law:Programme {id: 'old-regime'}) MERGE (l)-[:UNDER]->(p)")
    assert world.status("party") == "met"


@pytest.mark.parametrize(
    ("goods", "to", "outcome"),
    [(ARMS, "sg:rebels", "met"), (GRAIN, "sg:rebels", "not met"), (ARMS, "sg:army", "unknown")],
)
def test_a_targeted_embargo_asks_for_the_goods_and_for_the_listed_recipient(
    world: World, goods: str, to: str, outcome: str
) -> None:
    world.law(step(**TARGETED), programme=JOINED).told(*supply(to, goods=goods))
    world.load("listings", listed())
    made = world.one()
    assert made.outcome == outcome
    assert statuses(made)["object"] == ("met" if goods == ARMS else "not met")


def test_a_listed_sender_is_no_recipient(world: World) -> None:
    world.law(step(**TARGETED), programme=JOINED).told(*deal(**{"from": LILLIPUT}), said(DEAL, "from", "sg:rebels"))
    world.load("listings", listed())
    assert world.status("party") == "unknown"


@pytest.mark.parametrize(
    ("entry", "status"),
    [
        ({}, "met"),
        ({"measures": [BAN]}, "met"),
        ({"measures": ["made-regime:other"]}, "unknown"),
        ({"note": "Listed pursuant to paragraph 1 of resolution 1 (Arms)."}, "met"),
        ({"until": "2020-03-01"}, "not met"),
        ({"until": "2020-03-02"}, "met"),
        ({"until": "2020-03"}, "unknown"),
        ({"scope": "what it had on a day"}, "unknown"),
    ],
)
def test_an_entry_counts_for_its_measures_until_its_end(world: World, entry: dict[str, object], status: str) -> None:
    other = {"id": "made-regime:other", "name": "Other", "steps": [step(**TARGETED)]}
    world.law(step(**TARGETED), programme=JOINED, measures=(other,)).told(*supply())
    world.load("listings", listed(**entry))
    assert world.status("party") == status


FREEZE = [
    {"bearer": "states", "act": act, "nexus": ["territory", "nationals"]} for act in ("freeze", "withhold-assets")
]


@pytest.mark.parametrize(
    ("party", "act", "by"),
    [
        ({"to": "sg:rebels"}, "met", {"freeze": "unknown", "withhold-assets": "met"}),
        ({"to": "sg:army"}, "unknown", {"freeze": "unknown", "withhold-assets": "unknown"}),
        ({"from": "sg:rebels"}, "unknown", {"freeze": "unknown"}),
    ],
)
def test_a_freeze_lets_no_assets_reach_a_listed_party(
    world: World, party: dict[str, str], act: str, by: dict[str, str]
) -> None:
    frozen = {"direction": "any", "goods": None, "designated": ["Person", "Organization"], "role": "any"}
    world.law(step(**frozen, duties=FREEZE), programme=JOINED)
    world.told(*deal(**{"from": LILLIPUT, "to": BLEFUSCU}), *(said(DEAL, *each) for each in party.items()))
    world.load("listings", listed())
    made = world.one()
    assert (statuses(made)["act"], {b.act: str(b.outcome) for b in made.bearers if b.state == LILLIPUT}) == (act, by)


def test_paragraphs_in_the_words_of_an_entry_say_for_which_measures_it_stands(world: World) -> None:
    sections = {
        "resolutions": [
            {
                **{"id": "made:1970", "name": "Resolution 1970", "symbol": "M/1970", "adopted": "2010-01-01"},
                **{"url": "https://example.org/", "accessed": "2024-01-01"},
            }
        ],
        "provisions": [
            {
                **{"id": f"made:1970/{n}", "resolution": "made:1970", "paragraph": str(n), "force": "decides"},
                **{"summary": "S.", "since": "2010-01-01", "checked": "unchecked", "number_seen": True},
                "accessed": "2024-01-01",
            }
            for n in (15, 17)
        ],
    }
    freeze = {"id": "made-regime:freeze", "name": "Freeze", "steps": [step(**TARGETED, by=["made:1970/17"])]}
    world.law(step(**TARGETED, by=["made:1970/15"]), programme=JOINED, measures=(freeze,), **sections).told(*supply())
    world.load("listings", listed(note="Listed pursuant to paragraph 17 of resolution 1970 (Asset Freeze)."))
    assert world.status("party") == "unknown"
    assert elements(world.one(measure="made-regime:freeze"))["party"].status == "met"


def test_who_is_not_listed_himself_may_act_for_one_who_is(world: World) -> None:
    world.law(step(**TARGETED, reaches=["acts-for", "owned"]), programme=JOINED).told(*supply("sg:firm"))
    world.load("listings", listed())
    found = world.element("party")
    assert found.status == "unknown"
    assert "acts for or is owned by one that is listed is not known" in found.because


@pytest.mark.parametrize(
    ("until", "listed_on", "tied"),
    [(FOREVER, "2015-01-01", True), ("2021-01-01", "2015-01-01", False), (FOREVER, "2020-03-15", False)],
)
def test_a_tie_counts_while_it_stands_with_one_who_is_listed_on_each_of_the_days(
    world: World, until: str, listed_on: str, tied: bool
) -> None:
    world.law(step(**TARGETED, reaches=["owned"]), programme=JOINED).told(*supply("sg:firm", date="2020-03"))
    world.load("listings", listed(listed_on=listed_on))
    with world.graph.writing() as tx:
        tx.run(
            "MATCH (a:Entity {id: 'sg:firm'}), (b:Entity {id: 'sg:rebels'}) "
            f"MERGE (r:Statement:Relation {{id: 'made:owns'}}) SET r.since = '2018-01-01', r.until = '{until}', "
            "r.role = 'owned by' MERGE (r)-[:SUBJECT]->(a) MERGE (r)-[:OBJECT]->(b)"
        )
    assert ("(owned by)" in world.element("party").because) is tied


# -- forbidden unless ------------------------------------------------------------------------------

NOTICE = {"id": "notified", "kind": "notice", "by": "supplying-state", "text": "The Committee was told."}
EITHER = {
    "id": "way",
    "any": [{"id": "quiet", "kind": "no-objection", "text": "No objection."}, {"id": "papers", "text": "Papers."}],
}


def kept(condition: str, **more: object) -> dict[str, object]:
    return said(DEAL, "exemption", True, condition=f"{BAN}@2010-01-01#{condition}", **more)


def test_silence_on_a_condition_is_not_its_breach(world: World) -> None:
    made = world.law(step(unless=[NOTICE])).told(*deal()).one()
    assert made.outcome == "open"
    assert elements(made)["conditions"].because == "open: whether it was kept: The Committee was told."


@pytest.mark.parametrize(
    ("more", "outcome"),
    [
        ({}, "not met"),
        ({"basis": "official-statement"}, "open"),
        ({"stance": "denies"}, "met"),
        ({"stance": "denies", "basis": "official-statement"}, "suggested"),
        ({"stance": "doubts"}, "suggested"),
    ],
)
def test_a_condition_that_was_kept_or_not_decides(world: World, more: dict[str, object], outcome: str) -> None:
    world.law(step(unless=[NOTICE])).told(*deal(), kept("notified", **more))
    assert world.one().outcome == outcome


def test_of_alternative_conditions_one_suffices(world: World) -> None:
    world.law(step(unless=[NOTICE, EITHER])).told(*deal(), kept("notified"), kept("papers"))
    assert world.one().outcome == "not met"


def test_a_broken_alternative_leaves_the_other_open(world: World) -> None:
    world.law(step(unless=[EITHER])).told(*deal(), kept("papers", stance="denies"))
    assert world.one().outcome == "open"
    world.told(kept("quiet", stance="denies"), on="2020-07-01")
    assert world.one().outcome == "met"


@pytest.mark.parametrize(
    ("tonnes", "claims", "outcome"),
    [(500, [], "open"), (500, ["notified"], "not met"), (1500, ["notified"], "met"), (1500, [], "met")],
)
def test_a_ceiling_and_a_condition_are_both_asked(world: World, tonnes: int, claims: list[str], outcome: str) -> None:
    cap = {"number": 1000, "unit": "tonnes", "months": 12, "from": "2010-01-01"}
    world.law(step(cap=cap, unless=[NOTICE]))
    world.told(*deal(), said(DEAL, "quantity", tonnes, unit="tonnes"), *(kept(condition) for condition in claims))
    assert world.one().outcome == outcome


# -- exemptions ------------------------------------------------------------------------------------


def test_an_exemption_for_a_recipient_is_shown_by_the_event(world: World) -> None:
    relief = exemption(conditions=[], recipients={"kinds": ["un-mission"]})
    world.law(step(direction="to", duties=[SUPPLY]), exemptions=(relief,)).told(*supply())
    assert world.one().outcome == "met"
    world.told(of_kind("sg:rebels", "un-mission"), on="2020-06-02")
    assert world.one().outcome == "exempt"


def test_each_alternative_condition_can_excuse(world: World) -> None:
    relief = exemption(conditions=[EITHER])
    world.law(step(), exemptions=(relief,))
    world.told(*deal(), said(DEAL, "exemption", True, condition="made-regime:relief#papers"))
    assert world.one().outcome == "exempt"


@pytest.mark.parametrize(("acts", "outcome"), [([], "exempt"), (["cease-export"], "exempt"), (["freeze"], "met")])
def test_one_exemption_is_from_all_measures_of_a_programme_with_such_a_duty(
    world: World, acts: list[str], outcome: str
) -> None:
    relief = exemption(id="made:shared", programmes=["made-regime"], acts=acts, conditions=[NOTICE])
    other = {"id": "made-regime:other", "name": "Other", "steps": [step()]}
    freeze = {"bearer": "states", "act": "freeze", "nexus": []}
    world.law(step(until="2015-01-01", duties=[freeze]), step("2015-01-01"), measures=(other,))
    world.load("law", {"exemptions": [relief]})
    world.told(*deal(), said(DEAL, "exemption", True, condition="made:shared#notified"))
    assert {made.outcome for made in assess(world.graph, DEAL).assessments} == {outcome}


LEAVE = {"id": "leave", "kind": "approval", "by": "committee", "text": "The Committee approved."}
RELIEVED = "made-regime:relief"


@pytest.mark.parametrize(
    ("conditions", "also", "outcome"),
    [
        ([NOTICE], [], "open"),
        ([NOTICE], [said(DEAL, "exemption", True, condition=f"{RELIEVED}#notified")], "exempt"),
        ([NOTICE], [said(DEAL, "exemption", True, condition=f"{RELIEVED}#notified", stance="denies")], "met"),
        ([NOTICE, LEAVE], [], "met"),
        ([{"id": "way", "any": [NOTICE, LEAVE]}], [], "open"),
    ],
)
@pytest.mark.parametrize(("kind", "made_for_it"), [("state-forces", True), ("armed-group", False), (None, False)])
def test_silence_on_the_conditions_of_an_exemption_for_such_parties_is_not_their_breach(
    tmp_path: Path, conditions: list[Item], also: list[Item], outcome: str, kind: str | None, made_for_it: bool
) -> None:
    relief = exemption(id=RELIEVED, conditions=conditions, recipients={"kinds": ["state-forces"]})
    world = World(tmp_path).law(step(direction="to", duties=[SUPPLY]), exemptions=(relief,))
    world.told(*supply("sg:army"), *([of_kind("sg:army", kind)] if kind else []), *also)
    if kind is None and outcome == "exempt":
        outcome, made_for_it = "contested", True
    assert world.one().outcome == (outcome if made_for_it else "met")


def test_what_a_step_leaves_out_is_not_asked_for_an_exemption(world: World) -> None:
    world.law(step(**{"except": [RIFLES]}), exemptions=(exemption(),)).told(*deal(goods=RIFLES))
    assert world.one().outcome == "not met"


# -- force, renewal, readings ----------------------------------------------------------------------


def test_what_a_paragraph_allows_is_permitted_and_breaks_nothing(world: World) -> None:
    inspect = {"bearer": "states", "act": "inspect", "nexus": []}
    made = world.law(step(by=["made:1/4"], duties=[inspect])).told(*deal()).one()
    assert (made.outcome, made.bearers) == ("permitted", ())
    assert "binds nobody" in elements(made)["in-force"].because
    assert world.told(*deal("sg:deal-2", goods=GRAIN), on="2020-06-03").one("sg:deal-2").outcome == "not met"


@pytest.mark.parametrize(
    ("renewed", "status"),
    [
        ([], "unknown"),
        (["2020-02-01"], "unknown"),
        (["2020-03-01"], "unknown"),
        (["2020-03-02"], "met"),
        (["2020-02-01", "2021-02-01"], "met"),
    ],
)
def test_a_measure_is_known_to_stand_until_its_last_renewal(world: World, renewed: list[str], status: str) -> None:
    days = ["2019-01-01", *renewed]
    renewals = [
        {"by": ["made:1/2"], "since": before, "until": until, "measures": [BAN]}
        for before, until in zip(days, renewed, strict=False)
    ]
    made = world.law(step(), ban={"expires": days[0]}, renewals=renewals).told(*deal()).one()
    assert statuses(made)["in-force"] == status
    assert bool(made.warnings) == (status == "unknown")
    if made.warnings:
        assert "a renewal after that is not in the graph" in made.warnings[0]


READINGS = [
    {"id": "made:back", "name": "It came back", "event": "sg:dispute", "holds": True},
    {"id": "made:ended", "name": "It had ended", "event": "sg:dispute", "holds": False},
]


@pytest.mark.parametrize(
    ("goods", "other", "outcome"),
    [(ARMS, [ARMS], "met"), (ARMS, [GRAIN], "contested (law)"), (OIL, [GRAIN], "not met")],
)
def test_where_readings_differ_the_law_is_contested_and_else_it_is_not(
    world: World, goods: str, other: list[str], outcome: str
) -> None:
    world.law(step(reading="made:back"), step(reading="made:ended", goods=other), readings=READINGS)
    world.told(*deal(goods=goods), said("sg:dispute", "in-force", True))
    made = world.one()
    assert made.outcome == outcome
    if outcome == "contested (law)":
        assert "It came back: met; It had ended: not met" in elements(made)["in-force"].because


def test_a_state_that_reads_a_paragraph_otherwise_contests_the_law(world: World) -> None:
    read = said(DEAL, "application", "it covers this", condition="made:1/1", basis="official-statement")
    world.law().told(*deal(), read)
    assert (world.one().outcome, world.status("application")) == ("met", "met")
    other = said(DEAL, "application", "it does not", condition=BAN, stance="denies", basis="official-statement")
    world.told(other, on="2020-07-01", speaker="sg:envoy")
    made = world.one()
    assert made.outcome == "contested (law)"
    assert "held by Envoy" in elements(made)["application"].because


# -- bearers ---------------------------------------------------------------------------------------


def test_each_bearer_has_its_own_outcome(world: World) -> None:
    world.law(step(duties=[OWN_DUTY, BUYING])).told(*deal(to={"basis": "official-statement"}))
    made = world.one()
    assert {(b.state, b.act, str(b.outcome)) for b in made.bearers} == {
        (ATLANTIS, "cease-export", "met"),
        (LILLIPUT, "prohibit-procurement", "suggested"),
    }
    assert (made.outcome, made.whose()) == ("met", ":Xa")
    assert "That is for :Xa." in made.sentence
    world.told(said(DEAL, "place", LILLIPUT, basis="official-statement"), on="2020-07-01")
    (buyer,) = (bearer for bearer in world.one().bearers if bearer.state == LILLIPUT)
    assert buyer.link.startswith("the State that acts: "), "of ways that are carried alike the first is given"


def test_where_no_one_is_bound_as_strongly_as_all_together_the_act_is_that_of_the_outcome(world: World) -> None:
    inspect = {"bearer": "states", "act": "inspect", "nexus": ["territory"]}
    word = {"basis": "official-statement"}
    world.law(step(duties=[{**BUYING, "nexus": ["flag"]}, inspect]))
    world.told(*deal(to=word), said(DEAL, "place", BLEFUSCU), said(DEAL, "omission", BLEFUSCU, **word))
    made = world.one()
    assert {(b.state, str(b.status), str(b.outcome)) for b in made.bearers} >= {
        (LILLIPUT, "suggested", "suggested"),
        (BLEFUSCU, "met", "suggested"),
    }
    assert (made.outcome, statuses(made)["act"], statuses(made)["nexus"]) == ("suggested", "met", "suggested")


def test_each_of_several_states_that_are_aimed_at_has_its_own_duty_by_its_own_part(world: World) -> None:
    world.law(step(), programme={"targets": [ATLANTIS, BLEFUSCU]}).told(*deal())
    world.told(said(DEAL, "from", BLEFUSCU, basis="official-statement"), on="2020-07-01")
    outcomes = {bearer.state: str(bearer.outcome) for bearer in world.one().bearers}
    assert outcomes == {ATLANTIS: "met", BLEFUSCU: "suggested"}


@pytest.mark.parametrize(("bearer", "outcomes"), [(LILLIPUT, ["suggested"]), (ATLANTIS, ["met"]), (BLEFUSCU, [])])
def test_one_bearer_is_asked_about(world: World, bearer: str, outcomes: list[str]) -> None:
    world.law(step(duties=[OWN_DUTY, BUYING])).told(*deal(to={"basis": "official-statement"}))
    answer = assess(world.graph, DEAL, bearer=bearer)
    assert [str(made.outcome) for made in answer.assessments] == outcomes
    assert answer.bearer == bearer
    # The link to the duty is that of the State asked about, and explains its outcome.
    links = [elements(made)["nexus"] for made in answer.assessments]
    assert [str(link.status) for link in links] == outcomes
    assert {claim for link in links for claim in link.claims} <= answer.claims.keys()


def test_the_outcome_of_one_bearer_is_that_of_the_duty_that_it_broke_most_surely(world: World) -> None:
    inspect = {"bearer": "states", "act": "inspect", "nexus": ["territory"]}
    world.law(step(duties=[BUYING, inspect])).told(*deal(), said(DEAL, "place", LILLIPUT))
    (made,) = assess(world.graph, DEAL, measure=BAN, bearer=LILLIPUT).assessments
    assert sorted(str(bearer.outcome) for bearer in made.bearers) == ["met", "unknown"]
    assert made.outcome == "met"


def test_what_came_from_abroad_is_linked_though_its_sender_is_not_known(world: World) -> None:
    world.law(step(direction="to", duties=[SUPPLY])).told(*deal(**{"from": None, "to": ATLANTIS}))
    assert world.status("nexus") == "unknown"
    world.told(said(DEAL, "from", "abroad"), on="2020-07-01")
    made = world.one()
    assert (statuses(made)["nexus"], made.outcome, made.whose()) == ("met", "met", "")


def test_the_state_of_transit_is_bound_by_its_territory(world: World) -> None:
    world.law(step(direction="to", duties=[{**SUPPLY, "bearer": "transit-states"}]))
    world.told(*deal(**{"from": LILLIPUT, "to": ATLANTIS}), said(DEAL, "transit", BLEFUSCU))
    assert [bearer.state for bearer in world.one().bearers] == [BLEFUSCU]


def test_origin_counts_where_the_paragraph_says_so(world: World) -> None:
    other = {"id": "made-regime:other", "name": "Other", "steps": [step(duties=[BUYING])]}
    world.law(step(duties=[BUYING], origin=True), measures=(other,))
    world.told(*deal(**{"from": BLEFUSCU, "to": LILLIPUT}), said(DEAL, "origin", ATLANTIS))
    assert world.one().outcome == "met"
    assert world.one(measure="made-regime:other").outcome == "not met"


def test_a_new_act_and_bearer_are_rows_of_data(world: World) -> None:
    acts = [
        {"id": "stamp", "name": "stamp", "events": ["Transfer"], "shown_by": "omission", "answered_by": ["stamped"]}
    ]
    bearers = [{"id": "islands", "name": "islands", "who": "named", "through": ["place"]}]
    duty = {"bearer": "islands", "act": "stamp", "nexus": [], "states": [BLEFUSCU]}
    world.law(step(duties=[duty]), acts=acts, bearers=bearers)
    world.told(*deal(), said(DEAL, "place", BLEFUSCU), said(DEAL, "omission", "no stamp"))
    made = world.one()
    assert (made.outcome, [bearer.state for bearer in made.bearers]) == ("met", [BLEFUSCU])


# -- how far it went, and what was done ------------------------------------------------------------


@pytest.mark.parametrize(
    ("attempts", "stage", "status"),
    [
        (None, None, "met"),
        (True, "attempted", "met"),
        (True, "stopped", "met"),
        (True, "planned", "unknown"),
        (True, "planned stopped", "met"),
        (False, "stopped", "not met"),
        (None, "stopped", "unknown"),
        (False, "completed", "met"),
    ],
)
def test_how_far_an_act_went_counts_as_the_paragraph_says(
    world: World, attempts: bool | None, stage: str | None, status: str
) -> None:
    world.law(step(attempts=attempts)).told(*deal(), *(said(DEAL, "stage", each) for each in (stage or "").split()))
    assert world.status("act") == status


def test_what_was_stopped_counts_while_a_paragraph_has_it_seized(world: World) -> None:
    world.law(step(en_route=["made:1/2"]), provisions=[provision("1"), provision("2", until="2020-06-01")])
    world.told(*deal(), said(DEAL, "stage", "stopped"))
    act = elements(world.one())["act"]
    assert (act.status, "1 para. 2 has such items seized" in act.because) == ("met", True)
    world.told(*deal("sg:deal-2", date="2020-06-01"), said("sg:deal-2", "stage", "stopped"))
    assert world.status("act", "sg:deal-2") == "unknown"
    world.told(*deal("sg:deal-3"), said("sg:deal-3", "stage", "attempted"))
    assert world.status("act", "sg:deal-3") == "unknown"


@pytest.mark.parametrize(
    ("place", "exporter", "buyer"),
    [(None, "unknown", "unknown"), (BLEFUSCU, "met", "unknown"), (ATLANTIS, "unknown", "unknown")],
)
def test_what_was_stopped_after_it_left_was_exported(
    world: World, place: str | None, exporter: str, buyer: str
) -> None:
    world.law(step(duties=[OWN_DUTY, BUYING])).told(*deal(), said(DEAL, "stage", "stopped"))
    if place:
        world.told(said(DEAL, "place", place), on="2020-07-01")
    outcomes = {bearer.act: str(bearer.outcome) for bearer in world.one().bearers}
    assert outcomes == {"cease-export": exporter, "prohibit-procurement": buyer}


def test_how_surely_it_had_left_is_how_surely_it_was_exported(world: World) -> None:
    world.law(step(duties=[OWN_DUTY])).told(*deal(), said(DEAL, "stage", "stopped"))
    world.told(said(DEAL, "transit", BLEFUSCU, basis="official-statement"), on="2020-07-01")
    assert world.one().outcome == "suggested"


def test_what_a_state_seizes_before_it_leaves_it_has_prevented(world: World) -> None:
    world.law(step(direction="to", duties=[SUPPLY], en_route=["made:1/1"]))
    world.told(*deal(**{"from": LILLIPUT, "to": ATLANTIS}), said(DEAL, "stage", "stopped"))
    world.told(said(DEAL, "place", LILLIPUT), on="2020-07-01")
    assert world.one().outcome == "met", "that it was seized there is not shown"
    world.told(said(DEAL, "compliance", "seized"), on="2020-07-02")
    assert world.one().outcome == "not met"
    world.told(said(DEAL, "transit", BLEFUSCU), on="2020-07-03")
    assert world.one().outcome == "met", "it had left, and was brought back"
    stopped = [said("sg:deal-2", "stage", "stopped"), said("sg:deal-2", "compliance", "seized")]
    world.told(*deal("sg:deal-2", **{"from": LILLIPUT, "to": ATLANTIS}), *stopped)
    world.told(said("sg:deal-2", "place", LILLIPUT, basis="official-statement"), on="2020-07-04")
    assert world.one("sg:deal-2").outcome == "met", "that it was there is no more than said"


def test_a_paragraph_that_reaches_attempts_reaches_what_never_left(world: World) -> None:
    world.law(step(direction="to", duties=[SUPPLY], attempts=True))
    world.told(*deal(**{"from": LILLIPUT, "to": ATLANTIS}), said(DEAL, "stage", "stopped"))
    world.told(said(DEAL, "place", LILLIPUT), said(DEAL, "compliance", "seized"), on="2020-07-01")
    assert world.one().outcome == "met"


@pytest.mark.parametrize(
    ("basis", "also", "status"),
    [("document", False, "not met"), ("official-statement", False, "unknown"), ("document", True, "unknown")],
)
def test_what_was_planned_and_is_shown_not_to_have_taken_place_is_not_met(
    world: World, basis: str, also: bool, status: str
) -> None:
    world.law().told(*deal(exists=None), said(DEAL, "stage", "planned"))
    world.told(said(DEAL, "exists", True, stance="denies", basis=basis), on="2020-07-01")
    if also:
        world.told(said(DEAL, "exists", True, basis="official-statement"), on="2020-07-02")
    assert world.status("act") == status


def test_a_duty_that_was_carried_out_is_answered(world: World) -> None:
    inspect = {"bearer": "states", "act": "inspect", "nexus": []}
    world.law(step(duties=[inspect])).told(*deal(), said(DEAL, "compliance", "inspected"))
    assert world.one().outcome == "not met"
    world.told(said(DEAL, "omission", "nobody looked"), on="2020-07-01")
    assert world.status("act") == "contested"


def test_what_lasted_falls_under_a_step_of_some_of_its_days(world: World) -> None:
    world.law(step(since="2019-01-01")).told(*deal(date=None), said(DEAL, "period", "2017/2020"))
    made = world.one()
    assert (made.outcome, made.on) == ("met", "2019-01-01/2020-12-31")
    world.told(*deal("sg:deal-2", date="2017/2020"), on="2020-07-01")
    assert world.one("sg:deal-2").outcome == "unknown"


@pytest.mark.parametrize(
    ("steps", "relief", "outcome"),
    [
        ((step(until="2018-01-01"), step("2018-01-01", goods=[GRAIN])), (), "met"),
        # An exemption reaches to the last day of the step.
        ((step(until="2018-01-01"),), ({"until": "2018-01-01"},), "exempt"),
        # It ends while the second step stands.
        ((step(until="2018-01-01"), step("2018-01-01")), ({"until": "2019-01-01"},), "contested"),
    ],
)
def test_what_lasted_comes_to_the_strongest_of_its_parts(
    world: World, steps: tuple[dict[str, object], ...], relief: tuple[dict[str, object], ...], outcome: str
) -> None:
    world.law(*steps, exemptions=tuple(exemption(**each) for each in relief))
    shown = [said(DEAL, "exemption", True, condition=f"made-regime:relief#{it}") for it in ("asked", "granted")]
    world.told(*deal(date=None), said(DEAL, "period", "2017/2020"), *(shown if relief else []))
    assert world.one().outcome == outcome


# -- annexes, parts of a State ---------------------------------------------------------------------


def test_an_annex_names_what_it_named_on_the_day(world: World) -> None:
    versions = [{"since": "2010-01-01", "goods": [ARMS]}, {"since": "2020-02-01", "goods": [GRAIN]}]
    world.law(
        step(goods=None, annexes=["made:annex"]), annexes=[{"id": "made:annex", "name": "A", "versions": versions}]
    )
    world.told(*deal(date="2020-01-31"), *deal("sg:deal-2"), *deal("sg:deal-3", goods=GRAIN))
    assert [str(world.one(event).outcome) for event in (DEAL, "sg:deal-2", "sg:deal-3")] == ["met", "not met", "met"]


@pytest.mark.parametrize(
    ("to", "outcome"), [("sg:delta", "met"), (ATLANTIS, "unknown"), ("sg:firm", "unknown"), (BLEFUSCU, "not met")]
)
def test_a_part_of_a_state_is_known_of_itself_alone(world: World, to: str, outcome: str) -> None:
    world.law(step(direction="to", area=["sg:delta"], duties=[SUPPLY])).told(*deal(**{"from": LILLIPUT, "to": to}))
    assert world.one().outcome == outcome


def test_a_regime_without_a_state_asks_for_no_way(world: World) -> None:
    programme = {"list_types": [{"list": "UN", "type": "Made"}]}
    world.law(step(**TARGETED), programme=programme).told(*supply())
    world.load("listings", listed())
    made = world.one()
    assert (made.outcome, made.whose()) == ("met", ":Xb")


# -- the table and the sentence of what is not shown -----------------------------------------------


def test_there_is_one_table_of_outcomes() -> None:
    assert set(OUTCOMES) == set(Outcome)
    assert {str(status) for status in Status} == {str(o) for o in Outcome} - {"exempt", "permitted"}


def test_an_event_that_touches_nothing_is_told_why(graph: sg.Graph, tmp_path: Path) -> None:
    world = World(tmp_path, graph)
    other = {"id": "made-regime:other", "name": "Other", "steps": [step(threshold="It was found.")]}
    world.law(step(), measures=(other,)).told(*deal(goods=GRAIN))
    (why,) = assess(graph, DEAL).touched().untouched
    assert why.sentence == "Of 2 measures that stood then none is known to cover Deal: 2 by goods (not met)."
    world.told(*deal("sg:deal-2", exists=None), on="2020-07-01")
    told = " ".join(str(assess(graph, "sg:deal-2").touched()).split())
    assert "by act (unknown). No claim says that it took place (`exists`)." in told
