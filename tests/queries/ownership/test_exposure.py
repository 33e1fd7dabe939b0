"""Exposure through ownership and control: the examples of OFAC's own answers, shares, dates, listings, on both engines.

The owners are made up; they come in as FollowTheMoney, as a data set would bring them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import nextafter
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load as load_file
from sanctionsgraph.queries.ownership.exposure import exposure
from sanctionsgraph.queries.ownership.holdings import Holding, at_least, least_share
from sanctionsgraph.queries.ownership.rule_answer import RuleAnswer, ShareRange
from sanctionsgraph.queries.ownership.rules import SHIPPED, rules
from sanctionsgraph.schema.errors import InputError

from helpers import eu_file, ofac_file, uk_file, un_file
from helpers.engines import ENGINES, empty_neo4j

#: A day for which the newest edition still speaks.
NOW = "2024-07-20"
#: The day of the set of owners, and of the lists beside it.
EDITION = "2024-07-01"
US, EU, UK, UN = "us-50", "eu-freeze", "uk-freeze", "un-dprk-freeze"
START = {"startDate": ["2010-01-01"]}
#: Owner, owned, share. X and Y are listed; Z is not. The letters of a company begin with the case that it is of.
OWNED = [
    ("x", "one-a", "50"),
    ("one-a", "one-b", "50"),
    ("x", "two-a", "50"),
    ("x", "two-b", "50"),
    ("two-a", "two-c", "25"),
    ("two-b", "two-c", "25"),
    ("x", "three-a", "50"),
    ("x", "three-b", "10"),
    ("three-a", "three-b", "40"),
    ("x", "four-a", "25"),
    ("z", "four-a", "75"),
    ("x", "four-b", "25"),
    ("z", "four-b", "75"),
    ("four-a", "four-c", "50"),
    ("four-b", "four-c", "50"),
    ("x", "both", "25"),
    ("y", "both", "25"),
    ("z", "both", "50"),
    ("x", "most", "51"),
    ("z", "most", "49"),
    ("x", "whole", "100"),
    ("x", "some", None),
    ("x", "range", "25-60"),
    ("z", "range", "40"),
    ("z", "free", "60"),
    ("x", "loop-a", "60"),
    ("loop-a", "loop-b", "60"),
    ("loop-b", "loop-a", "40"),
]


def entity(id_: str, schema: str, **properties: list[str]) -> dict[str, Any]:
    return {"id": id_, "schema": schema, "caption": properties.get("name", [id_])[0], "properties": properties}


def sanction(of: str, list_: str, listed: str | None, program: str = "TEST") -> dict[str, Any]:
    stated = {"listingDate": [listed]} if listed else {}
    given = {"entity": [of], "authority": [list_], "authorityId": [f"{list_}-{of}"], "program": [program]}
    return entity(f"s-{list_}-{of}", "Sanction", **given, **stated)


def own(owner: str, owned: str, share: str | None, **dates: list[str]) -> dict[str, Any]:
    stated = {"percentage": [share]} if share else {}
    return entity(f"own-{owner}-{owned}", "Ownership", owner=[owner], asset=[owned], **stated, **dates)


def data() -> list[dict[str, Any]]:
    made = [entity(p, "Person", name=[f"Person {p.upper()}"]) for p in ("x", "y", "z")]
    companies = {owned for _, owned, _ in OWNED} | {"past", "unclear", "undated", "led", "joint", "orphan"}
    made += [entity(name, "Company", name=[f"Company {name}"]) for name in sorted(companies)]
    for list_ in ("US", "EU", "UK"):
        made += [sanction("x", list_, "2007-01-01"), sanction("y", list_, "2015-05-05")]
    made.append(sanction("x", "UN", "2007-01-01", "DPRK"))
    made.append(sanction("y", "UN", "2007-01-01", "Other"))
    for person, measure in (("w", "Travel ban"), ("frozen", "Asset freeze")):
        made += [entity(person, "Person", name=[f"Person {person}"]), sanction(person, "EU", "2007-01-01")]
        made[-1]["properties"]["provisions"] = [measure]
    made += [own(owner, owned, share, **START) for owner, owned, share in OWNED]
    made.append(own("x", "past", "80", startDate=["2012-03-01"], endDate=["2020-06-30"]))
    made.append(own("x", "unclear", "80", startDate=["2016"]))
    made.append(own("x", "undated", "80"))
    joint = entity("own-joint", "Ownership", owner=["x", "z"], asset=["joint"], percentage=["100"], **START)
    made.append(joint)
    made += [
        entity(name, "Company", name=[f"Company {name}"])
        for name in ("twice", "over", "lc", "under", "shell", "sub", "via", "minor")
    ]
    made += [own("x", "twice", "80", **START), own("x", "over", "80", **START), own("y", "over", "80", **START)]
    left = {"owner": ["x"], "asset": ["twice"], "percentage": ["20"], "endDate": ["2024"], **START}
    made.append(entity("own-left", "Ownership", **left))
    made += [sanction("lc", "US", "2007-01-01"), own("x", "lc", "100", **START), own("lc", "under", "100", **START)]
    made.append(own("shell", "sub", "60", **START))
    made += [own("x", "via", "80", **START), own("x", "minor", "10", **START), own("minor", "via", "15", **START)]
    made.append(entity("dir-x-led", "Directorship", director=["x"], organization=["led"], role=["director"], **START))
    return [{**one, "datasets": ["owners"], "last_seen": "2024-07-01T00:00:00"} for one in made]


def load(graph: sg.Graph, folder: Path) -> sg.Graph:
    file = folder / "owners" / "entities.ftm.json"
    file.parent.mkdir(exist_ok=True)
    file.write_text("\n".join(map(json.dumps, data())), encoding="utf-8")
    assert not load_file(graph, "ftm", file).rejected
    return graph


#: The EU's consolidated file, with an entry made up.
EU_LIST = """<export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="2024-07-01T00:00:00.000+02:00">
<sanctionEntity euReferenceNumber="EU.902.2" logicalId="902">
  <regulation publicationDate="2022-01-01" numberTitle="2022/1 (OJ L1)" programme="PRK" logicalId="2"/>
  <subjectType code="enterprise" classificationCode="E"/>
  <nameAlias wholeName="Made Trading Co" strong="true" logicalId="21"/>
