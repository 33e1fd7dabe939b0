"""The statements of Cypher that lay and remove the direct relationships of statements, made from the table in schema/.

Nothing of them is data: types, labels and roles are the model's, ids are parameters.
"""

from __future__ import annotations

from functools import cache

from ..schema.direct import COPIED, MEETINGS, OF_SOURCE, DirectLine
from ..schema.vocabulary import Stance

#: Stances of claims that are laid: what puts its proposition forward.
AFFIRMING = [str(stance) for stance in Stance if stance.affirms]
#: What decides which lines a statement has. Claims that deny, doubt, justify or decline have none.
KINDS = (
    "UNWIND $ids AS id MATCH (s:Statement {id: id}) WHERE (s:Record OR s.stance IN $affirming) "
    "RETURN s.id AS id, labels(s) AS labels, s.property AS property, s.ftmSchema AS schema"
)


@cache
def laying(line: DirectLine) -> str:
    """Return the statement that creates the relationships of `$ids` by one line."""
    copied = ", ".join([f"{name}: s.{name}" for name in COPIED] + [f"{name}: source.{name}" for name in OF_SOURCE])
    source = "OPTIONAL MATCH (s)-[:IN]->(source:Source) WITH s, a, b, source"
    return f"{_ends(line)} {source} CREATE (a)-[:{line.type} {{statement: s.id, {copied}}}]->(b)"


@cache
def removing(line: DirectLine) -> str:
    """Return the statement that deletes those of `$ids` by one line, while the statements still have their links."""
    # Without the DISTINCT, Neo4j may go through all that leads to a State for each statement: it plans while few do.
    deletion = "WITH DISTINCT s, a, b MATCH (a)-[r:{}]->(b) WHERE r.statement = s.id DELETE r"
    return f"{_ends(line)} {deletion.format(line.type)}"


def _ends(line: DirectLine) -> str:
    start, end = f"(s)-[:{line.start}]->(a:Entity)", f"(s)-[:{line.end}]->(b:{line.family})"
    where = ["a.id < b.id" if line.both_ways else "a.id <> b.id"]
    if line.meeting is not None:
        met = " OR ".join(f"b:{label}" for label in MEETINGS)
        where.append(f"({met})" if line.meeting else f"NOT ({met})")
    return f"UNWIND $ids AS id MATCH (s:Statement {{id: id}}) MATCH {start} MATCH {end} WHERE {' AND '.join(where)}"
