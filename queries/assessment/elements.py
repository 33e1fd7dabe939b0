"""The elements of a measure, each matched on its own against what is said of an event.

date, act, object, direction, nexus, in-force, threshold and exemption. What an act asks for is the table ACTS; all
else about a measure is data.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from ...schema.dates import FOREVER, HalfDate, long_form
from ...schema.vocabulary import Act, Bearer, Direction, Nexus, Property, Stance
from ..evidence.claims import CitedClaim
from ..evidence.rules import RISING, Status, Weighed, strongest, weigh
from .regime import MeasureExemption, MeasureStep, Regimes
from .subject import PARTIES, Interval, PartyListing, Subject, is_

_MOVING = frozenset({"Transfer", "Observation"})

#: Act to the kinds of event that can be it, and the property by which it is shown. A duty to do something is
#: broken by leaving it undone, so there the omission must be shown.
ACTS: Mapping[Act, tuple[frozenset[str], Property]] = {
    Act.CEASE_EXPORT: (_MOVING, Property.EXISTS),
    Act.CEASE_IMPORT: (_MOVING, Property.EXISTS),
    Act.PROHIBIT_PROCUREMENT: (_MOVING, Property.EXISTS),
    Act.PREVENT_SUPPLY: (_MOVING, Property.EXISTS),
    Act.CAP_SUPPLY: (_MOVING, Property.EXISTS),
    Act.PREVENT_TECHNICAL_ASSISTANCE: (_MOVING, Property.EXISTS),
    Act.SUSPEND_COOPERATION: (_MOVING, Property.EXISTS),
    Act.PREVENT_SERVICES: (_MOVING | {"Employment"}, Property.EXISTS),
    Act.CEASE_ACTIVITY: (frozenset({"Launch"}), Property.EXISTS),
    Act.INSPECT: (_MOVING | {"PortCall"}, Property.OMISSION),
    Act.FREEZE: (_MOVING | {"PortCall", "Venture"}, Property.OMISSION),
    Act.DENY_ENTRY: (frozenset({"Trip", "Summit"}), Property.EXISTS),
    Act.DENY_PORT: (frozenset({"PortCall"}), Property.EXISTS),
    Act.CLOSE_JOINT_VENTURE: (frozenset({"Venture"}), Property.EXISTS),
    Act.REPATRIATE: (frozenset({"Employment"}), Property.OMISSION),
}

#: Which end of a transfer acts, by what a duty of States forbids; where it is not here, either may.
ACTING: Mapping[Act, Property] = {
    Act.PROHIBIT_PROCUREMENT: Property.TO,
    Act.CEASE_IMPORT: Property.TO,
    Act.PREVENT_SUPPLY: Property.FROM,
    Act.CAP_SUPPLY: Property.FROM,
}

#: What would settle an element is what would settle these properties.
PROPERTIES: Mapping[str, tuple[Property, ...]] = {
    "place": (Property.PLACE,),
    "date": (Property.DATE,),
    "quantity": (Property.QUANTITY,),
    "act": (Property.EXISTS, Property.OMISSION),
    "object": (Property.GOODS,),
    "direction": (Property.DIRECTION, Property.FROM, Property.TO),
    "nexus": (Property.FROM, Property.TO, Property.FLAG, Property.NATIONALITY),
    "in-force": (Property.DATE,),
    "threshold": (Property.QUANTITY,),
    "exemption": (Property.EXEMPTION,),
}


def act(event: Subject, step: MeasureStep) -> tuple[Weighed, list[Property]]:
    """That it took place and is what a duty of the step forbids, or that what it demands was left undone."""
    found: list[Weighed] = []
    shown: list[Property] = []
    for duty in step.duties:
        kinds, prop = ACTS[duty.act]
        if event.kind in kinds:
            shown.append(prop)
            weighed = weigh(event.what_it_may_be, prop)
            if weighed.status == Status.UNKNOWN and prop == Property.OMISSION:
                weighed = Weighed(Status.UNKNOWN, "nobody shows that what the duty demands was left undone")
            elif weighed.status == Status.UNKNOWN and event.observed and not event.linked:
                weighed = Weighed(Status.UNKNOWN, "nobody says what was seen to be such an act")
            found.append(weighed)
    if not step.duties:
        return Weighed(Status.UNKNOWN, "this step lays down no duty of its own"), [Property.EXISTS]
    if not found:
        asked = ", ".join(dict.fromkeys(str(duty.act) for duty in step.duties))
        return Weighed(Status.NOT_MET, f"an event of kind {event.kind} is not what it is about ({asked})"), []
    return strongest(*found), list(dict.fromkeys(shown))


def object_(event: Subject, step: MeasureStep, regimes: Regimes) -> Weighed:
    """That what was passed is among the goods of the step, or that who took part is designated."""
    if step.designated:
        return _designated(event, step, regimes)
    if not step.goods:
        return Weighed(Status.MET, "the measure asks for no goods")
    goods = regimes.goods

    def fits(claim: CitedClaim) -> bool:
        return goods.covers(step.goods, claim.entity) and not goods.covers(step.excepted, claim.entity)

    weighed = weigh(event.what_it_may_be, Property.GOODS, fits)
    if weighed.status is Status.NOT_MET:
        if all(goods.covers(step.excepted, _value(event, claim)) for claim in weighed.claims):
            return Weighed(Status.NOT_MET, "the step leaves out such goods", weighed.claims)
        if wider := _wider(event, step, regimes):
            because = f"what is established ({wider}) may hold such goods, but need not"
            return Weighed(Status.UNKNOWN, because, weighed.claims)
        outside = _goods(event, weighed, regimes)
        return Weighed(Status.NOT_MET, f"what is established is outside: {outside}", weighed.claims)
    if weighed.status is Status.UNKNOWN:
        return weighed
    how = sorted(
        {
            ", within ".join(map(goods.name, chain))
            for claim in weighed.claims
            if (value := _value(event, claim))
            for kind in step.goods
            if (chain := goods.chain(value, kind))
        }
    )
    return Weighed(weighed.status, f"{weighed.because}: {'; '.join(how)}", weighed.claims)


def _designated(event: Subject, step: MeasureStep, regimes: Regimes) -> Weighed:
    """What the programme listed on the event's days, among those who took part or carried."""
    when = event.interval
    if when is None:
        return Weighed(Status.UNKNOWN, "no date is stated, so it cannot be said who was listed then")
    found: list[Weighed] = []
    apart: list[str] = []
    for prop in PARTIES:
        for thing in event.values(prop):
            weighed = event.weigh(prop, is_(thing))
            name = event.things.names[thing]
            for listed in event.things.listed[thing]:
                if listed.programme != step.programme or not set(listed.kinds) & set(step.designated):
                    continue
                since, claims = HalfDate.parse(listed.since), (*weighed.claims, listed.record)
                if since.earliest > when.latest or listed.until <= when.earliest:
                    until = "" if listed.until == FOREVER else f" to {long_form(listed.until)}"
                    apart.append(f"{name} only since {long_form(listed.since)}{until}")
                elif since.latest <= when.earliest and when.latest <= _surely_until(listed, regimes):
                    because = f"{name} is listed since {long_form(listed.since)}; {weighed.because}"
                    found.append(Weighed(weighed.status, because, claims))
                else:
                    because = f"{name} was listed or delisted within these days ({long_form(listed.since)})"
                    found.append(Weighed(Status.UNKNOWN, because, claims))
    if found:
        return strongest(*found)
    if apart:
        return Weighed(Status.NOT_MET, f"listed by this programme, but {'; '.join(apart)}")
    return _unlisted(event, step, when, regimes)


