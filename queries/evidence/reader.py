"""Reads the graph as of a day for one trace: claims with their roots, and a number for each source cited."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ...graph.protocols import Row
from ...graph.store import Graph
from . import statements as facts
from .rules import ClaimFacts, Root, independence

#: So many hops are followed from a claim to its roots.
_DEPTH = 8


class EvidenceReader:
    """What was known on `as_of`. Sources are numbered in the order in which they are first cited."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        self.as_of = as_of
        self._graph = graph
        self._cited: dict[str, int] = {}
        self._origins: dict[str, frozenset[str]] = {}
        self._bases: dict[str, list[Row]] = {}
        self._source_of: dict[str, Root] = {}
        #: Every claim read so far, by id.
        self.rows: dict[str, Row] = {}

    def claims(self, events: list[str]) -> dict[str, list[Row]]:
        """The claims about each event or thing, in order of time; their roots are then known too."""
        rows = self.read(facts.CLAIMS, ids=events)
        self.rows.update({row["id"]: row for row in rows})
        self._source_of.update({row["id"]: _source(row) for row in rows})
        self._follow([row["id"] for row in rows])
        found: dict[str, list[Row]] = {event: [] for event in events}
        for row in rows:
            found[row["event"]].append(row)
        return found

    def _follow(self, claims: list[str]) -> None:
        """Work out which reports stand at the roots of each claim."""
        todo = claims
        for _ in range(_DEPTH):
            todo = sorted({claim for claim in todo if claim not in self._bases})
            if not todo:
                break
            for claim in todo:
                self._bases[claim] = []
            for row in self.read(facts.RESTS_ON, ids=todo):
                self._bases[row["claim"]].append(row)
                self._source_of[row["base"]] = _source(row)
            todo = [row["base"] for claim in todo for row in self._bases[claim]]
        for claim in claims:
            self._origins[claim] = frozenset(self._roots(claim, frozenset()))

    def _roots(self, claim: str, path: frozenset[str]) -> set[str]:
        """The claims at the roots of one."""
        bases = [row["base"] for row in self._bases.get(claim, []) if row["base"] not in path]
        if not bases:
            return {claim}
        return set().union(*(self._roots(base, path | {claim}) for base in bases))

    def root_reports(self, claims: Iterable[str]) -> list[str]:
        """The reports at the roots of claims, sorted; each gets its number."""
        found = sorted({root.report for root in self._sources_at(claims)})
        for report in found:
            self.number(report)
        return found

    def independence(self, claims: Iterable[str]) -> tuple[str, str]:
        """Whether the roots of claims are independent of each other, and why."""
        merged: dict[str, Root] = {}
        for root in self._sources_at(claims):
            known = merged.get(root.report, root)
            merged[root.report] = Root(root.report, known.speakers | root.speakers, known.evidence | root.evidence)
        return independence(merged.values())

    def tree(self, claims: Iterable[str]) -> dict[str, list[str]]:
        """Each claim, and each that one of them stands on, to those that it rests on."""
        found: dict[str, list[str]] = {}
        todo = list(claims)
        while todo:
            claim = todo.pop()
            if claim not in found:
                found[claim] = [row["base"] for row in self._bases.get(claim, [])]
                todo += found[claim]
        return dict(sorted(found.items()))

    def _sources_at(self, claims: Iterable[str]) -> list[Root]:
        return [self._source_of[root] for claim in claims for root in sorted(self._origins[claim])]

    def said(self, claim: Row) -> ClaimFacts:
        """What of a claim matters for its weight."""
        origins = frozenset(self._source_of[root].report for root in self._origins[claim["id"]])
        return ClaimFacts(
            *(claim["id"], claim["property"], claim["stance"], claim["basis"], origins),
            entity=claim["entity"],
            condition=claim["condition"],
        )

    def told(self, claim: Row) -> dict[str, Any]:
        bases = [row["base"] for row in self._bases[claim["id"]]]
        return {**claim, "rests_on": bases, "source": self.number(claim["report"])}

    def answers(self, ids: list[str]) -> list[dict[str, Any]]:
        events = {row["id"]: row["event"] for row in self.read(_EVENT_OF, ids=ids)} if ids else {}
        return [
            {
                **row,
                "event": events.get(row["answered"]),
                "source": self.number(row["report"]),
                "answered_source": self.number(row["answered_report"]),
            }
            for row in self.read(facts.ANSWERS, ids=ids)
        ]

    def read(self, cypher: str, **parameters: Any) -> list[Row]:
        return self._graph.read(cypher, as_of=self.as_of, **parameters).rows

    def number(self, report: str) -> int:
        return self._cited.setdefault(report, len(self._cited) + 1)

    def sources(self) -> list[dict[str, Any]]:
        rows = {row["id"]: row for row in self.read(facts.REPORTS, ids=list(self._cited))}
        return [{"n": n, **rows[report]} for report, n in self._cited.items()]


def _source(row: Row) -> Root:
    return Root(row["report"], frozenset({row["speaker_id"]}), frozenset(row["evidence"]))


_EVENT_OF = "UNWIND $ids AS id MATCH (c:Statement {id: id})-[:ABOUT]->(e:Entity) RETURN c.id AS id, e.id AS event"
