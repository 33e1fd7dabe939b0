"""What the elements of a step come to: for a measure, and for each bearer of its duties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ...schema.outcomes import RISING, Outcome, Status, stronger, weaker
from ...schema.vocabulary import Direction
from ..evidence.rules import Weighed, strongest, weakest
from .answer import NOT_COUNTED, Assessment, ElementKind
from .elements import Reading
from .law import MeasureStep

_OUTCOMES: Mapping[Status, Outcome] = {status: Outcome(status) for status in RISING}
_OPEN = (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.OPEN)
#: What an exemption that is no more than invoked, or of which it is open whether it was kept to, leaves of an outcome.
_AT_MOST = {Status.SUGGESTED: Outcome.CONTESTED, Status.OPEN: Outcome.OPEN}


def outcome_of(weighed: Mapping[ElementKind, Weighed], step: MeasureStep) -> Outcome:
    """Return the outcome: the weakest of the elements that count, as an exemption and the force of the step change it.

    Where a step has both a ceiling and conditions, one that is broken suffices.
    """
    counted = [each for kind, each in weighed.items() if kind not in NOT_COUNTED]
    if step.cap and step.unless:
        breaches = (ElementKind.THRESHOLD, ElementKind.CONDITIONS)
        counted = [each for kind, each in weighed.items() if kind not in NOT_COUNTED and kind not in breaches]
        counted.append(strongest(*(weighed[kind] for kind in breaches)))
    outcome = _OUTCOMES[weakest(*counted).status]
    if outcome is Outcome.NOT_MET:
        return outcome
    exemption = weighed[ElementKind.EXEMPTION].status
    if exemption is Status.MET:
        return Outcome.EXEMPT
    if outcome in _OPEN:
        return outcome
    if step.authorises:
        return Outcome.PERMITTED
    return weaker(outcome, _AT_MOST.get(exemption, outcome))


def touches(weighed: Mapping[ElementKind, Weighed], step: MeasureStep, involved: frozenset[str]) -> bool:
    """Whether it is claimed what would make the event fall under the step, and nothing shown speaks against it.

    `involved` are the States that the claims on the event lead to: where the direction is unknown, a measure aimed at
    another State is not touched.
    """
    if weighed[ElementKind.DIRECTION].status is Status.UNKNOWN and involved.isdisjoint(step.targets):
        return False
    claimed = [ElementKind.ACT, ElementKind.OBJECT]
    if ElementKind.PARTY in weighed and step.direction is Direction.ANY:
        claimed.append(ElementKind.PARTY)
    if step.threshold and not step.cap:
        claimed.append(ElementKind.THRESHOLD)
    return _not_against(weighed) and all(weighed[kind].status is not Status.UNKNOWN for kind in claimed)


def open_condition(weighed: Mapping[ElementKind, Weighed], step: MeasureStep) -> bool:
    """Whether all is claimed but the condition of the step, which is open, and nothing shown speaks against it.

    The link to the duty is among it: of a step that asks for no goods, it is all that ties the event to its object, as
    a ship is tied to a duty of flag States.
    """
    if not step.threshold or step.cap or weighed[ElementKind.THRESHOLD].status is not Status.UNKNOWN:
        return False
    claimed = [ElementKind.ACT, ElementKind.OBJECT, ElementKind.DIRECTION, ElementKind.NEXUS]
    if ElementKind.PARTY in weighed and step.direction is Direction.ANY:
        claimed.append(ElementKind.PARTY)
    return _not_against(weighed) and all(weighed[kind].status is not Status.UNKNOWN for kind in claimed)


def _not_against(weighed: Mapping[ElementKind, Weighed]) -> bool:
    return not any(
        (each.status is Status.NOT_MET or each.elsewhere) and kind not in NOT_COUNTED for kind, each in weighed.items()
    )


def differing(assessments: Sequence[Assessment], readings: Sequence[Sequence[Reading]]) -> Assessment:
    """Return the assessment whose outcome is the strongest, as contested in law, with what each reading comes to."""
    sides = [
        f"{of[0].step.reading.name}: {assessment.outcome}"
        for assessment, of in zip(assessments, readings, strict=True)
        if of[0].step.reading
    ]
    chosen = stronger(*(assessment.outcome for assessment in assessments))
    best = next(assessment for assessment in assessments if assessment.outcome is chosen)
    elements = tuple(
        replace(each, status=Status.CONTESTED_LAW, because=f"depends on how the law is read ({'; '.join(sides)})")
        if each.element is ElementKind.IN_FORCE
        else each
        for each in best.elements
    )
    return replace(best, outcome=Outcome.CONTESTED_LAW, elements=elements)
