"""What statements say of things that may be one: names, births, nationalities, numbers, entries of lists, offices."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from ...graph.protocols import Row
from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.dates import HalfDate
from ...schema.errors import ValueInvalid
from ...schema.names import name_key
from ...schema.vocabulary import kind_of

#: How a number is known whatever a list calls it; what is not here keeps the list's word.
CLASSES = (
    ("imo number", "IMO number"),
    ("imo company", "IMO company number"),
    ("passport", "passport"),
    ("passeport", "passport"),
    ("pasaporte", "passport"),
    ("swift", "SWIFT/BIC"),
    ("mmsi", "MMSI"),
    ("wikidata", "Wikidata id"),
)
#: Fields of FollowTheMoney's values that say what parts say on other records.
_VALUES = {"birthDate": "birth", "nationality": "nationality", "gender": "gender", "country": "country"}
#: A note of the loader that a number cannot be one: it is kept, and joins nothing.
_FALSE = ("check digit", "not an IMO number")
_SIGNS = re.compile(r"[\W_]+")
_WORD = re.compile(r"(?:[^\W\d]{4,}|no|nr)\Z", re.IGNORECASE)
_BRACKETS = re.compile(r"\(([^()]*)\)")
#: Letters of a code of a State at most.
_CODE = 3
_SHIP = "Vessel"


@dataclass(frozen=True)
class CitedValue:
    """One thing that a statement says, in the source's words; `value` is what is compared."""

    value: str
    text: str
    statement: str
    source: str


@dataclass(frozen=True)
class Born:
    """The days that a birth may mean, and whether the source calls it approximate."""

    earliest: str
    latest: str
    rough: bool
    said: CitedValue

    @property
    def exact(self) -> bool:
        """Whether it is one known day, and not a first of January, which stands for a year in many lists."""
        return self.earliest == self.latest and not self.rough and not self.earliest.endswith("-01-01")


@dataclass(frozen=True)
class Number:
    """A number of a document or register: its class, and letters and digits alone. `false`: it cannot be such."""

    kind: str
    value: str
    false: bool
    said: CitedValue


@dataclass(frozen=True)
class ListedEntry:
    """An entry of a list: which data set, list and part of it, the list's own names of its programmes (each after the
    name of the list), its number, the day of listing as stated.
    """

    dataset: str
    list: str
    part: str
    programmes: frozenset[str]
    reference: str
    listed_on: str | None
    said: CitedValue


@dataclass(frozen=True)
class Office:
    """That an office of a State was held: the State's id, the post, the widest days of it as far as known."""

    state: str
    post: str
    earliest: str
    latest: str
    said: CitedValue


@dataclass
class EntityFacts:
    """What is said of one thing."""

    id: str
    kind: str
    name: str
    labels: frozenset[str]
    keys: list[str]
    names: list[CitedValue] = field(default_factory=list)
    births: list[Born] = field(default_factory=list)
    nationalities: list[CitedValue] = field(default_factory=list)
    genders: list[CitedValue] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    entries: list[ListedEntry] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    countries: list[CitedValue] = field(default_factory=list)
    texts: list[CitedValue] = field(default_factory=list)


class Countries:
    """Which State a text names: by any name of a State in the graph, its words in any order, or by its ISO code."""

    def __init__(self, graph: Graph) -> None:
        self._ids: dict[str, str] = {}
        for row in graph.read(_COUNTRIES).rows:
            names = [name for name in row["names"] or [] if len(name) > _CODE]
            # A State that is known by its code alone cannot be told from the same State under another id.
            codes = [row["id"].removeprefix("iso:")] if names and row["id"].startswith("iso:") else []
            for name in (*names, *codes):
                self._ids.setdefault(_words(name), row["id"])

    def __call__(self, text: str) -> str:
        """The id of the State; for a text that names none in the graph, its words sorted.

        `Iran (Islamic Republic of)` is the State that its words name without those in brackets.
        """
        words = _words(text)
        return self._ids.get(words) or self._ids.get(_words(_BRACKETS.sub(" ", text))) or words


