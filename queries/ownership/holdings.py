"""Who owns and who directs a thing, hop by hop upwards, as records and claims state it: shares and dates as intervals.

A claim names an owner without a share. Who operates or manages a ship is no owner, and is not read here.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from math import nextafter

from ...graph.store import EntityRef, Graph
from ...graph.writing import batches
from ...schema.dates import FOREVER, HalfDate, shift, stood_in_cypher
from ...schema.errors import SanctionsGraphError, ValueInvalid
from ...schema.vocabulary import Property, Stance, kind_of

OWNS, DIRECTS = "owns", "directs"
#: So many things are looked at above one before the search gives up.
MOST_OWNERS = 5000
#: Kinds that cannot be owned.
UNOWNED = ("Person", "Country", "PublicBody")


@dataclass(frozen=True, order=True)
class Holding:
    """That one thing owns or directs another, by one record or claim.

    `least` is the share in percent that the statement's words mean at least: 0 where it states none.
    `begins` and `ends` are the days on which it may have begun and ended, both ends included; where no beginning is
    stated it is sure only from the day on which the statement stands. `share`, `start`, `end`, `role` as stated.
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
        """Yield the days on which it may begin, and those after which it may end."""
        yield from self.begins
        yield from (shift(day, 1) for day in self.ends if day < FOREVER)


@dataclass
class Holdings:
    """What records and claims say of who stands above a thing."""

    thing: str
    entities: dict[str, EntityRef] = field(default_factory=dict)
    above: dict[str, list[Holding]] = field(default_factory=lambda: defaultdict(list))

    @property
    def things(self) -> list[str]:
        """The thing and everything above it, by id."""
        return sorted(self.entities)

    def ownable(self, thing: str) -> bool:
        """Whether it is of a kind that can be owned."""
        return self.entities[thing].kind not in UNOWNED

    def every(self) -> list[Holding]:
        """Return every holding, sorted."""
        return sorted(holding for holdings_of in self.above.values() for holding in holdings_of)


def holdings(graph: Graph, entity: EntityRef, as_of: str) -> Holdings:
    """Return everything above an entity by records and claims that stood on `as_of`, ring by ring."""
    network = Holdings(entity.id, {entity.id: entity})
    ring = [entity.id]
    while ring:
        next_ring: set[str] = set()
        for batch in batches(ring):
            for row in _holdings_of(graph, batch, as_of):
                network.above[row.owned].append(_holding(row))
                if row.owner not in network.entities:
                    network.entities[row.owner] = EntityRef(row.owner, kind_of(list(row.kinds)), row.name)
                    next_ring.add(row.owner)
        ring = sorted(next_ring)
        if len(network.entities) > MOST_OWNERS:
            raise SanctionsGraphError(f"more than {MOST_OWNERS} entities stand above {entity.id}: ask for one of them.")
    return network


def owned_below(graph: Graph, as_of: str) -> list[OwnedPair]:
    """Return each pair of an owner or director and what it owns or directs, by what stood on `as_of`."""
    return [row for query in _PAIRS for row in graph.read_as(OwnedPair, query, as_of=as_of, affirming=_AFFIRMING)]


def least_share(text: str | None) -> float:
    """Return the percentage that a stated share means at least: of `50`, `12,5 %`, `25-50`; of other words 0.

    Of `more than 50%`, and of a majority, the smallest number above it: a rule may ask for more than the half.
    """
    if _MAJORITY.fullmatch(text or ""):
        return nextafter(50.0, 100.0)
    match = _SHARE.fullmatch(text or "")
    if match is None:
        return 0.0
    least, most = (float(part.replace(",", ".")) if part else None for part in match.group("least", "most"))
    if least is None or not least <= (least if most is None else most) <= 100:
        return 0.0
    return nextafter(least, 100.0) if match["more"] or match["one"] else least


def at_least(share: float) -> str:
    """Return in words what a share is at least: `at least 50 %`, or `more than 50 %`."""
    whole = round(share, 9)
    return f"{'more than' if share > whole else 'at least'} {whole:g} %"


@dataclass(frozen=True)
class OwnedPair:
    """That a thing owns or directs another, by some record or claim."""

    owner: str
    id: str
    labels: list[str]
    name: str


@dataclass(frozen=True)
class _HoldingRow:
    owned: str
    owner: str
    name: str
    kinds: Sequence[str]
    statement: str
    labels: Sequence[str]
    share: str | None
    role: str | None
    start: str | None
    end: str | None
    earliest: str | None
    latest: str | None
    since: str
    source: str
    owners: int


def _holdings_of(graph: Graph, ids: Sequence[str], as_of: str) -> Iterator[_HoldingRow]:
    yield from graph.read_as(_HoldingRow, _ABOVE, ids=ids, as_of=as_of)
    yield from graph.read_as(_HoldingRow, _CLAIMED_ABOVE, ids=ids, as_of=as_of, affirming=_AFFIRMING)


