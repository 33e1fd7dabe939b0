"""What would settle an open element: the observations and documents that a collector would look for, by kind of event.

A waybill says nothing of a rocket, and no radar sees a lecture. `SETTLING` is the table; docs/evidence.md has it with
its reasons.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from ...schema.vocabulary import Property
from .claims import CitedClaim


class EventType(StrEnum):
    """How something happened, as far as that decides where its traces lie. An event may be of several types."""

    RAIL = "goods by rail"
    SHIP = "goods by ship"
    AIR = "goods by air"
    GOODS = "goods, way not known"
    SEEN = "observation"
    LAUNCH = "launch"
    PEOPLE = "soldiers and workers"
    HELP = "technical help"
    MONEY = "money and services"
    PORT_CALL = "port call"
    VENTURE = "joint venture"
    MEETING = "travel and meetings"


_CARGO = frozenset({EventType.RAIL, EventType.SHIP, EventType.AIR, EventType.GOODS})
_OPEN_CARGO = _CARGO | {EventType.SEEN}
_ALL = frozenset(EventType)

#: Kinds of entity that are of one type; a transfer's type follows from its goods and its means of transport.
_KINDS: Mapping[str, EventType] = {
    "Observation": EventType.SEEN,
    "Launch": EventType.LAUNCH,
    "Employment": EventType.PEOPLE,
    "PortCall": EventType.PORT_CALL,
    "Venture": EventType.VENTURE,
    "Summit": EventType.MEETING,
    "Trip": EventType.MEETING,
    "Vote": EventType.MEETING,
    "Announcement": EventType.MEETING,
}
_NO_CARGO = Path(__file__).resolve().parents[2] / "data" / "no_cargo.yaml"
#: Words of a claimed means of transport.
_MODES: Mapping[EventType, tuple[str, ...]] = {
    EventType.RAIL: ("rail", "train"),
    EventType.SHIP: ("ship", "sea", "vessel"),
    EventType.AIR: ("air", "plane", "flight"),
}


@dataclass(frozen=True)
class Settling:
    """An observation or document, the types of event of which it can be had, what it would close, and why."""

    what: str
    types: frozenset[EventType]
    closes: frozenset[Property]
    because: str


def _settling(
    what: str, types: Collection[EventType] | EventType, closes: Iterable[Property], because: str
) -> Settling:
    return Settling(what, frozenset({types} if isinstance(types, EventType) else types), frozenset(closes), because)


_P = Property
_CONSIGNMENT = (*(_P.EXISTS, _P.GOODS, _P.FROM, _P.TO, _P.DATE), *(_P.QUANTITY, _P.CARRIER, _P.PARTICIPANT, _P.CARGO))
_PEOPLE_SENT = (_P.EXISTS, _P.GOODS, _P.FROM, _P.TO, _P.DATE, _P.QUANTITY, _P.PARTICIPANT, _P.NATIONALITY)

#: What a collector would look for, by type of event.
SETTLING: tuple[Settling, ...] = (
    _settling(
        "an inspection or seizure of the goods on their way or on arrival",
        _OPEN_CARGO,
        (_P.EXISTS, _P.GOODS, _P.QUANTITY, _P.CARGO),
        "the goods themselves are looked at",
    ),
    _settling(
        "rail waybills, wagon lists or customs papers of the consignment",
        (EventType.RAIL, EventType.SEEN),
        _CONSIGNMENT,
        "a consignment by rail has a waybill that names sender, receiver, goods, wagons and day",
    ),
    _settling(
        "the bill of lading, cargo manifest or port papers of the voyage",
        EventType.SHIP,
        _CONSIGNMENT,
        "a voyage with cargo has papers that name shipper, receiver, goods, ports and days",
    ),
    _settling(
        "the air waybill, or the flight record of the aircraft",
        EventType.AIR,
        _CONSIGNMENT,
        "a flight with cargo has a waybill, and a record of its way",
    ),
    _settling(
        "transport or customs papers of the consignment",
        EventType.GOODS,
        _CONSIGNMENT,
        "whichever way goods go, papers name sender, receiver, goods and day",
    ),
    _settling(
        "a finding of an expert body on items recovered and traced",
        _OPEN_CARGO,
        (_P.EXISTS, _P.GOODS, _P.FROM),
        "marks and make of an item lead to its maker",
    ),
    _settling(
        "imagery of the uncovered cargo while it is loaded or unloaded",
        _OPEN_CARGO,
        (_P.GOODS, _P.CARGO),
        "what is under a cover is seen only when the cover is off",
    ),
    _settling(
        "the same wagons, aircraft or ships seen at the place of loading and of unloading",
        _OPEN_CARGO,
        (_P.FROM, _P.TO, _P.ROUTE, _P.DIRECTION),
        "two sightings of one vehicle give both ends of its way",
    ),
    _settling(
        "a series of images close in time that shows loaded wagons on each side of the border",
        (EventType.RAIL, EventType.SEEN),
        (_P.DIRECTION, _P.DATE, _P.TO),
        "one image of a station cannot tell which way a train went",
    ),
    _settling(
        "the ship's transponder track, with radar or satellite images for the gaps in it",
        (EventType.SHIP, EventType.PORT_CALL),
        (_P.FROM, _P.TO, _P.DATE, _P.PLACE, _P.ROUTE, _P.DIRECTION, _P.EXISTS),
        "a track gives ports and days; a ship that switches it off is still seen by radar",
    ),
    _settling(
        "extracts of the registers of ships and companies for that day",
        (EventType.SHIP, EventType.PORT_CALL, EventType.AIR),
        (_P.FLAG, _P.NATIONALITY, _P.CARRIER),
        "flag and owner change; a register says which they were on the day",
    ),
    _settling(
        "imagery of the place on that day, with its coordinates",
        _OPEN_CARGO | {EventType.PORT_CALL},
        (_P.PLACE, _P.DATE, _P.QUANTITY),
        "what lies open can be counted, and the day and place of an image checked",
    ),
    _settling(
        "telemetry, radar or space-surveillance records of the flight",
        EventType.LAUNCH,
        (_P.EXISTS, _P.DATE, _P.PLACE, _P.FROM, _P.DIRECTION),
        "several States track each launch; a track gives site, time, path, and whether an object reached orbit",
    ),
    _settling(
        "imagery of the launch site shortly before and after",
        EventType.LAUNCH,
        (_P.EXISTS, _P.DATE, _P.PLACE, _P.FACILITY),
        "preparations and the traces of the exhaust are open to see",
    ),
    _settling(
        "debris of the rocket, recovered and examined",
        EventType.LAUNCH,
        (_P.EXISTS, _P.GOODS, _P.FROM, _P.NATIONALITY),
        "stages that fell into the sea have shown engines, fuel and the origin of parts",
    ),
    _settling(
        "the launching State's own notice to shipping and aviation, or its announcement of the launch",
        EventType.LAUNCH,
        (_P.EXISTS, _P.DATE, _P.PLACE, _P.FROM, _P.TO, _P.NATIONALITY, _P.PARTICIPANT, _P.PURPOSE),
        "who launches warns ships and aircraft, and mostly announces it; that is an admission",
    ),
    _settling(
        "a finding of an expert body on the technology of the rocket",
        EventType.LAUNCH,
        (_P.GOODS, _P.EXISTS, _P.PURPOSE),
        "whether ballistic missile technology was used is a technical finding",
    ),
    _settling(
        "border, visa or passenger records of those who were sent",
        (EventType.PEOPLE, EventType.MEETING),
        (*_PEOPLE_SENT, _P.PLACE, _P.ROUTE, _P.DIRECTION),
        "who crosses a border is recorded with name, nationality and day",
    ),
    _settling(
        "orders, contracts or pay records of those who sent or host them",
        EventType.PEOPLE,
        (_P.EXISTS, _P.GOODS, _P.FROM, _P.TO, _P.QUANTITY, _P.PARTICIPANT, _P.PURPOSE),
        "who sends, houses and pays people keeps books on it",
    ),
    _settling(
        "statements of some of those who were sent, or papers found on them",
        EventType.PEOPLE,
        (_P.EXISTS, _P.GOODS, _P.FROM, _P.TO, _P.NATIONALITY),
        "prisoners and returned workers can be asked, each apart from the others",
    ),
    _settling(
        "imagery of the camp, training ground or workplace",
        EventType.PEOPLE,
        (_P.PLACE, _P.DATE, _P.QUANTITY, _P.TO),
        "tents, uniforms and formations can be counted",
    ),
    _settling(
        "contracts, correspondence or programme papers of the institutes on both sides",
        (EventType.HELP, EventType.VENTURE),
        (_P.EXISTS, _P.GOODS, _P.FROM, _P.TO, _P.DATE, _P.PARTICIPANT, _P.PURPOSE, _P.QUANTITY),
        "help and cooperation are agreed in writing, between bodies that can be named",
    ),
    _settling(
        "travel records of the specialists who gave or received it",
        EventType.HELP,
        (_P.EXISTS, _P.FROM, _P.TO, _P.DATE, _P.PARTICIPANT, _P.NATIONALITY, _P.DIRECTION),
        "knowledge travels with people",
    ),
    _settling(
        "a finding of an expert body on designs, parts or methods that match",
        EventType.HELP,
        (_P.EXISTS, _P.GOODS, _P.FROM),
        "a design that appears without tests of one's own points to its origin",
    ),
    _settling(
        "bank and payment records of both sides",
        (EventType.MONEY, EventType.VENTURE),
        (_P.EXISTS, _P.GOODS, _P.FROM, _P.TO, _P.DATE, _P.QUANTITY, _P.PARTICIPANT, _P.DIRECTION),
        "a payment names payer, payee, bank, sum and day",
    ),
    _settling(
        "extracts of company and ownership registers for that day",
        (EventType.MONEY, EventType.VENTURE),
        (_P.PARTICIPANT, _P.NATIONALITY, _P.EXISTS, _P.FLAG, _P.DATE, _P.PLACE),
        "who owns and directs a company is registered",
    ),
    _settling(
        "port records of the call: arrival, berth, cargo, departure",
        EventType.PORT_CALL,
        (_P.EXISTS, _P.DATE, _P.PLACE, _P.FLAG, _P.CARRIER, _P.PARTICIPANT, _P.GOODS, _P.QUANTITY),
        "each port keeps them",
    ),
    _settling(
        "photographs, film or the host's announcement of the visit",
        EventType.MEETING,
        (_P.EXISTS, _P.DATE, _P.PLACE, _P.PARTICIPANT, _P.TOPIC),
        "visits of persons of rank are mostly shown by their hosts",
    ),
    _settling(
        "the notices of deliveries that States send to the Committee",
        _OPEN_CARGO,
        (_P.QUANTITY,),
        "what counts under a ceiling is to be notified",
    ),
    _settling(
        "the notice to the Committee, or its reply",
        _ALL,
        (_P.EXEMPTION,),
        "an exemption needs a notice or an approval, which is on file",
    ),
    _settling(
        "a State's report to the Committee on what it did, or a finding that it did nothing",
        _ALL,
        (_P.OMISSION,),
        "States report to the Committee how they carried out a duty",
    ),
)


@cache
def settled_by(types: frozenset[EventType], *properties: Property) -> tuple[str, ...]:
    """Return what would settle any of the properties of an event of these types, in the order of the table."""
    return tuple(line.what for line in SETTLING if line.types & types and not line.closes.isdisjoint(properties))


@cache
def no_cargo() -> Mapping[EventType, frozenset[str]]:
    """Return the kinds of goods that are no cargo, by type of event, from data/no_cargo.yaml.

    What is classified within such a kind counts as it does.
    """
    import yaml

    listed = yaml.safe_load(_NO_CARGO.read_text(encoding="utf-8"))
    return {EventType(name): frozenset(kinds) for name, kinds in listed.items()}


def types_of(
    kind: str, claims: Iterable[CitedClaim], covers: Callable[[Collection[str], str], bool]
) -> frozenset[EventType]:
    """Return the types of an event of a kind, by what is claimed of its goods, means of transport and carrier.

    `covers` says whether goods lie within one of some kinds. What an observation may have been adds its types.
    """
    own = {_KINDS[kind]} if kind in _KINDS else set()
    if own and EventType.SEEN not in own:
        return frozenset(own)
    affirmed = [claim for claim in claims if claim.affirms]
    goods = {claim.entity for claim in affirmed if claim.property == Property.GOODS and claim.entity}
    apart = {type_: {each for each in goods if covers(kinds, each)} for type_, kinds in no_cargo().items()}
    types = own | {type_ for type_, of_type in apart.items() if of_type}
    if goods.issubset(set().union(*apart.values())) and types - own:
        return frozenset(types)
    modes = [claim.value.lower() for claim in affirmed if claim.property == Property.MODE and claim.value]
    ways = {way for way, words in _MODES.items() if any(word in mode.split() for mode in modes for word in words)}
    return frozenset(types | (ways or (set() if own else {EventType.GOODS})))


@dataclass(frozen=True, slots=True)
class SettlingStep:
    """An observation or document that a collector would look for, and the open elements that it would close."""

    what: str
    closes: tuple[str, ...]


def settling_steps(closes: Mapping[str, Iterable[str]]) -> tuple[SettlingStep, ...]:
    """Return a step for each observation or document that closes something, the one that closes most first."""
    order = {line.what: n for n, line in enumerate(SETTLING)}
    steps = (SettlingStep(what, tuple(dict.fromkeys(elements))) for what, elements in closes.items())
    return tuple(
        sorted((step for step in steps if step.closes), key=lambda step: (-len(step.closes), order.get(step.what, 0)))
    )
