"""Ceilings: what is known to have passed in an accounting period, summed as a range, against what may pass."""

from __future__ import annotations

import calendar
import math
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from ...schema.dates import FOREVER, long_form
from ...schema.vocabulary import Property, Qualifier, Stance
from ..evidence.rules import Status, Weighed
from .elements import direction, object_
from .regime import Cap, MeasureStep, Regimes
from .subject import Interval, Subject


@dataclass(frozen=True)
class Amount:
    """From `low` to `high` (None: no upper end is stated), in a unit.

    `disputed`: two readings exclude each other.
    """

    low: float
    high: float | None
    disputed: bool


def period(cap: Cap, when: Interval) -> tuple[str, str] | None:
    """The accounting period that holds all days of an interval, half-open; None where none does."""
    begins, first = date.fromisoformat(cap.start), date.fromisoformat(when.earliest)
    about = ((first.year - begins.year) * 12 + first.month - begins.month) // cap.months
    # A period that begins late in a month may begin one later than the months alone say.
    for number in (about - 1, about):
        start, end = (_months_later(begins, n * cap.months) for n in (number, number + 1))
        if number >= 0 and start <= when.earliest and when.latest < end:
            return start, end
    return None


class Ceilings:
    """Sums by accounting period over all events; what lies in a period is looked for once a step."""

    def __init__(self, events: Callable[[], list[Subject]], regimes: Regimes) -> None:
        self._read = events
        self._regimes = regimes
        self._inside: dict[tuple[str, tuple[str, str]], dict[str, Subject]] = {}
        self._summed: dict[tuple[str, tuple[str, str]], Weighed] = {}

    @cached_property
    def _events(self) -> list[Subject]:
        """Read when a ceiling is first asked of: few events come under one."""
        return self._read()

    def threshold(self, event: Subject, step: MeasureStep, cap: Cap) -> Weighed:
        """Whether more than the ceiling passed in the event's period, by all that is known of that period.

        Amounts in other units are not counted, nor the legs of a transfer that is counted whole. `met` where even
        the lowest reading is above the ceiling on evidence that can reach it; `contested` where sources differ on
        which side it is.
        """
        if event.interval is None or (span := period(cap, event.interval)) is None:
            return Weighed(Status.UNKNOWN, "its days do not lie within one accounting period")
        inside = self._of_period(step, span)
        if event.id not in inside:
            return Weighed(Status.UNKNOWN, "nobody says that it passed goods under the ceiling that way")
        key = (step.id, span)
        if key not in self._summed:
            self._summed[key] = _sum(inside, cap, span)
        return self._summed[key]

    def _of_period(self, step: MeasureStep, span: tuple[str, str]) -> dict[str, Subject]:
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


def _sum(inside: dict[str, Subject], cap: Cap, span: tuple[str, str]) -> Weighed:
    amounts = {id_: amount for id_, event in inside.items() if (amount := amount_of(event, cap.unit))}
    # The legs of a transfer whose amount is known are in it.
    whole = {leg for id_ in amounts for leg in inside[id_].values(Property.LEG)}
    amounts = {id_: amount for id_, amount in amounts.items() if id_ not in whole}
    legs = {id_: set(event.values(Property.LEG)) for id_, event in inside.items()}
    told = f"{long_form(span[0])} to before {long_form(span[1])}: {{}} of at most {cap.number:,.0f} {cap.unit}"
    if not amounts:
        return Weighed(Status.UNKNOWN, told.format(f"no amount in {cap.unit} is stated"))
    # Without an amount of every one, more may have passed.
    silent = [id_ for id_ in inside if id_ not in amounts and id_ not in whole and not legs[id_] & amounts.keys()]
    low = sum(amount.low for amount in amounts.values())
    highs = [amount.high for amount in amounts.values() if amount.high is not None]
    high = sum(highs) if len(highs) == len(amounts) and not silent else None
    weighed = [inside[id_].weigh(Property.QUANTITY) for id_ in amounts]
    claims = tuple(claim for one in weighed for claim in one.claims)
    top = "more" if high is None else f"{high:,.0f}"
    because = told.format(f"{low:,.0f}" if low == high else f"{low:,.0f} to {top}")
    if high is not None and high <= cap.number:
        return Weighed(Status.NOT_MET, because, claims)
    if low <= cap.number:
        differ = any(amount.disputed for amount in amounts.values())
        return Weighed(Status.CONTESTED if differ else Status.UNKNOWN, because, claims)
    carried = all(one.status is Status.MET for one in weighed)
    return Weighed(Status.MET if carried else Status.SUGGESTED, because, claims)


def amount_of(event: Subject, unit: str) -> Amount | None:
    """What is said to have passed, from the lowest to the highest reading of all sources; None where no amount is."""
    ranges = [
        _range(row.number, row.qualifier)
        for row in event.rows
        if row.property == Property.QUANTITY
        and row.number is not None
        and row.unit == unit
        and row.stance in (Stance.ASSERTS, Stance.SUGGESTS)
    ]
    if not ranges:
        return None
    low, high = min(low for low, _ in ranges), max(high for _, high in ranges)
    disputed = min(high for _, high in ranges) < max(low for low, _ in ranges)
    return Amount(low, None if high == math.inf else high, disputed)


def _same_matter(event: Subject, step: MeasureStep, regimes: Regimes) -> bool:
    """Whether another event passed goods of the step the way that the step speaks of."""
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
    """The same day so many months later, or the last of that month; FOREVER beyond the calendar."""
    year, month = start.year + (start.month - 1 + months) // 12, (start.month - 1 + months) % 12 + 1
    if not date.min.year <= year <= date.max.year:
        return FOREVER if year > date.max.year else date.min.isoformat()
    return date(year, month, min(start.day, calendar.monthrange(year, month)[1])).isoformat()
