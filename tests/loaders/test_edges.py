"""Edges of the list loaders that examples alone leave open."""

from __future__ import annotations

from pathlib import Path

import pytest
from sanctionsgraph.graph.store import Graph, open_graph
from sanctionsgraph.loaders import load

from ..helpers import ofac_file, un_file


def un(folder: Path, body: str, day: str = "2020-01-01") -> Path:
    return un_file.write(folder / f"un-{day}.xml", un_file.entry(body), day=day)


def one(graph: Graph, cypher: str) -> dict[str, object]:
    (row,) = graph.read(cypher).rows
    return row


def test_un_days_of_update_in_another_order_are_no_new_version(tmp_path: Path) -> None:
    days = ["<VALUE>2015-03-02</VALUE>", "<VALUE>2011-07-09</VALUE>", "<VALUE>2019-01-05</VALUE>"]
    graph = open_graph(":memory:")
    for day, order in (("2020-01-01", days), ("2020-02-01", days[::-1]), ("2020-03-01", [*days, days[0]])):
        report = load(graph, "un-list", un(tmp_path, f"<LAST_DAY_UPDATED>{''.join(order)}</LAST_DAY_UPDATED>", day))
    assert (report.unchanged, report.written) == (1, 0)
    row = one(graph, "MATCH (l:Listing) RETURN l.amendedOn AS days")
    assert row["days"] == ["2011-07-09", "2015-03-02", "2019-01-05"]


def test_un_parts_in_another_order_are_no_new_version(tmp_path: Path) -> None:
    aliases = [
        f"<INDIVIDUAL_ALIAS><ALIAS_NAME>{name}</ALIAS_NAME></INDIVIDUAL_ALIAS>" for name in ("Ann", "Bea", "Cay")
    ]
    graph = open_graph(":memory:")
    load(graph, "un-list", un(tmp_path, "".join(aliases)))
    assert load(graph, "un-list", un(tmp_path, "".join(aliases[::-1]), "2020-02-01")).unchanged == 1


@pytest.mark.parametrize(
    ("main", "note"),
    [("true", None), ("1", None), ("false", "alternative"), ("0", "alternative"), ("FALSE", "alternative")],
)
def test_ofac_entries_beside_the_main_one_are_alternatives(tmp_path: Path, main: str, note: str | None) -> None:
    text = ofac_file.XML.replace(
        "<dateOfBirth>circa 1966</dateOfBirth><mainEntry>false</mainEntry>",
        f"<dateOfBirth>circa 1966</dateOfBirth><mainEntry>{main}</mainEntry>",
    )
    graph = open_graph(":memory:")
    load(graph, "ofac", ofac_file.xml(tmp_path, text))
    assert one(graph, "MATCH (b:Birth {name: 'circa 1966'}) RETURN b.note AS note") == {"note": note}


@pytest.mark.parametrize(("value", "kept"), [("0", 1), ("0.0", 1), ("-1", 0), ("1e400", 0)])
def test_a_count_of_nothing_can_be_said_and_less_cannot(tmp_path: Path, value: str, kept: int) -> None:
    path = tmp_path / "r.yaml"
    path.write_text(
        'publishers: [{id: "pub:x", name: X}]\n'
        'things: [{id: "sg:s", kind: Person, name: S}, {id: "sg:o", kind: Observation, name: O}]\n'
        "reports:\n"
        '  - id: "report:x"\n    title: T\n    publisher: "pub:x"\n    published: 2020-01-01\n    url: u\n    claims:\n'
        f'      - {{id: n, about: "sg:o", property: quantity, value: {value}, stance: asserts, basis: imagery,'
        ' speaker: "sg:s", locator: l}\n',
        encoding="utf-8",
    )
    graph = open_graph(":memory:")
    assert load(graph, "reports", path).written == 1 + kept
    rows = graph.read("MATCH (c:Claim) RETURN c.number AS number").rows
    assert rows == [{"number": 0.0}] * kept


@pytest.mark.parametrize(
    ("body", "earliest", "latest"),
    [
        ("<FROM_YEAR>1960</FROM_YEAR><TO_YEAR>1960</TO_YEAR>", "1960-01-01", "1960-12-31"),
        ("<DATE>1960-02-29</DATE>", "1960-02-29", "1960-02-29"),
        ("<DATE>1961-02-29</DATE>", None, None),
        ("<YEAR>1960</YEAR>", "1960-01-01", "1960-12-31"),
    ],
)
def test_a_un_birth_at_its_edges(tmp_path: Path, body: str, earliest: str | None, latest: str | None) -> None:
    graph = open_graph(":memory:")
    load(graph, "un-list", un(tmp_path, f"<INDIVIDUAL_DATE_OF_BIRTH>{body}</INDIVIDUAL_DATE_OF_BIRTH>"))
    row = one(graph, "MATCH (b:Birth) RETURN b.earliest AS first, b.latest AS last")
    assert row == {"first": earliest, "last": latest}


def test_what_a_un_entry_has_twice_is_two_parts_and_no_more(tmp_path: Path) -> None:
    alias = "<INDIVIDUAL_ALIAS><QUALITY>Good</QUALITY><ALIAS_NAME>Ann</ALIAS_NAME></INDIVIDUAL_ALIAS>"
    graph = open_graph(":memory:")
    load(graph, "un-list", un(tmp_path, alias * 3))
    assert one(graph, "MATCH (a:Alias) RETURN count(a) AS n") == {"n": 3}


def test_only_flags_of_low_quality_make_an_alias_weak(tmp_path: Path) -> None:
    graph = open_graph(":memory:")
    load(graph, "ofac", ofac_file.xml(tmp_path))
    rows = graph.read("MATCH (a:Alias) RETURN a.name AS name, a.quality AS quality ORDER BY name").rows
    assert [row["quality"] for row in rows] == ["f.k.a.", "weak a.k.a.", "a.k.a."]