def _surely_until(listed: PartyListing, regimes: Regimes) -> str:
    """The last day on which an entry surely stood: that of the last edition with it. It went between two."""
    if listed.until == FOREVER:
        return FOREVER
    days = regimes.lists.days(listed.programme, listed.kinds)
    return max((day for day in days if day < listed.until), default=listed.since)


def _unlisted(event: Subject, step: MeasureStep, when: Interval, regimes: Regimes) -> Weighed:
    """Nobody who took part was listed: shown only by editions of the whole list from before and after."""
    parties = event.taking_part()
    around: set[str] = set()
    for thing in parties:
        kinds = set(event.things.kinds[thing]) & set(step.designated)
        days = regimes.lists.days(step.programme, kinds)
        before, after = [d for d in days if d <= when.earliest], [d for d in days if d >= when.latest]
        if not (before and after):
            parties = []
            break
        around |= {max(before), min(after)}
    if not parties:
        return Weighed(Status.UNKNOWN, "no listing of who took part under this programme is in the graph")
    names = ", ".join(event.things.names[thing] for thing in parties)
    editions = ", ".join(map(long_form, sorted(around)))
    return Weighed(Status.NOT_MET, f"{names}: on none of the list's editions around that day ({editions})")


def direction(event: Subject, step: MeasureStep) -> Weighed:
    """That the State aimed at is where the step puts it: the sender, the receiver, or either."""
    if step.designated:
        return Weighed(Status.MET, "a measure on what is listed asks for no direction")
    if event.observed:
        said = [s for s in event.said if s.property in (Property.DIRECTION, Property.FROM, Property.TO)]
        if not any(s.stance in (Stance.ASSERTS, Stance.SUGGESTS) and s.entity for s in said):
            doubted = [s for s in said if s.stance in (Stance.DOUBTS, Stance.DECLINES)]
            if doubted:
                return Weighed(Status.UNKNOWN, "who saw it cannot tell which way it went", tuple(s.id for s in doubted))
            return Weighed(Status.UNKNOWN, "nobody says which way what was seen went")
    ends = {
        Direction.FROM: (Property.FROM,),
        Direction.TO: (Property.TO,),
        Direction.BOTH: (Property.FROM, Property.TO),
    }[step.direction]
    return strongest(*(event.state(prop, step.target) for prop in ends))


