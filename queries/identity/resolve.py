"""Which entities may be one: proposals with what agrees and what contradicts, and the merges that rules allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from logging import getLogger
from typing import Any, ClassVar

from ...graph.identity.decisions import DecisionRequest, decide_all
from ...graph.identity.links import Decision, Judgement, decisions_of, targets
from ...graph.store import Graph
from ...schema.dates import DayLike, day
from ...schema.errors import NotFound
from ..results.answer import Answer
from ..results.citations import Citations
from ..screening.compare import compare_names
from .blocks import Blocks, Pair, blocks_of
from .comparison import PairComparison, compare_entities
from .facts import EntityFacts, entity_facts
from .feature import Feature
from .merging import RULES, list_knowledge, rule_of
from .proposals import COLUMNS, ComparedEntity, Decisions, Proposal, Proposals

#: Who decides where a rule does.
AUTOMATIC = "sanctionsgraph resolve --auto"
#: How many digits of a score an answer shows.
_DIGITS = 3

_log = getLogger(__name__)


def proposals(graph: Graph, subject: str | None = None) -> Proposals:
    """Return pairs of entities that may be one and are not decided, the best supported first.

    With `subject`, an id or name, those of the entities that bear it. Pairs that were decided to be different are left
    out for good. Candidates come from shared numbers, names and days of birth, never from all pairs; what too many
    entities share to be compared for it stands in `crowded`. Raises NotFound for `subject`, and Ambiguous where it is
    a part of several names.
    """
    only = {entity.id for entity in graph.bearers(subject)} if subject else None
    blocks = blocks_of(graph, only)
    pairs = [pair for pair in _compared(graph, blocks, only) if _worth_proposing(pair)]
    if only:
        pairs = [pair for pair in pairs if only & {pair.a.id, pair.b.id}]
    decided = _Decided(graph)
    answer = sorted((_proposal(pair, decided.of(pair.a.id, pair.b.id)) for pair in pairs), key=_order)
    crowded = () if only else tuple(blocks.crowded())
    _log.info("%d proposals; %d names or numbers are shared too widely to compare", len(answer), len(crowded))
    return Proposals(tuple(_with_sources(graph, answer)), crowded)


def side_by_side(graph: Graph, a: str, b: str) -> Proposal:
    """Return two entities (ids or names) side by side: what agrees, what contradicts, and what was decided of them.

    Raises NotFound or Ambiguous for a name, NotFound where both are one entity already.
    """
    first, second = graph.entity(a).id, graph.entity(b).id
    if first == second:
        raise NotFound(
            f"{a} and {b} are one entity already: {first}. `sanctionsgraph resolve --list` says by which decision."
        )
    both = {first, second}
    pairs = (pair for pair in _compared(graph, blocks_of(graph, both), both) if {pair.a.id, pair.b.id} == both)
    pair = next(pairs, None)
    if pair is None:
        facts = entity_facts(graph, both)
        pair = _compare(facts[first], facts[second])
    return _with_sources(graph, [_proposal(pair, _Decided(graph).of(first, second))])[0]


def _compared(graph: Graph, blocks: Blocks, only: set[str] | None) -> list[PairComparison]:
    """Compare the pairs that share a block; with `only`, those of these and of what shares one with them."""
    pairs = blocks.pairs(only, crowds=True)
    if only is not None:
        # Whether a name is alone on a list depends on who else shares it.
        pairs = sorted({*pairs, *blocks.pairs({id_ for pair in pairs for id_ in pair})})
    facts = entity_facts(graph, {id_ for pair in pairs for id_ in pair})
    compared = [_compare(facts[a], facts[b]) for a, b in pairs]
    _mark_alone(compared, blocks.in_crowds())
    decided = _Decided(graph)
    return [pair for pair in compared if not decided.different(pair.a.id, pair.b.id)]


def _mark_alone(pairs: Iterable[PairComparison], crowds: set[str]) -> None:
    """Mark pairs whose names match no other entry of either list; not in crowds, of which not all pairs are known."""
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    agreeing = [pair for pair in pairs if pair.score >= compare_names.threshold]
    for pair in agreeing:
        for entity, other in ((pair.a, pair.b), (pair.b, pair.a)):
            for entry in other.entries:
                bearers[entity.id, entry.dataset].add(other.id)
    for pair in agreeing:
        sides = ((pair.a, pair.b), (pair.b, pair.a))
        alone = all(len(bearers[e.id, entry.dataset]) == 1 for e, other in sides for entry in other.entries)
        if alone and not crowds & {pair.a.id, pair.b.id}:
            says = "no other entry of either list has a name that agrees"
            pair.agrees.append(Feature("alone", says, pair.name.a, pair.name.b))


def contradictions(graph: Graph, pairs: Iterable[Pair]) -> dict[Pair, list[Feature]]:
    """Return what contradicts, by pair of ids that are two entities now; pairs without such are left out."""
    same_as = targets(decisions_of(lambda query: graph.read(query).rows))
    present = {pair: (same_as.get(pair[0], pair[0]), same_as.get(pair[1], pair[1])) for pair in pairs}
    facts = entity_facts(graph, {id_ for pair in present.values() for id_ in pair})
    by_pair = {}
    for pair, (a, b) in present.items():
        if a != b and a in facts and b in facts and (features := _compare(facts[a], facts[b]).contradicts):
            by_pair[pair] = features
    return by_pair


@dataclass(frozen=True, repr=False)
class MergePlan(Answer):
    """The proposals that a rule joins, and those held back: joining them would bring together what contradicts."""

    name_of_result: ClassVar[str] = "merge-plan"
    columns: ClassVar[Sequence[str]] = COLUMNS

    joined: tuple[Proposal, ...]
    held: tuple[Proposal, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each proposal, those that are joined first."""
        return Proposals((*self.joined, *self.held)).rows()


