"""What was counted: the parts of a series, what of it can be compared, and the little arithmetic on it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import pairwise
from typing import Any, ClassVar

from ...graph.store import EntityRef
from ...schema.dates import days_between
from ...schema.vocabulary import Qualifier, Stance
from ..results.answer import Answer, text_of
from ..results.tables import text_table

#: Stands with every series, whatever is in it.
NOTE = (
    "Counts are published because they were unusual, or because somebody was looking. They are not a sample of all "
    "days, and nothing follows from them for the days between."
)
#: A count of which only the least, or only the most, is said.
_LEAST = (Qualifier.AT_LEAST, Qualifier.MORE_THAN)
_MOST = (Qualifier.AT_MOST, Qualifier.UP_TO)


@dataclass(frozen=True)
class Count:
    """One count: who counted how many of what, on which day or days, and where that stands.

    `earliest` and `latest` are the days that the date may mean, both included; None where no date is stated.
    `places` are the ids of the places at which the report of the count puts the observation, or, where that report
    puts it nowhere, all at which it is put. `repeated_by` are the claims that only repeat this one.
    """

    claim: str
    observation: str
    name: str
    date: str | None
    earliest: str | None
    latest: str | None
    number: float | None
    qualifier: str | None
    unit: str | None
    value: str | None
    hedge: str | None
    stance: str
    basis: str
    speaker_id: str
    speaker: str
    report: str
    locator: str | None
    since: str
    places: tuple[str, ...]
    repeated_by: tuple[str, ...]


@dataclass(frozen=True)
class CountClaim:
    """A claim on a count, its date, its place or what is usual, as the graph has it."""

    about: str
    claim: str
    property: str
    stance: str
    value: str | None
    number: float | None
    unit: str | None
    qualifier: str | None
    hedge: str | None
    basis: str
    since: str
    locator: str | None
    earliest: str | None
    latest: str | None
    speaker_id: str
    speaker: str
    report: str
    value_id: str | None

    def affirms(self) -> bool:
        """Whether the claim puts its proposition forward."""
        return Stance(self.stance).affirms


@dataclass(frozen=True)
class Gap:
    """Days from one count to the next in its group, at least and at most; equal where both days are known."""

    before: str
    after: str
    at_least: int
    at_most: int


@dataclass(frozen=True)
class Baseline:
    """What is said to be usual, and the latest count of the group as a multiple of it.

    `bound` says how the ratio is meant: `at least`, `at most`, `about`, `either way` (both numbers are one-sided,
    and it may be less or more), or None (both are plain numbers). No ratio where no number is stated.
    `of_latest`: whether it is said of the observation of that count, and not of an earlier one or of the place.
    """

    claim: str
    about: str
    of_latest: bool
    number: float | None
    qualifier: str | None
    unit: str | None
    value: str | None
    hedge: str | None
    basis: str
    report: str
    ratio: float | None
    bound: str | None


@dataclass(frozen=True)
class Group:
    """Counts that can be compared: one unit, one counter, one basis, the same places; in order of time.

    `latest` is the claim of the last of them; `latest_sure` is false where half-known dates leave open which that
    is. `rank` is its place by number, 1 for the most, as (best, worst): the two differ where a number is only a
    least or a most. `about` is taken at its number.
    """

    unit: str
    speaker_id: str
    speaker: str
    basis: str
    places: tuple[str, ...]
    counts: tuple[Count, ...]
    gaps: tuple[Gap, ...]
    latest: str
    latest_sure: bool
    rank: tuple[int, int]
    size: int
    baselines: tuple[Baseline, ...]


@dataclass(frozen=True)
class UncomparedClaim:
    """A count or baseline that can be compared with nothing here, and why."""

    claim: str
    about: str
    property: str
    number: float | None
    qualifier: str | None
    unit: str | None
    value: str | None
    hedge: str | None
    stance: str
    basis: str
    speaker: str
    report: str
    why: str


@dataclass(frozen=True)
class GroupDifference:
    """Why two groups, by their place in `groups` from 0, cannot be compared."""

    groups: tuple[int, int]
    why: tuple[str, ...]


#: How a place stands to the one that is asked about.
ITSELF, PART, WHOLE = "itself", "part of it", "it is part of this"


@dataclass(frozen=True)
class RelatedPlace:
    """A place whose counts are shown, and how it is related to the one that is asked about."""

    id: str
    name: str
    relation: str


@dataclass(frozen=True, repr=False)
class TrafficSeries(Answer):
    """What was counted at a place, in groups that can be compared, as known on a day.

    `places` are those whose counts are shown: the place, its parts, and what it is part of.
    `differences` are those of each two groups; `apart` are the claims in no group. `note` is always the same, and
    always to be shown.
    """

    name_of_result: ClassVar[str] = "traffic"
    columns: ClassVar[Sequence[str]] = ("group", *(column.name for column in fields(Count)))

    place: EntityRef
    as_of: str
    places: tuple[RelatedPlace, ...]
    groups: tuple[Group, ...]
    differences: tuple[GroupDifference, ...]
    apart: tuple[UncomparedClaim, ...]
    note: str = NOTE

    @property
    def counts(self) -> tuple[Count, ...]:
        """All counts in groups, in order of time."""
        return tuple(sorted((count for group in self.groups for count in group.counts), key=in_time))

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each count in a group; `group` counts the groups from 1."""
        return [{"group": n, **vars(count)} for n, group in enumerate(self.groups, 1) for count in group.counts]


