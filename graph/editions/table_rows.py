"""What holds of the rows of event tables alone: since when they stand, which kinds their events have, their links.

Dates and kinds are functions of the stored versions, so they do not depend on the order in which editions came. Links
of the words of a row to things of the graph are made after a load, and go with the version of the row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ...schema.entities import Entity
from ...schema.vocabulary import EVENT_PROPERTIES
from ..protocols import RowReader, Transaction, typed
from ..watched import about_to_change, written
from ..writing import batches, delete_nodes
from .record_version import edition_of

#: Ids of links begin so; the id of the version of the row follows, and a mark.
LINK = "link:"
#: Who concludes what the words of rows suggest.
RULES = Entity.named("sg:event-words", "Thing", "Rules of this program on the words of event tables")


@dataclass(slots=True)
class _Version:
    id: str
    key: str
    since: str
    own_day: str


def backdate(tx: Transaction, dataset: str) -> None:
    """Let the first version of each row stand since its own source is dated, where that is before its edition."""
    versions: dict[str, list[_Version]] = defaultdict(list)
    for version in typed(_Version, tx.run(_KNOWN, {"dataset": dataset})):
        versions[version.key].append(version)
    changed: list[dict[str, str]] = []
    for of_row in versions.values():
        of_row.sort(key=_edition)
        for version in of_row:
            edition = _edition(version)
            since = min(version.own_day, edition) if version is of_row[0] else edition
            if since != version.since:
                changed.append({"id": version.id, "since": since})
    about_to_change(tx, ("Statement",), [row["id"] for row in changed])
    for rows in batches(changed):
        tx.run("UNWIND $rows AS row MATCH (s:Statement {id: row.id}) SET s.since = row.since", {"rows": rows})
    written(tx, ("Statement",), [row["id"] for row in changed])


def _edition(version: _Version) -> str:
    return edition_of(version.id)


def links_of(tx: RowReader, ids: Iterable[str]) -> list[str]:
    """Return the ids of the links of versions of rows (ids)."""
    query = (
        "UNWIND $ids AS id MATCH (o:Statement:Occurrence {id: id}) WITH DISTINCT o MATCH (o)-[:ABOUT]->(e:Entity) "
        "WITH DISTINCT o, e MATCH (e)<-[:ABOUT]-(s:Statement) WHERE s.id STARTS WITH $link + o.id + '#' "
        "RETURN DISTINCT s.id AS id ORDER BY id"
    )
    return [row["id"] for batch in batches(list(ids)) for row in tx.run(query, {"ids": batch, "link": LINK})]


def drop_links(tx: Transaction, dataset: str) -> None:
    """Remove the links of the rows of a table."""
    rows = tx.run("MATCH (o:Statement:Occurrence {dataset: $dataset}) RETURN o.id AS id", {"dataset": dataset})
    delete_nodes(tx, "Statement", links_of(tx, [row["id"] for row in rows]))


@dataclass(slots=True)
class _EventKind:
    id: str
    kinds: list[str]
    labels: list[str]


def drop_stale_kinds(tx: Transaction, dataset: str) -> None:
    """Take kinds from events that no stored version of their row gives them any more."""
    stale: dict[str, list[str]] = defaultdict(list)
    for event in typed(_EventKind, tx.run(_KINDS, {"dataset": dataset})):
        for label in set(event.labels) & EVENT_PROPERTIES.keys() - {"Event", *event.kinds}:
            stale[label].append(event.id)
    for label, ids in sorted(stale.items()):
        for batch in batches(sorted(ids)):
            tx.run(f"UNWIND $ids AS id MATCH (e:Entity {{id: id}}) REMOVE e:{label}", {"ids": batch})
        written(tx, ("Entity", "Event"), ids)
        written(tx, ("Entity", "Event"), ids)


_KNOWN = (
    "MATCH (r:Statement {dataset: $dataset}) WHERE (r:Record OR r:Claim) AND r.knownFrom IS NOT NULL "
    "RETURN r.id AS id, r.key AS key, r.since AS since, r.knownFrom AS own_day"
)
_KINDS = (
    "MATCH (o:Statement:Occurrence {dataset: $dataset})-[:ABOUT]->(e:Entity) WHERE o.eventKind IS NOT NULL "
    "RETURN e.id AS id, collect(DISTINCT o.eventKind) AS kinds, labels(e) AS labels"
)
