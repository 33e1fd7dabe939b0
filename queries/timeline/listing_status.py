"""Whether a list listed a thing on a day: by the editions of the list, and by what the list itself states.

The one owner of that rule. The two are told apart. Editions decide where they can: one of that day, or the two around
it where they agree. Else the list's own day of listing decides, but only where no edition contradicts it; and where
neither can, it is unknown. Of a day to come it is unknown: what stands today is said as the
reason. The newest edition speaks for a month after its day (`versions.SPEAKS_FOR`); one whose day was guessed for no
day; one with records that could not be read gives no ground for a no. Editions and versions that came later than the
day of knowledge do not exist for it: `listings.Listings` leaves them out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ...schema.dates import FOREVER, DayLike, HalfDate, day, is_to_come, long_form, to_come, today
from .listings import EntryVersion, ListEntry
from .versions import ListEdition, around, bounds, why_silent


class ListingStatus(StrEnum):
    """Whether it was listed then."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class StatusReason:
    """Why a status is as it is, with the ids of the editions or reports that show it."""

    says: str
    sources: tuple[str, ...]


@dataclass
class EntryStatus:
    """The status of one entry on a day, and the version of it on which that rests.

    `by_editions` is None where the list is known by single entries alone. `removed_after` and `removed_before` bound
    the removal, where there was one.
    """

    answer: ListingStatus
    entry: EntryVersion
    by_editions: ListingStatus | None
    by_statement: ListingStatus
    reasons: list[StatusReason] = field(default_factory=list)
    removed_after: str | None = None
    removed_before: str | None = None

    def because(self, says: str, *sources: str) -> None:
        """Add a reason."""
        self.reasons.append(StatusReason(says, sources))

    def decide(self, answer: ListingStatus, says: str, *sources: str) -> None:
        """Set the answer, with its reason."""
        self.answer = answer
        self.because(says, *sources)


def status_on(entry: ListEntry, on: DayLike) -> EntryStatus:
    """Return the status of one entry on a day, with its reasons."""
    on = day(on)
    if is_to_come(on, entry.newest):
        return _to_come(entry, on)
    version = entry.version_on(on)
    status = EntryStatus(ListingStatus.UNKNOWN, version, None, _by_statement(version.stated_days, on))
    if not entry.editions:
        _reported(status, on)
        return status
    status.by_editions = ListingStatus.UNKNOWN
    before, after = around(entry.editions, on, version.key)
    # An edition between the two that was withdrawn may have ended a version: what counts is what `before` has.
    stood = before is not None and any(v.stood(before.date) for v in entry.versions)
    stands = after is not None and any(v.stood(after.date) for v in entry.versions)
    if before is None:
        _uncovered(status, after or entry.editions[0], stands)
    elif before.date == on or after is None or stood == stands:
        status.by_editions = ListingStatus.YES if stood else ListingStatus.NO
        _covered(status, entry.editions, before, after, on)
    elif stood:
        status.removed_after, status.removed_before = before.date, after.date
        which = f"in the edition of {before.date} and not in that of {after.date}, and none between is in this graph"
        status.because(f"removed after {before.date}, before {after.date}: {which}", before.id, after.id)
    else:
        _between(status, before, after)
    return status


def _to_come(entry: ListEntry, on: str) -> EntryStatus:
    """Return that the status on a day to come is unknown, with that of the last day of which anything is known."""
    last = max(today(), entry.newest)
    status = status_on(entry, last)
    as_it_stands = f"{to_come(on)}; on {long_form(last)}: {status.answer}"
    whole = status.by_editions is not None
    return EntryStatus(
        ListingStatus.UNKNOWN,
        status.entry,
        ListingStatus.UNKNOWN if whole else None,
        ListingStatus.UNKNOWN,
        [StatusReason(as_it_stands, status.reasons[0].sources), *status.reasons],
        status.removed_after,
        status.removed_before,
    )


def status_during(entry: ListEntry, first: DayLike, last: DayLike) -> ListingStatus:
    """Return the status that an entry had on every day from `first` to `last`, both included; unknown if it changed.

    What was in these days was there by today: the days among them that are to come do not count.
    """
    first, last = day(first), day(last)
    if is_to_come(last, entry.newest):
        last = max(first, min(last, max(today(), entry.newest)))
    days = {first, last, *(turn for turn in entry.turns() if first < turn < last)}
    answers = {status_on(entry, on).answer for on in days}
    return answers.pop() if len(answers) == 1 else ListingStatus.UNKNOWN


