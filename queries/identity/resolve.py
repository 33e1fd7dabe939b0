"""Which things may be one: proposals with what agrees and what contradicts, and the merges that rules allow."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ...graph.identity.decisions import DecisionRequest, decide_all
from ...graph.identity.links import Decision, Judgement, decisions_of, targets
from ...graph.store import Graph
from ...schema.errors import NotFound
from ..screening.compare import compare_names
from .blocks import Pair, blocks
from .known import EntityFacts, known, sources_of
from .likeness import Feature, PairComparison, likeness
from .merging import RULES, MergeRule, lists, rule_of

#: Who decides where a rule does.
AUTOMATIC = "sanctionsgraph resolve --auto"


@dataclass(frozen=True)
class Proposal:
    """Two things that may be one: side by side, the rule that would join them, and what was decided before."""

    likeness: PairComparison
    rule: MergeRule | None
    decided: Decision | None = None
    held: str | None = None

    @property
    def ids(self) -> Pair:
        """The ids of the two."""
        return self.likeness.a.id, self.likeness.b.id

    @property
    def reason(self) -> str:
        """What agrees, with the statements that say so, as the reason of a decision."""
        points = [self.likeness.name, *self.likeness.agrees]
        return "; ".join(f"{point.what}: {point.says} ({_cited(point)})" for point in points)

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON form."""
        return {
            **self.likeness.to_dict(),
            "rule": self.rule.name if self.rule else None,
            "held": self.held,
            "decision": self.decided.to_dict() if self.decided else None,
        }


def proposals(graph: Graph, what: str | None = None) -> list[Proposal]:
    """Pairs of things that may be one and are not decided, the best supported first; with `what`, those of one thing.

    Pairs that were decided to be different are left out for good. Candidates come from shared numbers, names and days
    of birth, never from all pairs. Raises NotFound or Ambiguous for `what`.
    """
    only = {graph.entity(what).id} if what else None
    kept = [one for one in _compared(graph, only) if (not only or only & set(one.ids)) and _worth(one.likeness)]
    return sorted(kept, key=_order)


def side_by_side(graph: Graph, a: str, b: str) -> Proposal:
    """Two things (ids or names) side by side: what agrees, what contradicts, and what was decided of them.

    Raises NotFound or Ambiguous for a name, NotFound where both are one thing already.
    """
    one, two = graph.entity(a).id, graph.entity(b).id
    if one == two:
        raise NotFound(
            f"{a} and {b} are one thing already: {one}. `sanctionsgraph resolve --list` says by which decision."
        )
    for found in _compared(graph, {one, two}):
        if set(found.ids) == {one, two}:
            return found
    things = known(graph, [one, two])
    return _proposal(_likeness(things[one], things[two]), _Settled(graph))


def _compared(graph: Graph, only: set[str] | None) -> list[Proposal]:
    """The pairs that share a block, side by side; with `only`, those of these and of what shares one with them."""
    settled, found = _Settled(graph), blocks(graph)
    pairs = found.pairs(only)
    if only is not None:
        # Whether a name is alone on a list depends on who else shares it.
        pairs = found.pairs({id_ for pair in pairs for id_ in pair})
    things = known(graph, {id_ for pair in pairs for id_ in pair})
    likened = [_likeness(things[a], things[b]) for a, b in pairs]
    _mark_alone(likened)
    compared = (_proposal(one, settled) for one in likened)
    return [one for one in compared if not settled.different(*one.ids)]


def _mark_alone(found: Iterable[PairComparison]) -> None:
    """Note where nothing else of the other's lists bears a name that agrees."""
    bearers: dict[tuple[str, str], set[str]] = defaultdict(set)
    named = [one for one in found if one.score >= compare_names.threshold]
    for one in named:
        for thing, other in ((one.a, one.b), (one.b, one.a)):
            for entry in other.entries:
                bearers[thing.id, entry.dataset].add(other.id)
    for one in named:
        sides = ((one.a, one.b), (one.b, one.a))
        if all(len(bearers[t.id, entry.dataset]) == 1 for t, other in sides for entry in other.entries):
            says = "no other entry of either list has a name that agrees"
            one.agrees.append(Feature("alone", says, one.name.a, one.name.b))


