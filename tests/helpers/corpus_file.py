"""A collection of reports in FollowTheMoney of our own making, in both forms of https://dprk-reports.org."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

Json = dict[str, Any]


def node(id: str, schema: str, **properties: Any) -> Json:
    return {
        "id": id,
        "schema": schema,
        "properties": {k: v if isinstance(v, list) else [v] for k, v in properties.items()},
    }


def edge(schema: str, source: str, target: str, role: str = "", relationship: str = "") -> Json:
    return {"schema": schema, "source": source, "target": target, "role": role, "relationship": relationship}


ENTITIES = [
    node("d19", "Document", title="Midterm report of the Panel", fileName="S_2019_691.pdf", date="2019-08-30"),
    node("d20", "Pages", title="Final report (S/2020/151)", sourceUrl="https://undocs.example/S/2020/151"),
    node("dx", "Document", title="Annex of a reply", author="Ministry of Somewhere"),
    node("ann", "Person", name="Ann Ardent", nationality="kp", birthDate="1970-02-03"),
    node("bob", "Person", name="Bob Bold"),
    node("acme", "Company", name="Acme Trading", country="cn"),
    node("bureau", "Organization", name="Bureau 7"),
    node("dawn", "Vessel", name="Dawn Star", imoNumber="IMO9161003", flag="kp", fraudFlag="sl"),
    node("pass", "Passport", holder="ann", number="PS-77"),
    node("sanc", "Sanction", entity="ann", authority="UN Security Council", program="1718", listingDate="2016-03-02"),
    node(
        "sts", "Event", name="Transfer at sea", date="2019-05-28", location="East China Sea", involved=["dawn", "acme"]
    ),
    node(
        "talk", "Event", name="Talks", startDate="2020-01-06", endDate="2020-01-08", organizer="bureau", involved="ann"
    ),
    node("trip", "Trip", name="Journey", date="2019-11", involved="bob", summary="To the coast"),
    node("doc1", "Documentation", document="d19", entity="sts", role="para. 12"),
]
ENTITIES[10]["properties"]["keywords"] = ["ship-to-ship transfer", "coal"]
ENTITIES[11]["properties"]["keywords"] = ["Meeting"]
EDGES = [
    edge("Documentation", "ann", "d19", "annex 3"),
    edge("Documentation", "d20", "acme", "para. 40", "front company"),
    edge("Documentation", "talk", "d20", "para. 41"),
    edge("Documentation", "trip", "dx"),
    edge("Source", "dawn", "d19"),
    edge("Ownership", "acme", "dawn", "owner"),
    edge("Directorship", "bob", "acme", "director"),
    edge("Membership", "ann", "bureau", "member"),
    edge("Employment", "bob", "acme", "clerk"),
    edge("Family", "ann", "bob", "", "cousin"),
    edge("Associate", "bob", "ann", "", "met"),
    edge("UnknownLink", "bureau", "dawn", "used"),
    edge("Unheard", "bureau", "acme", "guides"),
    edge("Sanction", "ann", "sanc"),
    edge("Passport", "ann", "pass"),
    edge("Sanction", "bureau", "UNSC", "designated"),
    edge("Event", "dawn", "sts", "receiver"),
]


def as_object(path: Path, entities: list[Json] = ENTITIES, edges: list[Json] = EDGES) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"entities": entities, "edges": edges}), encoding="utf-8")
    return path


def as_lines(path: Path, entities: list[Json] = ENTITIES) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(json.dumps(entity) + "\n" for entity in entities), encoding="utf-8")
    return path
