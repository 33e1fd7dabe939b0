"""Ceilings: what is known to have passed in an accounting period, summed as a range, against what may pass."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from ..schema.dates import FOREVER, long_form
from ..schema.vocabulary import Property, Qualifier, Stance
from .elements import direction, object_
from .evidence import Status, Weighed
from .regime import Cap, Regimes, Step
from .subject import Interval, Subject


@dataclass(frozen=True)
class Amount:
    """From `low` to `high` (None: no upper end is stated), in a unit."""

    low: float
    high: float | None


def period(cap: Cap, when: Interval) -> tuple[str, str] | None:
    """The accounting period that holds all days of an interval, half-open; None where none does."""
    start = cap.start
    while start <= when.latest:
        end = _months_later(start, cap.months)
        if start <= when.earliest and when.latest < end:
            return start, end
        start = end
    return None


class Ceilings:
    """Sums by accounting period over all events; what lies in a period is looked for once a step."""

    def __init__(self, events: Iterable[Subject], regimes: Regimes) -> None:
        self._events = list(events)
        self._regimes = regimes
        self._inside: dict[tuple[str, tuple[str, str]], dict[str, Subject]] = {}

    def threshold(self, event: Subject, step: Step, cap: Cap) -> Weighed:
        """Whether more than the ceiling passed in the event's period, by all that is known of that period.

        Amounts in other units are not counted, nor the legs of a transfer that is counted whole. `met` where even
        the lowest reading is above the ceiling on evidence that can reach it; `contested` where sources differ on
        which side it is.
        """
        if event.interval is None or (span := period(cap, event.interval)) is None:
            return Weighed(Status.UNKNOWN, "its days do not lie within one accounting period")
        inside = self._of_period(step, span) | {event.id: event}
        legs = {leg for other in inside.values() for leg in other.values(Property.LEG)}
        counted = {id_: other for id_, other in inside.items() if id_ not in legs}
        amounts = {id_: amount for id_, other in counted.items() if (amount := amount_of(other, cap.unit))}
        told = f"{long_form(span[0])} to before {long_form(span[1])}: {{}} of at most {cap.number:,.0f} {cap.unit}"
        if not amounts:
            return Weighed(Status.UNKNOWN, told.format(f"no amount in {cap.unit} is stated"))
        low = sum(amount.low for amount in amounts.values())
        highs = [amount.high for amount in amounts.values() if amount.high is not None]
        high = sum(highs) if len(highs) == len(amounts) else None
        weighed = [counted[id_].weigh(Property.QUANTITY) for id_ in amounts]
        claims = tuple(claim for one in weighed for claim in one.claims)
        top = "more" if high is None else f"{high:,.0f}"
        because = told.format(f"{low:,.0f}" if low == high else f"{low:,.0f} to {top}")
        if high is not None and high <= cap.number:
            return Weighed(Status.NOT_MET, because, claims)
        if low <= cap.number:
            return Weighed(Status.CONTESTED if high is not None else Status.UNKNOWN, because, claims)
        carried = all(one.status is Status.MET for one in weighed)
        return Weighed(Status.MET if carried else Status.SUGGESTED, because, claims)

    def _of_period(self, step: Step, span: tuple[str, str]) -> dict[str, Subject]:
        key = (step.id, span)
        if key not in self._inside:
            self._inside[key] = {
                other.id: other
                for other in self._events
                if other.interval
                and span[0] <= other.interval.earliest
                and other.interval.latest < span[1]
                and _same_matter(other, step, self._regimes)
            }
        return self._inside[key]


def amount_of(event: Subject, unit: str) -> Amount | None:
    """What is said to have passed, from the lowest to the highest reading of all sources; None where no amount is."""
    ranges = [
        _range(row["number"], row["qualifier"])
        for row in event.rows
        if row["property"] == Property.QUANTITY
        and row["number"] is not None
        and row["unit"] == unit
        and row["stance"] in (Stance.ASSERTS, Stance.SUGGESTS)
    ]
    if not ranges:
        return None
    highs = [high for _, high in ranges]
    return Amount(min(low for low, _ in ranges), None if None in highs else max(h for h in highs if h is not None))


def _same_matter(event: Subject, step: Step, regimes: Regimes) -> bool:
    """Whether another event passed goods of the step the way that the step speaks of."""
    open_ = (Status.NOT_MET, Status.UNKNOWN)
    if event.kind != "Transfer" or object_(event, step, regimes).status in open_:
        return False
    return direction(event, step).status not in open_


def _range(number: float, qualifier: str | None) -> tuple[float, float | None]:
    if qualifier in (Qualifier.AT_LEAST, Qualifier.MORE_THAN):
        return number, None
    if qualifier in (Qualifier.AT_MOST, Qualifier.UP_TO):
        return 0.0, number
    return number, number


def _months_later(iso_day: str, months: int) -> str:
    start = date.fromisoformat(iso_day)
    total = start.month - 1 + months
    year = start.year + total // 12
    if year > date.max.year:
        return FOREVER
    month = total % 12 + 1
    for day in range(start.day, 27, -1):
        try:
            return date(year, month, day).isoformat()
        except ValueError:
            continue
    return date(year, month, min(start.day, 28)).isoformat()
