"""Entities of a graph in FollowTheMoney's terms: ids, schemata, codes of countries."""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import blake2b
from typing import NamedTuple

from ...graph.node_row import NodeRow
from ...schema.countries import FORMER, PREFIX, state_of, wikidata_item
from ...schema.ftm_schema import TABLE
from ...schema.vocabulary import kind_of
from ..snapshot import Snapshot

#: Kind to schema, where the two have different names. Kinds of event that FollowTheMoney does not tell apart are Event;
#: a Trip there must name its start and end as entities, which few sources do.
_SCHEMATA = {"PostalAddress": "Address", "Country": "Territory", "Trip": "Event"}
#: Schemata that FollowTheMoney does not allow for an entity: they say too little of it.
_ABSTRACT = ("Thing", "Asset")
_FOREIGN = ("ftm:", "wd:")
#: The form of an id in FollowTheMoney.
ENTITY_ID = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?\Z")


class Stated(NamedTuple):
    """One statement in FollowTheMoney's sense: entity, schema, property, value, language."""

    entity: str
    schema: str
    prop: str
    value: str
    lang: str | None = None


class FtmEntities:
    """The entities of a graph, by their ids and schemata in FollowTheMoney."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._entities = snapshot.entities
        self._other_ids: dict[str, list[str]] = defaultdict(list)
        self._profiles: dict[tuple[str, str], str] = {}
        for row in snapshot.statements.values():
            if "Identity" in row.labels:
                self._other_ids[about(row)] += sorted(row.texts("sameAs"))
            elif "Profile" in row.labels:
                place, key = (row.text("dataset"), about(row)), row.text("key")
                self._profiles[place] = min(key, self._profiles.get(place, key))

    def key(self, id: str, dataset: str = "") -> str:
        """Return the id in FollowTheMoney: the one in its data sets, else one made from ours.

        A State has that of Wikidata's item, by which FollowTheMoney files refer to it and loaders know it again.
        """
        if (profile := self._profiles.get((dataset, id))) is not None:
            return profile
        if id.startswith(PREFIX) and (item := wikidata_item(id)):
            return item
        foreign = next((i for i in (id, *self._other_ids.get(id, ())) if i.startswith(_FOREIGN)), None)
        return foreign.partition(":")[2] if foreign else safe_id(id)

    def schema(self, id: str) -> str | None:
        """Return the schema of an entity; None if FollowTheMoney has no such schema."""
        row = self._entities.get(id)
        if row is None:
            return None
        kind = kind_of(list(row.labels))
        schema = _SCHEMATA.get(kind, "Event" if "Event" in row.labels else kind)
        return schema if schema in TABLE and schema not in _ABSTRACT else None

    def name(self, id: str) -> str:
        """Return the name of an entity."""
        return self._entities[id].text("name")

    def code(self, country: str) -> str | None:
        """Return the code of a State of today by its id, a name or a code; None for anything else."""
        code = state_of(country)
        return code.lower() if code and code not in FORMER else None


def about(row: NodeRow) -> str:
    """Return the id of the subject of a record."""
    return next(end for type_, _, end in row.links if type_ == "ABOUT")


def safe_id(id: str) -> str:
    """Return an id of letters, digits, points and hyphens, as FollowTheMoney requires; a hash keeps ids distinct."""
    namespace, _, key = id.partition(":")
    plain = f"{namespace}-{key}"
    if "-" not in namespace and ENTITY_ID.match(plain):
        return plain
    mark = blake2b(id.encode(), digest_size=6).hexdigest()
    return f"{re.sub('[^0-9A-Za-z.-]+', '-', plain)[:80]}-{mark}"