</sanctionEntity></export>"""


def load_lists(graph: sg.Graph, folder: Path) -> sg.Graph:
    """Load an edition of each list, which has none of the owners: a set of owners is no list."""
    eu = folder / "eu.xml"
    eu.write_text(EU_LIST, encoding="utf-8")
    editions = {
        "ofac": ofac_file.flat(folder / "us"),
        "eu": eu,
        "uk": uk_file.put(folder, uk_file.text(*uk_file.ROWS[:7])),
        "un-list": un_file.write(folder / "un.xml", un_file.entry(""), day=EDITION),
    }
    for source, path in editions.items():
        assert not load_file(graph, source, path, edition=EDITION).rejected
    return graph


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> sg.Graph:
    folder = tmp_path_factory.mktemp("exposure")
    return load_lists(load(open_graph(":memory:"), folder), folder)


@pytest.fixture(scope="module", params=ENGINES)
def owners(
    request: pytest.FixtureRequest, embedded: sg.Graph, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[sg.Graph]:
    if request.param == "embedded":
        yield embedded
        return
    with empty_neo4j(request.getfixturevalue("neo4j_uri")) as opened:
        folder = tmp_path_factory.mktemp("exposure-neo4j")
        yield load_lists(load(opened, folder), folder)


def asked(graph: sg.Graph, what: str, rule: str = US, **days: str) -> RuleAnswer:
    return exposure(graph, f"ftm:{what}", rule=rule, **(days or {"on": NOW})).rules[0]


def test_both_engines_answer_the_same(owners: sg.Graph, embedded: sg.Graph) -> None:
    for what in ("three-b", "four-c", "both", "past", "led"):
        for on in (None, "2016-06-01"):
            assert exposure(owners, f"ftm:{what}", on=on) == exposure(embedded, f"ftm:{what}", on=on)


@pytest.mark.parametrize(
    ("what", "status"),
    [("one-a", "met"), ("one-b", "met"), ("two-c", "met"), ("three-b", "met"), ("four-c", "not met"), ("both", "met")],
)
def test_examples_of_the_answers_that_ofac_gives(owners: sg.Graph, what: str, status: str) -> None:
    """FAQ 401, examples 1 to 3, and FAQ 399; 25 percent of each of two owners of a half are not enough."""
    assert asked(owners, what).status == status


def test_shares_were_not_added_before_the_guidance_was_revised(embedded: sg.Graph) -> None:
    told = asked(embedded, "both")
    assert [(p.since, p.status) for p in told.periods][-2:] == [("2015-05-05", "met"), ("2024-08-02", "unknown")]
    alone = asked(embedded, "most", on="2010-06-01")
    assert (alone.status, alone.step.aggregate) == ("met", False)
    assert asked(embedded, "two-c", on="2014-08-12").status == "met", "both go through one owner"


@pytest.mark.parametrize(
    ("rule", "on", "half", "more", "whole"),
    [
        (EU, "2024-07-02", "not met", "met", "met"),
        (EU, "2024-07-03", "met", "met", "met"),
        (UK, "2024-07-03", "not met", "met", "met"),
        (UN, "2024-07-03", "suggested", "suggested", "met"),
    ],
)
def test_each_regime_has_its_own_share(
    embedded: sg.Graph, rule: str, on: str, half: str, more: str, whole: str
) -> None:
    """`both` is held by two listed owners with 25 percent each and by one who is not with 50."""
    assert asked(embedded, "both", rule, on=on).status == half
    assert asked(embedded, "most", rule, on=on).status == more
    assert asked(embedded, "whole", rule, on=on).status == whole


def test_a_programme_that_the_rule_is_not_of_does_not_count(embedded: sg.Graph) -> None:
    listed = {one.thing.id for one in asked(embedded, "both", UN).listings}
    assert listed == {"ftm:x"}


def test_an_entry_that_brings_no_freeze_does_not_count(embedded: sg.Graph, embedded_case: sg.Graph) -> None:
    """W is on the EU's list for a travel ban alone; the ship is in an annex of an act of sectoral measures."""
    assert asked(embedded, "w", EU).status == "not met"
    assert asked(embedded, "w", US).status == "not met"
    assert asked(embedded, "frozen", EU).status == "listed"
    told = exposure(embedded_case, "sg:angara", on="2024-07-04", rule=EU).rules[0]
    assert (told.status, told.listings) == ("unknown", ())


