"""Whether somebody who took part is listed by a programme, in the role that a step asks for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from ...schema.dates import FOREVER, long_form
from ...schema.vocabulary import PartyReach, Property, Role
from ..evidence.rules import Status, Weighed, strongest
from ..evidence.words import either
from ..timeline.listing_status import ListingStatus, status_during, status_on, without_entry
from ..timeline.listings import ListEntry
from .events import PARTIES, EventFacts, Interval
from .law import MeasureStep
from .regime import Regimes

#: The properties by which a party takes part in a role.
ROLES: Mapping[Role, tuple[Property, ...]] = {
    Role.RECIPIENT: (Property.TO,),
    Role.SENDER: (Property.FROM,),
    Role.CARRIER: (Property.CARRIER,),
    Role.PARTICIPANT: (Property.PARTICIPANT,),
    Role.ANY: PARTIES,
}
#: Words of each tie by which a step reaches somebody, and the kinds of record that show it.
_REACHES: Mapping[PartyReach, str] = {
    PartyReach.ACTS_FOR: "acts for",
    PartyReach.OWNED: "is owned by",
    PartyReach.CONTROLLED: "is controlled by",
}


def designated(event: EventFacts, step: MeasureStep, regimes: Regimes) -> Weighed:
    """Weigh that the programme listed somebody on the event's days who took part in the role that the step asks for.

    Where the step reaches those who act for a listed one as well, or are owned or controlled by one, nobody is outside
    of it for not being listed himself: that is unknown, with the ties that the graph has.
    """
    when = event.interval
    if when is None:
        return Weighed(Status.UNKNOWN, "no date is stated, so it cannot be said who was listed then")
    entries = [*_entries(event, step, when, regimes)]
    apart = [weighed.because for weighed in entries if weighed.status is Status.NOT_MET]
    if len(entries) > len(apart):
        return strongest(*entries)
    if step.reaches:
        return _tied(event, step, when, regimes, apart)
    unlisted = _unlisted(event, step, when, regimes)
    if apart:
        unlisted = Weighed(Status.NOT_MET, f"listed by this programme, but {'; '.join(apart)}")
    # Only what would be denied is worth the search for entries that nobody joined.
    unjoined = _unjoined(event, step, when, regimes) if unlisted.status is Status.NOT_MET else None
    return Weighed(Status.UNKNOWN, unjoined) if unjoined else unlisted


def _unjoined(event: EventFacts, step: MeasureStep, when: Interval, regimes: Regimes) -> str | None:
    """Return the first entry of the programme that may be a party, and is not joined to it."""
    for party in event.taking_part(ROLES[step.role]):
        kinds = set(event.things.kinds[party]) & set(step.designated)
        unknown = regimes.lists.why_unknown(step.programme, party, kinds, when.earliest) if kinds else None
        if unknown:
            return f"{event.things.names[party]}: {unknown}"
    return None


def _entries(event: EventFacts, step: MeasureStep, when: Interval, regimes: Regimes) -> Iterator[Weighed]:
    """Yield how far each entry of the programme's lists on a party is carried."""
    for prop in ROLES[step.role]:
        for party in event.values(prop):
            if set(event.things.kinds[party]) & set(step.designated):
                for entry in regimes.lists.entries(step.programme, party, among=event.things.kinds):
                    if regimes.counts_for(entry.version_on(when.earliest), step):
                        yield _by_entry(entry, when, event.things.names[party], event.weigh_value(prop, party))


def _by_entry(entry: ListEntry, when: Interval, name: str, took_part: Weighed) -> Weighed:
    """Weigh that an entry stood on the event's days: no further than that its party took part."""
    version = entry.version_on(when.earliest)
    since = long_form(version.listed_on or entry.versions[0].since)
    during = status_during(entry, when.earliest, when.latest)
    if during is ListingStatus.NO:
        until = entry.versions[-1].until
        return Weighed(
            Status.NOT_MET, f"{name} only since {since}{f' to {long_form(until)}' if until < FOREVER else ''}"
        )
    claims = (*took_part.claims, version.id)
    if during is ListingStatus.YES:
        only = f" for this only: {version.scope}" if version.scope else ""
        because = f"{name} is listed since {since}{only}; {took_part.because}"
        return Weighed(Status.UNKNOWN if only else took_part.status, because, claims)
    on_first = status_on(entry, when.earliest)
    if on_first.answer is ListingStatus.UNKNOWN:
        because = f"whether {name} was listed then is not known: {on_first.reasons[0].says}"
    else:
        because = f"{name} was listed or delisted within these days ({since})"
    return Weighed(Status.UNKNOWN, because, claims)


def _unlisted(event: EventFacts, step: MeasureStep, when: Interval, regimes: Regimes) -> Weighed:
    """Weigh that nobody who took part was listed: shown only by editions of the whole list from before and after."""
    parties = event.taking_part(ROLES[step.role])
    around: set[str] = set()
    for party in parties:
        editions = regimes.lists.editions(step.programme, set(event.things.kinds[party]) & set(step.designated))
        after = [min((e.date for e in of_list if e.date >= when.latest), default=None) for of_list in editions]
        if without_entry(editions, when.earliest) is not ListingStatus.NO or None in after:
            parties = []
            break
        around |= {max(e.date for e in of_list if e.date <= when.earliest) for of_list in editions}
        around |= {day for day in after if day}
    if not parties:
        return Weighed(Status.UNKNOWN, "no listing of who took part under this programme is in the graph")
    names = ", ".join(event.things.names[party] for party in parties)
    days = ", ".join(map(long_form, sorted(around)))
    return Weighed(Status.NOT_MET, f"{names}: on none of the list's editions around that day ({days})")


def _tied(event: EventFacts, step: MeasureStep, when: Interval, regimes: Regimes, apart: Sequence[str]) -> Weighed:
    """Return that it is not known whether a party has a tie with a listed one, with the ties that the graph has."""
    ways = either([_REACHES[reach] for reach in step.reaches])
    parties = event.taking_part(ROLES[step.role])
    for party in parties:
        for tie in regimes.lists.ties(party, among=parties):
            if regimes.lists.listed_throughout(step.programme, tie.other, when.earliest, when.latest):
                name = event.things.names[party]
                because = f"{name} is not listed itself, but has a tie with {tie.name}, who is ({tie.words})"
                return Weighed(
                    Status.UNKNOWN, f"{because}; whether it {ways} that one is to be shown", (tie.statement,)
                )
    lead = f"{'; '.join(apart)}; " if apart else ""
    return Weighed(Status.UNKNOWN, f"{lead}whether who took part {ways} one that is listed is not known")
