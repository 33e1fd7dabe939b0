"""Make `schema/ftm_table.json` again from the schema files that followthemoney publishes (MIT).

    python -m pip install followthemoney         (anywhere; the project does not depend on it)
    THAT_PYTHON tools/ftm_schema.py > schema/ftm_table.json

Only its YAML files are read, none of its code. `--schema FOLDER --version X` takes them from elsewhere.
"""

from __future__ import annotations

import argparse
import json
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

ORIGIN = "the schema files of followthemoney {version}, MIT licence, https://followthemoney.tech"


def own(schema: dict[str, Any]) -> dict[str, Any]:
    """What a schema says itself: what it extends, the two ends of its edge, types of properties, captions."""
    properties: dict[str, dict[str, Any]] = schema.get("properties") or {}
    edge = schema.get("edge") or {}
    return {
        "extends": schema.get("extends") or [],
        "edge": [edge["source"], edge["target"]] if edge else [],
        "properties": {name: (given or {}).get("type") or "string" for name, given in properties.items()},
        "caption": schema.get("caption") or [],
    }


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", type=Path, help="folder of the YAML files")
    parser.add_argument("--version", help="version of followthemoney that they are from")
    args = parser.parse_args()
    folder: Path = args.schema or Path(str(find_spec("followthemoney").origin)).parent / "schema"  # type: ignore[union-attr]
    schemata: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        schemata |= yaml.safe_load(path.read_text(encoding="utf-8"))
    told = args.version or version("followthemoney")
    table = {"version": told, "origin": ORIGIN.format(version=told)}
    lines = [f' "{name}": {json.dumps(own(schema), ensure_ascii=False)}' for name, schema in schemata.items()]
    head = json.dumps(table, ensure_ascii=False)[1:-1]
    print(f"{{{head},\n" + '"schemata": {\n' + ",\n".join(lines) + "\n}}")


if __name__ == "__main__":
    main()
