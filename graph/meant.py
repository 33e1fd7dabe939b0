"""Which of several bearers of a name is meant: what reports speak of, then what lists do, then bare places.

A code list names a hundred thousand places, and many bear the name of a State, a person or a ship. A place of which
nothing is stated but where it lies is meant only where nothing else bears the name.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from .near_things import NamedEntity
from .protocols import RowReader, typed

_log = logging.getLogger(__name__)


class Described(IntEnum):
    """By what a thing is described, the best known first."""

    BY_REPORT = 0
    BY_LIST = 1
    BARE_PLACE = 2


@dataclass(frozen=True)
class NameBearers:
    """Things that bear a name, the best known first; `meant` are those of them that are as well known as the first."""

    everyone: list[NamedEntity]
    meant: list[NamedEntity]


def bearers_in_order(reader: RowReader, rows: Sequence[NamedEntity], *, whole: bool = True) -> NameBearers:
    """Return things of one name, the best known first, and in the order given among equals.

    Of a part of a name (`whole` is false) only bare places come last: who else is meant, the part does not say.
    """
    if len(rows) < 2:
        return NameBearers(list(rows), list(rows))
    by_id = described(reader, [row.id for row in rows])
    ranks = {id_: rank if whole else max(rank, Described.BY_LIST) for id_, rank in by_id.items()}
    ordered = sorted(rows, key=lambda row: ranks[row.id])
    meant = [row for row in ordered if ranks[row.id] == ranks[ordered[0].id]]
    if len(meant) == 1:
        _log.info("%s is taken, before %s", meant[0].id, ", ".join(row.id for row in ordered[1:6]))
    return NameBearers(ordered, meant)


def described(reader: RowReader, ids: Iterable[str]) -> dict[str, Described]:
    """Return by what each entity is described; one of which nothing is stated counts as a bare place."""
    kinds: dict[str, set[Described]] = defaultdict(set)
    ids = list(ids)
    for row in typed(_Mentions, reader.run(_MENTIONS, {"ids": ids})):
        kinds[row.id].add(row.described())
    return {id_: min(kinds[id_], default=Described.BARE_PLACE) for id_ in ids}


def described_by(reader: RowReader) -> dict[str, Described]:
    """Return by what each entity of a graph is described; one that is missing is a bare place or of nothing stated."""
    ranks: dict[str, Described] = {}
    for rank, queries in _ALL.items():
        for query in queries:
            ranks |= {row["id"]: rank for row in reader.run(query)}
    return ranks


@dataclass(frozen=True)
class _Mentions:
    id: str
    role: str
    labels: list[str]
    source: list[str] | None
    dataset: str | None

    def described(self) -> Described:
        if "Claim" in self.labels or "Report" in (self.source or ()) or self.dataset == "identities":
            return Described.BY_REPORT
        where = "Location" in self.labels and self.role == "ABOUT"
        # That two code lists mean one place makes it no less bare.
        return Described.BARE_PLACE if where or {"Identity", "CaseNote"} & {*self.labels} else Described.BY_LIST


#: The same for a whole graph, the better known last.
_ALL = {
    Described.BY_LIST: (
        "MATCH (s:Statement:Location)-[x]->(e:Entity) WHERE type(x) <> 'ABOUT' RETURN DISTINCT e.id AS id",
        "MATCH (s:Statement)-->(e:Entity) WHERE NOT s:Location AND NOT s:Identity AND NOT s:CaseNote "
        "RETURN DISTINCT e.id AS id",
    ),
    Described.BY_REPORT: (
        "MATCH (s:Statement:Claim)-->(e:Entity) RETURN DISTINCT e.id AS id",
        "MATCH (:Source:Report)<-[:IN]-(s:Statement)-->(e:Entity) RETURN DISTINCT e.id AS id",
        "MATCH (s:Statement:Identity {dataset: 'identities'})-->(e:Entity) RETURN DISTINCT e.id AS id",
    ),
}
_MENTIONS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[x]-(s:Statement) OPTIONAL MATCH (s)-[:IN]->(r:Source) "
    "RETURN DISTINCT e.id AS id, type(x) AS role, labels(s) AS labels, labels(r) AS source, s.dataset AS dataset"
)
