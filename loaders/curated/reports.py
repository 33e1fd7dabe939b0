"""Reports and their claims, from our own YAML files (docs/data-files.md)."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from ...graph.editions.documents import remove_others
from ...graph.load_report import LoadReport
from ...graph.progress import Progress
from ...graph.protocols import Transaction
from ...graph.store import Graph
from ...schema.claim_words import claim_caption
from ...schema.dates import HalfDate
from ...schema.errors import InputError, ValueInvalid
from ...schema.names import name_key
from ...schema.node import Node
from ...schema.sources import Report
from ...schema.statements import Claim
from ...schema.vocabulary import EVENT_PROPERTIES, Property, Stance
from .duties import DutyTable
from .forms import ClaimForm, DefaultsForm
from .name_bearers import bearers_by_key
from .quote_forms import quote_fields
from .resemblance import new_things, resemblances
from .yaml_file import Nodes, YamlFile, known_from
from .yaml_text import YamlMapping


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load a claims file. A report is replaced whole; `edition` is not used, reports bear their dates."""
    file = YamlFile(path, "reports", ("reports", "cases"))
    claims: Nodes = []
    for item, report in file.reports.values():
        for claim_item in with_defaults(file, item):
            claim = file.record(claim_item, ClaimForm, partial(claim_of, report))
            if claim is not None:
                claims.append((claim_item, claim))
        if progress:
            progress(len(claims))
    _check_unread(file)
    claims = _answering(graph, file, claims)
    with graph.writing() as tx:
        new = new_things(tx, file.things)
        file.store_basics(tx, reports=False)
        file.suggest_ids(tx, ("about", "entity", "speaker"))
        nodes: Nodes = [*file.reports.values(), *claims]
        kept: dict[str, list[str]] = {report_id: [] for report_id in file.reports}
        for _, node in nodes:
            if isinstance(node, Claim):
                kept[node.report].append(node.id)
        for report_id, ids in kept.items():
            file.account.ended += remove_others(tx, report_id, ids)
        # A circle can close through another file only among claims of one day, as none rests on a later one.
        query = "MATCH (a:Statement:Claim)-[:RESTS_ON]->(b:Statement:Claim) WHERE a.since = b.since "
        pairs = [(row["a"], row["b"]) for row in tx.run(f"{query}RETURN a.id AS a, b.id AS b")]
        own_ids = {node.id for _, node in nodes}
        stored_pairs = [(a, b) for a, b in pairs if a not in own_ids]
        nodes = file.without_circles(
            nodes, lambda node: node.rests_on if isinstance(node, Claim) else [], known=stored_pairs
        )
        nodes = _to_conditions(tx, file, _of_things(tx, file, _of_kind(tx, file, _in_time(tx, file, nodes))))
        file.store_counted(tx, nodes)
        file.account.notes += resemblances(tx, new, [node for _, node in nodes if isinstance(node, Claim)])
        file.close(tx)
    return file.account


def _check_unread(file: YamlFile) -> None:
    """Reject the broken claims of reports that could not be read: one bad key hides no other error."""
    read = {id(item) for item, _ in file.reports.values()}
    for item in file.items("reports"):
        if id(item) not in read:
            for claim_item in with_defaults(file, item):
                file.record(claim_item, ClaimForm, lambda form: form)


def with_defaults(file: YamlFile, report: YamlMapping) -> list[YamlMapping]:
    """Return the claims of a report, each with what `defaults` says and it does not."""
    claims = file.listed(report, "claims")
    defaults = report.get("defaults")
    if defaults is None:
        return claims
    if not isinstance(defaults, YamlMapping):
        raise InputError(file.place(report), "`defaults` is not a mapping", "Correct the file.")
    file.record(defaults, DefaultsForm, lambda form: form)
    whole = []
    for claim in claims:
        merged = YamlMapping({**defaults, **{key: value for key, value in claim.items() if value is not None}})
        merged.line, merged.lines = claim.line, {**defaults.lines, **claim.lines}
        whole.append(merged)
    return whole


def _answering(graph: Graph, file: YamlFile, claims: Nodes) -> Nodes:
    """Without claims that a duty was kept in a word that answers no duty: it would be passed over."""
    if not any(isinstance(node, Claim) and node.property == Property.COMPLIANCE for _, node in claims):
        return claims
    table = DutyTable(graph)

    def unanswering(node: Node) -> str | None:
        if not isinstance(node, Claim) or node.property != Property.COMPLIANCE or node.value is None:
            return None
        try:
            table.check_answer(node.value)
        except ValueInvalid as error:
            return str(error)
        return None

    return file.keep(claims, unanswering)


def _in_time(tx: Transaction, file: YamlFile, nodes: Nodes) -> Nodes:
    """Without claims that rest on or answer what was published later: as of a day, their base would be missing."""
    claims = {node.id: node for _, node in nodes if isinstance(node, Claim)}
    named = {end for claim in claims.values() for end in (*claim.rests_on, *claim.answers)}
    query = "UNWIND $ids AS id MATCH (c:Statement {id: id}) RETURN c.id AS id, c.since AS since"
    since = {row["id"]: row["since"] for row in tx.run(query, {"ids": sorted(named - set(claims))})}
    since |= {claim.id: claim.since for claim in claims.values()}

    def too_early(node: Node) -> str | None:
        bases = (*node.rests_on, *node.answers) if isinstance(node, Claim) else ()
        later = [base for base in bases if since.get(base, "") > since[node.id]]
        return f"rests on or answers {', '.join(later)}, which was published later" if later else None

    return file.keep(nodes, too_early)