def known(graph: Graph, ids: Iterable[str], countries: Countries | None = None) -> dict[str, EntityFacts]:
    """What is said of each thing, whenever it was said; ids that are not in the graph are left out."""
    countries = countries or Countries(graph)
    found: dict[str, EntityFacts] = {}
    wanted = sorted(set(ids))
    for batch in batches(wanted):
        for row in graph.read(_THINGS, ids=batch).rows:
            labels = row["labels"]
            found[row["id"]] = EntityFacts(
                row["id"], kind_of(labels), row["name"], frozenset(labels), row["keys"] or []
            )
    for batch in batches(sorted(found)):
        for row in graph.read(_RECORDS, ids=batch).rows:
            _record(found[row["thing"]], row, countries)
        for row in graph.read(_PARTS, ids=batch).rows:
            _part(found[row["thing"]], row, countries)
        for row in graph.read(_OFFICES, ids=batch).rows:
            _office(found[row["thing"]], row, countries)
    for thing in found.values():
        if not thing.names and thing.offices:
            # A list of leaders says the name with the office, not apart.
            office = thing.offices[0].said
            thing.names.append(CitedValue(name_key(thing.name), thing.name, office.statement, office.source))
    return found


def _record(thing: EntityFacts, row: Row, countries: Countries) -> None:
    def said(value: str, text: str) -> CitedValue:
        return CitedValue(value, text, row["id"], row["source"])

    for text in filter(None, (row["name"], row["script"])):
        thing.names += [said(name_key(name), name) for name in variants(text, thing.kind == _SHIP)]
    if row["gender"]:
        thing.genders.append(said(name_key(row["gender"]), row["gender"]))
    thing.texts += [said(text, text) for text in (row["comments"], row["reason"]) if text]
    if row["reference"]:
        part = "/".join(filter(None, (row["listType"], row["annex"])))
        programmes = frozenset(f"{row['list']} {name}" for name in (row["listType"], *row["programs"]) if name)
        about = (row["dataset"], row["list"], part, programmes, row["reference"], row["listedOn"])
        thing.entries.append(ListedEntry(*about, said(row["reference"], row["name"])))
    for name, _, value in (item.partition("=") for item in row["more"]):
        _value(thing, _VALUES.get(name, ""), said(value, value), countries)


def _value(thing: EntityFacts, what: str, said: CitedValue, countries: Countries) -> None:
    match what:
        case "birth":
            born = _born(said, None, None, False)
            thing.births += [born] if born else []
        case "nationality":
            thing.nationalities.append(CitedValue(countries(said.value), said.text, said.statement, said.source))
        case "country":
            thing.countries.append(CitedValue(countries(said.value), said.text, said.statement, said.source))
        case "gender":
            thing.genders.append(CitedValue(name_key(said.value), said.text, said.statement, said.source))


def _part(thing: EntityFacts, row: Row, countries: Countries) -> None:
    properties = row["part"]["properties"]
    labels = row["part"]["labels"]
    name = str(properties["name"])

    def said(value: str) -> CitedValue:
        return CitedValue(value, name, properties["id"], row["source"])

    if "Alias" in labels:
        if not str(properties.get("quality") or "").casefold().startswith(("low", "weak")):
            found = variants(name, thing.kind == _SHIP)
            thing.names += [CitedValue(name_key(one), one, properties["id"], row["source"]) for one in found]
    elif "Birth" in labels:
        precision = str(properties.get("precision") or "").casefold()
        rough = precision.startswith(("approx", "circa"))
        born = _born(said(name), properties.get("earliest"), properties.get("latest"), rough)
        thing.births += [born] if born else []
    elif "Nationality" in labels:
        thing.nationalities.append(said(countries(name)))
    elif "Identification" in labels and properties.get("number"):
        thing.numbers.append(_number(properties, said))
    elif "Address" in labels and properties.get("country"):
        thing.countries.append(said(countries(str(properties["country"]))))
    elif "Value" in labels and properties.get("property") in ("country", "jurisdiction", "flag"):
        thing.countries.append(said(countries(name)))