def any_of(answers: Iterable[ListingStatus]) -> ListingStatus:
    """Return yes if one of the answers is yes; else unknown if one is, or there is none; else no."""
    distinct = set(answers) or {ListingStatus.UNKNOWN}
    return next(answer for answer in (ListingStatus.YES, ListingStatus.UNKNOWN, ListingStatus.NO) if answer in distinct)


def of_list(statuses: Iterable[EntryStatus]) -> ListingStatus:
    """Return the status of a thing on one list by its entries: a whole list outweighs a single report of an entry."""
    statuses = list(statuses)
    whole = [status for status in statuses if status.by_editions not in (None, ListingStatus.UNKNOWN)]
    return any_of(status.answer for status in whole or statuses)


def without_entry(editions_by_dataset: Sequence[Sequence[ListEdition]], on: DayLike) -> ListingStatus:
    """Return the status of a thing of which a list has no entry: no, where each data set speaks for the day in full."""
    covered = [why_unknown(editions, day(on)) is None for editions in editions_by_dataset]
    return ListingStatus.NO if covered and all(covered) else ListingStatus.UNKNOWN


def why_unknown(editions: Sequence[ListEdition], on: str) -> StatusReason | None:
    """Return why a data set without an entry of a thing cannot say that it was not listed; None where it can."""
    before, after = around(editions, on)
    if is_to_come(on, editions[-1].date):
        return StatusReason(to_come(on), (editions[-1].id,))
    if before is None:
        says = f"no edition of {editions[0].dataset} in this graph covers that day; the first is of {editions[0].date}"
        return StatusReason(says, (editions[0].id,))
    if silent := why_silent(before, after, on):
        return StatusReason(silent, (before.id,))
    if before.rejected:
        return StatusReason(_unread(before), (before.id,))
    return None


def _unread(edition: ListEdition) -> str:
    return f"{edition.rejected} records of the edition of {edition.date} could not be read, and may be of this entity"


def _covered(
    status: EntryStatus, editions: Sequence[ListEdition], before: ListEdition, after: ListEdition | None, on: str
) -> None:
    """Decide by editions: one of that very day, the two around it that agree, or the newest."""
    entry, stood = status.entry, status.by_editions is ListingStatus.YES
    there = "in" if stood else "not in"
    silent = why_silent(before, after, on)
    if silent:
        status.because(silent, before.id)
    if before.date == on:
        status.because(f"{there} the edition of that day", before.id)
    elif after is None:
        status.because(f"{there} the edition of {before.date}, the newest in this graph", before.id)
    else:
        which = "in both editions" if stood else "in neither edition"
        status.because(f"between {before.date} and {after.date}: {which}", before.id, after.id)
    status.answer = ListingStatus.YES if stood else ListingStatus.NO
    if stood and status.by_statement is ListingStatus.NO:
        status.decide(
            ListingStatus.NO, f"but the list itself dates the entry {entry.listed_on}, after that day", entry.source
        )
    elif stood and status.by_statement is ListingStatus.YES:
        status.because(f"the list itself states: listed on {entry.listed_on}", entry.source)
    elif not stood and entry.since <= on:
        bounded = bounds(editions, entry)
        status.removed_after, status.removed_before = bounded.removed_after, bounded.removed_before
        status.because(f"removed after {status.removed_after}, before {status.removed_before}", entry.source)
    elif not stood and status.by_statement is ListingStatus.YES:
        last = [e.date for e in editions if e.date < entry.since and entry.key not in e.unread][-1]
        back = f"it came back after {last}, or was dated back"
        dated = f"the list itself, in the edition of {entry.since}, dates the entry {entry.listed_on}"
        status.because(f"{dated}; {back}", entry.source)
    if silent:
        status.by_editions = ListingStatus.UNKNOWN
        if not (stood and status.answer is ListingStatus.NO):
            status.answer = ListingStatus.UNKNOWN
    elif before.rejected and status.answer is ListingStatus.NO and not stood:
        status.decide(ListingStatus.UNKNOWN, _unread(before), before.id)


