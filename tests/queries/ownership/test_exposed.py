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
    assert "2 unlisted things under a freeze on 20 Jul 2024, of 5 below something listed" in str(answer)


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
