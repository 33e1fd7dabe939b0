"""RDF that this project wrote: Turtle, TriG, N-Quads, N-Triples, JSON-LD. A graph comes back as it was.

Parsed by pyoxigraph; the terms are in schema/rdf.py. Statements in other terms are counted in a note. In a graph that
is not empty, names of entities grow as with every load; a statement, source or law that reads otherwise there is an
error, because neither could be kept.
"""

from __future__ import annotations

import json
import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pydantic import Field

from ..graph.editions.documents import missing_links
from ..graph.identity.decisions import repoint
from ..graph.identity.links import canonical_ids, redirect_links
from ..graph.identity.naming import merge_entities, referent_id
from ..graph.load_report import LoadReport
from ..graph.node_row import Link, NodeRow
from ..graph.progress import Progress
from ..graph.protocols import Transaction
from ..graph.store import Graph
from ..graph.writing import ids_there, missing_nodes, read_rows, same, write_links, write_nodes
from ..schema import case_notes, further_records, law, sources, statements, withdrawal
from ..schema.entities import Entity
from ..schema.errors import InputError, ValueInvalid
from ..schema.generated import PROPERTIES
from ..schema.names import name_keys
from ..schema.node import FAMILIES, Node, Value, concrete, fields
from ..schema.rdf import ORDERED, link_term, node_of, property_term, short
from ..schema.vocabulary import KINDS
from .common.load import close, read_json

if TYPE_CHECKING:
    import pyoxigraph

FORMATS = {
    ".ttl": "Turtle",
    ".trig": "TriG",
    ".nq": "N-Quads",
    ".nt": "N-Triples",
    ".jsonld": "JSON-LD",
}
#: Integers that both engines can store.
_LARGEST = 2**63 - 1


def _integer(text: str) -> int:
    number = int(text)
    if abs(number) > _LARGEST:
        raise ValueError
    return number


def _double(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise ValueError
    return number


_NUMBERS: dict[str, Callable[[str], int | float]] = {
    "xsd:integer": _integer,
    "xsd:double": _double,
    "xsd:boolean": {"true": True, "1": True, "false": False, "0": False}.__getitem__,
}

#: The values of a term, each with its datatype, in their order; a dict, because a value may come in several graphs.
_Values = dict[tuple[str, str | None], None]
_Terms = dict[str, _Values]


class RdfNode(Entity):
    """An entity with the labels that a file gives it, which may be those of several kinds."""

    file_labels: tuple[str, ...] = Field(exclude=True)

    def all_labels(self) -> tuple[str, ...]:
        """Return the labels of the file."""
        return self.file_labels


def load(graph: Graph, path: Path, edition: str | None = None, progress: Progress | None = None) -> LoadReport:
    """Load what an export wrote. `edition` has no meaning here: the editions are in the file.

    Raises InputError for a file that is no RDF or has no node of ours, and where the graph has other content under
    the same id.
    """
    account = LoadReport("rdf", str(path))
    rows: dict[tuple[str, str], NodeRow] = {}
    other: Counter[str] = Counter()
    parsed = _parse(path, progress)
    for iri in list(parsed):
        # What was read is let go, as its row takes its place.
        terms = parsed.pop(iri)
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
        listed = ", ".join(f"{term} ({count})" for term, count in sorted(other.items())[:12])
        account.notes.append(f"left out, because they are no terms of the model: {listed}")
    with graph.writing() as tx:
        _store(tx, rows, account)
        close(tx, account)
    return account


def _parse(path: Path, progress: Progress | None) -> dict[str, _Terms]:
    """Return the statements of a file by subject and term, whatever graph they are in."""
    terms_of: dict[str, _Terms] = defaultdict(lambda: defaultdict(dict))
    term_of: dict[str, str] = {}
    for count, quad in enumerate(_quads(path)):
        iri = quad.predicate.value
        if (term := term_of.get(iri)) is None:
            term = term_of[iri] = short(iri) or iri
        datatype = getattr(quad.object, "datatype", None)
        terms_of[_text(quad.subject)][term][_text(quad.object), datatype and short(datatype.value)] = None
        if progress and count % 20_000 == 0:
            progress(count)
    return terms_of


def _text(term: object) -> str:
    """Return an IRI, the name of a blank node or the text of a literal; a quoted triple as it is written."""
    value = getattr(term, "value", None)
    return str(term) if value is None else str(value)


def _quads(path: Path) -> Iterator[pyoxigraph.Quad]:
    """Yield the statements of a file. Raises InputError where it cannot be read, with the line as far as known."""
    if (form := FORMATS.get(path.suffix.lower())) is None:
        raise InputError(str(path), "the end of its name says no form of RDF", f"Known are {', '.join(FORMATS)}.")
    if form == "JSON-LD":
        _refuse_remote(path, read_json(path))
    from pyoxigraph import RdfFormat, parse

    syntax = RdfFormat.from_extension(path.suffix[1:].lower())
    try:
        yield from parse(path=str(path), format=syntax, base_iri="urn:sanctionsgraph:")
    except OSError as error:
        raise InputError(str(path), error.strerror or str(error), "Check the path.") from error
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None)
        problem = " ".join(str(getattr(error, "msg", error)).split())[:200]
        raise InputError(
            f"{path}:{line}" if line else str(path), f"not {form} ({problem})", "Write it again."
        ) from error


