"""Made-up events with their claims, the same at every run, as a claims file: JSON, which is YAML too.

About six claims an event on the properties that events of its kind have; one in five rests on a sight in the same
report, and one in eight is denied. A quarter of what moves is refined petroleum, which has a ceiling, so that sums
over many events come up; all else is drawn evenly from the taxonomy of the graph.
"""

from __future__ import annotations

import json
import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

SEED = 1718
PETROLEUM = "goods:refined-petroleum"
#: Percent of each kind of event.
MIX = {"Transfer": 65, "Observation": 15, "PortCall": 8, "Employment": 5, "Venture": 4, "Launch": 3}
#: Events in one report.
TOGETHER = 10
_PUBLISHER, _SPEAKERS = "pub:made-up", tuple(f"made-up:speaker-{n}" for n in range(20))
_BASES = ("expert-body", "document", "imagery", "imagery-covered", "official-statement", "inference", "inspection")
_AIMED_AT = ("iso:KP", "iso:IR")
_WITH_GOODS = frozenset({"Transfer", "Observation", "PortCall", "Launch"})

Fields = dict[str, Any]


@dataclass(frozen=True)
class Known:
    """What of the graph the events may speak of, each sorted."""

    countries: Sequence[str]
    goods: Sequence[str]
    vessels: Sequence[str]


def write(path: Path, total: int, known: Known) -> int:
    """`total` events as a claims file; returns how many claims it holds."""
    rnd = random.Random(SEED)
    things = [{"id": speaker, "kind": "Organization", "name": speaker} for speaker in _SPEAKERS]
    reports = []
    kinds = list(MIX)
    for first in range(0, total, TOGETHER):
        claims: list[Fields] = []
        report = f"report:made-up-{first}"
        seen: str | None = None
        for n in range(first, min(first + TOGETHER, total)):
            event, kind = f"made-up:event-{n:05}", rnd.choices(kinds, weights=list(MIX.values()))[0]
            things.append({"id": event, "kind": kind, "name": f"{kind} {n} (made up)"})
            claims += _claims(rnd, event, kind, report, n, seen, known)
            if kind == "Observation":
                seen = f"{report}#{n}-exists"
        published = f"2025-{rnd.randrange(1, 13):02}-{rnd.randrange(1, 29):02}"
        url = f"https://example.org/{first}"
        reports.append(
            {"id": report, "title": f"Report {first} (made up)", "publisher": _PUBLISHER, "published": published}
            | {"url": url, "seen": "primary", "read_at": [url], "accessed": "2025-12-31", "claims": claims}
        )
    publishers = [{"id": _PUBLISHER, "name": "Made up", "url": "https://example.org/"}]
    content = {"publishers": publishers, "things": things, "reports": reports}
    # Without escapes and with line breaks, so that it reads as YAML, and an account could name a line.
    path.write_text(json.dumps(content, ensure_ascii=False, indent=0), encoding="utf-8")
    return sum(len(report["claims"]) for report in reports)


def _claims(
    rnd: random.Random, event: str, kind: str, report: str, n: int, seen: str | None, known: Known
) -> list[Fields]:
    """The claims on one event, all by one speaker, and perhaps a denial by another."""
    speaker, basis = rnd.choice(_SPEAKERS), rnd.choice(_BASES)
    evidence = [f"made-up evidence {n}"] if rnd.random() < 0.3 else []

    def claim(prop: str, **said: Any) -> Fields:
        plain = {"id": f"{n}-{prop}", "about": event, "property": prop, "stance": "asserts", "basis": basis}
        return plain | {"speaker": speaker, "locator": "made up", "evidence": evidence} | said

    one, other = rnd.choice(_AIMED_AT), rnd.choice(known.countries)
    sender, receiver = (one, other) if rnd.random() < 0.5 else (other, one)
    exists = claim("exists", value=True)
    if kind != "Observation" and seen and rnd.random() < 0.3:
        exists |= {"rests_on": [seen], "basis": "inference"}
    found = [exists, claim("date", value=_date(rnd))]
    if kind in ("Observation", "PortCall", "Launch"):
        found.append(claim("place", entity=rnd.choice(known.countries)))
    if kind != "Launch":
        found += [claim("from", entity=sender), claim("to", entity=receiver)]
    if kind in _WITH_GOODS:
        goods = PETROLEUM if rnd.random() < 0.25 else rnd.choice(known.goods)
        found.append(claim("goods", entity=goods, stance="doubts" if rnd.random() < 0.1 else "asserts"))
    found.append(claim("quantity", value=rnd.randrange(100, 60_000), unit="barrels"))
    if kind in ("Transfer", "PortCall") and rnd.random() < 0.3:
        found.append(claim("carrier", entity=rnd.choice(known.vessels)))
    if rnd.random() < 0.125:
        denied = {"id": f"{n}-denial", "stance": "denies", "basis": "official-statement"}
        denied |= {"speaker": rnd.choice(_SPEAKERS), "answers": [f"{report}#{n}-exists"], "evidence": []}
        found.append(claim("exists", **denied))
    return found


def _date(rnd: random.Random) -> str:
    """A day from 2007 to 2024, of which one in five is known to the month only."""
    month = f"{rnd.randrange(2007, 2025)}-{rnd.randrange(1, 13):02}"
    return month if rnd.random() < 0.2 else f"{month}-{rnd.randrange(1, 29):02}"
