"""What was counted at the place over time. Only counts that can be compared stand on one scale."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..queries.traffic.counts import Baseline, Count
from . import labels as words
from .case import Case


@dataclass(frozen=True)
class Bar:
    """A count as a bar; `percent` is its length, `day` empty where it is what was usual before."""

    day: str
    number: float
    text: str
    hedge: str
    note: str | None
    cites: tuple[int, ...]
    percent: float = 0


@dataclass(frozen=True)
class Scale:
    """Counts in one unit by one observer, and what its sources call usual."""

    unit: str
    by: str
    rows: list[Bar]
    usual: list[Bar]


def scales(case: Case) -> list[Scale]:
    """Return a scale for each group of comparable counts, its rows by day."""
    if case.series is None:
        return []
    scales = []
    for group in case.series.groups:
        rows = [_bar(case, count, words.when(count.date) if count.date else "") for count in group.counts]
        usual = [_bar(case, baseline, "") for baseline in group.baselines]
        if kept := [bar for bar in rows if bar]:
            counter = f"{group.speaker}, {words.basis(group.basis)}"
            scales.append(Scale(group.unit or "no unit stated", counter, kept, [bar for bar in usual if bar]))
    # What is counted in one unit is drawn to one scale: five cars must not look like seventy-three.
    longest: dict[str, float] = {}
    for scale in scales:
        longest[scale.unit] = max(longest.get(scale.unit, 0), *(bar.number for bar in (*scale.rows, *scale.usual)))
    return [_drawn(scale, longest[scale.unit] or 1) for scale in scales]


def _drawn(scale: Scale, longest: float) -> Scale:
    rows, usual = (
        [replace(bar, percent=round(100 * bar.number / longest, 1)) for bar in bars]
        for bars in (scale.rows, scale.usual)
    )
    return replace(scale, rows=rows, usual=usual)


def differences(case: Case) -> list[str]:
    """Return in what the groups differ, so that they cannot be compared."""
    pairs = case.series.differences if case.series else ()
    differing = dict.fromkeys(reason.partition(":")[0] for difference in pairs for reason in difference.why)
    return ["kind of evidence" if name == "basis" else name for name in differing]


def _bar(case: Case, counted: Count | Baseline, day: str) -> Bar | None:
    if counted.number is None:
        return None
    claim = case.claims.get(counted.claim)
    return Bar(
        day=day,
        number=float(counted.number),
        text=words.count(counted),
        hedge=words.quoted(counted.hedge),
        note=claim.note if claim else None,
        cites=case.cite([counted.report]),
    )
