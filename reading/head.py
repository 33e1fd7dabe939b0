"""What a page says of its report: title, publisher, dateline, day of publication, authors."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from .lexicon import PageWords, lexicon
from .raw import FileHead

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_DATELINE = re.compile(
    r"(?P<place>[A-Z][A-Za-z.' -]{1,40}?)(?P<country>, [A-Z][a-z]+(?: [A-Z][a-z]+)?)??"
    rf"(?:, ?(?P<day>{_MONTH} \d{{1,2}}))?"
    r"[ \u00a0]?(?:\((?P<agency>[A-Z][\w ./&]{1,30})\))?[ \u00a0]?(?:--?|\u2013|\u2014) (?=[\"\u201c]?\S)"
)
_CLOSING = re.compile(r"[-(\u2013\u2014\u00a9] ?(?P<agency>[A-Z][\w.]*(?: [A-Z][\w.]*){0,3})\)?\s*\Z")
_CONTENT = re.compile(r"[^\W\d_]{4,}|\d{2,}")
_DATED = re.compile(
    r"(?:published|updated|posted|date)?:?\s*"
    rf"(?P<day>\d{{4}}-\d\d-\d\d|{_MONTH} \d{{1,2}},? \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}})",
    re.IGNORECASE,
)
#: A title shares so many words with the first sentences of the text.
_SHARED = 2
#: A longer line is no title.
_LONGEST = 250
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


@dataclass(frozen=True)
class PageHead:
    """What is known of a report from its page; None where the page does not say.

    `publisher` as the page or its dateline names it; `dateline` is the place before the first sentence, `dateline_end`
    how many characters of the first kept line belong to it; `published` an ISO day or month.
    """

    title: str | None = None
    publisher: str | None = None
    dateline: str | None = None
    dateline_end: int = 0
    published: str | None = None
    authors: tuple[str, ...] = ()
    url: str | None = None


def page_head(head: FileHead, kept: Sequence[str], dropped: Sequence[str]) -> PageHead:
    """Return what the head of a file, the lines of the report and those around it say."""
    dateline = _dateline(kept[0]) if kept else None
    source = _source(dropped) or (dateline and dateline["agency"]) or _closing(kept)
    place = dateline["place"].strip(" ,") if dateline else None
    return PageHead(
        title=head.title or _title(kept, dropped),
        publisher=source or head.publisher,
        dateline=place,
        dateline_end=dateline.end() if dateline else 0,
        published=head.published or _published(dropped),
        authors=head.authors or _authors(dropped),
        url=head.url,
    )


def _dateline(line: str) -> re.Match[str] | None:
    """Return `SEOUL, Oct 6 (Reuters) - ` at the head of a line: a place in capitals, or a day or agency behind it."""
    match = _DATELINE.match(line)
    if match and (match["place"].isupper() or match["agency"] or match["day"]):
        return match
    return None


def _source(dropped: Sequence[str]) -> str | None:
    markers = lexicon(PageWords, "page").source_markers
    for line in dropped:
        before, colon, after = line.strip().partition(":")
        if colon and before.strip().lower() in markers and 0 < len(after.split()) <= 5:
            return after.strip(" .")
    return None


def _closing(kept: Sequence[str]) -> str | None:
    """Return the agency after the last sentence: `… said. (Yonhap)`."""
    match = _CLOSING.search(kept[-1]) if kept else None
    return match["agency"] if match and re.search(r"[.!?\"\u201d]\s*\Z", kept[-1][: match.start()]) else None


def _title(kept: Sequence[str], dropped: Sequence[str]) -> str | None:
    """Return the line around the report that shares most words with its first sentences."""
    lead = {word.lower() for line in kept[:3] for word in _CONTENT.findall(line)}
    best, most = None, _SHARED
    for line in (line for line in dropped if len(line) < _LONGEST):
        words = {word.lower() for word in _CONTENT.findall(line)}
        shared = len(words & lead)
        if shared > most and shared * 3 >= len(words):
            best, most = " ".join(line.strip(" #*_").split()), shared
    return best


def _published(dropped: Sequence[str]) -> str | None:
    """Return the day on a line that holds nothing else, or says that it is the day of publication."""
    for line in dropped:
        match = _DATED.match(line.strip())
        if match and (match.end() >= len(line.strip()) - 12 or match.start("day")):
            return _iso(match["day"])
    return None


def _iso(day: str) -> str:
    if re.match(r"\d{4}-", day):
        return day
    year = re.search(r"\d{4}", day)
    number = re.search(r"(?<!\d)\d{1,2}(?!\d)", day)
    month = re.search(r"[A-Za-z]{3}", day)
    if not year or not number or not month:
        return day
    return f"{year.group()}-{_MONTHS.index(month.group().lower()) + 1:02}-{int(number.group()):02}"


def _authors(dropped: Sequence[str]) -> tuple[str, ...]:
    bylines = lexicon(PageWords, "page").bylines
    for line in dropped:
        low = line.strip().lower()
        start = next((word for word in sorted(bylines, key=len, reverse=True) if low.startswith(f"{word} ")), None)
        names = line.strip()[len(start) :].strip(" :") if start else ""
        if names and len(names.split()) <= 12 and names[0].isupper():
            return tuple(name.strip() for name in re.split(r",| and |;", names) if name.strip())
    return ()
