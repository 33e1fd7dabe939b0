"""Days that a text names, as half-known dates: against the day of publication where the text leaves out year or month.

`on October 5`, `Friday (Oct 6)`, `between September 7 and October 1`, `since mid-2022`, `last month`. A day on which
somebody said something is kept apart from days on which something was.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ..schema.dates import HalfDate
from ..schema.errors import ValueInvalid
from .lexicon import FormWords, lexicon

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_M = (
    r"(?P<month{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)(?![\w])"
)
_D = r"(?P<day{0}>[0-3]?\d)(?:st|nd|rd|th)?(?![\d%])"
_Y = r"(?P<year{0}>(?:19|20)\d\d)(?!\d)"
_DASH = r" ?[-\u2013\u2014] ?"


@dataclass(frozen=True, slots=True)
class DayPhrase:
    """Words from `start` to `end` of a text that name a day, month, year or stretch; `date` is half-known.

    `of_saying`: on that day somebody said something. `since`: a stretch began there that lasts to the publication.
    """

    start: int
    end: int
    words: str
    date: str
    of_saying: bool = False
    since: bool = False


@dataclass(frozen=True)
class Published:
    """The day of publication, by which a text's weekdays and months are told; its latest day where it is half known."""

    latest: date
    exact: bool

    @classmethod
    def of(cls, published: str | None) -> Published | None:
        """Return the day of publication from a half-known date; None where nothing is known of it."""
        if not published:
            return None
        span = HalfDate.parse(published)
        if not _EARLIEST <= span.earliest[:4] <= _LATEST or not _EARLIEST <= span.latest[:4] <= _LATEST:
            raise ValueInvalid(f"no report was published on {published!r}: give the day of this one")
        return cls(date.fromisoformat(span.latest), span.exact)


def days_of(text: str, published: str | None) -> tuple[DayPhrase, ...]:
    """Return the days that a text names, in order; those that need the day of publication only where it is known.

    Raises ValueInvalid where `published` is no half-known date of the centuries of news.
    """
    publication = Published.of(published)
    phrases: list[DayPhrase] = []
    taken = 0
    for match in _PATTERN.finditer(text):
        if match.start() < taken:
            continue
        name = match.lastgroup or ""
        value = _READERS[name](_parts(name, match.group()), publication)
        if value is None or not _holds(text, match, name):
            continue
        before = text[max(0, match.start() - 24) : match.start()]
        since = bool(_SINCE.search(before)) and not _MADE_FROM.search(before)
        phrases.append(DayPhrase(match.start(), match.end(), match.group(), value, False, since))
        taken = match.end()
    return tuple(_merged(text, [_said(text, _until_now(phrase, publication)) for phrase in phrases]))


_SINCE = re.compile(r"\b(?:since|starting|beginning|from)(?: (?:late|early|mid|about|around))?[ -]\Z", re.IGNORECASE)
#: What is from a day was made on it: nothing lasts since then.
_MADE_FROM = re.compile(r"\b(?:imag\w+|photo\w*|pictures?|footage|videos?|shots?|data|figures?) from \Z", re.IGNORECASE)


def _until_now(phrase: DayPhrase, published: Published | None) -> DayPhrase:
    """A stretch that began on a day lasts to the publication."""
    if not phrase.since or "/" in phrase.date or published is None:
        return phrase
    end = published.latest.isoformat() if published.exact else published.latest.isoformat()[:7]
    if HalfDate.parse(phrase.date).earliest > end:
        return phrase
    return replace(phrase, date=f"{phrase.date}/{end}")


def _merged(text: str, phrases: list[DayPhrase]) -> Iterator[DayPhrase]:
    """Yield the phrases, `Friday (Oct 6)` as one."""
    before: DayPhrase | None = None
    for phrase in phrases:
        if before and before.date == phrase.date and text[before.end : phrase.start].strip() in ("(", ",", ""):
            end = phrase.end + (text[phrase.end : phrase.end + 1] == ")")
            before = replace(
                before, end=end, words=text[before.start : end], of_saying=before.of_saying or phrase.of_saying
            )
            continue
        if before:
            yield before
        before = phrase
    if before:
        yield before


# -- what is said on a day -------------------------------------------------------------------------

_BEFORE = re.compile(r"(?:\A|[\s\"\u201d(])([\w'-]+)(?: (?:on|in|late|early|last|this))*[ ,]*\(?\Z")
_AFTER = re.compile(r"\)?,? (?:also )?([\w]+)\b")
_OCCASION = re.compile(
    r"\b(?:briefing|statement|report|conference|interview|post|article|speech|remarks|analysis|letter|commentary"
    r"|announcement)(?:,? (?:published|released|dated|issued|posted|on|of|from|last))*[ ,]*\Z",
    re.IGNORECASE,
)


