"""Law as data: measures with their scope over time, each step by a provision of a resolution.

A measure is what the UN's users name (the DPRK arms export ban); a provision is what is cited for it.
A new regime adds files to `data/law`; nothing here or in the queries names a country.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from .dates import FOREVER
from .node import Node, Rel
from .vocabulary import (
    ActShown,
    BearerKind,
    Checked,
    ConditionKind,
    Direction,
    Force,
    Giver,
    Nexus,
    PartyKind,
    PartyReach,
    Property,
    Role,
)


class Law(Node):
    """Anything that forbids, demands, allows or holds such things together.

    `originalIds` keeps, as `TYPE id`, the ids of its file where a decision leads their links to another thing.
    """

    labels: ClassVar[tuple[str, ...]] = ("Law",)
    abstract: ClassVar[bool] = True

    originalIds: list[str] = []


class Programme(Law):
    """A sanctions regime and the States it is aimed at, if any.

    `listTypes` are the types of entries that stand under it, as `LIST/TYPE`: `UN/Somalia`.
    """

    labels: ClassVar[tuple[str, ...]] = ("Law", "Programme")

    authority: str | None = None
    since: str | None = None
    sources: list[str] = []
    accessed: str | None = None
    listTypes: list[str] = []
    targets: Annotated[list[str], Rel("TARGET", "Entity", "the States it is aimed at")] = []


class Resolution(Law):
    """A resolution as adopted."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Resolution")

    symbol: str
    adopted: str
    vote: str | None = None
    url: str
    sources: list[str] = []
    accessed: str
    programme: Annotated[str | None, Rel("OF", "Law", "its programme; none where it is about several")] = None


class ProvisionLife(Law):
    """A further time in which a provision applies, after it had ended; half-open."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "ProvisionLife")

    since: str
    until: str = FOREVER
    by: Annotated[list[str], Rel("BY", "Law", "the provisions that brought it back")] = []


class Provision(Law):
    """A paragraph. `checked` says in how many copies its substance was seen, `numberSeen` its number."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Provision")

    paragraph: str
    force: Force
    summary: str
    since: str
    until: str = FOREVER
    checked: Checked
    numberSeen: bool
    sources: list[str]
    accessed: str
    note: str | None = None
    resolution: Annotated[str, Rel("OF", "Law", "its resolution")]
    amends: Annotated[list[str], Rel("AMENDS", "Law", "provisions it extends, replaces or ends")] = []
    lives: Annotated[list[ProvisionLife], Rel("LIFE", "Law", "further times in which it applies")] = []


class Measure(Law):
    """What is forbidden or demanded, under one name through all its changes.

    `expires`: the day on which it first ended unless renewed; None where it stands until it is ended.
    """

    labels: ClassVar[tuple[str, ...]] = ("Law", "Measure")

    expires: str | None = None
    programme: Annotated[str, Rel("OF", "Law", "its programme")]


class Renewal(Law):
    """That measures stand on, from the day of the decision to `until`; half-open."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Renewal")

    since: str
    until: str
    note: str | None = None
    by: Annotated[list[str], Rel("BY", "Law", "the provisions that renew")]
    measures: Annotated[list[str], Rel("RENEWS", "Law", "what stands on")]


class Act(Law):
    """What a duty may demand: the kinds of event that show it, and whether it is shown by doing or by leaving undone.

    `acting` are the properties of an event whose State acts, `answeredBy` the values of `compliance` by which the duty
    is kept. `bans`: it forbids the act itself. `role`: it is about a listed party in this role alone.
    """

    labels: ClassVar[tuple[str, ...]] = ("Law", "Act")

    events: list[str]
    shownBy: ActShown
    acting: list[Property] = []
    answeredBy: list[str] = []
    bans: bool = False
    role: Role | None = None


class Bearer(Law):
    """On whom a duty may lie; `through` are the properties of an event that lead to that State, where it has such."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Bearer")

    who: BearerKind
    through: list[Property] = []


class Duty(Law):
    """Who must do what, and through what it reaches somebody; with what its act and its bearer are."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Duty")

    bearer: str
    act: str
    nexus: list[Nexus]
    who: BearerKind
    through: list[Property] = []
    events: list[str] = []
    shownBy: ActShown
    acting: list[Property] = []
    answeredBy: list[str] = []
    bans: bool = False
    role: Role | None = None
    states: Annotated[list[str], Rel("LIES_ON", "Entity", "the States that it names")] = []


class Parties(Law):
    """Who must have received or sent: named, listed or of a kind; without any of these, anyone but the excepted."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Parties")

    kinds: list[PartyKind] = []
    exceptedKinds: list[PartyKind] = []
    bodies: Annotated[list[str], Rel("BODY", "Entity", "who is named")] = []
    excepted: Annotated[list[str], Rel("EXCEPT", "Entity", "who is left out")] = []
    programmes: Annotated[list[str], Rel("LISTED_BY", "Law", "whoever these programmes list")] = []


