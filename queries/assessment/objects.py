"""The object of a measure: the goods that were passed, or the parties that a programme lists."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.dates import FOREVER, long_form
from ...schema.vocabulary import Property
from ..evidence.claims import CitedClaim
from ..evidence.rules import Status, Weighed, strongest, weigh
from ..timeline.listing_status import ListingStatus, status_during, status_on, without_entry
from ..timeline.listings import ListEntry
from .events import PARTIES, EventFacts, Interval
from .goods import GoodsKinds
from .law import MeasureStep
from .regime import Regimes


def object_(event: EventFacts, step: MeasureStep, regimes: Regimes) -> Weighed:
    """Weigh that what was passed is among the goods of the step, or that who took part is designated."""
    if step.designated:
        return _designated(event, step, regimes)
    if not step.goods:
        return Weighed(Status.MET, "the measure asks for no goods")
    goods = regimes.goods

    def fits(claim: CitedClaim) -> bool:
        return goods.covers(step.goods, claim.entity) and not goods.covers(step.excepted, claim.entity)

    asked = ("goods", step.goods, step.excepted)
    weighed = event.once(asked, lambda: weigh(event.what_it_may_be, Property.GOODS, fits))
    if weighed.status is Status.UNKNOWN:
        return weighed
    kinds = [claim.entity for claim in event.what_it_may_be if claim.id in weighed.claims and claim.entity]
    if weighed.status is Status.NOT_MET:
        return _outside(event, step, goods, kinds, weighed.claims)
    chains = {chain for kind in kinds for of in step.goods if (chain := goods.chain(kind, of))}
    matches = "; ".join(sorted(", within ".join(map(goods.name, chain)) for chain in chains))
    return Weighed(weighed.status, f"{weighed.because}: {matches}", weighed.claims)


def _outside(
    event: EventFacts, step: MeasureStep, goods: GoodsKinds, kinds: list[str], claims: tuple[str, ...]
) -> Weighed:
    """Return why goods that are established as others are outside of the step, or may hold its goods all the same."""
    if all(goods.covers(step.excepted, kind) for kind in kinds):
        return Weighed(Status.NOT_MET, "the step leaves out such goods", claims)
    claimed = [
        claim.entity
        for claim in event.what_it_may_be
        if claim.property == Property.GOODS and claim.affirms and claim.entity
    ]
    wider = next((kind for kind in claimed if any(goods.overlap(kind, of) for of in step.goods)), None)
    if wider:
        because = f"what is established ({goods.name(wider)}) may hold such goods, but need not"
        return Weighed(Status.UNKNOWN, because, claims)
    names = ", ".join(sorted({goods.name(kind) for kind in kinds}))
    return Weighed(Status.NOT_MET, f"what is established is outside: {names}", claims)


def _designated(event: EventFacts, step: MeasureStep, regimes: Regimes) -> Weighed:
    """Weigh that the programme listed somebody on the event's days who took part, sent, received or carried."""
    when = event.interval
    if when is None:
        return Weighed(Status.UNKNOWN, "no date is stated, so it cannot be said who was listed then")
    entries = [*_entries(event, step, when, regimes)]
    apart = [weighed.because for weighed in entries if weighed.status is Status.NOT_MET]
    if len(entries) > len(apart):
        return strongest(*entries)
    unlisted = _unlisted(event, step, when, regimes)
    if apart:
        unlisted = Weighed(Status.NOT_MET, f"listed by this programme, but {'; '.join(apart)}")
    # Only what would be denied is worth the search for entries that nobody joined.
    unjoined = _unjoined(event, step, when, regimes) if unlisted.status is Status.NOT_MET else None
    return Weighed(Status.UNKNOWN, unjoined) if unjoined else unlisted


def _unjoined(event: EventFacts, step: MeasureStep, when: Interval, regimes: Regimes) -> str | None:
    """Return the first entry of the programme that may be a party, and is not joined to it."""
    for party in event.taking_part():
        kinds = set(event.things.kinds[party]) & set(step.designated)
        unknown = regimes.lists.why_unknown(step.programme, party, kinds, when.earliest) if kinds else None
        if unknown:
            return f"{event.things.names[party]}: {unknown}"
    return None


def _entries(event: EventFacts, step: MeasureStep, when: Interval, regimes: Regimes) -> Iterator[Weighed]:
    """Yield how far each entry of the programme's lists on a party is carried."""
    for prop in PARTIES:
        for party in event.values(prop):
            if set(event.things.kinds[party]) & set(step.designated):
                for entry in regimes.lists.entries(step.programme, party, among=event.things.kinds):
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
        return Weighed(took_part.status, f"{name} is listed since {since}; {took_part.because}", claims)
    on_first = status_on(entry, when.earliest)
    if on_first.answer is ListingStatus.UNKNOWN:
        because = f"whether {name} was listed then is not known: {on_first.reasons[0].says}"
    else:
        because = f"{name} was listed or delisted within these days ({since})"
    return Weighed(Status.UNKNOWN, because, claims)


def _unlisted(event: EventFacts, step: MeasureStep, when: Interval, regimes: Regimes) -> Weighed:
    """Weigh that nobody who took part was listed: shown only by editions of the whole list from before and after."""
    parties = event.taking_part()
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
