"""A collection of FollowTheMoney entities as one JSON object, `{"entities": [...], "edges": [...]}`.

The form of https://dprk-reports.org (its reader: https://github.com/aaronarnold2/dprk-reports-new): `entities` are as
in JSON lines; an edge has `schema`, `source`, `target`, `role` and `relationship`. An edge is an entity of its schema
between its two ends, as FollowTheMoney has it. Where one end is an entity of the same schema (a Sanction, a paper), the
edge says what that entity says of itself: it is brought together with it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from ...graph.load_report import LoadReport
from ...schema.errors import InputError, ValueInvalid
from ...schema.ftm_schema import Schema, ancestors, schema_of
from ..common.load import read_json

_REMEDY = 'Give {"entities": [...], "edges": [...]}, or FollowTheMoney entities as JSON lines.'
_BEGINS = re.compile(rb'(?:\xef\xbb\xbf)?\s*\{(?:(?!"properties").)*?"(?:entities|edges)"\s*:\s*[\[{"n]', re.DOTALL)
#: Edges that FollowTheMoney has under another name.
_SAME = {"Source": "Documentation"}
#: The property in which an entity of these schemata names what it is about.
_ABOUT = {
    "Sanction": "entity",
    "Identification": "holder",
    "Passport": "holder",
    "Event": "involved",
    "Trip": "involved",
}


class CorpusItem(NamedTuple):
    """An entity, or an edge as one: where it stands, and what it holds; or why it holds nothing."""

    place: str
    content: dict[str, Any]
    error: str | None = None


class _Edge(NamedTuple):
    """What an edge says."""

    schema: str
    source: str
    target: str
    words: dict[str, list[str]]


def is_corpus(start: bytes) -> bool:
    """Whether a file that begins so is one JSON object of entities and edges."""
    return _BEGINS.match(start) is not None


def corpus_items(path: Path, account: LoadReport) -> Iterator[CorpusItem]:
    """Yield each entity, then each edge as an entity, all counted as read.

    Raises InputError for a file that is no such object.
    """
    entities, edges = _lists(path)
    nodes = {item["id"]: item for item in entities if isinstance(item, dict) and isinstance(item.get("id"), str)}
    between = list(_edges(path, edges, nodes, account))
    for number, item in enumerate(entities):
        account.read += 1
        place = f"{path}: entities[{number}]"
        if isinstance(item, dict):
            yield CorpusItem(place, item)
        else:
            yield CorpusItem(place, {}, "not an object with id, schema and properties")
    yield from between


def _lists(path: Path) -> tuple[list[Any], list[Any]]:
    content = read_json(path)
    if not isinstance(content, dict):
        raise InputError(str(path), "not an object with `entities` and `edges`", _REMEDY)
    for key in ("entities", "edges"):
        if not isinstance(content.get(key), list):
            problem = "is missing" if key not in content else "is not a list"
            raise InputError(str(path), f"`{key}` {problem}", _REMEDY)
    if not content["entities"]:
        raise InputError(str(path), "`entities` is empty", "Fetch it again.")
    return content["entities"], content["edges"]


def _edges(path: Path, edges: list[Any], nodes: dict[str, Any], account: LoadReport) -> Iterator[CorpusItem]:
    """Yield the edges that are no part of an entity; what the others say is added to that entity."""
    repeated = 0
    for number, item in enumerate(edges):
        place = f"{path}: edges[{number}]"
        try:
            edge = _edge(item)
        except ValueInvalid as error:
            account.read += 1
            yield CorpusItem(place, item if isinstance(item, dict) else {}, str(error))
            continue
        if _add_to_node(edge, nodes):
            repeated += 1
            continue
        account.read += 1
        yield CorpusItem(place, _as_entity(edge, nodes))
    if repeated:
        account.notes.append(f"{repeated} edges lead to or from an entity of their own schema, and are read with it")


def _edge(item: object) -> _Edge:
    if not isinstance(item, dict):
        raise ValueInvalid("not an edge with schema, source and target")
    for key in ("schema", "source", "target"):
        if not isinstance(item.get(key), str) or not item[key].strip():
            raise ValueInvalid(f"an edge without `{key}`" if item.get(key) in (None, "") else f"`{key}` is not a text")
    words = {key: _words(value) for key, value in item.items() if key not in ("schema", "source", "target", "id")}
    return _Edge(item["schema"], item["source"], item["target"], {key: texts for key, texts in words.items() if texts})


def _words(value: object) -> list[str]:
    values = value if isinstance(value, list) else [value]
    return [text for text in (str(item).strip() for item in values if item is not None) if text]


def _add_to_node(edge: _Edge, nodes: dict[str, Any]) -> bool:
    """Add an edge to the entity of its own schema at one of its ends; return whether there is one."""
    for key, other in ((edge.target, edge.source), (edge.source, edge.target)):
        node = nodes.get(key)
        if node is None or node.get("schema") != edge.schema or not isinstance(node.get("properties"), dict):
            continue
        properties, schema = node["properties"], schema_of(edge.schema)
        if not any(other in _words(properties.get(prop)) for prop in schema.entities):
            prop = _ABOUT.get(edge.schema) or _free_end(schema, properties)
            properties[prop] = [*_words(properties.get(prop)), other]
        for word, texts in edge.words.items():
            properties[word] = list(dict.fromkeys([*_words(properties.get(word)), *texts]))
        return True
    return False


def _free_end(schema: Schema, properties: dict[str, Any]) -> str:
    """Return the property for an end that an entity does not name yet."""
    ends = (*schema.subjects, *schema.objects)
    return next((prop for prop in ends if not properties.get(prop)), "proof")


def _as_entity(edge: _Edge, nodes: dict[str, Any]) -> dict[str, Any]:
    """Return an edge as the entity that FollowTheMoney would have for it. Its id is made from all that it says."""
    mark = blake2b(json.dumps(edge, sort_keys=True).encode(), digest_size=10).hexdigest()
    name, source, target = _SAME.get(edge.schema, edge.schema), edge.source, edge.target
    schema = schema_of(name)
    ends = {}
    if name == "Sanction":
        ends = {"entity": [source], "authority": [_caption(nodes.get(target)) or target]}
    elif schema.in_table and len(schema.subjects) == len(schema.objects) == 1:
        if schema.subjects == ("document",) and _is_document(nodes.get(target)):
            source, target = target, source
        ends = {schema.subjects[0]: [source], schema.objects[0]: [target]}
    else:
        name = "UnknownLink"
        ends = {"subject": [source], "object": [target]}
    words = edge.words
    if name != edge.schema:
        words = words | {"role": [*words.get("role", []), edge.schema]}
    return {"id": f"edge-{mark}", "schema": name, "properties": {**words, **ends}}


def _is_document(node: Any) -> bool:
    name = node.get("schema") if isinstance(node, dict) else None
    return isinstance(name, str) and schema_of(name).in_table and "Document" in ancestors(name)


def _caption(node: Any) -> str | None:
    properties = node.get("properties") if isinstance(node, dict) else None
    texts = _words(properties.get("name")) if isinstance(properties, dict) else []
    return texts[0] if texts else None
