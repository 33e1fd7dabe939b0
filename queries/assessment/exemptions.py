"""Exemptions from a measure, condition by condition."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from ...schema.law_vocabulary import ConditionKind
from ...schema.vocabulary import Property
from ..evidence.claims import CitedClaim
from ..evidence.rules import RISING, Status, Weighed, weigh
from .answer import ConditionAnswer, ExemptionAnswer
from .conditions import groups, holding, put_forward
from .events import EventFacts
from .law import LawCondition, MeasureExemption, MeasureStep
from .parties import party
from .regime import Regimes

#: Conditions that ask for a decision on the case.
_LEAVE = frozenset({ConditionKind.APPROVAL, ConditionKind.NO_OBJECTION})


@dataclass(frozen=True)
class WeighedExemption:
    """How far an exemption is carried, condition by condition, and the claims that invoke it or show a condition."""

    exemption: MeasureExemption
    status: Status
    conditions: tuple[tuple[LawCondition, Weighed], ...]
    claims: tuple[str, ...]

    @cached_property
    def answered(self) -> ExemptionAnswer:
        """It as a part of an assessment."""
        conditions = (
            ConditionAnswer(condition.id, condition.text, weighed.status, weighed.claims)
            for condition, weighed in self.conditions
        )
        return ExemptionAnswer(self.exemption.id, self.exemption.name, self.status, tuple(conditions))


class Exemptions:
    """Weighs exemptions for events by the law and the goods of one day of knowledge, each once for all measures."""

    def __init__(self, regimes: Regimes) -> None:
        self._regimes = regimes
        self._once: dict[Hashable, WeighedExemption] = {}

    def weigh(self, event: EventFacts, step: MeasureStep) -> tuple[Weighed, list[WeighedExemption]]:
        """Weigh whether an exemption applies: `met` only where claims show each condition of one.

        `suggested`: one is invoked, or some condition is put forward; `open`: nobody says a word on the conditions of
        one that is made for such goods or parties; `not met`: none of these. Return all that stood then with it.
        """
        weighed = [self._weighed(event, exemption) for exemption in _applicable(event, step, self._regimes)]
        return _furthest(weighed), weighed

    def _weighed(self, event: EventFacts, exemption: MeasureExemption) -> WeighedExemption:
        """Weigh an exemption once an event, and one that asks for conditions alone once for all that name none."""
        silent = exemption.by_conditions_alone and not event.of(Property.EXEMPTION)
        of = None if silent else (event.id, event.interval.earliest if event.interval else "")
        key = (exemption.id, exemption.since, of)
        if key not in self._once:
            self._once[key] = _weighed(event, exemption, self._regimes)
        return self._once[key]


def _furthest(weighed: Iterable[WeighedExemption]) -> Weighed:
    """Return how far that exemption is carried that is carried furthest, and what is missing."""
    invoked = [each for each in weighed if each.status is not Status.NOT_MET]
    if not invoked:
        return Weighed(Status.NOT_MET, "none claimed")
    best = max(invoked, key=lambda each: RISING.index(each.status))
    name = best.exemption.name
    if best.status is Status.MET:
        return Weighed(Status.MET, f"{name}: each condition is shown", best.claims)
    open_ = _missing(best)
    missing = " ".join(open_) or "that it stood on all the days on which it may have been."
    if best.status is Status.OPEN:
        because = f"{name} is for such cases; open: whether this was so: {missing}"
        return Weighed(Status.OPEN, because, best.claims)
    return Weighed(Status.SUGGESTED, f"{name}: invoked; not shown: {missing}", best.claims)


def _missing(best: WeighedExemption) -> list[str]:
    """Return what is not shown: each condition, or `one of` those of which one suffices."""
    statuses = dict(best.conditions)
    missing = []
    for of in groups(statuses).values():
        if not any(statuses[condition].status is Status.MET for condition in of):
            missing.append(("one of: " if len(of) > 1 else "") + " ".join(condition.text for condition in of))
    return missing


def _applicable(event: EventFacts, step: MeasureStep, regimes: Regimes) -> Iterator[MeasureExemption]:
    """Yield the exemptions from the step that stood on one of the event's days and are for its goods."""
    acts = {duty.act for duty in step.duties}
    for exemption in regimes.exemptions.get(step.measure, ()):
        if event.interval and not event.interval.touches(exemption.since, exemption.until):
            continue
        if exemption.acts and not exemption.acts & acts:
            continue
        goods = event.values(Property.GOODS) if exemption.goods else ()
        if not exemption.goods or any(regimes.goods.covers(exemption.goods, kind) for kind in goods):
            yield exemption


def _weighed(event: EventFacts, exemption: MeasureExemption, regimes: Regimes) -> WeighedExemption:
    conditions = {condition: event.shown(condition.id) for condition in exemption.conditions}
    facts = [*_facts(event, exemption, regimes)]
    invoked = [claim.id for claim in event.of(Property.EXEMPTION) if claim.condition == exemption.id and claim.affirms]
    claims = tuple(dict.fromkeys([*invoked, *(c for shown in (*conditions.values(), *facts) for c in shown.claims)]))
    stood = event.interval is not None and event.interval.within(exemption.since, exemption.until)
    asked = [*facts, *holding(conditions)]
    if any(fact.status is Status.NOT_MET for fact in facts):
        status = Status.NOT_MET
    elif stood and all(shown.status is Status.MET for shown in asked):
        status = Status.MET
    elif invoked or any(put_forward(shown) for shown in (asked if not conditions else conditions.values())):
        status = Status.SUGGESTED
    elif stood and facts and all(map(put_forward, facts)) and _may_be_kept(event, conditions):
        status = Status.OPEN
    else:
        status = Status.NOT_MET
    return WeighedExemption(exemption, status, tuple(conditions.items()), claims)


def _may_be_kept(event: EventFacts, conditions: Iterable[LawCondition]) -> bool:
    """Whether silence leaves it open that all conditions were kept; of alternatives, one.

    It does not where one is shown to be broken, or asks for leave: that is an opening that somebody has to use.
    """
    return all(
        any(each.kind not in _LEAVE and event.broken(each.id).status is not Status.MET for each in of)
        for of in groups(conditions).values()
    )


def _facts(event: EventFacts, exemption: MeasureExemption, regimes: Regimes) -> Iterator[Weighed]:
    """Yield how far the event shows by itself that it is of the goods and the parties of an exemption."""
    if exemption.goods:
        fits = partial(_of_goods, exemption.goods, regimes)
        yield event.once(("goods", exemption.goods), lambda: weigh(event.goods_it_may_be, Property.GOODS, fits))
    if exemption.recipients:
        yield party(event, exemption.recipients, Property.TO, regimes)
    if exemption.senders:
        yield party(event, exemption.senders, Property.FROM, regimes)


def _of_goods(goods: tuple[str, ...], regimes: Regimes, claim: CitedClaim) -> bool:
    return regimes.goods.covers(goods, claim.entity)
