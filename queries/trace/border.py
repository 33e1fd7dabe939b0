"""The far side of a border by rail: stations there, meetings of office holders, observations after them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

from ...schema.dates import HalfDate, days_between, shift
from ..evidence import statements
from ..evidence.reader import EvidenceReader
from .answer import MeetingBefore, MeetingTopic, NamedValue, ObservationAfter, StationAcross

#: A meeting counts as before an observation when it ended at most so many days earlier.
BEFORE_DAYS = 60

T = TypeVar("T")


def stations_across(reader: EvidenceReader, station: str) -> tuple[tuple[StationAcross, ...], list[str]]:
    """Return the stations that a rail link over a border leads to, and the States (ids) of the station itself."""
    links_by_end: dict[str, list[statements.BorderLink]] = defaultdict(list)
    for link in reader.read_as(statements.BorderLink, statements.BORDER_LINKS, id=station):
        links_by_end[link.id].append(link)
    states: dict[str, dict[str, NamedValue]] = defaultdict(dict)
    for row in reader.read_as(statements.CountryOfPlace, statements.COUNTRIES, ids=[station, *sorted(links_by_end)]):
        states[row.place].setdefault(row.id, NamedValue(row.id, row.name))
    across = tuple(
        StationAcross(
            station=end,
            name=links[0].name,
            country=tuple(states[end][state] for state in sorted(states[end])),
            over=distinct(link.over for link in links),
            gauges_mm=distinct(gauge for link in links for gauge in link.gauges),
            km=distinct(link.km for link in links),
            statements=tuple(link.statement for link in links),
            sources=distinct(reader.citations.number(link.report) for link in links),
        )
        for end, links in links_by_end.items()
    )
    return across, sorted(states[station])


def meetings_before(
    reader: EvidenceReader, own_states: list[str], across: Iterable[StationAcross], seen_on: str
) -> tuple[MeetingBefore, ...]:
    """Return meetings of people in office in the States on both sides, up to BEFORE_DAYS before `seen_on` (ISO day).

    Summits come first, then the latest.
    """
    other_states = sorted({state.id for station in across for state in station.country} - set(own_states))
    if not (own_states and other_states):
        return ()
    first: set[str] = set()
    second: set[str] = set()
    for row in reader.read_as(
        statements.OfficeHolder, statements.LEADERS, ids=[*own_states, *other_states], on=seen_on
    ):
        (first if row.country in own_states else second).add(row.id)
    if not (first and second):
        return ()
    records: dict[tuple[str, str], statements.MeetingRecord] = {}
    for record in reader.read_as(
        statements.MeetingRecord,
        statements.MEETINGS,
        first=sorted(first),
        second=sorted(second),
        after=shift(seen_on, -BEFORE_DAYS),
        before=seen_on,
    ):
        records.setdefault((record.id, record.statement), record)
    records_by_meeting: dict[str, list[statements.MeetingRecord]] = defaultdict(list)
    for record in records.values():
        reader.citations.number(record.report)
        records_by_meeting[record.id].append(record)
    meetings = (_meeting(reader, records, seen_on) for records in records_by_meeting.values())
    return tuple(sorted(meetings, key=lambda m: (not m.summit, m.days_before, m.event)))


def _meeting(reader: EvidenceReader, records: list[statements.MeetingRecord], seen_on: str) -> MeetingBefore:
    earliest, latest = records[0].earliest, records[0].latest
    for record in records:
        # Each statement narrows the days on which it may have been; one that contradicts does not.
        if max(earliest, record.earliest) <= min(latest, record.latest):
            earliest, latest = max(earliest, record.earliest), min(latest, record.latest)
    number = reader.citations.number
    return MeetingBefore(
        event=records[0].id,
        name=records[0].name,
        summit="Summit" in records[0].labels,
        places=distinct(place for record in records for place in record.places),
        participants=distinct(person for record in records for person in record.participants),
        topics=tuple(MeetingTopic(topic, number(record.report)) for record in records for topic in record.topics),
        statements=tuple(record.statement for record in records),
        sources=distinct(number(record.report) for record in records),
        date=earliest if earliest == latest else f"{earliest}/{latest}",
        days_before=days_between(latest, seen_on),
    )


def observations_after(reader: EvidenceReader, meeting: str) -> tuple[ObservationAfter, ...]:
    """Return what was observed at a rail border between the States of those who met, up to BEFORE_DAYS after it."""
    rows = reader.read_as(statements.LaterObservation, statements.AFTER, id=meeting, days=BEFORE_DAYS)
    return tuple(
        ObservationAfter(
            *(row.event, row.name, row.date, row.met, row.place, row.report),
            days_after=days_between(row.met, row.date),
            source=reader.citations.number(row.report),
        )
        for row in rows
        if HalfDate.parse(row.date).exact
    )


def distinct(values: Iterable[T | None]) -> tuple[T, ...]:
    """Return the values without repetition and without None, in their order."""
    return tuple(dict.fromkeys(value for value in values if value is not None))
