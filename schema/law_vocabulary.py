"""Closed vocabularies of the law. `vocabulary` gives them all."""

from __future__ import annotations

from enum import StrEnum


class Checked(StrEnum):
    """In how many independent public copies the substance of a provision was seen."""

    TWO_SOURCES = "two-sources"
    ONE_SOURCE = "one-source"
    UNCHECKED = "unchecked"


class Force(StrEnum):
    """With what force the Council speaks. Only `decides` binds; `authorises` allows and forbids nothing."""

    DECIDES = "decides"
    AUTHORISES = "authorises"
    REQUIRES = "requires"
    DEMANDS = "demands"
    CALLS_UPON = "calls-upon"
    AFFIRMS = "affirms"
    CLARIFIES = "clarifies"
    UNDERSCORES = "underscores"
    EXEMPTION = "exemption"
    INSTITUTIONAL = "institutional"


class Direction(StrEnum):
    """Which way goods go, seen from the State aimed at; `any` asks for none."""

    FROM = "from"
    TO = "to"
    BOTH = "both"
    ANY = "any"


class Nexus(StrEnum):
    """Through what a duty reaches somebody."""

    TERRITORY = "territory"
    NATIONALS = "nationals"
    FLAG = "flag"


class Role(StrEnum):
    """As what a listed party must have taken part."""

    RECIPIENT = "recipient"
    SENDER = "sender"
    CARRIER = "carrier"
    PARTICIPANT = "participant"
    ANY = "any"


class PartyReach(StrEnum):
    """Whom a measure reaches besides a party itself."""

    ACTS_FOR = "acts-for"
    OWNED = "owned"
    CONTROLLED = "controlled"


class PartyKind(StrEnum):
    """What a party is, as the value of a claim with the property `party-kind`."""

    GOVERNMENT = "government"
    STATE_FORCES = "state-forces"
    NON_STATE = "non-state"
    ARMED_GROUP = "armed-group"
    PRIVATE_SECURITY = "private-security"
    UN_MISSION = "un-mission"
    AUTHORISED_MISSION = "authorised-mission"
    AID_ORGANISATION = "aid-organisation"
    MEDIA = "media"


class ConditionKind(StrEnum):
    """What a condition asks for."""

    APPROVAL = "approval"
    NOTICE = "notice"
    NO_OBJECTION = "no-objection"
    NOTICE_AFTER = "notice-after"
    END_USER_PAPERS = "end-user-papers"
    FINDING = "finding"
    PURPOSE = "purpose"
    PARTY = "party"
    GOODS = "goods"
    OTHER = "other"


class Giver(StrEnum):
    """Who gives an approval, a notice or a paper, or makes a finding."""

    COMMITTEE = "committee"
    COUNCIL = "council"
    SECRETARY_GENERAL = "secretary-general"
    SUPPLYING_STATE = "supplying-state"
    RECEIVING_STATE = "receiving-state"
    FLAG_STATE = "flag-state"
    STATE = "state"
    TARGET = "target"
    MISSION = "mission"


class ActShown(StrEnum):
    """What shows that a duty was not kept: that the act took place, or that it was left undone."""

    EXISTS = "exists"
    OMISSION = "omission"


class BearerKind(StrEnum):
    """Who bears a duty: the State aimed at, any other State that has a part in the event, or States named by it."""

    TARGET = "target"
    OTHER = "other"
    NAMED = "named"


#: Kinds of party that are of a wider kind as well.
WIDER_KINDS = {
    PartyKind.ARMED_GROUP: (PartyKind.NON_STATE,),
    PartyKind.PRIVATE_SECURITY: (PartyKind.NON_STATE,),
    PartyKind.AID_ORGANISATION: (PartyKind.NON_STATE,),
    PartyKind.MEDIA: (PartyKind.NON_STATE,),
}
