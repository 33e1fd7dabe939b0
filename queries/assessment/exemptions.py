"""Exemptions from a measure, condition by condition."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...schema.vocabulary import Property
from ..evidence.rules import RISING, Status, Weighed
from .answer import ConditionAnswer, ExemptionAnswer
from .events import EventFacts
from .law import LawCondition, MeasureExemption, MeasureStep
from .regime import Regimes


@dataclass(frozen=True, slots=True)
class WeighedExemption:
    """How far an exemption is carried, condition by condition, and the claims that invoke it or show a condition."""

    exemption: MeasureExemption
    status: Status
    conditions: tuple[tuple[LawCondition, Weighed], ...]
    claims: tuple[str, ...]

    def answer(self) -> ExemptionAnswer:
        """Return it as a part of an assessment."""
        conditions = (
            ConditionAnswer(condition.id, condition.text, weighed.status, weighed.claims)
            for condition, weighed in self.conditions
        )
        return ExemptionAnswer(self.exemption.id, self.exemption.name, self.status, tuple(conditions))


def exemptions(event: EventFacts, step: MeasureStep, regimes: Regimes) -> tuple[Weighed, list[WeighedExemption]]:
    """Weigh whether an exemption applies: `met` only where claims show each condition of one.

    `suggested`: one is invoked, or some condition is put forward; `not met`: neither. Return all that stood then with
    it.
    """
    weighed = [_weighed(event, exemption) for exemption in _applicable(event, step, regimes)]
    invoked = [each for each in weighed if each.status is not Status.NOT_MET]
    if not invoked:
        return Weighed(Status.NOT_MET, "none claimed"), weighed
    best = max(invoked, key=lambda each: RISING.index(each.status))
    name = best.exemption.name
    if best.status is Status.MET:
        return Weighed(Status.MET, f"{name}: each condition is shown", best.claims), weighed
    open_ = [condition.text for condition, shown in best.conditions if shown.status is not Status.MET]
    missing = " ".join(open_) or "that it stood on all the days on which it may have been."
    return Weighed(Status.SUGGESTED, f"{name}: invoked; not shown: {missing}", best.claims), weighed


def _applicable(event: EventFacts, step: MeasureStep, regimes: Regimes) -> Iterator[MeasureExemption]:
    """Yield the exemptions from the measure that stood on one of the event's days and are for its goods."""
    for exemption in regimes.exemptions.get(step.measure, ()):
        if event.interval and not event.interval.touches(exemption.since, exemption.until):
            continue
        goods = event.values(Property.GOODS) if exemption.goods else ()
        if not exemption.goods or any(regimes.goods.covers(exemption.goods, kind) for kind in goods):
            yield exemption


def _weighed(event: EventFacts, exemption: MeasureExemption) -> WeighedExemption:
    conditions = tuple((condition, event.shown(condition.id)) for condition in exemption.conditions)
    invoked = [claim.id for claim in event.of(Property.EXEMPTION) if claim.condition == exemption.id and claim.affirms]
    claims = tuple(dict.fromkeys([*invoked, *(claim for _, shown in conditions for claim in shown.claims)]))
    stood = event.interval is not None and event.interval.within(exemption.since, exemption.until)
    if stood and all(shown.status is Status.MET for _, shown in conditions):
        status = Status.MET
    elif invoked or any(_put_forward(shown) for _, shown in conditions):
        status = Status.SUGGESTED
    else:
        status = Status.NOT_MET
    return WeighedExemption(exemption, status, conditions, claims)


def _put_forward(weighed: Weighed) -> bool:
    return RISING.index(weighed.status) >= RISING.index(Status.CONTESTED)
