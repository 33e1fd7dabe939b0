"""Two lanes of time: what happened, and who said what when.

The gap between the lanes is the point: a count of 5 October that was published on the 6th, a denial a year before.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ..schema.dates import HalfDate
from ..schema.errors import ValueInvalid
from . import labels as words
from .case import Case, Json

#: So many statements of one report are shown at once; the others unfold.
SHOWN = 1
_RANK = ("quantity", "exists", "goods", "baseline", "cargo", "from", "to", "direction")


@dataclass
class ChronicleEntry:
    """Something on a day. `lane` is `happened` or `said`."""

    lane: str
    day: str
    text: str
    when: str
    cites: tuple[int, ...] = ()
    statements: list[dict[str, Any]] = field(default_factory=list)
    until: str = ""


@dataclass
class Strip:
    """Both lanes drawn to scale: percentages of the width."""

    happened: list[tuple[float, float]]
    said: list[tuple[float, int]]
    ticks: list[tuple[float, str]]


def entries(case: Case) -> list[ChronicleEntry]:
    """Both lanes in the order of days."""
    return sorted([*_happened(case), *_said(case)], key=lambda e: (e.day, e.lane, e.text))


def _happened(case: Case) -> list[ChronicleEntry]:
    found = []
    for sight in case.trace["seen"]:
        counts = words.listed([words.value(c) for c in sight["counts"]])
        places = [case.name] if case.name in sight["places"] else sight["places"]
        where = f" at {words.listed(places)}" if places else ""
        text = f"{words.capital(counts)} seen{where}" if counts else sight["name"]
        found += _on(sight["date"], text, case.cite(sight["roots"]))
    for meeting in case.trace["before"]:
        elsewhere = [place for place in meeting["places"] if place not in meeting["name"]]
        where = f", {words.listed(elsewhere)}" if elsewhere else ""
        found += _on(meeting["date"], f"{meeting['name']}{where}", case.cite_traced(meeting["sources"]))
    for sight in case.trace["after"]:
        found += _on(sight["date"], sight["name"], case.cite([sight["report"]]))
    for record in case.trace["records"]:
        on = f" on the list {record['list']}" if record["list"] else ""
        found += _on(
            record["start"], f"{words.kind(record['kind'])}{on}: {record['name']}", case.cite([record["report"]])
        )
    for event in case.trace["may_be"]:
        dated: dict[str, set[str]] = {}
        for claim in event["claims"]:
            if claim["property"] == "date" and claim["value"] and claim["stance"] in ("asserts", "suggests"):
                dated.setdefault(claim["value"], set()).add(claim["report"])
        for value, reports in sorted(dated.items()):
            found += _on(value, f"{event['name']}, as dated by its sources", case.cite(reports))
    return list({(e.day, e.text): e for e in found}.values())


def _on(when: str | None, text: str, cites: list[int]) -> list[ChronicleEntry]:
    try:
        parsed = HalfDate.parse(when or "")
    except ValueInvalid:
        return []
    return [ChronicleEntry("happened", parsed.earliest, text, words.when(when), tuple(cites), until=parsed.latest)]


def _said(case: Case) -> list[ChronicleEntry]:
    """One entry a report: what it says of the case, the weightier things first."""
    reports: dict[tuple[str, str], list[Json]] = {}
    for claim in case.claims.values():
        reports.setdefault((claim["since"], claim["report"]), []).append(claim)
    told = {claim["id"] for claim in case.claims.values()}
    for event in case.trace["may_be"]:
        for answer in event["answers"]:
            entry = reports.setdefault((answer["since"], answer["report"]), [])
            if answer["id"] not in told and answer["id"] not in {c["id"] for c in entry}:
                entry.append({**answer, "property": "", "basis": ""})
    found = []
    for (since, report), claims in reports.items():
        claims = sorted(claims, key=lambda c: (_rank(c), c["id"]))
        distinct = {tuple(s.values()): s for s in map(_statement, claims)}
        found.append(
            ChronicleEntry(
                "said",
                since,
                case.publisher(report),
                words.when(since),
                tuple(case.cite([report])),
                [*distinct.values()],
            )
        )
    return found


def _rank(claim: Json) -> int:
    return _RANK.index(claim["property"]) if claim["property"] in _RANK else len(_RANK)


def _statement(claim: Json) -> dict[str, Any]:
    what = words.prop(claim["property"]) if claim["property"] else ""
    value = words.value(claim)
    return {
        "speaker": claim["speaker"],
        "stance": claim["stance"],
        "what": f"{what}: {value}" if what and value else what or value,
        "hedge": words.quoted(claim["hedge"]),
    }


def strip(found: list[ChronicleEntry]) -> Strip | None:
    """Both lanes to scale, where there is more than one day."""
    days = [date.fromisoformat(e.day).toordinal() for e in found]
    if not days or min(days) == max(days):
        return None
    ends = [date.fromisoformat(e.until).toordinal() if e.until else d for e, d in zip(found, days, strict=True)]
    low, high = min(days), max(*days, *ends)
    margin = max(1, (high - low) // 50)
    low, high = low - margin, high + margin

    def at(ordinal: int) -> float:
        return round(100 * (ordinal - low) / (high - low), 2)

    happened: list[tuple[float, float]] = []
    said: dict[float, int] = {}
    for entry, day, end in zip(found, days, ends, strict=True):
        if entry.lane == "happened":
            happened.append((at(day), max(0.0, round(at(end) - at(day), 2))))
        else:
            said[at(day)] = said.get(at(day), 0) + len(entry.statements)
    return Strip(happened, sorted(said.items()), _ticks(low, high, at))


def _ticks(low: int, high: int, at: Any) -> list[tuple[float, str]]:
    """First days of months or years: at most five, so that their names fit on a phone."""
    first, last = date.fromordinal(low), date.fromordinal(high)
    months = [date(y, m, 1) for y in range(first.year, last.year + 1) for m in range(1, 13)]
    months = [m for m in months if low <= m.toordinal() <= high]
    for every in (1, 2, 3, 6, 12, 24, 60, 120):
        kept = [m for m in months if ((m.year * 12) + m.month - 1) % every == 0]
        if len(kept) <= 5:
            break
    return [(at(m.toordinal()), f"{m:%b %Y}" if every < 12 else str(m.year)) for m in kept]
