"""Measures that were in force on the day of an alleged transfer and touch its goods and its way, as claimed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from ...schema.dates import HalfDate, stood
from ...schema.vocabulary import Direction, Property
from ..assessment.law import MeasureStep
from ..assessment.regime import Regimes
from ..evidence.claims import CitedClaim
from ..evidence.ranking import LawClass, law_class
from .answer import AllegedTransfer, GoodsMatch, MeasureInForce, PossibleExemption
from .border import distinct

#: A place to the States in which it is recorded to lie.
States = Mapping[str, Iterable[str]]


class TouchedStep(NamedTuple):
    """The first step of a measure that a transfer touches on its day, as it is claimed, and its goods."""

    step: MeasureStep
    on: str
    goods: tuple[GoodsMatch, ...]


def measures_in_force(
    regimes: Regimes, transfers: Iterable[AllegedTransfer], touched: Mapping[str, Sequence[TouchedStep]]
) -> tuple[MeasureInForce, ...]:
    """Return the measures that each transfer touches, in the order of the transfers and of ways and goods claimed."""
    return tuple(_measure(regimes, transfer, each) for transfer in transfers for each in touched[transfer.event])


def heaviest(touched: Iterable[TouchedStep]) -> LawClass:
    """Return the heaviest class of law among the steps that a transfer touches."""
    classes = [law_class((duty.act for duty in each.step.duties), each.step.threshold) for each in touched]
    return min(classes, default=LawClass.NONE)


def law_day(claims: Iterable[CitedClaim], observations: Iterable[str], dates: Mapping[str, str]) -> str | None:
    """Return the day that selects the law: the transfer's own as claimed, else that of what it is concluded from.

    `dates` are those of observations, by id. None where no day is known.
    """
    own = [c.value for c in claims if c.property == Property.DATE and c.earliest and c.value]
    days = own or [dates[event] for event in observations if dates.get(event)]
    return max((HalfDate.parse(day).latest for day in days), default=None)


def steps_touched(regimes: Regimes, claims: Iterable[CitedClaim], on: str | None, states: States) -> list[TouchedStep]:
    """Return the first step of each measure that stood on a day and touches the way and the goods claimed."""
    affirmed = [claim for claim in claims if claim.affirms and claim.entity]
    ends = (Property.FROM, Property.TO, Property.GOODS)
    senders, receivers, goods = (sorted({c.entity or "" for c in affirmed if c.property == end}) for end in ends)
    senders, receivers = _with_states(senders, states), _with_states(receivers, states)
    if on is None or not (senders and receivers and goods):
        return []
    steps = [step for of in regimes.measures.values() for step in of if stood(step.since, step.until, on)]
    matches: dict[str, list[GoodsMatch]] = {}
    first_step: dict[str, MeasureStep] = {}
    for sender, receiver in ((a, b) for a in senders for b in receivers if a != b):
        for claimed in goods:
            for step in (step for step in steps if _touches(step, sender, receiver)):
                for kind in sorted(step.goods):
                    if chain := regimes.goods.chain(claimed, kind):
                        first_step.setdefault(step.measure, step)
                        match = GoodsMatch(claimed, kind, "same" if len(chain) == 1 else "within")
                        matches.setdefault(step.measure, []).append(match)
    return [TouchedStep(step, on, distinct(matches[measure])) for measure, step in first_step.items()]


def _with_states(places: Iterable[str], states: States) -> list[str]:
    """Return places and the States in which they lie."""
    return sorted({id_ for place in places for id_ in (place, *states.get(place, ()))})


def _touches(step: MeasureStep, sender: str, receiver: str) -> bool:
    """Whether a step reaches what goes from one State to another."""
    return (step.direction in (Direction.FROM, Direction.BOTH) and sender in step.targets) or (
        step.direction in (Direction.TO, Direction.BOTH) and receiver in step.targets
    )


def _measure(regimes: Regimes, transfer: AllegedTransfer, touched: TouchedStep) -> MeasureInForce:
    step, on, goods = touched
    return MeasureInForce(
        event=transfer.event,
        measure=step.measure,
        name=step.name,
        on=on,
        since=step.since,
        provisions=step.provisions,
        checked=step.checked,
        threshold=step.threshold,
        acts=tuple(sorted({str(duty.act) for duty in step.duties})),
        summary=step.summary,
        goods=goods,
        exemptions=tuple(
            PossibleExemption(exemption.id, exemption.name, tuple(condition.text for condition in exemption.conditions))
            for exemption in regimes.exemptions.get(step.measure, ())
            if stood(exemption.since, exemption.until, on)
        ),
    )