@dataclass(frozen=True, repr=False)
class Merge(Answer):
    """The decisions that rules recorded, and the proposals that were held back."""

    name_of_result: ClassVar[str] = "merge"
    columns: ClassVar[Sequence[str]] = ("a", "b", "rule", "decision", "held")

    decisions: tuple[Decision, ...]
    held: tuple[Proposal, ...]

    def rows(self) -> Sequence[Mapping[str, Any]]:
        """Return a row for each decision, then one for each proposal that was held back."""
        return [*Decisions(self.decisions).rows(), *Proposals(self.held).rows()]


def merge_plan(graph: Graph, proposed: Iterable[Proposal]) -> MergePlan:
    """Return which of the proposals rules join, and which are held back.

    Entities are joined one pair after the other, by the strongest rule first; each of a group is compared with each of
    the other before the two groups become one.
    """
    ruled = [proposal for proposal in proposed if proposal.rule]
    facts = entity_facts(graph, {id_ for proposal in ruled for id_ in proposal.ids})
    group: dict[str, list[EntityFacts]] = {}
    joined: list[Proposal] = []
    held: list[Proposal] = []
    for proposal in ruled:
        a, b = (facts[id_] for id_ in proposal.ids)
        ours, theirs = group.get(a.id, [a]), group.get(b.id, [b])
        if ours is theirs:
            joined.append(proposal)
            continue
        clash = _clash(ours, theirs)
        if clash:
            held.append(replace(proposal, held=clash))
            continue
        joined.append(proposal)
        both = [*ours, *theirs]
        group.update({entity.id: both for entity in both})
    return MergePlan(tuple(joined), tuple(held))


def merge(graph: Graph, on: DayLike, proposed: Sequence[Proposal] | None = None) -> Merge:
    """Record what rules join, dated `on`, all or none; without proposals, of all that the graph has."""
    plan = merge_plan(graph, proposals(graph).proposals if proposed is None else proposed)
    decided_on = day(on)
    requests = [
        DecisionRequest(*proposal.ids, Judgement.SAME, AUTOMATIC, decided_on, proposal.reason, proposal.rule)
        for proposal in plan.joined
    ]
    return Merge(tuple(decide_all(graph, requests)) if requests else (), plan.held)


class _Decided:
    """What was decided, by the entities as they are now."""

    def __init__(self, graph: Graph) -> None:
        self._by_pair: dict[frozenset[str], Decision] = {}
        decisions = decisions_of(lambda query: graph.read(query).rows)
        same_as = targets(decisions)
        for decision in decisions:
            for other in decision.others if decision.verdict is not Judgement.SAME else ():
                pair = frozenset((same_as.get(decision.about, decision.about), same_as.get(other, other)))
                if pair not in self._by_pair or decision.verdict is Judgement.DIFFERENT:
                    self._by_pair[pair] = decision

    def of(self, a: str, b: str) -> Decision | None:
        return self._by_pair.get(frozenset((a, b)))

    def different(self, a: str, b: str) -> bool:
        decision = self.of(a, b)
        return decision is not None and decision.verdict is Judgement.DIFFERENT


def _compare(a: EntityFacts, b: EntityFacts) -> PairComparison:
    return compare_entities(a, b, list_knowledge())


def _proposal(pair: PairComparison, decision: Decision | None) -> Proposal:
    # What a person decided, or left undecided, no rule decides.
    rule = rule_of(pair, compare_names.threshold) if decision is None else None
    a, b = (ComparedEntity(facts.id, facts.kind, facts.name) for facts in (pair.a, pair.b))
    features = (tuple(pair.agrees), tuple(pair.contradicts))
    return Proposal(a, b, round(pair.score, _DIGITS), pair.name, *features, rule.name if rule else None, None, decision)


def _with_sources(graph: Graph, proposed: Sequence[Proposal]) -> list[Proposal]:
    """Add to each proposal the sources that it cites, read in one go and numbered within each."""
    citations = Citations(graph)
    for proposal in proposed:
        for id_ in proposal.source_ids:
            citations.number(id_)
    by_id = {source.id: source for source in citations.sources()}
    return [
        replace(p, sources=tuple(replace(by_id[id_], n=n) for n, id_ in enumerate(p.source_ids, 1) if id_ in by_id))
        for p in proposed
    ]


def _worth_proposing(pair: PairComparison) -> bool:
    """Whether names agree, or a number does. Two entries of one list need more than a name."""
    one_list = any(feature.what == "entries" for feature in pair.contradicts)
    strong = bool(pair.agreed & {"number", "birth day"})
    return strong if one_list else pair.score >= compare_names.threshold or "number" in pair.agreed


_RANK: Mapping[str | None, int] = {rule.name: rank for rank, rule in enumerate(RULES)}


def _order(proposal: Proposal) -> tuple[bool, int, int, int, float, Pair]:
    rank = _RANK.get(proposal.rule, len(RULES))
    support = (rank, len(proposal.contradicts), -len(proposal.agreed), -proposal.score)
    return (bool(proposal.decision), *support, proposal.ids)


def _clash(ours: Iterable[EntityFacts], theirs: list[EntityFacts]) -> str | None:
    """Return in words what contradicts between entities of two groups, if anything does."""
    for a in ours:
        for b in theirs:
            features = _compare(a, b).contradicts
            if features:
                return f"{a.id} and {b.id}: " + "; ".join(f"{feature.what}: {feature.says}" for feature in features)
    return None
