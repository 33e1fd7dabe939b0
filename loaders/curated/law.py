"""Law from our own YAML files: programme, resolutions, provisions, measures with their steps, goods."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

from ...graph.editions.documents import store, store_entities
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...graph.writing import missing_nodes, write_nodes
from ...schema.dates import FOREVER, day
from ...schema.entities import Entity
from ...schema.errors import InputError, ValueInvalid
from ...schema.ids import slug
from ...schema.law import Condition, Duty, Exemption, Measure, Programme, Provision, Resolution, Scope
from ...schema.node import Node
from ...schema.sources import Publisher, Report
from ...schema.statements import Classification
from ...schema.vocabulary import KINDS
from ..common.load import close, texts
from .yaml_file import LINE, Nodes, YamlFile, known_from, only

_SECTIONS = ("programme", "resolutions", "provisions", "measures", "goods")
_STEP = (
    *("since", "until", "by", "direction", "goods", "except", "designated", "summary", "threshold", "cap"),
    *("effect_of", "duties", "note"),
)


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
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
    nodes = file.without_circles(nodes, lambda node: [node.within], lambda node: node.member)  # type: ignore[attr-defined]
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


def _count_goods(account: LoadReport, goods: int, nodes: Nodes) -> None:
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
    provisions: Nodes = []
    for item in file.items("provisions"):
        provision = file.built(item, _provision)
        if provision is not None:
            provisions.append((item, provision))
    nodes += file.without_circles(provisions, lambda node: node.amends if isinstance(node, Provision) else [])
    for item in file.items("measures"):
        made = file.built(item, lambda said: _measure(said, programme))
        if made is not None:
            nodes += [(item, node) for node in made]


def _programme(said: dict[str, Any]) -> Programme:
    if not said.get("target"):
        raise ValueInvalid(f"programme {said.get('id')!r} has no target: say at which State it is aimed")
    return Programme(**_dated(said, "since", "accessed"))


def _provision(said: dict[str, Any]) -> Provision:
    said = _dated(said, "since", "until", "accessed")
    if not said.get("sources"):
        if said.get("checked") != "unchecked":
            raise ValueInvalid(f"{said.get('id')} is marked checked but has no source")
        said["sources"] = []
    if said.get("until", FOREVER) <= said["since"]:
        raise ValueInvalid(f"{said.get('id')} ends on {said['until']}, before it begins on {said['since']}")
    seen = said.pop("number_seen")
    number = str(said["paragraph"])
    resolution = str(said["resolution"]).partition(":")[2]
    return Provision(**said, numberSeen=seen, name=f"{resolution} para. {number}")


def _measure(said: dict[str, Any], programme: str) -> list[Node]:
    only(said, "id", "name", "steps", "exemptions", "note")
    id_, name = str(said["id"]), str(said["name"])
    nodes: list[Node] = [Measure(id=id_, name=name, programme=programme)]
    steps = [{k: v for k, v in step.items() if k != LINE} for step in said["steps"]]
    starts = [day(str(step["since"])) for step in steps]
    if starts != sorted(set(starts)):
        raise ValueInvalid(f"the steps of {id_} are not in rising order of their dates")
    ends = [*starts[1:], FOREVER]
    nodes += [
        _scope(id_, name, step, since, following) for step, since, following in zip(steps, starts, ends, strict=True)
    ]
    nodes += [_exemption(id_, exemption) for exemption in said.get("exemptions") or []]
    return nodes


def _scope(id_: str, name: str, step: dict[str, Any], since: str, following: str) -> Scope:
    only(step, *_STEP)
    until = day(str(step["until"])) if step.get("until") else following
    if until > following:
        raise ValueInvalid(f"a step of {id_} from {since} ends after the next begins")
    if until <= since:
        raise ValueInvalid(f"a step of {id_} from {since} ends on {until}, before it begins")
    if not step.get("by"):
        raise ValueInvalid(f"a step of {id_} from {since} rests on no provision")
    unknown = sorted(set(step.get("designated") or []) - set(KINDS))
    if unknown:
        raise ValueInvalid(f"a step of {id_} is about what is designated of no known kind: {', '.join(unknown)}")
    duties = [
        Duty(
            id=f"{id_}@{since}#{n}",
            name=f"{duty['bearer']}: {duty['act']}",
            **{k: v for k, v in duty.items() if k != LINE},
        )
        for n, duty in enumerate(step.get("duties") or [], 1)
    ]
    return Scope(
        id=f"{id_}@{since}",
        name=f"{name}, from {since}",
        since=since,
        until=until,
        direction=step["direction"],
        summary=str(step["summary"]),
        threshold=step.get("threshold"),
        measure=id_,
        by=list(step["by"]),
        goods=texts(step, "goods"),
        excepted=texts(step, "except"),
        designated=texts(step, "designated"),
        effect_of=step.get("effect_of"),
        duties=duties,
        **_cap(step.get("cap")),
    )


def _cap(said: dict[str, Any] | None) -> dict[str, Any]:
    """The ceiling of a step: so much, of what unit, in each so many months, from when."""
    if said is None:
        return {}
    only(said, "number", "unit", "months", "from")
    number, months, unit = said["number"], said["months"], said["unit"]
    if isinstance(number, bool) or isinstance(months, bool) or not isinstance(unit, str) or not unit.strip():
        raise ValueInvalid(f"a cap needs a number, a unit and months, not {number!r}, {unit!r}, {months!r}")
    number, months = float(number), int(months)
    if not (math.isfinite(number) and number >= 0 and months > 0):
        raise ValueInvalid(f"a cap of {said['number']} in {said['months']} months is none")
    return {"cap": number, "capUnit": unit, "capMonths": months, "capFrom": day(str(said["from"]))}


def _exemption(measure: str, said: dict[str, Any]) -> Exemption:
    only(said, "id", "name", "since", "until", "by", "goods", "conditions", "note")
    kept = {k: v for k, v in _dated(said, "since", "until").items() if k not in ("note", "conditions")}
    if kept.get("until", FOREVER) <= kept["since"]:
        raise ValueInvalid(f"{said['id']} ends on {kept['until']}, before it begins on {kept['since']}")
    conditions = said["conditions"]
    if not isinstance(conditions, list) or not all(isinstance(condition, dict) for condition in conditions):
        raise ValueInvalid(f"the conditions of {said['id']} are not a list of `id` and `text`")
    for condition in conditions:
        only(condition, "id", "text")
    made = [Condition(id=f"{said['id']}#{slug(c['id'])}", name=str(c["text"])) for c in conditions]
    if any(condition.id.endswith("#") for condition in made):
        raise ValueInvalid(f"a condition of {said['id']} has no id of letters or digits")
    if len({condition.id for condition in made}) < len(made):
        raise ValueInvalid(f"two conditions of {said['id']} have one id")
    return Exemption(**kept, measure=[measure], conditions=made)


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
