"""Whether an entry of a list stood on a day: by the editions of the list, and by what the list itself states.

The two are told apart. Editions decide where they can: one of that day, or the two around it where they agree. Else
the list's own day of listing decides, but only where no edition contradicts it; and where neither can, it is unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from ...schema.dates import FOREVER, HalfDate
from ...schema.errors import ValueInvalid
from .versions import ListEdition, Version, around, bounds


class ListingStatus(StrEnum):
    """Whether it was listed then."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class ListEntry(Version):
    """A version of an entry, with the day of listing that it states, and the edition or report that it is from."""

    listed_on: str | None
    source: str
    title: str

    @property
    def stated(self) -> HalfDate | None:
        """The days that the stated one may mean; None where none is stated, or it is no date."""
        try:
            return HalfDate.parse(self.listed_on or "")
        except ValueInvalid:
            return None


@dataclass
class Judged:
    """The answer for one entry, and which version of it that rests on; each reason with the ids of its sources."""

    answer: ListingStatus
    entry: ListEntry
    by_editions: ListingStatus | None
    by_statement: ListingStatus
    reasons: list[tuple[str, tuple[str, ...]]] = field(default_factory=list)
    removed_after: str | None = None
    removed_before: str | None = None

    def because(self, says: str, *sources: str) -> None:
        """Note a reason."""
        self.reasons.append((says, sources))

    def decide(self, answer: ListingStatus, says: str, *sources: str) -> None:
        """Settle the answer, with its reason."""
        self.answer = answer
        self.because(says, *sources)


def judge(versions: Sequence[ListEntry], known: list[ListEdition], on: str) -> Judged:
    """Judge one entry on a day: `versions` are its own, oldest first; `known` the editions of its data set, if any."""
    entry = _relevant(versions, on)
    judged = Judged(ListingStatus.UNKNOWN, entry, None, _by_statement(entry.stated, on))
    if not known:
        _reported(judged, on)
        return judged
    judged.by_editions = ListingStatus.UNKNOWN
    before, after = around(known, on, entry.key)
    stood = before is not None and any(v.stood(on) for v in versions)
    stands = after is not None and any(v.stood(after.date) for v in versions)
    if before is None:
        _uncovered(judged, after or known[0], stands)
    elif before.date == on or after is None or stood == stands:
        judged.by_editions = ListingStatus.YES if stood else ListingStatus.NO
        _covered(judged, known, before, after, on)
    elif stood:
        judged.removed_after, judged.removed_before = before.date, after.date
        which = f"in the edition of {before.date} and not in that of {after.date}, and none between is in this graph"
        judged.because(f"removed after {before.date}, before {after.date}: {which}", before.id, after.id)
    else:
        _between(judged, before, after)
    return judged


def _covered(judged: Judged, known: list[ListEdition], before: ListEdition, after: ListEdition | None, on: str) -> None:
    """One edition is of that very day, or the two around it agree, or the newest has the last word."""
    entry, stood = judged.entry, judged.by_editions is ListingStatus.YES
    there = "in" if stood else "not in"
    if before.date == on:
        judged.because(f"{there} the edition of that day", before.id)
    elif after is None:
        judged.because(f"{there} the edition of {before.date}, the newest in this graph, which is older", before.id)
    else:
        which = "in both editions" if stood else "in neither edition"
        judged.because(f"between {before.date} and {after.date}: {which}", before.id, after.id)
    judged.answer = ListingStatus.YES if stood else ListingStatus.NO
    if not stood and before.rejected:
        judged.because(f"{before.rejected} records of the edition of {before.date} could not be read", before.id)
    if stood and judged.by_statement is ListingStatus.NO:
        judged.decide(
            ListingStatus.NO, f"but the list itself dates the entry {entry.listed_on}, after that day", entry.source
        )
    elif stood and judged.by_statement is ListingStatus.YES:
        judged.because(f"the list itself states: listed on {entry.listed_on}", entry.source)
    elif not stood and entry.since <= on:
        gone = bounds(known, entry)
        judged.removed_after, judged.removed_before = gone["removed_after"], gone["removed_before"]
        judged.because(f"removed after {judged.removed_after}, before {judged.removed_before}", entry.source)
    elif not stood and judged.by_statement is ListingStatus.YES:
        last = [e.date for e in known if e.date < entry.since and entry.key not in e.unread][-1]
        back = f"it came back after {last}, or was dated back"
        told = f"the list itself, in the edition of {entry.since}, dates the entry {entry.listed_on}"
        judged.because(f"{told}; {back}", entry.source)


