"""What the cells of a table say: days, amounts, lists, and the day in the address of a source."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from ...schema.dates import HalfDate
from ...schema.errors import ValueInvalid

_NUMBER = re.compile(r"-?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?\Z")
_INSTANT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})[T ][0-9:.]+(?:Z|[+-][0-9:]+)?\Z")
_MONTH_DAY = "(0[1-9]|1[0-2]){}(0[1-9]|[12][0-9]|3[01])"
#: A day in a path: /2023/10/05/, -2023-10-05, /AEN20231005001.
_DAYS_IN_PATH = (
    re.compile(rf"/(20[0-9]{{2}})/{_MONTH_DAY.format('/')}(?=/|\Z)"),
    re.compile(rf"(?<![0-9])(20[0-9]{{2}})-{_MONTH_DAY.format('-')}(?![0-9])"),
    re.compile(rf"(?<![0-9])(20[0-9]{{2}}){_MONTH_DAY.format('')}"),
)
#: A month in a path, /2023/10/.
_MONTH_IN_PATH = re.compile(r"/(20[0-9]{2})/(0[1-9]|1[0-2])(?=/)")
#: Seconds since 1970 as a piece of a path.
_SECONDS = re.compile(r"/(1[0-9]{9})(?=[-/.]|\Z)")
_BRACKETS = {"(": ")", "[": "]", "{": "}"}


def parse_date(text: str, patterns: Sequence[str] = ()) -> HalfDate:
    """Read a date as ISO writes it, as far as it is known, or by one of the patterns of `strptime`.

    Raises ValueInvalid for a text that is no date in any of these.
    """
    for pattern in patterns:
        try:
            return HalfDate.parse(datetime.strptime(text, pattern).date().isoformat())
        except ValueError:
            continue
    instant = _INSTANT.match(text)
    try:
        return HalfDate.parse(instant[1] if instant else text)
    except ValueInvalid as error:
        more = f" or by {', '.join(patterns)}" if patterns else ""
        raise ValueInvalid(f"date {text[:40]!r} cannot be read as YYYY-MM-DD{more} ({error})") from None


def is_day(text: str, patterns: Sequence[str] = ()) -> bool:
    """Whether a text is a whole day as `parse_date` reads it."""
    try:
        return parse_date(text, patterns).exact
    except ValueInvalid:
        return False


def parse_amount(text: str) -> float:
    """Read a number such as 1200, 1,200 or 0.5. Raises ValueInvalid."""
    if not _NUMBER.match(text):
        raise ValueInvalid(f"amount {text[:40]!r} is no number: write it as 1200, 1,200 or 0.5")
    number = float(text.replace(",", ""))
    if number < 0:
        raise ValueInvalid(f"amount {text[:40]!r} is less than nothing")
    return number


def split_list(text: str, separator: str | None) -> list[str]:
    """Split a list of names at a separator, but not inside brackets."""
    if not separator:
        return [text]
    return [part for part in (piece.strip() for piece in _pieces(text, separator)) if part]


def _pieces(text: str, separator: str) -> Iterator[str]:
    open_, start, place = list[str](), 0, 0
    while place < len(text):
        if text[place] in _BRACKETS:
            open_.append(_BRACKETS[text[place]])
        elif open_ and text[place] == open_[-1]:
            open_.pop()
        # A bracket that is never closed holds nothing together.
        if text.startswith(separator, place) and not (open_ and open_[-1] in text[place:]):
            yield text[start:place]
            start = place = place + len(separator)
        else:
            place += 1
    yield text[start:]


def date_in_address(url: str) -> HalfDate | None:
    """Return the day, or else the month, that an address bears in its path; None where it bears none or several."""
    path = urlsplit(url).path
    dates = {"-".join(parts) for pattern in _DAYS_IN_PATH for parts in pattern.findall(path)}
    if not dates:
        dates = {datetime.fromtimestamp(int(seconds), UTC).date().isoformat() for seconds in _SECONDS.findall(path)}
    if not dates:
        dates = {"-".join(parts) for parts in _MONTH_IN_PATH.findall(path)}
    try:
        return HalfDate.parse(dates.pop()) if len(dates) == 1 else None
    except ValueInvalid:
        return None


def host_of(url: str) -> str:
    """Return the host of an address, without `www.`; the address itself where it has none."""
    host = (urlsplit(url if "://" in url else f"//{url}").hostname or "").removeprefix("www.")
    return host or url
