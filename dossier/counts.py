"""What was counted at the place over time. Only counts that can be compared stand on one scale."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from . import labels as words
from .case import Case, Json


@dataclass
class Scale:
    """Counts in one unit by one observer; `percent` is the length of a bar, `usual` what was said to be usual."""

    unit: str
    by: str
    rows: list[dict[str, Any]] = field(default_factory=list)
    usual: list[dict[str, Any]] = field(default_factory=list)


def scales(case: Case) -> list[Scale]:
    """One scale for each group of comparable counts, its rows by day."""
    if case.series is None:
        return []
    found = []
    for group in case.series["groups"]:
        scale = Scale(group["unit"] or "no unit stated", f"{group['speaker']}, {words.basis(group['basis'])}")
        scale.rows = [_row(case, count, count["date"]) for count in group["counts"] if count["number"] is not None]
        scale.usual = [_row(case, said, None) for said in group["baselines"] if said["number"] is not None]
        if scale.rows:
            found.append(scale)
    # What is counted in one unit is drawn to one scale: five cars must not look like seventy-three.
    for scale in found:
        rows = [row for other in found if other.unit == scale.unit for row in (*other.rows, *other.usual)]
        most = max(row["number"] for row in rows) or 1
        for row in (*scale.rows, *scale.usual):
            row["percent"] = round(100 * row["number"] / most, 1)
    return found


def apart(case: Case) -> list[str]:
    """In what the groups differ, so that they cannot be compared."""
    told = case.series["differences"] if case.series else []
    return list(dict.fromkeys(reason.partition(":")[0] for difference in told for reason in difference["why"]))


def _row(case: Case, claim: Json, day: str | None) -> dict[str, Any]:
    told = case.claims.get(claim["claim"], {})
    return {
        "day": words.when(day) if day else "",
        "number": float(claim["number"]),
        "text": words.value({**claim, "entity_name": None}),
        "hedge": words.quoted(claim["hedge"]),
        "note": told.get("note"),
        "cites": case.cite([claim["report"]]),
    }
