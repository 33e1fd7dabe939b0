"""What hops of a chain cost, and the search for the cheapest chains.

Nothing here reads a graph. The strength of a hop orders chains; it is no probability and is not multiplied.
"""

from __future__ import annotations

import heapq
import math
from collections.abc import Callable, Mapping

#: What a record of a structured source stands on; the other keys of STRENGTH are values of `Basis`.
RECORD = "record"
#: How strong a hop is, from 6 down to 1, by what its statement stands on. A basis that is not here is among the
#: weakest: nothing is known of it.
STRENGTH: Mapping[str, int] = {
    RECORD: 6,
    "document": 6,
    "inspection": 6,
    "customs-finding": 6,
    "court-finding": 6,
    "expert-body": 5,
    "admission": 5,
    "imagery": 4,
    "tracking": 4,
    "imagery-covered": 3,
    "trade-data": 3,
    "official-statement": 2,
    "eyewitness": 2,
    "human-source": 2,
    "anonymous-official": 1,
    "inference": 1,
    "not-stated": 1,
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


def strength(basis: str, stance: str | None) -> int:
    """Return how strong a statement is for a hop, from 6 to 1."""
    return max(1, STRENGTH.get(basis, 1) - _LOWERED.get(stance or "", 0))


def hop_cost(strongest: int) -> int:
    """Return the cost of a hop by its strongest statement: 1000 to 2000, so that no two hops are less than one."""
    return _UNIT + _UNIT * (_STRONGEST - strongest) // (_STRONGEST - 1)


def passing_cost(statements: int) -> int:
    """Return the cost of passing through an entity with `statements` onward statements."""
    # Whole numbers, so that equal costs are equal in whichever order they are added.
    return round(_UNIT * math.log(max(1, statements)))


def as_shown(cost: int) -> float:
    """Return a cost in units of the strongest hop."""
    return cost / _UNIT


def cheapest(
    hops: Mapping[str, Mapping[str, int]],
    passing: Mapping[str, int],
    start: str,
    end: str,
    *,
    limit: int,
    max_hops: int,
    detour: Callable[[str, str, str], bool],
) -> list[tuple[int, tuple[str, ...]]]:
    """Return the cheapest `limit` ways of at most `max_hops` hops, no entity twice, by cost, then by ids.

    `hops` has the cost of each hop, in both directions; `passing` that of each entity on the way. A way on which
    `detour` is true of three entities in a row is left out. Raises TooMany.
    """
    least = _least_costs(hops, passing, end, max_hops)
    if start not in least[max_hops]:
        return []
    ways: list[tuple[int, tuple[str, ...]]] = []
    # Best first: by what a beginning has cost and what it must still cost at least. What it must still cost is
    # never too much, so beginnings come in the order of the chains that they can become.
    heap: list[tuple[int, tuple[str, ...], int]] = [(least[max_hops][start], (start,), 0)]
    beginnings = 0
    while heap and len(ways) < limit:
        _, way, cost = heapq.heappop(heap)
        beginnings += 1
        if beginnings > MOST_BEGINNINGS:
            raise TooMany
        here = way[-1]
        if here == end:
            ways.append((cost, way))
            continue
        for there, price in hops[here].items():
            onward = least[max_hops - len(way)].get(there)
            if onward is None or there in way or (len(way) > 1 and detour(way[-2], here, there)):
                continue
            spent = cost + price + (0 if there == end else passing[there])
            heapq.heappush(heap, (spent + onward, (*way, there), spent))
    return ways


def _least_costs(
    hops: Mapping[str, Mapping[str, int]], passing: Mapping[str, int], end: str, max_hops: int
) -> list[dict[str, int]]:
    """Return the least cost from each entity to the end, in at most 0, 1, 2 … hops."""
    least = [{end: 0}]
    for _ in range(max_hops):
        nearer = least[-1]
        further = dict(nearer)
        for there, cost_there in nearer.items():
            onward = cost_there + (0 if there == end else passing.get(there, 0))
            for here, price in hops.get(there, {}).items():
                cost = onward + price
                if cost < further.get(here, cost + 1):
                    further[here] = cost
        least.append(further)
    return least
