"""The questions on a third engine, as an oracle: an answer that is wrong in silence would have to be wrong in both.

Grafeo (https://grafeo.dev) is in process, needs Python 3.12, and takes the files as they are but for two words that it
reserves and three questions, which `REWRITTEN` puts in other words. Where no such Python or no package index is there,
the tests are skipped and say so; GRAFEO_PYTHON names a Python that has it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest
import sanctionsgraph as sg
from sanctionsgraph.exporters.snapshot import snapshot
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.store import open_graph
from sanctionsgraph.queries.catalogue.registry import catalogue, query

from helpers.engines import ROOT
from helpers.made_graphs import Made, variant
from helpers.snapshots import filled

GRAFEO = "grafeo>=0.6,<0.7"
NAMES = sorted(catalogue())
#: Its keywords, where the questions use them as names.
RESERVED = ((re.compile(r"(?<=[:|])IN\b"), "`IN`"), (re.compile(r"\bAS match\b"), "AS `match`"))
#: What it does not know: an element of a list that is aggregated, and a parameter in what rows are grouped by.
REWRITTEN: dict[str, list[tuple[str, str]]] = {
    "came-back": [
        (
            "collect(l.since)[0] AS back, collect(l.id)[0] AS record, collect(l.list)[0] AS part_of,\n"
            "       collect(l.listedOn)[0] AS stated\n",
            "collect(l.since) AS backs, collect(l.id) AS records, collect(l.list) AS lists,"
            " collect(l.listedOn) AS days\n"
            "  WITH e, dataset, key, backs[0] AS back, records[0] AS record, lists[0] AS part_of, days[0] AS stated\n",
        )
    ],
    "near": [
        (
            "WITH p, collect(km)[0] AS km, collect(b.id)[0] AS statement, collect(r.id)[0] AS source\n",
            "WITH p, collect(km) AS kms, collect(b.id) AS statements, collect(r.id) AS sources\n"
            "WITH p, kms[0] AS km, statements[0] AS statement, sources[0] AS source\n",
        )
    ],
    "events-of-goods": [
        (
            "RETURN e.id AS event, e.name AS name, x.id AS goods, CASE WHEN x.id = $goods THEN 'same' ELSE 'within' END"
            " AS match,\n",
            "WITH e.id AS event, e.name AS name, x.id AS goods, CASE WHEN x.id = $goods THEN 'same' ELSE 'within' END"
            " AS how, d, asserted, suggested, against\nRETURN event, name, goods, how AS match,\n",
        )
    ],
}
Rows = list[list[Any]]


def in_its_words(name: str) -> str:
    """A question as Grafeo takes it. Each rewriting must apply: else the question has changed."""
    cypher = catalogue()[name].cypher
    for ours, its in REWRITTEN.get(name, ()):
        assert cypher.count(ours) == 1, f"{name} reads otherwise now: rewrite it here too"
        cypher = cypher.replace(ours, its)
    for pattern, text in RESERVED:
        cypher = pattern.sub(text, cypher)
    return cypher


def pythons() -> Iterable[str]:
    """Pythons of 3.12 or later, on the path or of pyenv."""
    for minor in (12, 13, 14):
        if found := shutil.which(f"python3.{minor}"):
            yield found
        yield from map(str, sorted(Path.home().glob(f".pyenv/versions/3.{minor}.*/bin/python")))


@pytest.fixture(scope="module")
def grafeo() -> str:
    """A Python that has Grafeo, in an environment of its own that is kept."""
    if given := os.environ.get("GRAFEO_PYTHON"):
        return given
    home = ROOT / ".benchmarks" / "grafeo"
    python = home / "bin" / "python"
    has_it = [python, "-c", "import grafeo"]
    if python.exists() and subprocess.run(has_it, capture_output=True, check=False).returncode == 0:
        return str(python)
    problem = "no Python 3.12 or later is here"
    for base in pythons():
        home.parent.mkdir(exist_ok=True)
        for command in ([base, "-m", "venv", "--clear", home], [python, "-m", "pip", "install", "-q", GRAFEO]):
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            if done.returncode:
                problem = done.stderr.strip()[-200:]
                break
        else:
            return str(python)
    pytest.skip(f"NOT COMPARED with a third engine: {problem}. Set GRAFEO_PYTHON to a Python that has Grafeo.")


def task(rows: Iterable[NodeRow], questions: list[dict[str, Any]]) -> dict[str, Any]:
    """A graph by numbers, and what is asked of it."""
    rows = list(rows)
    numbers = {(row.family, row.id): number for number, row in enumerate(rows)}
    links = [
        (numbers[row.family, row.id], type_, numbers[end])
        for row in rows
        for type_, *end_ in row.links
        if (end := (end_[0], end_[1])) in numbers
    ]
    return {"nodes": [(row.labels, row.properties) for row in rows], "links": links, "questions": questions}


def question(name: str, parameters: Mapping[str, Any], columns: Iterable[str]) -> dict[str, Any]:
    return {"cypher": in_its_words(name), "parameters": dict(parameters), "columns": list(columns)}


def answers(python: str, tasks: Iterable[dict[str, Any]]) -> list[list[Rows | str]]:
    """What Grafeo answers to each question of each task."""
    lines = "".join(json.dumps(one) + "\n" for one in tasks)
    script = Path(__file__).parents[2] / "helpers" / "third_engine.py"
    done = subprocess.run([python, script], input=lines, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def values(rows: Iterable[Mapping[str, Any]], columns: Iterable[str]) -> Rows:
    return [[row[column] for column in columns] for row in rows]


@pytest.mark.index
def test_the_shipped_case_is_answered_alike(grafeo: str, embedded_case: sg.Graph) -> None:
    results = {name: query(embedded_case, name, **catalogue()[name].example()) for name in NAMES}
    asked = [question(name, result.parameters, result.columns) for name, result in results.items()]
    rows = [row for nodes in snapshot(embedded_case).nodes.values() for row in nodes.values()]
    (theirs,) = answers(grafeo, [task(rows, asked)])
    ours = [values(result.rows, result.columns) for result in results.values()]
    assert {name: there for name, here, there in zip(NAMES, ours, theirs, strict=True) if here != there} == {}


@pytest.mark.index
@pytest.mark.parametrize("name", NAMES)
def test_the_made_graphs_are_answered_alike(grafeo: str, name: str) -> None:
    """Each change of the made graph of a question in a graph of its own."""
    made = Made.of(name)
    tasks, ours = [], {}
    for edits in ("", *made.out, *made.other, *made.same):
        rows, asked = variant(made, edits)
        table = filled(open_graph(":memory:"), rows).read(catalogue()[name].cypher, **asked)
        ours[edits] = values(table.rows, table.columns)
        tasks.append(task(variant(made, edits)[0], [question(name, asked, table.columns)]))
    theirs = [answer for (answer,) in answers(grafeo, tasks)]
    assert {e: (here, there) for (e, here), there in zip(ours.items(), theirs, strict=True) if here != there} == {}