def test_what_is_not_stated_stays_open(embedded: sg.Graph) -> None:
    assert asked(embedded, "some").status == "unknown"
    assert asked(embedded, "range").share == ShareRange(25.0, 60.0)
    assert asked(embedded, "range").status == "unknown"
    assert asked(embedded, "orphan").because == "no record says who owned it on that day"
    assert asked(embedded, "joint").status == "unknown", "what two own together is no one's own"
    # 60 percent are of one who is not listed: nobody can have half.
    assert asked(embedded, "free").status == "not met"


def test_directing_suggests_control_where_the_rule_asks_for_it(embedded: sg.Graph) -> None:
    assert asked(embedded, "led", US).status == "unknown"
    for rule in (EU, UK, UN):
        told = asked(embedded, "led", rule)
        assert told.status == "suggested"
        assert [(hop.how, hop.role) for hop in told.hops] == [("directs", "director")]


def test_dates_of_ownership_are_respected(embedded: sg.Graph) -> None:
    told = asked(embedded, "past")
    assert [(p.since, p.until, p.status) for p in told.periods] == [
        ("2008-02-14", "2012-03-01", "unknown"),
        ("2012-03-01", "2020-07-01", "met"),
        ("2020-07-01", None, "unknown"),
    ]
    assert asked(embedded, "past", on="2020-06-30").status == "met"
    assert asked(embedded, "past", on="2020-07-01").status == "unknown"
    # Begun on some day of 2016: sure from 2017 on.
    assert asked(embedded, "unclear", on="2016-06-01").status == "unknown"
    assert asked(embedded, "unclear", on="2017-01-01").status == "met"
    # Undated: sure from the day of the data set.
    before = asked(embedded, "undated", on="2024-05-31")
    assert (before.status, [hop.certain for hop in before.hops]) == ("unknown", [False])
    assert asked(embedded, "undated", on="2024-07-01").status == "met"


def test_who_was_not_listed_then_does_not_count(embedded: sg.Graph) -> None:
    assert asked(embedded, "both", on="2015-05-04").share.least == 25.0
    assert asked(embedded, "both", on="2015-05-05").share.least == 50.0


