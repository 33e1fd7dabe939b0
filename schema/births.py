"""Births as sources state them, in dates or in words, as the days that they may mean.

`circa 1968`, `between 1968 and 1972`, `9.6.1981 or 1982`, `(a) 4 Dec. 1971 (b) 1977`, `August 1961`, `late 1950s`.
Alternatives become one span from the first day that any of them allows to the last.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from unicodedata import digit

from .dates import HalfDate
from .errors import ValueInvalid
from .month_names import in_english

#: An approximate year may be wrong by so many years either way.
APPROXIMATE_YEARS = 2
#: No birth on a list is before it; earlier numbers are years of another calendar.
FIRST_YEAR = 1850
#: Nor after it: later numbers are years of the Buddhist calendar, or stand for a day that is not known.
LAST_YEAR = 2100

_MONTHS = {name.lower()[:3]: n for n, name in enumerate(calendar.month_name) if name}
_MONTH = r"(?P<{0}>jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?,?"
_DATES = re.compile(
    r"\b(?:(?P<y1>\d{4})[-./](?P<m1>\d{1,2})(?:[-./](?P<d1>\d{1,2}))?(?!\d|[-./]\d)"
    r"|(?P<d2>\d{1,2})(?P<sign>[./-])(?P<m2>\d{1,2})(?P=sign)(?P<y2>\d{4}|\d{2})(?!\d)"
    rf"|(?P<d3>\d{{1,2}})(?:st|nd|rd|th)?[ .-] ?(?:of |de )?{_MONTH.format('m3')}(?: de )?[ -]?"
    r"(?P<y3>\d{4}|\d{2}(?!\d))"
    rf"|{_MONTH.format('m4')} ?(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y4>\d{{4}})"
    rf"|{_MONTH.format('m5')}(?:[ -]?(?P<y5>\d{{4}})|-(?P<y7>\d{{2}})(?!\d))"
    r"|(?P<part>early |mid[ -]?|late )?(?:the )?(?P<y6>\d{4})(?P<decade>'?s)?\b)"
)
_ROUGH = re.compile(
    r"\b(?:circa|ca|approx(?:imately|imate)?|about|around|estimated|roughly|probably|possibly)\b|\bc\.?(?= ?\d)|~|\?"
)
#: What may stand round dates: words that join them, and letters or numbers that count them.
_JOINING = re.compile(
    r"\b(?:between|and|or|from|to|until|alternatively|also|either|born|dob|date|of|birth|year|in|on|the|spring|summer|autumn|fall)\b"
    r"|\b(?:г\.? ?р|г|год|года|году|рождения|родился|родилась|р|року|народження)\b\.?"
    r"|\b(?:exact |precise )?(?:date|day|day and month|month and day)(?: is)? (?:unknown|not known)\b"
    r"|\(?\b(?:[a-h]|i{1,3}v?)\)|\(?\b\d\)|\([a-h0-9ivx]+\)"
)
#: Months and days of zeros, which are not known.
_UNKNOWN_PARTS = re.compile(r"(\d{4}(?:-(?!00)\d\d)?)(?:-00)+\Z")
#: The same with the year last, as the UK writes them: `00/00/1968`, `dd/mm/1968`.
_YEAR_LAST = re.compile(r"(?:00|dd|xx)[./-](?:(?P<month>0[1-9]|1[0-2])|00|mm|xx)[./-](?P<year>\d{4})\Z", re.IGNORECASE)
_MONTH_AND_YEAR = re.compile(r"(?P<month>0?[1-9]|1[0-2])[./](?P<year>\d{4})\Z")
#: A day with the time of it, as databases write one, or without signs: `1968-07-16T00:00:00`, `19680716`.
_OTHERWISE = re.compile(
    r"(?:(?P<y1>\d{4})-(?P<m1>\d\d)-(?P<d1>\d\d)[T ]\d\d:\d\d\S*|(?P<y2>\d{4})(?P<m2>\d\d)(?P<d2>\d\d))\Z"
)
#: Two years of which the second is short: `1965-66`.
_TWO_YEARS = re.compile(r"(?P<first>\d{4})[-/](?P<second>\d\d)\Z")
#: Years of a decade that its beginning, middle and end mean.
_PARTS = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "": (0, 9)}


@dataclass(frozen=True, slots=True)
class BirthDate:
    """The days that a birth may mean, both included, and whether its source calls it approximate."""

    earliest: str
    latest: str
    text: str
    approximate: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is one known day."""
        return self.earliest == self.latest and not self.approximate

    @property
    def whole_day(self) -> bool:
        """Whether it is one known day, and not a first of January, which stands for a year in many lists."""
        return self.exact and not self.earliest.endswith("-01-01")

    @property
    def iso(self) -> str:
        """Return the days in the notation of half-known dates."""
        for length in (4, 7, 10):
            half = HalfDate.parse(self.earliest[:length])
            if (half.earliest, half.latest) == (self.earliest, self.latest):
                return half.text
        return f"{self.earliest}/{self.latest}"

    def may_be(self, other: BirthDate) -> bool:
        """Whether both may mean one day; an approximate one means the years around it too."""
        (first, last), (other_first, other_last) = self._span(), other._span()
        return first <= other_last and other_first <= last

    def _span(self) -> tuple[str, str]:
        if not self.approximate:
            return self.earliest, self.latest
        first, last = int(self.earliest[:4]) - APPROXIMATE_YEARS, int(self.latest[:4]) + APPROXIMATE_YEARS
        return f"{first:04}-01-01", f"{last:04}-12-31"

    @classmethod
    def of(cls, half: HalfDate, approximate: bool = False) -> BirthDate:
        """Return the birth that a half-known date means."""
        return cls(half.earliest, half.latest, half.text, approximate)


