"""The ontology and the SHACL shapes, as Turtle, from the model. `make generate` writes them."""

from __future__ import annotations

import json
import types as python_types
from collections import defaultdict
from enum import StrEnum
from typing import Any, Union, get_args, get_origin

from pydantic.fields import FieldInfo

from .node import FAMILIES, Node, Rel, concrete, fields
from .rdf import CLASSES, DAYS, NARROWER, ORDERED, PREFIXES, label_term, link_term, property_term
from .vocabulary import KINDS

_DATATYPES = {str: "xsd:string", int: "xsd:integer", float: "xsd:double", bool: "xsd:boolean"}
_WORDS = {
    **dict.fromkeys(FAMILIES, "A family of nodes; ids are unique in it."),
    "Record": "One version of one row of a structured source.",
    "Part": "A piece of a record. It stands as long as a record that has it.",
}


def ontology() -> str:
    """Classes, properties and relationships with what the model says of them."""
    lines = [*_prefixes("owl"), "<urn:sanctionsgraph:ns> a owl:Ontology ;"]
    lines += ['  rdfs:label "sanctionsgraph" ;']
    lines += ['  rdfs:comment "Made from the model by `make generate`; see docs/rdf.md." .', ""]
    for label, (wider, comment) in sorted(_labels().items()):
        above = [*map(label_term, wider), *CLASSES.get(label, ())]
        said = [f"rdfs:subClassOf {', '.join(above)}"] if above else []
        lines += _block(label_term(label), "owl:Class", [*said, *_comment(comment)])
    for term, (families, datatypes) in sorted(_properties().items()):
        if not term.startswith("sg:"):
            continue
        said = [_domain(families)] if families else []
        said += [f"rdfs:range {datatypes[0]}"] if len(datatypes) == 1 else []
        lines += _block(term, "owl:DatatypeProperty", [*said, *_narrower(term)])
    lines += _block(
        ORDERED, "owl:DatatypeProperty", _comment("Lists of a node whose order or repetitions its values do not show.")
    )
    for term, (starts, ends, why) in sorted(_relationships().items()):
        if term.startswith("sg:"):
            said = [_domain(starts), f"rdfs:range {_union(ends)}", *_narrower(term), *_comment("; ".join(sorted(why)))]
            lines += _block(term, "owl:ObjectProperty", said)
    return "\n".join(lines)


def shapes() -> str:
    """What a node of each label must have, may have once, and leads to."""
    lines = _prefixes("sh")
    for model in concrete(Node):
        said = [f"sh:targetClass {label_term(model.labels[-1])}"]
        for name in fields(model).properties:
            if name in ("id", "nameKeys"):
                continue
            said.append(_property_shape(model, name))
        for field, rel in fields(model).relationships.items():
            said.append(_link_shape(model, field, rel))
        lines += _block(f"sg:{model.labels[-1]}Shape", "sh:NodeShape", said)
    return "\n".join(lines)


def _labels() -> dict[str, tuple[list[str], str]]:
    """Each label with the nearest wider ones, and what the model says of it."""
    found: dict[str, tuple[list[str], str]] = {}
    for kind, wider in KINDS.items():
        found[kind] = ([wider[-1] if wider else "Entity"], "")
    for model in concrete(Node):
        for n, label in enumerate(model.labels):
            known = found.setdefault(label, ([model.labels[n - 1]] if n else [], _WORDS.get(label, "")))
            if n == len(model.labels) - 1 and label not in FAMILIES:
                found[label] = (known[0], " ".join((model.__doc__ or "").split()))
    return found


def _properties() -> dict[str, tuple[list[str], list[str]]]:
    """Each property with its families and its datatypes."""
    families: dict[str, set[str]] = defaultdict(set)
    datatypes: dict[str, set[str]] = defaultdict(set)
    for model in concrete(Node):
        for name in fields(model).properties:
            if name not in ("id", "nameKeys"):
                term = property_term(model.labels[0], name)
                families[term].add(model.labels[0])
                datatypes[term].add(_datatype(name, _item(model.model_fields[name].annotation)[0]))
    return {term: (sorted(families[term]), sorted(datatypes[term])) for term in families}


