"""Half-known dates as intervals of days, and the open end of time.

A date is written as its source knows it: `2023-10-05`, `2023-10`, `2023`, or an interval
`2023-08/2024-02`. Each stands for the days it may mean, from `earliest` to `latest`, both included.
The notation is the part of EDTF (ISO 8601-2) that list publishers use.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TypeAlias

from .argument import text_argument
from .errors import ValueInvalid

#: `until` of a statement that still stands, and the last day of every open interval.
FOREVER = "9999-12-31"
#: Where a statement says what words mean: it stood on any day.
ALWAYS = "0001-01-01"
#: `as_of` that sees everything known. One day short of FOREVER, because intervals are half-open.
LATEST = "9999-12-30"

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?\Z")

#: A day with the year first or, by points, last; with slashes it is open which is the month.
_OTHER_DAY = re.compile(
    r"([0-9]{4})[-./]([0-9]{1,2})[-./]([0-9]{1,2})\Z|([0-9]{1,2})\.([0-9]{1,2})\.([0-9]{4})\Z", re.ASCII
)


@dataclass(frozen=True, order=True)
class HalfDate:
    """The days that a date may mean; `earliest` and `latest` are ISO days, both included."""

    earliest: str
    latest: str
    text: str

    @property
    def exact(self) -> bool:
        """Whether it is one known day."""
        return self.earliest == self.latest

    @classmethod
    @lru_cache(maxsize=4096)
    def parse(cls, text: str) -> HalfDate:
        """Read a half-known date. Raises ValueInvalid for 2023-02-30, an empty text or any other shape."""
        start, slash, end = text.strip().partition("/")
        earliest, latest = _span(start, text)
        if slash:
            last_start, latest = _span(end, text)
            if last_start < earliest:
                raise ValueInvalid(f"date interval {text!r} ends before it begins")
        return cls(earliest, latest, text.strip())


def _meant(text: str) -> str:
    """Return what may be meant by a day in another form, as a question; empty where that is not clear."""
    match = _OTHER_DAY.match(text.strip())
    if match is None:
        return ""
    year, month, day_ = (match[1], match[2], match[3]) if match[1] else (match[6], match[5], match[4])
    return f"; did you mean {year}-{int(month):02}-{int(day_):02}?" if int(month) <= 12 and int(day_) <= 31 else ""


def _span(part: str, whole: str) -> tuple[str, str]:
    match = _PART.match(part.strip())
    if match is None:
        raise ValueInvalid(
            f"not a date: {whole!r}{_meant(whole)} (write YYYY, YYYY-MM or YYYY-MM-DD; a range as 2023-08/2024-02)"
        )
    year = int(match[1])
    month, day = (int(part) if part else None for part in match.groups()[1:])
    try:
        first = date(year, 1 if month is None else month, 1 if day is None else day)
        if day is not None:
            last = first
        else:
            last_month = 12 if month is None else month
            last = date(year, last_month, calendar.monthrange(year, last_month)[1])
    except ValueError as error:
        raise ValueInvalid(f"not a day of the calendar: {whole!r} ({_missing(year, month or 1)})") from error
    return first.isoformat(), last.isoformat()


def _missing(year: int, month: int) -> str:
    """Return which part of a date the calendar lacks, in words."""
    if not date.min.year <= year <= date.max.year:
        return "there is no such year"
    if not 1 <= month <= 12:
        return f"there is no month {month}"
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"


#: A day as callers give it: an ISO day, or a date of the standard library.
DayLike: TypeAlias = str | date


def day(value: DayLike) -> str:
    """Return a whole ISO day, checked. Raises ValueInvalid when it is half-known, impossible, or FOREVER."""
    text = value.isoformat()[:10] if isinstance(value, date) else text_argument(value, "a day", "2023-10-06")
    parsed = HalfDate.parse(text)
    if not parsed.exact:
        raise ValueInvalid(f"a whole day is needed, YYYY-MM-DD, not {text!r}")
    if parsed.earliest == FOREVER:
        raise ValueInvalid(f"{FOREVER} stands for an end that is not known: give a day before it")
    return parsed.earliest


def known_by(as_of: DayLike | None) -> str:
    """Return the day of knowledge that a question asks for: LATEST where it names none."""
    return LATEST if as_of is None else day(as_of)


def today() -> str:
    """Return the day on which it is asked, as an ISO day."""
    return date.today().isoformat()


def is_to_come(on: str, newest: str = "") -> bool:
    """Whether a day has begun nowhere on Earth, and nothing known is as late as `newest`; LATEST stands for now."""
    begun = (datetime.now(UTC) + timedelta(hours=14)).date().isoformat()
    return on != LATEST and on > max(begun, newest)


def to_come(on: str) -> str:
    """Return, in words, that a day is in the future."""
    return f"{long_form(on)} is in the future"


def stood(since: str, until: str, on: str) -> bool:
    """Whether a statement with the half-open interval from `since` to before `until` stood on a day.

    `since` and `until` are assertion time: when a source said it. In Cypher the same rule is `stood_in_cypher`.
    """
    return since <= on < until


def known_end(until: str, as_of: str) -> str:
    """Return the end of a statement as it was known on a day: an end that came later was not, so FOREVER."""
    return until if until <= as_of else FOREVER


def stood_in_cypher(*variables: str, day: str = "as_of") -> str:
    """Return the condition that the statements bound to `variables` stood on the day in the parameter `day`."""
    return " AND ".join(f"{name}.since <= ${day} AND ${day} < {name}.until" for name in variables)


def not_withdrawn_in_cypher(variable: str, day: str = "as_of") -> str:
    """Return the condition that a statement or source was not withdrawn by the day in the parameter `day`.

    For questions about the past of a list, to which statements that no longer stand count too.
    """
    return f"${day} < coalesce({variable}.withdrawn, '{FOREVER}')"


def shift(iso_day: str, days: int) -> str:
    """The day `days` after (or before) an ISO day, kept within the calendar."""
    try:
        return (date.fromisoformat(iso_day) + timedelta(days=days)).isoformat()
    except OverflowError:
        return FOREVER if days > 0 else date.min.isoformat()


def days_between(earlier: str, later: str) -> int:
    """Days from one ISO day to another; negative when `later` is earlier."""
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days


@lru_cache(maxsize=4096)
def long_form(text: str) -> str:
    """Return `2023-10-05` as `5 Oct 2023`; half-known dates as far as they are known, other texts as they are."""
    if "/" in text:
        return " to ".join(long_form(part) for part in text.split("/"))
    if not _PART.match(text):
        return text
    parts = text.split("-")
    if len(parts) == 3:
        return f"{int(parts[2])} {calendar.month_abbr[int(parts[1])]} {parts[0]}"
    if len(parts) == 2:
        return f"{calendar.month_abbr[int(parts[1])]} {parts[0]}"
    return text


def as_known(as_of: str) -> str:
    """`as known on 6 Oct 2023`; of LATEST, and of a day to come, of which nothing more is known, `as known now`."""
    if as_of == LATEST:
        return "as known now"
    return f"as known now ({to_come(as_of)})" if is_to_come(as_of) else f"as known on {long_form(as_of)}"
