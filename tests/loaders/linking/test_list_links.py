"""What entries state of each other becomes records between the two; what no one entry answers stays text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.loaders.registry import load

from helpers import uk_file, un_file
from helpers.ofac_file import flat

NULLS = "-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "


def row(number: int, name: str, remarks: str = "-0- ", kind: str = "-0- ", owner: str = "-0- ") -> str:
    remarks = remarks if remarks == "-0- " else f'"{remarks}"'
    return f'{number},"{name}",{kind},"TESTS",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,{owner},{remarks}'


#: A holding, two firms of nearly its name, a man and his wife, a ship and an aircraft.
FIRMS = [
    row(1, "ALFA HOLDING, S.A. DE C.V."),
    row(2, "BETA TRADING", "Tax ID No. 77; Linked To: ALFA HOLDING, S.A. DE C.V.."),
    row(3, "GAMMA LINES", "Linked To: Beta  Trading; Linked To: NOBODY AT ALL; Linked To: GAMMA LINES."),
    row(4, "DELTA, Juan", "DOB 1 May 1970; Linked To: TWICE LTD.", "individual"),
    row(5, "DELTA, Ana", "DOB 2 May 1971; wife of Juan Delta.", "individual"),
    row(6, "EAGLE", "Vessel Registration Identification IMO 9187629.", "vessel", '"Gamma Lines"'),
    row(7, "EP-XYZ", "Aircraft Model B747; Aircraft Operator Beta Trading.", "aircraft"),
    row(8, "TWICE LTD."),
    row(9, "TWICE LTD."),
]


def relations(graph: sg.Graph, day: str = "9998-12-31") -> list[tuple[Any, ...]]:
    query = (
        "MATCH (a:Entity)<-[:SUBJECT]-(s:Statement:Relation)-[:OBJECT]->(b:Entity) "
        "WHERE s.since <= $day AND $day < s.until "
        "RETURN a.id AS a, s.ftmSchema AS schema, s.role AS role, b.id AS b ORDER BY a, b, role"
    )
    return [tuple(row.values()) for row in graph.read(query, day=day).rows]


def test_a_list_joins_its_entries_as_it_states(graph: sg.Graph, tmp_path: Path) -> None:
    account = load(graph, "ofac", flat(tmp_path, FIRMS, [], []), "2020-01-01")
    assert (account.read, account.written, account.rejected) == (9, 9, 0)
    assert (account.links_stated, account.links_resolved) == (8, 5)
    assert "links 5 of 8" in str(account)
    assert relations(graph) == [
        ("ofac:2", "UnknownLink", "Linked To", "ofac:1"),
        ("ofac:2", "UnknownLink", "Aircraft Operator", "ofac:7"),
        ("ofac:3", "UnknownLink", "Linked To", "ofac:2"),
        ("ofac:3", "Ownership", "owner", "ofac:6"),
        ("ofac:5", "Family", "wife of", "ofac:4"),
    ]
    texts = graph.read("MATCH (v:Value {property: 'Linked To'}) RETURN v.value AS value").rows
    assert {"NOBODY AT ALL", "TWICE LTD.", "GAMMA LINES"} <= {row["value"] for row in texts}


def test_editions_in_any_order_give_the_same_links(tmp_path: Path) -> None:
    """On the second day another firm takes the name, so that it names two; on the third the name is one's again."""
    second = [*FIRMS, row(10, "BETA TRADING")]
    days = {"2020-01-01": FIRMS, "2021-01-01": second, "2022-01-01": FIRMS}
    dumps = set()
    for order in (list(days), list(reversed(days)), ["2021-01-01", "2020-01-01", "2022-01-01"]):
        graph = open_graph(":memory:")
        for day in order:
            account = load(graph, "ofac", flat(tmp_path / day, days[day], [], []), day)
            assert account.written + account.unchanged == account.read
        dumps.add("\n".join(graph.dump()))
        named = ("ofac:3", "UnknownLink", "Linked To", "ofac:2")
        assert [named in relations(graph, day) for day in sorted(days)] == [True, False, True]
    assert len(dumps) == 1


