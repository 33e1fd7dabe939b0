"""Exposure over a data set: the same as asking of each thing, and what is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.ownership.exposed import REACHED, exposed
from sanctionsgraph.queries.ownership.exposure import exposure

from helpers import ftm_file
from helpers.engines import ENGINES, empty_on
from helpers.small_graph import small_graph
from helpers.snapshots import filled

NOW = "2024-07-20"


def sanction(of: str) -> ftm_file.Entity:
    stated = {"entity": of, "authority": "US", "authorityId": f"US-{of}", "program": "TEST"}
    return ftm_file.entity(f"s-{of}", "Sanction", listingDate="2007-01-01", **stated)


def own(owner: str, owned: str, share: str) -> ftm_file.Entity:
    dates = {"startDate": "2010-01-01"}
    return ftm_file.entity(f"o-{owner}-{owned}", "Ownership", owner=owner, asset=owned, percentage=share, **dates)


@pytest.fixture(scope="module", params=ENGINES)
def g(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[sg.Graph]:
    folder = tmp_path_factory.mktemp("exposed")
    companies = [
        ftm_file.entity(id_, "Company", name=f"Firm {id_}") for id_ in ("half", "small", "below", "free", "lc")
    ]
    people = [ftm_file.entity(id_, name=f"Person {id_}") for id_ in ("listed", "other", "friend")]
    ship = ftm_file.entity("ship", "Vessel", name="Ship")
    owned = [
        *(own("listed", "half", "50"), own("half", "ship", "100"), own("listed", "small", "10")),
        *(own("other", "small", "90"), own("small", "below", "100"), own("other", "free", "100")),
        *(own("listed", "lc", "100"), own("listed", "friend", "100")),
    ]
    made = [*companies, *people, ship, sanction("listed"), sanction("lc"), *owned]
    second = [ftm_file.entity("half", "Company", name="Firm half"), ftm_file.entity("apart", "Company", name="Apart")]
    rows = [{**row, "last_seen": "2024-07-01T00:00:00"} for row in made]
    opened = empty_on(request)
    with opened:
        load(opened, "ftm", ftm_file.write(folder / "first.ftm.json", map(json.dumps, rows)), edition="2024-07-01")
        load(opened, "ftm", ftm_file.write(folder / "second.ftm.json", second), edition="2024-07-01")
        yield opened


def test_what_a_rule_reaches_with_the_chain(g: sg.Graph) -> None:
    answer = exposed(g, on=NOW, rule="us-50")
    assert [(thing.what.name, thing.what.kind) for thing in answer] == [("Firm half", "Company"), ("Ship", "Vessel")]
    ship = answer.rows()[1]
    assert ship["status"] == "met"
    assert ship[
        "chain"
    ] == "Firm half owns 100 % of Ship; Person listed owns 50 % of Firm half" or "Person listed" in str(ship["chain"])
    assert len(ship["statements"]) == 2
    assert answer.looked_at == 5
    assert "2 unlisted entities under a freeze on 20 Jul 2024, of 5 below something listed" in str(answer)


def test_it_is_what_each_thing_answers(g: sg.Graph) -> None:
    answer = exposed(g, on=NOW)
    reached = {(thing.what.id, by.rule): by.status for thing in answer for by in thing.rules}
    names = ("half", "small", "below", "free", "lc", "ship")
    alone = {
        (thing.id, by.rule): by.status
        for thing in (g.find(f"ftm:{name}")[0] for name in names)
        for by in exposure(g, thing.id, on=NOW).rules
        if by.status in REACHED
    }
    assert reached == alone


def test_of_one_data_set(g: sg.Graph) -> None:
    (only,) = exposed(g, "ftm:second", on=NOW, rule="us-50")
    assert only.what.name == "Firm half"
    assert not exposed(g, "ftm:first", on="2009-01-01", rule="us-50")
    with pytest.raises(sg.NotFound, match="no data set 'ftm:third'"):
        exposed(g, "ftm:third")
    with pytest.raises(sg.NotFound, match="rule"):
        exposed(g, rule="none")


def test_the_file_of_rules_may_be_another(g: sg.Graph, tmp_path: Path) -> None:
    with pytest.raises(sg.InputError):
        exposed(g, file=tmp_path / "none.yaml")


#: A listed line owns some ships, as reports say; a list of the US and one of the UN name it.
CLAIMED = """
line :Company
fleet :Company
s :PublicBody
r :Report
un :Listing list=UN listType=DPRK reference=K1 listedOn=2019-01-01 ABOUT>line IN>r
us :Listing list=US listType=TEST reference=U1 listedOn=2019-01-01 ABOUT>line IN>r
owned :Vessel
leased :Vessel
rumoured :Vessel
denied :Vessel
operated :Vessel
later :Vessel
under :Vessel
c1 :Claim property=owner ABOUT>owned VALUE>line SAID_BY>s IN>r
c2 :Claim property=owner ABOUT>fleet VALUE>line SAID_BY>s IN>r
c3 :Claim property=owner ABOUT>under VALUE>fleet SAID_BY>s IN>r
c4 :Claim property=owner stance=suggests ABOUT>rumoured VALUE>line SAID_BY>s IN>r
c5 :Claim property=owner stance=denies ABOUT>denied VALUE>line SAID_BY>s IN>r
c6 :Claim property=operator ABOUT>operated VALUE>line SAID_BY>s IN>r
c7 :Claim property=owner since=2030-01-01 ABOUT>later VALUE>line SAID_BY>s IN>r
c8 :Claim property=manager ABOUT>leased VALUE>line SAID_BY>s IN>r
"""


def test_an_owner_whom_a_report_names_suggests_exposure_where_no_share_is_needed(graph: sg.Graph) -> None:
    filled(graph, small_graph(CLAIMED))
    answer = exposed(graph, on="2024-03-01", as_of="2024-03-01", rule="un-dprk-freeze")
    reached = {thing.what.id: [(by.status, len(by.hops)) for by in thing.rules] for thing in answer}
    assert reached == {
        "fleet": [("suggested", 1)],
        "owned": [("suggested", 1)],
        "rumoured": [("suggested", 1)],
        "under": [("suggested", 2)],
    }
    assert answer.unknown == ()
    assert {row["statements"][0] for row in answer.rows()} == {"c1", "c2", "c3", "c4"}


def test_without_a_share_a_rule_that_asks_for_one_stays_unknown_and_says_what_is_missing(graph: sg.Graph) -> None:
    filled(graph, small_graph(CLAIMED))
    answer = exposed(graph, on="2024-03-01", as_of="2024-03-01", rule="us-50")
    assert len(answer) == 0
    assert [thing.what.id for thing in answer.unknown] == ["fleet", "owned", "rumoured", "under"]
    for thing in answer.unknown:
        assert "listed owners hold at least 0 % and at most 100 %" in thing.rules[0].because
    assert "of 4 it is unknown" in str(answer)
    assert exposure(graph, "owned", on="2024-03-01", as_of="2024-03-01", rule="us-50").rules[0].status == "unknown"


def test_who_is_listed_alone_is_counted_and_an_empty_answer_says_what_to_load(graph: sg.Graph) -> None:
    filled(graph, small_graph(CLAIMED, "+l2 :Listing list=UN listType=DPRK reference=K2 ABOUT>owned IN>r"))
    answer = exposed(graph, on="2024-03-01", as_of="2024-03-01", rule="un-dprk-freeze")
    assert (answer.listed, answer.looked_at, "owned" in {thing.what.id for thing in answer}) == (1, 4, False)
    assert "Load who owns what" in str(exposed(graph, on="2018-01-01", as_of="2018-01-01"))