def against(graph: Graph, pairs: Iterable[Pair]) -> dict[Pair, list[Feature]]:
    """What contradicts, for each pair of ids that are two things now; pairs without such are left out."""
    same_as = targets(decisions_of(lambda query: graph.read(query).rows))
    now = {pair: (same_as.get(pair[0], pair[0]), same_as.get(pair[1], pair[1])) for pair in pairs}
    things = known(graph, {id_ for pair in now.values() for id_ in pair})
    found = {}
    for pair, (a, b) in now.items():
        if a != b and a in things and b in things and (points := _likeness(things[a], things[b]).contradicts):
            found[pair] = points
    return found


def merges(found: Sequence[Proposal]) -> tuple[list[Proposal], list[Proposal]]:
    """The proposals that a rule joins, and those held back: joining them would bring together what contradicts.

    Things are joined one pair after the other, by the strongest rule first; each of a group is compared with each of
    the other before the two groups become one.
    """
    group: dict[str, list[EntityFacts]] = {}
    joined: list[Proposal] = []
    held: list[Proposal] = []
    for one in (p for p in found if p.rule):
        a, b = one.likeness.a, one.likeness.b
        ours, theirs = group.get(a.id, [a]), group.get(b.id, [b])
        if ours is theirs:
            joined.append(one)
            continue
        clash = _clash(ours, theirs)
        if clash:
            held.append(Proposal(one.likeness, one.rule, one.decided, clash))
            continue
        joined.append(one)
        both = [*ours, *theirs]
        group.update({thing.id: both for thing in both})
    return joined, held


def merge(graph: Graph, on: str, found: Sequence[Proposal] | None = None) -> tuple[list[Decision], list[Proposal]]:
    """Record what rules join, dated `on` (ISO day), all or none; returns the decisions and what was held back."""
    joined, held = merges(proposals(graph) if found is None else found)
    wanted = [
        DecisionRequest(*one.ids, Judgement.SAME, AUTOMATIC, on, one.reason, one.rule.name if one.rule else None)
        for one in joined
    ]
    return (decide_all(graph, wanted) if wanted else []), held


class _Settled:
    """What was decided, by the things as they are now."""

    def __init__(self, graph: Graph) -> None:
        self._by_pair: dict[frozenset[str], Decision] = {}
        decided = decisions_of(lambda query: graph.read(query).rows)
        same_as = targets(decided)
        for one in decided:
            for other in one.others if one.verdict is not Judgement.SAME else ():
                pair = frozenset((same_as.get(one.about, one.about), same_as.get(other, other)))
                known = self._by_pair.get(pair)
                if known is None or one.verdict is Judgement.DIFFERENT:
                    self._by_pair[pair] = one

    def of(self, a: str, b: str) -> Decision | None:
        return self._by_pair.get(frozenset((a, b)))

    def different(self, a: str, b: str) -> bool:
        decision = self.of(a, b)
        return decision is not None and decision.verdict is Judgement.DIFFERENT


def _likeness(a: EntityFacts, b: EntityFacts) -> PairComparison:
    return likeness(a, b, lists())


def _proposal(found: PairComparison, settled: _Settled) -> Proposal:
    decided = settled.of(found.a.id, found.b.id)
    # What a person decided, or left undecided, no rule decides.
    return Proposal(found, rule_of(found, compare_names.threshold) if decided is None else None, decided)


def _worth(found: PairComparison) -> bool:
    """Whether to propose it: names agree, or a number does. One list's own two entries need more than a name."""
    own = any(point.what == "entries" for point in found.contradicts)
    strong = bool(found.agreed & {"number", "birth day"})
    return strong if own else found.score >= compare_names.threshold or "number" in found.agreed


