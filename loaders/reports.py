"""Reports and their claims, from our own YAML files (docs/data-files.md)."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from ..graph.account import Account
from ..graph.documents import remove_others
from ..graph.engine import Transaction
from ..graph.store import Graph
from ..schema.dates import HalfDate
from ..schema.errors import ValueInvalid
from ..schema.node import Node
from ..schema.sources import Report
from ..schema.statements import Claim
from ..schema.vocabulary import EVENT_PROPERTIES, Property, Stance
from .base import Progress, close
from .yaml_file import YamlFile, known_from

Nodes = list[tuple[dict[str, Any], Node]]


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> Account:
    """Load a claims file. A report is replaced whole; `edition` is not used, reports bear their dates."""
    file = YamlFile(path, "reports", ("reports", "cases"))
    nodes: Nodes = []
    for item, report in file.reports.values():
        nodes.append((item, report))
        for claim_item in file.listed(item, "claims"):
            claim = file.built(claim_item, lambda said, report=report: claim_of(said, report))  # type: ignore[misc]
            if claim is not None:
                nodes.append((claim_item, claim))
        if progress:
            progress(len(nodes))
    with graph.writing() as tx:
        file.store_basics(tx, reports=False)
        for report_id in file.reports:
            kept = [node.id for _, node in nodes if isinstance(node, Claim) and node.report == report_id]
            file.account.ended += remove_others(tx, report_id, kept)
        nodes = file.without_circles(nodes, lambda node: node.rests_on if isinstance(node, Claim) else [])
        file.store_counted(tx, _of_kind(tx, file, _in_time(tx, file, nodes)))
        close(tx, file.account)
    return file.account


def _in_time(tx: Transaction, file: YamlFile, nodes: Nodes) -> Nodes:
    """Without claims that rest on or answer what was published later: as of a day, their base would be missing."""
    claims = {node.id: node for _, node in nodes if isinstance(node, Claim)}
    named = {end for claim in claims.values() for end in (*claim.rests_on, *claim.answers)}
    query = "UNWIND $ids AS id MATCH (c:Statement {id: id}) RETURN c.id AS id, c.since AS since"
    since = {row["id"]: row["since"] for row in tx.run(query, {"ids": sorted(named - set(claims))})}
    since |= {claim.id: claim.since for claim in claims.values()}
    kept = []
    for item, node in nodes:
        later = []
        if isinstance(node, Claim):
            later = [base for base in (*node.rests_on, *node.answers) if since.get(base, "") > node.since]
        if later:
            file.account.read += 1
            why = f"{node.id} rests on or answers {', '.join(later)}, which was published later"
            file.account.reject(file.place(item), why, node.name)
        else:
            kept.append((item, node))
    return kept


def _of_kind(tx: Transaction, file: YamlFile, nodes: Nodes) -> Nodes:
    """Without claims on a property that the kind of their event does not have."""
    claims = [node for _, node in nodes if isinstance(node, Claim)]
    query = "UNWIND $ids AS id MATCH (e:Entity:Event {id: id}) RETURN e.id AS id, labels(e) AS labels"
    kinds = {row["id"]: row["labels"] for row in tx.run(query, {"ids": sorted({c.about for c in claims})})}
    kept = []
    for item, node in nodes:
        lacking = None
        if isinstance(node, Claim) and node.about in kinds:
            kind = next((k for k in EVENT_PROPERTIES if k in kinds[node.about]), "Event")
            lacking = kind if node.property not in EVENT_PROPERTIES[kind] else None
        if lacking:
            file.account.read += 1
            had = ", ".join(sorted(EVENT_PROPERTIES[lacking]))
            why = f"{node.id}: an event of kind {lacking} has no {node.property} (it has {had})"  # type: ignore[attr-defined]
            file.account.reject(file.place(item), why, node.name)
        else:
            kept.append((item, node))
    return kept


def claim_of(said: dict[str, Any], report: Report) -> Claim:
    """A claim from its mapping. Raises ValueInvalid or KeyError where something it needs is missing."""
    said = dict(said)
    local = str(said.pop("id"))
    value = said.pop("value", None)
    entity = said.get("entity")
    for needed in ("about", "property", "stance", "basis", "speaker", "locator"):
        if not said.get(needed):
            raise ValueInvalid(f"claim {local!r} has no {needed}: say who says it, where, and on what basis")
    prop = Property(said["property"])
    if value is not None and entity:
        raise ValueInvalid(f"claim {local!r} has both a value and an entity: give the one that is meant")
    if (
        value is None
        and not entity
        and prop is not Property.EXISTS
        and said["stance"] in (Stance.ASSERTS, Stance.SUGGESTS)
    ):
        raise ValueInvalid(f"claim {local!r} {said['stance']} a {prop} without a value or entity")
    number = float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None
    if number is not None and not math.isfinite(number):
        raise ValueInvalid(f"claim {local!r} counts {value}, which is no number")
    dated = prop is Property.DATE and value is not None and said["stance"] in (Stance.ASSERTS, Stance.SUGGESTS)
    when = HalfDate.parse(str(value)) if dated else None
    text = None if value is None else str(value)
    shown = " ".join(filter(None, (text or entity, said.get("unit"))))
    return Claim(
        **{k: v for k, v in said.items() if v is not None},
        id=f"{report.id}#{local}",
        name=f"{prop} {said['stance']}: {shown}" if shown else f"{prop} {said['stance']}",
        value=text,
        number=number,
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        since=known_from(report),
        report=report.id,
    )
