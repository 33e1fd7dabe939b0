"""Read claims as of a day, with the claims and reports at their roots, and number the sources that an answer cites."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from ...graph.protocols import Row, T
from ...graph.store import Graph
from ...schema.vocabulary import Stance
from ..results.citations import Citations
from . import statements
from .claims import CitedClaim, ClaimAnswer
from .roots import Root, independence

#: So many hops are followed from a claim to its roots.
_DEPTH = 8


class EvidenceReader:
    """What was known on `as_of`, read in batches for one answer or for several that share their citations."""

    def __init__(self, graph: Graph, as_of: str) -> None:
        self.as_of = as_of
        self.citations = Citations(graph)
        #: Every claim read so far, by id.
        self.claims_by_id: dict[str, CitedClaim] = {}
        self.graph = graph
        self._about: dict[str, list[CitedClaim]] = {}
        self._bases: dict[str, list[str]] = {}
        self._roots_of: dict[str, frozenset[str]] = {}
        self._root_of: dict[str, Root] = {}

    def claims(self, ids: list[str]) -> dict[str, list[CitedClaim]]:
        """Return the claims about each event or thing (ids), in order of time. Each is read once."""
        unread = [about for about in ids if about not in self._about]
        rows = self.read(statements.CLAIMS, ids=unread) if unread else []
        for row in rows:
            self._root_of[row["id"]] = Root(row["report"], frozenset({row["speaker_id"]}), frozenset(row["evidence"]))
        self._follow([row["id"] for row in rows])
        self._about.update({about: [] for about in unread})
        for row in rows:
            roots = self._roots_of[row["id"]] = frozenset(self._roots(row["id"], frozenset()))
            origins = frozenset(self._root_of[root].report for root in roots)
            claim = CitedClaim.of_row(row, tuple(self._bases[row["id"]]), origins)
            self.claims_by_id[claim.id] = claim
            self._about[claim.event].append(claim)
        return {about: self._about[about] for about in ids}

    def _follow(self, claims: list[str]) -> None:
        """Read what claims rest on, hop by hop to their roots."""
        for _ in range(_DEPTH):
            claims = sorted({claim for claim in claims if claim not in self._bases})
            if not claims:
                break
            self._bases.update({claim: [] for claim in claims})
            hops = self.read_as(statements.ClaimBase, statements.RESTS_ON, ids=claims)
            for hop in hops:
                self._bases[hop.claim].append(hop.base)
                self._root_of[hop.base] = Root(hop.report, frozenset({hop.speaker_id}), frozenset(hop.evidence))
            claims = [hop.base for hop in hops]

    def _roots(self, claim: str, path: frozenset[str]) -> set[str]:
        """Return the ids of the claims at the roots of one."""
        bases = [base for base in self._bases.get(claim, []) if base not in path]
        if not bases:
            return {claim}
        return set().union(*(self._roots(base, path | {claim}) for base in bases))

    def root_reports(self, claims: Iterable[str]) -> list[str]:
        """Return the reports at the roots of claims, sorted, and number each."""
        reports = sorted({report for claim in claims for report in self.claims_by_id[claim].origins})
        for report in reports:
            self.citations.number(report)
        return reports

    def independence(self, claims: Iterable[str]) -> tuple[str, str]:
        """Return whether the roots of claims are independent of each other, and why."""
        by_report: dict[str, Root] = {}
        for root in (self._root_of[id_] for claim in claims for id_ in self._roots_of[claim]):
            same = by_report.get(root.report, root)
            by_report[root.report] = Root(root.report, same.speakers | root.speakers, same.evidence | root.evidence)
        return independence(by_report.values())

    def tree(self, claims: Iterable[str]) -> dict[str, list[str]]:
        """Return each claim, and each that one of them rests on, with the ids of those that it rests on."""
        bases: dict[str, list[str]] = {}
        todo = list(claims)
        while todo:
            claim = todo.pop()
            if claim not in bases:
                bases[claim] = list(self._bases.get(claim, []))
                todo += bases[claim]
        return dict(sorted(bases.items()))

    def cite(self, claim: CitedClaim) -> CitedClaim:
        """Return the claim with the number of its source in the answer."""
        return replace(claim, source=self.citations.number(claim.report))

    def answers(self, ids: list[str]) -> list[ClaimAnswer]:
        """Return the claims that answer the claims of these ids, in order of time."""
        rows = self.read(statements.ANSWERS, ids=ids) if ids else []
        return [
            ClaimAnswer(
                **(row | {"stance": Stance(row["stance"])}),
                source=self.citations.number(row["report"]),
                answered_source=self.citations.number(row["answered_report"]),
            )
            for row in rows
        ]

    def read(self, cypher: str, **parameters: Any) -> list[Row]:
        """Return the rows of a statement as of the reader's day."""
        return self.graph.read(cypher, as_of=self.as_of, **parameters).rows

    def read_as(self, model: type[T], cypher: str, **parameters: Any) -> list[T]:
        """Return the rows of a statement as of the reader's day, as objects of a dataclass."""
        return self.graph.read_as(model, cypher, as_of=self.as_of, **parameters)

    def ids(self, cypher: str, **parameters: Any) -> list[str]:
        """Return the column `id` of a statement as of the reader's day."""
        return [row["id"] for row in self.read(cypher, **parameters)]