def _said(text: str, phrase: DayPhrase) -> DayPhrase:
    saying = lexicon(FormWords, "forms").saying
    before_text = text[max(0, phrase.start - 60) : phrase.start]
    before, after = _BEFORE.search(before_text), _AFTER.match(text, phrase.end)
    by_verb = bool(before and before[1].lower() in saying | _PUBLISHED) or bool(
        after and after[1].lower() in saying and not phrase.since
    )
    return replace(phrase, of_saying=True) if by_verb or _OCCASION.search(before_text) else phrase


#: Years of publication, in which days can be counted to both sides.
_EARLIEST, _LATEST = "1500", "2500"
_PUBLISHED = frozenset({"published", "released", "reporters", "issued", "posted", "broadcast"})


# -- the patterns ----------------------------------------------------------------------------------


def _m(suffix: str) -> str:
    return _M.format(suffix)


def _d(suffix: str) -> str:
    return _D.format(suffix)


def _y(suffix: str) -> str:
    return _Y.format(suffix)


_TO = rf"(?:{_DASH}| to | and )"
_MAYBE_YEAR = rf"(?:,? {_y('')})?"
_NTH = r"(?:, (?:the )?\d{1,2}(?:st|nd|rd|th))*"
_BEHIND = "|".join(rf"(?<={word} )" for word in ("in", "since", "of", "until", "by", "from", "during"))
_ORDINAL = r"\d{1,2}(?:st|nd|rd|th)"
_NTHS = rf"the (?:(?P<first>{_ORDINAL})(?: and | to |-)(?:the )?)?(?P<nth>{_ORDINAL})"
_ON = "|".join(rf"(?<={word} )" for word in ("on", "since", "of", "until", "by", "from", "dated", "between"))
_WEEKDAYS = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|Mon|Tues?|Wed|Thurs?|Fri|Sat"
_FEW = "two|three|four|five|six|seven|eight|nine|ten|twelve|\\d{1,3}"
_UNIT = "(?P<unit>day|week|month|year)"
_UNNAMED = re.sub(r"[(][?]P<[a-z]+>", "(?:", rf"{_m('')}(?: {_y('')})?")
_FORMS: dict[str, str] = {
    "iso": r"(?P<iso>(?:19|20)\d\d-[01]\d-[0-3]\d)(?!\d)",
    "two_days": rf"(?:[Bb]etween |[Ff]rom )?{_m('a')} {_d('a')}(?:, {_y('a')})?(?: through | until |{_TO})"
    rf"{_m('b')} {_d('b')}(?:,? {_y('b')})?",
    "two_days_of": rf"(?:[Bb]etween |[Ff]rom )?{_d('a')} {_m('a')}(?:,? {_y('a')})?(?: through | until |{_TO})"
    rf"{_d('b')} {_m('b')}(?:,? {_y('b')})?",
    "day_range": rf"{_m('')} {_d('a')}{_TO}{_d('b')}{_MAYBE_YEAR}",
    "range_of": rf"{_d('a')}{_TO}{_d('b')} (?:of )?{_m('')}{_MAYBE_YEAR}",
    "list_of": rf"the {_d('a')}{_NTH},? and (?:the )?{_d('b')} of {_m('')}{_MAYBE_YEAR}",
    "full": rf"{_m('')} {_d('')},? {_y('')}",
    "full_of": rf"{_d('')} (?:of )?{_m('')},? {_y('')}",
    "month_day": rf"{_m('')} {_d('')}",
    "day_month": rf"{_d('')} (?:of )?{_m('')}",
    # Two months `from September and April` are no stretch.
    "months": rf"(?:[Bb]etween |[Ff]rom (?!{_UNNAMED} and )){_m('a')}(?: {_y('a')})?{_TO}{_m('b')}(?: {_y('b')})?"
    r"(?P<past> last year)?",
    "month_year": rf"(?:(?P<part>early|mid|late|end of|beginning of)[- ])?{_m('')},? (?:of )?{_y('')}",
    "month_past": rf"{_m('')} of (?P<past>last year|this year)",
    "month": rf"(?P<which>(?:{_BEHIND}|last |late |early |mid-|mid |late-|this |earlier in |end of )){_m('')}(?! \d)",
    # `the 21st` of a month that was told before, or of none: the last that there was.
    "nth_of": rf"{_NTHS} of (?P<which>last|this|the same) month",
    "nth": rf"(?:{_ON}){_NTHS}(?=[,.;)]|\s(?:that|when|and|but)\b|\s*\Z)",
    "weekday": rf"(?P<last>last |this |next )?(?P<weekday>{_WEEKDAYS})\b",
    "relative": r"(?P<relative>(?:(?:[Ee]arlier |[Ll]ater )?[Tt]his|[Ll]ast) (?:week|month|year)|"
    r"[Yy]esterday|[Tt]oday)\b",
    "ago": rf"(?P<count>an?|one|{_FEW}) {_UNIT}s? ago(?: in (?P<inmonth>[A-Z][a-z]+))?",
    "past": rf"(?:over|in|during|for) the (?:past|last) (?P<count>{_FEW}) {_UNIT}s\b",
    "year": rf"(?:{_BEHIND}|(?P<mid>mid-|early |late |mid |late-|early-)){_y('')}",
}
_ANY_FORM = "|".join(f"(?P<{name}_>{re.sub(r'[(][?]P<[a-z]+>', '(?:', form)})" for name, form in _FORMS.items())
#: Each form begins with a letter or digit: blanks, of which a text without its menus is full, are passed over at once.
_PATTERN = re.compile(rf"(?=\w)(?:{_ANY_FORM})")
_FORM = {name: re.compile(form) for name, form in _FORMS.items()}
_COUNTED = "zero one two three four five six seven eight nine ten eleven twelve"
_NUMBERS = {word: number for number, word in enumerate(_COUNTED.split())}
_NOT_BEFORE = re.compile(r"(?:Resolution|Resolutions|resolution|Committee|paragraph|No\.|Article|S/RES/|\$|€|-)\s?\Z")


