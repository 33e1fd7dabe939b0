"""Decisions on identity: which ids they join, which id each leads to, and links that follow them and can be restored.

A decision that two ids are one thing joins them; ids that are joined, through however many decisions, lead to one of
them. Which one depends on the decisions alone, not on the order in which they were made: an id that a decision of the
curators is about, else by NAMESPACES. A redirected link leaves the id of its source in `originalIds`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ..node_row import Link, NodeRow
from ..protocols import Row, RowReader, typed
from ..writing import batches

#: Ids that last longest come first: our own, then those whose keys are never reused, then numbers of rows.
NAMESPACES = ("sg", "iso", "wd", "un", "unvessel", "ofac", "uk", "eu")
#: The data set of decisions that were recorded in a graph; those in files of the curators are in `identities`.
RECORDED = "decisions"


class Judgement(StrEnum):
    """What was decided of two ids."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Decision:
    """A decision by a person or a rule on the thing of one id and those of others; `on` is an ISO day."""

    id: str = field(metadata={"key": "decision"})
    verdict: Judgement
    about: str = field(metadata={"key": "a"})
    others: tuple[str, ...] = field(metadata={"key": "b"})
    reason: str
    by: str
    on: str = field(metadata={"key": "decided"})
    rule: str | None = None
    recorded: bool = True

    def to_dict(self) -> dict[str, Any]:
        """Return it under the documented JSON keys: decision, verdict, a, b, reason, by, decided, rule, recorded."""
        return {
            "decision": self.id,
            "verdict": self.verdict.value,
            "a": self.about,
            "b": list(self.others),
            "reason": self.reason,
            "by": self.by,
            "decided": self.on,
            "rule": self.rule,
            "recorded": self.recorded,
        }


@dataclass(frozen=True)
class _IdentityRow:
    """An Identity node with the thing that it is about now."""

    id: str
    thing: str
    original_ids: list[str]
    same: list[str]
    different: list[str]
    undecided: list[str]
    reason: str | None
    by: str | None
    on: str
    rule: str | None
    dataset: str

    def decision(self) -> Decision:
        about = next((id_ for type_, id_ in map(_split, self.original_ids) if type_ == "ABOUT"), self.thing)
        verdict, others = Judgement.SAME, self.same
        if self.different:
            verdict, others = Judgement.DIFFERENT, self.different
        elif self.undecided:
            verdict, others = Judgement.UNDECIDED, self.undecided
        recorded = self.dataset == RECORDED
        reason, by = self.reason or "", self.by or ""
        return Decision(self.id, verdict, about, tuple(others), reason, by, self.on, self.rule, recorded)


def decisions_of(read: Callable[[str], list[Row]]) -> list[Decision]:
    """Return every decision, by id; a node that only names a thing is one without others, of the verdict `same`."""
    return _decisions(read(_DECISIONS))


def _decisions(rows: list[Row]) -> list[Decision]:
    return [row.decision() for row in typed(_IdentityRow, rows)]


def canonical_ids(tx: RowReader) -> dict[str, str]:
    """Return where each id leads that a decision joins to another: `targets` of all decisions.

    Loads ask often, so only the decisions that join ids are read, and those about the things of such ids.
    """
    joining = _decisions(tx.run(_JOINING))
    members = sorted({id_ for decision in joining for id_ in (decision.about, *decision.others)})
    about = [decision for batch in batches(members) for decision in _decisions(tx.run(_ABOUT, {"ids": batch}))]
    return targets([*joining, *about])


def targets(decisions: Iterable[Decision]) -> dict[str, str]:
    """Return where each id leads that is joined to another; ids that lead to themselves are left out."""
    decisions = list(decisions)
    joining = (decision for decision in decisions if decision.verdict is Judgement.SAME and decision.others)
    curated = named(decisions)
    target_of: dict[str, str] = {}
    for group in _groups((decision.about, *decision.others) for decision in joining):
        first = min(group, key=lambda id_: (id_ not in curated, order(id_)))
        target_of |= {id_: first for id_ in group if id_ != first}
    return target_of


def named(decisions: Iterable[Decision]) -> set[str]:
    """Return the ids of things whose name the curators decided."""
    return {decision.about for decision in decisions if not decision.recorded and decision.verdict is Judgement.SAME}


def order(id_: str) -> tuple[int, str]:
    """Return the sort key by which the id that a thing bears is chosen: the smallest is."""
    namespace = id_.partition(":")[0]
    return (NAMESPACES.index(namespace) if namespace in NAMESPACES else len(NAMESPACES)), id_


def _groups(pairs: Iterable[tuple[str, ...]]) -> list[list[str]]:
    """Return the groups of ids that are joined directly or through others."""
    group_of: dict[str, list[str]] = {}
    for ids in pairs:
        merged = list(dict.fromkeys(member for id_ in ids for member in group_of.get(id_, [id_])))
        for id_ in merged:
            group_of[id_] = merged
    return list({id(group): group for group in group_of.values()}.values())


def redirect_links(rows: Iterable[NodeRow], same_as: dict[str, str]) -> None:
    """Lead the links of rows to the thing that each id was decided to mean; `originalIds` keeps the id of the source.

    Where a row has a link to that thing by its own id too, `originalIds` keeps that id as well.
    """
    if not same_as:
        return
    for row in rows:
        if not any(family == "Entity" and end in same_as for _, family, end in row.links):
            continue
        ends_of: dict[Link, list[str]] = defaultdict(list)
        for type_, family, end in row.links:
            ends_of[type_, family, same_as.get(end, end) if family == "Entity" else end].append(end)
        redirected = {f"{type_} {end}" for (type_, _, to), ends in ends_of.items() if set(ends) != {to} for end in ends}
        row.links = list(ends_of)
        row.properties["originalIds"] = sorted({*_original_ids(row), *redirected})


def restore_links(row: NodeRow, same_as: dict[str, str]) -> NodeRow:
    """Return the row with the links of its source; `same_as` is where they lead now."""
    original = [_split(text) for text in _original_ids(row)]
    redirected = {(type_, "Entity", same_as.get(end, end)) for type_, end in original}
    links = [link for link in row.links if link not in redirected] + [(type_, "Entity", end) for type_, end in original]
    return NodeRow(row.labels, {k: v for k, v in row.properties.items() if k != "originalIds"}, links)


def _original_ids(row: NodeRow) -> list[str]:
    value = row.properties.get("originalIds", [])
    return [str(text) for text in value] if isinstance(value, list) else []


def _split(text: str) -> tuple[str, str]:
    type_, _, id_ = text.partition(" ")
    return type_, id_


_COLUMNS = (
    "RETURN i.id AS id, e.id AS thing, "
    "coalesce(i.originalIds, []) AS original_ids, coalesce(i.sameAs, []) AS same, "
    "coalesce(i.differentFrom, []) AS different, coalesce(i.undecided, []) AS undecided, i.reason AS reason, "
    "i.decidedBy AS by, i.since AS on, i.rule AS rule, i.dataset AS dataset ORDER BY id"
)
_DECISIONS = f"MATCH (i:Statement:Identity)-[:ABOUT]->(e:Entity) {_COLUMNS}"
_JOINING = f"MATCH (i:Statement:Identity)-[:ABOUT]->(e:Entity) WHERE i.sameAs IS NOT NULL {_COLUMNS}"
_ABOUT = (
    "UNWIND $ids AS id MATCH (e:Entity {id: id}) WITH DISTINCT e MATCH (e)<-[:ABOUT]-(i:Statement:Identity) " + _COLUMNS
)
