"""RDF that this project wrote: Turtle, TriG, N-Quads, N-Triples, JSON-LD. A graph comes back as it was.

Read by rdflib; the terms are in schema/rdf.py. What is said in other terms is counted in a note. In a graph that holds
something already, names of things grow as with every load; a statement, source or law that reads otherwise there is an
error, because neither could be kept.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any

from pydantic import Field

from ..graph.editions.documents import missing_links
from ..graph.identity.decisions import repoint
from ..graph.identity.links import redirect_links
from ..graph.identity.naming import canonical_ids, merge_entities
from ..graph.load_report import LoadReport
from ..graph.node_row import NodeRow
from ..graph.progress import Progress
from ..graph.protocols import Transaction
from ..graph.store import Graph
from ..graph.writing import ids_there, missing_nodes, read_rows, same, write_links, write_nodes
from ..schema import law, sources, statements
from ..schema.entities import Entity
from ..schema.errors import InputError, ValueInvalid
from ..schema.generated import PROPERTIES
from ..schema.names import name_keys
from ..schema.node import FAMILIES, Node, Value, concrete, fields
from ..schema.rdf import ORDERED, link_term, node_of, property_term, short
from ..schema.vocabulary import KINDS
from .common.load import close, read_json

FORMATS = {
    ".ttl": "turtle",
    ".trig": "trig",
    ".nq": "nquads",
    ".nt": "nt",
    ".jsonld": "json-ld",
}
_NUMBERS: dict[str, Callable[[str], Any]] = {
    "xsd:integer": int,
    "xsd:double": float,
    "xsd:boolean": lambda text: text == "true",
}

#: What is said of a node: terms, each with its values and their datatypes.
_Said = dict[str, list[tuple[str, str | None]]]


class RdfNode(Entity):
    """A thing with the labels that a file gives it, which may be those of several kinds."""

    told: tuple[str, ...] = Field(exclude=True)

    def all_labels(self) -> tuple[str, ...]:
        """The labels as told."""
        return self.told


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Bring back what an export wrote. `edition` says nothing here: the editions are in the file.

    Raises InputError for a file that is no RDF or has no node of ours, and where the graph has other content under
    the same id.
    """
    account = LoadReport("rdf", str(path))
    said = _parse(path, progress)
    rows: dict[tuple[str, str], NodeRow] = {}
    other: Counter[str] = Counter()
    for iri, terms in said.items():
        if (node := node_of(iri)) is None:
            other.update(terms.keys())
            continue
        account.read += 1
        try:
            rows[node] = _row(*node, terms, other)
        except ValueInvalid as error:
            account.reject(str(path), str(error), iri)
    if not account.read:
        raise InputError(str(path), "no node of a sanctions graph in it", "Give what `sanctionsgraph export` wrote.")
    if other:
        told = ", ".join(f"{term} ({count})" for term, count in sorted(other.items())[:12])
        account.notes.append(f"left out, because they are no terms of the model: {told}")
    with graph.writing() as tx:
        _store(tx, rows, account)
        close(tx, account)
    return account


def _parse(path: Path, progress: Progress | None) -> dict[str, _Said]:
    """The statements of a file by subject and term, whatever graph they stand in."""
    import rdflib

    if (form := FORMATS.get(path.suffix.lower())) is None:
        raise InputError(str(path), "the end of its name says no form of RDF", f"Known are {', '.join(FORMATS)}.")
    if form == "json-ld":
        _refuse_remote(path, read_json(path))
    dataset = rdflib.Dataset(default_union=True)
    try:
        with path.open("rb") as file:
            dataset.parse(file, format=form, publicID="urn:sanctionsgraph:")
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error), "Check the path.") from error
    except Exception as error:
        # Each parser of rdflib has errors of its own, without a class that they share.
        raise InputError(str(path), f"not {form} ({' '.join(str(error).split())[:200]})", "Write it again.") from error
    found: dict[str, _Said] = defaultdict(lambda: defaultdict(list))
    for count, (subject, predicate, value) in enumerate(dataset.triples((None, None, None))):
        datatype = getattr(value, "datatype", None)
        term = short(str(predicate)) or str(predicate)
        found[str(subject)][term].append((str(value), short(datatype) if datatype else None))
        if progress and count % 20_000 == 0:
            progress(count)
    return found


def _refuse_remote(path: Path, content: object) -> None:
    """A context from elsewhere would be fetched; what is written here has none."""
    stack = [content]
    while stack:
        item = stack.pop()
        if isinstance(item, dict):
            context = item.get("@context")
            parts = context if isinstance(context, list) else [context]
            if any(isinstance(part, str) or (isinstance(part, dict) and "@import" in part) for part in parts):
                raise InputError(str(path), "a context from elsewhere, which is not fetched", "Write it into the file.")
            stack += item.values()
        elif isinstance(item, list):
            stack += item


