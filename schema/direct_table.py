"""Which statement becomes which direct relationship: the one table of the derived layer.

Every hop of the model passes through a statement. For a person who writes Cypher, the same is laid over it once more:
one relationship from thing to thing for each record, and for each claim that asserts or suggests. It is derived, bears
the id of its statement, and is no part of a dump (graph/direct_keeping.py).

What a record class is about is joined with each further thing that it names, so a new class of records comes in by
itself, under the names of its roles; `NAMES` has better ones. Names are those of FollowTheMoney's edges where
it has the relation.
"""

from __future__ import annotations

from collections.abc import Iterator

from . import further_records, statements
from .direct import DirectLine
from .node import Node, Rel, concrete, fields
from .statements import Identity, Record
from .vocabulary import Property

#: The modules that have records: each is imported, so that no class of theirs is missed.
_RECORDS = (statements, further_records)
#: FollowTheMoney's name of a relation to the name of its edge.
RELATIONS = {
    "Associate": "ASSOCIATED_WITH",
    "ContractAward": "AWARDED_TO",
    "Control": "CONTROLS",
    "CourtCaseParty": "INVOLVED_IN",
    "Debt": "OWES",
    "Directorship": "DIRECTS",
    "Documentation": "DOCUMENTS",
    "Employment": "WORKS_FOR",
    "Family": "RELATED_TO",
    "Membership": "BELONGS_TO",
    "Occupancy": "HOLDS_POST",
    "Ownership": "OWNS",
    "Payment": "PAID",
    "ProjectParticipant": "PARTICIPATES_IN",
    "Representation": "REPRESENTS",
    "Succession": "PRECEDES",
    "UnknownLink": "LINKED_TO",
}
#: Property of a claim to the type that leads from what it is about to its value; another is its property in capitals.
_CLAIMS: dict[str, str] = {
    Property.PLACE: "TOOK_PLACE_AT",
    Property.FROM: "CAME_FROM",
    Property.TO: "WENT_TO",
    Property.GOODS: "OF_GOODS",
    Property.CARGO: "OF_GOODS",
    Property.CARRIER: "CARRIED_BY",
    Property.LEG: "HAS_LEG",
    Property.ROUTE: "RAN_VIA",
}
#: Properties whose value is a word, a number or a day, and never a thing.
_WORDS = frozenset(
    {
        *("exists", "date", "quantity", "baseline", "change", "direction", "mode", "legality", "purpose", "in-force"),
        *("period", "stage", "compliance", "party-kind", "kind"),
    }
)
#: Properties whose value does something to the thing that the claim is about: the relationship leads to that thing.
_DOERS = {"owner": "OWNS", "operator": "OPERATES", "manager": "MANAGES"}
#: Record label and the role of the end to the type that leads there from what the record is about.
NAMES = {
    ("Listing", "UNDER"): "LISTED_UNDER",
    ("Listing", "IN"): "LISTED_IN",
    ("Location", "COUNTRY"): "LOCATED_IN",
    ("Location", "WITHIN"): "PART_OF",
    ("Occurrence", "PLACE"): "TOOK_PLACE_AT",
    ("Occurrence", "COUNTRY"): "TOOK_PLACE_IN",
    ("Mention", "REFERS_TO"): "MENTIONS",
}
#: Roles that mean the same in every record.
_ROLES = {"FLAG_STATE": "FLAG", "NATIONAL_OF": "NATIONALITY"}
#: What is no relation between two things: who speaks, the parts, what a claim rests on. An edition is one of a listing.
_NO_ENDS = ("ABOUT", "SAID_BY", "PART", "RESTS_ON", "ANSWERS", "SPEAKS_TO")
#: Records that are about none of what they name, and events, of which those who take part come first.
_WITHOUT_SUBJECT = (
    DirectLine("HOLDS_POST", "Occupancy", "HOLDER", "POST"),
    DirectLine("POST_OF", "Occupancy", "POST", "COUNTRY"),
    DirectLine("KIND_OF", "Classification", "MEMBER", "WITHIN"),
    DirectLine("RAIL_LINK", "RailLink", "ENDS_AT", "ENDS_AT", both_ways=True),
    DirectLine("LEADS_OVER", "RailLink", "ENDS_AT", "OVER"),
    DirectLine("MET_AT", "Occurrence", "PARTICIPANT", "ABOUT", meeting=True),
    DirectLine("TOOK_PART_IN", "Occurrence", "PARTICIPANT", "ABOUT", meeting=False),
    DirectLine("MET_AT", "Claim", "VALUE", "ABOUT", said=str(Property.PARTICIPANT), meeting=True),
    DirectLine("TOOK_PART_IN", "Claim", "VALUE", "ABOUT", said=str(Property.PARTICIPANT), meeting=False),
)


def _about(model: type[Node]) -> Iterator[DirectLine]:
    """Yield a line for each thing that a record names beside what it is about."""
    label = model.labels[-1]
    written = {(line.label, line.start) for line in _WITHOUT_SUBJECT}
    for rel in fields(model).relationships.values():
        if rel.type in _NO_ENDS or (label, rel.type) in written or not _leads(label, rel):
            continue
        named = NAMES.get((label, rel.type)) or _ROLES.get(rel.type, rel.type)
        yield DirectLine(named, label, "ABOUT", rel.type, family=rel.family)


def _leads(label: str, rel: Rel) -> bool:
    return rel.family == "Entity" or (label, rel.type) in NAMES


def direct_lines() -> Iterator[DirectLine]:
    """Yield the lines of the table."""
    for model in concrete(Record):
        if model is not Identity and any(rel.type == "ABOUT" for rel in fields(model).relationships.values()):
            yield from _about(model)
    yield from _WITHOUT_SUBJECT
    for property_ in map(str, Property):
        if property_ in _DOERS:
            yield DirectLine(_DOERS[property_], "Claim", "VALUE", "ABOUT", said=property_)
        elif property_ != Property.PARTICIPANT and property_ not in _WORDS:
            name = _CLAIMS.get(property_, property_.upper().replace("-", "_"))
            yield DirectLine(name, "Claim", "ABOUT", "VALUE", said=property_)
    for ftm_schema, name in RELATIONS.items():
        yield DirectLine(name, "Relation", "SUBJECT", "OBJECT", said=ftm_schema)
