"""Law from our own YAML files: programme, resolutions, provisions, measures with their steps, goods."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import partial
from pathlib import Path

from ...graph.editions.documents import store, store_entities
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.store import Graph
from ...graph.writing import missing_nodes, write_nodes
from ...schema.dates import ALWAYS
from ...schema.entities import Entity
from ...schema.errors import InputError
from ...schema.further_records import Classification
from ...schema.ids import slug
from ...schema.law import Measure, Programme, Provision, Renewal
from ...schema.node import Node
from ...schema.sources import Publisher, Report
from .duties import DutyTable, act_of, bearer_of
from .duty_forms import ActForm, BearerForm
from .law_forms import (
    AnnexForm,
    GoodsForm,
    MeasureForm,
    ProgrammeForm,
    ProvisionForm,
    ReadingForm,
    RenewalForm,
    ResolutionForm,
    SharedExemptionForm,
)
from .law_nodes import (
    annex_of,
    measure_of,
    programme_of,
    provision_of,
    reading_of,
    renewal_of,
    resolution_of,
    shared_exemption_of,
)
from .stored_law import StoredLaw
from .yaml_file import Nodes, YamlFile, known_from
from .yaml_text import YamlMapping

_SECTIONS = (
    *("programme", "resolutions", "provisions", "measures", "goods", "exemptions", "renewals", "annexes", "readings"),
    *("acts", "bearers"),
)


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
    nodes += _law(file, DutyTable(graph), StoredLaw(graph))
    with graph.writing() as tx:
        store_entities(tx, goods, decided=True)
        file.store_basics(tx)
        write_nodes(tx, missing_nodes(tx, stubs))
        store(tx, basics)
        file.store_counted(tx, nodes)
        if not nodes or all(isinstance(node, Classification) for _, node in nodes):
            _count_goods(file.account, len(goods), nodes)
        file.close(tx)
    return file.account


def _count_goods(account: LoadReport, goods: int, nodes: Nodes) -> None:
    """Count kinds of goods that are within no other: they have no statement of their own and are read all the same."""
    bare = goods - len({node.member for _, node in nodes if isinstance(node, Classification)})
    account.read += bare
    if account.written:
        account.written += bare
    else:
        account.unchanged += bare


def _law(file: YamlFile, table: DutyTable, stored: StoredLaw) -> Nodes:
    """Return all nodes of the file but its goods, each with the mapping that it was made of."""
    acts = file.with_items("acts", ActForm, act_of)
    bearers = file.with_items("bearers", BearerForm, bearer_of)
    table.add((act for _, act in acts), (bearer for _, bearer in bearers))
    programme = _programme(file)
    nodes: Nodes = [*acts, *bearers, *([programme] if programme else [])]
    if not programme and (file.content.get("programme") or file.content.get("measures")):
        return nodes
    id_ = programme[1].id if programme else None
    nodes += file.with_items("resolutions", ResolutionForm, partial(resolution_of, id_))
    provisions: Nodes = [*file.with_items("provisions", ProvisionForm, provision_of)]
    nodes += file.without_circles(
        provisions,
        lambda node: node.amends if isinstance(node, Provision) else [],
        known=stored.amends(but=[node.id for _, node in provisions]),
    )
    nodes += file.with_items("annexes", AnnexForm, annex_of)
    nodes += file.with_items("readings", ReadingForm, reading_of)
    expires: dict[str, str | None] = {}
    if programme:
        for item, measure in file.with_items("measures", MeasureForm, partial(measure_of, programme[1], table)):
            nodes += [(item, node) for node in measure]
            expires |= {node.id: node.expires for node in measure if isinstance(node, Measure)}
    renewals: Nodes = [*file.with_items("renewals", RenewalForm, renewal_of)]
    nodes += file.keep(renewals, _wrong_renewal(expires, stored, [node.id for _, node in renewals]))
    nodes += file.with_items("exemptions", SharedExemptionForm, partial(shared_exemption_of, table))
    return nodes


def _programme(file: YamlFile) -> tuple[YamlMapping, Programme] | None:
    """Return the programme of the file, if it has one; measures need one."""
    content = file.content.get("programme")
    if content is not None and not isinstance(content, YamlMapping):
        raise InputError(
            f"{file.path}:{file.content.lines['programme']}", "`programme` is not a mapping", "Correct the file."
        )
    if content:
        programme = file.record(content, ProgrammeForm, programme_of)
        return (content, programme) if programme else None
    if file.content.get("measures"):
        file.account.read += 1
        file.account.reject(f"{file.path}:1", "`programme` is missing: say to which one the law of this file belongs")
    return None


def _wrong_renewal(
    measures: Mapping[str, str | None], stored: StoredLaw, own: Collection[str]
) -> Callable[[Node], str | None]:
    """Return what says what is wrong with a renewal: nothing to renew, or a day on which the measure had ended.

    `measures` are those of the file, with the day on which each first expires; others are `stored`. `own` are the ids
    of the file's renewals. Ask in the order of the file.
    """
    ends = dict(measures)

    def wrong(node: Node) -> str | None:
        if not isinstance(node, Renewal):
            return None
        for measure in node.measures:
            if measure not in ends and not stored.has(measure):
                continue
            end = ends[measure] if measure in ends else stored.stands(measure, node.since, but=own)
            if end is None:
                return f"renews {measure}, which has no `expires`"
            if node.since > end:
                return f"renews {measure} from {node.since}, but it had ended on {end}: end its step and begin another"
            if node.until <= end:
                return f"renews {measure} until {node.until}, which is not after {end}"
            ends[measure] = node.until
        return None

    return wrong


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
            since=ALWAYS if form.always else known_from(report),
            source=report.id,
            note=form.note,
            member=form.id,
            within=wider,
        )
        for wider in form.within
    ]
    return Entity.named(form.id, "Goods", form.name), statements
