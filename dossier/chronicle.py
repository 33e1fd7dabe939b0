"""Two lanes of time: what happened, and who said what when.

The gap between the lanes is the point: a count of 5 October that was published on the 6th, a denial a year before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from ..queries.evidence.claims import CitedClaim, ClaimAnswer
from ..schema.dates import HalfDate
from ..schema.errors import ValueInvalid
from ..schema.vocabulary import Property
from . import labels as words
from .case import Case

#: So many statements of one report are shown at once; the others unfold.
SHOWN = 1
_RANK = ("quantity", "exists", "goods", "baseline", "cargo", "from", "to", "direction")


@dataclass(frozen=True)
class StatementLine:
    """A statement in the lane of what was said; `content` is its property and value in words."""

    speaker: str
    stance: str
    content: str
    hedge: str


@dataclass(frozen=True)
class ChronicleEntry:
    """Something on a day, to `until` where the day is half-known. `lane` is `happened` or `said`."""

    lane: str
    day: str
    text: str
    when: str
    cites: tuple[int, ...] = ()
    statements: tuple[StatementLine, ...] = ()
    until: str = ""


@dataclass(frozen=True)
class Strip:
    """Both lanes drawn to scale: percentages of the width."""

    happened: list[tuple[float, float]]
    statements: list[tuple[float, int]]
    ticks: list[tuple[float, str]]


def chronicle(case: Case) -> list[ChronicleEntry]:
    """Return both lanes in the order of days."""
    happened = {(entry.day, entry.text): entry for entry in _happened(case)}
    return sorted([*happened.values(), *_said(case)], key=lambda e: (e.day, e.lane, e.text))


def _happened(case: Case) -> Iterator[ChronicleEntry]:
    for event in case.trace.seen:
        counts = words.listed([words.value(count) for count in event.counts])
        places = [case.name] if case.name in event.places else event.places
        place = f" at {words.listed(places)}" if places else ""
        text = f"{words.capital(counts)} seen{place}" if counts else event.name
        yield from _on(event.date, text, case.cite(event.roots))
    for meeting in case.trace.before:
        elsewhere = [place for place in meeting.places if place not in meeting.name]
        place = f", {words.listed(elsewhere)}" if elsewhere else ""
        yield from _on(meeting.date, f"{meeting.name}{place}", tuple(sorted(meeting.sources)))
    for later in case.trace.after:
        yield from _on(later.date, later.name, (later.source,))
    for record in case.trace.records:
        on = f" on the list {record.list}" if record.list else ""
        yield from _on(record.start, f"{words.kind(record.kind)}{on}: {record.name}", (record.source,))
    if case.trace.of_event:
        dates = [c for c in case.trace.of_event.claims if c.property == Property.DATE and c.earliest and c.affirms]
        if dates:
            yield _dated(case, case.name, dates)
    for transfer in case.trace.may_be:
        dates = [c for c in transfer.claims if c.property == Property.DATE and c.value and c.earliest and c.affirms]
        if dates:
            yield _dated(case, transfer.name, dates)


def _dated(case: Case, name: str, dates: Sequence[CitedClaim]) -> ChronicleEntry:
    """Return one entry for an allegation, however many dates its sources give."""
    values = sorted({claim.value or "" for claim in dates})
    first = min(claim.earliest or "" for claim in dates)
    last = max(claim.latest or claim.earliest or "" for claim in dates)
    several = f"; sources date it {words.listed([words.when(value) for value in values])}" if len(values) > 1 else ""
    when = words.when(values[0]) if len(values) == 1 else f"{words.when(first)} to {words.when(last)}"
    cites = case.cite(claim.report for claim in dates)
    return ChronicleEntry("happened", first, f"{name}{several}", when, cites, until=last)


def _on(day: str | None, text: str, cites: tuple[int, ...]) -> Iterator[ChronicleEntry]:
    """Yield an entry, if the day can be read."""
    try:
        parsed = HalfDate.parse(day or "")
    except ValueInvalid:
        return
    yield ChronicleEntry("happened", parsed.earliest, text, words.when(day), cites, until=parsed.latest)


def _said(case: Case) -> Iterator[ChronicleEntry]:
    """Yield an entry for each report: what it says of the case, the weightier things first."""
    reports: dict[tuple[str, str], dict[str, CitedClaim | ClaimAnswer]] = {}
    for claim in case.claims.values():
        reports.setdefault((claim.since, claim.report), {})[claim.id] = claim
    for answer in (answer for transfer in case.trace.may_be for answer in transfer.answers):
        of_report = reports.setdefault((answer.since, answer.report), {})
        if answer.id not in case.claims:
            of_report.setdefault(answer.id, answer)
    for (since, report), claims in reports.items():
        ordered = sorted(claims.values(), key=lambda claim: (_rank(claim), claim.id))
        statements = tuple(dict.fromkeys(map(_statement, ordered)))
        yield ChronicleEntry("said", since, case.publisher(report), words.when(since), case.cite([report]), statements)


def _rank(claim: CitedClaim | ClaimAnswer) -> int:
    ranked = isinstance(claim, CitedClaim) and claim.property in _RANK
    return _RANK.index(claim.property) if ranked and isinstance(claim, CitedClaim) else len(_RANK)


def _statement(claim: CitedClaim | ClaimAnswer) -> StatementLine:
    open_ = isinstance(claim, CitedClaim) and claim.leaves_open and words.value(claim)
    parts = [words.prop(claim.property) if isinstance(claim, CitedClaim) and not open_ else "", words.value(claim)]
    return StatementLine(claim.speaker, claim.stance, ": ".join(filter(None, parts)), words.quoted(claim.hedge))


def strip(entries: Iterable[ChronicleEntry]) -> Strip | None:
    """Return both lanes to scale, where there is more than one day."""
    spans = [
        (entry, date.fromisoformat(entry.day).toordinal(), date.fromisoformat(entry.until or entry.day).toordinal())
        for entry in entries
    ]
    days = [day for _, day, _ in spans]
    if not days or min(days) == max(days):
        return None
    low, high = min(days), max(max(day, end) for _, day, end in spans)
    margin = max(1, (high - low) // 50)
    low, high = low - margin, high + margin

    def at(ordinal: int) -> float:
        return round(100 * (ordinal - low) / (high - low), 2)

    happened: list[tuple[float, float]] = []
    statements: dict[float, int] = {}
    for entry, day, end in spans:
        if entry.lane == "happened":
            happened.append((at(day), max(0.0, round(at(end) - at(day), 2))))
        else:
            statements[at(day)] = statements.get(at(day), 0) + len(entry.statements)
    return Strip(happened, sorted(statements.items()), _ticks(low, high, at))


def _ticks(low: int, high: int, at: Callable[[int], float]) -> list[tuple[float, str]]:
    """Return first days of months or years: at most five, so that their names fit on a phone."""
    first, last = date.fromordinal(low), date.fromordinal(high)
    months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
    months = [m for m in months if low <= m.toordinal() <= high]
    for every in (1, 2, 3, 6, 12, 24, 60, 120):
        kept = [m for m in months if ((m.year * 12) + m.month - 1) % every == 0]
        if len(kept) <= 5:
            break
    return [(at(m.toordinal()), f"{m:%b %Y}" if every < 12 else str(m.year)) for m in kept]