def _uncovered(judged: Judged, first: ListEdition, stands: bool) -> None:
    """The day is before the first edition in this graph; `stands`: that edition has the entry."""
    entry = judged.entry
    judged.because(f"no edition of it in this graph covers that day; the first is of {first.date}", first.id)
    if entry.stated is None:
        judged.because("the list states no day of listing", entry.source)
    elif judged.by_statement is ListingStatus.NO:
        judged.decide(ListingStatus.NO, f"by its own statement listed only on {entry.listed_on}", entry.source)
    elif stands and judged.by_statement is ListingStatus.YES:
        has = f"the edition of {entry.since} first has it in this graph"
        judged.decide(ListingStatus.YES, f"listed by its own statement since {entry.listed_on} ({has})", entry.source)
    elif stands:
        judged.because(f"by its own statement listed on some day of {entry.listed_on}", entry.source)
    else:
        judged.because(f"listed by its own statement since {entry.listed_on} (edition of {entry.since})", entry.source)
        if entry.stated.earliest < first.date:
            judged.removed_after, judged.removed_before = entry.stated.latest, first.date
            gone = f"removed after {entry.listed_on}, before {first.date}, and came back; or it was dated back"
            judged.because(
                f"but the edition of {first.date} lacks it: {gone}. Until when it stood is not known", first.id
            )


def _between(judged: Judged, before: ListEdition, after: ListEdition) -> None:
    """The edition before the day lacks it, the one after has it."""
    entry, stated = judged.entry, judged.entry.stated
    added = f"not in the edition of {before.date}, in that of {after.date}"
    judged.because(added, before.id, after.id)
    if stated is None:
        judged.because("the list states no day of listing", entry.source)
    elif judged.by_statement is ListingStatus.NO:
        judged.decide(ListingStatus.NO, f"by its own statement listed only on {entry.listed_on}", entry.source)
    elif judged.by_statement is ListingStatus.YES and stated.earliest > before.date:
        has = f"the edition of {after.date} first has it in this graph"
        judged.decide(ListingStatus.YES, f"listed by its own statement since {entry.listed_on} ({has})", entry.source)
    elif stated.latest <= before.date:
        back = f"it came back, or was dated back, after {before.date}, on {after.date} at the latest"
        judged.because(f"the list itself dates the entry {entry.listed_on}: {back}", entry.source)
    else:
        judged.because(f"by its own statement listed on some day of {entry.listed_on}", entry.source)


def _reported(judged: Judged, on: str) -> None:
    """A single entry, known from its source: the list as a whole is not in the graph."""
    entry = judged.entry
    by = f"by {entry.title}" if entry.title else "by its source"
    if entry.until != FOREVER and entry.until <= on:
        judged.because(f"said from {entry.since} to {entry.until}, and no longer", entry.source)
    elif judged.by_statement is ListingStatus.NO:
        judged.decide(ListingStatus.NO, f"listed only on {entry.listed_on}, {by}", entry.source)
    elif judged.by_statement is ListingStatus.YES:
        since = f"listed on {entry.listed_on}, {by}"
        judged.decide(ListingStatus.YES, f"{since}; nothing in this graph says that it was removed", entry.source)
    elif entry.stated:
        judged.because(f"listed on some day of {entry.listed_on}, {by}", entry.source)
    elif on >= entry.since:
        judged.decide(ListingStatus.YES, f"known as listed from {entry.since}, {by}, which gives no day", entry.source)
    else:
        judged.because(f"no day of listing is given, {by}, known from {entry.since}", entry.source)


def _relevant(versions: Sequence[ListEntry], on: str) -> ListEntry:
    """The version that stood on the day, else the next after it, else the last before."""
    stood = [v for v in versions if v.stood(on)]
    later = [v for v in versions if v.since > on]
    return (stood or later[:1] or versions[-1:])[0]


def _by_statement(stated: HalfDate | None, on: str) -> ListingStatus:
    if stated is None or stated.earliest <= on < stated.latest:
        return ListingStatus.UNKNOWN
    return ListingStatus.YES if stated.latest <= on else ListingStatus.NO
