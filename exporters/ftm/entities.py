"""How things of a graph are called in FollowTheMoney: ids, schemata, codes of countries."""

from __future__ import annotations

import re
from collections import defaultdict
from hashlib import blake2b
from typing import NamedTuple

from ...graph.node_row import NodeRow
from ...schema.countries import FORMER, state_of
from ...schema.ftm_schema import TABLE
from ...schema.vocabulary import kind_of
from ..snapshot import Contents

#: Kind to schema, where the two have different names. Kinds of event that FollowTheMoney does not tell apart are Event;
#: a Trip there must name its start and end as entities, which few sources do.
_SCHEMATA = {"PostalAddress": "Address", "Country": "Territory", "Trip": "Event"}
#: A schema of which nothing can be: it says too little of a thing.
_ABSTRACT = ("Thing", "Asset")
_FOREIGN = ("ftm:", "wd:")
#: What an id must be in FollowTheMoney.
ENTITY_ID = re.compile(r"[0-9A-Za-z](?:[0-9A-Za-z.-]*[0-9A-Za-z])?\Z")


class Stated(NamedTuple):
    """One statement of FollowTheMoney: of which entity and schema, which property, which value, in which language."""

    entity: str
    schema: str
    prop: str
    value: str
    lang: str | None = None


class FtmEntities:
    """The things of a graph, by what FollowTheMoney knows of them."""

    def __init__(self, held: Contents) -> None:
        self._entities = held["Entity"]
        self._given: dict[str, list[str]] = defaultdict(list)
        self._profiles: dict[tuple[str, str], str] = {}
        for row in held["Statement"].values():
            if "Identity" in row.labels and (others := row.properties.get("sameAs")):
                self._given[about(row)] += sorted(map(str, others if isinstance(others, list) else [others]))
            elif "Profile" in row.labels:
                where = str(row.properties["dataset"]), about(row)
                key = str(row.properties["key"])
                self._profiles[where] = min(key, self._profiles.get(where, key))

    def key(self, id: str, dataset: str = "") -> str:
        """The id in FollowTheMoney: as its data sets give it, else made of ours."""
        if (own := self._profiles.get((dataset, id))) is not None:
            return own
        given = [id, *self._given.get(id, ())]
        found = next((other for other in given if other.startswith(_FOREIGN)), None)
        return found.partition(":")[2] if found else safe_id(id)

    def schema(self, id: str) -> str | None:
        """The schema of a thing; None where FollowTheMoney has none."""
        row = self._entities.get(id)
        if row is None:
            return None
        kind = kind_of(list(row.labels))
        found = _SCHEMATA.get(kind, "Event" if "Event" in row.labels else kind)
        return found if found in TABLE and found not in _ABSTRACT else None

    def name(self, id: str) -> str:
        """The name that a thing bears here."""
        return str(self._entities[id].properties["name"])

    def code(self, country: str) -> str | None:
        """Return the code of a State of today by its id, a name or a code; None for anything else."""
        code = state_of(country)
        return code.lower() if code and code not in FORMER else None


def about(row: NodeRow) -> str:
    """What a record is about."""
    return next(end for type_, _, end in row.links if type_ == "ABOUT")


def safe_id(id: str) -> str:
    """An id in letters, digits, points and hyphens, as FollowTheMoney wants it; a mark keeps two of ours apart."""
    namespace, _, key = id.partition(":")
    plain = f"{namespace}-{key}"
    if "-" not in namespace and ENTITY_ID.match(plain):
        return plain
    mark = blake2b(id.encode(), digest_size=6).hexdigest()
    return f"{re.sub('[^0-9A-Za-z.-]+', '-', plain)[:80]}-{mark}"
