"""What a chain between two things is, what its hops cost, and the search for the cheapest chains.

Nothing here reads a graph. The strength of a hop orders chains; it is no probability and is not multiplied.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

#: What a record of a structured source stands on; the other keys of STRENGTH are values of `Basis`.
RECORD = "record"
#: How strong a hop is, from 6 down to 1, by what its statement stands on. A basis that is not here is among the
#: weakest: nothing is known of it.
STRENGTH: Mapping[str, int] = {
    RECORD: 6,
    "document": 6,
    "inspection": 6,
    "expert-body": 5,
    "admission": 5,
    "imagery": 4,
    "tracking": 4,
    "imagery-covered": 3,
    "trade-data": 3,
    "official-statement": 2,
    "human-source": 2,
    "anonymous-official": 1,
    "inference": 1,
}
#: By how much a stance that does not assert lowers the strength.
_LOWERED: Mapping[str, int] = {"suggests": 1, "justifies": 2}
_STRONGEST = 6
#: The cost of a hop of the greatest strength, and of a thing on the way by the natural logarithm of what passes there.
_UNIT = 1000
#: So many beginnings of chains are looked at before the search gives up.
MOST_BEGINNINGS = 1_000_000


class TooMany(Exception):
    """More beginnings of chains than the search looks at."""


@dataclass(frozen=True)
class ChainEntity:
    """An entity on a chain."""

    id: str
    name: str
    kind: str


@dataclass(frozen=True)
class CitedReport:
    """Where a statement can be read. `published` is the date of the report or edition, as far as known."""

    report: str
    title: str
    publisher: str | None
    url: str | None
    published: str | None
    locator: str | None


@dataclass(frozen=True)
class HopEvidence:
    """A statement that carries a hop.

    `how` says in a few words how it links the two; `leaves` and `arrives` are the relationships from the statement to
    the two ends of the hop. Where the hop is that a claim about one end rests on a claim about the other, `base` is
    the other claim, and the end that it is about has RESTS_ON/ABOUT. `strength` is from 6 (a record, a document) to 1
    (an inference). `since` and `until` say when the statement stood (with `base`: when both did); `start`, `end`,
    `earliest`, `latest` when what it says was so, as far as stated. `rests_on` are the claims that it repeats or
    builds on.
    """

    how: str
    statement: str
    base: str | None
    kind: str
    name: str
    leaves: str
    arrives: str
    property: str | None
    stance: str | None
    basis: str
    hedge: str | None
    speaker: str | None
    rests_on: tuple[str, ...]
    strength: int
    since: str
    until: str
    start: str | None
    end: str | None
    earliest: str | None
    latest: str | None
    citation: CitedReport | None

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it."""
        return {**asdict(self), "rests_on": list(self.rests_on)}


@dataclass(frozen=True)
class Hop:
    """From one thing to the next by a statement; `alternatives` are the other statements that link the same two."""

    start: ChainEntity
    end: ChainEntity
    carrier: HopEvidence
    alternatives: tuple[HopEvidence, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it: the carrier's keys, with `from`, `to` and `alternatives`."""
        return {
            "from": asdict(self.start),
            "to": asdict(self.end),
            **self.carrier.to_dict(),
            "alternatives": [carrier.to_dict() for carrier in self.alternatives],
        }


@dataclass(frozen=True)
class Chain:
    """Hops from one thing to another. `cost` orders chains of one search and means nothing else."""

    hops: tuple[Hop, ...]
    cost: float

    @property
    def things(self) -> tuple[ChainEntity, ...]:
        """The things in order, both ends included."""
        return (self.hops[0].start, *(hop.end for hop in self.hops))

    @property
    def weakest(self) -> Hop:
        """The hop on which the chain stands least firmly; of equals the first."""
        return min(self.hops, key=lambda hop: hop.carrier.strength)

    def to_dict(self) -> dict[str, Any]:
        """As JSON has it; `weakest` is the place of the weakest hop in `hops`, from 0."""
        return {
            "things": [asdict(thing) for thing in self.things],
            "cost": self.cost,
            "weakest": self.hops.index(self.weakest),
            "hops": [hop.to_dict() for hop in self.hops],
        }

    def __str__(self) -> str:
        lines = [self.hops[0].start.name]
        for hop in self.hops:
            mark = " (weakest)" if hop is self.weakest and len(self.hops) > 1 else ""
            told = hop.carrier.citation
            where = f"{told.publisher or told.title}, {told.published}" if told else hop.carrier.statement
            lines.append(f"  {hop.carrier.how}: {hop.end.name} [{where}]{mark}")
        return "\n".join(lines)


def strength(basis: str, stance: str | None) -> int:
    """How strong a statement is for a hop, from 6 to 1."""
    return max(1, STRENGTH.get(basis, 1) - _LOWERED.get(stance or "", 0))


def hop_cost(strongest: int) -> int:
    """What a hop costs, by its strongest statement: from 1000 to 2000, so that no two hops are less than one."""
    return _UNIT + _UNIT * (_STRONGEST - strongest) // (_STRONGEST - 1)


def passing_cost(statements: int) -> int:
    """What it costs to pass through a thing at which so many statements lead on."""
    # Whole numbers, so that equal costs are equal in whichever order they are added.
    return round(_UNIT * math.log(max(1, statements)))


def as_shown(cost: int) -> float:
    """A cost in units of the strongest hop."""
    return cost / _UNIT


def cheapest(
    hops: Mapping[str, Mapping[str, int]],
    passing: Mapping[str, int],
    start: str,
    end: str,
    k: int,
    max_hops: int,
    detour: Callable[[str, str, str], bool],
) -> list[tuple[int, tuple[str, ...]]]:
    """The k cheapest ways from start to end of at most `max_hops` hops, no thing twice, by cost, then by ids.

    `hops` has the cost of each hop, both ways round; `passing` that of each thing on the way. A way on which
    `detour` is true of three things in a row is left out. Raises TooMany.
    """
    left = _left(hops, passing, end, max_hops)
    if start not in left[max_hops]:
        return []
    found: list[tuple[int, tuple[str, ...]]] = []
    # Best first: by what a beginning has cost and what it must still cost at least. What it must still cost is
    # never too much, so beginnings come in the order of the chains that they can become.
    heap: list[tuple[int, tuple[str, ...], int]] = [(left[max_hops][start], (start,), 0)]
    seen = 0
    while heap and len(found) < k:
        _, way, cost = heapq.heappop(heap)
        seen += 1
        if seen > MOST_BEGINNINGS:
            raise TooMany
        here = way[-1]
        if here == end:
            found.append((cost, way))
            continue
        for there, price in hops[here].items():
            rest = left[max_hops - len(way)].get(there)
            if rest is None or there in way or (len(way) > 1 and detour(way[-2], here, there)):
                continue
            spent = cost + price + (0 if there == end else passing[there])
            heapq.heappush(heap, (spent + rest, (*way, there), spent))
    return found


def _left(
    hops: Mapping[str, Mapping[str, int]], passing: Mapping[str, int], end: str, max_hops: int
) -> list[dict[str, int]]:
    """What it costs at least from each thing to the end, in at most 0, 1, 2 … hops."""
    left = [{end: 0}]
    for _ in range(max_hops):
        nearer = left[-1]
        further = dict(nearer)
        for there, rest in nearer.items():
            onward = rest + (0 if there == end else passing.get(there, 0))
            for here, price in hops.get(there, {}).items():
                cost = onward + price
                if cost < further.get(here, cost + 1):
                    further[here] = cost
        left.append(further)
    return left
