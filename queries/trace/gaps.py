"""What a trace leaves open, and what would settle it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from ..evidence.rules import Status
from ..evidence.settling import EventType, SettlingStep, settled_by, settling_steps
from .answer import AllegedTransfer, ObservedEvent, TraceGap


def gaps(focus: ObservedEvent | None, transfers: Sequence[AllegedTransfer]) -> tuple[TraceGap, ...]:
    """Return what observers say that they do not know, and elements of transfers for which nothing is put forward."""
    from_observers = [
        TraceGap(claim.event, claim.property, claim.value, claim.hedge, claim.source, claim.id)
        for claim in (focus.open_claims if focus else ())
    ]
    from_silence = [
        TraceGap(transfer.event, element.element)
        for transfer in transfers
        for element in transfer.elements
        if element.status == Status.UNKNOWN
    ]
    return (*from_observers, *from_silence)


def would_settle(
    focus: ObservedEvent | None, transfers: Sequence[AllegedTransfer], types: frozenset[EventType]
) -> tuple[SettlingStep, ...]:
    """Return what would settle the observers' doubts and the open elements of the first transfer.

    `types` are those of the focus.
    """
    closes: dict[str, list[str]] = defaultdict(list)
    if focus:
        for claim in focus.open_claims:
            for step in settled_by(types, claim.property):
                closes[step].append(f"{focus.event} {claim.property}")
    for transfer in transfers[:1]:
        for element in transfer.elements:
            for step in element.settle_by:
                closes[step].append(f"{transfer.event} {element.element}")
    return settling_steps(dict(sorted(closes.items())))
