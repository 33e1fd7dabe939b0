"""Conditions: whether claims show that they hold, or that they were not kept."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..evidence.rules import RISING, Status, Weighed, strongest, weakest
from .events import EventFacts
from .law import LawCondition, MeasureStep


def unkept(event: EventFacts, step: MeasureStep) -> Weighed:
    """Weigh that a condition was not kept under which the step forbids nothing.

    Met by any that is shown not to have been kept; not met where each is shown to have been; open without a word on it.
    """
    breaches = [weakest(*(_breach(event, condition) for condition in of)) for of in groups(step.unless).values()]
    if all(breach.status is Status.NOT_MET for breach in breaches):
        claims = tuple(dict.fromkeys(claim for breach in breaches for claim in breach.claims))
        return Weighed(Status.NOT_MET, "each condition was kept", claims)
    return strongest(*breaches)


def groups(conditions: Iterable[LawCondition]) -> Mapping[str, list[LawCondition]]:
    """Return conditions by group: of each group one must hold. A condition without a group is one by itself."""
    by_group: dict[str, list[LawCondition]] = {}
    for condition in conditions:
        by_group.setdefault(condition.group or condition.id, []).append(condition)
    return by_group


def holding(statuses: Mapping[LawCondition, Weighed]) -> list[Weighed]:
    """Return how far it is carried that each group of conditions holds: as far as its strongest."""
    return [strongest(*(statuses[condition] for condition in of)) for of in groups(statuses).values()]


def put_forward(weighed: Weighed) -> bool:
    """Whether somebody claims that a condition holds."""
    return RISING.index(weighed.status) >= RISING.index(Status.CONTESTED)


def _breach(event: EventFacts, condition: LawCondition) -> Weighed:
    kept, broken = event.shown(condition.id), event.broken(condition.id)
    claims = tuple(dict.fromkeys((*kept.claims, *broken.claims)))
    if broken.status is Status.MET:
        return Weighed(Status.MET, f"not kept: {condition.text} ({broken.because})", claims)
    if kept.status is Status.MET:
        return Weighed(Status.NOT_MET, f"kept: {condition.text}", claims)
    if broken.status in (Status.SUGGESTED, Status.CONTESTED):
        return Weighed(broken.status, f"{_SAID[broken.status]}: {condition.text}", claims)
    more = "; said to have been, but not by evidence of the right kind" if put_forward(kept) else ""
    return Weighed(Status.OPEN, f"open: whether it was kept: {condition.text}{more}", claims)


_SAID = {
    Status.SUGGESTED: "said not to have been kept",
    Status.CONTESTED: "contested whether it was kept",
}