def _relationships() -> dict[str, tuple[list[str], list[str], set[str]]]:
    """Each relationship with the families at its start and end, and what it is for."""
    starts: dict[str, set[str]] = defaultdict(set)
    ends: dict[str, set[str]] = defaultdict(set)
    why: dict[str, set[str]] = defaultdict(set)
    for model in concrete(Node):
        for rel in fields(model).relationships.values():
            term = link_term(rel.type)
            starts[term].add(model.labels[0])
            ends[term].add(rel.family)
            why[term].add(rel.why)
    return {term: (sorted(starts[term]), sorted(ends[term]), why[term]) for term in starts}


def _item(annotation: Any) -> tuple[Any, bool]:
    """The type of one value of a field, and whether the field is a list."""
    for _ in range(3):
        if get_origin(annotation) in (Union, python_types.UnionType):
            annotation = next(one for one in get_args(annotation) if one is not type(None))
        if get_origin(annotation) is list:
            return get_args(annotation)[0], True
    return annotation, False


def _datatype(name: str, item: Any) -> str:
    if isinstance(item, type) and issubclass(item, StrEnum):
        return "xsd:string"
    return "xsd:date" if name in DAYS else _DATATYPES[item]


def _property_shape(model: type[Node], name: str) -> str:
    info = model.model_fields[name]
    item, many = _item(info.annotation)
    said = [f"sh:path {property_term(model.labels[0], name)}", f"sh:datatype {_datatype(name, item)}"]
    said += [] if many else ["sh:maxCount 1"]
    said += ["sh:minCount 1"] if _needed(info, many) else []
    if isinstance(item, type) and issubclass(item, StrEnum):
        said.append(f"sh:in ( {' '.join(json.dumps(term.value) for term in item)} )")
    return f"sh:property [ {' ; '.join(said)} ]"


def _link_shape(model: type[Node], field: str, rel: Rel) -> str:
    info = model.model_fields[field]
    _, many = _item(info.annotation)
    ends = [r for r in fields(model).relationships.values() if link_term(r.type) == link_term(rel.type)]
    said = [f"sh:path {link_term(rel.type)}", "sh:nodeKind sh:IRI"]
    said += [f"sh:class {label_term(rel.family)}"] if len(ends) == 1 else []
    said += [] if many or len(ends) > 1 else ["sh:maxCount 1"]
    said += ["sh:minCount 1"] if _needed(info, many) else []
    return f"sh:property [ {' ; '.join(said)} ]"


def _needed(info: FieldInfo, many: bool) -> bool:
    """Whether there is always a value: a list that must be given may still be empty."""
    return any(getattr(rule, "min_length", 0) for rule in info.metadata) if many else info.is_required()


def _prefixes(*more: str) -> list[str]:
    known = {**PREFIXES, "owl": "http://www.w3.org/2002/07/owl#", "sh": "http://www.w3.org/ns/shacl#"}
    lines = [f"@prefix {prefix}: <{known[prefix]}> ." for prefix in sorted({*PREFIXES, *more})]
    return ["# Made from the model by `make generate`; do not edit.", *lines, ""]


def _block(term: str, kind: str, said: list[str]) -> list[str]:
    return [" ;\n  ".join([f"{term} a {kind}", *said]) + " .", ""]


def _comment(text: str) -> list[str]:
    return [f"rdfs:comment {json.dumps(text, ensure_ascii=False)}"] if text else []


def _narrower(term: str) -> list[str]:
    return [f"rdfs:subPropertyOf {NARROWER[term]}"] if term in NARROWER else []


def _domain(families: list[str]) -> str:
    return f"rdfs:domain {_union(families)}"


def _union(families: list[str]) -> str:
    terms = list(map(label_term, families))
    return terms[0] if len(terms) == 1 else f"[ a owl:Class ; owl:unionOf ( {' '.join(terms)} ) ]"
