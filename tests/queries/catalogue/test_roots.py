"""On whom claims rest, where some of them no longer stood or were not yet known: three questions on both engines."""

from __future__ import annotations

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.writing import write_links, write_nodes
from sanctionsgraph.queries.catalogue.registry import query
from sanctionsgraph.schema.dates import FOREVER
from sanctionsgraph.schema.entities import Entity
from sanctionsgraph.schema.sources import Publisher, Report
from sanctionsgraph.schema.statements import Claim


def claim(key: str, report: str, *rests_on: str, until: str = FOREVER) -> Claim:
    return Claim(
        id=key,
        name=key,
        property="exists",
        stance="asserts",
        basis="imagery",
        since="2020-01-01",
        until=until,
        locator="p",
        about="x:launch",
        speaker="x:speaker",
        report=f"report:{report}",
        rests_on=list(rests_on),
    )


@pytest.fixture
def chain(graph: sg.Graph) -> sg.Graph:
    """`c` rests on `b`, which ended in 2022 and rested on `a`; `d` rests on `a`."""
    claims = [claim("a", "one"), claim("b", "two", "a", until="2022-05-01"), claim("c", "three", "b")]
    nodes = [
        Publisher(id="pub:p", name="P"),
        *(Report(id=f"report:{key}", name=key, published="2020-01-01", publisher="pub:p") for key in ("one", "two")),
        Report(id="report:three", name="three", published="2020-01-01", publisher="pub:p"),
        Entity.named("x:launch", "Launch", "Launch"),
        Entity.named("x:speaker", "Organization", "Speaker"),
        *claims,
    ]
    rows = [NodeRow.of(node) for node in nodes]
    with graph.writing() as tx:
        write_nodes(tx, rows)
        write_links(tx, rows)
    return graph


def test_a_chain_is_followed_as_far_as_its_claims_stood(chain: sg.Graph) -> None:
    def root(as_of: str) -> list[tuple[str, int]]:
        return [(row["root"], row["hops"]) for row in query(chain, "roots", report="report:three", as_of=as_of)]

    assert root("2022-04-30") == [("a", 2)]
    assert root("2022-05-01") == [("c", 0)], "what it rested on was withdrawn"


def test_an_event_rests_on_one_report_only_while_the_others_repeat_it(chain: sg.Graph) -> None:
    def told(as_of: str) -> list[tuple[str, int]]:
        return [(row["root"], row["reports"]) for row in query(chain, "single-root", as_of=as_of)]

    assert told("2022-04-30") == [("report:one", 3)]
    assert told("2022-05-01") == []
    made = [row for row in query(chain, "one-source", id="x:launch", as_of="2022-04-30") if row["kind"] == "Claim"]
    assert [(row["origin"], row["statements"]) for row in made] == [("report:one", ["a", "b", "c"])]
    assert not query(chain, "one-source", id="x:launch", as_of="2022-05-01").rows


def test_what_no_longer_stands_is_not_what_a_claim_rests_on(chain: sg.Graph) -> None:
    def rests_on(as_of: str) -> list[str]:
        rows = query(chain, "claims", event="x:launch", as_of=as_of).rows
        return next(row["rests_on"] for row in rows if row["claim"] == "c")

    assert rests_on("2022-04-30") == ["b"]
    assert rests_on("2022-05-01") == []
