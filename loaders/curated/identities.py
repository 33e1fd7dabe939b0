"""Decisions of ours: which names a thing bears here, and which ids of sources mean it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ...graph.editions.documents import store_entities
from ...graph.identity.decisions import repoint
from ...graph.identity.naming import canonical_ids
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.dates import day
from ...schema.entities import Entity
from ...schema.errors import ValueInvalid
from ...schema.ids import slug
from ...schema.node import Node
from ...schema.statements import Alias, Identity, Part
from ..common.load import close, texts
from .yaml_file import CURATORS, YamlFile, only


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load things and identities; statements about an id that is decided to be another thing move to it."""
    file = YamlFile(path, "identities", ("identities",))
    nodes: list[tuple[dict[str, Any], Node]] = []
    names: list[Entity] = []
    for item in file.items("identities"):
        built = file.built(item, _decision)
        if built is not None:
            identity, entity = built
            nodes.append((item, identity))
            names.append(entity)
    with graph.writing() as tx:
        before = canonical_ids(tx)
        changed = file.store_basics(tx)
        store_entities(tx, names, decided=True)
        file.store_counted(tx, nodes)
        repoint(tx, before, canonical_ids(tx))
        for thing in file.things:
            file.account.read += 1
            if changed["Statement", f"identity:{thing.id}"]:
                file.account.written += 1
            else:
                file.account.unchanged += 1
        close(tx, file.account)
    return file.account


def _decision(said: dict[str, Any]) -> tuple[Identity, Entity]:
    identity = _identity(said)
    known = [part.name for part in identity.parts_]
    return identity, Entity.named(identity.about, str(said["kind"]), identity.name, known)


def _identity(said: dict[str, Any]) -> Identity:
    only(said, "canonical", "name", "kind", "names", "same_as", "reason", "source", "decided", "by")
    about = str(said["canonical"])
    source = said.get("source") or {}
    if not said.get("reason") or not source.get("url"):
        raise ValueInvalid(f"the decision on {about} needs a reason and a source with its url")
    parts: list[Part] = [
        Alias(id=f"identity:{about}#name-{slug(name) or n}", name=name)
        for n, name in enumerate(dict.fromkeys(texts(said, "names")))
    ]
    return Identity(
        id=f"identity:{about}/same",
        name=str(said["name"]),
        dataset="identities",
        key=f"{about}/same",
        since=day(str(said["decided"])),
        about=about,
        sameAs=texts(said, "same_as"),
        reason=f"{said['reason']} ({source['url']})",
        decidedBy=str(said["by"]),
        source=CURATORS.id,
        parts_=parts,
    )
