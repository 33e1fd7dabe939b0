"""The names of things in RDF: IRIs of nodes, and terms for labels, properties and relationships.

A term of schema.org or PROV-O stands where it means the same; everything else is `sg:` and the name it has in Cypher.
Each property and each relationship has one term, so that RDF can be read back. Classes of schema.org and PROV-O stand
beside ours.

The IRIs are URNs, because the project has no web address that it could promise to keep; nothing answers at them.
"""

from __future__ import annotations

import re
from functools import cache
from urllib.parse import quote, unquote

from .family import FAMILIES

PREFIXES = {
    "prov": "http://www.w3.org/ns/prov#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "schema": "https://schema.org/",
    "sg": "urn:sanctionsgraph:ns#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

#: Lists of a node in their order, as one JSON object: those whose order or repetitions a set of values would lose.
ORDERED = "sg:ordered"

#: Label to the classes of others that hold it.
CLASSES: dict[str, tuple[str, ...]] = {
    "Thing": ("schema:Thing",),
    "Person": ("schema:Person", "prov:Person"),
    "Organization": ("schema:Organization", "prov:Organization"),
    "PublicBody": ("schema:GovernmentOrganization",),
    "Company": ("schema:Corporation",),
    "Vessel": ("schema:Vehicle",),
    "Vehicle": ("schema:Vehicle",),
    "Document": ("schema:CreativeWork",),
    "PostalAddress": ("schema:PostalAddress",),
    "Place": ("schema:Place",),
    "Country": ("schema:Country",),
    "RailStation": ("schema:TrainStation",),
    "Event": ("schema:Event",),
    "Statement": ("prov:Entity",),
    "Claim": ("schema:Claim",),
    "Address": ("schema:PostalAddress",),
    "BirthPlace": ("schema:PostalAddress",),
    "Source": ("prov:Entity",),
    "Publisher": ("schema:Organization", "prov:Agent"),
    "Report": ("schema:CreativeWork",),
    "Edition": ("schema:Dataset",),
    "Resolution": ("schema:Legislation",),
    "Provision": ("schema:Legislation",),
}

#: Property to the term that means the same; by family where the name means different things.
_PROPERTIES: dict[str, dict[str, str]] = {
    "Entity": {"name": "schema:name"},
    "Statement": {
        "name": "schema:name",
        "url": "schema:url",
        "street": "schema:streetAddress",
        "city": "schema:addressLocality",
        "state": "schema:addressRegion",
        "postalCode": "schema:postalCode",
        "country": "schema:addressCountry",
    },
    "Source": {
        "name": "schema:name",
        "url": "schema:url",
        "published": "schema:datePublished",
        "version": "schema:version",
    },
    "Law": {
        "name": "schema:name",
        "url": "schema:url",
        "symbol": "schema:legislationIdentifier",
        "adopted": "schema:legislationDate",
    },
}
_LINKS = {
    "ABOUT": "schema:about",
    "PART": "schema:hasPart",
    "IN": "prov:wasDerivedFrom",
    "SAID_BY": "prov:wasAttributedTo",
    "PUBLISHED_BY": "schema:publisher",
    "AMENDS": "schema:legislationChanges",
}
#: Terms of ours that are narrower than one of others.
NARROWER = {"sg:RESTS_ON": "prov:wasDerivedFrom", "sg:date": "schema:datePublished"}

#: Whole days; other dates are half-known, and texts.
DAYS = frozenset(("since", "until", "earliest", "latest"))
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

_PLAIN = re.compile(r"[^\x00-\x20\x7f-\xa0<>\"{}|\\^`%#?\[\]]+\Z")
_SIGNS = re.compile(r"[\x00-\x20\x7f-\xa0<>\"{}|\\^`%#?\[\]]")
_NODE = re.compile(r"urn:sanctionsgraph:(entity|statement|source|law):(.+)\Z")


def node_iri(family: str, id: str) -> str:
    """Return the IRI of a node: its family and its id, in which `#`, `%` and what no IRI can hold are escaped."""
    escaped = id if _PLAIN.match(id) else _SIGNS.sub(lambda match: quote(match[0], safe=""), id)
    return f"urn:sanctionsgraph:{family.lower()}:{escaped}"


def node_of(iri: str) -> tuple[str, str] | None:
    """Return family and id of an IRI of ours; None for any other."""
    match = _NODE.match(iri)
    return (match[1].capitalize(), unquote(match[2])) if match else None


def label_term(label: str) -> str:
    """Return the class of a label."""
    return f"sg:{label}"


@cache
def property_term(family: str, name: str) -> str:
    """Return the term of a property."""
    return _PROPERTIES[family].get(name, f"sg:{name}")


def link_term(type_: str) -> str:
    """Return the term of a relationship. Ours are in capitals as in Cypher, so none is taken for a property."""
    return _LINKS.get(type_, f"sg:{type_}")


def types(labels: tuple[str, ...]) -> list[str]:
    """Return the classes of a node: one for each label, and those of other vocabularies."""
    foreign = {term for label in labels for term in CLASSES.get(label, ())}
    return [*map(label_term, sorted(labels, key=lambda label: (label not in FAMILIES, label))), *sorted(foreign)]


def whole(term: str) -> str:
    """Return the IRI of a prefixed term."""
    prefix, _, name = term.partition(":")
    return PREFIXES[prefix] + name


def short(iri: str) -> str | None:
    """Return the prefixed term of an IRI; None if no prefix of ours fits."""
    return next((f"{p}:{iri.removeprefix(start)}" for p, start in PREFIXES.items() if iri.startswith(start)), None)
