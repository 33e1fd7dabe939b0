"""What was counted: the parts of a series, what of it can be compared, and the little arithmetic on it."""

from __future__ import annotations

import math
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from ...graph.protocols import Row
from ...schema.dates import days_between
from ...schema.errors import SanctionsGraphError
from ...schema.vocabulary import Qualifier

if TYPE_CHECKING:
    import pandas

#: Stands with every series, whatever is in it.
NOTE = (
    "Counts are published because they were unusual, or because somebody was looking. They are no sample of all days, "
    "and nothing follows from them for the days between."
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
class Apart:
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
class Series:
    """What was counted at a place, in groups that can be compared, as known on a day.

    `differences` say of each two groups (by their place in `groups`) why they cannot be compared; `apart` are the
    claims in no group. `note` is always the same, and always to be shown.
    """

    place: str
    name: str
    as_of: str
    groups: tuple[Group, ...]
    differences: tuple[tuple[int, int, tuple[str, ...]], ...]
    apart: tuple[Apart, ...]
    note: str = NOTE

    @property
    def counts(self) -> tuple[Count, ...]:
        """All counts in groups, in order of time."""
        return tuple(sorted((count for group in self.groups for count in group.counts), key=in_time))

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {
            "place": {"id": self.place, "name": self.name},
            "as_of": self.as_of,
            "groups": [_plain(asdict(group)) for group in self.groups],
            "differences": [{"groups": [a, b], "why": list(why)} for a, b, why in self.differences],
            "apart": [asdict(claim) for claim in self.apart],
            "note": self.note,
        }

    def to_pandas(self) -> pandas.DataFrame:
        """The counts in groups, one a row, with the place of their group in `groups`. Needs the extra `pandas`."""
        try:
            import pandas as pd
        except ImportError as error:
            raise SanctionsGraphError("pandas is not installed: pip install 'sanctionsgraph[pandas]'") from error
        rows = [{"group": n, **asdict(count)} for n, group in enumerate(self.groups) for count in group.counts]
        return pd.DataFrame(rows, columns=["group", *Count.__dataclass_fields__])


def group_of(counts: list[Count], baselines: list[Row]) -> Group:
    """The group of counts that can be compared, which are dated and in order of time; and what was said to be usual.

    A baseline belongs to it where the same speaker says it of one of its observations or of its place, in its unit
    or without a number.
    """
    last = counts[-1]
    others = [count for count in counts if count.observation != last.observation]
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
        latest_sure=all((count.latest or "") < (last.earliest or "") for count in others),
        rank=_rank(last, counts),
        size=len(counts),
        baselines=tuple(
            _baseline(row, last)
            for row in baselines
            if row["speaker_id"] == last.speaker_id
            and (row["unit"] == last.unit or row["number"] is None)
            and (row["about"] in events or row["about"] in last.places)
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


def _rank(one: Count, counts: list[Count]) -> tuple[int, int]:
    """The best and the worst place that a count may have by number, 1 for the most; equals share a place."""
    low, high = _bounds(one)
    others = [_bounds(count) for count in counts if count is not one]
    return 1 + sum(other[0] > high for other in others), 1 + sum(other[1] > low for other in others)


def _bounds(count: Count) -> tuple[float, float]:
    """The least and the most that a number may mean. More than 5 is above 5, by however little."""
    number = count.number or 0.0
    least = math.nextafter(number, math.inf) if count.qualifier == Qualifier.MORE_THAN else number
    return 0.0 if count.qualifier in _MOST else least, math.inf if count.qualifier in _LEAST else number


def _baseline(row: Row, last: Count) -> Baseline:
    ratio = bound = None
    if row["number"] and last.number is not None:
        ratio = round(last.number / row["number"], 2)
        bound = _bound(last.qualifier, row["qualifier"])
    return Baseline(
        **{
            key: row[key]
            for key in ("claim", "about", "number", "qualifier", "unit", "value", "hedge", "basis", "report")
        },
        of_latest=row["about"] == last.observation,
        ratio=ratio,
        bound=bound,
    )


def _bound(count: str | None, baseline: str | None) -> str | None:
    """How a ratio is meant, by how its two numbers are."""
    least = count in _LEAST or baseline in _MOST
    most = count in _MOST or baseline in _LEAST
    if least and most:
        return "either way"
    if least or most:
        return str(Qualifier.AT_LEAST if least else Qualifier.AT_MOST)
    return str(Qualifier.ABOUT) if Qualifier.ABOUT in (count, baseline) else None


def differ(a: Group, b: Group) -> tuple[str, ...]:
    """In what two groups differ; counts that differ in any of it are not of the same thing."""
    pairs = (
        ("unit", a.unit, b.unit),
        ("counter", a.speaker_id, b.speaker_id),
        ("basis", a.basis, b.basis),
        ("places", ", ".join(a.places), ", ".join(b.places)),
    )
    return tuple(f"{what}: {one or 'none'} / {other or 'none'}" for what, one, other in pairs if one != other)


def in_time(count: Count) -> tuple[str, str, str, str]:
    """What puts counts in order of time: the first day that each may be of, then the last."""
    return count.earliest or "", count.latest or "", count.observation, count.claim


def _plain(value: Any) -> Any:
    """Tuples as lists, as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list | tuple) else value
