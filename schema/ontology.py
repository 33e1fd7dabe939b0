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
    """Return the ontology: classes, properties and relationships with the comments of the model."""
    lines = [*_prefixes("owl"), "<urn:sanctionsgraph:ns> a owl:Ontology ;"]
    lines += ['  rdfs:label "sanctionsgraph" ;']
    lines += ['  rdfs:comment "Made from the model by `make generate`; see docs/rdf.md." .', ""]
    for label, (wider, comment) in sorted(_labels().items()):
        above = [*map(label_term, wider), *CLASSES.get(label, ())]
        classes = [f"rdfs:subClassOf {', '.join(above)}"] if above else []
        lines += _block(label_term(label), "owl:Class", [*classes, *_comment(comment)])
    for term, (families, datatypes) in sorted(_properties().items()):
        if not term.startswith("sg:"):
            continue
        predicates = [_domain(families)] if families else []
        predicates += [f"rdfs:range {datatypes[0]}"] if len(datatypes) == 1 else []
        lines += _block(term, "owl:DatatypeProperty", [*predicates, *_narrower(term)])
    lines += _block(
        ORDERED, "owl:DatatypeProperty", _comment("Lists of a node whose order or repetitions its values do not show.")
    )
    for term, (starts, ends, why) in sorted(_relationships().items()):
        if term.startswith("sg:"):
            predicates = [_domain(starts), f"rdfs:range {_union(ends)}", *_narrower(term)]
            lines += _block(term, "owl:ObjectProperty", [*predicates, *_comment("; ".join(sorted(why)))])
    return "\n".join(lines)


def shapes() -> str:
    """Return the SHACL shapes: required and single properties of each label, and the ends of its links."""
    lines = _prefixes("sh")
    for model in concrete(Node):
        predicates = [f"sh:targetClass {label_term(model.labels[-1])}"]
        for name in fields(model).properties:
            if name in ("id", "nameKeys"):
                continue
            predicates.append(_property_shape(model, name))
        for field, rel in fields(model).relationships.items():
            predicates.append(_link_shape(model, field, rel))
        lines += _block(f"sg:{model.labels[-1]}Shape", "sh:NodeShape", predicates)
    return "\n".join(lines)


def _labels() -> dict[str, tuple[list[str], str]]:
    """Return each label with the nearest wider ones, and its comment in the model."""
    labels: dict[str, tuple[list[str], str]] = {}
    for kind, above in KINDS.items():
        labels[kind] = ([above[-1] if above else "Entity"], "")
    for model in concrete(Node):
        for n, label in enumerate(model.labels):
            wider, _ = labels.setdefault(label, ([model.labels[n - 1]] if n else [], _WORDS.get(label, "")))
            if n == len(model.labels) - 1 and label not in FAMILIES:
                labels[label] = (wider, " ".join((model.__doc__ or "").split()))
    return labels


def _properties() -> dict[str, tuple[list[str], list[str]]]:
    """Return each property with its families and its datatypes."""
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
    """Return each relationship with the families at its start and end, and its purpose."""
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
    """Return the type of one value of a field, and whether the field is a list."""
    for _ in range(3):
        if get_origin(annotation) in (Union, python_types.UnionType):
            annotation = next(arg for arg in get_args(annotation) if arg is not type(None))
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
    predicates = [f"sh:path {property_term(model.labels[0], name)}", f"sh:datatype {_datatype(name, item)}"]
    predicates += [] if many else ["sh:maxCount 1"]
    predicates += ["sh:minCount 1"] if _needed(info, many) else []
    if isinstance(item, type) and issubclass(item, StrEnum):
        predicates.append(f"sh:in ( {' '.join(json.dumps(term.value) for term in item)} )")
    return f"sh:property [ {' ; '.join(predicates)} ]"


def _link_shape(model: type[Node], field: str, rel: Rel) -> str:
    info = model.model_fields[field]
    _, many = _item(info.annotation)
    ends = [r for r in fields(model).relationships.values() if link_term(r.type) == link_term(rel.type)]
    predicates = [f"sh:path {link_term(rel.type)}", "sh:nodeKind sh:IRI"]
    predicates += [f"sh:class {label_term(rel.family)}"] if len(ends) == 1 else []
    predicates += [] if many or len(ends) > 1 else ["sh:maxCount 1"]
    predicates += ["sh:minCount 1"] if _needed(info, many) else []
    return f"sh:property [ {' ; '.join(predicates)} ]"


def _needed(info: FieldInfo, many: bool) -> bool:
    """Return whether there is always a value: a required list may still be empty."""
    return any(getattr(rule, "min_length", 0) for rule in info.metadata) if many else info.is_required()


def _prefixes(*more: str) -> list[str]:
    iris = {**PREFIXES, "owl": "http://www.w3.org/2002/07/owl#", "sh": "http://www.w3.org/ns/shacl#"}
    lines = [f"@prefix {prefix}: <{iris[prefix]}> ." for prefix in sorted({*PREFIXES, *more})]
    return ["# Made from the model by `make generate`; do not edit.", *lines, ""]


def _block(term: str, kind: str, predicates: list[str]) -> list[str]:
    return [" ;\n  ".join([f"{term} a {kind}", *predicates]) + " .", ""]


def _comment(text: str) -> list[str]:
    return [f"rdfs:comment {json.dumps(text, ensure_ascii=False)}"] if text else []


def _narrower(term: str) -> list[str]:
    return [f"rdfs:subPropertyOf {NARROWER[term]}"] if term in NARROWER else []


def _domain(families: list[str]) -> str:
    return f"rdfs:domain {_union(families)}"


def _union(families: list[str]) -> str:
    terms = list(map(label_term, families))
    return terms[0] if len(terms) == 1 else f"[ a owl:Class ; owl:unionOf ( {' '.join(terms)} ) ]"
