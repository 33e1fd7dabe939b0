"""Decisions on identity: what was decided, which id each one leads to, and links that follow and can be led back.

A decision that two ids are one thing joins them; ids that are joined, through however many decisions, lead to one of
them. Which one depends on the decisions alone, not on the order in which they were made: an id that a decision of the
curators is about, else by NAMESPACES. A link that is led elsewhere leaves the id of its source in `originalIds`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from ..node_row import NodeRow

#: Ids that last longest come first: our own, then those whose keys are never given out again, then numbers of rows.
NAMESPACES = ("sg", "iso", "wd", "un", "unvessel", "ofac", "uk", "eu")
#: The data set of decisions that were recorded here; those in files of the curators are in `identities`.
RECORDED = "decisions"


class Judgement(StrEnum):
    """What was decided of two ids."""

    SAME = "same"
    DIFFERENT = "different"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Decision:
    """What somebody, or a rule, decided of the thing of one id and those of others; `on` is an ISO day."""

    id: str
    verdict: Judgement
    about: str
    others: tuple[str, ...]
    reason: str
    by: str
    on: str
    rule: str | None = None
    recorded: bool = True

    def to_dict(self) -> dict[str, Any]:
        """The documented JSON form."""
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


def decisions_of(read: Callable[[str], list[dict[str, Any]]]) -> list[Decision]:
    """Every decision, by id; what only names a thing is one without others, of the verdict `same`."""
    found = []
    for row in read(_DECISIONS):
        about = next((id_ for type_, id_ in map(_split, row["originalIds"]) if type_ == "ABOUT"), row["thing"])
        verdict = next((v for v in (Judgement.DIFFERENT, Judgement.UNDECIDED) if row[v.value]), Judgement.SAME)
        others = tuple(row[verdict.value])
        said = (row["reason"] or "", row["by"] or "", row["on"], row["rule"], row["dataset"] == RECORDED)
        found.append(Decision(row["id"], verdict, about, others, *said))
    return found


def targets(decisions: Iterable[Decision]) -> dict[str, str]:
    """Where each id leads that is joined to another; ids that lead to themselves are left out."""
    decisions = list(decisions)
    groups = _groups((one.about, *one.others) for one in decisions if one.verdict is Judgement.SAME and one.others)
    curated = named(decisions)
    found: dict[str, str] = {}
    for group in groups:
        first = min(group, key=lambda id_: (id_ not in curated, order(id_)))
        found |= {id_: first for id_ in group if id_ != first}
    return found


def named(decisions: Iterable[Decision]) -> set[str]:
    """Ids whose things bear the name that the curators decided."""
    return {one.about for one in decisions if not one.recorded and one.verdict is Judgement.SAME}


def order(id_: str) -> tuple[int, str]:
    """Which id of a thing comes first."""
    namespace = id_.partition(":")[0]
    return (NAMESPACES.index(namespace) if namespace in NAMESPACES else len(NAMESPACES)), id_


def _groups(joined: Iterable[tuple[str, ...]]) -> list[list[str]]:
    """Ids that are joined directly or through others."""
    group_of: dict[str, list[str]] = {}
    for ids in joined:
        merged = list(dict.fromkeys(id_ for one in ids for id_ in group_of.get(one, [one])))
        for id_ in merged:
            group_of[id_] = merged
    return list({id(group): group for group in group_of.values()}.values())


def redirect_links(rows: Iterable[NodeRow], same_as: dict[str, str]) -> None:
    """Let the links of rows lead to the one thing that each id was decided to mean; `originalIds` keeps the id.

    Where a row has a link to that thing by its own id too, `originalIds` keeps that one beside.
    """
    if not same_as:
        return
    for row in rows:
        if not any(family == "Entity" and end in same_as for _, family, end in row.links):
            continue
        led: dict[tuple[str, str, str], list[str]] = defaultdict(list)
        for type_, family, end in row.links:
            led[type_, family, same_as.get(end, end) if family == "Entity" else end].append(end)
        given = {f"{type_} {end}" for (type_, _, to), ends in led.items() if set(ends) != {to} for end in ends}
        row.links = list(led)
        row.properties["originalIds"] = sorted({*_given(row), *given})


def restore_links(row: NodeRow, same_as: dict[str, str]) -> NodeRow:
    """The row with its links as its source gave them; `same_as` is where they lead."""
    given = [_split(text) for text in _given(row)]
    led = {(type_, "Entity", same_as.get(end, end)) for type_, end in given}
    links = [link for link in row.links if link not in led] + [(type_, "Entity", end) for type_, end in given]
    return NodeRow(row.labels, {k: v for k, v in row.properties.items() if k != "originalIds"}, links)


def _given(row: NodeRow) -> list[str]:
    value = row.properties.get("originalIds", [])
    return [str(text) for text in value] if isinstance(value, list) else []


def _split(text: str) -> tuple[str, str]:
    type_, _, id_ = text.partition(" ")
    return type_, id_


_DECISIONS = (
    "MATCH (i:Statement:Identity)-[:ABOUT]->(e:Entity) RETURN i.id AS id, e.id AS thing, "
    "coalesce(i.originalIds, []) AS originalIds, coalesce(i.sameAs, []) AS same, "
    "coalesce(i.differentFrom, []) AS different, coalesce(i.undecided, []) AS undecided, i.reason AS reason, "
    "i.decidedBy AS by, i.since AS on, i.rule AS rule, i.dataset AS dataset ORDER BY id"
)