class AnnexVersion(Law):
    """What an annex names from `since` to before `until`."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "AnnexVersion")

    since: str
    until: str = FOREVER
    by: Annotated[list[str], Rel("BY", "Law", "the provisions that make it so")] = []
    goods: Annotated[list[str], Rel("GOODS", "Entity", "what it names")]


class Annex(Law):
    """A list of goods to which steps and exemptions refer, with its versions."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "Annex")

    versions: Annotated[list[AnnexVersion], Rel("VERSION", "Law", "what it names, and when")]


class LawReading(Law):
    """One of several readings of the law. Who asserts that the event had its effect `holds` it, or who denies that."""

    labels: ClassVar[tuple[str, ...]] = ("Law", "LawReading")

    holds: bool
    event: Annotated[str, Rel("EFFECT_OF", "Entity", "the event on whose effect they differ")]


class Condition(Law):
    """One condition; it holds where claims show it, and is broken where they show the contrary. `name` is what it asks.

    Of conditions with one `group` one suffices. `workingDays` and `days` are the time for it.
    """

    labels: ClassVar[tuple[str, ...]] = ("Law", "Condition")

    kind: ConditionKind = ConditionKind.OTHER
    giver: Giver | None = None
    workingDays: int | None = None
    days: int | None = None
    group: str | None = None


class Scope(Law):
    """What a measure covers from one step to the next; half-open like every interval here.

    `cap` is what all States together may pass in each accounting period of `capMonths` months, counted from
    `capFrom`; `capUnit` is its unit. `designated` names kinds: then somebody of these kinds whom the programme lists
    must have taken part, in the `role`. `reaches`: whom it reaches besides that party. `origin`: what left the State
    aimed at by way of another counts. `attempts`: whether it reaches what was attempted; None where it does not say.
    `en_route`: the paragraphs that have its goods seized where they are found on their way.
    Where `effect_of` is given, that it stands at all is disputed, by claims on that event.
    """

    labels: ClassVar[tuple[str, ...]] = ("Law", "Scope")

    since: str
    until: str = FOREVER
    direction: Direction
    summary: str
    threshold: str | None = None
    cap: float | None = None
    capUnit: str | None = None
    capMonths: int | None = None
    capFrom: str | None = None
    designated: list[str] = []
    role: Role | None = None
    reaches: list[PartyReach] = []
    origin: bool | None = None
    attempts: bool | None = None
    measure: Annotated[str, Rel("OF", "Law", "its measure")]
    by: Annotated[list[str], Rel("BY", "Law", "the provisions that make it so")]
    targets: Annotated[
        list[str], Rel("TARGET", "Entity", "the States at which it aims, if not all of the programme")
    ] = []
    area: Annotated[list[str], Rel("AREA", "Entity", "the part of a State at which it aims")] = []
    goods: Annotated[list[str], Rel("GOODS", "Entity", "what it covers")] = []
    annexes: Annotated[list[str], Rel("ANNEX", "Law", "annexes whose goods it covers")] = []
    excepted: Annotated[list[str], Rel("EXCEPT", "Entity", "what of that it leaves out")] = []
    en_route: Annotated[list[str], Rel("EN_ROUTE", "Law", "paragraphs that have it seized on its way")] = []
    recipients: Annotated[Parties | None, Rel("RECIPIENTS", "Law", "who must have received")] = None
    senders: Annotated[Parties | None, Rel("SENDERS", "Law", "who must have sent")] = None
    unless: Annotated[list[Condition], Rel("UNLESS", "Law", "what must be kept for it not to be forbidden")] = []
    reading: Annotated[str | None, Rel("READING", "Law", "the reading of the law on which it stands")] = None
    effect_of: Annotated[
        str | None, Rel("EFFECT_OF", "Entity", "the event that brought it about, if that is disputed")
    ] = None
    duties: Annotated[list[Duty], Rel("DUTY", "Law", "who must do what")] = []


class Exemption(Law):
    """What measures do not reach, and under which conditions; each condition needs its claims.

    Goods, recipients and senders are shown by the event itself. `acts`: only from measures with a duty of such an act.
    """

    labels: ClassVar[tuple[str, ...]] = ("Law", "Exemption")

    since: str
    until: str = FOREVER
    acts: list[str] = []
    measure: Annotated[list[str], Rel("EXEMPTS_FROM", "Law", "from which measures, or all of which programmes")]
    by: Annotated[list[str], Rel("BY", "Law", "the provisions that make it so")]
    goods: Annotated[list[str], Rel("GOODS", "Entity", "for which goods only")] = []
    annexes: Annotated[list[str], Rel("ANNEX", "Law", "annexes for whose goods only")] = []
    recipients: Annotated[Parties | None, Rel("RECIPIENTS", "Law", "for which recipients only")] = None
    senders: Annotated[Parties | None, Rel("SENDERS", "Law", "for which senders only")] = None
    conditions: Annotated[list[Condition], Rel("CONDITION", "Law", "what must be shown")] = []