def test_what_was_not_known_then_is_left_out(embedded: sg.Graph) -> None:
    told = asked(embedded, "one-b", as_of="2024-05-31")
    assert told.status == "unknown"
    assert told.hops == ()


def test_before_a_rule_began_nothing_is_said(embedded: sg.Graph) -> None:
    told = asked(embedded, "one-a", as_of="2001-01-01")
    assert (told.status, told.step, told.periods) == ("unknown", None, ())


def test_the_share_says_what_listed_owners_have_at_least_and_at_most(embedded: sg.Graph) -> None:
    assert asked(embedded, "most").share == ShareRange(51.0, 51.0)
    assert asked(embedded, "one-a").share == ShareRange(50.0, 100.0)
    assert asked(embedded, "both", UK).share.least == 25.0, "each counts alone"


def test_each_hop_is_cited(owners: sg.Graph) -> None:
    answer = exposure(owners, "ftm:one-b", rule=US, on=NOW)
    hops = answer.rules[0].hops
    assert [(hop.owner.id, hop.share, hop.owned.id) for hop in hops] == [
        ("ftm:one-a", "50", "ftm:one-b"),
        ("ftm:x", "50", "ftm:one-a"),
    ]
    sources = {source.n: source.id for source in answer.sources}
    for hop in hops:
        row = owners.read("MATCH (s:Statement {id: $id})-[:IN]->(r) RETURN r.id AS source", id=hop.statement).rows
        assert row == [{"source": sources[hop.source]}]
    assert [one.reference for one in answer.rules[0].listings] == ["US-x"]
    text = str(answer)
    assert "Person X owns 50 % of Company one-a (1 Jan 2010 to …) [1]" in text
    assert "https://ofac.treasury.gov/faqs/401" in text
    content = answer.to_dict()
    assert json.loads(json.dumps(content)) == content
    assert content["rules"][0]["hops"][0]["from"]["id"] == "ftm:one-a"
    assert [row["from"] for row in answer.rows()] == ["ftm:one-a", "ftm:x"]
    assert set(answer.to_networkx().edges()) == {("ftm:one-a", "ftm:one-b"), ("ftm:x", "ftm:one-a")}


def test_hops_are_those_by_which_the_thing_is_reached(embedded: sg.Graph) -> None:
    def hops(what: str, **days: str) -> list[tuple[str, str | None]]:
        return [(hop.owner.id, hop.share) for hop in asked(embedded, what, **days).hops]

    # A record that may have ended by then does not carry what surely holds.
    assert hops("twice", on="2023-12-31") == [("ftm:x", "20"), ("ftm:x", "80")]
    assert hops("twice", on="2024-06-15") == [("ftm:x", "80")]
    # Who owns a listed owner is no part of it, nor who owns without a way from a listed one.
    assert hops("under") == [("ftm:lc", "100")]
    # Nor what a listed owner holds too little of.
    assert hops("via") == [("ftm:x", "80")]
    assert (asked(embedded, "sub").status, hops("sub")) == ("unknown", [])


def test_stated_shares_of_more_than_the_whole_are_the_whole(embedded: sg.Graph) -> None:
    assert asked(embedded, "over").share == ShareRange(100.0, 100.0)


def test_a_listed_thing_is_listed_itself(embedded: sg.Graph) -> None:
    assert asked(embedded, "x").status == "listed"
    assert asked(embedded, "z", on="2024-07-01").status == "not met"


def test_rings_of_owners_end(embedded: sg.Graph) -> None:
    assert asked(embedded, "loop-b").status == "met"


def test_without_an_edition_of_the_list_nothing_is_said(embedded_case: sg.Graph) -> None:
    told = {one.rule: one for one in exposure(embedded_case, "sg:angara", on="2024-06-01").rules}
    assert told[US].status == "listed"
    assert told[UN].status == "unknown"
    assert "no edition of its list (UN)" in told[UN].because
    before = exposure(embedded_case, "sg:angara", on="2001-01-01", rule=US).rules[0]
    assert (before.status, before.step) == ("unknown", None)