def _of_kind(tx: Transaction, file: YamlFile, nodes: Nodes) -> Nodes:
    """Without claims on a property that the kind of their event does not have."""
    claims = [node for _, node in nodes if isinstance(node, Claim)]
    query = "UNWIND $ids AS id MATCH (e:Entity:Event {id: id}) RETURN e.id AS id, labels(e) AS labels"
    kinds = {row["id"]: row["labels"] for row in tx.run(query, {"ids": sorted({c.about for c in claims})})}

    def lacking(node: Node) -> str | None:
        if not isinstance(node, Claim) or node.about not in kinds:
            return None
        kind = next((k for k in EVENT_PROPERTIES if k in kinds[node.about]), "Event")
        if node.property in EVENT_PROPERTIES[kind]:
            return None
        had = ", ".join(sorted(EVENT_PROPERTIES[kind]))
        return f"is on {node.property}, which an event of kind {kind} does not have (it has {had})"

    return file.keep(nodes, lacking)


#: Properties whose value is a thing, with the labels that such a thing has; words are for what has no id.
_THINGS = {
    Property.PLACE: frozenset({"Place", "Country"}),
    Property.FROM: frozenset({"Place", "Country", "Organization", "Person"}),
    Property.TO: frozenset({"Place", "Country", "Organization", "Person"}),
    Property.ORIGIN: frozenset({"Place", "Country"}),
    Property.TRANSIT: frozenset({"Place", "Country"}),
    Property.COUNTRY: frozenset({"Country"}),
    Property.FLAG: frozenset({"Country"}),
    Property.NATIONALITY: frozenset({"Country"}),
    **dict.fromkeys(
        (Property.OWNER, Property.OPERATOR, Property.MANAGER), frozenset({"Person", "Organization", "Country"})
    ),
    Property.PART_OF: frozenset({"Place"}),
    Property.CARRIER: frozenset({"Vessel", "Asset", "Organization"}),
    Property.PARTICIPANT: frozenset({"Person", "Organization"}),
    Property.GOODS: frozenset({"Goods"}),
}


def _of_things(tx: Transaction, file: YamlFile, nodes: Nodes) -> Nodes:
    """Without claims that give, as a text, the name of a thing that the graph has: no rule would see what they say."""
    named = {
        node.id: (name_key(node.value), _THINGS[Property(node.property)])
        for _, node in nodes
        if isinstance(node, Claim) and node.value and node.property in _THINGS and Stance(node.stance).affirms
    }
    things = bearers_by_key(tx, (key for key, _ in named.values()))

    def in_words(node: Node) -> str | None:
        key, labels = named.get(node.id, ("", frozenset[str]()))
        ids = [bearer.id for bearer in things.get(key, ()) if labels.intersection(bearer.labels)]
        if not ids:
            return None
        return f'has the value {getattr(node, "value", "")!r} as a text: did you mean `entity: "{ids[0]}"`?'

    return file.keep(nodes, in_words)


def _to_conditions(tx: Transaction, file: YamlFile, nodes: Nodes) -> Nodes:
    """Without claims whose `condition` is in the graph, but nothing that a claim could fulfil."""
    ids = sorted({node.condition for _, node in nodes if isinstance(node, Claim) and node.condition})
    query = "UNWIND $ids AS id MATCH (x:Law {id: id}) RETURN x.id AS id, labels(x) AS labels"
    labels = {row["id"]: set(row["labels"]) for row in tx.run(query, {"ids": ids})}

    def strange(node: Node) -> str | None:
        if not isinstance(node, Claim) or node.condition not in labels:
            return None
        if node.property == Property.APPLICATION:
            return None if labels[node.condition] & _APPLIED else f"reads {node.condition}, which is no {_READ}"
        if labels[node.condition] & _FULFILLED:
            return None
        return f"speaks to {node.condition}, which is no exemption, no condition of one and no step of a measure"

    return file.keep(nodes, strange)


#: What a claim with a `condition` may speak to.
_FULFILLED = {"Exemption", "Condition", "Scope"}
#: What a claim with the property `application` may read.
_APPLIED = {"Provision", "Measure", "Scope"}
_READ = "provision, no measure and no step of one"


def _whole_id(report: Report, id_: str) -> str:
    return f"{report.id}{id_}" if id_.startswith("#") else id_


def claim_of(report: Report, form: ClaimForm) -> Claim:
    """Return the claim of a form. Raises ValueInvalid for a date that is asserted before it came."""
    since = known_from(report)
    value = form.value
    dated = form.property in (Property.DATE, Property.PERIOD)
    when = HalfDate.parse(value.text) if value and form.affirmed() and dated else None
    if when and when.earliest > since and form.stance == Stance.ASSERTS:
        raise ValueInvalid(
            f"asserts the date {when.text}, which is later than the report ({since}): "
            "correct it, or give what is planned as `stance: suggests`"
        )
    return Claim(
        **form.model_dump(exclude={"id", "value", "quote", "at", "rests_on", "answers"}, exclude_none=True),
        rests_on=[_whole_id(report, id_) for id_ in form.rests_on],
        answers=[_whole_id(report, id_) for id_ in form.answers],
        **quote_fields(form.quote, form.at),
        id=f"{report.id}#{form.id}",
        name=claim_caption(form.property, form.stance, value.text if value else None, form.entity, form.unit),
        value=value.text if value else None,
        number=value.number if value else None,
        earliest=when.earliest if when else None,
        latest=when.latest if when else None,
        since=since,
        report=report.id,
    )
