"""What beside a name speaks for or against two being one: birth date, country, number.

The points are on the scale of the name weights. They are chosen, not fitted, because the labelled pairs have names
only; what is unknown on either side costs nothing and adds nothing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.births import BirthDate, is_approximate, read_birth
from ...schema.countries import are_other_states, state_key, state_name
from ...schema.dates import LATEST, not_withdrawn_in_cypher
from ...schema.numbers import is_valid_imo, number_key
from .compare import NamePart

#: Points by what is compared, and by how it comes out.
POINTS = {
    "same birth date": 2.5,
    "birth date fits": 1.0,
    "near birth date": -0.5,
    "other birth date": -2.5,
    "same country": 0.7,
    "other country": -0.7,
    "same number": 5.0,
    "other number": -2.5,
    # A weak alias of one word: many bear it.
    "weak alias": -2.0,
}
#: Properties of FollowTheMoney that say to which State somebody or something belongs.
_COUNTRY = ("country", "nationality", "citizenship", "jurisdiction", "flag", "mainCountry")


@dataclass
class Particulars:
    """What records say of one entity beside its names: births, keys of States, numbers without signs."""

    births: list[BirthDate] = field(default_factory=list)
    states: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class AskedParticulars:
    """What is known of whom a question means: a birth, the key of a State, a number without signs; None is unknown."""

    birth: BirthDate | None = None
    state: str | None = None
    number: str | None = None


@dataclass(frozen=True)
class _StatedBirthRow:
    id: str
    earliest: str | None
    latest: str | None
    shown: str | None
    precision: str | None


@dataclass(frozen=True)
class _StatedNameRow:
    id: str
    name: str


@dataclass(frozen=True)
class _StatedValuesRow:
    id: str
    values: list[str] | None


def particulars(graph: Graph, ids: Iterable[str], as_of: str | None = None) -> dict[str, Particulars]:
    """Return what records say of entities, by id: those that stood on a day, or all of any day."""
    by_id: dict[str, Particulars] = defaultdict(Particulars)
    when = {"known": as_of or LATEST, "stood": as_of or ""}
    for batch in batches(sorted(set(ids))):
        for birth in graph.read_as(_StatedBirthRow, _BIRTHS, ids=batch, **when):
            if birth.earliest and birth.latest:
                text = birth.shown or f"{birth.earliest}/{birth.latest}"
                approximate = is_approximate(birth.precision)
                by_id[birth.id].births.append(BirthDate(birth.earliest, birth.latest, text, approximate))
        for nationality in graph.read_as(_StatedNameRow, _NATIONALITIES, ids=batch, **when):
            by_id[nationality.id].states.add(state_key(nationality.name))
        for number in graph.read_as(_StatedNameRow, _NUMBERS, ids=batch, **when):
            by_id[number.id].numbers.add(number_key(number.name))
        for row in graph.read_as(_StatedValuesRow, _VALUES, ids=batch, **when):
            for prop, _, value in (item.partition("=") for item in row.values or []):
                if prop in _COUNTRY:
                    by_id[row.id].states.add(state_key(value))
                elif prop == "birthDate" and (born := read_birth(value)):
                    by_id[row.id].births.append(born)
    return by_id


def weigh_particulars(stated: Particulars, asked: AskedParticulars) -> list[NamePart]:
    """Return the parts that particulars add to a score; what is not known on both sides gives none."""
    parts: list[NamePart] = []
    if asked.birth and stated.births:
        what, birth = max(
            ((_compare_births(asked.birth, b), b) for b in stated.births), key=lambda pair: POINTS[pair[0]]
        )
        parts.append(NamePart(what, asked.birth.text, birth.text, POINTS[what]))
    if asked.state and stated.states:
        if asked.state in stated.states:
            name = _shown(asked.state)
            parts.append(NamePart("same country", name, name, POINTS["same country"]))
        elif all(are_other_states(asked.state, state) for state in stated.states):
            shown = ", ".join(sorted(map(_shown, stated.states)))
            parts.append(NamePart("other country", _shown(asked.state), shown, POINTS["other country"]))
    if asked.number and stated.numbers:
        if asked.number in stated.numbers:
            parts.append(NamePart("same number", asked.number, asked.number, POINTS["same number"]))
        elif is_valid_imo(asked.number) and (others := sorted(filter(is_valid_imo, stated.numbers))):
            parts.append(NamePart("other number", asked.number, ", ".join(others), POINTS["other number"]))
    return parts


def _shown(key: str) -> str:
    namespace, _, code = key.partition(":")
    return state_name(code) if code else namespace


def _compare_births(asked: BirthDate, stated: BirthDate) -> str:
    if asked.exact and stated.exact and asked.earliest == stated.earliest:
        return "same birth date"
    if asked.may_be(stated):
        return "birth date fits"
    years = (int(asked.earliest[:4]) - int(stated.latest[:4]), int(stated.earliest[:4]) - int(asked.latest[:4]))
    alike = asked.earliest[4:] == stated.earliest[4:] and max(years) <= 1
    return "near birth date" if alike or max(years) <= 0 else "other birth date"


_STOOD = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(r:Statement:Record) "
    f"WHERE r.since <= $known AND r.until > $stood AND {not_withdrawn_in_cypher('r', day='known')} "
)
_BIRTHS = _STOOD + (
    "MATCH (r)-[:PART]->(b:Birth) RETURN DISTINCT e.id AS id, b.earliest AS earliest, b.latest AS latest, "
    "b.birthDate AS shown, b.precision AS precision ORDER BY id, earliest, latest, shown"
)
_NATIONALITIES = _STOOD + (
    "MATCH (r)-[:PART]->(n:Nationality) RETURN DISTINCT e.id AS id, n.name AS name ORDER BY id, name"
)
_NUMBERS = _STOOD + (
    "MATCH (r)-[:PART]->(n:Identification) WHERE n.number IS NOT NULL "
    "RETURN DISTINCT e.id AS id, n.number AS name ORDER BY id, name"
)
_VALUES = _STOOD + "RETURN e.id AS id, r.values AS values ORDER BY id"
