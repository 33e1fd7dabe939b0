"""Write what follows from the model: constraints and indexes, ontology and shapes, the data dictionary.

python -m sanctionsgraph.schema.generate           writes the files
python -m sanctionsgraph.schema.generate --check   fails where one is stale
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping
from dataclasses import astuple
from enum import StrEnum
from pathlib import Path

from . import case_notes, entities, further_records, law, sources, statements, vocabulary, withdrawal
from .direct import DirectLine
from .direct_table import RELATIONS, direct_lines
from .node import FAMILIES, Node, concrete, fields
from .ontology import ontology, shapes

ROOT = Path(__file__).resolve().parent.parent
_MODULES = (entities, law, sources, statements, further_records, withdrawal, case_notes)

#: Raised with each change of the model; graph/transfer/upgrade.py brings a graph of the version before to it.
SCHEMA_VERSION = 3

#: Properties that are looked up often, besides `id`: (family, property).
INDEXED = (("Statement", "dataset"), ("Source", "dataset"))


def constraints() -> list[str]:
    """Return the statements for both engines. Identity rests on the first label, the family."""
    unique = [
        f"CREATE CONSTRAINT {family.lower()}_id IF NOT EXISTS FOR (n:{family}) REQUIRE n.id IS UNIQUE"
        for family in (*FAMILIES, "Meta")
    ]
    indexes = [
        f"CREATE INDEX {family.lower()}_{prop} IF NOT EXISTS FOR (n:{family}) ON (n.{prop})" for family, prop in INDEXED
    ]
    return unique + indexes


def declared() -> dict[str, dict[str, object]]:
    """Return for each family every property with an empty value of its type.

    The embedded engine refuses to match on a property that no node ever had, so they are declared to it.
    """
    properties: dict[str, dict[str, object]] = {family: {"id": "", "name": ""} for family in FAMILIES}
    for model in concrete(Node):
        for name in fields(model).properties:
            shown = str(model.model_fields[name].annotation)
            empty: object = ""
            if shown.startswith("list"):
                empty = [0] if "int" in shown else [""]
            elif "float" in shown:
                empty = 0.5
            elif "bool" in shown:
                empty = False
            properties[model.labels[0]][name] = empty
    return {family: dict(sorted(props.items())) for family, props in properties.items()}


def labels() -> list[str]:
    """Return every label of the model."""
    return sorted({label for model in concrete(Node) for label in model.labels} | set(vocabulary.KINDS))


def relationships() -> list[str]:
    """Return every relationship type of the model."""
    return sorted({rel.type for model in concrete(Node) for rel in fields(model).relationships.values()})


def dictionary() -> str:
    """Return the data dictionary as Markdown."""
    lines = [
        "# Data dictionary",
        "",
        "Generated from `schema/` by `make generate`; do not edit.",
        "",
        f"Schema version {SCHEMA_VERSION}. Every node has an `id`, unique in its family (its first label),",
        "and a `name`. Relationships hold no properties: whatever is said stands on a statement.",
        "",
        "Kinds of entity: "
        + ", ".join(f"`{':'.join(('Entity', *wider, kind))}`" for kind, wider in vocabulary.KINDS.items())
        + ".",
    ]
    for family in FAMILIES:
        lines += ["", f"## {family}"]
        for model in (m for m in concrete(Node) if m.labels[0] == family):
            lines += _entry(model)
    lines += ["", "## Vocabularies", ""]
    for name, enum in sorted(vars(vocabulary).items()):
        if isinstance(enum, type) and issubclass(enum, StrEnum) and enum is not StrEnum:
            summary = (enum.__doc__ or "").strip().splitlines()[0]
            lines.append(f"- **{name}**: {', '.join(f'`{term.value}`' for term in enum)}. {summary}")
    return "\n".join(lines) + "\n"


def _entry(model: type[Node]) -> list[str]:
    document = " ".join((model.__doc__ or "").split())
    lines = ["", f"### :{':'.join(model.labels)}", "", document, "", "| property | type |", "|---|---|"]
    for name in fields(model).properties:
        shown = str(model.model_fields[name].annotation)
        shown = re.sub(r"sanctionsgraph\.schema\.(?:law_)?vocabulary\.", "", shown)
        shown = shown.replace("<class '", "").replace("'>", "")
        shown = shown.replace("<enum '", "").replace(" | None", ", optional")
        lines.append(f"| `{name}` | {shown} |")
    for rel in fields(model).relationships.values():
        lines.append(f"| `-[:{rel.type}]->(:{rel.family})` | {rel.why} |")
    return lines


def _literal(families: dict[str, dict[str, object]]) -> str:
    lines = ["{"]
    for family, props in families.items():
        lines.append(f'    "{family}": {{')
        lines += [
            f'        "{name}": {json.dumps(value) if value is not False else "False"},'
            for name, value in props.items()
        ]
        lines.append("    },")
    return "\n".join([*lines, "}"])


def _tuple(texts: list[str]) -> str:
    return "(\n" + "".join(f"    {json.dumps(text)},\n" for text in texts) + ")"


NEWLINE = "\n"


def _row(line: DirectLine) -> str:
    """Return a line of the table of direct relationships as a tuple in Python."""
    parts = [json.dumps(part) if isinstance(part, str) else repr(part) for part in astuple(line)]
    return f"({', '.join(parts)})"


def _mapping(texts: Mapping[str, str]) -> str:
    return "{\n" + "".join(f"    {json.dumps(key)}: {json.dumps(text)},\n" for key, text in texts.items()) + "}"


def outputs() -> dict[Path, str]:
    """Return the content of every generated file, by path."""
    module = (
        '"""Generated from the model by `make generate`; do not edit."""\n\n'
        f"SCHEMA_VERSION = {SCHEMA_VERSION}\n\nSCHEMA_STATEMENTS = {_tuple(constraints())}\n\n"
        f"LABELS = {_tuple(labels())}\n\nRELATIONSHIPS = {_tuple(relationships())}\n\n"
        f"PROPERTIES: dict[str, dict[str, object]] = {_literal(declared())}\n\n"
        "DIRECT_LINES: tuple[tuple[str, str, str, str, str | None, str, bool | None, bool], ...] = (\n"
        f"{''.join(f'    {_row(line)},{NEWLINE}' for line in direct_lines())})\n\n"
        f"DIRECT_RELATIONS: dict[str, str] = {_mapping(RELATIONS)}\n"
    )
    return {
        ROOT / "schema/generated/__init__.py": module,
        ROOT / "schema/generated/ontology.ttl": ontology(),
        ROOT / "schema/generated/shapes.ttl": shapes(),
        ROOT / "docs/data-dictionary.md": dictionary(),
    }


def main() -> int:
    """Write the files, or with --check print which are stale; return the exit code."""
    check = "--check" in sys.argv[1:]
    stale = [p for p, text in outputs().items() if not p.exists() or p.read_text(encoding="utf-8") != text]
    for path in stale:
        if check:
            print(f"stale: {path.relative_to(ROOT)} (run: make generate)", file=sys.stderr)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(outputs()[path], encoding="utf-8")
            print(f"wrote {path.relative_to(ROOT)}")
    return 1 if check and stale else 0


if __name__ == "__main__":
    sys.exit(main())
