"""Upgrade a graph that an earlier version of this program wrote, in place.

`STEPS` has a function for each earlier version of the model, which returns a node as the next version stores it.
A file is changed whole or not at all. A server takes one transaction for each batch and gets its version last: until
then it is refused for reading, and an upgrade that was broken off can be run again.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from ...schema.claim_words import claim_caption
from ...schema.errors import GraphVersion
from ...schema.family import FAMILIES, Value
from ...schema.generated import SCHEMA_VERSION
from ..direct_keeping import layer_mark
from ..direct_laying import lay_anew
from ..editions.licences import licence_of
from ..node_row import NodeRow
from ..protocols import Engine, Table, Transaction
from ..steps import steps
from ..store import Graph, stored_version
from ..text_report import TextReport
from ..write_mark import mark_write
from ..writing import batches, delete_nodes, read_nodes, write_nodes

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class UpgradeReport(TextReport):
    """What an upgrade did: the versions of the model before and after it, and how many nodes it rewrote."""

    graph: str
    before: int
    after: int
    nodes: int

    def to_dict(self) -> dict[str, Any]:
        """Return the fields as plain values for JSON."""
        return asdict(self)

    def __str__(self) -> str:
        return f"{self.graph}: model {self.before} to {self.after}, {self.nodes:,} nodes rewritten"


def upgrade(graph: Graph) -> UpgradeReport:
    """Bring a graph to the model of this program, and return what was done; one that is up to date is left alone.

    Raises GraphVersion for a graph of a newer program, and for one that is too old to be upgraded.
    """
    engine = graph._engine
    before = stored_version(engine)
    if before == SCHEMA_VERSION:
        return UpgradeReport(graph.uri, before, before, 0)
    if before > SCHEMA_VERSION or any(version not in STEPS for version in range(before, SCHEMA_VERSION)):
        raise GraphVersion(
            f"{graph.uri}: there is no upgrade from schema version {before} to {SCHEMA_VERSION}. Build the graph again "
            "from its sources: `sanctionsgraph --graph NEW.kgl init`, then `sanctionsgraph --graph NEW.kgl load` each."
        )
    count = 0
    with steps(engine) as step:
        for rows in _outdated(engine, before):
            step(partial(_rewrite, rows=rows))
            count += len(rows)
            _log.debug("%s: %d nodes rewritten", graph.uri, count)
        step(mark_write)
    if layer_mark(_EngineReader(engine)).on:
        lay_anew(engine)
    _log.info("%s: schema version %d upgraded to %d, %d nodes rewritten", graph.uri, before, SCHEMA_VERSION, count)
    return UpgradeReport(graph.uri, before, SCHEMA_VERSION, count)


#: A node as it is stored, and as it is to be stored.
_Change = tuple[NodeRow, NodeRow]


def _outdated(engine: Engine, version: int) -> Iterator[list[_Change]]:
    """Yield, batch by batch, the nodes that a later version stores otherwise."""
    reader = _EngineReader(engine)
    for family in FAMILIES:
        ids = sorted(row["id"] for row in reader.run(f"MATCH (n:{family}) RETURN n.id AS id"))
        for batch in batches(ids):
            changes = [(row, _upgraded(row, version)) for row in read_nodes(reader, family, batch)]
            if outdated := [(old, new) for old, new in changes if old != new]:
                yield outdated


def _upgraded(row: NodeRow, version: int) -> NodeRow:
    for step in range(version, SCHEMA_VERSION):
        row = STEPS[step](row)
    return row


def _rewrite(tx: Transaction, rows: list[_Change]) -> None:
    """Write nodes anew. One whose id or labels change is replaced, which only nodes without links may be."""
    replaced = [old for old, new in rows if (old.id, old.labels) != (new.id, new.labels)]
    for family in {row.family for row in replaced}:
        delete_nodes(tx, family, [row.id for row in replaced if row.family == family])
    write_nodes(tx, [new for _, new in rows])


class _EngineReader:
    """Reads a graph whose version `Graph.read` refuses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def run(self, cypher: str, parameters: Any = None) -> list[dict[str, Any]]:
        table: Table = self._engine.read(cypher, parameters or {})
        return table.rows


