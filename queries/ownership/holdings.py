"""Who owns and who directs a thing, hop by hop upwards, as records state it: shares and dates as intervals."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from ...graph.protocols import Row
from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import FOREVER, HalfDate, shift
from ...schema.errors import SanctionsGraphError, ValueInvalid
from ...schema.vocabulary import kind_of

OWNS, DIRECTS = "owns", "directs"
#: So many things are looked at above one before the search gives up.
MOST_OWNERS = 5000
#: Kinds that nobody owns.
UNOWNED = ("Person", "Country", "PublicBody")


@dataclass(frozen=True, order=True)
class Holding:
    """That one thing owns or directs another, by one record.

    `least` is the share in percent that the record's words mean at least: 0 where it states none.
    `begins` and `ends` are the days on which it may have begun and ended, both ends included; where no beginning is
    stated it is sure only from the day on which the record stands. `share`, `start`, `end`, `role` as stated.
    """

    owner: str
    owned: str
    how: str
    statement: str
    least: float
    begins: tuple[str, str]
    ends: tuple[str, str]
    share: str | None
    role: str | None
    start: str | None
    end: str | None
    source: str

    def may_hold(self, on: str) -> bool:
        """Whether it may have been so on a day."""
        return self.begins[0] <= on <= self.ends[1]

    def holds(self, on: str) -> bool:
        """Whether it was so on a day, by what the record states."""
        return self.begins[1] <= on <= self.ends[0]

    def turns(self) -> Iterator[str]:
        """The days on which that may change."""
        yield from self.begins
        yield from (shift(day, 1) for day in self.ends if day < FOREVER)


@dataclass
class Holdings:
    """What is known of who stands above a thing."""

    thing: str
    names: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    above: dict[str, list[Holding]] = field(default_factory=lambda: defaultdict(list))

    @property
    def things(self) -> list[str]:
        """The thing and all that stands above it, by id."""
        return sorted(self.names)

    def ownable(self, thing: str) -> bool:
        """Whether somebody can own it."""
        return self.kinds[thing] not in UNOWNED

    def all(self) -> list[Holding]:
        """Every holding, sorted."""
        return sorted(one for found in self.above.values() for one in found)


def holdings(graph: Graph, thing: Row, as_of: str) -> Holdings:
    """All that stands above a thing by records that stood on `as_of`, ring by ring."""
    found = Holdings(thing["id"], {thing["id"]: thing["name"]}, {thing["id"]: thing["kind"]})
    ring = [thing["id"]]
    while ring:
        next_: dict[str, None] = {}
        for batch in batches(ring):
            for row in graph.read(_ABOVE, ids=batch, as_of=as_of).rows:
                found.above[row["owned"]].append(_holding(row))
                if row["owner"] not in found.names:
                    found.names[row["owner"]], found.kinds[row["owner"]] = row["name"], kind_of(row["kinds"])
                    next_[row["owner"]] = None
        ring = sorted(next_)
        if len(found.names) > MOST_OWNERS:
            raise SanctionsGraphError(f"more than {MOST_OWNERS} things stand above {thing['id']}: ask for one of them.")
    return found


def least_share(text: str | None) -> float:
    """The percentage that a stated share means at least: of `50`, `12,5 %`, `25-50`; other words say nothing sure."""
    match = _SHARE.fullmatch(text or "")
    if match is None:
        return 0.0
    least, most = (float(part.replace(",", ".")) if part else None for part in match.groups())
    return least if least is not None and least <= (least if most is None else most) <= 100 else 0.0


def _holding(row: Row) -> Holding:
    how = OWNS if "Ownership" in row["labels"] else DIRECTS
    # What several own together is no one's own.
    least = least_share(row["share"]) if how == OWNS and row["owners"] == 1 else 0.0
    return Holding(
        owner=row["owner"],
        owned=row["owned"],
        how=how,
        statement=row["statement"],
        least=least,
        begins=_span(row["start"]) or ((row["earliest"],) * 2 if row["earliest"] else ("", row["since"])),
        ends=_span(row["end"]) or ((row["latest"],) * 2 if row["latest"] else (FOREVER, FOREVER)),
        share=row["share"],
        role=row["role"],
        start=row["start"],
        end=row["end"],
        source=row["source"],
    )


def _span(text: str | None) -> tuple[str, str] | None:
    try:
        parsed = HalfDate.parse((text or "")[:10])
    except ValueInvalid:
        return None
    return parsed.earliest, parsed.latest


def sure_shares(found: Iterable[Holding], on: str) -> dict[str, dict[str, float]]:
    """By owned and owner, the share that the owner has on a day at least; the least that any of its records states."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for one in found:
        if one.how == OWNS and one.holds(on):
            shares[one.owned][one.owner] = min(one.least, shares[one.owned].get(one.owner, 100.0))
    return shares


_NUMBER = r"\s*(\d{1,3}(?:[.,]\d+)?)\s*%?\s*"
_SHARE = re.compile(rf"{_NUMBER}(?:(?:-|–|to){_NUMBER})?")
_ABOVE = (
    "UNWIND $ids AS id MATCH (o:Entity {id: id})<-[:OBJECT]-(s:Statement:Relation)-[:SUBJECT]->(w:Entity) "
    "WHERE (s:Ownership OR s:Directorship) AND s.since <= $as_of AND $as_of < s.until AND w.id <> o.id "
    "MATCH (s)-[:IN]->(r:Source) "
    "RETURN o.id AS owned, w.id AS owner, w.name AS name, labels(w) AS kinds, s.id AS statement, labels(s) AS labels, "
    "s.percentage AS share, s.role AS role, s.startDate AS start, s.endDate AS end, s.earliest AS earliest, "
    "s.latest AS latest, s.since AS since, r.id AS source, COUNT { (s)-[:SUBJECT]->(:Entity) } AS owners "
    "ORDER BY owned, owner, statement"
)
