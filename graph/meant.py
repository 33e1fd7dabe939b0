"""Which of several bearers of a name is meant: what reports speak of, then what lists do, then bare places.

A code list names a hundred thousand places, and many bear the name of a State, a person or a ship. A place of which
nothing is stated but where it lies is meant only where nothing else bears the name. A surname means the officeholder of
whom reports speak, else the one in office; the name of a bare place means its port or station of which reports speak,
and of bare places alone the port. Of bodies and ships on several lists, the one whose list carries out law that the
graph has. Only where there is one such, and a warning names what else it may be.
"""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum

from ..schema.names import name_key
from .near_things import NamedEntity
from .protocols import RowReader, typed

_log = logging.getLogger(__name__)
#: Letters of a surname at least: a shorter word may be an acronym, or part of a given name.
SURNAME = 4
#: What the port and the station of a place are called after it.
_SITE_FORMS = ("{} port", "port of {}", "{} station", "{} railway station")


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


def bearers_in_order(reader: RowReader, rows: Sequence[NamedEntity], name: str, *, whole: bool = True) -> NameBearers:
    """Return things of one name, the best known first, and in the order given among equals.

    Of those that reports speak of, what bears it as its name is meant before what bears it as another name.
    Of a part of a name (`whole` is false) only bare places come last: who else is meant, the part does not say.
    """
    if len(rows) < 2:
        return NameBearers(list(rows), list(rows))
    by_id = described(reader, [row.id for row in rows])
    ranks = {id_: rank if whole else max(rank, Described.BY_LIST) for id_, rank in by_id.items()}
    ordered = sorted(rows, key=lambda row: ranks[row.id])
    meant = [row for row in ordered if ranks[row.id] == ranks[ordered[0].id]]
    if whole and ranks[ordered[0].id] is Described.BY_REPORT:
        # The settlement Khasan before the station whose other name that is.
        meant = [row for row in meant if name_key(row.name) == name_key(name)] or meant
        ordered = [*meant, *(row for row in ordered if row not in meant)]
    if len(meant) == 1:
        _log.info("%s is taken, before %s", meant[0].id, ", ".join(row.id for row in ordered[1:6]))
    return NameBearers(ordered, meant)


def officeholder(reader: RowReader, surname: str) -> NamedEntity | None:
    """Return the one person of a surname who holds an office and of whom reports speak.

    Where reports speak of none, the one of whose office no end is stated; None where there are several.
    """
    if len(key := name_key(surname)) < SURNAME:
        return None
    by_id: dict[str, _Officeholder] = {}
    for row in typed(_Officeholder, reader.run(_OFFICEHOLDERS, {"end": f" {key}"})):
        if name_key(row.name).endswith(f" {key}"):
            # An office without an end comes first of those of a person.
            by_id.setdefault(row.id, row)
    rows = list(by_id.values())
    ranks = described(reader, [row.id for row in rows])
    in_reports = [row for row in rows if ranks[row.id] is Described.BY_REPORT]
    known = in_reports or [row for row in rows if row.open]
    return NamedEntity(known[0].id, known[0].labels, known[0].name) if len(known) == 1 else None


@dataclass(frozen=True)
class _Officeholder(NamedEntity):
    #: Whether the office has no stated end.
    open: bool


def site(reader: RowReader, name: str) -> NamedEntity | None:
    """Return the one port or station of a place's name that reports speak of, such as Nampo Port; None for several."""
    key = name_key(name)
    rows = typed(NamedEntity, reader.run(_SITES, {"keys": [form.format(key) for form in _SITE_FORMS]}))
    ranks = described(reader, [row.id for row in rows])
    known = [row for row in rows if ranks[row.id] is Described.BY_REPORT]
    return known[0] if len(known) == 1 else None


def with_better_known(
    reader: RowReader, name: str, bearers: NameBearers, kind: str | None, *, whole: bool
) -> NameBearers:
    """Put before who bears a name, whole or as a part, what is better known: an officeholder by surname, or a site.

    A State, and what reports speak of by its whole name, stay first; so does all but a bare place before a site.
    """
    ranks = described(reader, [row.id for row in bearers.meant[:1]] if whole else [])
    best = min(ranks.values(), default=Described.BARE_PLACE)
    if best is Described.BY_REPORT or any("Country" in row.labels for row in bearers.everyone):
        return bearers
    better = officeholder(reader, name) or (site(reader, name) if best is Described.BARE_PLACE else None)
    if better is None and whole and len(bearers.meant) > 1:
        better = _port(reader, bearers.meant) if best is Described.BARE_PLACE else _under_law(reader, bearers.meant)
    others = [row for row in bearers.everyone if better and row.id != better.id]
    if better is None or not others or (kind and kind not in better.labels):
        return bearers
    shown = ", ".join(f"{row.name} ({row.id})" for row in others[:6])
    _log.warning("%r is read as %s (%s), of whom more is known; it may be %s", name, better.name, better.id, shown)
    return NameBearers([better, *others], [better])


def _port(reader: RowReader, rows: Sequence[NamedEntity]) -> NamedEntity | None:
    """Return the one of bare places that a code list has as a port: Rotterdam, and no town or stop of that name."""
    return _only(reader, _PORTS, rows)


def _under_law(reader: RowReader, rows: Sequence[NamedEntity]) -> NamedEntity | None:
    """Return the one of bodies or ships on several lists that is listed under a programme whose law the graph has.

    Lists of several States name one body; two people of one name may be two.
    """
    return None if any("Person" in row.labels for row in rows) else _only(reader, _LISTED_UNDER_LAW, rows)


def _only(reader: RowReader, query: str, rows: Sequence[NamedEntity]) -> NamedEntity | None:
    ids = {row["id"] for row in reader.run(query, {"ids": [row.id for row in rows]})}
    return next(row for row in rows if row.id in ids) if len(ids) == 1 else None


def described(reader: RowReader, ids: Iterable[str]) -> dict[str, Described]:
    """Return by what each entity is described; one of which nothing is stated counts as a bare place."""
    kinds: dict[str, set[Described]] = defaultdict(set)
    ids = list(ids)
    if not ids:
        return {}
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
_SITES = (
    "MATCH (e:Entity:Place) WHERE any(key IN e.nameKeys WHERE key IN $keys) "
    "RETURN DISTINCT e.id AS id, labels(e) AS labels, e.name AS name ORDER BY id"
)
_PORTS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(l:Statement:Location) "
    "WHERE 'port' IN coalesce(l.functions, []) RETURN DISTINCT e.id AS id"
)
_LISTED_UNDER_LAW = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(:Statement:Listing)-[:UNDER]->(:Law)<-[:OF]-(:Law:Measure) "
    "RETURN DISTINCT e.id AS id"
)
_OFFICEHOLDERS = (
    "MATCH (o:Statement:Occupancy)-[:HOLDER]->(e:Entity:Person) WHERE any(k IN e.nameKeys WHERE k ENDS WITH $end) "
    "RETURN DISTINCT e.id AS id, labels(e) AS labels, e.name AS name, o.latest IS NULL AS open "
    "ORDER BY id, open DESC"
)
_MENTIONS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[x]-(s:Statement) OPTIONAL MATCH (s)-[:IN]->(r:Source) "
    "RETURN DISTINCT e.id AS id, type(x) AS role, labels(s) AS labels, labels(r) AS source, s.dataset AS dataset"
)
