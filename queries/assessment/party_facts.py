"""The things that events name, such as parties, ships and places: what they are, and to which State they belong."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ...schema.vocabulary import OF_THINGS, WIDER_KINDS, PartyKind, Property
from ..evidence import statements
from ..evidence.reader import EvidenceReader
from ..evidence.rules import Fits, Status, Weighed, strongest, weigh

#: Properties of claims that link a thing to a State.
_STATE_OF = (Property.COUNTRY, Property.NATIONALITY, Property.FLAG)


class PartyFacts:
    """The things that events name: their kinds, names and States."""

    def __init__(self, reader: EvidenceReader, ids: Iterable[str]) -> None:
        things = sorted(set(ids))
        self._located: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
        self._states: dict[str, dict[str, Weighed]] = {}
        entities = reader.read_as(statements.LabelledEntity, statements.KINDS, ids=things) if things else []
        self.kinds = {entity.id: entity.labels for entity in entities}
        self.names = {entity.id: entity.name for entity in entities}
        self._claims = {
            thing: [claim for claim in claims if claim.property in OF_THINGS]
            for thing, claims in reader.claims(things).items()
        }
        self._kinds: dict[str, dict[PartyKind, Weighed]] = {}
        if things:
            for located in reader.read_as(statements.LocatedIn, statements.LOCATED, ids=things):
                self._located[located.place][located.country].append(located.statement)

    def states(self, thing: str | None) -> Mapping[str, Weighed]:
        """Return the States that a thing is, lies in, belongs to or flies the flag of, and how far that is carried."""
        if thing is None:
            return {}
        if thing not in self._states:
            self._states[thing] = self._find_states(thing)
        return self._states[thing]

    def _find_states(self, thing: str) -> dict[str, Weighed]:
        if "Country" in self.kinds.get(thing, ()):
            return {thing: Weighed(Status.MET, "the State itself")}
        states = {
            country: Weighed(Status.MET, "recorded to lie there", tuple(records))
            for country, records in self._located[thing].items()
        }
        claims = self._claims.get(thing, [])
        for prop in _STATE_OF:
            countries = {claim.entity for claim in claims if claim.property == prop and claim.affirms and claim.entity}
            for country in sorted(countries):
                states.setdefault(country, weigh(claims, prop, is_(country)))
        return states

    def party_kinds(self, thing: str) -> Mapping[PartyKind, Weighed]:
        """Return the kinds of party that a thing is claimed to be, wider ones included, and how far that is carried."""
        if thing not in self._kinds:
            claims = [claim for claim in self._claims.get(thing, ()) if claim.property is Property.PARTY_KIND]
            kinds: dict[PartyKind, Weighed] = {}
            for word in sorted({claim.value for claim in claims if claim.value and claim.affirms}):
                carried = weigh([claim for claim in claims if claim.value == word], Property.PARTY_KIND)
                for kind in (PartyKind(word), *WIDER_KINDS.get(PartyKind(word), ())):
                    kinds[kind] = strongest(carried, kinds[kind]) if kind in kinds else carried
            self._kinds[thing] = kinds
        return self._kinds[thing]


def is_(thing: str) -> Fits:
    """Return the test whether a claim's value is a thing."""
    return lambda claim: claim.entity == thing
