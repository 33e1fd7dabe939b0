"""Ceilings: what is known to have passed in an accounting period, summed as a range, against what may pass."""

from __future__ import annotations

import calendar
import math
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...schema.dates import FOREVER, long_form
from ...schema.vocabulary import Property, Qualifier
from ..evidence.claims import CitedClaim
from ..evidence.rules import Status, Weighed, weigh
from .elements import direction
from .events import EventFacts, Interval
from .law import Cap, MeasureStep
from .objects import object_
from .regime import Regimes


@dataclass(frozen=True, slots=True)
class Amount:
    """From `low` to `high` (None: no upper end is stated), in a unit.

    `disputed`: two readings exclude each other.
    """

    low: float
    high: float | None
    disputed: bool

    def __str__(self) -> str:
        if self.low == self.high:
            return f"{self.low:,.0f}"
        return f"{self.low:,.0f} to {'more' if self.high is None else f'{self.high:,.0f}'}"


def period(cap: Cap, when: Interval) -> tuple[str, str] | None:
    """Return the accounting period that holds all days of an interval, half-open; None where none does."""
    begins, first = date.fromisoformat(cap.start), date.fromisoformat(when.earliest)
    about = ((first.year - begins.year) * 12 + first.month - begins.month) // cap.months
    # A period that begins late in a month may begin one later than the months alone say.
    for number in (about - 1, about):
        start, end = (_months_later(begins, n * cap.months) for n in (number, number + 1))
        if number >= 0 and when.within(start, end):
            return start, end
    return None


class Ceilings:
    """Sums by accounting period over all events; what lies in a period is looked for once a step."""

    def __init__(self, events: Callable[[], Sequence[EventFacts]], regimes: Regimes) -> None:
        self._read = events
        self._regimes = regimes
        self._counted: dict[tuple[str, tuple[str, str]], dict[str, EventFacts]] = {}
        self._sums: dict[tuple[str, tuple[str, str]], Weighed] = {}

    @cached_property
    def _events(self) -> Sequence[EventFacts]:
        """Read when a ceiling is first asked of: few events come under one."""
        return self._read()

    def threshold(self, event: EventFacts, step: MeasureStep, cap: Cap) -> Weighed:
        """Weigh that more than the ceiling passed in the event's period, by all that is known of that period.

        Amounts in other units are not counted, nor the legs of a transfer that is counted whole. `met` where even
        the lowest reading is above the ceiling on evidence that can reach it; `contested` where sources differ on
        which side it is.
        """
        span = period(cap, event.interval) if event.interval else None
        if span is None:
            return Weighed(Status.UNKNOWN, "its days do not lie within one accounting period")
        key = (step.id, span)
        if key not in self._counted:
            self._counted[key] = self._of_period(step, span)
        if event.id not in self._counted[key]:
            return Weighed(Status.UNKNOWN, "no source says that goods under the ceiling passed that way")
        if key not in self._sums:
            self._sums[key] = _weigh_sum(self._counted[key], cap, span)
        return self._sums[key]

    def _of_period(self, step: MeasureStep, span: tuple[str, str]) -> dict[str, EventFacts]:
        """Return the events that passed goods of the step, the way that it speaks of, within a period, by id."""
        return {
            event.id: event
            for event in self._events
            if event.interval
            and event.interval.within(*span)
            and event.interval.within(step.since, step.until)
            and _under_ceiling(event, step, self._regimes)
        }


def _weigh_sum(events: Mapping[str, EventFacts], cap: Cap, span: tuple[str, str]) -> Weighed:
    """Weigh that more than the ceiling passed by these events, as far as the amounts in its unit are carried."""
    amounts, whole = _amounts(events, cap.unit)
    limit = f"of at most {cap.number:,.0f} {cap.unit}"
    lead = f"{long_form(span[0])} to before {long_form(span[1])}"
    if not amounts:
        because = f"{lead}: no amount in {cap.unit} is stated {limit}{_other_units(events, cap.unit)}"
        return Weighed(Status.UNKNOWN, because)
    total = _total(amounts.values(), whole)
    weighed = [
        weigh([claim for id_ in ids for claim in _counted_in(events[id_], cap.unit)], Property.QUANTITY)
        for ids in amounts
    ]
    claims = tuple(claim for each in weighed for claim in each.claims)
    because = f"{lead}: {total} {limit}{_other_units(events, cap.unit)}"
    if total.high is not None and total.high <= cap.number:
        return Weighed(Status.NOT_MET, because, claims)
    if total.low <= cap.number:
        return Weighed(Status.CONTESTED if total.disputed else Status.UNKNOWN, because, claims)
    carried = all(each.status is Status.MET for each in weighed)
    return Weighed(Status.MET if carried else Status.SUGGESTED, because, claims)


