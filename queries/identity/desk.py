"""Proposals and decisions on which entities are one, over one graph."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from ...graph.identity.decisions import DecisionRequest, decide, decide_all, decisions, undo
from ...graph.identity.links import Decision
from ...graph.store import Graph
from ...schema.dates import DayLike, day
from .feature import Feature
from .proposals import Decisions, Proposal, Proposals
from .resolve import Merge, MergePlan, contradictions, merge, merge_plan, proposals, side_by_side


class IdentityDesk:
    """What may be one, and what was decided: proposals, decisions, and taking them back."""

    def __init__(self, graph: Graph) -> None:
        self._graph = graph

    def proposals(self, subject: str | None = None) -> Proposals:
        """Return pairs of entities that may be one and are not decided, the best supported first."""
        return proposals(self._graph, subject)

    def compare(self, first: str, second: str) -> Proposal:
        """Return two entities side by side: what agrees, what contradicts, and what was decided of them."""
        return side_by_side(self._graph, first, second)

    def decide(
        self, first: str, second: str, judgement: str, *, reason: str, by: str, decided_on: DayLike | None = None
    ) -> Decision:
        """Record that two ids are the `same` entity, are `different`, or that it is `undecided`.

        Without `decided_on`, the day of the decision, it is today. A decision on the same two ids is replaced. Raises
        NotFound for an id that is not in the graph, ValueInvalid for a decision that contradicts another one.
        """
        return decide(self._graph, first, second, judgement, by, day(decided_on or date.today()), reason)

    def record(self, requests: Sequence[DecisionRequest]) -> Decisions:
        """Record several decisions, all or none. Raises as `decide` does."""
        return Decisions(tuple(decide_all(self._graph, requests)))

    def contradictions(self, pairs: Iterable[tuple[str, str]]) -> Mapping[tuple[str, str], Sequence[Feature]]:
        """Return what contradicts, by pair of ids that are two entities now; pairs without such are left out."""
        return contradictions(self._graph, pairs)

    def merge_plan(self, proposed: Proposals | None = None) -> MergePlan:
        """Return which of the proposals, or of all that there are, the rules join, and which are held back."""
        return merge_plan(self._graph, self.proposals() if proposed is None else proposed)

    def merge(self, proposed: Proposals | None = None, *, decided_on: DayLike | None = None) -> Merge:
        """Join what the rules join; return the decisions, and the proposals that were held back."""
        chosen = None if proposed is None else proposed.proposals
        return merge(self._graph, day(decided_on or date.today()), chosen)

    def undo(self, *ids: str) -> Decisions:
        """Take decisions back, given by id; return them. Raises NotFound for an id that is no decision."""
        return Decisions(tuple(undo(self._graph, *ids)))

    def decisions(self, *, from_files: bool = False) -> Decisions:
        """Return the decisions recorded in this graph; with `from_files`, those of the curators too."""
        return Decisions(tuple(decisions(self._graph, from_files)))