def nexus(event: Subject, step: MeasureStep, way: Weighed) -> Weighed:
    """That a duty of the step reaches somebody: the State aimed at itself, or another by what the duty names."""
    found: list[Weighed] = []
    for duty in step.duties:
        if duty.bearer == Bearer.TARGET:
            here = event.state(Property.PLACE, step.target)
            own = strongest(way, here) if event.observed else way
            found.append(Weighed(own.status, f"its own duty ({duty.act}): {own.because}", own.claims))
            continue
        for prop in (ACTING[duty.act],) if duty.act in ACTING else (Property.FROM, Property.TO):
            found.append(_named("the State that acts", event.state(prop, step.target, other=True)))
        if Nexus.TERRITORY in duty.nexus or not duty.nexus:
            found.append(_named("through territory", event.state(Property.PLACE, step.target, other=True)))
            found.append(_named("through territory", event.state(Property.ROUTE, step.target, other=True)))
        if Nexus.FLAG in duty.nexus or duty.bearer == Bearer.FLAG_STATES:
            found.append(_named("by the flag", event.state(Property.CARRIER, step.target, other=True)))
        if Nexus.NATIONALS in duty.nexus:
            found.append(_named("by nationals", event.state(Property.PARTICIPANT, step.target, other=True)))
    # Being reached is shown by any way that is; that one way does not lead there settles nothing.
    found = [weighed for weighed in found if weighed.status is not Status.NOT_MET]
    return strongest(*found) if found else Weighed(Status.UNKNOWN, "nobody says whom it reaches")


def in_force(
    event: Subject, step: MeasureStep | None, covered: bool, regime_events: Mapping[str, list[CitedClaim]]
) -> Weighed:
    """That a step that binds stood on all days on which the event is said to have been.

    How far that date is carried is an element of its own.
    """
    when = event.interval
    if when is None:
        return Weighed(Status.UNKNOWN, "no date is stated, so no law can be named for it")
    dated = when.weighed
    if step is None:
        return Weighed(Status.NOT_MET, "not in force then", dated.claims)
    stood = f"stands since {long_form(step.since)}"
    if not covered:
        return Weighed(
            Status.UNKNOWN, f"the days on which it may have been straddle a start or end ({stood})", dated.claims
        )
    if not step.binds:
        return Weighed(Status.NOT_MET, f"{stood}, but calls upon States: it binds nobody", dated.claims)
    if step.effect_of:
        disputed = regime_events.get(step.effect_of, [])
        forward = [s for s in disputed if s.property == Property.IN_FORCE and s.stance == Stance.ASSERTS]
        against = [s for s in disputed if s.property == Property.IN_FORCE and s.stance == Stance.DENIES]
        if against:
            claims = tuple(s.id for s in (*forward, *against))
            return Weighed(Status.CONTESTED, f"{stood}, which is disputed", claims)
    return Weighed(Status.MET, stood, dated.claims)


@dataclass(frozen=True)
class Exempted:
    """How far an exemption is carried, condition by condition."""

    exemption: MeasureExemption
    status: Status
    conditions: tuple[tuple[str, str, Weighed], ...]
    claims: tuple[str, ...]