def _holding(row: _HoldingRow) -> Holding:
    way = DIRECTS if "Directorship" in row.labels else OWNS
    # What several own together is no one's own.
    least = least_share(row.share) if way == OWNS and row.owners == 1 else 0.0
    unstated_begin = (row.earliest, row.earliest) if row.earliest else ("", row.since)
    unstated_end = (row.latest, row.latest) if row.latest else (FOREVER, FOREVER)
    return Holding(
        *(row.owner, row.owned, way, row.statement, least),
        begins=_span(row.start) or unstated_begin,
        ends=_span(row.end) or unstated_end,
        share=row.share,
        role=row.role,
        start=row.start,
        end=row.end,
        source=row.source,
    )


def _span(text: str | None) -> tuple[str, str] | None:
    try:
        parsed = HalfDate.parse((text or "")[:10])
    except ValueInvalid:
        return None
    return parsed.earliest, parsed.latest


def sure_shares(of: Iterable[Holding], on: str) -> dict[str, dict[str, float]]:
    """Return by owned and owner the share that the owner surely has on a day: the least that any record states."""
    shares: dict[str, dict[str, float]] = defaultdict(dict)
    for holding in of:
        if holding.how == OWNS and holding.holds(on):
            least = min(holding.least, shares[holding.owned].get(holding.owner, 100.0))
            shares[holding.owned][holding.owner] = least
    return shares


_NUMBER = r"\s*(?P<{}>\d{{1,3}}(?:[.,]\d+)?)\s*(?:%|per ?cent|pct\.?)?\s*"
#: What may stand before a share that is the least: `more than 50%`, `at least 25 percent`.
_LEAST = (
    r"(?:(?P<more>more than|over|above|>(?!=))|at least|not less than|no less than|minimum(?: of)?|from|between|>=|≥)?"
)
_SHARE = re.compile(
    rf"\s*{_LEAST}{_NUMBER.format('least')}"
    rf"(?:(?:-|–|to|and(?: up to)?|and above|or more){_NUMBER.format('most')}|and above|or more"
    r"|(?P<one>(?:plus|\+) ?(?:1|one) share))?\s*",
    re.IGNORECASE,
)
_MAJORITY = re.compile(r"\s*(?:a )?majority(?: (?:stake|share|shareholding|interest|of the shares))?\s*", re.IGNORECASE)
_ABOVE = (
    "UNWIND $ids AS id MATCH (o:Entity {id: id})<-[:OBJECT]-(s:Statement:Relation)-[:SUBJECT]->(w:Entity) "
    f"WHERE (s:Ownership OR s:Directorship) AND {stood_in_cypher('s')} AND w.id <> o.id "
    "MATCH (s)-[:IN]->(r:Source) "
    "RETURN o.id AS owned, w.id AS owner, w.name AS name, labels(w) AS kinds, s.id AS statement, labels(s) AS labels, "
    "s.percentage AS share, s.role AS role, s.startDate AS start, s.endDate AS end, s.earliest AS earliest, "
    "s.latest AS latest, s.since AS since, r.id AS source, COUNT { (s)-[:SUBJECT]->(:Entity) } AS owners "
    "ORDER BY owned, owner, statement"
)
_AFFIRMING = [str(stance) for stance in Stance if stance.affirms]
_CLAIMED = f"s.property = '{Property.OWNER}' AND s.stance IN $affirming AND {stood_in_cypher('s')} AND w.id <> o.id "
_CLAIMED_ABOVE = (
    "UNWIND $ids AS id MATCH (o:Entity {id: id})<-[:ABOUT]-(s:Statement:Claim)-[:VALUE]->(w:Entity) "
    f"WHERE {_CLAIMED}"
    "MATCH (s)-[:IN]->(r:Source) "
    "RETURN o.id AS owned, w.id AS owner, w.name AS name, labels(w) AS kinds, s.id AS statement, labels(s) AS labels, "
    "null AS share, null AS role, null AS start, null AS end, null AS earliest, null AS latest, s.since AS since, "
    "r.id AS source, 1 AS owners ORDER BY owned, owner, statement"
)
_PAIRS = (
    "MATCH (w:Entity)<-[:SUBJECT]-(s:Statement:Relation)-[:OBJECT]->(o:Entity) "
    f"WHERE (s:Ownership OR s:Directorship) AND {stood_in_cypher('s')} AND w.id <> o.id "
    "RETURN DISTINCT w.id AS owner, o.id AS id, labels(o) AS labels, o.name AS name ORDER BY owner, id",
    f"MATCH (w:Entity)<-[:VALUE]-(s:Statement:Claim)-[:ABOUT]->(o:Entity) WHERE {_CLAIMED}"
    "RETURN DISTINCT w.id AS owner, o.id AS id, labels(o) AS labels, o.name AS name ORDER BY owner, id",
)