#: The columns of a count that its text shows.
SHOWN = ("group", "date", "qualifier", "number", "unit", "basis", "speaker", "report")


@text_of.register
def _(answer: TrafficSeries, width: int) -> str:
    lines = [text_table(SHOWN, answer.rows())] if answer.groups else ["nothing was counted there that can be compared"]
    shown = {place.id: place for place in answer.places}
    for n, group in enumerate(answer.groups, 1):
        elsewhere = [shown[id_] for id_ in group.places if id_ in shown and shown[id_].relation != ITSELF]
        if elsewhere:
            lines.append(f"group {n}: at {'; '.join(f'{place.name} ({place.relation})' for place in elsewhere)}")
        rank = " to ".join(map(str, dict.fromkeys(group.rank)))
        if group.size > 1:
            lines.append(f"group {n}: the latest count ranks {rank} by size among {group.size}")
        for usual in group.baselines:
            if usual.ratio is not None:
                bound = f"{usual.bound} " if usual.bound else ""
                lines.append(f"  {bound}{usual.ratio:.1f} times “{usual.hedge or usual.value}”")
    return "\n".join([*lines, answer.note])


def group_of(counts: Sequence[Count], baselines: Sequence[CountClaim]) -> Group:
    """Return the group of comparable counts, which are dated and in order of time, with what was said to be usual.

    A baseline belongs to it where the same speaker says it of one of its observations or of its place, in its unit
    or without a number.
    """
    last = counts[-1]
    of_other_events = [count for count in counts if count.observation != last.observation]
    events = {count.observation for count in counts}
    return Group(
        unit=last.unit or "",
        speaker_id=last.speaker_id,
        speaker=last.speaker,
        basis=last.basis,
        places=last.places,
        counts=tuple(counts),
        gaps=tuple(_gap(a, b) for a, b in pairwise(counts)),
        latest=last.claim,
        latest_sure=all((count.latest or "") < (last.earliest or "") for count in of_other_events),
        rank=_rank(last, counts),
        size=len(counts),
        baselines=tuple(
            _baseline(claim, last)
            for claim in baselines
            if claim.speaker_id == last.speaker_id
            and (claim.unit == last.unit or claim.number is None)
            and (claim.about in events or claim.about in last.places)
        ),
    )


def _gap(a: Count, b: Count) -> Gap:
    # Both are dated, or they would stand apart.
    first, last = (a.earliest or "", a.latest or ""), (b.earliest or "", b.latest or "")
    return Gap(
        a.claim,
        b.claim,
        max(0, days_between(first[1], last[0]), days_between(last[1], first[0])),
        max(days_between(first[0], last[1]), days_between(last[0], first[1])),
    )


def _rank(count: Count, counts: Sequence[Count]) -> tuple[int, int]:
    """Return the best and the worst place that a count may have by number, 1 for the most; equals share a place."""
    low, high = _bounds(count)
    bounds = [_bounds(other) for other in counts if other is not count]
    return 1 + sum(least > high for least, _ in bounds), 1 + sum(most > low for _, most in bounds)


def _bounds(count: Count) -> tuple[float, float]:
    """Return the least and the most that a number may mean. More than 5 is above 5, by however little."""
    number = count.number or 0.0
    least = math.nextafter(number, math.inf) if count.qualifier == Qualifier.MORE_THAN else number
    return 0.0 if count.qualifier in _MOST else least, math.inf if count.qualifier in _LEAST else number


def _baseline(claim: CountClaim, last: Count) -> Baseline:
    ratio = bound = None
    if claim.number and last.number is not None:
        ratio = round(last.number / claim.number, 2)
        bound = _bound(last.qualifier, claim.qualifier)
    return Baseline(
        claim=claim.claim,
        about=claim.about,
        of_latest=claim.about == last.observation,
        number=claim.number,
        qualifier=claim.qualifier,
        unit=claim.unit,
        value=claim.value,
        hedge=claim.hedge,
        basis=claim.basis,
        report=claim.report,
        ratio=ratio,
        bound=bound,
    )


def _bound(count: str | None, baseline: str | None) -> str | None:
    """Return how a ratio is meant, by the qualifiers of its two numbers."""
    least = count in _LEAST or baseline in _MOST
    most = count in _MOST or baseline in _LEAST
    if least and most:
        return "either way"
    if least or most:
        return str(Qualifier.AT_LEAST if least else Qualifier.AT_MOST)
    return str(Qualifier.ABOUT) if Qualifier.ABOUT in (count, baseline) else None


def differ(a: Group, b: Group) -> tuple[str, ...]:
    """Return in what two groups differ; counts that differ in any of it are not of the same thing."""
    pairs = (
        ("unit", a.unit, b.unit),
        ("counter", a.speaker_id, b.speaker_id),
        ("basis", a.basis, b.basis),
        ("places", ", ".join(a.places), ", ".join(b.places)),
    )
    return tuple(f"{name}: {first or 'none'} / {second or 'none'}" for name, first, second in pairs if first != second)


def in_time(count: Count) -> tuple[str, str, str, str]:
    """Return the sort key of counts in time: the first day that each may be of, then the last."""
    return count.earliest or "", count.latest or "", count.observation, count.claim