def test_an_edition_of_another_act_says_of_nobody_that_the_freeze_has_him_not(graph: sg.Graph, tmp_path: Path) -> None:
    load(graph, tmp_path)
    sectoral = eu_file.put(tmp_path, eu_file.text(eu_file.ANGARA), "32014R0833.csv")
    assert not load_file(graph, "eu", sectoral, edition=EDITION).rejected
    told = asked(graph, "z", EU)
    assert told.status == "unknown"
    assert "those of other acts (32014R0833) apart" in told.because
    freeze = tmp_path / "eu.xml"
    freeze.write_text(EU_LIST, encoding="utf-8")
    assert not load_file(graph, "eu", freeze, edition=EDITION).rejected
    assert asked(graph, "z", EU).status == "not met"


def test_a_set_of_owners_says_of_nobody_that_no_list_has_them(graph: sg.Graph, tmp_path: Path) -> None:
    """It has entries of each list, and not all of them: who has none in it may be listed all the same."""
    load(graph, tmp_path)
    assert [asked(graph, what).status for what in ("x", "one-a", "z", "free")] == [
        "listed",
        "met",
        "unknown",
        "unknown",
    ]
    load_lists(graph, tmp_path)
    assert [asked(graph, what).status for what in ("x", "one-a", "z", "free")] == [
        "listed",
        "met",
        "not met",
        "not met",
    ]


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("50", 50),
        ("12,5 %", 12.5),
        ("25-50", 25),
        ("75% to 100%", 75),
        ("101", 0),
        ("50-25", 0),
        ("more than half", 0),
        ("over 50 %", nextafter(50, 100)),
        ("> 25", nextafter(25, 100)),
        (">= 25", 25),
        ("50% plus one share", nextafter(50, 100)),
        ("majority stake", nextafter(50, 100)),
        ("between 30% and 40%", 30),
        ("30% and above", 30),
        ("up to 30%", 0),
        (None, 0),
    ],
)
def test_shares_are_read_as_stated(text: str | None, share: float) -> None:
    assert least_share(text) == share


def test_more_than_a_half_is_said_so() -> None:
    assert (at_least(nextafter(50, 100)), at_least(50)) == ("more than 50 %", "at least 50 %")


def test_every_step_of_a_rule_has_sources_and_a_day() -> None:
    for rule in rules():
        assert len({step.since for step in rule.steps}) == len(rule.steps)
        for step in rule.steps:
            assert step.sources
            assert all(source.startswith("http") for source in step.sources)
            assert step.accessed >= "2026-01-01"
            assert step.summary
            assert (step.checked == "two-sources") == (len(step.sources) > 1)


