"""From the file of a report to suggested claims: read the page, draft by rules, say what is not known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from ..graph.store import Graph
from ..schema.dates import DayLike, HalfDate
from ..schema.ids import slug
from ..schema.names import name_key
from ..schema.vocabulary import Seen
from .draft import Drafter
from .event import GraphEvents
from .highlight import worth_reading
from .page import Page, page
from .report import ReportReading, read_report
from .suggestion import SuggestedClaims, SuggestedReport, TextQuote
from .text import fingerprint, likeness

#: Two texts that share less of the shorter one are no copies.
NEAR = 0.6
#: A text of which more sentences than this share stand there twice is said to repeat itself.
REPEATED = 0.5


def suggest_claims(
    graph: Graph,
    path: Path,
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    as_of: DayLike | None = None,
) -> SuggestedClaims:
    """Return the claims that rules suggest from the file of a report: text, Markdown, HTML or PDF.

    `published` is a half-known date and `publisher` a name; what is not given is taken from the page. Raises InputError
    where the file holds no report, and ValueInvalid where `published` is no date.
    """
    if published:
        HalfDate.parse(published)
    return claims_of_page(graph, page(path), published=published, publisher=publisher, url=url, as_of=as_of)


def claims_of_page(
    graph: Graph,
    read: Page,
    *,
    published: str | None = None,
    publisher: str | None = None,
    url: str | None = None,
    as_of: DayLike | None = None,
) -> SuggestedClaims:
    """Return the claims that rules suggest from a page that was read."""
    reading = read_report(graph, read, published=published, publisher=publisher, as_of=as_of)
    drafter = Drafter(reading, GraphEvents(graph))
    if read.script.is_read:
        drafter.draft()
    report = _report(graph, reading, url or read.head.url)
    quotes = tuple(TextQuote.of(read.text, s.start, s.end) for s in worth_reading(reading))
    notes = (*read.notes, *_notes(graph, reading, report))
    return SuggestedClaims(report, tuple(drafter.suggestions), drafter.things, notes, quotes)


def copies(pages: list[Page]) -> Iterator[tuple[Page, Page, float]]:
    """Yield each page that is the same text as an earlier one or a near copy, with that one and what they share."""
    prints = [fingerprint(page.report) for page in pages]
    for later in range(1, len(pages)):
        for earlier in range(later):
            shared = likeness(prints[earlier], prints[later])
            if shared >= NEAR:
                yield pages[later], pages[earlier], shared
                break


def _report(graph: Graph, reading: ReportReading, url: str | None) -> SuggestedReport:
    name = reading.publisher or "Unknown publisher"
    rows = graph.read_as(_SourceRow, _PUBLISHERS)
    publisher = next((row.id for row in rows if name_key(row.name) == name_key(name)), None)
    read = reading.page
    id_ = f"report:{slug(name)}-{(reading.published or 'undated').replace('/', '-')}"
    # A report is loaded whole: under the id of another it would end that one's claims.
    taken = {row.id for row in graph.read_as(_TitledRow, _REPORTS)}
    free = next(new for number in count(1) if (new := id_ if number == 1 else f"{id_}-{number}") not in taken)
    return SuggestedReport(
        id=free,
        title=read.head.title or "Untitled report",
        publisher=publisher or f"new:pub-{slug(name)}",
        publisher_name=name,
        published=reading.published,
        url=url,
        seen=Seen.COPY,
        authors=read.head.authors,
        file_sha256=read.file.sha256,
        text_sha256=read.sha256,
    )


def _notes(graph: Graph, reading: ReportReading, report: SuggestedReport) -> Iterator[str]:
    """Say what was not known, and which report of the graph this may be."""
    if reading.published is None:
        yield "the day of publication is not known: weekdays and months without a year were not read"
    if reading.publisher is None:
        yield "the publisher is not known: give its name"
    if reading.has_own_voice:
        yield "the publisher speaks in its own voice: rules draft little of it; see the sentences worth reading"
    repeats = len(reading.sentences) - len({sentence.text for sentence in reading.sentences})
    if repeats > REPEATED * len(reading.sentences):
        yield f"{repeats} of {len(reading.sentences)} sentences stand earlier word for word: each is drafted once"
    title = name_key(report.title)
    for row in graph.read_as(_TitledRow, _REPORTS):
        if (report.url and row.url == report.url) or (
            row.published == report.published and name_key(row.name) == title
        ):
            yield f"the graph has a report of this address or title and day: {row.id}"


@dataclass(frozen=True)
class _SourceRow:
    id: str
    name: str


@dataclass(frozen=True)
class _TitledRow:
    id: str
    name: str
    url: str | None
    published: str | None


_PUBLISHERS = "MATCH (p:Source:Publisher) RETURN p.id AS id, p.name AS name ORDER BY id"
_REPORTS = (
    "MATCH (r:Source:Report) RETURN r.id AS id, r.name AS name, r.url AS url, r.published AS published ORDER BY id"
)