def is_approximate(precision: str | None) -> bool:
    """Whether the word of a list for how well a birth is known means an approximate one."""
    return (precision or "").casefold().startswith(("approx", "circa"))


def read_birth(text: str, not_after: str | None = None) -> BirthDate | None:
    """Read a birth in a half-known date or in words; None where the text says anything else too.

    A year of two digits is in the last century in which it is not after the ISO day `not_after`; without that day it is
    not read. Neither is a birth after that day, nor an interval that ends before it begins. A date with slashes or
    hyphens is read only where one of its numbers alone can be the month.
    """
    if not text.isascii():
        text = "".join(str(digit(sign, sign)) for sign in text)
    text = _UNKNOWN_PARTS.sub(r"\1", text.strip())
    if match := _YEAR_LAST.match(text) or _MONTH_AND_YEAR.match(text):
        text = "-".join(part.zfill(2) for part in (match["year"], match["month"]) if part)
    elif match := _OTHERWISE.match(text):
        text = "-".join(part for part in match.groups() if part)
    elif (match := _TWO_YEARS.match(text)) and match["first"][2:] < match["second"] > "12":
        text = f"{match['first']}/{match['first'][:2]}{match['second']}"
    try:
        half = HalfDate.parse(text)
        birth = BirthDate.of(half) if FIRST_YEAR <= int(half.earliest[:4]) <= LAST_YEAR else None
    except ValueInvalid:
        birth = _in_words(text, not_after)
    return None if birth and not_after and birth.earliest > not_after else birth


def _in_words(text: str, not_after: str | None) -> BirthDate | None:
    folded = in_english(text.casefold().replace("\u2013", "-").replace("\u2014", "-"))
    dates = list(_DATES.finditer(folded))
    spans = [span for match in dates if (span := _days(match, not_after))]
    left = _JOINING.sub(" ", _DATES.sub(" ", _ROUGH.sub(" ", folded)))
    if not spans or len(spans) < len(dates) or re.search(r"\w", left):
        return None
    if spans != sorted(spans) and ("-" in left or re.search(r"\b(?:to|until|between)\b", folded)):
        return None
    days = [day for span in spans for day in span]
    return BirthDate(min(days), max(days), " ".join(text.split()), _ROUGH.search(folded) is not None)


def _days(match: re.Match[str], not_after: str | None) -> tuple[str, str] | None:
    """Return the first and last day that one date means, if it is one."""
    if match["decade"] or match["part"]:
        part = (match["part"] or "").strip(" -")
        year = int(match["y6"])
        first, last = _PARTS[part] if match["decade"] else (0, 0)
        return (f"{year + first}-01-01", f"{year + last}-12-31") if FIRST_YEAR <= year <= LAST_YEAR else None
    year_text = next(filter(None, (match[f"y{n}"] for n in range(1, 8))))
    month = match["m1"] or match["m2"] or next(filter(None, (match["m3"], match["m4"], match["m5"])), None)
    day = next(filter(None, (match[f"d{n}"] for n in range(1, 5))), None)
    if match["sign"] in ("/", "-"):
        day, month = _day_first(match["d2"], match["m2"])
        if month is None:
            return None
    iso = year_of(year_text, not_after)
    if month:
        iso += f"-{_MONTHS.get(month[:3]) or int(month):02}"
    if day:
        iso += f"-{int(day):02}"
    try:
        half = HalfDate.parse(iso)
    except ValueInvalid:
        return None
    return (half.earliest, half.latest) if FIRST_YEAR <= int(half.earliest[:4]) <= LAST_YEAR else None


def _day_first(first: str, second: str) -> tuple[str | None, str | None]:
    """Return day and month of two numbers where only one of them can be the month, or both are the same."""
    if int(second) > 12 >= int(first):
        return second, first
    return (first, second) if int(first) > 12 or int(first) == int(second) else (None, None)


def year_of(digits: str, not_after: str | None) -> str:
    """Return a year in four digits; of two digits, the last one that is not after an ISO day, `0000` without a day."""
    if len(digits) == 4:
        return digits
    if not_after is None:
        return "0000"
    century, last = divmod(int(not_after[:4]), 100)
    return f"{(century if int(digits) <= last else century - 1) * 100 + int(digits):04}"
