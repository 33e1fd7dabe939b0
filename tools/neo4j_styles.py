"""Write the style of Neo4j Browser and the perspective of Bloom for the model: docs/neo4j/.

    python tools/neo4j_styles.py            writes them
    python tools/neo4j_styles.py --check    fails where they are stale

The form of a style is that of Neo4j Browser's manual. That of a perspective is not published; it follows what Bloom
2 exports.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from sanctionsgraph.schema.direct import DIRECT_TYPES
from sanctionsgraph.schema.family import FAMILIES
from sanctionsgraph.schema.generated import RELATIONSHIPS

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "neo4j"
#: Colour, border and caption of the labels that are told apart; the later wins.
STYLES = {
    "Entity": ("#8FB8DE", "#5C89B4", "{name}"),
    "Person": ("#F2C14E", "#C79A2B", "{name}"),
    "Organization": ("#E0A458", "#B47C33", "{name}"),
    "Company": ("#E0A458", "#B47C33", "{name}"),
    "Vessel": ("#6FB7A8", "#438A7C", "{name}"),
    "Place": ("#9CC17B", "#709552", "{name}"),
    "Country": ("#B9C7A1", "#8B9A73", "{name}"),
    "Event": ("#C58BB5", "#996189", "{name}"),
    "Goods": ("#CDB79E", "#A18B72", "{name}"),
    "Statement": ("#D9DEE4", "#A8B0BA", "{name}"),
    "Claim": ("#F4E3C1", "#C8B38A", "{name}"),
    "Listing": ("#E4C4C4", "#B89494", "{list} {reference}: {name}"),
    "Source": ("#C9D3DC", "#98A5B1", "{name}"),
    "Law": ("#9A8FBF", "#6E6393", "{name}"),
}
#: Statements, which are drawn small between things.
SMALL = ("Statement", "Claim", "Listing")
#: Colour of direct relationships.
DIRECT = "#2F6F8F"
#: Search phrases of Bloom: the words, the statement, and what `$name` may be.
PHRASES = (
    ("Around $name", "MATCH p = (:Entity {name: $name})-[]-(:Entity) RETURN p", "Entity"),
    ("Meetings of $name", "MATCH p = (:Entity {name: $name})-[:MET_AT]->(:Event)<-[:MET_AT]-() RETURN p", "Entity"),
    ("Claims about $name", "MATCH p = (:Source)<-[:IN]-(:Claim)-[:ABOUT]->(:Entity {name: $name}) RETURN p", "Entity"),
    (
        "Claims that name $name",
        "MATCH p = (:Entity)<-[:ABOUT]-(:Claim)-[:VALUE]->(:Entity {name: $name}) RETURN p",
        "Entity",
    ),
    (
        "Counts at $name",
        "MATCH p = (:Entity {name: $name})<-[:VALUE]-(:Claim {property: 'place'})-[:ABOUT]->(:Event)"
        "<-[:ABOUT]-(:Claim {property: 'quantity'}) RETURN p",
        "Entity",
    ),
    ("List entries of $name", "MATCH p = (:Listing)-[:ABOUT]->(:Entity {name: $name}) RETURN p", "Entity"),
    (
        "Paragraphs of $name",
        "MATCH p = (:Measure {name: $name})<-[:OF]-(:Scope)-[:BY]->(:Provision) RETURN p",
        "Measure",
    ),
)
RELATION_CAPTION = "0_REL_TYPE_CAPTION_KEY"


def style() -> str:
    """Return the style of Neo4j Browser."""
    base = "diameter: 50px; border-width: 2px; font-size: 10px; text-color-internal: #1F2933;"
    lines = [
        f"node {{ {base} color: #D9DEE4; border-color: #A8B0BA; caption: '{{name}}'; }}",
        "relationship { color: #98A5B1; shaft-width: 1px; font-size: 8px; padding: 3px; "
        "text-color-external: #1F2933; text-color-internal: #FFFFFF; caption: '<type>'; }",
    ]
    for label, (color, border, caption) in STYLES.items():
        size = " diameter: 30px;" if label in SMALL else ""
        lines.append(f"node.{label} {{ color: {color}; border-color: {border}; caption: '{caption}';{size} }}")
    lines += [
        f"relationship.{type_} {{ color: {DIRECT}; shaft-width: 2px; font-size: 9px; }}" for type_ in DIRECT_TYPES
    ]
    return "\n".join(lines) + "\n"


def perspective() -> str:
    """Return the perspective of Bloom: categories, captions and search phrases."""
    categories = [
        {
            "id": number,
            "name": label,
            "labels": [label],
            "color": color,
            "size": 1,
            "icon": "no-icon",
            "properties": [{"name": key, "exclude": False, "dataType": "string"} for key in _keys(caption)],
            "captions": [_caption(key, "property") for key in _keys(caption)],
            "captionKeys": _keys(caption),
            "styleRules": [],
            "createdAt": 0,
            "lastEditedAt": 0,
        }
        # Bloom shows a node by the first category that has one of its labels.
        for number, (label, (color, _, caption)) in enumerate(sorted(STYLES.items(), key=_family_last), 1)
    ]
    relationships = [
        {
            "id": name,
            "name": name,
            "color": DIRECT if name in DIRECT_TYPES else "#98A5B1",
            "size": 2 if name in DIRECT_TYPES else 1,
            "properties": [],
            "captions": [_caption(name, "relationship")],
            "captionKeys": [RELATION_CAPTION],
            "styleRules": [],
        }
        for name in sorted({*RELATIONSHIPS, *DIRECT_TYPES})
    ]
    whole = {
        "name": "sanctionsgraph",
        "id": "7c0e2b1e-5d0b-4f0e-9a52-5f6d5b8f1a01",
        "version": "2.21.0",
        "type": "STANDARD_PERSPECTIVE",
        "createdAt": 0,
        "lastEditedAt": 0,
        "categories": categories,
        "labels": {
            label: [{"propertyKey": key, "type": label, "dataType": "string"} for key in _keys(caption)]
            for label, (_, _, caption) in STYLES.items()
        },
        "relationshipTypes": relationships,
        "templates": [_phrase(number, *phrase) for number, phrase in enumerate(PHRASES, 1)],
        "palette": {"colors": sorted({color for color, _, _ in STYLES.values()}), "currentIndex": 0},
        "hiddenRelationshipTypes": [],
        "hiddenCategories": [],
        "hideUncategorisedData": False,
        "sceneActions": [],
        "parentPerspectiveId": None,
        "metadata": {
            "pathSegments": [],
            "indexes": [
                {"label": label, "type": "native", "propertyKeys": [{"key": "id", "metadataProp": False}]}
                for label in FAMILIES
            ],
        },
    }
    return json.dumps(whole, indent=1, ensure_ascii=False) + "\n"


def _keys(caption: str) -> list[str]:
    return [part.partition("}")[0] for part in caption.split("{")[1:]]


def _caption(key: str, kind: str) -> dict[str, Any]:
    return {"key": key, "type": kind, "isCaption": True, "inTooltip": True, "styles": []}


def _family_last(item: tuple[str, Any]) -> tuple[bool, str]:
    return item[0] in FAMILIES, item[0]


def _phrase(number: int, text: str, cypher: str, label: str) -> dict[str, Any]:
    parameter = {"name": "$name", "dataType": "String", "suggestionLabel": label, "suggestionProp": "name"}
    parameter |= {"collapsed": False, "suggestionBoolean": False, "cypher": None}
    head = {"id": f"tmpl:{number}", "name": text.removesuffix(" $name"), "text": text, "cypher": cypher, "createdAt": 0}
    return {**head, "params": [parameter], "isUpdateQuery": False, "hasCypherErrors": False}


def outputs() -> dict[Path, str]:
    """Return the text of each file."""
    return {FOLDER / "sanctionsgraph.grass": style(), FOLDER / "sanctionsgraph.bloom.json": perspective()}


def main() -> None:
    """Write the files, or with --check fail where one is stale."""
    for path, text in outputs().items():
        if "--check" not in sys.argv[1:]:
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        elif not path.exists() or path.read_text(encoding="utf-8") != text:
            sys.exit(f"{path.name} is stale: run make generate")


if __name__ == "__main__":
    main()
