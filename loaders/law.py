"""Law from our own YAML files: programme, resolutions, provisions, measures with their steps, goods."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ..graph.account import Account
from ..graph.documents import store, store_entities
from ..graph.rows import missing_nodes, write_nodes
from ..graph.store import Graph
from ..schema.dates import FOREVER, day
from ..schema.entities import Entity
from ..schema.errors import InputError, ValueInvalid
from ..schema.ids import slug
from ..schema.law import Duty, Exemption, Measure, Programme, Provision, Resolution, Scope
from ..schema.node import Node
from ..schema.sources import Publisher, Report
from ..schema.statements import Classification
from .base import Progress, close
from .yaml_file import LINE, YamlFile, known_from, only

_SECTIONS = ("programme", "resolutions", "provisions", "measures", "goods")
Nodes = list[tuple[dict[str, Any], Node]]


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> Account:
    """Load a law file. Goods that measures name must be in the graph or in the same file."""
    file = YamlFile(path, "law", _SECTIONS)
    nodes: Nodes = []
    goods: list[Entity] = []
    basics: list[Node] = []
    stubs: list[Node] = []
    for item in file.items("goods"):
        made = file.built(item, lambda said: _goods(said, basics, stubs))
        if made is not None:
            goods.append(made[0])
            nodes += [(item, node) for node in made[1]]
    programme = file.content.get("programme")
    if programme is not None and not isinstance(programme, dict):
        raise InputError(f"{path}:1", "`programme` is not a mapping", "Mend the file.")
    if programme:
        built = file.built(programme, _programme)
        if built is not None:
            nodes.append((programme, built))
            _regime(file, built.id, nodes)
    elif any(file.content.get(section) for section in ("resolutions", "provisions", "measures")):
        file.built({**file.content, LINE: 1}, lambda _: (_ for _ in ()).throw(KeyError("programme")))
    with graph.writing() as tx:
        store_entities(tx, goods, decided=True)
        file.store_basics(tx)
        write_nodes(tx, missing_nodes(tx, stubs))
        store(tx, basics)
        file.store_counted(tx, nodes)
        if not nodes or all(isinstance(node, Classification) for _, node in nodes):
            _count_goods(file.account, len(goods), nodes)
        close(tx, file.account)
    return file.account


def _count_goods(account: Account, goods: int, nodes: Nodes) -> None:
    """A kind of goods that is within no other has no statement of its own; it counts as read all the same."""
    bare = goods - len({node.member for _, node in nodes if isinstance(node, Classification)})
    account.read += bare
    if account.written:
        account.written += bare
    else:
        account.unchanged += bare


def _regime(file: YamlFile, programme: str, nodes: Nodes) -> None:
    for item in file.items("resolutions"):
        resolution = file.built(
            item, lambda said: Resolution(programme=programme, **_dated(said, "adopted", "accessed"))
        )
        if resolution is not None:
            nodes.append((item, resolution))
    for item in file.items("provisions"):
        provision = file.built(item, _provision)
        if provision is not None:
            nodes.append((item, provision))
    for item in file.items("measures"):
        made = file.built(item, lambda said: _measure(said, programme))
        if made is not None:
            nodes += [(item, node) for node in made]


def _programme(said: dict[str, Any]) -> Programme:
    return Programme(**_dated(said, "since", "accessed"))


def _provision(said: dict[str, Any]) -> Provision:
    said = _dated(said, "since", "until", "accessed")
    if not said.get("sources"):
        if said.get("checked") != "unchecked":
            raise ValueInvalid(f"{said.get('id')} is marked checked but has no source")
        said["sources"] = []
    seen = said.pop("number_seen")
    number = str(said["paragraph"])
    resolution = str(said["resolution"]).partition(":")[2]
    return Provision(**said, numberSeen=seen, name=f"{resolution} para. {number}")


def _measure(said: dict[str, Any], programme: str) -> list[Node]:
    only(said, "id", "name", "steps", "exemptions", "note")
    id_, name = str(said["id"]), str(said["name"])
    nodes: list[Node] = [Measure(id=id_, name=name, programme=programme)]
    steps = [{k: v for k, v in step.items() if k not in (LINE, "note")} for step in said["steps"]]
    starts = [day(str(step["since"])) for step in steps]
    if starts != sorted(set(starts)):
        raise ValueInvalid(f"the steps of {id_} are not in rising order of their dates")
    for number, step in enumerate(steps):
        since = starts[number]
        following = starts[number + 1] if number + 1 < len(starts) else FOREVER
        until = day(str(step["until"])) if step.get("until") else following
        if until > following:
            raise ValueInvalid(f"a step of {id_} from {since} ends after the next begins")
        duties = [
            Duty(
                id=f"{id_}@{since}#{n}",
                name=f"{duty['bearer']}: {duty['act']}",
                **{k: v for k, v in duty.items() if k != LINE},
            )
            for n, duty in enumerate(step.get("duties") or [], 1)
        ]
        nodes.append(
            Scope(
                id=f"{id_}@{since}",
                name=f"{name}, from {since}",
                since=since,
                until=until,
                direction=step["direction"],
                summary=str(step["summary"]),
                threshold=step.get("threshold"),
                measure=id_,
                by=list(step["by"]),
                goods=list(step.get("goods") or []),
                duties=duties,
            )
        )
    for exemption in said.get("exemptions") or []:
        kept = {k: v for k, v in _dated(exemption, "since", "until").items() if k not in (LINE, "note")}
        nodes.append(Exemption(**kept, measure=[id_]))
    return nodes


def _goods(said: dict[str, Any], basics: list[Node], stubs: list[Node]) -> tuple[Entity, list[Node]]:
    only(said, "id", "name", "within", "source", "note")
    id_ = str(said["id"])
    source = said["source"]
    name = str(source["publisher"])
    publisher = Publisher(id=f"pub:{slug(name)}", name=name)
    report = Report(
        id=f"report:{slug(name)}-{slug(source['title'])}",
        name=str(source["title"]),
        published=str(source["published"]),
        url=str(source["url"]),
        publisher=publisher.id,
    )
    # A publisher is named here, not described: what another file says of it stands.
    stubs.append(publisher)
    basics.append(report)
    statements: list[Node] = [
        Classification(
            id=f"classification:{id_}/{wider}",
            name=f"{said['name']} within {wider}",
            dataset="goods",
            key=f"{id_}/{wider}",
            since=known_from(report),
            source=report.id,
            note=said.get("note"),
            member=id_,
            within=str(wider),
        )
        for wider in said.get("within") or []
    ]
    return Entity.named(id_, "Goods", str(said["name"])), statements


def _dated(said: dict[str, Any], *days: str) -> dict[str, Any]:
    """The mapping with its days checked; null days left out, which means open."""
    said = {k: v for k, v in said.items() if v is not None and k != LINE}
    for key in days:
        if key in said:
            said[key] = day(str(said[key]))
    return said