def exemptions(event: Subject, step: MeasureStep, regimes: Regimes) -> tuple[Weighed, list[Exempted]]:
    """Whether an exemption applies: `met` only where claims show each of its conditions.

    `suggested`: it is invoked, or some condition is shown; `not met`: nobody invokes one.
    """
    when = event.interval
    found = []
    for exemption in regimes.exemptions.get(step.measure, []):
        if when and not (exemption.since <= when.latest and when.earliest < exemption.until):
            continue
        if exemption.goods and not any(regimes.goods.covers(exemption.goods, g) for g in event.values(Property.GOODS)):
            continue
        conditions = tuple((asked.id, asked.text, event.shown(asked.id)) for asked in exemption.conditions)
        invoked = tuple(
            s.id
            for s in event.said
            if s.property == Property.EXEMPTION
            and s.condition == exemption.id
            and s.stance in (Stance.ASSERTS, Stance.SUGGESTS)
        )
        shown = [weighed for _, _, weighed in conditions]
        covers = when is not None and exemption.since <= when.earliest and when.latest < exemption.until
        if covers and all(weighed.status is Status.MET for weighed in shown):
            status = Status.MET
        elif invoked or any(RISING.index(w.status) >= RISING.index(Status.CONTESTED) for w in shown):
            status = Status.SUGGESTED
        else:
            status = Status.NOT_MET
        claims = tuple(dict.fromkeys([*invoked, *(c for w in shown for c in w.claims)]))
        found.append(Exempted(exemption, status, conditions, claims))
    invoked_ = [e for e in found if e.status is not Status.NOT_MET]
    if not invoked_:
        return Weighed(Status.NOT_MET, "nobody invokes an exemption"), found
    best = max(invoked_, key=lambda e: RISING.index(e.status))
    if best.status is Status.MET:
        return Weighed(Status.MET, f"{best.exemption.name}: each condition is shown", best.claims), found
    open_ = [text for _, text, weighed in best.conditions if weighed.status is not Status.MET]
    open_ = open_ or ["that it stood on all the days on which it may have been."]
    return Weighed(
        Status.SUGGESTED, f"{best.exemption.name}: invoked; not shown: {' '.join(open_)}", best.claims
    ), found


def condition(event: Subject, step: MeasureStep) -> Weighed:
    """What a step asks for beyond its goods, in words: met only where a claim speaks to it."""
    weighed = event.shown(step.id)
    if weighed.status is Status.UNKNOWN:
        return Weighed(Status.UNKNOWN, f"nobody shows: {step.threshold}", weighed.claims)
    return weighed


def select(steps: list[MeasureStep], when: Interval | None) -> list[tuple[MeasureStep | None, MeasureStep, bool]]:
    """The steps that the event's days touch: (step in force or None, step to read, all days covered).

    Outside of all steps the nearest one is read, so that the other elements can still be told.
    """
    if when is None:
        return [(steps[-1], steps[-1], False)]
    touched = [step for step in steps if step.since <= when.latest and when.earliest < step.until]
    if not touched:
        before = [step for step in steps if step.since <= when.latest]
        return [(None, before[-1] if before else steps[0], False)]
    covered = touched[0].since <= when.earliest and when.latest < touched[-1].until
    covered = covered and all(one.until == two.since for one, two in pairwise(touched))
    return [(step, step, covered) for step in touched]


def _named(how: str, weighed: Weighed) -> Weighed:
    return Weighed(weighed.status, f"{how}: {weighed.because}", weighed.claims)


def _wider(event: Subject, step: MeasureStep, regimes: Regimes) -> str | None:
    """A kind that is put forward and that some of the step's goods are of: it may be them."""
    said = (s.entity for s in event.what_it_may_be if s.property == Property.GOODS and s.entity)
    kinds = (s for s in said if any(regimes.goods.overlap(s, kind) for kind in step.goods))
    return next(map(regimes.goods.name, kinds), None)


def _value(event: Subject, claim: str) -> str | None:
    return next((s.entity for s in event.what_it_may_be if s.id == claim), None)


def _goods(event: Subject, weighed: Weighed, regimes: Regimes) -> str:
    said = (_value(event, claim) for claim in weighed.claims)
    return ", ".join(sorted({regimes.goods.name(kind) for kind in said if kind})) or "named in words only"
