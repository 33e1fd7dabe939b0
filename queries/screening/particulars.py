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
from ...schema.dates import LATEST, HalfDate
from ...schema.errors import ValueInvalid
from ...schema.names import name_key
from ...schema.numbers import imo_fits, number_key
from .compare import NamePart

#: Points by what is found.
POINTS = {
    "same birth date": 2.5,
    "birth date fits": 1.0,
    "near birth date": -0.5,
    "other birth date": -2.5,
    "same country": 0.7,
    "other country": -0.7,
    "same number": 5.0,
    "other number": -2.5,
}
#: Properties of FollowTheMoney that say to which State somebody or something belongs.
_COUNTRY = ("country", "nationality", "citizenship", "jurisdiction", "flag", "mainCountry")


@dataclass
class Particulars:
    """What records say of one thing beside its names: births as intervals of days, keys of countries, numbers."""

    births: list[HalfDate] = field(default_factory=list)
    countries: set[str] = field(default_factory=set)
    numbers: set[str] = field(default_factory=set)


class Countries:
    """Which names and codes mean one State, by the graph's own entries of States."""

    def __init__(self, graph: Graph) -> None:
        self._of: dict[str, str] = {}
        for row in graph.read(_COUNTRIES).rows:
            code = str(row["id"]).partition(":")[2]
            for key in (name_key(code), *(row["keys"] or [])):
                self._of.setdefault(key, row["id"])

    def key(self, text: str) -> str:
        """The id of a State where its name or code is known, else the folded text."""
        folded = name_key(text)
        return self._of.get(folded, folded)

    def known(self, key: str) -> bool:
        """Whether a key is the id of a State."""
        return ":" in key


def particulars(
    graph: Graph, ids: Iterable[str], countries: Countries, as_of: str | None = None
) -> dict[str, Particulars]:
    """What records say of things, by id: those that stood on a day, or all of any day."""
    found: dict[str, Particulars] = defaultdict(Particulars)
    when = {"known": as_of or LATEST, "stood": as_of or ""}
    for batch in batches(sorted(set(ids))):
        for row in graph.read(_BIRTHS, ids=batch, **when).rows:
            if row["earliest"] and row["latest"]:
                text = f"{row['earliest']}/{row['latest']}"
                found[row["id"]].births.append(HalfDate(row["earliest"], row["latest"], row["shown"] or text))
        for row in graph.read(_STATES, ids=batch, **when).rows:
            found[row["id"]].countries.add(countries.key(row["name"]))
        for row in graph.read(_NUMBERS, ids=batch, **when).rows:
            found[row["id"]].numbers.add(number_key(row["number"]))
        for row in graph.read(_VALUES, ids=batch, **when).rows:
            for said in row["given"] or []:
                prop, _, value = said.partition("=")
                if prop in _COUNTRY:
                    found[row["id"]].countries.add(countries.key(value))
                elif prop == "birthDate":
                    _add_birth(found[row["id"]], value)
    return found


def _add_birth(own: Particulars, value: str) -> None:
    try:
        own.births.append(HalfDate.parse(value))
    except ValueInvalid:
        return


def judged(
    own: Particulars, birth: HalfDate | None, country: str | None, number: str | None, countries: Countries
) -> list[NamePart]:
    """The parts that particulars add to a score; what is not known on both sides gives none."""
    parts: list[NamePart] = []
    if birth and own.births:
        what, other = max(((_birth(birth, one), one) for one in own.births), key=lambda found: POINTS[found[0]])
        parts.append(NamePart(what, birth.text, other.text, POINTS[what]))
    if country and own.countries:
        key = countries.key(country)
        if key in own.countries:
            parts.append(NamePart("same country", country, country, POINTS["same country"]))
        elif countries.known(key) and all(map(countries.known, own.countries)):
            shown = ", ".join(sorted(own.countries))
            parts.append(NamePart("other country", country, shown, POINTS["other country"]))
    if number and own.numbers:
        key = number_key(number)
        if key in own.numbers:
            parts.append(NamePart("same number", number, number, POINTS["same number"]))
        elif any(imo_fits(one) for one in own.numbers) and imo_fits(key):
            shown = ", ".join(sorted(one for one in own.numbers if imo_fits(one)))
            parts.append(NamePart("other number", number, shown, POINTS["other number"]))
    return parts


def _birth(asked: HalfDate, said: HalfDate) -> str:
    if asked.exact and said.exact and asked.earliest == said.earliest:
        return "same birth date"
    if asked.earliest <= said.latest and said.earliest <= asked.latest:
        return "birth date fits"
    years = (int(asked.earliest[:4]) - int(said.latest[:4]), int(said.earliest[:4]) - int(asked.latest[:4]))
    swapped = sorted(asked.earliest.split("-")) == sorted(said.earliest.split("-"))
    alike = asked.earliest[4:] == said.earliest[4:] and max(years) <= 1
    return "near birth date" if alike or swapped or max(years) <= 0 else "other birth date"


_COUNTRIES = "MATCH (e:Entity:Country) RETURN e.id AS id, e.nameKeys AS keys ORDER BY id"
_STOOD = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(r:Statement:Record) "
    "WHERE r.since <= $known AND r.until > $stood "
)
_BIRTHS = _STOOD + (
    "MATCH (r)-[:PART]->(b:Birth) "
    "RETURN DISTINCT e.id AS id, b.earliest AS earliest, b.latest AS latest, b.birthDate AS shown ORDER BY id, earliest"
)
_STATES = _STOOD + "MATCH (r)-[:PART]->(n:Nationality) RETURN DISTINCT e.id AS id, n.name AS name ORDER BY id, name"
_NUMBERS = _STOOD + (
    "MATCH (r)-[:PART]->(n:Identification) WHERE n.number IS NOT NULL "
    "RETURN DISTINCT e.id AS id, n.number AS number ORDER BY id, number"
)
_VALUES = _STOOD + "RETURN e.id AS id, r.values AS given ORDER BY id"
