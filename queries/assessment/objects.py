"""The object of a measure: the goods that were passed or, where it asks for none, parties that a programme lists."""

from __future__ import annotations

from ...schema.vocabulary import Property
from ..evidence.claims import CitedClaim
from ..evidence.rules import Status, Weighed, weigh
from .designated import designated
from .events import EventFacts
from .goods import GoodsKinds
from .law import MeasureStep
from .regime import Regimes


def object_(event: EventFacts, step: MeasureStep, regimes: Regimes) -> Weighed:
    """Weigh that what was passed is among the goods of the step; without goods, that who took part is designated."""
    if step.designated and not step.goods:
        return designated(event, step, regimes)
    if not step.goods:
        return Weighed(Status.MET, "the measure asks for no goods")
    goods = regimes.goods

    def fits(claim: CitedClaim) -> bool | None:
        if goods.covers(step.goods, claim.entity):
            return not goods.covers(step.excepted, claim.entity)
        return None if goods.unclassified(claim.entity) else False

    asked = ("goods", step.goods, step.excepted)
    weighed = event.once(asked, lambda: weigh(event.goods_it_may_be, Property.GOODS, fits))
    if weighed.status is Status.UNKNOWN:
        new = [goods.name(kind) for kind in event.values(Property.GOODS) if goods.unclassified(kind)]
        if not new:
            return weighed
        return weighed._replace(because=f"nothing in the graph says of what kind these are: {', '.join(new)}")
    kinds = [claim.entity for claim in event.goods_it_may_be if claim.id in weighed.claims and claim.entity]
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
    claimed = [claim.entity for claim in event.goods_it_may_be if claim.affirms and claim.entity]
    wider = next((kind for kind in claimed if any(goods.overlap(kind, of) for of in step.goods)), None)
    if wider:
        because = f"what is established ({goods.name(wider)}) may hold such goods, but need not"
        return Weighed(Status.UNKNOWN, because, claims)
    names = ", ".join(sorted({goods.name(kind) for kind in kinds}))
    return Weighed(Status.NOT_MET, f"what is established is outside: {names}", claims)