def test_a_link_to_an_entry_that_could_not_be_read_is_not_taken_for_gone(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    load(graph, "ofac", flat(tmp_path / "a", FIRMS, [], []), "2020-01-01")
    before = relations(graph)
    broken = [FIRMS[0].replace('"TESTS"', "-0- "), *FIRMS[1:]]
    account = load(graph, "ofac", flat(tmp_path / "b", broken, [], []), "2021-01-01")
    assert (account.rejected, account.ended) == (1, 0)
    assert relations(graph, "2021-06-01") == before


def test_the_same_file_again_changes_nothing(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    load(graph, "ofac", flat(tmp_path, FIRMS, [], []), "2020-01-01")
    before = list(graph.dump())
    again = load(graph, "ofac", flat(tmp_path / "copy", FIRMS, [], []), "2020-01-01")
    assert (again.unchanged, again.written, again.ended) == (9, 0, 0)
    assert list(graph.dump()) == before


def un_entry(reference: str, name: str, comments: str, tag: str = "ENTITY") -> str:
    return un_file.entry(f"<COMMENTS1>{comments}</COMMENTS1>", reference, name, tag)


@pytest.mark.parametrize(
    ("comments", "schema", "role"),
    [
        ("Member of the Test Front (XXe.001).", "Membership", "member of"),
        ("He is a former member of Test Front (XXe.001) since 2014.", "Membership", "former member of"),
        ("Test Man is the director of Test Front.", "UnknownLink", "director of"),
        ("Ex-member of Test Front.", "Membership", "ex-member of"),
        ("CO-FOUNDER OF Test Front; lives in Test Town.", "UnknownLink", "co-founder of"),
        ("In \u0130zmir he was a MEMBER of Test Front.", "UnknownLink", "named in its entry"),
        ("Worked in the ministry. Also acts on behalf of the Test Front.", "Representation", "acts on behalf of"),
        ("Met people in a house that is owned by Test Front.", "UnknownLink", "named in its entry"),
        ("His employer was led by Test Front (XXe.001).", "UnknownLink", "named in its entry"),
        ("Member of a group, whose founder later joined Test Front (XXe.001).", "UnknownLink", "named in its entry"),
    ],
)
def test_words_are_said_of_the_entry_only_where_the_sentence_is_about_it(
    tmp_path: Path, comments: str, schema: str, role: str
) -> None:
    graph = open_graph(":memory:")
    entries = (un_entry("XXe.001", "TEST FRONT", "None."), un_entry("XXi.002", "TEST MAN", comments, "INDIVIDUAL"))
    load(graph, "un-list", un_file.write(tmp_path / "un.xml", *entries))
    assert relations(graph) == [("un:XXi.002", schema, role, "un:XXe.001")]


@pytest.mark.parametrize("comments", ["Head of a test front.", "Lives in Test Frontier.", "Member of XXe.999."])
def test_what_names_no_entry_is_no_link(tmp_path: Path, comments: str) -> None:
    graph = open_graph(":memory:")
    entries = (un_entry("XXe.001", "TESTFRONT", "None."), un_entry("XXi.002", "TEST MAN", comments, "INDIVIDUAL"))
    load(graph, "un-list", un_file.write(tmp_path / "un.xml", *entries))
    assert relations(graph) == []


def test_an_entry_leads_to_the_states_that_it_names(graph: sg.Graph, tmp_path: Path) -> None:
    body = (
        "<NATIONALITY><VALUE>Democratic People's Republic of Korea</VALUE></NATIONALITY>"
        "<NATIONALITY><VALUE>Ruritania</VALUE></NATIONALITY>"
        "<INDIVIDUAL_ADDRESS><CITY>Dandong</CITY><COUNTRY>China</COUNTRY></INDIVIDUAL_ADDRESS>"
        "<INDIVIDUAL_PLACE_OF_BIRTH><COUNTRY>Russian Federation</COUNTRY></INDIVIDUAL_PLACE_OF_BIRTH>"
    )
    load(graph, "un-list", un_file.write(tmp_path / "un.xml", un_file.entry(body)))
    states = graph.read(
        "MATCH (l:Statement:Listing)-[r]->(c:Entity:Country) RETURN type(r) AS type, c.id AS id, c.name AS name "
        "ORDER BY type"
    ).rows
    assert [tuple(row.values()) for row in states] == [
        ("COUNTRY", "iso:CN", "China"),
        ("NATIONAL_OF", "iso:KP", "North Korea"),
    ]


@pytest.mark.parametrize(
    ("title", "role", "other"),
    [
        ("Deputy Director, Beta Trading", "deputy director", "ofac:2"),
        ("First Vice Director of the Beta Trading", "first vice director of", "ofac:2"),
        ("Manager at ABCD", "manager at", "ofac:3"),
        ("President of the Superior Organ of Transport", None, None),
        ("Judge of the Court of Justice", None, None),
    ],
)
def test_a_post_leads_to_the_body_in_which_it_is_held(
    tmp_path: Path, title: str, role: str | None, other: str | None
) -> None:
    man = f'1,"DELTA, Juan",individual,"TESTS","{title}",{NULLS}'
    graph = open_graph(":memory:")
    names = [
        '2,1,"aka","BETA TRADE",-0- ',
        '3,2,"aka","ABCD",-0- ',
        '4,3,"aka","SUPERIOR",-0- ',
        '5,4,"aka","JUSTICE",-0- ',
    ]
    firms = [row(2, "BETA TRADING"), row(3, "ALPHABET"), row(4, "SINOPA", kind="vessel"), row(5, "JUSTICIA")]
    load(graph, "ofac", flat(tmp_path, [man, *firms], names, []), "2020-01-01")
    expected = [("ofac:1", "UnknownLink", role, other)] if role else []
    assert relations(graph) == expected


def test_the_uk_list_states_who_runs_a_ship_and_whose_subsidiary_a_body_is(tmp_path: Path) -> None:
    names = {"Name type": "Primary Name"}
    manager = {**uk_file.EXCHANGE, **names, "Unique ID": "RUS9001", "Name 6": "Stream Ship Management FZCO"}
    parent = {
        **manager,
        "Unique ID": "RUS9002",
        "Name 6": "STREAM GROUP",
        "Subsidiaries": "(1) Nobody (2) Stream Ship Management FZCO",
    }
    graph = open_graph(":memory:")
    account = load(graph, "uk", uk_file.put(tmp_path, uk_file.text(uk_file.KOROLEV, manager, parent)))
    assert (account.rejected, account.links_stated, account.links_resolved) == (0, 3, 2)
    assert relations(graph) == [
        ("uk:RUS9001", "UnknownLink", "Current owner/operator (s)", "uk:RUS2176"),
        ("uk:RUS9002", "Ownership", "Subsidiaries", "uk:RUS9001"),
    ]


def test_a_profile_leads_to_the_states_whose_codes_it_bears(graph: sg.Graph, tmp_path: Path) -> None:
    properties = {"name": ["Ann"], "nationality": ["by", "xx"], "country": ["pl"]}
    lines = [
        {"id": "ann", "schema": "Person", "properties": properties},
        {"id": "Q184", "schema": "Country", "properties": {"name": ["Belarus"]}},
    ]
    path = tmp_path / "entities.ftm.json"
    path.write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    load(graph, "ftm", path, "people@2024-01-01")
    rows = graph.read(
        "MATCH (p:Statement:Profile)-[r]->(c:Entity) WHERE type(r) IN ['NATIONAL_OF', 'COUNTRY'] "
        "RETURN type(r) AS type, c.id AS id ORDER BY type"
    ).rows
    assert [tuple(row.values()) for row in rows] == [("COUNTRY", "iso:PL"), ("NATIONAL_OF", "iso:BY")]
    assert graph.read("MATCH (e:Entity {id: 'wd:Q184'}) RETURN e.id AS id").rows == []
