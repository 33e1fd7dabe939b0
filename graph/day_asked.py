"""The day that is asked about, where the answer is rows: of a day to come there are none to give."""

from __future__ import annotations

from ..schema.dates import LATEST, DayLike, day, is_to_come, to_come, today
from ..schema.errors import ValueInvalid
from .store import Graph


def day_asked(graph: Graph, on: DayLike) -> str:
    """Return a checked ISO day. Raises ValueInvalid for one later than today and than all sources of the graph.

    What stands today says nothing of a day to come, and a row has no place to say that it is not known.
    """
    asked = day(on)
    if asked == LATEST:
        raise ValueInvalid(f"{LATEST} stands for what is known now: give a day, such as today's, {today()}")
    if is_to_come(asked) and is_to_come(asked, _newest(graph)):
        last = max(today(), _newest(graph))
        raise ValueInvalid(f"{to_come(asked)}, and what will hold then is not known: ask for {last} instead")
    return asked


def _newest(graph: Graph) -> str:
    rows = graph.read("MATCH (s:Source) RETURN max(s.date) AS newest").rows
    return str(rows[0]["newest"] or "") if rows else ""
