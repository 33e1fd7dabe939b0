"""Closed vocabularies. A term that is not here is an error where it is read, not a new category.

Sources: stance, basis and answers are this project's (docs/model.md); likelihood is ICD 203 (2015)
section D.6.e(2)(a); force follows the verbs of UN resolutions; kinds follow FollowTheMoney where it
has the thing.
"""

from __future__ import annotations

from enum import StrEnum


class Stance(StrEnum):
    """What a speaker does with a proposition. To justify or to decline is not to deny."""

    ASSERTS = "asserts"
    SUGGESTS = "suggests"
    DOUBTS = "doubts"
    DENIES = "denies"
    JUSTIFIES = "justifies"
    DECLINES = "declines"


class Basis(StrEnum):
    """What a claim stands on, as far as its source says."""

    IMAGERY = "imagery"
    IMAGERY_COVERED = "imagery-covered"
    INSPECTION = "inspection"
    DOCUMENT = "document"
    TRADE_DATA = "trade-data"
    EXPERT_BODY = "expert-body"
    OFFICIAL_STATEMENT = "official-statement"
    ANONYMOUS_OFFICIAL = "anonymous-official"
    HUMAN_SOURCE = "human-source"
    INFERENCE = "inference"


class Property(StrEnum):
    """Which property of an event or thing a claim is about."""

    EXISTS = "exists"
    DATE = "date"
    PLACE = "place"
    FROM = "from"
    TO = "to"
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


class Checked(StrEnum):
    """In how many independent public copies the substance of a provision was seen."""

    TWO_SOURCES = "two-sources"
    ONE_SOURCE = "one-source"
    UNCHECKED = "unchecked"


class Force(StrEnum):
    """With what force the Council speaks. Only `decides` binds."""

    DECIDES = "decides"
    CALLS_UPON = "calls-upon"
    AFFIRMS = "affirms"
    CLARIFIES = "clarifies"
    UNDERSCORES = "underscores"
    EXEMPTION = "exemption"
    INSTITUTIONAL = "institutional"


class Direction(StrEnum):
    """Which way goods go, seen from the programme's target State."""

    FROM = "from"
    TO = "to"
    BOTH = "both"


class Bearer(StrEnum):
    """On whom a duty lies."""

    TARGET = "target"
    STATES = "states"
    FLAG_STATES = "flag-states"


class Act(StrEnum):
    """What a duty demands."""

    CEASE_EXPORT = "cease-export"
    CEASE_IMPORT = "cease-import"
    PROHIBIT_PROCUREMENT = "prohibit-procurement"
    PREVENT_SUPPLY = "prevent-supply"
    PREVENT_TECHNICAL_ASSISTANCE = "prevent-technical-assistance"
    SUSPEND_COOPERATION = "suspend-cooperation"
    INSPECT = "inspect"
    FREEZE = "freeze"
    DENY_ENTRY = "deny-entry"
    CAP_SUPPLY = "cap-supply"
    CLOSE_JOINT_VENTURE = "close-joint-venture"


class Nexus(StrEnum):
    """Through what a duty reaches somebody."""

    TERRITORY = "territory"
    NATIONALS = "nationals"
    FLAG = "flag"


#: Kinds of entity and the labels that stand before each, after `Entity`.
KINDS: dict[str, tuple[str, ...]] = {
    "Person": (),
    "Organization": (),
    "PublicBody": ("Organization",),
    "Company": ("Organization",),
    "Vessel": (),
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
    "Trip": ("Event",),
    "Observation": ("Event",),
    "Transfer": ("Event",),
    "Launch": ("Event",),
    "Vote": ("Event",),
    "Announcement": ("Event",),
}
