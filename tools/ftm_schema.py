"""Make `loaders/ftm_table.py` again from the schema files that followthemoney publishes (MIT).

    python -m pip install followthemoney         (anywhere; the project does not depend on it)
    THAT_PYTHON tools/ftm_schema.py > loaders/ftm_table.py

Only its YAML files are read, none of its code. `--schema FOLDER --version X` takes them from elsewhere.
"""

from __future__ import annotations

import argparse
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

HEAD = '''"""Schemata of FollowTheMoney, as far as the loader needs them. Made by tools/ftm_schema.py; do not edit.

From the schema files of followthemoney {version} (MIT licence, https://followthemoney.tech). Of each schema: what it
extends, its edge (source and target), its own properties that hold entities (as published), its own properties that
hold identifiers, and the properties that caption it.
"""

from __future__ import annotations

VERSION = "{version}"

#: Name: (extends, edge, entity properties, identifier properties, caption).
TABLE: dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {{'''


def line(name: str, schema: dict[str, Any]) -> str:
    """One schema as a line of the table, its parts as words."""
    properties: dict[str, dict[str, Any]] = schema.get("properties") or {}
    edge = schema.get("edge") or {}
    parts = (
        schema.get("extends") or [],
        [edge["source"], edge["target"]] if edge else [],
        [key for key, given in properties.items() if (given or {}).get("type") == "entity"],
        [key for key, given in properties.items() if (given or {}).get("type") == "identifier"],
        schema.get("caption") or [],
    )
    return f"    {name!r}: ({', '.join(repr(tuple(part)) for part in parts)}),".replace("'", '"')


def main() -> None:
    """Print the module."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--schema", type=Path, help="folder of the YAML files")
    parser.add_argument("--version", help="version of followthemoney that they are from")
    args = parser.parse_args()
    folder: Path = args.schema or Path(str(find_spec("followthemoney").origin)).parent / "schema"  # type: ignore[union-attr]
    schemata: dict[str, dict[str, Any]] = {}
    for path in sorted(folder.glob("*.yaml")):
        schemata |= yaml.safe_load(path.read_text(encoding="utf-8"))
    print(HEAD.format(version=args.version or version("followthemoney")))
    for name, schema in schemata.items():
        print(line(name, schema))
    print("}")


if __name__ == "__main__":
    main()