def _from_1(row: NodeRow) -> NodeRow:
    """Version 2 names three parts anew: label Share, property `given` everywhere, `ground` of identities."""
    names = {"given": "originalIds"} | ({"ground": "reason"} if "Identity" in row.labels else {})
    properties = {names.get(name, name): value for name, value in row.properties.items()}
    labels = row.labels
    if "Share" in labels:
        labels = tuple("Referent" if label == "Share" else label for label in labels)
        properties["id"] = f"referent:{row.id.partition(':')[2]}"
    return replace(row, labels=labels, properties=properties)


def _from_2(row: NodeRow) -> NodeRow:
    """Version 3 captions claims in words, keeps licences with editions, and with duties what act and bearer mean."""
    if "Claim" in row.labels:
        return _captioned(row)
    if "Edition" in row.labels and not row.properties.get("licence") and (terms := licence_of(row.text("dataset"))):
        more = {"licence": terms.licence, "attribution": terms.attribution, "licenceUrl": terms.url}
        return replace(row, properties={**row.properties, **more})
    if "Duty" not in row.labels or "shownBy" in row.properties:
        return row
    return _with_meanings(row)


def _captioned(row: NodeRow) -> NodeRow:
    """Return a claim with its caption in words; one whose value is an entity has its id at the end of the old one."""
    value, unit = row.properties.get("value"), row.properties.get("unit")
    entity = row.text("name").partition(": ")[2] or None
    words = str(value) if value is not None else None
    caption = partial(claim_caption, row.text("property"), row.text("stance"), words)
    name = caption(entity if words is None else None, str(unit) if unit else None)
    return replace(row, properties={**row.properties, "name": name})


def _with_meanings(row: NodeRow) -> NodeRow:
    """Return a duty with what its act and its bearer are, which the program knew before."""
    bearer, act = row.properties.get("bearer"), row.properties.get("act")
    events, shown_by, acting, answered = _ACTS_OF_2.get(str(act), (_MOVING, "exists", _EITHER, ()))
    more: dict[str, Value] = {
        "who": "target" if bearer == "target" else "other",
        "events": list(events),
        "shownBy": shown_by,
        "acting": list(acting),
        "bans": act in _BANS_OF_2,
    }
    more |= {"through": ["carrier"]} if bearer == "flag-states" else {}
    more |= {"answeredBy": list(answered)} if answered else {}
    return replace(row, properties={**row.properties, **more})


_MOVING, _EITHER = ("Transfer", "Observation"), ("from", "to")
_CALLS = (*_MOVING, "PortCall")
#: The acts of version 2: events, what shows it, whose State acts, what answers it.
_ACTS_OF_2: dict[str, tuple[tuple[str, ...], str, tuple[str, ...], tuple[str, ...]]] = {
    "cease-export": (_MOVING, "exists", ("from",), ()),
    "cease-import": (_MOVING, "exists", ("to",), ()),
    "prohibit-procurement": (_MOVING, "exists", ("to",), ()),
    "prevent-supply": (_MOVING, "exists", ("from",), ()),
    "cap-supply": (_MOVING, "exists", ("from",), ()),
    "prevent-services": ((*_MOVING, "Employment"), "exists", _EITHER, ()),
    "cease-activity": (("Launch",), "exists", _EITHER, ()),
    "inspect": (_CALLS, "omission", _EITHER, ("inspected", "seized")),
    "freeze": ((*_CALLS, "Venture"), "omission", _EITHER, ("frozen",)),
    "deny-entry": (("Trip", "Summit"), "exists", _EITHER, ()),
    "deny-port": (("PortCall",), "exists", _EITHER, ()),
    "close-joint-venture": (("Venture",), "exists", _EITHER, ("closed",)),
    "repatriate": (("Employment",), "omission", _EITHER, ("repatriated",)),
}
_BANS_OF_2 = frozenset(
    {
        *("cease-export", "cease-import", "prohibit-procurement", "prevent-supply", "cap-supply"),
        *("prevent-technical-assistance", "suspend-cooperation"),
    }
)

STEPS: dict[int, Callable[[NodeRow], NodeRow]] = {1: _from_1, 2: _from_2}
