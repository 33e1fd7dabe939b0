"""Entries of a list that bear the name or a number of a thing, and that no decision joined to it or told apart from it.

As long as there is one, the list cannot be said not to list the thing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...graph.identity.links import Judgement, decisions_of, targets
from ...graph.store import Graph
from ...schema.dates import not_withdrawn_in_cypher, stood
from .listing_status import StatusReason


@dataclass(frozen=True)
class Namesake:
    """A version of an entry on another thing, and what it shares with the thing: `name` or `number`."""

    thing: str
    labels: Sequence[str]
    ground: str
    shared: str
    name: str
    list_name: str
    dataset: str
    since: str
    until: str
    source: str


class Namesakes:
    """The unjoined entries of things, as known on a day; each thing is looked up once."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        self._graph, self._as_of = graph, as_of
        self._by_thing: dict[str, list[Namesake]] = {}
        self._apart: dict[str, set[str]] | None = None

    def why_unknown(self, thing: str, lists: Iterable[str], on: str) -> StatusReason | None:
        """Return why lists (their names or data sets) without an entry of a thing on a day may mean it all the same."""
        lists = set(lists)
        for namesake in self._of(thing):
            if lists & {namesake.list_name, namesake.dataset} and stood(namesake.since, namesake.until, on):
                shares = "the same name" if namesake.ground == "name" else f"the number {namesake.shared}"
                says = (
                    f"entry {namesake.thing} {namesake.name} of that list has {shares} and is not matched to it: "
                    f"decide with `sanctionsgraph resolve --explain {thing} {namesake.thing}`"
                )
                return StatusReason(says, (namesake.source,))
        return None

    def _of(self, thing: str) -> list[Namesake]:
        if thing not in self._by_thing:
            self._by_thing[thing] = [*self._read(thing)] if self._any_listing() else []
        return self._by_thing[thing]

    def _any_listing(self) -> bool:
        return bool(self._graph.read("MATCH (l:Statement:Listing) RETURN l.id AS id LIMIT 1").rows)

    def _read(self, thing: str) -> list[Namesake]:
        """Return what bears a name or number of a thing and is of its kind, or of a kind that includes it."""
        own = self._graph.read_as(_Bearer, _OWN, id=thing)
        if not own:
            return []
        keys = sorted({turned for key in own[0].keys for turned in _turned(key)})
        numbers = sorted({number for number in own[0].numbers if len(re.sub(r"\W", "", number)) >= _LEAST})
        parameters = {"id": thing, "as_of": self._as_of}
        found = self._graph.read_as(Namesake, _BY_NAME, keys=keys, **parameters)
        if numbers:
            found += self._graph.read_as(Namesake, _BY_NUMBER, numbers=numbers, **parameters)
        apart, kinds = self._told_apart().get(thing, set()), set(own[0].labels) - _WIDE
        return [one for one in found if one.thing not in apart and (kinds & set(one.labels) or not kinds)]

    def _told_apart(self) -> dict[str, set[str]]:
        """Return the ids that were decided to be other things, by the id of each."""
        if self._apart is None:
            decisions = decisions_of(self._graph.run)
            leads = targets(decisions)
            self._apart = {}
            for decision in decisions:
                if decision.verdict is Judgement.DIFFERENT:
                    about = leads.get(decision.about, decision.about)
                    for other in (leads.get(id_, id_) for id_ in decision.others):
                        self._apart.setdefault(about, set()).add(other)
                        self._apart.setdefault(other, set()).add(about)
        return self._apart


@dataclass(frozen=True)
class _Bearer:
    labels: Sequence[str]
    keys: Sequence[str]
    numbers: Sequence[str]


def _turned(key: str) -> Iterable[str]:
    """Yield a name's key with the words in each order that begins at another word: family names stand first or last."""
    words = key.split()
    return (" ".join(words[n:] + words[:n]) for n in range(len(words)))


#: Letters and digits of a number at least: shorter ones are borne by many.
_LEAST = 5
#: Labels that nearly every thing has: they tell no kinds apart.
_WIDE = frozenset({"Entity", "Thing"})
_OWN = (
    "MATCH (e:Entity {id: $id}) OPTIONAL MATCH (e)<-[:ABOUT]-(:Statement)-[:PART]->(i:Statement:Identification) "
    "WITH e, collect(DISTINCT i.number) AS numbers "
    "RETURN labels(e) AS labels, coalesce(e.nameKeys, []) AS keys, numbers"
)
_RETURN = (
    "RETURN DISTINCT e.id AS thing, labels(e) AS labels, ground, shared, l.name AS name, l.list AS list_name, "
    "l.dataset AS dataset, l.since AS since, l.until AS until, r.id AS source ORDER BY thing, since, source"
)
_BY_NAME = (
    "MATCH (e:Entity) WHERE any(k IN e.nameKeys WHERE k IN $keys) AND e.id <> $id WITH e "
    "MATCH (e)<-[:ABOUT]-(l:Statement:Listing)-[:IN]->(r:Source) "
    f"WHERE l.since <= $as_of AND {not_withdrawn_in_cypher('l')} "
    f"WITH e, l, r, 'name' AS ground, e.name AS shared {_RETURN}"
)
_BY_NUMBER = (
    "MATCH (i:Statement:Identification) WHERE i.number IN $numbers WITH i "
    "MATCH (i)<-[:PART]-(l:Statement:Listing)-[:ABOUT]->(e:Entity) "
    f"WHERE l.since <= $as_of AND {not_withdrawn_in_cypher('l')} AND e.id <> $id "
    f"MATCH (l)-[:IN]->(r:Source) WITH e, l, r, 'number' AS ground, i.number AS shared {_RETURN}"
)