def _uncovered(status: EntryStatus, first: ListEdition, stands: bool) -> None:
    """Decide a day before the first edition in this graph by the stated day; `stands`: that edition has the entry."""
    entry = status.entry
    status.because(f"no edition of it in this graph covers that day; the first is of {first.date}", first.id)
    if entry.stated_days is None:
        status.because("the list states no day of listing", entry.source)
    elif status.by_statement is ListingStatus.NO:
        status.decide(ListingStatus.NO, f"by its own statement listed only on {entry.listed_on}", entry.source)
    elif stands and status.by_statement is ListingStatus.YES:
        has = f"the edition of {entry.since} first has it in this graph"
        status.decide(ListingStatus.YES, f"listed by its own statement since {entry.listed_on} ({has})", entry.source)
    elif stands:
        status.because(f"by its own statement listed on some day of {entry.listed_on}", entry.source)
    else:
        status.because(f"listed by its own statement since {entry.listed_on} (edition of {entry.since})", entry.source)
        if entry.stated_days.earliest < first.date:
            status.removed_after, status.removed_before = entry.stated_days.latest, first.date
            gone = f"removed after {entry.listed_on}, before {first.date}, and came back; or it was dated back"
            status.because(
                f"but the edition of {first.date} lacks it: {gone}. Until when it stood is not known", first.id
            )


def _between(status: EntryStatus, before: ListEdition, after: ListEdition) -> None:
    """Decide a day between an edition without the entry and one with it by the stated day."""
    entry, days = status.entry, status.entry.stated_days
    added = f"not in the edition of {before.date}, in that of {after.date}"
    status.because(added, before.id, after.id)
    if days is None:
        status.because("the list states no day of listing", entry.source)
    elif status.by_statement is ListingStatus.NO:
        status.decide(ListingStatus.NO, f"by its own statement listed only on {entry.listed_on}", entry.source)
    elif status.by_statement is ListingStatus.YES and days.earliest > before.date:
        has = f"the edition of {after.date} first has it in this graph"
        status.decide(ListingStatus.YES, f"listed by its own statement since {entry.listed_on} ({has})", entry.source)
    elif days.latest <= before.date:
        back = f"it came back, or was dated back, after {before.date}, on {after.date} at the latest"
        status.because(f"the list itself dates the entry {entry.listed_on}: {back}", entry.source)
    else:
        status.because(f"by its own statement listed on some day of {entry.listed_on}", entry.source)


def _reported(status: EntryStatus, on: str) -> None:
    """Decide by a single entry and its source: the list as a whole is not in the graph."""
    entry = status.entry
    by = f"by {entry.title}" if entry.title else "by its source"
    if entry.until != FOREVER and entry.until <= on:
        status.because(f"said from {entry.since} to {entry.until}, and no longer", entry.source)
    elif entry.delisted_days and entry.delisted_days.earliest <= on:
        removed = f"removed on {entry.delisted_on}, {by}"
        if entry.delisted_days.latest <= on:
            status.decide(ListingStatus.NO, removed, entry.source)
        else:
            status.because(f"{removed}: whether before that day is not known", entry.source)
    elif status.by_statement is ListingStatus.NO:
        status.decide(ListingStatus.NO, f"listed only on {entry.listed_on}, {by}", entry.source)
    elif status.by_statement is ListingStatus.YES:
        since = f"listed on {entry.listed_on}, {by}"
        status.decide(ListingStatus.YES, f"{since}; nothing in this graph says that it was removed", entry.source)
    elif entry.stated_days:
        status.because(f"listed on some day of {entry.listed_on}, {by}", entry.source)
    elif on >= entry.since:
        status.decide(ListingStatus.YES, f"known as listed from {entry.since}, {by}, which gives no day", entry.source)
    else:
        status.because(f"no day of listing is given, {by}, known from {entry.since}", entry.source)


def _by_statement(days: HalfDate | None, on: str) -> ListingStatus:
    if days is None or days.earliest <= on < days.latest:
        return ListingStatus.UNKNOWN
    return ListingStatus.YES if days.latest <= on else ListingStatus.NO
