"""Decisions of ours: which names a thing bears here, and which ids of sources mean it."""

from __future__ import annotations

from pathlib import Path

from ...graph.editions.documents import store_entities
from ...graph.identity.decisions import repoint
from ...graph.identity.links import canonical_ids
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...schema.entities import Entity
from ...schema.ids import slug
from ...schema.statements import Alias, Identity, Part
from .forms import IdentityForm
from .yaml_file import CURATORS, Nodes, YamlFile


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load things and identities; statements about an id that is decided to be another thing move to it."""
    file = YamlFile(path, "identities", ("identities",))
    nodes: Nodes = []
    names: list[Entity] = []
    for item in file.items("identities"):
        decision = file.record(item, IdentityForm, _decision)
        if decision is not None:
            nodes.append((item, decision[0]))
            names.append(decision[1])
    with graph.writing() as tx:
        before = canonical_ids(tx)
        changed = file.store_basics(tx, rename=True)
        store_entities(tx, names, decided=True)
        file.store_counted(tx, nodes)
        repoint(tx, before, canonical_ids(tx))
        for thing in file.things:
            file.account.read += 1
            if changed["Statement", f"identity:{thing.id}"]:
                file.account.written += 1
            else:
                file.account.unchanged += 1
        file.close(tx)
    return file.account


def _decision(form: IdentityForm) -> tuple[Identity, Entity]:
    about = form.canonical
    names = list(dict.fromkeys(form.names))
    parts: list[Part] = [
        Alias(id=f"identity:{about}#name-{slug(name) or n}", name=name) for n, name in enumerate(names)
    ]
    identity = Identity(
        id=f"identity:{about}/same",
        name=form.name,
        dataset="identities",
        key=f"{about}/same",
        since=form.decided,
        about=about,
        sameAs=form.same_as,
        reason=f"{form.reason} ({form.source.url})",
        decidedBy=form.by,
        source=CURATORS.id,
        parts_=parts,
    )
    return identity, Entity.named(about, form.kind, form.name, names)
