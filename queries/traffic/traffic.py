"""Traffic at a place: what was counted, by whom, and what of it can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import combinations

from ...graph.store import EntityRef, Graph
from ...schema.dates import DayLike, known_by, stood_in_cypher
from ...schema.vocabulary import Property, Stance
from .counts import (
    ITSELF,
    PART,
    WHOLE,
    Count,
    CountClaim,
    GroupDifference,
    RelatedPlace,
    TrafficSeries,
    UncomparedClaim,
    differ,
    group_of,
    in_time,
)

_FORWARD = [str(stance) for stance in Stance if stance.affirms]
#: Claim to the claims that it repeats.
Bases = Mapping[str, set[str]]


def traffic(graph: Graph, subject: str, *, as_of: DayLike | None = None) -> TrafficSeries:
    """Return what was counted at a place over time, and what of it can be compared.

    Counts at places that are stated to be parts of it, and at those of which it is stated to be a part, are shown too;
    each says of which place it is, and counts of different places are never compared with each other.

    `subject` is an id or name; `as_of` leaves out what was not yet, or no longer, stated then. A claim that rests on
    another count of the same observation repeats it and is no count of its own. Nothing is estimated, and half-known
    dates stay intervals. Raises NotFound or Ambiguous for the name.
    """
    place, as_of = graph.entity(subject, "Place"), known_by(as_of)
    related = _related_places(graph, place, as_of)
    ids = [there.id for there in related]
    names = {
        event.id: event.name for event in graph.read_as(_Observed, _OBSERVED, ids=ids, as_of=as_of, forward=_FORWARD)
    }
    about, bases = _claims(graph, sorted({*names, *ids}), as_of)
    comparable: dict[tuple[str, ...], list[Count]] = defaultdict(list)
    apart: list[UncomparedClaim] = []
    for event in sorted(names):
        for claim in _roots(about[event], Property.QUANTITY, bases):
            count = _count(claim, names[event], about[event], bases)
            if why := _why_apart(count):
                apart.append(_apart(claim, why))
            else:
                comparable[count.unit or "", count.speaker_id, count.basis, *count.places].append(count)
    usual = [claim for event in sorted(about) for claim in _roots(about[event], Property.BASELINE, bases)]
    affirmed = [claim for claim in usual if claim.affirms()]
    groups = tuple(group_of(sorted(counts, key=in_time), affirmed) for _, counts in sorted(comparable.items()))
    used = {baseline.claim for group in groups for baseline in group.baselines}
    for claim in usual:
        if claim.claim not in used:
            why = "no count of that unit by that speaker" if claim.affirms() else _refused(claim.stance)
            apart.append(_apart(claim, why))
    differences = tuple(
        GroupDifference((a, b), differ(groups[a], groups[b])) for a, b in combinations(range(len(groups)), 2)
    )
    return TrafficSeries(place, as_of, tuple(related), groups, differences, tuple(apart))


def _related_places(graph: Graph, place: EntityRef, as_of: str) -> list[RelatedPlace]:
    """Return the place, then its parts of any depth, then what it is part of, each with how it is related."""
    related = {place.id: RelatedPlace(place.id, place.name, ITSELF)}
    for how, query in ((PART, _PARTS), (WHOLE, _WHOLES)):
        ring = [place.id]
        while ring:
            rows = graph.read_as(_Observed, query, ids=ring, as_of=as_of, forward=_FORWARD)
            new = {row.id: RelatedPlace(row.id, row.name, how) for row in rows if row.id not in related}
            related |= new
            ring = sorted(new)
    return list(related.values())


def _claims(graph: Graph, ids: Sequence[str], as_of: str) -> tuple[dict[str, list[CountClaim]], Bases]:
    """Return the claims about each observation and the place, oldest first, and the claims that they repeat."""
    properties = [str(p) for p in (Property.QUANTITY, Property.BASELINE, Property.DATE, Property.PLACE)]
    claims = graph.read_as(CountClaim, _CLAIMS, ids=ids, as_of=as_of, properties=properties)
    about: dict[str, list[CountClaim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: (claim.since, claim.claim)):
        about[claim.about].append(claim)
    bases: dict[str, set[str]] = defaultdict(set)
    claim_ids = sorted(claim.claim for claim in claims)
    for repeat in graph.read_as(_Repeat, _REPEATS, ids=claim_ids, as_of=as_of, forward=_FORWARD):
        bases[repeat.claim].add(repeat.base)
    return about, bases


def _roots(claims: Iterable[CountClaim], prop: Property, bases: Bases) -> list[CountClaim]:
    """Return the claims on a property that repeat no other claim on it about the same thing."""
    return [claim for claim in claims if claim.property == prop and not bases.get(claim.claim)]


def _count(claim: CountClaim, name: str, claims: Sequence[CountClaim], bases: Bases) -> Count:
    earliest, latest, date = _dated(claim, claims)
    places = [c for c in claims if c.property == Property.PLACE and c.affirms() and c.value_id]
    places = [c for c in places if c.report == claim.report] or places
    return Count(
        claim=claim.claim,
        observation=claim.about,
        name=name,
        date=date,
        earliest=earliest,
        latest=latest,
        number=claim.number,
        qualifier=claim.qualifier,
        unit=claim.unit,
        value=claim.value,
        hedge=claim.hedge,
        stance=claim.stance,
        basis=claim.basis,
        speaker_id=claim.speaker_id,
        speaker=claim.speaker,
        report=claim.report,
        locator=claim.locator,
        since=claim.since,
        places=tuple(sorted({c.value_id for c in places if c.value_id})),
        repeated_by=tuple(sorted(repeating for repeating, under in bases.items() if claim.claim in under)),
    )


def _dated(claim: CountClaim, claims: Sequence[CountClaim]) -> tuple[str | None, str | None, str | None]:
    """Return the days of an observation: as the count's report has them, else its speaker, else any source.

    Dates that agree narrow each other; dates that contradict leave all the days from the first to the last.
    """
    dates = [c for c in claims if c.property == Property.DATE and c.affirms() and c.earliest]
    dates = [c for c in dates if c.report == claim.report] or dates
    dates = [c for c in dates if c.speaker_id == claim.speaker_id] or dates
    if not dates:
        return None, None, None
    begins, ends = [c.earliest or "" for c in dates], [c.latest or "" for c in dates]
    earliest, latest = max(begins), min(ends)
    if earliest > latest:
        earliest, latest = min(begins), max(ends)
    as_stated = [c.value or "" for c in dates if (c.earliest, c.latest) == (earliest, latest)]
    return earliest, latest, min(as_stated, default=f"{earliest}/{latest}")


def _why_apart(count: Count) -> str | None:
    if not Stance(count.stance).affirms:
        return _refused(count.stance)
    if count.number is None:
        return "no number is stated"
    if not count.unit:
        return "what was counted is not stated"
    if count.earliest is None:
        return "no date is stated"
    return None


def _refused(stance: str) -> str:
    return f"not put forward: the speaker {stance} it"


def _apart(claim: CountClaim, why: str) -> UncomparedClaim:
    columns = {column.name: getattr(claim, column.name) for column in fields(UncomparedClaim) if column.name != "why"}
    return UncomparedClaim(**columns, why=why)


@dataclass(frozen=True)
class _Observed:
    id: str
    name: str


@dataclass(frozen=True)
class _Repeat:
    claim: str
    base: str


_PART_OF = (
    "((s:Location AND type(w) = 'WITHIN') OR (s:Claim AND s.property = 'part-of' AND type(w) = 'VALUE' "
    f"AND s.stance IN $forward)) AND {stood_in_cypher('s')} "
)
_PARTS = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[w]-(s:Statement)-[:ABOUT]->(p:Entity:Place) "
    f"WHERE {_PART_OF}RETURN DISTINCT p.id AS id, p.name AS name ORDER BY id"
)
_WHOLES = (
    "UNWIND $ids AS id MATCH (:Entity {id: id})<-[:ABOUT]-(s:Statement)-[w]->(p:Entity:Place) "
    f"WHERE {_PART_OF}RETURN DISTINCT p.id AS id, p.name AS name ORDER BY id"
)
_OBSERVED = (
    "UNWIND $ids AS id MATCH (o:Entity:Observation)<-[:ABOUT]-(c:Statement:Claim)-[:VALUE]->(:Entity {id: id}) "
    f"WHERE c.property = 'place' AND c.stance IN $forward AND {stood_in_cypher('c')} "
    "RETURN DISTINCT o.id AS id, o.name AS name ORDER BY id"
)
_CLAIMS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(c:Statement:Claim)-[:SAID_BY]->(s:Entity) "
    f"WHERE c.property IN $properties AND {stood_in_cypher('c')} "
    "MATCH (c)-[:IN]->(r:Source) OPTIONAL MATCH (c)-[:VALUE]->(v:Entity) "
    "RETURN e.id AS about, c.id AS claim, c.property AS property, c.stance AS stance, c.value AS value, "
    "c.number AS number, c.unit AS unit, c.qualifier AS qualifier, c.hedge AS hedge, c.basis AS basis, "
    "c.since AS since, c.locator AS locator, c.earliest AS earliest, c.latest AS latest, s.id AS speaker_id, "
    "s.name AS speaker, r.id AS report, v.id AS value_id"
)
_REPEATS = (
    "UNWIND $ids AS id MATCH (c:Statement:Claim {id: id})-[:ABOUT]->(e:Entity) "
    "MATCH (c)-[:RESTS_ON*1..6]->(b:Statement:Claim)-[:ABOUT]->(e) "
    "WHERE b.property = c.property AND b.id <> c.id AND c.stance IN $forward AND b.stance IN $forward "
    f"AND {stood_in_cypher('b')} "
    "RETURN DISTINCT c.id AS claim, b.id AS base"
)
