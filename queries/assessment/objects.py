"""The object of a measure: the goods that were passed, or the parties that a programme lists."""

from __future__ import annotations

from collections.abc import Iterator

from ...schema.dates import FOREVER, HalfDate, long_form
from ...schema.vocabulary import Property
from ..evidence.claims import CitedClaim
from ..evidence.rules import Status, Weighed, strongest, weigh
from .events import PARTIES, EventFacts, Interval, is_
from .goods import GoodsKinds
from .regime import MeasureStep, Regimes


def object_(event: EventFacts, step: MeasureStep, regimes: Regimes) -> Weighed:
    """Weigh that what was passed is among the goods of the step, or that who took part is designated."""
    if step.designated:
        return _designated(event, step, regimes)
    if not step.goods:
        return Weighed(Status.MET, "the measure asks for no goods")
    goods = regimes.goods

    def fits(claim: CitedClaim) -> bool:
        return goods.covers(step.goods, claim.entity) and not goods.covers(step.excepted, claim.entity)

    weighed = weigh(event.what_it_may_be, Property.GOODS, fits)
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
    listed = [*_listed(event, step, when, regimes)]
    apart = [weighed.because for weighed in listed if weighed.status is Status.NOT_MET]
    if len(listed) > len(apart):
        return strongest(*listed)
    if apart:
        return Weighed(Status.NOT_MET, f"listed by this programme, but {'; '.join(apart)}")
    return _unlisted(event, step, when, regimes)


def _listed(event: EventFacts, step: MeasureStep, when: Interval, regimes: Regimes) -> Iterator[Weighed]:
    """Yield how far each entry of the programme's lists on a party is carried."""
    for prop in PARTIES:
        for thing in event.values(prop):
            took_part, name = event.weigh(prop, is_(thing)), event.things.names[thing]
            for entry in event.things.listed[thing]:
                if entry.programme != step.programme or not set(entry.labels) & set(step.designated):
                    continue
                since, claims = HalfDate.parse(entry.since), (*took_part.claims, entry.record)
                surely_until = _surely_until(
                    entry.until, regimes.lists.days(entry.programme, entry.labels), entry.since
                )
                if since.earliest > when.latest or entry.until <= when.earliest:
                    until = "" if entry.until == FOREVER else f" to {long_form(entry.until)}"
                    yield Weighed(Status.NOT_MET, f"{name} only since {long_form(entry.since)}{until}")
                elif since.latest <= when.earliest and when.latest <= surely_until:
                    because = f"{name} is listed since {long_form(entry.since)}; {took_part.because}"
                    yield Weighed(took_part.status, because, claims)
                else:
                    because = f"{name} was listed or delisted within these days ({long_form(entry.since)})"
                    yield Weighed(Status.UNKNOWN, because, claims)


def _surely_until(until: str, editions: list[str], since: str) -> str:
    """The last day on which an entry surely stood: that of the last edition with it. It went between two."""
    return FOREVER if until == FOREVER else max((day for day in editions if day < until), default=since)


def _unlisted(event: EventFacts, step: MeasureStep, when: Interval, regimes: Regimes) -> Weighed:
    """Weigh that nobody who took part was listed: shown only by editions of the whole list from before and after."""
    parties = event.taking_part()
    around: set[str] = set()
    for party in parties:
        days = regimes.lists.days(step.programme, set(event.things.kinds[party]) & set(step.designated))
        before, after = [day for day in days if day <= when.earliest], [day for day in days if day >= when.latest]
        if not (before and after):
            parties = []
            break
        around |= {max(before), min(after)}
    if not parties:
        return Weighed(Status.UNKNOWN, "no listing of who took part under this programme is in the graph")
    names = ", ".join(event.things.names[party] for party in parties)
    editions = ", ".join(map(long_form, sorted(around)))
    return Weighed(Status.NOT_MET, f"{names}: on none of the list's editions around that day ({editions})")
