"""The mark of a graph that every write changes: by it, what was worked out from the graph is known to be stale."""

from __future__ import annotations

from uuid import uuid4

from ..schema.generated import SCHEMA_VERSION
from .protocols import Transaction


def mark_write(tx: Transaction) -> None:
    """Mark the graph as written by this version of the schema, in a state that it never had before."""
    tx.run(
        "MERGE (m:Meta {id: 'schema'}) SET m.name = 'schema', m.version = $version, m.state = $state",
        {"version": SCHEMA_VERSION, "state": uuid4().hex},
    )