def _amounts(events: Mapping[str, EventFacts], unit: str) -> tuple[dict[tuple[str, ...], Amount], bool]:
    """Return the amounts that are counted, by the events of a delivery, and whether no event may have passed more.

    The legs of a transfer whose own amount is stated are in it, and a transfer without one is in its legs.
    """
    amount_by_event = {id_: amount for id_, event in events.items() if (amount := amount_of(event, unit))}
    legs = {id_: set(event.values(Property.LEG)) for id_, event in events.items()}
    inside = {leg for id_ in amount_by_event for leg in legs[id_]}
    counted = {id_: amount for id_, amount in amount_by_event.items() if id_ not in inside}
    deliveries: dict[Hashable, list[str]] = defaultdict(list)
    for id_ in counted:
        deliveries[_delivery(events[id_])].append(id_)
    amounts = {tuple(ids): _of_delivery([counted[id_] for id_ in ids]) for ids in deliveries.values()}
    whole = all(
        id_ in amount_by_event or id_ in inside or legs[id_] & counted.keys() or _delivery(events[id_]) in deliveries
        for id_ in events
    )
    return amounts, whole


def _of_delivery(amounts: Sequence[Amount]) -> Amount:
    """Return what passed by events that differ in no more than their amounts: one delivery, or as many as they are."""
    if len(set(amounts)) == 1:
        return amounts[0]
    total = _total(amounts, whole=True)
    return Amount(min(amount.low for amount in amounts), total.high, total.disputed)


def _total(amounts: Collection[Amount], whole: bool) -> Amount:
    """Return the sum of amounts; without an upper end where one has none, or `whole` is false."""
    highs = [amount.high for amount in amounts if amount.high is not None]
    return Amount(
        low=sum(amount.low for amount in amounts),
        high=sum(highs) if whole and len(highs) == len(amounts) else None,
        disputed=any(amount.disputed for amount in amounts),
    )


def _delivery(event: EventFacts) -> Hashable:
    """Return what tells a delivery from others: its day, its carrier, both ends and the goods; itself where unknown."""
    when = event.interval
    carriers = tuple(event.values(Property.CARRIER))
    if when is None or when.earliest != when.latest or not carriers:
        return event.id
    return (when.earliest, carriers, *(tuple(event.values(p)) for p in (Property.FROM, Property.TO, Property.GOODS)))


def _counted_in(event: EventFacts, unit: str) -> list[CitedClaim]:
    return [
        claim
        for claim in event.of(Property.QUANTITY)
        if claim.unit == unit and (claim.number is not None or not claim.affirms)
    ]


def _other_units(events: Mapping[str, EventFacts], unit: str) -> str:
    """Tell of events whose amounts are stated in other units only: nothing is converted, so they are not counted."""
    of_events = ({claim.unit for claim in event.of(Property.QUANTITY) if claim.affirms} for event in events.values())
    units = sorted({other for units in of_events if unit not in units for other in units if other})
    return f"; more is stated in {', '.join(units)}, which is not counted" if units else ""


def amount_of(event: EventFacts, unit: str) -> Amount | None:
    """Return what passed, from the lowest to the highest reading of all sources; None where no amount is stated.

    Ranges of one report are narrowed by each other (`at least 3`, `at most 5`), those of several are taken together.
    """
    by_report: dict[str, list[tuple[float, float]]] = defaultdict(list)
    for claim in _counted_in(event, unit):
        if claim.affirms and claim.number is not None:
            by_report[claim.report].append(_range(claim.number, claim.qualifier))
    if not by_report:
        return None
    ranges = [range_ for of_report in by_report.values() for range_ in _narrowed(of_report)]
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    disputed = min(high for _, high in ranges) < max(low for low, _ in ranges)
    return Amount(low, None if high == math.inf else high, disputed)


def _narrowed(ranges: list[tuple[float, float]]) -> list[tuple[float, float]]:
    """Return what ranges of one report have in common; themselves where they exclude each other."""
    low, high = max(low for low, _ in ranges), min(high for _, high in ranges)
    return [(low, high)] if low <= high else ranges


def _under_ceiling(event: EventFacts, step: MeasureStep, regimes: Regimes) -> bool:
    """Whether an event passed goods of the step the way that the step speaks of, as far as is claimed."""
    open_ = (Status.NOT_MET, Status.UNKNOWN)
    if event.kind != "Transfer" or object_(event, step, regimes).status in open_:
        return False
    return direction(event, step).status not in open_


def _range(number: float, qualifier: str | None) -> tuple[float, float]:
    if qualifier == Qualifier.MORE_THAN:
        return math.nextafter(number, math.inf), math.inf
    if qualifier == Qualifier.AT_LEAST:
        return number, math.inf
    if qualifier in (Qualifier.AT_MOST, Qualifier.UP_TO):
        return 0.0, number
    return number, number


def _months_later(start: date, months: int) -> str:
    """Return the same day so many months later, or the last of that month; FOREVER beyond the calendar."""
    year, month = start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return FOREVER if year > date.max.year else date.min.isoformat()
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1])).isoformat()
