"""Closed vocabularies. A term that is not here is an error where it is read, not a new category.

Sources: stance, basis and answers are this project's (docs/model.md); likelihood is ICD 203 (2015)
section D.6.e(2)(a); force follows the verbs of UN resolutions; kinds follow FollowTheMoney where it
has the thing.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from .law_vocabulary import WIDER_KINDS as WIDER_KINDS
from .law_vocabulary import ActShown as ActShown
from .law_vocabulary import BearerKind as BearerKind
from .law_vocabulary import Checked as Checked
from .law_vocabulary import ConditionKind as ConditionKind
from .law_vocabulary import Direction as Direction
from .law_vocabulary import Force as Force
from .law_vocabulary import Giver as Giver
from .law_vocabulary import Nexus as Nexus
from .law_vocabulary import PartyKind as PartyKind
from .law_vocabulary import PartyReach as PartyReach
from .law_vocabulary import Role as Role


class Stance(StrEnum):
    """What a speaker does with a proposition. To justify or to decline is not to deny.

    To anticipate (a fear, an expectation, a plan), to suppose (what would be if) or to ask supports nothing.
    """

    ASSERTS = "asserts"
    SUGGESTS = "suggests"
    DOUBTS = "doubts"
    DENIES = "denies"
    JUSTIFIES = "justifies"
    DECLINES = "declines"
    ANTICIPATES = "anticipates"
    SUPPOSES = "supposes"
    ASKS = "asks"

    @property
    def affirms(self) -> bool:
        """Whether a claim of this stance puts its proposition forward: it asserts or suggests it."""
        return self in (Stance.ASSERTS, Stance.SUGGESTS)


#: Stances by which a claim links what it names. To deny, doubt or decline links nothing; to justify is not to deny.
LINKING = (Stance.ASSERTS, Stance.SUGGESTS, Stance.JUSTIFIES)


class Basis(StrEnum):
    """What a claim stands on, as far as its source says."""

    IMAGERY = "imagery"
    IMAGERY_COVERED = "imagery-covered"
    INSPECTION = "inspection"
    CUSTOMS_FINDING = "customs-finding"
    COURT_FINDING = "court-finding"
    DOCUMENT = "document"
    TRACKING = "tracking"
    TRADE_DATA = "trade-data"
    EXPERT_BODY = "expert-body"
    ADMISSION = "admission"
    OFFICIAL_STATEMENT = "official-statement"
    ANONYMOUS_OFFICIAL = "anonymous-official"
    EYEWITNESS = "eyewitness"
    HUMAN_SOURCE = "human-source"
    INFERENCE = "inference"
    NOT_STATED = "not-stated"


class Property(StrEnum):
    """Which property of an event or thing a claim is about. `EVENT_PROPERTIES` says which kind has which."""

    EXISTS = "exists"
    KIND = "kind"
    DATE = "date"
    PERIOD = "period"
    STAGE = "stage"
    COMPLIANCE = "compliance"
    PLACE = "place"
    FROM = "from"
    TO = "to"
    ORIGIN = "origin"
    TRANSIT = "transit"
    GOODS = "goods"
    QUANTITY = "quantity"
    BASELINE = "baseline"
    CHANGE = "change"
    CARGO = "cargo"
    DIRECTION = "direction"
    ROUTE = "route"
    MODE = "mode"
    CARRIER = "carrier"
    LEG = "leg"
    PARTICIPANT = "participant"
    TOPIC = "topic"
    FACILITY = "facility"
    LEGALITY = "legality"
    PURPOSE = "purpose"
    OMISSION = "omission"
    EXEMPTION = "exemption"
    APPLICATION = "application"
    IN_FORCE = "in-force"
    FLAG = "flag"
    NATIONALITY = "nationality"
    OWNER = "owner"
    OPERATOR = "operator"
    MANAGER = "manager"
    PART_OF = "part-of"
    COUNTRY = "country"
    PARTY_KIND = "party-kind"


class ActStage(StrEnum):
    """How far an act went, as the value of a claim with the property `stage`. Without one, that it took place."""

    PLANNED = "planned"
    ORDERED = "ordered"
    ATTEMPTED = "attempted"
    STOPPED = "stopped"
    COMPLETED = "completed"


class Likelihood(StrEnum):
    """The seven terms of ICD 203, in rising order. They say how probable, not how sure the analyst is."""

    ALMOST_NO_CHANCE = "almost-no-chance"
    VERY_UNLIKELY = "very-unlikely"
    UNLIKELY = "unlikely"
    EVEN_CHANCE = "even-chance"
    LIKELY = "likely"
    VERY_LIKELY = "very-likely"
    ALMOST_CERTAIN = "almost-certain"


class Qualifier(StrEnum):
    """How a number is meant."""

    ABOUT = "about"
    AT_LEAST = "at least"
    AT_MOST = "at most"
    MORE_THAN = "more than"
    UP_TO = "up to"


class Seen(StrEnum):
    """How the curators saw a report: its own page, a copy of it, or others who tell of it."""

    PRIMARY = "primary"
    COPY = "copy"
    SECONDARY = "secondary"


#: Kinds of entity and the labels that stand before each, after `Entity`.
KINDS: dict[str, tuple[str, ...]] = {
    "Person": (),
    "Organization": (),
    "PublicBody": ("Organization",),
    "Company": ("Organization",),
    "LegalEntity": (),
    "Vessel": (),
    "Asset": (),
    "Vehicle": ("Asset",),
    "Airplane": ("Asset", "Vehicle"),
    "Security": ("Asset",),
    "CryptoWallet": ("Asset",),
    "BankAccount": ("Asset",),
    "RealEstate": ("Asset",),
    "Document": (),
    "PostalAddress": (),
    "Thing": (),
    "Country": (),
    "Position": (),
    "Goods": (),
    "Place": (),
    "RailStation": ("Place",),
    "Port": ("Place",),
    "BorderCrossing": ("Place",),
    "Spaceport": ("Place",),
    "Facility": ("Place",),
    "Settlement": ("Place",),
    "Event": (),
    "Summit": ("Event",),
    "Meeting": ("Event",),
    "Trip": ("Event",),
    "Letter": ("Event",),
    "Exercise": ("Event",),
    "Observation": ("Event",),
    "Transfer": ("Event",),
    "PortCall": ("Event",),
    "Employment": ("Event",),
    "Venture": ("Event",),
    "Launch": ("Event",),
    "Vote": ("Event",),
    "Announcement": ("Event",),
}

#: Properties of things, which no event has.
OF_THINGS = frozenset(
    {
        *(Property.FLAG, Property.NATIONALITY, Property.COUNTRY, Property.PARTY_KIND),
        *(Property.OWNER, Property.OPERATOR, Property.MANAGER, Property.PART_OF),
    }
)

_ANY_EVENT = frozenset(
    {
        Property.EXISTS,
        Property.KIND,
        Property.DATE,
        Property.PLACE,
        Property.PARTICIPANT,
        Property.PURPOSE,
        Property.TOPIC,
        Property.LEGALITY,
        Property.EXEMPTION,
        Property.APPLICATION,
        Property.PERIOD,
        Property.STAGE,
        Property.COMPLIANCE,
        Property.QUANTITY,
    }
)
_MOVING = frozenset(
    {
        *(Property.FROM, Property.TO, Property.ORIGIN, Property.TRANSIT, Property.ROUTE, Property.MODE),
        *(Property.CARRIER, Property.LEG),
    }
)
_CARRYING = frozenset({Property.GOODS, Property.CARGO, Property.DIRECTION, Property.OMISSION})
_COUNTED = frozenset({Property.BASELINE, Property.CHANGE, Property.FACILITY})

#: Kind of event to the properties that it can have; a claim on another is refused where it is read.
EVENT_PROPERTIES: dict[str, frozenset[Property]] = {
    "Observation": _ANY_EVENT | _MOVING | _CARRYING | _COUNTED,
    "Transfer": _ANY_EVENT | _MOVING | _CARRYING | {Property.CHANGE},
    "PortCall": _ANY_EVENT | _MOVING | _CARRYING,
    "Launch": _ANY_EVENT | {Property.GOODS, Property.FROM, Property.CARRIER},
    "Employment": _ANY_EVENT | {Property.FROM, Property.TO, Property.GOODS, Property.OMISSION, Property.CHANGE},
    "Venture": _ANY_EVENT | {Property.FROM, Property.TO, Property.GOODS, Property.OMISSION},
    "Trip": _ANY_EVENT | _MOVING | {Property.OMISSION},
    "Summit": _ANY_EVENT,
    "Meeting": _ANY_EVENT,
    "Letter": _ANY_EVENT | {Property.FROM, Property.TO},
    "Exercise": _ANY_EVENT,
    "Announcement": _ANY_EVENT | {Property.IN_FORCE},
    "Vote": _ANY_EVENT | {Property.IN_FORCE},
    "Event": frozenset(Property) - OF_THINGS,
}


#: Properties whose value is a term of a closed vocabulary.
TERMS: dict[Property, frozenset[str]] = {
    Property.STAGE: frozenset(ActStage),
    Property.PARTY_KIND: frozenset(PartyKind),
}


def statement_kind(labels: Iterable[str]) -> str:
    """Return the narrowest kind among a statement's labels, whatever their order, such as Directorship or Claim."""
    narrow = sorted(set(labels) - {"Statement", "Record", "Part", "Relation"})
    return narrow[0] if narrow else next((label for label in ("Relation", "Record") if label in labels), "Statement")


def kind_of(labels: list[str]) -> str:
    """The narrowest kind among a node's labels, such as RailStation."""
    kinds = [label for label in labels if label in KINDS]
    return max(sorted(kinds), key=lambda kind: len(KINDS[kind]), default="Entity")
