"""A statement that finds nothing because of a word that is nowhere says so."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import sanctionsgraph as sg

from helpers.shipped import demo


@pytest.fixture(scope="module")
def g() -> Iterator[sg.Workspace]:
    with sg.Workspace(demo()) as workspace:
        yield workspace


@pytest.mark.parametrize(
    ("statement", "message"),
    [
        ("MATCH (s:Entity:RailStaton) RETURN s.id AS id", "no label 'RailStaton'.*Did you mean RailStation"),
        ("MATCH (v:Vesel {name: 'x:Nope'}) RETURN v", "no label 'Vesel'.*Vessel"),
        ("MATCH (e) WHERE (e:Port OR e:Cuontry) AND e.id = 'x' RETURN e.id AS id", "no label 'Cuontry'.*Country"),
        ("MATCH (c:Claim)-[r:SAYD_BY]->(e) RETURN e.id AS id", "no relationship 'SAYD_BY'.*SAID_BY"),
        ("MATCH (a:Vessel)-[:FLAGS]->(b:Country) RETURN a.id AS id", "no relationship 'FLAGS'.*FLAG"),
        ("MATCH (a)-[:ABOUT|ABUOT*1..2]->(b:Qwerty) RETURN a.id AS id", "no label 'Qwerty'.*data-dictionary"),
    ],
)
def test_an_unknown_word_is_named_with_those_near(g: sg.Workspace, statement: str, message: str) -> None:
    with pytest.raises(sg.NotFound, match=message):
        g.cypher(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "MATCH (s:RailStation {id: 'sg:none'}) RETURN s.id AS id",
        "MATCH (s:Entity) WHERE s.name = '(x:Nowhere)' RETURN s.id AS id",
        "MATCH (c:Claim)-[:SAID_BY|ABOUT]->(e:Entity {id: 'sg:none'}) RETURN e.id AS id",
        "MATCH (e:Entity) WHERE (e:Port OR e:Country) AND e.id = 'sg:none' RETURN e.id AS id",
        "MATCH (e:Port|Country) WHERE (e:Port AND NOT e:Country AND e.id = 'sg:none') RETURN e.id AS id",
        "UNWIND [] AS x RETURN x",
    ],
)
def test_a_statement_of_known_words_may_find_nothing(g: sg.Workspace, statement: str) -> None:
    assert g.cypher(statement).rows == []