def _parts(name: str, words: str) -> dict[str, str]:
    """Return the named parts of a phrase. What a look-behind needs stands before it, so it is put there."""
    key = name.removesuffix("_")
    before = {"month": "in ", "year": "in ", "nth": "on "}.get(key)
    match = _FORM[key].search(before + words) if before else _FORM[key].fullmatch(words)
    return {part: value for part, value in (match.groupdict() if match else {}).items() if value}


def _holds(text: str, match: re.Match[str], name: str) -> bool:
    """Whether words that look like a day are one: `may` is a verb, and 2017 can be the number of a resolution."""
    before = text[max(0, match.start() - 14) : match.start()]
    if _NOT_BEFORE.search(before):
        return False
    if name == "weekday_" and text[match.end() : match.end() + 1].isalpha():
        return False
    return not (match.start() and text[match.start() - 1].isalnum())


def _month(parts: dict[str, str], suffix: str = "") -> int:
    return _MONTHS.index(parts[f"month{suffix}"][:3].lower()) + 1


def _made(year: int, month: int, day: int) -> str | None:
    good = 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]
    return f"{year:04}-{month:02}-{day:02}" if good else None


def _year_of(month: int, day: int, published: Published | None) -> int | None:
    """The year in which a month and day last were, or are within a month."""
    if published is None:
        return None
    latest = published.latest + timedelta(days=31)
    return latest.year if (month, day) <= (latest.month, latest.day) else latest.year - 1


def _full(parts: dict[str, str], published: Published | None) -> str | None:
    month, day = _month(parts), int(parts["day"])
    year = int(parts["year"]) if "year" in parts else _year_of(month, day, published)
    return _made(year, month, day) if year else None


def _range(parts: dict[str, str], published: Published | None) -> str | None:
    month, first, last = _month(parts), int(parts["daya"]), int(parts["dayb"])
    year = int(parts["year"]) if "year" in parts else _year_of(month, first, published)
    return _between(_made(year, month, first), _made(year, month, last)) if year else None


def _two_days(parts: dict[str, str], published: Published | None) -> str | None:
    months, days = (_month(parts, "a"), _month(parts, "b")), (int(parts["daya"]), int(parts["dayb"]))
    year = int(parts["yearb"]) if "yearb" in parts else _year_of(months[1], days[1], published)
    if year is None:
        return None
    before = int(parts["yeara"]) if "yeara" in parts else year - ((months[0], days[0]) > (months[1], days[1]))
    return _between(_made(before, months[0], days[0]), _made(year, months[1], days[1]))


def _between(first: str | None, last: str | None) -> str | None:
    return f"{first}/{last}" if first and last and first <= last else None


def _months_between(parts: dict[str, str], published: Published | None) -> str | None:
    first, last = _month(parts, "a"), _month(parts, "b")
    year = int(parts["yearb"]) if "yearb" in parts else _year_of(last, 1, published)
    if year is None:
        return None
    if "past" in parts and published:
        year = published.latest.year - 1
    before = int(parts["yeara"]) if "yeara" in parts else year - (first > last)
    return _between(f"{before}-{first:02}", f"{year}-{last:02}")


def _month_year(parts: dict[str, str], _published: Published | None) -> str | None:
    return f"{parts['year']}-{_month(parts):02}"


