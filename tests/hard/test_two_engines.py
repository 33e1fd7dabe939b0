"""Random graphs by the public loaders, asked at random on both engines: each answer is the same, or refused by name."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
import sanctionsgraph as sg
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.graph.transfer.copy import copy_graph
from sanctionsgraph.loaders.registry import load
from sanctionsgraph.queries.catalogue.registry import catalogue
from sanctionsgraph.schema.errors import SanctionsGraphError

from helpers import ftm_file, un_file
from helpers.effort import Effort
from helpers.engines import empty_neo4j
from helpers.random_cypher import Vocabulary, statement

pytestmark = pytest.mark.neo4j
NAMES = ("Kim Jong Un", "Ri Won Ho", "An San", "Firm", "Ёлка", "김정은", "O'Hara", "a\\b", "=1+1", "Zed", "kim b", "")
STATES = ("kp", "ru", "cn", "ir", "xx")
#: Questions that are asked of one graph; a new one takes longer than they do.
OF_ONE = 200


def made_graph(folder: Path, chance: random.Random) -> sg.Graph:
    """A graph of two editions of a set of persons, firms and owners, and of two UN lists, all at random."""
    graph = open_graph(":memory:")
    people = [f"p{n}" for n in range(chance.randrange(3, 12))]
    firms = [f"c{n}" for n in range(chance.randrange(2, 8))]
    for day in ("2024-01-01", "2024-06-01"):
        rows = [
            *(
                ftm_file.entity(
                    id_,
                    name=chance.choice(NAMES) or "-",
                    nationality=chance.choice(STATES),
                    birthDate=chance.choice(("1960", "1960-02-03", "1984-01")),
                    notes=chance.choice(NAMES) or "-",
                )
                for id_ in people
                if chance.random() < 0.9
            ),
            *(
                ftm_file.entity(id_, "Company", name=chance.choice(NAMES) or "-", jurisdiction=chance.choice(STATES))
                for id_ in firms
            ),
            *(
                ftm_file.entity(
                    f"o{n}",
                    "Ownership",
                    owner=chance.choice(people + firms),
                    asset=chance.choice(firms),
                    percentage=str(chance.randrange(1, 101)),
                    startDate=chance.choice(("2020", "2021-03-04", "2019-07")),
                )
                for n in range(chance.randrange(0, 10))
            ),
        ]
        _load(graph, "ftm", ftm_file.write(folder / day / "entities.ftm.json", rows), day)
        listed = [un_file.entry("", f"KPi.{n:03}", chance.choice(NAMES[:3])) for n in range(chance.randrange(1, 6))]
        _load(graph, "un-list", un_file.write(folder / f"un-{day}.xml", *listed, day=day), day)
    return graph


def _load(graph: sg.Graph, source: str, path: Path, day: str) -> None:
    load(graph, source, path, edition=day, allow_shrink=True)


def asked(graph: sg.Graph, cypher: str) -> str:
    """The rows as text, lists in one order; of a statement that is refused, that it is."""
    try:
        rows = sg.Workspace(graph).cypher(cypher).rows
    except SanctionsGraphError:
        return "refused"
    return json.dumps([{k: sorted(v) if isinstance(v, list) else v for k, v in row.items()} for row in rows])


@pytest.fixture(scope="module")
def server(neo4j_uri: str) -> Iterator[sg.Graph]:
    with empty_neo4j(neo4j_uri) as graph:
        yield graph


def test_own_cypher(server: sg.Graph, tmp_path: Path) -> None:
    effort = Effort("own-cypher", few=200, share=0.25)
    answered = 0
    for number, chance in enumerate(effort.cases()):
        if number % OF_ONE == 0:
            embedded = made_graph(tmp_path / str(number), chance)
            copy_graph(embedded, server, replace=True)
            words = Vocabulary.of(embedded)
        cypher = statement(words, chance)
        here, there = asked(embedded, cypher), asked(server, cypher)
        answered += here not in ("refused", "[]")
        if here != there:
            effort.lose(f"{cypher}\n    file:  {here[:300]}\n    Neo4j: {there[:300]}", cypher.encode(), ".cypher")
    # Most statements ask for something that is there: else the comparison would say nothing.
    assert answered > effort.tried / 4
    effort.close()


def test_questions_of_the_catalogue_and_answers(server: sg.Graph, tmp_path: Path) -> None:
    effort = Effort("questions", few=40, share=0.15)
    for number, chance in enumerate(effort.cases()):
        if number % OF_ONE == 0:
            embedded = made_graph(tmp_path / str(number), chance)
            copy_graph(embedded, server, replace=True)
            ids = sorted(row["id"] for row in embedded.run("MATCH (e:Entity) RETURN e.id AS id"))
        name, thing, other = chance.choice([*catalogue(), *_ANSWERS]), chance.choice(ids), chance.choice(ids)
        day = chance.choice(("2024-01-01", "2024-03-01", "2024-06-01", "2025-01-01"))
        answers = [_answer(graph, name, thing, other, day) for graph in (embedded, server)]
        if answers[0] != answers[1]:
            problem = f"{name} {thing} {other} {day}\n    file:  {answers[0][:300]}\n    Neo4j: {answers[1][:300]}"
            effort.lose(problem)
    effort.close()


_ANSWERS = ("trace", "listed", "history", "exposure", "paths", "neighbours", "changes", "screen", "exposed", "find")


def _answer(graph: sg.Graph, name: str, thing: str, other: str, day: str) -> str:
    g = sg.Workspace(graph)
    try:
        if name in catalogue():
            question = catalogue()[name]
            given = {p.name: _value(p.kind, p.example, thing, day) for p in question.parameters}
            return json.dumps(g.query(name, **given).rows)
        answers = {
            "trace": lambda: g.trace(thing, as_of=day).to_dict(),
            "listed": lambda: g.listed(thing, on=day).to_dict(),
            "history": lambda: g.history(thing, as_of=day).to_dict(),
            "exposure": lambda: g.exposure(thing, on=day).to_dict(),
            "paths": lambda: g.paths(thing, other, as_of=day).to_dict(),
            "neighbours": lambda: g.neighbours(thing, as_of=day).to_dict(),
            "changes": lambda: g.changes("2024-01-01", day).to_dict(),
            "screen": lambda: g.screen(["Kim Jong-un", "Firma"]).to_dict(),
            "exposed": lambda: g.exposed(on=day).to_dict(),
            "find": lambda: g.find("kim").to_dict(),
        }
        return json.dumps(answers[name](), default=str)
    except SanctionsGraphError as refused:
        return f"refused: {str(refused).replace(g.graph.uri, 'GRAPH')}"


def _value(kind: str, example: object, thing: str, day: str) -> object:
    return {"entity": thing, "date": day}.get(kind, example)
