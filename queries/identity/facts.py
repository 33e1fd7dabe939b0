"""What statements say of entities that may be one: names, births, nationalities, numbers, list entries, offices."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from ...graph.store import Graph
from ...graph.writing import batches
from ...schema.births import BirthDate, is_approximate, read_birth
from ...schema.countries import PREFIX, state_key
from ...schema.names import name_key
from ...schema.numbers import number_key, system_name
from ...schema.vocabulary import kind_of
from ..screening.variants import kind_of_variants, name_variants
from .cited import CitedText, CitedValue
from .numbers import Number, number_of
from .places import PlaceFacts, place_facts

#: Properties of FollowTheMoney that say what parts say on other records.
_VALUES = {"birthDate": "birth", "nationality": "nationality", "gender": "gender", "country": "country"}
#: What a publisher calls an alias that is too common or too uncertain to be taken for the person alone.
_WEAK = re.compile(r"\b(?:low|weak)\b", re.IGNORECASE)


@dataclass(frozen=True)
class StatedBirth:
    """A birth, and where it is stated."""

    date: BirthDate
    cited: CitedValue


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
    cited: CitedValue


@dataclass(frozen=True)
class StatedOffice:
    """That an office of a State was held: the State's key, the post, the widest days of it as far as known."""

    state: str
    post: str
    earliest: str
    latest: str
    cited: CitedValue


@dataclass
class EntityFacts:
    """What is said of one entity."""

    id: str
    kind: str
    name: str
    labels: frozenset[str]
    names: list[CitedValue] = field(default_factory=list)
    births: list[StatedBirth] = field(default_factory=list)
    nationalities: list[CitedValue] = field(default_factory=list)
    genders: list[CitedValue] = field(default_factory=list)
    numbers: list[Number] = field(default_factory=list)
    entries: list[ListedEntry] = field(default_factory=list)
    offices: list[StatedOffice] = field(default_factory=list)
    titles: list[CitedValue] = field(default_factory=list)
    born_in: set[str] = field(default_factory=set)
    codes: list[CitedValue] = field(default_factory=list)
    countries: list[CitedValue] = field(default_factory=list)
    texts: list[CitedValue] = field(default_factory=list)
    place: PlaceFacts = field(default_factory=PlaceFacts)


@dataclass(frozen=True)
class _EntityRow:
    id: str
    labels: list[str]
    name: str


@dataclass(frozen=True)
class _RecordRow:
    """A row of `_RECORDS`; `values` are FollowTheMoney's, each `property=value`."""

    entity: str
    id: str
    source: str
    name: str
    dataset: str
    list_name: str | None
    reference: str | None
    list_type: str | None
    annex: str | None
    programs: list[str]
    listed_on: str | None
    gender: str | None
    script: str | None
    comments: str | None
    reason: str | None
    values: list[str]

    def cite(self, value: str, text: str) -> CitedValue:
        return CitedValue(value, CitedText(text, self.id, self.source))


@dataclass(frozen=True)
class _PartRow:
    """A row of `_PARTS`: a part of a record, with the properties that parts of its label have."""

    entity: str
    id: str
    source: str
    labels: list[str]
    name: str
    quality: str | None
    precision: str | None
    earliest: str | None
    latest: str | None
    document: str | None
    number: str | None
    note: str | None
    country: str | None
    property: str | None
    system: str | None
    code: str | None

    def cite(self, value: str) -> CitedValue:
        return CitedValue(value, CitedText(self.name, self.id, self.source))


@dataclass(frozen=True)
class _NamingRow:
    entity: str
    statement: str
    source: str


@dataclass(frozen=True)
class _OfficeRow:
    entity: str
    id: str
    source: str
    state: str
    state_name: str
    post: str
    earliest: str
    latest: str


def entity_facts(graph: Graph, ids: Iterable[str]) -> dict[str, EntityFacts]:
    """Return what is said of entities by id, whenever it was said; ids that are not in the graph are left out."""
    facts: dict[str, EntityFacts] = {}
    for batch in batches(sorted(set(ids))):
        for entity in graph.read_as(_EntityRow, _ENTITIES, ids=batch):
            facts[entity.id] = EntityFacts(entity.id, kind_of(entity.labels), entity.name, frozenset(entity.labels))
    for batch in batches(sorted(facts)):
        for record in graph.read_as(_RecordRow, _RECORDS, ids=batch):
            _add_record(facts[record.entity], record)
        for part in graph.read_as(_PartRow, _PARTS, ids=batch):
            _add_part(facts[part.entity], part)
        for office in graph.read_as(_OfficeRow, _OFFICES, ids=batch):
            _add_office(facts[office.entity], office)
    for id_, place in place_facts(graph, facts).items():
        facts[id_].place = place
    _name_by_others(graph, [entity for entity in facts.values() if not entity.names])
    return facts


def _name_by_others(graph: Graph, nameless: list[EntityFacts]) -> None:
    """Give their name to entities of which no record is about: lists of leaders and tables of events only name them."""
    for entity in nameless:
        if entity.offices:
            cited = entity.offices[0].cited.cited
            _name(entity, cited.statement, cited.source)
    by_id = {entity.id: entity for entity in nameless if not entity.names}
    for batch in batches(sorted(by_id)):
        for row in graph.read_as(_NamingRow, _NAMED, ids=batch):
            _name(by_id[row.entity], row.statement, row.source)


def _name(entity: EntityFacts, statement: str, source: str) -> None:
    entity.names.append(CitedValue(name_key(entity.name), CitedText(entity.name, statement, source)))


