"""A case as a STIX 2.1 bundle, one way: what STIX has no type for stays out, and is counted.

https://docs.oasis-open.org/cti/stix/v2.1/os/stix-v2.1-os.html. STIX knows threats and not law: measures, paragraphs,
elements, what rests on what, days of validity and half-known dates are lost; an outcome and a claim become notes.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from ...graph.output import JSON, output
from ...graph.store import Graph
from ...graph.writing import batches
from ...queries.evidence.claims import CitedClaim
from ...schema.dates import DayLike
from ...schema.vocabulary import KINDS, kind_of
from .. import labels as words
from ..case import Case, gather

_NAMESPACE = uuid5(NAMESPACE_URL, "urn:sanctionsgraph:stix")
Object = dict[str, Any]


@dataclass(frozen=True)
class _Labelled:
    id: str
    name: str
    labels: list[str]


def write_stix(graph: Graph, subject: str, path: str | Path, *, as_of: DayLike | None = None) -> dict[str, int]:
    """Write the case of a thing (id or name) as a STIX bundle; return how much was written and left out, by kind.

    Raises NotFound or Ambiguous for the name.
    """
    case = gather(graph, subject, as_of=as_of)
    stix = _Bundle(graph, case)
    bundle = {"type": "bundle", "id": _id("bundle", f"{case.trace.what.id}@{case.trace.as_of}")}
    with output(path, JSON) as target:
        target.write_text(
            json.dumps({**bundle, "objects": stix.objects()}, ensure_ascii=False, indent=1), encoding="utf-8"
        )
    return {"objects": len(stix.objects()), **{f"left out: {what}": n for what, n in sorted(stix.left_out.items())}}


class _Bundle:
    """The objects of a case, and how much of it has no type in STIX."""

    def __init__(self, graph: Graph, case: Case) -> None:
        self._case = case
        self.left_out: Counter[str] = Counter()
        self._day = f"{min((claim.since for claim in case.claims.values()), default='1970-01-01')}T00:00:00.000Z"
        self._program = _stamped("identity", "program", self._day, name="sanctionsgraph", identity_class="system")
        self._places = {place.id: place for place in case.places}
        self._things = dict(self._read(graph))
        notes = {id_: note for id_, claim in case.claims.items() if (note := self._claim(claim))}
        outcomes = [note for each in case.assess.assessments if (note := self._outcome(each.event, each.sentence))]
        reports = list(self._reports(notes))
        self._objects = [self._program, *self._marking(), *self._things.values(), *notes.values(), *outcomes, *reports]

    def objects(self) -> list[Object]:
        """Return the objects, each with who made it and whose terms hold."""
        marks = [stix["id"] for stix in self._objects if stix["type"] == "marking-definition"]
        for stix in self._objects:
            if stix["type"] not in ("marking-definition", "identity"):
                stix["created_by_ref"] = self._program["id"]
            if marks and stix["type"] in ("note", "report"):
                stix["object_marking_refs"] = marks
        return self._objects

    def _read(self, graph: Graph) -> Iterable[tuple[str, Object]]:
        claims = self._case.claims.values()
        ids = {self._case.trace.what.id, *(each.event for each in self._case.assess.assessments)}
        ids |= {id_ for claim in claims for id_ in (claim.event, claim.entity, claim.speaker_id) if id_}
        for batch in batches(sorted(ids)):
            for thing in graph.read_as(_Labelled, _NAMES, ids=batch):
                stix = self._thing(thing)
                if stix is None:
                    self.left_out[kind_of(thing.labels)] += 1
                else:
                    yield thing.id, stix

    def _thing(self, thing: _Labelled) -> Object | None:
        kind = kind_of(thing.labels)
        kinds = {kind, *KINDS.get(kind, ())}
        named = {
            "name": thing.name,
            "external_references": [{"source_name": "sanctionsgraph", "external_id": thing.id}],
        }
        if "Person" in kinds:
            return _stamped("identity", thing.id, self._day, **named, identity_class="individual")
        if "Organization" in kinds:
            return _stamped("identity", thing.id, self._day, **named, identity_class="organization")
        if "Event" in kinds:
            return _stamped("incident", thing.id, self._day, **named)
        if "Vessel" in kinds:
            return _stamped("infrastructure", thing.id, self._day, **named, infrastructure_types=["unknown"])
        place = self._places.get(thing.id)
        if thing.id.startswith("iso:") and len(thing.id) == 6:
            return _stamped("location", thing.id, self._day, **named, country=thing.id[4:])
        if place and place.latitude is not None and place.longitude is not None:
            position = {"latitude": place.latitude, "longitude": place.longitude}
            return _stamped("location", thing.id, self._day, **named, **position)
        return None

    def _claim(self, claim: CitedClaim) -> Object | None:
        about = [self._things[id_]["id"] for id_ in (claim.event, claim.entity) if id_ in self._things]
        if claim.event not in self._things:
            self.left_out["claims on what has no type"] += 1
            return None
        value = words.value(claim)
        hedge = f" “{words.quoted(claim.hedge)}”" if claim.hedge else ""
        content = f"{claim.speaker} {words.did(claim.stance)} {words.prop(claim.property)}"
        content += f"{f': {value}' if value else ''}{hedge} ({words.basis(claim.basis)})"
        source: Object = {"source_name": self._case.publisher(claim.report)}
        if url := self._case.url(claim.report):
            source["url"] = url
        if claim.locator:
            source["description"] = claim.locator
        day = f"{claim.since}T00:00:00.000Z"
        references = {"external_references": [source]}
        quote = {"abstract": claim.quote} if claim.quote else {}
        return _stamped(
            "note", claim.id, day, **quote, content=content, authors=[claim.speaker], object_refs=about, **references
        )

    def _outcome(self, event: str, text: str) -> Object | None:
        if event not in self._things:
            return None
        refs = [self._things[event]["id"]]
        return _stamped(
            "note", f"{event} {text}", self._day, content=text, authors=["sanctionsgraph"], object_refs=refs
        )

    def _reports(self, notes: Mapping[str, Object]) -> Iterable[Object]:
        for source in self._case.sources:
            notes_in = [note["id"] for id_, note in notes.items() if self._case.report_of(id_) == source.id]
            if not notes_in:
                self.left_out["sources without claims"] += 1
                continue
            days = [claim.since for claim in self._case.claims.values() if claim.report == source.id]
            day = f"{min(days)}T00:00:00.000Z"
            url = {"url": source.url} if source.url else {"external_id": source.id}
            references = [{"source_name": source.publisher or source.title, **url}]
            yield _stamped(
                "report",
                source.id,
                day,
                name=source.title,
                published=day,
                object_refs=notes_in,
                external_references=references,
            )

    def _marking(self) -> Iterable[Object]:
        terms_of_all = dict.fromkeys(
            ": ".join(filter(None, (terms.attribution, terms.licence))) for terms in self._case.terms
        )
        for text in terms_of_all:
            yield {
                **{"type": "marking-definition", "spec_version": "2.1", "id": _id("marking-definition", text)},
                **{"created": self._day, "definition_type": "statement", "definition": {"statement": text}},
            }


def _stamped(type_: str, key: str, day: str, **fields: Any) -> Object:
    head = {"type": type_, "spec_version": "2.1", "id": _id(type_, key)}
    return {**head, "created": day, "modified": day, **fields}


def _id(type_: str, key: str) -> str:
    return f"{type_}--{uuid5(_NAMESPACE, f'{type_} {key}')}"


_NAMES = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, e.name AS name, labels(e) AS labels ORDER BY id"
)
