"""The law that a graph has, to which a file of law adds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...graph.store import Graph


class StoredLaw:
    """Which provision amends which, and to when measures stand, as far as a graph has it."""

    def __init__(self, graph: Graph) -> None:
        self._amends = [(row["amending"], row["amended"]) for row in graph.read(_AMENDS).rows]
        self._expires = {row["measure"]: row["expires"] for row in graph.read(_MEASURES).rows}
        self._renewals = [tuple(row.values()) for row in graph.read(_RENEWALS).rows]

    def amends(self, but: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Yield who amends whom, but for what the given provisions amend."""
        own = set(but)
        return ((amending, amended) for amending, amended in self._amends if amending not in own)

    def stands(self, measure: str, on: str, but: Iterable[str]) -> str | None:
        """Return to when a measure stood by what was decided before a day, but for the given renewals.

        None where it does not expire. Raises KeyError for a measure that the graph does not have.
        """
        expires = self._expires[measure]
        others = set(but)
        untils = [
            until for id_, of, since, until in self._renewals if of == measure and since < on and id_ not in others
        ]
        return None if expires is None else max(expires, *untils) if untils else expires

    def has(self, measure: str) -> bool:
        """Whether the graph has a measure."""
        return measure in self._expires


_AMENDS = (
    "MATCH (a:Law:Provision)-[:AMENDS]->(b:Law) RETURN a.id AS amending, b.id AS amended ORDER BY amending, amended"
)
_MEASURES = "MATCH (m:Law:Measure) RETURN m.id AS measure, m.expires AS expires ORDER BY measure"
_RENEWALS = (
    "MATCH (r:Law:Renewal)-[:RENEWS]->(m:Law:Measure) "
    "RETURN r.id AS id, m.id AS measure, r.since AS since, r.until AS until ORDER BY id, measure"
)