def _add_record(facts: EntityFacts, record: _RecordRow) -> None:
    for text in filter(None, (record.name, record.script)):
        facts.names += [record.cite(name_key(name), name) for name in name_variants(text, kind_of_variants(facts.kind))]
    if record.gender:
        facts.genders.append(record.cite(name_key(record.gender), record.gender))
    facts.texts += [record.cite(text, text) for text in (record.comments, record.reason) if text]
    if record.reference:
        part = "/".join(filter(None, (record.list_type, record.annex)))
        programmes = frozenset(f"{record.list_name} {name}" for name in (record.list_type, *record.programs) if name)
        cited = record.cite(record.reference, record.name)
        place = (record.dataset, record.list_name or "", part, programmes, record.reference, record.listed_on)
        facts.entries.append(ListedEntry(*place, cited))
    for prop, _, value in (item.partition("=") for item in record.values):
        _add_value(facts, _VALUES.get(prop, ""), record.cite(value, value))


def _add_value(facts: EntityFacts, subject: str, value: CitedValue) -> None:
    match subject:
        case "birth":
            facts.births += _births(value, None, None, False)
        case "nationality":
            facts.nationalities.append(value.valued(state_key(value.value)))
        case "country":
            facts.countries.append(value.valued(state_key(value.value)))
        case "gender":
            facts.genders.append(value.valued(name_key(value.value)))


def _add_part(facts: EntityFacts, part: _PartRow) -> None:
    if "Alias" in part.labels:
        if not is_weak(part.quality):
            names = name_variants(part.name, kind_of_variants(facts.kind))
            facts.names += [CitedValue(name_key(name), CitedText(name, part.id, part.source)) for name in names]
    elif "Birth" in part.labels:
        facts.births += _births(part.cite(part.name), part.earliest, part.latest, is_approximate(part.precision))
    elif "Nationality" in part.labels:
        facts.nationalities.append(part.cite(state_key(part.name)))
    elif "Designation" in part.labels:
        facts.titles.append(part.cite(name_key(part.name)))
    elif "BirthPlace" in part.labels:
        facts.born_in.add(state_key(part.country or part.name.rpartition(",")[2]))
    elif "Code" in part.labels and part.code:
        facts.codes.append(part.cite(f"{system_name(part.system or '')} {part.code}"))
    elif "Identification" in part.labels and part.number and number_key(part.number):
        facts.numbers.append(number_of(part.document, part.number, part.note, part.cite("")))
    elif "Address" in part.labels and part.country:
        facts.countries.append(part.cite(state_key(part.country)))
    elif "Value" in part.labels and part.property in ("country", "jurisdiction", "flag"):
        facts.countries.append(part.cite(state_key(part.name)))


def is_weak(quality: str | None) -> bool:
    """Whether the publisher calls an alias weak: it then joins nothing."""
    return _WEAK.search(quality or "") is not None


def _births(cited: CitedValue, earliest: str | None, latest: str | None, approximate: bool) -> list[StatedBirth]:
    if earliest and latest:
        return [StatedBirth(BirthDate(earliest, latest, cited.text, approximate), cited)]
    date = read_birth(cited.value)
    return [StatedBirth(date, cited)] if date else []


def _add_office(facts: EntityFacts, office: _OfficeRow) -> None:
    key = state_key(office.state_name)
    state = key if key.startswith(PREFIX) else office.state
    cited = CitedValue(state, CitedText(office.post, office.id, office.source))
    facts.offices.append(StatedOffice(state, office.post, office.earliest, office.latest, cited))


_ENTITIES = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) RETURN e.id AS id, labels(e) AS labels, e.name AS name ORDER BY id"
)
_RECORDS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(r:Statement:Record)-[:IN]->(s:Source) "
    "WHERE NOT r:Identity AND NOT r:Occurrence RETURN e.id AS entity, r.id AS id, s.id AS source, r.name AS name, "
    "r.dataset AS dataset, r.list AS list_name, r.reference AS reference, r.listType AS list_type, r.annex AS annex, "
    "coalesce(r.programs, []) AS programs, "
    "r.listedOn AS listed_on, r.gender AS gender, r.originalScript AS script, r.comments AS comments, "
    "r.reason AS reason, coalesce(r.values, []) AS values ORDER BY entity, id"
)
_PARTS = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:ABOUT]-(r:Statement:Record) WHERE NOT r:Occurrence "
    "MATCH (r)-[:IN]->(s:Source) MATCH (r)-[:PART]->(p:Statement) "
    "WITH e, p, min(s.id) AS source RETURN e.id AS entity, p.id AS id, source, labels(p) AS labels, p.name AS name, "
    "p.quality AS quality, p.precision AS precision, p.earliest AS earliest, p.latest AS latest, "
    "p.documentType AS document, p.number AS number, p.note AS note, p.country AS country, p.property AS property, "
    "p.system AS system, CASE WHEN p.system IS NULL THEN NULL ELSE p.value END AS code "
    "ORDER BY entity, id"
)
_NAMED = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[l]-(r:Statement:Record) "
    "WHERE (r:Mention AND type(l) = 'REFERS_TO') OR (r:Occurrence AND type(l) = 'PARTICIPANT') "
    "WITH e, min(r.id) AS statement MATCH (s:Statement {id: statement})-[:IN]->(source:Source) "
    "RETURN e.id AS entity, statement, min(source.id) AS source ORDER BY entity"
)
_OFFICES = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id})<-[:HOLDER]-(o:Statement:Occupancy)-[:POST]->(p:Entity) "
    "MATCH (o)-[:COUNTRY]->(c:Entity) MATCH (o)-[:IN]->(s:Source) "
    "RETURN e.id AS entity, o.id AS id, s.id AS source, c.id AS state, c.name AS state_name, p.name AS post, "
    "coalesce(o.earliest, '') AS earliest, coalesce(o.latest, '9999-12-31') AS latest ORDER BY entity, id"
)
