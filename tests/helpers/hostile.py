"""Rows that break what is careless with quotes, lines, separators, numbers and lists."""

from __future__ import annotations

import sanctionsgraph as sg
from sanctionsgraph.graph.node_row import NodeRow
from sanctionsgraph.graph.writing import write_links, write_nodes

TEXTS = [
    "",
    " ",
    '"',
    '""',
    "'",
    "`",
    "\\",
    '\\"',
    "a;b|c,d\te",
    "one\ntwo\r\nthree\rfour",
    "\n",
    "'; MATCH (n) DETACH DELETE n; //",
    "$id {x} [y] (z) ${jndi:ldap://x}",
    "김정은 Ким Чен Ын \u202eevil\u202c",
    "e\u0301 é \u00a0 \u2028 \ufeff \U0001f682",
    "\x1f\x1e\x1d\x1c",
    "null",
    "true",
    "1e5",
    "=1+1",
    "x" * 70_000,
]


def rows(texts: list[str]) -> list[NodeRow]:
    """A thing and a statement for each text, with every kind of value that the model has."""
    found = []
    for n, text in enumerate(texts):
        thing, statement = f"x:{n}", f"s:{n}"
        found.append(
            NodeRow(
                ("Entity", "Person") if n % 2 else ("Entity", "Vessel"),
                {"id": thing, "name": text or "-", "names": [text, "", text + "\n"], "nameKeys": [text]},
            )
        )
        found.append(
            NodeRow(
                ("Statement", "Record", "RailLink"),
                {"id": statement, "name": text or "-", "hedge": text, "border": bool(n % 2), "dataset": "hostile"}
                | {"km": [0.1, -0.0, 1e-300, 1.7976931348623157e308, 2.0][n % 5]},
                [("ABOUT", "Entity", thing), ("ENDS_AT", "Entity", "x:0"), ("PART", "Statement", f"s:{max(n - 1, 0)}")],
            )
        )
    numbers = {"id": "numbers", "name": "numbers", "rejected": 2**53 + 1, "unread": ["", "a\x1fb"]}
    paper = {"id": "s:paper", "name": "paper", "number": "007"}
    claim = {"id": "s:claim", "name": "claim", "number": 7.0}
    return [
        *found,
        NodeRow(("Source", "Edition"), numbers),
        NodeRow(("Statement", "Part", "Identification"), paper),
        NodeRow(("Statement", "Claim"), claim),
    ]


def fill(graph: sg.Graph, texts: list[str] = TEXTS) -> None:
    """Write them."""
    with graph.writing() as tx:
        made = rows(texts)
        write_nodes(tx, made)
        write_links(tx, made)
        tx.run("MERGE (l:Meta {id: 'load:x'}) SET l:Load SET l += $row", {"row": {"name": TEXTS[9], "file": TEXTS[9]}})
