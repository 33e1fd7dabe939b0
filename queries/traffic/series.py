"""Traffic at a place: what was counted, by whom, and what of it can be compared."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations

from ...graph.protocols import Row
from ...graph.store import Graph
from ...schema.dates import LATEST, day
from ...schema.vocabulary import Property, Stance
from .counts import Apart, Count, Series, differ, group_of, in_time

#: To deny, to doubt and to decline is to put nothing forward.
_FORWARD = (Stance.ASSERTS, Stance.SUGGESTS)


def series(graph: Graph, place: str, as_of: str | None = None) -> Series:
    """What was counted at a place over time, and what of it can be compared.

    `place` is an id or name; `as_of` (ISO day) leaves out what was not yet, or no longer, said then. A claim that
    rests on another count of the same observation repeats it and is no count of its own. Nothing is estimated, and
    half-known dates stay intervals. Raises NotFound or Ambiguous for the name.
    """
    where = graph.one(place)
    known = day(as_of) if as_of else LATEST
    forward = [str(stance) for stance in _FORWARD]
    observed = graph.read(_OBSERVED, id=where["id"], as_of=known, forward=forward).rows
    names = {row["id"]: row["name"] for row in observed}
    wanted = [str(p) for p in (Property.QUANTITY, Property.BASELINE, Property.DATE, Property.PLACE)]
    rows = graph.read(_SAID, ids=sorted({*names, where["id"]}), as_of=known, properties=wanted).rows
    about: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(rows, key=lambda row: (row["since"], row["claim"])):
        about[row["about"]].append(row)
    bases: dict[str, set[str]] = defaultdict(set)
    claims = sorted(row["claim"] for row in rows)
    for row in graph.read(_REPEATS, ids=claims, as_of=known, forward=forward).rows:
        bases[row["claim"]].add(row["base"])
    kept: dict[tuple[str, ...], list[Count]] = defaultdict(list)
    apart: list[Apart] = []
    for event in sorted(names):
        for row in _own(about[event], Property.QUANTITY, bases):
            count = _count(row, names[event], about[event], bases)
            why = _why_apart(count)
            if why:
                apart.append(_apart(row, why))
            else:
                kept[(count.unit or "", count.speaker_id, count.basis, *count.places)].append(count)
    own = [row for event in sorted(about) for row in _own(about[event], Property.BASELINE, bases)]
    baselines = [row for row in own if row["stance"] in _FORWARD]
    groups = tuple(group_of(sorted(kept[key], key=in_time), baselines) for key in sorted(kept))
    used = {baseline.claim for group in groups for baseline in group.baselines}
    for row in own:
        if row["claim"] not in used:
            refused = row["stance"] not in _FORWARD
            apart.append(_apart(row, _refused(row["stance"]) if refused else "no count of that unit by that speaker"))
    differences = tuple((a, b, differ(groups[a], groups[b])) for a, b in combinations(range(len(groups)), 2))
    return Series(where["id"], where["name"], known, groups, differences, tuple(apart))


def _own(claims: Iterable[Row], prop: Property, bases: dict[str, set[str]]) -> list[Row]:
    """Claims on a property that repeat no other claim on it about the same thing."""
    return [row for row in claims if row["property"] == prop and not bases[row["claim"]]]


def _count(row: Row, name: str, claims: list[Row], bases: dict[str, set[str]]) -> Count:
    earliest, latest, date = _dated(row, claims)
    places = [c for c in claims if c["property"] == Property.PLACE and c["stance"] in _FORWARD and c["value_id"]]
    places = [c for c in places if c["report"] == row["report"]] or places
    return Count(
        **{key: row[key] for key in _COPIED},
        observation=row["about"],
        name=name,
        date=date,
        earliest=earliest,
        latest=latest,
        places=tuple(sorted({c["value_id"] for c in places})),
        repeated_by=tuple(sorted(claim for claim, under in bases.items() if row["claim"] in under)),
    )


def _dated(row: Row, claims: list[Row]) -> tuple[str | None, str | None, str | None]:
    """The days of an observation: as the count's report has them, else its speaker, else anybody.

    Dates that agree narrow each other; dates that contradict leave all the days from the first to the last.
    """
    dates = [c for c in claims if c["property"] == Property.DATE and c["stance"] in _FORWARD and c["earliest"]]
    for same in ("report", "speaker_id"):
        dates = [c for c in dates if c[same] == row[same]] or dates
    if not dates:
        return None, None, None
    begins, ends = [c["earliest"] for c in dates], [c["latest"] for c in dates]
    earliest, latest = max(begins), min(ends)
    if earliest > latest:
        earliest, latest = min(begins), max(ends)
    as_stated = [c["value"] for c in dates if (c["earliest"], c["latest"]) == (earliest, latest)]
    return earliest, latest, min(as_stated, default=f"{earliest}/{latest}")


def _why_apart(count: Count) -> str | None:
    if count.stance not in _FORWARD:
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


def _apart(row: Row, why: str) -> Apart:
    return Apart(**{key: row[key] for key in Apart.__dataclass_fields__ if key != "why"}, why=why)


_COPIED = (
    "claim",
    "number",
    "qualifier",
    "unit",
    "value",
    "hedge",
    "stance",
    "basis",
    "speaker_id",
    "speaker",
    "report",
    "locator",
    "since",
)
_KNOWN = "{0}.since <= $as_of AND $as_of < {0}.until"
_OBSERVED = (
    "MATCH (o:Entity:Observation)<-[:ABOUT]-(c:Statement:Claim)-[:VALUE]->(:Entity {id: $id}) "
    f"WHERE c.property = 'place' AND c.stance IN $forward AND {_KNOWN.format('c')} "
    "RETURN DISTINCT o.id AS id, o.name AS name ORDER BY id"
)
_SAID = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(c:Statement:Claim)-[:SAID_BY]->(s:Entity) "
    f"WHERE c.property IN $properties AND {_KNOWN.format('c')} "
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
    f"AND {_KNOWN.format('b')} "
    "RETURN DISTINCT c.id AS claim, b.id AS base"
)
