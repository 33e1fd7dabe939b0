"""Law from our own YAML files: programme, resolutions, provisions, measures with their steps, goods."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ...graph.editions.documents import store, store_entities
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...graph.writing import missing_nodes, write_nodes
from ...schema.entities import Entity
from ...schema.errors import InputError
from ...schema.ids import slug
from ...schema.law import Condition, Duty, Exemption, Measure, Programme, Provision, Resolution, Scope
from ...schema.node import Node
from ...schema.sources import Publisher, Report
from ...schema.statements import Classification
from ..common.load import close
from .law_forms import ExemptionForm, GoodsForm, MeasureForm, ProgrammeForm, ProvisionForm, ResolutionForm, StepForm
from .yaml_file import Nodes, YamlFile, known_from
from .yaml_text import YamlMapping

_SECTIONS = ("programme", "resolutions", "provisions", "measures", "goods")


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a law file. Goods that measures name must be in the graph or in the same file."""
    file = YamlFile(path, "law", _SECTIONS)
    nodes: Nodes = []
    goods: list[Entity] = []
    basics: list[Node] = []
    stubs: list[Node] = []
    for item in file.items("goods"):
        kind = file.record(item, GoodsForm, partial(_goods, basics, stubs))
        if kind is not None:
            goods.append(kind[0])
            nodes += [(item, node) for node in kind[1]]
    nodes = file.without_circles(nodes, lambda node: [node.within], lambda node: node.member)  # type: ignore[attr-defined]
    content = file.content.get("programme")
    if content is not None and not isinstance(content, YamlMapping):
        raise InputError(
            f"{path}:{file.content.lines['programme']}", "`programme` is not a mapping", "Correct the file."
        )
    if content:
        programme = file.record(content, ProgrammeForm, _programme)
        if programme is not None:
            nodes.append((content, programme))
            _regime(file, programme.id, nodes)
    elif any(file.content.get(section) for section in ("resolutions", "provisions", "measures")):
        file.account.read += 1
        file.account.reject(f"{path}:1", "`programme` is missing: say to which one the law of this file belongs")
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
    """Count kinds of goods that are within no other: they have no statement of their own and are read all the same."""
    bare = goods - len({node.member for _, node in nodes if isinstance(node, Classification)})
    account.read += bare
    if account.written:
        account.written += bare
    else:
        account.unchanged += bare


def _regime(file: YamlFile, programme: str, nodes: Nodes) -> None:
    for item in file.items("resolutions"):
        resolution = file.record(item, ResolutionForm, partial(_resolution, programme))
        if resolution is not None:
            nodes.append((item, resolution))
    provisions: Nodes = []
    for item in file.items("provisions"):
        provision = file.record(item, ProvisionForm, _provision)
        if provision is not None:
            provisions.append((item, provision))
    nodes += file.without_circles(provisions, lambda node: node.amends if isinstance(node, Provision) else [])
    for item in file.items("measures"):
        measure = file.record(item, MeasureForm, partial(_measure, programme))
        nodes += [(item, node) for node in measure or ()]


def _programme(form: ProgrammeForm) -> Programme:
    return Programme(**form.model_dump(exclude_none=True))


def _resolution(programme: str, form: ResolutionForm) -> Resolution:
    return Resolution(**form.model_dump(exclude_none=True), programme=programme)


def _provision(form: ProvisionForm) -> Provision:
    resolution = form.resolution.partition(":")[2]
    content = form.model_dump(exclude={"number_seen"}, exclude_none=True)
    return Provision(**content, numberSeen=form.number_seen, name=f"{resolution} para. {form.paragraph}")


def _measure(programme: str, form: MeasureForm) -> list[Node]:
    """Return the measure, its steps and its exemptions."""
    return [
        Measure(id=form.id, name=form.name, programme=programme),
        *(_scope(form, step, until) for step, (_, until) in zip(form.steps, form.intervals, strict=True)),
        *(_exemption(form.id, exemption) for exemption in form.exemptions),
    ]


def _scope(measure: MeasureForm, step: StepForm, until: str) -> Scope:
    id_ = f"{measure.id}@{step.since}"
    duties = [
        Duty(id=f"{id_}#{n}", name=f"{duty.bearer}: {duty.act}", bearer=duty.bearer, act=duty.act, nexus=duty.nexus)
        for n, duty in enumerate(step.duties, 1)
    ]
    cap = step.cap
    return Scope(
        id=id_,
        name=f"{measure.name}, from {step.since}",
        since=step.since,
        until=until,
        direction=step.direction,
        summary=step.summary,
        threshold=step.threshold,
        measure=measure.id,
        by=step.by,
        goods=step.goods,
        excepted=step.excepted,
        designated=step.designated,
        effect_of=step.effect_of,
        duties=duties,
        cap=cap.number if cap else None,
        capUnit=cap.unit if cap else None,
        capMonths=cap.months if cap else None,
        capFrom=cap.start if cap else None,
    )


def _exemption(measure: str, form: ExemptionForm) -> Exemption:
    return Exemption(
        id=form.id,
        name=form.name,
        since=form.since,
        until=form.until,
        by=form.by,
        goods=form.goods,
        measure=[measure],
        conditions=[Condition(id=f"{form.id}#{slug(c.id)}", name=c.text) for c in form.conditions],
    )


def _goods(basics: list[Node], stubs: list[Node], form: GoodsForm) -> tuple[Entity, list[Node]]:
    """Return a kind of goods and its classifications; add its register to `basics`, the publisher to `stubs`."""
    source = form.source
    publisher = Publisher(id=f"pub:{slug(source.publisher)}", name=source.publisher)
    report = Report(
        id=f"report:{slug(source.publisher)}-{slug(source.title)}",
        name=source.title,
        published=source.published,
        url=source.url,
        publisher=publisher.id,
    )
    # A publisher is named here, not described: what another file says of it stands.
    stubs.append(publisher)
    basics.append(report)
    statements: list[Node] = [
        Classification(
            id=f"classification:{form.id}/{wider}",
            name=f"{form.name} within {wider}",
            dataset="goods",
            key=f"{form.id}/{wider}",
            since=known_from(report),
            source=report.id,
            note=form.note,
            member=form.id,
            within=wider,
        )
        for wider in form.within
    ]
    return Entity.named(form.id, "Goods", form.name), statements