@pytest.mark.parametrize(
    ("old", "new", "error"),
    [
        ("    measures: []", "    measure: []", r"yaml:18: 1\.measures: Field required"),
        ("share: 50", "share: half", r"yaml:29: 1\.steps\.1\.share: .* valid number"),
        ("share: 50", "share: 500", r"yaml:29: 1\.steps\.1\.share: .* less than or equal to 100"),
        ("control: none", "control: maybe", r"yaml:32: 1\.steps\.1\.control: Input should be 'none' or 'suggests'"),
        ("inclusive: true", "inclusive: 'yes'", r"yaml:30: 1\.steps\.1\.inclusive: .* valid boolean"),
        ("    lists: [US, ", "    lists: []\n    list_types: [US, ", r"yaml:20: 1\.lists: .* at least 1 item"),
        ("since: 2008-02-14", "since: 2008", r"yaml:28: 1\.steps\.1\.since: .* whole day is needed"),
        ("accessed: 2026-11-28", "acessed: 2026-11-28", r"1\.steps\.1\.accessed: Field required"),
        ("rules:", "rule:", "has no `rules`"),
        ("    name: OFAC", "    title: OFAC", r"yaml:18: 1\.name: Field required"),
    ],
)
def test_a_broken_rule_is_said_with_its_place(
    embedded: sg.Graph, tmp_path: Path, old: str, new: str, error: str
) -> None:
    file = tmp_path / "rules.yaml"
    file.write_text(SHIPPED.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(sg.SanctionsGraphError, match=error):
        exposure(embedded, "ftm:x", file=file)


def test_a_rule_of_ones_own(embedded: sg.Graph, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    text = SHIPPED.read_text(encoding="utf-8").replace("id: us-50", "id: ten").replace("share: 50", "share: 10")
    file.write_text(text, encoding="utf-8")
    assert exposure(embedded, "ftm:four-a", rule="ten", file=file, on=NOW).rules[0].status == "met"
    with pytest.raises(sg.SanctionsGraphError, match=r"no rule 'nine'\. There are: .*\bten\b"):
        exposure(embedded, "ftm:four-a", rule="nine", file=file)


def test_a_rules_file_that_changed_counts_at_once(embedded: sg.Graph, tmp_path: Path) -> None:
    file = tmp_path / "rules.yaml"
    text = SHIPPED.read_text(encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    assert exposure(embedded, "ftm:some", rule="us-50", file=file, on=NOW).rules[0].step is not None
    before = exposure(embedded, "ftm:four-a", rule="us-50", file=file, on=NOW).rules[0]
    file.write_text(text.replace("share: 50", "share: 20"), encoding="utf-8")
    after = exposure(embedded, "ftm:four-a", rule="us-50", file=file, on=NOW).rules[0]
    assert (before.status, after.status) == ("not met", "met")
    file.write_text("rules: [", encoding="utf-8")
    with pytest.raises(InputError, match="cannot be read"):
        exposure(embedded, "ftm:four-a", file=file)
    file.unlink()
    with pytest.raises(InputError, match="cannot be read"):
        exposure(embedded, "ftm:four-a", file=file)


def test_a_listing_that_ended_between_two_editions_is_open_from_the_day_after_the_first(tmp_path: Path) -> None:
    entry, other = un_file.entry("", "KPe.901", "TEST TRADING", "ENTITY"), un_file.entry("", "KPi.905", "RI CHOL")
    with open_graph(":memory:") as graph:
        for day, entries in {"2018-05-01": [entry, other], "2020-05-01": [other], "2021-05-01": [other]}.items():
            load_file(graph, "un-list", un_file.write(tmp_path / f"{day}.xml", *entries, day=day))
        periods = exposure(graph, "un:KPe.901", rule=UN).rules[0].periods
    assert [(period.since, period.status) for period in periods] == [
        ("2013-03-07", "unknown"),
        ("2016-11-30", "listed"),
        ("2018-05-02", "unknown"),
    ]


def test_a_holding_may_have_been_so_on_each_day_of_its_dates_and_surely_was_between_them() -> None:
    holding = Holding(
        *("x", "y", "owns", "s", 50.0),
        ("2016-01-01", "2016-12-31"),
        ("2020-06-01", "2020-06-30"),
        "50",
        None,
        "",
        "",
        "r",
    )
    days = (
        "2015-12-31",
        "2016-01-01",
        "2016-12-30",
        "2016-12-31",
        "2020-06-01",
        "2020-06-02",
        "2020-06-30",
        "2020-07-01",
    )
    assert [holding.may_hold(day) for day in days] == [False, True, True, True, True, True, True, False]
    assert [holding.holds(day) for day in days] == [False, False, False, True, True, False, False, False]
    assert list(holding.turns()) == ["2016-01-01", "2016-12-31", "2020-06-02", "2020-07-01"]


@pytest.mark.parametrize("listed", ["Person Z", "Company free"])
def test_an_entry_of_the_same_name_is_named_as_the_reason(graph: sg.Graph, tmp_path: Path, listed: str) -> None:
    """The owner, or the company itself, has the name of an entry that is not matched to it."""
    load(graph, tmp_path)
    kinds = ("INDIVIDUAL", "ENTITY") if listed.startswith("Person") else ("ENTITY", "INDIVIDUAL")
    entry = un_file.entry("", "KPe.901", listed, kinds[0]), un_file.entry("", "KPi.901", "SOMEBODY ELSE", kinds[1])
    load_file(graph, "un-list", un_file.write(tmp_path / "un.xml", *entry, day="2024-07-10"))
    (by,) = exposure(graph, "ftm:free", on=NOW, rule=UN).rules
    assert by.status == "unknown"
    assert f"{listed}: entry un:KPe.901 {listed} of that list has the same name and is not matched to it" in by.because
    assert "sanctionsgraph resolve --explain" in by.because
    assert "not matched" not in exposure(graph, "ftm:sub", on=NOW, rule=UN).rules[0].because
