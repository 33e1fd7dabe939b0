"""Measures that were in force on the day of an alleged transfer and touch its goods and its way, as claimed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...schema.dates import HalfDate, stood
from ...schema.vocabulary import Direction, Property
from ..assessment.regime import MeasureStep, Regimes
from .answer import EARLIER, AllegedTransfer, GoodsMatch, MeasureInForce, ObservedEvent, PossibleExemption
from .border import distinct


def measures_in_force(
    regimes: Regimes, transfers: Iterable[AllegedTransfer], focus: ObservedEvent | None
) -> tuple[MeasureInForce, ...]:
    """Return the measures for each transfer, in the order of the transfers and of the ways and goods claimed."""
    return tuple(
        measure
        for transfer in transfers
        if (on := _day_of(transfer, focus)) is not None
        for measure in _measures(regimes, transfer, on)
    )


def _measures(regimes: Regimes, transfer: AllegedTransfer, on: str) -> Iterator[MeasureInForce]:
    steps = [step for of in regimes.measures.values() for step in of if stood(step.since, step.until, on)]
    ends = (Property.FROM, Property.TO, Property.GOODS)
    senders, receivers, goods = ([thing.id for thing in transfer.element(name).things] for name in ends)
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
    for measure, step in first_step.items():
        yield _measure(regimes, transfer, step, on, distinct(matches[measure]))


def _touches(step: MeasureStep, sender: str, receiver: str) -> bool:
    """Whether a step reaches what goes from one State to another."""
    return (step.direction is not Direction.TO and step.target == sender) or (
        step.direction is not Direction.FROM and step.target == receiver
    )


def _measure(
    regimes: Regimes, transfer: AllegedTransfer, step: MeasureStep, on: str, goods: tuple[GoodsMatch, ...]
) -> MeasureInForce:
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


def _day_of(transfer: AllegedTransfer, focus: ObservedEvent | None) -> str | None:
    """Return the day that selects the law: the transfer's own as claimed, else that of what was seen.

    A transfer of earlier observations without a date of its own has none, so no law is named for it.
    """
    dates = [
        HalfDate.parse(claim.value).latest
        for claim in transfer.claims
        if claim.property == Property.DATE and claim.earliest and claim.value
    ]
    if dates:
        return max(dates)
    if focus is None or not focus.date or transfer.link == EARLIER:
        return None
    return HalfDate.parse(focus.date).latest