def _row(family: str, id: str, terms: _Said, other: Counter[str]) -> NodeRow:
    """The row of a node. Raises ValueInvalid for labels that the model lacks, and where a name is missing."""
    labels = {
        term.removeprefix("sg:") for iri, _ in terms.get("rdf:type", ()) if (term := short(iri) or "")[:3] == "sg:"
    }
    if unknown := sorted(labels - _LABELS[family]):
        raise ValueInvalid(f"{id}: {family} has no label {', '.join(unknown)}")
    properties: dict[str, Value] = {"id": id}
    links: list[tuple[str, str, str]] = []
    for term, values in terms.items():
        if term in _TERMS[family]:
            properties[_TERMS[family][term]] = _value(family, _TERMS[family][term], values)
        elif term in _LINKS[family]:
            for iri, _ in values:
                if (end := node_of(iri)) is None:
                    raise ValueInvalid(f"{id} leads by {term} to {iri[:80]}, which is no node")
                links.append((_LINKS[family][term], *end))
        elif term not in ("rdf:type", ORDERED):
            other[term] += 1
    for text, _ in terms.get(ORDERED, ()):
        properties |= _ordered(id, family, text)
    if family not in labels or "name" not in properties:
        raise ValueInvalid(f"{id} has no {'name' if family in labels else f'label {family}'}")
    return NodeRow((family, *sorted(labels - {family})), properties, links)


def _value(family: str, name: str, values: list[tuple[str, str | None]]) -> Any:
    read = [_NUMBERS.get(datatype or "", str)(text) for text, datatype in values]
    if isinstance(PROPERTIES[family][name], list):
        return sorted(set(read))
    if len(read) > 1:
        raise ValueInvalid(f"{name} has {len(read)} values, and may have one")
    return read[0]


def _ordered(id: str, family: str, text: str) -> dict[str, Value]:
    try:
        lists = json.loads(text)
    except ValueError as error:
        raise ValueInvalid(f"{id}: {ORDERED} is not JSON") from error
    if not isinstance(lists, dict) or not all(
        isinstance(PROPERTIES[family].get(name), list) and isinstance(value, list) for name, value in lists.items()
    ):
        raise ValueInvalid(f"{id}: {ORDERED} is not lists by name")
    return lists


def _store(tx: Transaction, rows: dict[tuple[str, str], NodeRow], account: LoadReport) -> None:
    same_as = canonical_ids(tx)
    redirect_links(rows.values(), same_as)
    while missing := missing_links(tx, rows):
        broken = {key: ends for key, ends in missing.items() if ends}
        if not broken:
            break
        for key, ends in broken.items():
            account.reject(account.file, f"{key[1]} leads to nothing: {', '.join(ends[:3])}", key[1])
            del rows[key]
    things = [_thing(row) for (family, _), row in rows.items() if family == "Entity"]
    # A thing without names was referred to only, and says nothing to one that stands.
    new = missing_nodes(tx, [thing for thing in things if not thing.names and thing.id not in same_as])
    written = merge_entities(tx, [thing for thing in things if thing.names], lambda _: set(), same_as)
    for family in FAMILIES[1:]:
        mine = {id_: row for (f, id_), row in rows.items() if f == family}
        standing = read_rows(tx, family, mine)
        for id_, row in mine.items():
            if id_ not in standing:
                new.append(row)
            elif not same(standing[id_], row):
                raise InputError(account.file, f"the graph has {id_}, and it reads otherwise", "Use a new graph.")
    # What was decided comes first: then what stands here is led to where the file's statements lead already.
    said = [row for row in new if row.family == "Statement" and not {"Identity", "Part"} & set(row.labels)]
    told = {(row.family, row.id) for row in said}
    first = [row for row in new if (row.family, row.id) not in told]
    write_nodes(tx, first)
    write_links(tx, first)
    after = canonical_ids(tx)
    if ids_there(tx, "Entity", after.keys() - same_as.keys()):
        repoint(tx, same_as, after)
    redirect_links(said, after)
    write_nodes(tx, said)
    write_links(tx, said)
    account.written += written + len(new)
    account.unchanged += len(rows) - written - len(new)


def _thing(row: NodeRow) -> RdfNode:
    names = row.properties.get("names", [])
    named = list(map(str, names)) if isinstance(names, list) else []
    name = str(row.properties["name"])
    return RdfNode(id=row.id, kind="Thing", name=name, names=named, nameKeys=name_keys(named), told=row.labels)


#: Classes count from when their modules are imported.
_MODULES = (law, sources, statements)


def _model() -> tuple[dict[str, set[str]], dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """For each family its labels, and by term its properties and relationships."""
    labels: dict[str, set[str]] = {family: {family} for family in FAMILIES}
    links: dict[str, dict[str, str]] = {family: {} for family in FAMILIES}
    labels["Entity"] |= {*KINDS}
    for model in concrete(Node):
        labels[model.labels[0]].update(model.labels)
        for rel in fields(model).relationships.values():
            links[model.labels[0]][link_term(rel.type)] = rel.type
    terms = {f: {property_term(f, name): name for name in PROPERTIES[f] if name != "id"} for f in FAMILIES}
    return labels, terms, links


_LABELS, _TERMS, _LINKS = _model()