def _month_alone(parts: dict[str, str], published: Published | None) -> str | None:
    if published is None:
        return None
    month = _month(parts)
    return f"{published.latest.year - (month > published.latest.month)}-{month:02}"


def _month_past(parts: dict[str, str], published: Published | None) -> str | None:
    return f"{published.latest.year - parts['past'].startswith('last')}-{_month(parts):02}" if published else None


def _nth_day(parts: dict[str, str], published: Published | None) -> str | None:
    """`the 21st`, `the 7th and 8th of last month`."""
    if published is None:
        return None
    first, last = (int(parts[name].rstrip("stndrh")) for name in ("first" if "first" in parts else "nth", "nth"))
    now = published.latest
    if parts.get("which") == "last" or (not parts.get("which") and last > now.day):
        now = now.replace(day=1) - timedelta(days=1)
    days = [_made(now.year, now.month, day) for day in (first, last)]
    return days[1] if first == last else _between(*days)


def _weekday(parts: dict[str, str], published: Published | None) -> str | None:
    if published is None or not published.exact or parts.get("last") == "next ":
        return None
    weekday = next(n for n, name in enumerate(_DAYS) if name.startswith(parts["weekday"].lower()[:3]))
    back = (published.latest.weekday() - weekday) % 7
    if parts.get("last") == "last " and back == 0:
        back = 7
    return (published.latest - timedelta(days=back)).isoformat()


def _relative(parts: dict[str, str], published: Published | None) -> str | None:
    words = parts["relative"].lower().split()
    if published is None:
        return None
    now, unit = published.latest, words[-1]
    last = words[-2:-1] == ["last"]
    if unit == "year":
        return str(now.year - last)
    if unit == "month":
        return ((now.replace(day=1) - timedelta(days=1)) if last else now).isoformat()[:7]
    if not published.exact:
        return None
    if unit == "week":
        monday = now - timedelta(days=now.weekday() + 7 * last)
        return f"{monday.isoformat()}/{min(now, monday + timedelta(days=6)).isoformat()}"
    return (now - timedelta(days=unit == "yesterday")).isoformat()


def _back(count: int, unit: str, now: date) -> date:
    if unit in ("day", "week"):
        return now - timedelta(days=count * (7 if unit == "week" else 1))
    months = now.year * 12 + now.month - 1 - count * (12 if unit == "year" else 1)
    return date(months // 12, months % 12 + 1, 1)


def _ago(parts: dict[str, str], published: Published | None) -> str | None:
    count, unit = _counted(parts["count"]), parts["unit"]
    if published is None or count > 500 or (unit in ("day", "week") and not published.exact):
        return None
    then = _back(count, unit, published.latest)
    if named := parts.get("inmonth", "")[:3].lower():
        return f"{then.year}-{_MONTHS.index(named) + 1:02}" if named in _MONTHS else None
    lengths = {"day": 10, "week": 10, "month": 7, "year": 4}
    return then.isoformat()[: lengths[unit]]


def _past(parts: dict[str, str], published: Published | None) -> str | None:
    if published is None or _counted(parts["count"]) > 200:
        return None
    then = _back(_counted(parts["count"]), parts["unit"], published.latest)
    length = {"year": 4, "month": 7}.get(parts["unit"], 10)
    return f"{then.isoformat()[:length]}/{published.latest.isoformat()[: max(7, length) if published.exact else 7]}"


def _counted(word: str) -> int:
    return int(word) if word.isdigit() else _NUMBERS.get(word, 1)


def _year(parts: dict[str, str], _published: Published | None) -> str | None:
    return parts["year"]


_READERS: dict[str, Callable[[dict[str, str], Published | None], str | None]] = {
    "iso_": lambda parts, _: _made(int(parts["iso"][:4]), int(parts["iso"][5:7]), int(parts["iso"][8:])),
    "two_days_": _two_days,
    "two_days_of_": _two_days,
    "day_range_": _range,
    "range_of_": _range,
    "list_of_": _range,
    "full_": _full,
    "full_of_": _full,
    "month_day_": _full,
    "day_month_": _full,
    "months_": _months_between,
    "month_year_": _month_year,
    "month_": _month_alone,
    "month_past_": _month_past,
    "nth_of_": _nth_day,
    "nth_": _nth_day,
    "weekday_": _weekday,
    "relative_": _relative,
    "ago_": _ago,
    "past_": _past,
    "year_": _year,
}


def day_at(phrases: tuple[DayPhrase, ...], position: int) -> DayPhrase | None:
    """Return the phrase that begins last before a place of the text."""
    index = bisect_right([phrase.start for phrase in phrases], position) - 1
    return phrases[index] if index >= 0 else None
