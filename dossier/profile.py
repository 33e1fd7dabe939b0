"""What is recorded of a person, ship, organisation or place itself: names, numbers, posts, lists, flag, owner."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..graph.store import EntityRef
from ..queries.evidence.claims import CitedClaim
from ..queries.evidence.reader import EvidenceReader
from ..queries.trace.answer import CitedRecord, Trace
from ..schema.dates import stood_in_cypher
from ..schema.numbers import system_name
from ..schema.vocabulary import KINDS, Property, kind_of, statement_kind
from . import labels as words

_PARTS = (
    "MATCH (e:Entity {id: $id})<-[:ABOUT]-(s:Statement:Record)-[:PART]->(p:Statement:Part) "
    f"WHERE {stood_in_cypher('s')} OPTIONAL MATCH (s)-[:IN]->(r:Source) "
    "RETURN labels(p) AS labels, p.name AS name, p.property AS property, p.documentType AS type, p.number AS number, "
    "p.system AS system, p.value AS value, p.quality AS quality, r.id AS report ORDER BY name, report, type, number"
)
_RELATIONS = (
    "MATCH (e:Entity {id: $id})<-[side]-(s:Statement:Relation)-[other]->(o:Entity) "
    f"WHERE {stood_in_cypher('s')} AND type(side) IN ['SUBJECT', 'OBJECT'] AND type(other) IN ['SUBJECT', 'OBJECT'] "
    "AND type(side) <> type(other) MATCH (s)-[:IN]->(r:Source) "
    "RETURN labels(s) AS labels, type(side) AS side, o.name AS name, s.role AS role, s.startDate AS start, "
    "s.endDate AS end, r.id AS report ORDER BY name, report"
)
#: Kinds of part to the head of their line, in the order of the profile.
_HEADS = {
    "Alias": "Also known as",
    "Birth": "Born",
    "BirthPlace": "Born in",
    "Nationality": "Nationality",
    "Flag": "Flag",
    "Country": "Country",
    "Identification": "Numbers",
    "Code": "Numbers",
    "Designation": "Titles",
    "Post": "Posts",
    "Listing": "On lists",
    "Owner": "Owner",
    "Owns": "Owns",
    "Operator": "Operator",
    "Manager": "Manager",
    "Part": "Part of",
    "Role": "Linked with",
    "Address": "Address",
    "Value": "Further",
}
_CLAIMED = {
    **{Property.FLAG: "Flag", Property.NATIONALITY: "Nationality", Property.COUNTRY: "Country"},
    **{Property.OWNER: "Owner", Property.OPERATOR: "Operator", Property.MANAGER: "Manager", Property.PART_OF: "Part"},
}


@dataclass(frozen=True, slots=True)
class ProfileFact:
    """One fact of the profile under the head of its line, with the numbers of its sources."""

    head: str
    text: str
    cites: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _ProfilePart:
    labels: list[str]
    name: str
    property: str | None
    type: str | None
    number: str | None
    system: str | None
    value: str | None
    quality: str | None
    report: str | None


@dataclass(frozen=True, slots=True)
class _ProfileRelation:
    labels: list[str]
    side: str
    name: str
    role: str | None
    start: str | None
    end: str | None
    report: str


def profile_of(reader: EvidenceReader, trace: Trace) -> tuple[ProfileFact, ...]:
    """Return what is recorded of the subject as known on the reader's day, each fact once; nothing for an event."""
    entity = trace.what
    if "Event" in (entity.kind, *KINDS.get(entity.kind, ())):
        return ()
    facts: dict[tuple[str, str], set[int]] = {}
    for kind, text, number in (
        *_parts(reader, entity),
        *_records(trace.records),
        *_relations(reader, entity),
        *_claims(reader.claims([entity.id])[entity.id], reader),
    ):
        facts.setdefault((kind, text), set()).update({number} if number else ())
    order = list(_HEADS)
    return tuple(
        ProfileFact(_HEADS[kind], text, tuple(sorted(cites)))
        for (kind, text), cites in sorted(facts.items(), key=lambda fact: order.index(fact[0][0]))
    )


def _parts(reader: EvidenceReader, entity: EntityRef) -> Iterator[tuple[str, str, int | None]]:
    for row in reader.read_as(_ProfilePart, _PARTS, id=entity.id):
        # Not the first label that has a head: every part is a Part, and an engine gives labels in an order of its own.
        kind = statement_kind(row.labels)
        if kind not in _HEADS or row.name == entity.name:
            continue
        text = f"{words.prop(row.property)}: {row.name}" if kind == "Value" and row.property else row.name
        if kind == "Identification" and row.type and row.number:
            text = f"{row.type} {row.number}"
        if kind == "Code" and row.system and row.value:
            text = f"{system_name(row.system)} {row.value}"
        weak = " (weak alias)" if kind == "Alias" and row.quality and "low" in row.quality.lower() else ""
        yield kind, f"{text}{weak}", reader.citations.number(row.report) if row.report else None


def _records(records: Iterable[CitedRecord]) -> Iterator[tuple[str, str, int | None]]:
    """Yield posts and list entries; of a post that several sources state, the span that is widest."""
    posts: dict[str, list[CitedRecord]] = {}
    for record in records:
        if record.kind == "Occupancy":
            posts.setdefault(record.name, []).append(record)
        elif record.kind == "Listing":
            listed_on = f", listed {words.when(record.start)}" if record.start else ""
            yield "Listing", f"{record.list or record.name}: {record.name}{listed_on}", record.source
    for name, of_post in posts.items():
        start = min((record.start for record in of_post if record.start), default=None)
        end = max((record.end for record in of_post if record.end), default=None)
        since = f", from {words.when(start)}" if start else ""
        for record in of_post:
            yield "Post", f"{name}{since}{f' to {words.when(end)}' if end else ''}", record.source


def _relations(reader: EvidenceReader, entity: EntityRef) -> Iterator[tuple[str, str, int | None]]:
    for row in reader.read_as(_ProfileRelation, _RELATIONS, id=entity.id):
        kind = "Role"
        if "Ownership" in row.labels:
            kind = "Owner" if row.side == "OBJECT" else "Owns"
        span = " to ".join(words.when(day) for day in (row.start, row.end) if day)
        details = ", ".join(filter(None, (row.role or ("" if kind != "Role" else kind_of(row.labels)), span)))
        yield kind, f"{row.name}{f' ({details})' if details else ''}", reader.citations.number(row.report)


def _claims(claims: Iterable[CitedClaim], reader: EvidenceReader) -> Iterator[tuple[str, str, int | None]]:
    for claim in claims:
        if claim.property in _CLAIMED and claim.affirms:
            text = claim.entity_name or claim.value or ""
            yield (
                _CLAIMED[claim.property],
                f"{text} (said {words.when(claim.since)})",
                reader.citations.number(claim.report),
            )