def _refuse_remote(path: Path, content: object) -> None:
    """Raise InputError for a context from elsewhere, which would be fetched; our exports have none."""
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


def _row(family: str, id: str, terms: _Terms, other: Counter[str]) -> NodeRow:
    """Return the row of a node. Raises ValueInvalid for labels that the model lacks, and where a name is missing."""
    labels = {
        term.removeprefix("sg:") for iri, _ in terms.get("rdf:type", ()) if (term := short(iri) or "")[:3] == "sg:"
    }
    if unknown := sorted(labels - _LABELS[family]):
        raise ValueInvalid(f"{id}: {family} has no label {', '.join(unknown)}")
    properties: dict[str, Value] = {"id": id}
    links: list[Link] = []
    for term, values in terms.items():
        if name := _TERMS[family].get(term):
            properties[name] = _value(id, family, name, values)
        elif type_ := _LINKS[family].get(term):
            for iri, _ in values:
                if (end := node_of(iri)) is None:
                    raise ValueInvalid(f"{id} leads by {term} to {iri[:80]}, which is no node")
                links.append((type_, *end))
        elif term not in ("rdf:type", ORDERED):
            other[term] += 1
    for text, _ in terms.get(ORDERED, ()):
        properties |= _ordered(id, family, text)
    if family not in labels or "name" not in properties:
        raise ValueInvalid(f"{id} has no {'name' if family in labels else f'label {family}'}")
    if not isinstance(properties["name"], str):
        raise ValueInvalid(f"{id}: its name is no text")
    return NodeRow((family, *sorted(labels - {family})), properties, links)


def _value(id: str, family: str, name: str, values: _Values) -> Value:
    read: list[Any] = []
    for text, datatype in values:
        try:
            read.append(_NUMBERS.get(datatype or "", str)(text))
        except (ValueError, KeyError) as error:
            raise ValueInvalid(f"{id}: {name} {text[:40]!r} cannot be stored as {datatype}") from error
    if isinstance(PROPERTIES[family][name], list):
        if len({type(value) for value in read}) > 1:
            raise ValueInvalid(f"{id}: {name} has values of several types")
        return sorted(set(read))
    if len(read) > 1:
        raise ValueInvalid(f"{id}: {name} has {len(read)} values, and may have one")
    value: Value = read[0]
    return value


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
    entities = [_entity(row) for (family, _), row in rows.items() if family == "Entity"]
    # An entity without names was referred to only, and changes nothing of a stored one.
    new = missing_nodes(tx, [entity for entity in entities if not entity.names and entity.id not in same_as])
    # The names of a joined entity are those of all its ids; what each is called by its sources is in its Referent.
    joined = {id_ for id_ in same_as.values() if ("Statement", referent_id(id_)) in rows}
    named = [entity for entity in entities if entity.names and entity.id not in joined]
    written = merge_entities(tx, named, lambda _: set(), same_as)
    for family in FAMILIES[1:]:
        mine = {id_: row for (f, id_), row in rows.items() if f == family}
        stored = read_rows(tx, family, mine)
        for id_, row in mine.items():
            if id_ not in stored:
                new.append(row)
            elif not same(stored[id_], row):
                raise InputError(account.file, f"the graph has {id_}, and it reads otherwise", "Use a new graph.")
    # Decisions come first: then stored statements are led to where those of the file lead already.
    later = [row for row in new if row.family == "Statement" and not {"Identity", "Part"} & set(row.labels)]
    later_keys = {(row.family, row.id) for row in later}
    first = [row for row in new if (row.family, row.id) not in later_keys]
    write_nodes(tx, first)
    write_links(tx, first)
    after = canonical_ids(tx)
    if ids_there(tx, "Entity", after.keys() - same_as.keys()):
        repoint(tx, same_as, after)
    redirect_links(later, after)
    write_nodes(tx, later)
    write_links(tx, later)
    account.written += written + len(new)
    account.unchanged += len(rows) - written - len(new)


def _entity(row: NodeRow) -> RdfNode:
    value = row.properties.get("names", [])
    names = list(map(str, value)) if isinstance(value, list) else []
    name = str(row.properties["name"])
    return RdfNode(id=row.id, kind="Thing", name=name, names=names, nameKeys=name_keys(names), file_labels=row.labels)


#: Classes count from when their modules are imported.
_MODULES = (law, sources, statements, further_records, withdrawal, case_notes)


def _model() -> tuple[dict[str, set[str]], dict[str, dict[str, str]], dict[str, dict[str, str]]]:
    """Return for each family its labels, and by term its properties and relationships."""
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