def _order(one: Proposal) -> tuple[bool, int, int, float, Pair]:
    rank = RULES.index(one.rule) if one.rule else len(RULES)
    return bool(one.decided), rank, len(one.likeness.contradicts), -one.likeness.score, one.ids


def _clash(ours: Iterable[EntityFacts], theirs: list[EntityFacts]) -> str | None:
    """What contradicts between things of two groups."""
    for a in ours:
        for b in theirs:
            found = _likeness(a, b)
            if found.contradicts:
                return f"{a.id} and {b.id}: " + "; ".join(f"{p.what}: {p.says}" for p in found.contradicts)
    return None


def _cited(point: Feature) -> str:
    return ", ".join(dict.fromkeys(said.statement for said in (*point.a, *point.b)))


# -- for a person ----------------------------------------------------------------------------------


def proposal_rows(found: Iterable[Proposal], whole: bool = True) -> list[dict[str, Any]]:
    """A row for each proposal; without `whole`, of points only what they are about."""
    rows = []
    for one in found:
        two = one.likeness
        rows.append(
            {
                "a": two.a.id,
                "name_a": two.a.name,
                "b": two.b.id,
                "name_b": two.b.name,
                "score": round(two.score, 2),
                "rule": one.rule.name if one.rule else None,
                "agrees": _points(two.agrees, whole),
                "contradicts": _points(two.contradicts, whole),
                "decision": one.decided.verdict.value if one.decided else None,
                "held": one.held,
            }
        )
    return rows


def _points(points: Iterable[Feature], whole: bool) -> str:
    if whole:
        return "; ".join(f"{point.what}: {point.says}" for point in points)
    return ", ".join(dict.fromkeys(point.what for point in points))


def tell_proposal(graph: Graph, one: Proposal, width: int = 100) -> str:
    """Two things side by side for a person: what agrees, what contradicts, each with its statements and sources."""
    from ..results.text_layout import laid_out

    two = one.likeness
    points = [two.name, *two.agrees, *two.contradicts]
    ids = dict.fromkeys(said.source for point in points for said in (*point.a, *point.b))
    numbers = {source: n for n, source in enumerate(ids, 1)}
    lines = [("", f"{two.a.name} ({two.a.kind} {two.a.id})  =?  {two.b.name} ({two.b.kind} {two.b.id})")]
    lines += [("NAMES", f"{two.score:.2f}  {_told(two.name, numbers)}")]
    for label, told in (("AGREES", two.agrees), ("AGAINST", two.contradicts)):
        lines += [(label if n == 0 else "", f"{p.what}: {_told(p, numbers)}") for n, p in enumerate(told)]
    if not two.contradicts:
        lines.append(("AGAINST", "nothing that is stated contradicts"))
    if one.rule:
        lines.append(("RULE", f"{one.rule.name}: {one.rule.because}"))
    if one.held:
        lines.append(("HELD BACK", one.held))
    if one.decided:
        lines.append(
            ("DECIDED", f"{one.decided.verdict}, by {one.decided.by} on {one.decided.on}: {one.decided.reason}")
        )
    rows = {row["id"]: row for row in sources_of(graph, ids)}
    lines += [("", ""), ("", "SOURCES")]
    for source, n in numbers.items():
        row = rows.get(source)
        lines.append(("", f"[{n}] {row['title']}. {row['url'] or ''}" if row else f"[{n}] {source}"))
    return laid_out(lines, width)


def _told(point: Feature, numbers: dict[str, int]) -> str:
    cited = dict.fromkeys((said.statement, numbers[said.source]) for said in (*point.a, *point.b))
    where = ", ".join(f"{statement} [{n}]" for statement, n in cited)
    return f"{point.says}  ({where})" if where else point.says