def _number(properties: Row, said: Callable[[str], CitedValue]) -> Number:
    kind = str(properties.get("documentType") or "number")
    folded = kind.casefold()
    known_as = next((name for sign, name in CLASSES if sign in folded), kind)
    # Some lists write the words before a number into it: `Libyan passport no 96/184442`.
    words = _SIGNS.sub(" ", str(properties["number"])).split()
    value = "".join(word for word in words if not _WORD.match(word)).upper() or "".join(words).upper()
    false = any(sign in str(properties.get("note") or "") for sign in _FALSE)
    return Number(known_as, value, false, said(value))


def _born(said: CitedValue, earliest: str | None, latest: str | None, rough: bool) -> Born | None:
    if earliest and latest:
        return Born(earliest, latest, rough, said)
    try:
        date = HalfDate.parse(said.value)
    except ValueInvalid:
        return None
    return Born(date.earliest, date.latest, rough, said)


def _office(thing: EntityFacts, row: Row, countries: Countries) -> None:
    state = countries(row["named"])
    said = CitedValue(state, row["post"], row["id"], row["source"])
    thing.offices.append(
        Office(state if ":" in state else row["state"], row["post"], row["earliest"], row["latest"], said)
    )


def variants(name: str, ship: bool) -> Iterator[str]:
    """The names that one field holds: parted by semicolons, and without what is in brackets.

    In brackets after a ship's name is another name of it; after other names, an abbreviation or a State.
    """
    for one in filter(None, (part.strip() for part in name.split(";"))):
        yield one
        inner = [text.strip() for text in _BRACKETS.findall(one)]
        bare = " ".join(_BRACKETS.sub(" ", one).split())
        if inner and bare:
            yield bare
            yield from inner if ship else ()


def _words(text: str) -> str:
    return " ".join(sorted(name_key(text).split()))


def sources_of(graph: Graph, ids: Iterable[str]) -> Iterator[Row]:
    """What the sources are: id, name, publisher, date and address."""
    from ..results.citations import SOURCES

    for batch in batches(sorted(set(ids))):
        yield from graph.read(SOURCES, ids=batch).rows


_COUNTRIES = "MATCH (c:Entity:Country) RETURN c.id AS id, c.names AS names ORDER BY id"
_THINGS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) "
    "RETURN e.id AS id, labels(e) AS labels, e.name AS name, e.nameKeys AS keys ORDER BY id"
)
_RECORDS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(r:Statement:Record)-[:IN]->(s:Source) "
    "WHERE NOT r:Identity AND NOT r:Occurrence RETURN e.id AS thing, r.id AS id, s.id AS source, r.name AS name, "
    "r.dataset AS dataset, r.list AS list, r.reference AS reference, r.listType AS listType, r.annex AS annex, "
    "coalesce(r.programs, []) AS programs, "
    "r.listedOn AS listedOn, r.gender AS gender, r.originalScript AS script, r.comments AS comments, "
    "r.reason AS reason, coalesce(r.values, []) AS more ORDER BY thing, id"
)
_PARTS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(r:Statement:Record) WHERE NOT r:Occurrence "
    "MATCH (r)-[:IN]->(s:Source) MATCH (r)-[:PART]->(p:Statement) "
    "WITH e, p, min(s.id) AS source RETURN e.id AS thing, p AS part, source ORDER BY thing, p.id"
)
_OFFICES = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:HOLDER]-(o:Statement:Occupancy)-[:POST]->(p:Entity) "
    "MATCH (o)-[:COUNTRY]->(c:Entity) MATCH (o)-[:IN]->(s:Source) "
    "RETURN e.id AS thing, o.id AS id, c.id AS state, c.name AS named, p.name AS post, "
    "coalesce(o.earliest, '') AS earliest, coalesce(o.latest, '9999-12-31') AS latest, s.id AS source "
    "ORDER BY thing, id"
)
